"""May it be asked, taken, disputed or read back, and if not why?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from golive.plain.seat import TEAM, Role, Seat, lacks_role
from golive.plain.setting import Setting
from golive.plain.verdict import Kind, Refusal, Verdict, met, not_met, undecidable

WANTED, DECIDED, WITHDRAWN = "wanted", "decided", "withdrawn"

MAY_ASK = frozenset({Role.MANAGER, Role.LEAD, Role.SPONSOR, Role.CLIENT})
MAY_DECIDE = frozenset({Role.MANAGER, Role.SPONSOR, Role.COMMITTEE, Role.LEAD})

READ_BACK_DAYS = Setting(
    "decisions.read_back_days",
    3,
    "days",
    "How long somebody concerned by a decision has to confirm that they read it.",
    "our own choice",
)


class Asked(Protocol):
    """What the rules need to know of a decision."""

    ref: str
    state: str
    title: str


def may_ask(seat: Seat, *, title: str, recommendation: str, due: date | None) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_ASK, "ask for a decision")
    if not title.strip():
        refusals.append(_missing("title", "The decision has no title.", "Say in one line what is to be decided."))
    if not recommendation.strip():
        cure = "Say what you would do: whoever decides needs something to agree or disagree with."
        refusals.append(_missing("recommendation", "The decision carries no recommendation.", cure))
    if due is None:
        refusals.append(_missing("due", "The decision has no date.", "Say by when it is needed."))
    return refusals


def may_decide(decision: Asked, seat: Seat, *, outcome: str, because: str) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_DECIDE, f"decide {decision.ref}")
    if decision.state != WANTED:
        cure = "Ask for a new decision that supersedes it."
        refusals.append(Refusal("decision.closed", f"{decision.ref} is already {decision.state}.", cure))
    if not outcome.strip():
        refusals.append(_missing("outcome", f"{decision.ref} has no outcome.", "Say what was decided."))
    if not because.strip():
        refusals.append(_missing("because", f"{decision.ref} has no reason.", "Say why: it is read back to everybody."))
    return refusals


def may_dissent(decision: Asked, seat: Seat, *, text: str) -> list[Refusal]:
    refusals = lacks_role(seat, TEAM, f"dissent from {decision.ref}")
    if decision.state != DECIDED:
        refusals.append(
            Refusal("decision.open", f"{decision.ref} is not decided yet.", "Speak before the decision is taken.")
        )
    if not text.strip():
        refusals.append(_missing("text", "The dissent says nothing.", "Say what you disagree with, and why."))
    return refusals


def _missing(field: str, problem: str, cure: str) -> Refusal:
    return Refusal(f"decision.{field}", problem, cure, Kind.INPUT, field)


@dataclass(frozen=True)
class ReadBack:
    """How far the decisions reached the people concerned: (reference, person, sent) of those who owe a confirmation."""

    decided: int
    sent: int
    confirmed: int
    overdue: Sequence[tuple[str, str, datetime]]
    youngest: datetime | None


def read_back_reaches(facts: ReadBack) -> Verdict:
    """Practice 20: a decision that the people concerned have not read will be taken again."""
    if facts.decided == 0:
        return undecidable("no decision recorded", cure="Record the decisions as they are taken.")
    if facts.sent == 0:
        cure = "Name the people concerned when you record a decision."
        return undecidable("nobody was told", cure=cure, evidence_at=facts.youngest)
    figure = f"{facts.confirmed} of {facts.sent} read-backs confirmed"
    if not facts.overdue:
        return met(figure, evidence_at=facts.youngest)
    ref, person, _ = facts.overdue[0]
    cure = f"Ask {person} to confirm {ref}."
    return not_met(f"{figure}, {len(facts.overdue)} overdue", cure=cure, record=ref, evidence_at=facts.youngest)


@dataclass(frozen=True)
class Waiting:
    """The decisions that are wanted: how many, and which are past their date (reference, days late, who)."""

    wanted: int
    decided: int
    late: Sequence[tuple[str, int, str]]
    youngest: datetime | None


def decisions_are_timely(facts: Waiting) -> Verdict:
    """Practice 15: no decision waits past its date."""
    if facts.wanted + facts.decided == 0:
        return undecidable(
            "no decision recorded", cure="Write down the decisions you need, with date and recommendation."
        )
    if not facts.late:
        return met(f"{facts.wanted} wanted, none late", evidence_at=facts.youngest)
    ref, days, who = facts.late[0]
    cure = f"Put {ref} before {who or 'the committee'}."
    figure = f"{len(facts.late)} of {facts.wanted} late, {ref} by {days} days"
    return not_met(figure, cure=cure, record=ref, evidence_at=facts.youngest)
