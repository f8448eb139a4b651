"""Which events may happen, how likely, and what would they cost in time?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import filterfalse
from math import inf

from golive.engines.schedule.findings import Finding, PlanError, error
from golive.engines.schedule.plan import Plan, ThreePoint

MOST_DAYS, MOST_FACTOR = 36_525, 1_000
"""What one risk may cost: a century of working days, or a thousand times what remains."""


@dataclass(frozen=True)
class Risk:
    """An event of the risk log: a probability and, if it happens, days more or a factor on remaining durations.

    ``days`` are working days added to each of ``tasks``; without tasks they delay the target of the simulation.
    ``factor`` multiplies the remaining durations of ``tasks``. A number is a fixed impact. A probability of 1 is a risk
    that has occurred.
    """

    id: str
    name: str
    probability: float
    days: ThreePoint | float | None = None
    factor: ThreePoint | float | None = None
    tasks: tuple[int, ...] = ()


def as_three_points(value: ThreePoint | float) -> ThreePoint:
    return value if isinstance(value, ThreePoint) else ThreePoint(value, value, value)


def risk_problems(plan: Plan, risks: tuple[Risk, ...]) -> list[Finding]:
    """Everything that keeps these risks from being simulated."""
    found: list[Finding] = []
    seen: set[str] = set()
    for risk in risks:
        who = f"Risk {risk.id} ({risk.name})"
        if risk.id in seen:
            found.append(error("risk.duplicate", f"{who} is there twice.", "Give every risk its own id."))
        seen.add(risk.id)
        if not 0 <= risk.probability <= 1:
            found.append(error("risk.probability", f"{who} has the probability {risk.probability}.", "Use 0 to 1."))
        if risk.days is None and risk.factor is None:
            found.append(error("risk.impact", f"{who} has no impact.", "Give it days or a factor."))
        for impact, most, what in ((risk.days, MOST_DAYS, "days"), (risk.factor, MOST_FACTOR, "as a factor")):
            if impact is not None:
                found += _impact_problems(who, as_three_points(impact), most, what)
        if risk.factor is not None and not risk.tasks:
            found.append(error("risk.tasks", f"{who} has a factor but no tasks.", "Name the tasks it stretches."))
        for uid in filterfalse(plan.by_uid.__contains__, risk.tasks):
            found.append(
                error(
                    "risk.task",
                    f"{who} names the task {uid}, which the plan does not have.",
                    "Use the uid of a task.",
                )
            )
    return found


def _impact_problems(who: str, impact: ThreePoint, most: float, what: str) -> list[Finding]:
    if not 0 <= impact.low <= impact.likely <= impact.high:
        ends = f"{impact.low:g}, {impact.likely:g}, {impact.high:g}"
        return [error("risk.impact", f"{who} has the impact {ends}.", "Use 0 ≤ low ≤ likely ≤ high.")]
    if impact.high > most:
        text = f"{who} has the impact {impact.high:,.10g} {what}."
        return [error("risk.impact", text, f"Look for a wrong figure; use at most {most:,}.")]
    return []


def require_risks(plan: Plan, risks: tuple[Risk, ...]) -> None:
    """Raise PlanError with every reason if the risks cannot be used."""
    if found := risk_problems(plan, risks):
        raise PlanError(found)


def require_estimates(plan: Plan, own: Mapping[int, ThreePoint]) -> None:
    """Raise PlanError with every three-point estimate, the plan's or ``own`` by uid, that no duration can follow."""
    estimates = [(task, own.get(task.uid, task.three_point)) for task in plan.tasks]
    found = [
        error(
            "simulate.estimate",
            f"{task} has the estimate {one.low:g}, {one.likely:g}, {one.high:g} minutes.",
            "Use 0 ≤ low ≤ likely ≤ high.",
            task=task.uid,
        )
        for task, one in estimates
        if one is not None and not 0 <= one.low <= one.likely <= one.high < inf
    ]
    if found:
        raise PlanError(found)
