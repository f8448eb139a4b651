"""Who may decide how much, does the committee really meet, and if not why?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from golive.plain.seat import Role, Seat, lacks_role
from golive.plain.setting import Setting
from golive.plain.verdict import Kind, Refusal, Verdict, met, not_met, undecidable

PLANNED, HELD, CANCELLED = "planned", "held", "cancelled"
CHAIR, MEMBER, ADVISOR = "chair", "member", "advisor"
MAY_ORGANISE = frozenset({Role.MANAGER, Role.SPONSOR})

MANAGER_COST = Setting(
    "steering.manager_cost_share",
    0.01,
    "share of budget",
    "Up to this share of the budget the implementation manager may approve a change alone.",
    "our own choice; change budgets of 5–10 % of effort in all are a common rule of thumb",
)
AUTHORITY_COST = Setting(
    "steering.change_authority_cost_share",
    0.03,
    "share of budget",
    "Up to this share of the budget the change authority may approve a change; above it the committee decides.",
    "our own choice, after the change authority with a change budget in PRINCE2",
)
SALAMI_DAYS = Setting(
    "steering.cumulative_days",
    30,
    "days",
    "Changes approved by the manager in this time count together: no large change is cut into small ones.",
    "our own choice",
)
QUORUM = Setting(
    "steering.quorum", 3, "voting members", "A committee with fewer voting seats cannot decide.", "our own choice"
)
MEETING_DAYS = Setting(
    "steering.meeting_days",
    14,
    "days",
    "A committee that has not met for longer is not steering.",
    "rule of thumb, source article 2026: weekly or two-weekly",
)


class Level(StrEnum):
    """Who may approve, the lowest first."""

    MANAGER = "implementation manager"
    AUTHORITY = "change authority"
    COMMITTEE = "steering committee"


@dataclass(frozen=True)
class Weight:
    """What a change weighs: cost as a share of the budget (None = not known), go-live windows moved, criteria changed.

    The cumulative figures hold what the manager approved alone lately, this change not included.
    """

    cost_share: float | None
    windows_moved: int | None
    acceptance_changed: bool
    cumulative_share: float = 0.0


@dataclass(frozen=True)
class Limits:
    manager_share: float
    authority_share: float
    days: int


@dataclass(frozen=True)
class Authority:
    """Who decides, and every reason that lifted it there."""

    level: Level
    because: tuple[str, ...]


def authority_for(weight: Weight, limits: Limits) -> Authority:
    """The lowest level that may approve a change of this weight. What nobody measured goes to the committee.

    Source: authority matrices by impact (Virginia Tech), change authority with a budget (PRINCE2).

    >>> limits = Limits(0.01, 0.03, 30)
    >>> authority_for(Weight(0.004, 0, False), limits).level.value
    'implementation manager'
    >>> authority_for(Weight(0.004, 0, False, cumulative_share=0.008), limits).because
    ('with what the manager approved in the last 30 days it comes to 1.2 % of the budget, above 1 %',)
    >>> authority_for(Weight(0.0, 1, False), limits).level.value
    'steering committee'
    """
    committee = _committee_reasons(weight, limits)
    if committee:
        return Authority(Level.COMMITTEE, tuple(committee))
    share, total = weight.cost_share or 0.0, (weight.cost_share or 0.0) + weight.cumulative_share
    if share > limits.manager_share:
        reason = f"it costs {_percent(share)} of the budget, above {_percent(limits.manager_share)}"
        return Authority(Level.AUTHORITY, (reason,))
    if total > limits.manager_share:
        reason = (
            f"with what the manager approved in the last {limits.days} days it comes to {_percent(total)} "
            f"of the budget, above {_percent(limits.manager_share)}"
        )
        return Authority(Level.AUTHORITY, (reason,))
    return Authority(Level.MANAGER, (f"it costs {_percent(share)} of the budget and moves no go-live window",))


def _committee_reasons(weight: Weight, limits: Limits) -> list[str]:
    reasons = []
    if weight.windows_moved is None:
        reasons.append("its effect on the go-live window is not known")
    elif weight.windows_moved > 0:
        reasons.append(f"it moves go-live by {weight.windows_moved} window{'s' if weight.windows_moved > 1 else ''}")
    if weight.acceptance_changed:
        reasons.append("it changes acceptance criteria")
    if weight.cost_share is None:
        reasons.append("its cost as a share of the budget is not known")
    elif weight.cost_share + weight.cumulative_share > limits.authority_share:
        share = _percent(weight.cost_share + weight.cumulative_share)
        reasons.append(f"it costs {share} of the budget, above {_percent(limits.authority_share)}")
    return reasons


def _percent(share: float) -> str:
    return f"{share * 100:.1f}".rstrip("0").rstrip(".") + " %"


class Convened(Protocol):
    ref: str
    state: str


def may_organise(seat: Seat, action: str) -> list[Refusal]:
    return lacks_role(seat, MAY_ORGANISE, action)


def may_seat(
    seat: Seat, *, committee: str, name: str, is_member: bool, kind: str, has_chair: bool, already: bool
) -> list[Refusal]:
    refusals = may_organise(seat, f"give seats in {committee}")
    if not is_member:
        cure = "Give a role on the People page first."
        refusals.append(Refusal("seat.stranger", f"{name} holds no role in this implementation.", cure, field="person"))
    if kind == CHAIR and has_chair:
        refusals.append(Refusal("seat.chair", f"{committee} has a chair.", "End that seat first.", field="seat"))
    if already:
        refusals.append(Refusal("seat.twice", f"{name} already sits in {committee}.", "End the seat first."))
    return refusals


def may_call(seat: Seat, *, on: datetime | None, now: datetime, voters: int, committee: str) -> list[Refusal]:
    refusals = may_organise(seat, "call a meeting")
    if on is None:
        refusals.append(Refusal("meeting.on", "The meeting has no date.", "Say when it is.", Kind.INPUT, "on"))
    elif on < now:
        problem = f"The meeting would be in the past ({on:%d %b %Y %H:%M})."
        refusals.append(Refusal("meeting.past", problem, "Choose a later time.", Kind.INPUT, "on"))
    if voters == 0:
        problem = f"{committee} has no voting member."
        refusals.append(Refusal("meeting.voters", problem, "Give somebody a seat with a vote first."))
    return refusals


def may_hold(meeting: Convened, seat: Seat, *, minutes: str, present: Collection[int], quorum: int) -> list[Refusal]:
    """``present`` are the voting members who came."""
    refusals = may_organise(seat, f"close {meeting.ref}")
    if meeting.state != PLANNED:
        refusals.append(Refusal("meeting.closed", f"{meeting.ref} is already {meeting.state}.", "Call a new meeting."))
    if not minutes.strip():
        cure = "Write down what was said and decided."
        refusals.append(Refusal("meeting.minutes", f"{meeting.ref} has no minutes.", cure, Kind.INPUT, "minutes"))
    if len(present) < quorum:
        problem = f"{len(present)} voting members came to {meeting.ref}; {quorum} are needed."
        refusals.append(Refusal("meeting.quorum", problem, "Cancel it and call another.", Kind.INPUT, "present"))
    return refusals


@dataclass(frozen=True)
class Rhythm:
    """Whether the committee meets: (committee, voters, chair, last held, next planned)."""

    committees: int
    voters: int
    quorum: int
    chaired: bool
    last_held: datetime | None
    next_on: datetime | None
    today: date
    limit: int


def committee_can_decide(facts: Rhythm) -> Verdict:
    """Practice 3: there is a committee with a chair and enough votes to approve or reject."""
    if facts.committees == 0:
        return undecidable("no steering committee", cure="Found the steering committee and give its seats.")
    figure = f"{facts.voters} voting seats, {'with' if facts.chaired else 'without'} a chair"
    if facts.voters < facts.quorum:
        return not_met(figure, cure=f"Give {facts.quorum - facts.voters} more people a seat with a vote.")
    if not facts.chaired:
        return not_met(figure, cure="Name the chair.")
    return met(figure)


def committee_meets(facts: Rhythm) -> Verdict:
    """Practice 10: steering happens in a rhythm, not when it burns."""
    if facts.committees == 0:
        return undecidable("no steering committee", cure="Found the steering committee and call its first meeting.")
    if facts.last_held is None:
        return undecidable("never met", cure="Call the first meeting.")
    days = (facts.today - facts.last_held.date()).days
    figure = f"last met {days} days ago"
    if days <= facts.limit:
        return met(figure, evidence_at=facts.last_held)
    cure = "Hold the planned meeting." if facts.next_on else "Call a meeting."
    return not_met(figure, because=f"at most {facts.limit} days", cure=cure, evidence_at=facts.last_held)
