"""Which events may happen, how likely, and what would they cost in time?"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import filterfalse

from golive.engines.schedule.findings import Finding, PlanError, error
from golive.engines.schedule.plan import Plan, ThreePoint


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
        for impact in (risk.days, risk.factor):
            if impact is not None and not _ordered(as_three_points(impact)):
                found.append(error("risk.impact", f"{who} has the impact {impact}.", "Use 0 ≤ low ≤ likely ≤ high."))
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


def _ordered(impact: ThreePoint) -> bool:
    return 0 <= impact.low <= impact.likely <= impact.high


def require_risks(plan: Plan, risks: tuple[Risk, ...]) -> None:
    """Raise PlanError with every reason if the risks cannot be used."""
    if found := risk_problems(plan, risks):
        raise PlanError(found)
