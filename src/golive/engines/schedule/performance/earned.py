"""How much of the agreed work is done by now, and when will it be done at this pace?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from golive.engines.schedule.dates.schedule import Schedule, schedule
from golive.engines.schedule.dates.summary_links import is_leaf
from golive.engines.schedule.findings import Finding, PlanError, error, note
from golive.engines.schedule.plan import Baseline, Plan, Task
from golive.plain.working_time import TICKS_PER_MINUTE, WorkingTime, from_ticks, to_ticks


@dataclass(frozen=True)
class Earned:
    """Planned and earned value in ``unit`` (cost, working days of work, or working days of duration) at ``at``.

    ``earned_days`` is the earned schedule: the working days into the baseline at which what is earned by now was
    planned to be earned; ``actual_days`` the working days that it took.
    """

    at: datetime
    unit: str
    at_completion: float
    planned: float
    earned: float
    earned_days: float
    actual_days: float
    planned_days: float
    start: datetime
    promised: datetime
    forecast: datetime | None
    left_out: tuple[int, ...]
    findings: tuple[Finding, ...]

    @property
    def spi(self) -> float | None:
        """Earned / planned. It tends to 1 at the end of a late project: read `spi_t` then."""
        return self.earned / self.planned if self.planned else None

    @property
    def spi_t(self) -> float | None:
        """Earned schedule / actual time (Lipke 2003)."""
        return self.earned_days / self.actual_days if self.actual_days > 0 else None

    @property
    def variance_days(self) -> float:
        """Working days ahead (positive) or behind the baseline."""
        return self.earned_days - self.actual_days


def earned(plan: Plan | Schedule, *, at: datetime | None = None, baseline: int = 0) -> Earned:
    """Earned value and earned schedule against a baseline (EIA-748; Lipke, “Schedule is different”, 2003).

    Planned value grows in a straight line over the working time of each task's baseline. Weights are baseline costs
    where every task has one, else baseline work, else baseline durations. Tasks without this baseline are named.
    PlanError where there is no status date or no baseline. The actual cost is not part of a plan file, so there is no
    cost index.

    >>> from golive.engines.schedule.plan import days
    >>> promised = Baseline(0, datetime(2026, 3, 2, 8), datetime(2026, 3, 13, 17))
    >>> task = Task(1, "Build", days(10), percent_complete=20, baselines=(promised,))
    >>> found = earned(Plan("One", datetime(2026, 3, 2, 8), (task,)), at=datetime(2026, 3, 6, 17))
    >>> (found.planned, found.earned, found.spi_t, found.variance_days)
    (5.0, 2.0, 0.4, -3.0)
    """
    dates = plan if isinstance(plan, Schedule) else schedule(plan)
    when, rows, left_out = at or dates.status, *_rows(dates.plan, baseline)
    if when is None:
        raise PlanError([error("earned.status", "There is no status date.", "Set one, or say at which date.")])
    if not rows:
        text = f"No task has the baseline {baseline}."
        raise PlanError([error("earned.baseline", text, "Save a baseline once the plan is agreed.")])
    unit, weigh = _weights(dates, rows)
    curve = _Curve(dates.calendar, [(weigh(task, base), base) for task, base in rows])
    day = dates.plan.options.minutes_per_day * TICKS_PER_MINUTE
    value = sum(weigh(task, base) * _done(task) for task, base in rows)
    reached, now = curve.instant(value), curve.work(when)
    length, done = curve.last - curve.first, reached - curve.first
    pace = done / (now - curve.first) if now > curve.first else 0.0
    forecast = from_ticks(dates.calendar.finish_at(curve.first + round(length / pace))) if pace > 0 else None
    return Earned(
        when,
        unit,
        curve.total,
        curve.planned(now),
        value,
        done / day,
        (now - curve.first) / day,
        length / day,
        from_ticks(dates.calendar.start_at(curve.first)),
        from_ticks(dates.calendar.finish_at(curve.last)),
        forecast,
        tuple(task.uid for task in left_out),
        tuple(_left_out(task, baseline) for task in left_out),
    )


def _rows(plan: Plan, number: int) -> tuple[list[tuple[Task, Baseline]], list[Task]]:
    rows, left_out = [], []
    for task in plan.tasks:
        if not is_leaf(plan, task):
            continue
        base = next((b for b in task.baselines if b.number == number and b.start and b.finish), None)
        if base is None:
            left_out.append(task)
        else:
            rows.append((task, base))
    return rows, left_out


def _left_out(task: Task, number: int) -> Finding:
    text = f"{task} has no baseline {number}; its work counts neither as planned nor as earned."
    return note("earned.left_out", text, "Add it to the baseline once it is approved.", task=task.uid)


def _done(task: Task) -> float:
    return 1.0 if task.complete else task.percent_complete / 100


def _weights(dates: Schedule, rows: list[tuple[Task, Baseline]]) -> tuple[str, Callable[[Task, Baseline], float]]:
    lasting = [base for task, base in rows if not task.is_milestone]
    minutes = dates.plan.options.minutes_per_day
    if lasting and all(base.cost for base in lasting):
        return "cost", lambda task, base: float(base.cost or 0)
    if lasting and all(base.work_min for base in lasting):
        return "days of work", lambda task, base: float(base.work_min or 0) / minutes
    return "days of duration", lambda task, base: max(0.0, dates.working_days(*_span(base)))


def _span(base: Baseline) -> tuple[datetime, datetime]:
    assert base.start is not None and base.finish is not None
    return base.start, base.finish


class _Curve:
    """Planned value over working time, as a broken line."""

    def __init__(self, time: WorkingTime, parts: list[tuple[float, Baseline]]) -> None:
        self.time = time
        self.parts = [
            (weight, self.work(start), self.work(finish)) for weight, base in parts for start, finish in (_span(base),)
        ]
        self.first = min(start for _, start, _ in self.parts)
        self.last = max(finish for _, _, finish in self.parts)
        self.total = sum(weight for weight, _, _ in self.parts)

    def work(self, at: datetime) -> int:
        return self.time.to_work(to_ticks(at))

    def planned(self, work: float) -> float:
        """What was to be earned up to here."""
        return sum(weight * _share(work, start, finish) for weight, start, finish in self.parts)

    def instant(self, value: float) -> float:
        """The earliest working time by which so much was to be earned."""
        corners = sorted({end for _, start, finish in self.parts for end in (start, finish)})
        for before, after in pairwise(corners):
            low, high = self.planned(before), self.planned(after)
            if value <= high + 1e-9:
                if value <= low or high == low:
                    return float(before)
                return before + (after - before) * min(1.0, (value - low) / (high - low))
        return float(self.last)


def _share(work: float, start: int, finish: int) -> float:
    if work >= finish:
        return 1.0
    return 0.0 if work <= start else (work - start) / (finish - start)
