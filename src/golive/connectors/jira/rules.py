"""May the backlog be brought in, and is it young enough to be evidence?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from golive.plain.seat import Role, Seat, lacks_role
from golive.plain.setting import Setting
from golive.plain.verdict import Refusal, Verdict, met, not_met, undecidable

MAY_IMPORT = frozenset({Role.MANAGER, Role.LEAD})
TO_DO, IN_PROGRESS, DONE = "To Do", "In Progress", "Done"
CATEGORIES = [TO_DO, IN_PROGRESS, DONE]

FRESH_DAYS = Setting(
    "backlog.fresh_days",
    14,
    "days",
    "A backlog imported longer ago than this is not evidence.",
    "our own choice: one sprint of two weeks",
)


def may_import(seat: Seat) -> list[Refusal]:
    return lacks_role(seat, MAY_IMPORT, "import a backlog")


@dataclass(frozen=True)
class Backlog:
    """How many issues there are, how many are open, and when they were last brought in."""

    issues: int
    open: int
    imported_at: datetime | None
    now: datetime
    fresh_days: int


def backlog_is_fresh(facts: Backlog) -> Verdict:
    """Practice 24: the agile team's backlog and the governed plan are looked at together."""
    cure = "Export it from Jira with all fields, and import it on the Imports page."
    if facts.imported_at is None:
        return undecidable("no backlog", cure=cure)
    age = (facts.now - facts.imported_at).days
    figure = f"{facts.issues:,} issues, {facts.open:,} open, imported {age} days ago"
    if age > facts.fresh_days:
        return not_met(figure, cure=cure, evidence_at=facts.imported_at)
    return met(figure, evidence_at=facts.imported_at)
