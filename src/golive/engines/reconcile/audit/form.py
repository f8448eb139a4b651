"""What does an audit say as JSON, with personal data masked?"""

from __future__ import annotations

import re
from typing import Any

from golive.engines.reconcile.audit.finding import Finding
from golive.engines.reconcile.audit.keys import Profile
from golive.engines.reconcile.audit.run import Audit, AuditedTable


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
