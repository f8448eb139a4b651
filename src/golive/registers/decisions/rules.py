"""May it be asked, taken, withdrawn, replaced, disputed or read back, and if not why?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from golive.plain.seat import TEAM, Role, Seat, lacks_role
from golive.plain.setting import Setting
from golive.plain.verdict import Kind, Refusal, Verdict, met, not_met, undecidable

WANTED, DECIDED, WITHDRAWN, SUPERSEDED = "wanted", "decided", "withdrawn", "superseded"
TAKEN = (DECIDED, SUPERSEDED)

MAY_ASK = frozenset({Role.MANAGER, Role.LEAD, Role.SPONSOR, Role.CLIENT})
# The lowest authority first.
RANKS = (Role.LEAD, Role.MANAGER, Role.COMMITTEE, Role.SPONSOR)
MAY_DECIDE = frozenset(RANKS)

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
    about: str
    created_by_id: int | None


@dataclass(frozen=True)
class Addressed:
    """Whose authority a decision needs: a person with the roles they hold now, or the committee (no person)."""

    person_id: int | None = None
    name: str = "the committee"
    roles: frozenset[Role] = frozenset()

    def authority(self) -> frozenset[Role]:
        """The roles that carry it: that of the person addressed and those above; the sponsor where that person left.

        >>> print(*sorted(Addressed().authority()), sep=", ")
        committee member, executive sponsor
        >>> print(*Addressed(7, "Ada Low", frozenset({Role.CONTRIBUTOR})).authority())
        executive sponsor
        """
        held = [RANKS.index(role) for role in self.roles & MAY_DECIDE]
        lowest = RANKS.index(Role.COMMITTEE) if self.person_id is None else max(held, default=len(RANKS) - 1)
        return frozenset(RANKS[lowest:])


def may_ask(
    seat: Seat, *, title: str, recommendation: str, due: date | None, supersedes: Asked | None = None
) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_ASK, "ask for a decision")
    if supersedes is not None:
        refusals += _may_be_replaced(supersedes)
    if not title.strip():
        refusals.append(_missing("title", "The decision has no title.", "Say in one line what is to be decided."))
    if not recommendation.strip():
        cure = "Say what you would do: whoever decides needs something to agree or disagree with."
        refusals.append(_missing("recommendation", "The decision carries no recommendation.", cure))
    if due is None:
        refusals.append(_missing("due", "The decision has no date.", "Say by when it is needed."))
    return refusals


def may_replace(decision: Asked, seat: Seat) -> list[Refusal]:
    """Whether a new decision may be asked for in place of this one."""
    return lacks_role(seat, MAY_ASK, f"ask to replace {decision.ref}") + _may_be_replaced(decision)


def _may_be_replaced(decision: Asked) -> list[Refusal]:
    if decision.about:
        cure = f"It stands with {decision.about}: begin a new one there."
        return [Refusal("decision.about", f"{decision.ref} was taken on {decision.about}.", cure)]
    if decision.state != DECIDED:
        cure = "Only a decision that stands can be replaced."
        return [Refusal("decision.not_standing", f"{decision.ref} is {decision.state}.", cure)]
    return []


def may_withdraw(decision: Asked, seat: Seat, *, because: str) -> list[Refusal]:
    """Who asked may take the question back, and the manager."""
    own = seat.person_id == decision.created_by_id
    refusals = lacks_role(seat, MAY_ASK if own else {Role.MANAGER}, f"withdraw {decision.ref}")
    if decision.state != WANTED:
        cure = "Ask for a new decision that replaces it." if decision.state == DECIDED else "Nothing is left to do."
        refusals.append(Refusal("decision.closed", f"{decision.ref} is already {decision.state}.", cure))
    if not because.strip():
        refusals.append(_missing("because", f"{decision.ref} is withdrawn without a reason.", "Say why."))
    return refusals


def may_decide(
    decision: Asked, seat: Seat, addressed: Sequence[Addressed], *, outcome: str, because: str
) -> list[Refusal]:
    """``addressed``: to whom it was put and, where it replaces one that stands, who took that."""
    refusals = lacks_role(seat, MAY_DECIDE, f"decide {decision.ref}") or _lacks_authority(decision, seat, addressed)
    if decision.state != WANTED:
        cure = "Ask for a new decision that replaces it."
        refusals.append(Refusal("decision.closed", f"{decision.ref} is already {decision.state}.", cure))
    if not outcome.strip():
        refusals.append(_missing("outcome", f"{decision.ref} has no outcome.", "Say what was decided."))
    if not because.strip():
        refusals.append(_missing("because", f"{decision.ref} has no reason.", "Say why: it is read back to everybody."))
    return refusals


def _lacks_authority(decision: Asked, seat: Seat, addressed: Sequence[Addressed]) -> list[Refusal]:
    refusals = []
    for each in addressed:
        if seat.person_id != each.person_id and not seat.holds(*each.authority()):
            held = ", ".join(sorted(seat.roles))
            problem = f"{decision.ref} was put to {each.name}; {seat.name} ({held}) has not that authority."
            cure = f"Ask {each.name}, or a higher role: {', '.join(sorted(each.authority()))}."
            refusals.append(Refusal("decision.authority", problem, cure, Kind.RIGHTS))
    return refusals


def may_dissent(decision: Asked, seat: Seat, *, text: str) -> list[Refusal]:
    refusals = lacks_role(seat, TEAM, f"dissent from {decision.ref}")
    if decision.state == WANTED:
        cure = "Speak before the decision is taken."
        refusals.append(Refusal("decision.open", f"{decision.ref} is not decided yet.", cure))
    elif decision.state != DECIDED:
        problem = f"{decision.ref} is {decision.state}."
        refusals.append(Refusal("decision.not_standing", problem, "Only a decision that stands is disputed."))
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


# The overview counts every decision that is wanted; the checks of their registers judge these.
ELSEWHERE = "change requests, gates and signatures that wait are judged where they are kept"


@dataclass(frozen=True)
class Waiting:
    """The open questions of the decision log: how many, and which are late (reference, days late, who)."""

    wanted: int
    decided: int
    late: Sequence[tuple[str, int, str]]
    youngest: datetime | None


def decisions_are_timely(facts: Waiting) -> Verdict:
    """Practice 15: no question of the decision log waits past its date; what other registers want decided is theirs."""
    if facts.wanted + facts.decided == 0:
        return undecidable(
            "no decision recorded", cure="Write down the decisions you need, with date and recommendation."
        )
    if not facts.late:
        return met(f"{_open(facts.wanted)}, none late", because=ELSEWHERE, evidence_at=facts.youngest)
    ref, days, who = facts.late[0]
    cure = f"Put {ref} before {who or 'the committee'}."
    figure = f"{_open(facts.wanted)}, {len(facts.late)} late, {ref} by {days} days"
    return not_met(figure, cure=cure, because=ELSEWHERE, record=ref, evidence_at=facts.youngest)


def _open(count: int) -> str:
    return "1 question is open in the decision log" if count == 1 else f"{count} questions are open in the decision log"
