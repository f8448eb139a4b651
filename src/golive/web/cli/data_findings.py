"""How is an audit shown on the screen, personal data masked?"""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from golive.engines.reconcile.audit import Audit
from golive.engines.reconcile.audit.form import audit_form, masked, personal_columns

__all__ = ["audit_form", "masked", "print_audit"]


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
