"""What does a copy of this table look like after the rules that a person accepted?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from golive.engines.reconcile.audit import Finding, Weight, audit, in_order
from golive.engines.reconcile.cleanse import Cleansed
from golive.engines.reconcile.cleanse import cleanse as apply
from golive.engines.reconcile.cleanse.apply import keep_copy
from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.sources import Workbench, open_source
from golive.web.cli.data_answers import AsJson, Encoding, Place, print_json, say, usable
from golive.web.cli.data_findings import masked

WRITTEN = {".csv", ".parquet"}


def cleanse(
    table: Place,
    out: Annotated[Path, typer.Option(help="Where the copy goes: .csv or .parquet.", show_default=False)],
    accept: Annotated[list[str] | None, typer.Option(help="Id of an accepted finding; may be repeated.")] = None,
    repairs: Annotated[bool, typer.Option("--repairs", help="Accept every finding of the weight repair.")] = False,
    changes: Annotated[Path | None, typer.Option(help="Every change with its row, as .csv or .parquet.")] = None,
    show_personal: Annotated[bool, typer.Option("--show-personal", help="Samples in full, not masked.")] = False,
    as_json: AsJson = False,
    encoding: Encoding = "",
) -> None:
    """Apply the rules of accepted findings to a copy, and show each change; the source stays as it is."""
    with usable({"evidence": []} if as_json else None), Workbench(encoding=encoding) as bench:
        _require_writable(out, changes)
        source = open_source(bench, table)
        opened = source.table()
        bench.lock(write_to=tuple(path.resolve().parent for path in (out, changes) if path))
        found = audit(bench, source, table=opened.name).findings
        done = apply(bench, opened, _accepted(found, accept or [], repairs))
        keep_copy(bench, done.table.relation, out)
        if changes:
            keep_copy(bench, f"read_parquet('{done.changes}')", changes)
        personal = set() if show_personal else {f.column for f in found if f.personal}
    if as_json:
        return print_json(_form(done, personal, out))
    _print(done, personal, out)


def _require_writable(*paths: Path | None) -> None:
    for path in paths:
        if path and path.suffix not in WRITTEN:
            refuse("cleanse.out", f"{path} is neither .csv nor .parquet.", "Choose one of the two.", str(path))
        if path and not path.resolve().parent.is_dir():
            refuse("cleanse.out", f"There is no folder {path.parent}.", "Make it first.", str(path))


def _accepted(found: tuple[Finding, ...], ids: list[str], repairs: bool) -> list[Finding]:
    known = {finding.id: finding for finding in found}
    unknown = [one for one in ids if one not in known]
    if unknown:
        refuse("cleanse.finding", f"The audit has no finding {', '.join(unknown)}.", "Take ids from golive data audit.")
    without = [one for one in ids if not known[one].rules]
    if without:
        refuse("cleanse.no_rule", f"{', '.join(without)} proposes no rule.", "Accept findings that propose one.")
    chosen = [f for f in found if f.id in ids or (repairs and f.weight is Weight.REPAIR)]
    if not chosen:
        refuse("cleanse.nothing", "No finding was accepted.", "Name ids with --accept, or take all with --repairs.")
    return in_order(chosen)


def _form(done: Cleansed, personal: set[str], out: Path) -> dict[str, Any]:
    return {
        "out": str(out),
        "changed_cells": done.changed_cells,
        "evidence": [
            {
                "id": one.finding,
                "column": one.column,
                "detector": one.detector,
                "pattern": one.pattern,
                "rows": one.rows,
                "rules": [{"when": rule.when, "then": rule.then} for rule in one.rules],
                "samples": [list(_shown(sample, one.column in personal)) for sample in one.samples],
            }
            for one in done.evidence
        ],
    }


def _shown(sample: tuple[int, str | None, str | None], hide: bool) -> tuple[int, str | None, str | None]:
    row, before, after = sample
    return (row, before and masked(before), after and masked(after)) if hide else sample


def _print(done: Cleansed, personal: set[str], out: Path) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("Id", "Column", "Finding", "Rows", "Before → after"):
        table.add_column(heading, overflow="fold")
    for one in done.evidence:
        samples = (_shown(sample, one.column in personal) for sample in one.samples[:2])
        shown = "; ".join(f"{before!r} → {after!r}" for _, before, after in samples)
        table.add_row(one.finding, one.column, f"{one.detector}: {one.pattern}", str(one.rows), shown)
    Console().print(table)
    say(f"{done.changed_cells} cells changed by {len(done.evidence)} decisions; the copy is {out}.")
