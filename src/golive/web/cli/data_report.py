"""How is a reconciliation put on paper: as a web page or a workbook that people can sign?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import xlsxwriter

from golive.engines.reconcile.comparison import Difference, Expected, Outcome
from golive.engines.reconcile.comparison.outcome import Shown
from golive.engines.reconcile.mapping import Mapping
from golive.engines.reconcile.refusals import refuse

ENDINGS = (".html", ".htm", ".xlsx")
STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a2233}"
    "table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}th,td{text-align:left;padding:.3rem .6rem;"
    "border-bottom:1px solid #d8dee8;vertical-align:top}td.n{text-align:right;font-variant-numeric:tabular-nums}"
    ".pass{color:#0b6b3a}.fail{color:#a5192c}caption{text-align:left;font-weight:650;padding:.4rem "
    "0}code{font-size:13px}"
)


def require_report(path: Path | None) -> None:
    """Refuse, before anything is computed, a report that could not be written."""
    if path and path.suffix.lower() not in ENDINGS:
        refuse("report.kind", f"{path.name} is neither .html nor .xlsx.", "Choose one of these endings.")
    if path and not path.resolve().parent.is_dir():
        refuse("report.folder", f"There is no folder for {path.name}.", "Make it first.")


def write_report(
    path: Path,
    mapping: Mapping,
    expected: Expected,
    outcome: Outcome,
    differences: Sequence[Difference],
    shown: Shown,
) -> None:
    """Write the report; the ending of the path chooses the kind, ``shown`` what can be seen of a value."""
    listed = [replace(_as_shown(each, shown), key=outcome.key_shown(each.key, shown)) for each in differences]
    if path.suffix.lower() == ".xlsx":
        _workbook(path, mapping, expected, outcome, listed)
    else:
        path.write_text(_page(mapping, expected, outcome, listed, shown is not str), encoding="utf-8")


def _as_shown(each: Difference, shown: Shown) -> Difference:
    one, other = (None if value is None else shown(value) for value in (each.expected, each.found))
    return replace(each, expected=one, found=other)


def _facts(mapping: Mapping, expected: Expected, outcome: Outcome) -> list[tuple[str, str]]:
    return [
        ("Object", mapping.object),
        ("Verdict", outcome.verdict),
        ("Mapping, SHA-256", mapping.sha256),
        ("Key", ", ".join(mapping.key_target)),
        ("Left out by the filter", f"{expected.excluded:,}"),
        ("Made at", f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"),
    ]


def _page(
    mapping: Mapping, expected: Expected, outcome: Outcome, differences: Sequence[Difference], masked: bool
) -> str:
    rows = [(name.replace("_", " "), count) for name, count in outcome.form()["rows"].items()]
    causes = [(cause.column, cause.signature, cause.count) for cause in outcome.causes]
    listed = [(d.kind, ", ".join(d.key), d.column, d.expected, d.found, d.signature) for d in differences[:500]]
    totals = [(each.control, each.group, each.expected, each.found) for each in outcome.controls]
    aside = [(name, "; ".join(words)) for name, words in outcome.normalised.items()]
    note = "Values are masked: only their form is shown." if masked else "Values are shown in full: handle with care."
    parts = [
        f"<h1>Reconciliation of {escape(mapping.object)}: <span class={outcome.verdict}>{outcome.verdict}</span></h1>",
        _table("Facts", ("", ""), _facts(mapping, expected, outcome)),
        _table("Rows by class", ("Class", "Rows"), rows),
        _table("Root causes", ("Column", "What is wrong", "Values"), causes),
        _table("Mismatches by column", ("Column", "Values"), list(outcome.columns.items())),
        _table("Control totals", ("Control", "Group", "Expected", "Found"), totals),
        _table("Set aside in comparing", ("Column", "What"), aside),
        "".join(f"<p>{escape(notice)}</p>" for notice in outcome.notices),
        f"<p>{note}</p>",
        _table("Differences", ("Class", "Key", "Column", "Expected", "Found", "Signature"), listed),
    ]
    title = escape(f"Reconciliation of {mapping.object}")
    meta = '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    return f"{meta}<title>{title}</title><style>{STYLE}</style></head><body>{''.join(parts)}</body></html>\n"


def _table(caption: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    if not rows:
        return ""
    names = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f'<td class="n">{value:,}</td>'
    return f"<td>{'<i>null</i>' if value is None else escape(str(value))}</td>"


def _workbook(
    path: Path, mapping: Mapping, expected: Expected, outcome: Outcome, differences: Sequence[Difference]
) -> None:
    """Four sheets; every text is written as text, so that nothing in it is ever a formula."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True})
        sheets: dict[str, list[tuple[object, ...]]] = {
            "Result": [*_facts(mapping, expected, outcome), *((n, c) for n, c in outcome.form()["rows"].items())],
            "Causes": [
                ("Column", "What is wrong", "Values"),
                *((cause.column, cause.signature, cause.count) for cause in outcome.causes),
            ],
            "Columns": [("Column", "Values that differ"), *outcome.columns.items()],
            "Differences": [
                ("Class", "Key", "Column", "Expected", "Found", "Signature"),
                *((d.kind, ", ".join(d.key), d.column, d.expected, d.found, d.signature) for d in differences),
            ],
        }
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.set_column(0, 5, 24)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, int):
                        sheet.write_number(at, column, value)
                    else:
                        sheet.write_string(at, column, "" if value is None else str(value), bold if not at else None)
            sheet.freeze_panes(1, 0)
