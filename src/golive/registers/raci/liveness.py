"""Which share of the recent decisions was taken by whoever answers for them?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from golive.plain.setting import Setting
from golive.plain.verdict import Verdict, met, not_met, undecidable

DAYS = Setting(
    "raci.liveness_days", 30, "days", "How far back decisions are compared with the matrix.", "our own choice"
)
SHARE = Setting(
    "raci.liveness_share",
    0.9,
    "share",
    "Below this share of decisions taken by whoever answers for them, the matrix is fiction.",
    "our own choice",
)

# Which row a decision belongs to, by the record that it is about.
KEYS = {
    "CR": "changes",
    "SC": "scope",
    "SB": "scope",
    "RUL": "go_no_go",
    "G": "go_no_go",
    "BL": "plan",
    "RA": "raci",
    "COM": "steering",
    "MTG": "steering",
}


def key_of(about: str) -> str:
    """The key of the row that a reference belongs to; empty where none is known.

    >>> key_of("CR-012"), key_of("RUL-001"), key_of("")
    ('changes', 'go_no_go', '')
    """
    return KEYS.get(about.partition("-")[0], "")


@dataclass(frozen=True)
class Taken:
    """One decision with a row in the matrix: who took it, and who was entitled to on that day."""

    ref: str
    url: str
    row: str
    by: str
    entitled: Sequence[str]
    at: datetime

    @property
    def matched(self) -> bool:
        return self.by in self.entitled


@dataclass(frozen=True)
class Liveness:
    """The decisions of the last ``days``: those with a row, and how many have none."""

    taken: Sequence[Taken]
    outside: int
    days: int
    least: float

    @property
    def matched(self) -> int:
        return sum(each.matched for each in self.taken)

    @property
    def index(self) -> float | None:
        """The share that matched; None where there is nothing to measure."""
        return self.matched / len(self.taken) if self.taken else None

    @property
    def misses(self) -> list[Taken]:
        return [each for each in self.taken if not each.matched]


def matrix_is_alive(facts: Liveness) -> Verdict:
    """Practice 7: a matrix that nobody follows is fiction."""
    index = facts.index
    if index is None:
        cure = "Give the rows the keys of what is decided (changes, scope, go_no_go), and record decisions."
        outside = f", {facts.outside} outside the matrix" if facts.outside else ""
        return undecidable(f"no decision of a row in {facts.days} days{outside}", cure=cure)
    figure = f"{facts.matched} of {len(facts.taken)} decisions in {facts.days} days by whoever answers ({index:.0%})"
    youngest = max(each.at for each in facts.taken)
    if index >= facts.least:
        return met(figure, evidence_at=youngest)
    miss = facts.misses[0]
    says = " or ".join(miss.entitled) or "nobody"
    cure = f"{miss.ref} was taken by {miss.by}; {miss.row} says {says}. Follow the row or change it."
    return not_met(figure, cure=cure, record=miss.ref, evidence_at=youngest)
