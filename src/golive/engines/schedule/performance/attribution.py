"""Which change moved the finish, and by how many days?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial

from golive.engines.schedule.dates.schedule import Schedule, schedule
from golive.engines.schedule.findings import Finding, PlanError, error
from golive.engines.schedule.plan import Mode, Plan
from golive.engines.schedule.what_if.change import change
from golive.engines.schedule.what_if.patch import Patch
from golive.plain.verdict import Refused
from golive.plain.working_time import TICKS_PER_MINUTE, to_ticks

FEW = 8
"""Up to so many changes every subset is scheduled (256 schedules); beyond, they are taken in their order."""


@dataclass(frozen=True)
class Cause:
    """One change to a plan, and what it is put down to."""

    name: str
    patch: Patch


@dataclass(frozen=True)
class Attributed:
    """Working days of slip per cause, in the order given; together exactly the whole slip."""

    days: tuple[tuple[str, float], ...]
    total: float
    method: str

    def by_cause(self) -> dict[str, float]:
        """Causes of the same name together, the largest first."""
        sums: dict[str, float] = {}
        for name, days in self.days:
            sums[name] = sums.get(name, 0) + days
        return dict(sorted(sums.items(), key=lambda item: -abs(item[1])))


def attribute(
    plan: Plan, causes: Sequence[Cause], *, target: int | None = None, mode: Mode | str | None = None, few: int = FEW
) -> Attributed:
    """Put the slip of a target (the whole plan where none is named) down to the changes behind it.

    Few changes: the Shapley value (1953), each change's part over every order in which they could have come, so that
    two changes on parallel paths share what neither causes alone. Many, or where one needs another: in their order,
    each with what it adds to those before. Both add up to the whole. It says what the dates are consistent with, not
    who is to blame. PlanError where a change takes the target out of the plan.

    >>> from datetime import datetime
    >>> from golive.engines.schedule import Edit, Task, days
    >>> plan = Plan("Two paths", datetime(2026, 3, 2, 8), (Task(1, "A", days(5)), Task(2, "B", days(5))))
    >>> longer = [Patch(set=(Edit(uid, {"duration_min": days(9)}),)) for uid in (1, 2)]
    >>> attribute(plan, [Cause("client", longer[0]), Cause("us", longer[1])]).days
    (('client', 2.0), ('us', 2.0))
    """
    values = _Values(plan, causes, target, mode)
    everything = (1 << len(causes)) - 1
    try:
        parts, method = (
            (_shapley(values, len(causes)), "shapley")
            if len(causes) <= few
            else (_sequential(values, len(causes)), "sequential")
        )
    except (Refused, PlanError):
        parts, method = _sequential(values, len(causes)), "sequential"
    day = plan.options.minutes_per_day * TICKS_PER_MINUTE
    named = tuple((cause.name, float(part / day)) for cause, part in zip(causes, parts, strict=True))
    return Attributed(named, values[everything] / day, method)


class _Values:
    """Working ticks by which a set of changes (as bits) moves the target; each set is scheduled once."""

    def __init__(self, plan: Plan, causes: Sequence[Cause], target: int | None, mode: Mode | str | None) -> None:
        self.plan, self.causes, self.target, self.mode = plan, causes, target, mode
        self.before = schedule(plan, mode=mode)
        self.known = {0: 0}

    def __getitem__(self, chosen: int) -> int:
        if chosen not in self.known:
            plan = self.plan
            for number, cause in enumerate(self.causes):
                if chosen >> number & 1:
                    plan = change(plan, cause.patch)
            after = schedule(plan, mode=self.mode)
            if not self._runs(after):
                raise PlanError([self._without_target(chosen)])
            self.known[chosen] = self._finish(after) - self._finish(self.before)
        return self.known[chosen]

    def _runs(self, dates: Schedule) -> bool:
        return self.target is None or dates.get(self.target) is not None

    def _without_target(self, chosen: int) -> Finding:
        names = ", ".join(cause.name for number, cause in enumerate(self.causes) if chosen >> number & 1)
        text = f"With {names} there is no finish of the target {self.target}: it is removed, or inactive."
        return error("slip.target", text, "Leave that change out, or name another target.", task=self.target)

    def _finish(self, dates: Schedule) -> int:
        at = dates.finish if self.target is None else dates[self.target].finish
        return self.before.calendar.to_work(to_ticks(at))


def _sequential(values: _Values, count: int) -> list[Fraction]:
    return [Fraction(values[(2 << n) - 1] - values[(1 << n) - 1]) for n in range(count)]


def _shapley(values: _Values, count: int) -> list[Fraction]:
    parts = [Fraction(0)] * count
    for chosen in range(1 << count):
        size = chosen.bit_count()
        for number in range(count):
            if not chosen >> number & 1:
                weight = Fraction(factorial(size) * factorial(count - size - 1), factorial(count))
                parts[number] += weight * (values[chosen | 1 << number] - values[chosen])
    return parts
