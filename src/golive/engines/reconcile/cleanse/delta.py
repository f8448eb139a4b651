"""What has the cleansing cured, what is left, and what has it stirred up?"""

from __future__ import annotations

from dataclasses import dataclass

from golive.engines.reconcile.audit import Audit


@dataclass(frozen=True)
class Delta:
    """One finding before and after, in rows; 0 before is new, 0 after is cured."""

    table: str
    column: str
    detector: str
    pattern: str
    before: int
    after: int


def delta(before: Audit, after: Audit) -> tuple[Delta, ...]:
    """Every finding of two audits of the same table, the largest change first."""
    counts: dict[tuple[str, str, str, str], list[int]] = {}
    for place, found in enumerate((before, after)):
        for finding in found.findings:
            key = (finding.table, finding.column, finding.detector, finding.pattern)
            counts.setdefault(key, [0, 0])[place] += finding.count
    changed = (Delta(*key, *both) for key, both in counts.items() if both[0] != both[1])
    return tuple(sorted(changed, key=lambda d: (-abs(d.before - d.after), d.table, d.column, d.pattern)))
