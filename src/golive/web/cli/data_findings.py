"""How is an audit shown: as JSON for programs, as a table for people, personal data masked?"""

from __future__ import annotations

import re
from typing import Any

from rich.console import Console
from rich.table import Table

from golive.engines.reconcile.audit import Audit, AuditedTable, Finding
from golive.engines.reconcile.audit.keys import Profile


def personal_columns(found: Audit) -> set[tuple[str, str]]:
    """Table and column of what holds personal data."""
    return {(f.table, f.column) for f in found.findings if f.personal}


def masked(text: str) -> str:
    """The form of a value without its content.

    >>> masked("anna.smith@example.com")
    'xxxx.xxxxx@xxxxxxx.xxx'
    """
    return re.sub(r"\d", "9", re.sub(r"[^\W\d_]", "x", text))


def audit_form(found: Audit, *, mask: bool) -> dict[str, Any]:
    """The audit as one JSON object (docs/cli/data-audit.md)."""
    hidden = personal_columns(found) if mask else set()
    return {
        "source": found.place,
        "tables": [_table_form(table, hidden) for table in found.tables],
        "references": [
            {
                "table": p.table,
                "column": p.column,
                "to_table": p.to_table,
                "to_column": p.to_column,
                "share": round(p.share, 6),
                "orphans": p.orphans,
            }
            for p in found.pointers
        ],
        "findings": [_finding_form(finding, hidden) for finding in found.findings],
    }


def _table_form(table: AuditedTable, hidden: set[tuple[str, str]]) -> dict[str, Any]:
    columns = [_profile_form(table, profile, (table.name, profile.name) in hidden) for profile in table.columns]
    keys = [list(key) for key in table.keys]
    return {"name": table.name, "rows": table.rows, "keys": keys, "notices": list(table.notices), "columns": columns}


def _profile_form(table: AuditedTable, profile: Profile, hide: bool) -> dict[str, Any]:
    shown = {"min": profile.least, "max": profile.greatest}
    return {
        "name": profile.name,
        "type": profile.sql_type,
        "rows": profile.rows,
        "filled": profile.filled,
        "missing": profile.missing,
        "distinct": profile.distinct,
        **{key: masked(value) if hide and value else value for key, value in shown.items()},
        "shortest": profile.shortest,
        "longest": profile.longest,
        "shapes": [list(shape) for shape in table.shapes.get(profile.name, ())],
    }


def _finding_form(finding: Finding, hidden: set[tuple[str, str]]) -> dict[str, Any]:
    hide = (finding.table, finding.column) in hidden
    return {
        "id": finding.id,
        "table": finding.table,
        "column": finding.column,
        "detector": finding.detector,
        "pattern": finding.pattern,
        "count": finding.count,
        "rows": finding.rows,
        "share": round(finding.share, 6),
        "weight": finding.weight.value,
        "says": finding.says,
        "examples": [masked(value) if hide else value for value in finding.examples],
        "rule": str(finding.rules[0]) if finding.rules else None,
        "rules": [{"column": rule.column, "when": rule.when, "then": rule.then} for rule in finding.rules],
        "personal": finding.personal,
    }


def print_audit(found: Audit, *, mask: bool) -> None:
    """One table of findings, the most pressing first, and what was read."""
    console = Console(highlight=False)
    for table in found.tables:
        keys = "; ".join(" + ".join(key) for key in table.keys[:3]) or "none found"
        console.print(f"{table.name}: {table.rows} rows, {len(table.columns)} columns, key {keys}", markup=False)
        for notice in table.notices:
            console.print(f"  {notice}", markup=False)
    hidden = personal_columns(found) if mask else set()
    shown = Table(box=None, pad_edge=False)
    for heading in ("Id", "Column", "Finding", "Rows", "Examples", "What, and what to do"):
        shown.add_column(heading, overflow="fold")
    for finding in found.findings:
        hide = (finding.table, finding.column) in hidden
        examples = ", ".join(repr(masked(value) if hide else value) for value in finding.examples[:3])
        where = f"{finding.table}.{finding.column}".rstrip(".")
        what = f"{finding.detector}: {finding.pattern}"
        shown.add_row(finding.id, where, what, str(finding.count), examples, finding.says)
    console.print(shown)
    proposed = sum(bool(finding.rules) for finding in found.findings)
    text = f"{len(found.findings)} findings, {proposed} with a proposed rule. Each is one decision."
    console.print(text, markup=False)
