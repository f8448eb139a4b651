"""May it be raised, assessed, owned, reviewed and closed, is the log alive, and if not why?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from golive.plain.seat import TEAM, Role, Seat, lacks_role
from golive.plain.setting import Setting
from golive.plain.verdict import Kind, Refusal, Verdict, met, not_met, undecidable

RISK, ASSUMPTION, ISSUE, DEPENDENCY = "risk", "assumption", "issue", "dependency"
KINDS = {RISK: "R", ASSUMPTION: "A", ISSUE: "I", DEPENDENCY: "D"}
IDENTIFIED, ASSESSED, PLANNED, MONITORING, OCCURRED, CLOSED = (
    "identified", "assessed", "response planned", "monitoring", "occurred", "closed",
)  # fmt: skip
STATES = [IDENTIFIED, ASSESSED, PLANNED, MONITORING, OCCURRED, CLOSED]
RESPONSES = ["avoid", "reduce", "transfer", "accept"]
COMPARATORS = [">", ">=", "<", "<=", "="]
MAY_WORK = frozenset({Role.MANAGER, Role.LEAD, Role.RISK_OWNER, Role.CLIENT, Role.SPONSOR, Role.COMMITTEE})

REVIEW_DAYS = Setting(
    "raid.review_days",
    7,
    "days",
    "An open item is looked at at least this often.",
    "source article 2026: weekly review",
)


class Logged(Protocol):
    """What the rules need to know of an item."""

    ref: str
    kind: str
    state: str
    likelihood: int | None
    impact: int | None
    owner_id: int | None


def may_raise(seat: Seat, *, kind: str, title: str) -> list[Refusal]:
    refusals = lacks_role(seat, TEAM, "raise an item")
    if kind not in KINDS:
        cure = f"Use one of: {', '.join(KINDS)}."
        refusals.append(Refusal("raid.kind", f"“{kind}” is not in a RAID log.", cure, Kind.INPUT, "kind"))
    if not title.strip():
        refusals.append(Refusal("raid.title", "The item has no title.", "Say it in one line.", Kind.INPUT, "title"))
    return refusals


def may_work_on(item: Logged, seat: Seat, action: str) -> list[Refusal]:
    """Anything that changes an open item."""
    refusals = lacks_role(seat, MAY_WORK, f"{action} {item.ref}")
    if item.state == CLOSED:
        refusals.append(Refusal("raid.closed", f"{item.ref} is closed.", "Raise a new item that names it."))
    return refusals


def may_assess(item: Logged, seat: Seat, *, figures: Mapping[str, int | None]) -> list[Refusal]:
    refusals = may_work_on(item, seat, "assess")
    for name, value in figures.items():
        if value is not None and not 1 <= value <= 5:
            label = name.replace("_", " ").capitalize()
            refusals.append(Refusal(f"raid.{name}", f"{label} is {value}.", "Use 1 to 5.", Kind.INPUT, name))
    before = score_of(figures.get("likelihood"), figures.get("impact"))
    after = score_of(figures.get("residual_likelihood"), figures.get("residual_impact"))
    if before is not None and after is not None and after > before:
        problem = f"The residual score {after} is above the score {before}."
        refusals.append(Refusal("raid.residual", problem, "A response makes a risk smaller.", field="residual_impact"))
    return refusals


def score_of(likelihood: int | None, impact: int | None) -> int | None:
    return None if likelihood is None or impact is None else likelihood * impact


def may_own(item: Logged, seat: Seat, *, name: str, roles: frozenset[Role]) -> list[Refusal]:
    """The owner can act on it and is not the implementation manager: who runs the log cannot own what is in it."""
    refusals = may_work_on(item, seat, "give away")
    if not roles:
        cure = "Give a role on the People page first."
        refusals.append(Refusal("owner.stranger", f"{name} holds no role here.", cure, field="owner"))
    if Role.MANAGER in roles:
        problem = f"{name} is the implementation manager and cannot own {item.ref}."
        refusals.append(Refusal("owner.manager", problem, "Name somebody who can act on it.", field="owner"))
    return refusals


def may_plan_response(item: Logged, seat: Seat, *, response: str, mitigation: str, trigger: Any) -> list[Refusal]:
    refusals = may_work_on(item, seat, "plan the response to")
    if response and response not in RESPONSES:
        cure = f"Use one of: {', '.join(RESPONSES)}."
        refusals.append(Refusal("raid.response", f"“{response}” is no response.", cure, Kind.INPUT, "response"))
    if response in {"avoid", "reduce", "transfer"} and not mitigation.strip():
        problem = f"To {response} {item.ref} something has to be done."
        refusals.append(Refusal("raid.mitigation", problem, "Say what.", Kind.INPUT, "mitigation"))
    if trigger:
        refusals += trigger_faults(trigger)
    return refusals


def trigger_faults(trigger: Mapping[str, Any]) -> list[Refusal]:
    """A trigger is a measure, a comparator and a threshold, so that a machine can tell when it is reached."""
    refusals = []
    if not str(trigger.get("measure", "")).strip():
        refusals.append(
            Refusal("trigger.measure", "The trigger measures nothing.", "Name the measure.", Kind.INPUT, "measure")
        )
    if trigger.get("comparator") not in COMPARATORS:
        cure = f"Use one of {' '.join(COMPARATORS)}."
        refusals.append(Refusal("trigger.comparator", "The trigger does not compare.", cure, Kind.INPUT, "comparator"))
    if not isinstance(trigger.get("threshold"), int | float):
        refusals.append(
            Refusal("trigger.threshold", "The trigger has no threshold.", "Give a number.", Kind.INPUT, "threshold")
        )
    return refusals


def fires(trigger: Mapping[str, Any], value: float) -> bool:
    """Whether a measured value reaches the trigger.

    >>> fires({"measure": "duplicates", "comparator": ">", "threshold": 2.0}, 3.1)
    True
    """
    limit = float(trigger["threshold"])
    compare = {">": value > limit, ">=": value >= limit, "<": value < limit, "<=": value <= limit, "=": value == limit}
    return compare[str(trigger["comparator"])]


def may_quantify(
    item: Logged, seat: Seat, *, days: tuple[float, float, float] | None, cost_minor: int | None
) -> list[Refusal]:
    refusals = may_work_on(item, seat, "quantify")
    if days is not None and not 0 <= days[0] <= days[1] <= days[2]:
        problem = f"{days[0]:g}, {days[1]:g} and {days[2]:g} days are not in order."
        refusals.append(Refusal("raid.days", problem, "Use 0 ≤ low ≤ likely ≤ high.", Kind.INPUT, "days_high"))
    if cost_minor is not None and cost_minor < 0:
        refusals.append(Refusal("raid.cost", "The cost is negative.", "Give 0 or more.", Kind.INPUT, "cost"))
    return refusals


def may_close(item: Logged, seat: Seat, *, because: str) -> list[Refusal]:
    refusals = may_work_on(item, seat, "close")
    if not because.strip():
        cure = "Say what became of it."
        refusals.append(Refusal("raid.because", f"{item.ref} is closed without a reason.", cure, Kind.INPUT, "because"))
    return refusals


@dataclass(frozen=True)
class Some:
    """So many open items, and the one to begin with: its reference, and what to say of it."""

    count: int
    ref: str = ""
    said: Any = None


@dataclass(frozen=True)
class Log:
    """How the log stands."""

    open: int
    risks: int
    unowned: Some  # nobody owns it, or the manager does
    unreviewed: Some  # with the days since somebody looked
    without_trigger: Some
    fired: Some  # with the measure of its trigger
    overdue_assumptions: Some  # with the day it was due
    review_days: int
    youngest: datetime | None


def _nothing_logged() -> Verdict:
    return undecidable("empty log", cure="Raise the first risks, or import the log you have.")


def every_item_has_an_owner(facts: Log) -> Verdict:
    """Practice 19: an owner who can act and is not the implementation manager."""
    if facts.open == 0:
        return _nothing_logged()
    wrong = facts.unowned
    figure = f"{facts.open - wrong.count} of {facts.open} open items have an owner who can act"
    if not wrong.count:
        return met(figure, evidence_at=facts.youngest)
    cure = f"Name an owner for {wrong.ref}."
    return not_met(figure, cure=cure, record=wrong.ref, evidence_at=facts.youngest)


def log_is_reviewed(facts: Log) -> Verdict:
    """Practice 19: the log is looked at every week and does not die after kickoff."""
    if facts.open == 0:
        return _nothing_logged()
    late = facts.unreviewed
    figure = f"{facts.open - late.count} of {facts.open} reviewed in the last {facts.review_days} days"
    if not late.count:
        return met(figure, evidence_at=facts.youngest)
    ref, days = late.ref, late.said
    cure = f"Review {ref}, never looked at." if days is None else f"Review {ref}, last looked at {days} days ago."
    return not_met(figure, cure=cure, record=ref, evidence_at=facts.youngest)


def triggers_are_answered(facts: Log) -> Verdict:
    """Practice 19: a trigger that is reached moves mitigation to contingency."""
    if facts.risks == 0:
        return undecidable("no open risk", cure="Raise the risks you know of.")
    fired, bare = facts.fired, facts.without_trigger
    if fired.count:
        cure = f"Start the contingency of {fired.ref} or lower its trigger with a reason."
        figure = f"{fired.count} triggers reached ({fired.said})"
        return not_met(figure, cure=cure, record=fired.ref, evidence_at=facts.youngest)
    if bare.count == facts.risks:
        return undecidable("no risk has a trigger", cure=f"Give {bare.ref} a measurable trigger.")
    return met(f"{facts.risks - bare.count} triggers watched, none reached", evidence_at=facts.youngest)


def assumptions_are_validated(facts: Log) -> Verdict:
    """Practice 19: an assumption past its date is a risk."""
    if facts.open == 0:
        return _nothing_logged()
    late = facts.overdue_assumptions
    if not late.count:
        return met("no assumption past its date", evidence_at=facts.youngest)
    figure = f"{late.count} assumptions past their date"
    cure = f"Validate {late.ref} (due {late.said:%-d %b %Y}) or raise it as a risk."
    return not_met(figure, cure=cure, record=late.ref, evidence_at=facts.youngest)
