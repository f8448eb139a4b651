"""How much of the agreed work is done by now, and when will it be done at this pace?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from golive.engines.schedule.dates.schedule import Schedule, schedule
from golive.engines.schedule.dates.summary_links import is_leaf
from golive.engines.schedule.findings import Finding, PlanError, error, note, warning
from golive.engines.schedule.performance.progress import done_by, without_finish
from golive.engines.schedule.plan import Baseline, Plan, Task
from golive.plain.working_time import TICKS_PER_MINUTE, WorkingTime, from_ticks, to_ticks


@dataclass(frozen=True)
class Earned:
    """Planned and earned value in ``unit`` (cost, working days of work, or working days of duration) at ``at``.

    ``earned_days`` is the earned schedule: the working days into the baseline at which what is earned by now was
    planned to be earned; ``actual_days`` the working days that it took: until ``at``, or until all was done.
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
    done: bool = False
    """All that the baseline holds has its actual finish; ``forecast`` is the last of them."""

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
    Progress that happened after the status date does not count. PlanError where there is no status date, no baseline
    with work in it, or the status date lies before it. The actual cost is not part of a plan file, so there is no
    cost index.

    >>> from golive.engines.schedule.plan import days
    >>> promised = Baseline(0, datetime(2026, 3, 2, 8), datetime(2026, 3, 13, 17))
    >>> task = Task(1, "Build", days(10), percent_complete=20, baselines=(promised,))
    >>> found = earned(Plan("One", datetime(2026, 3, 2, 8), (task,)), at=datetime(2026, 3, 6, 17))
    >>> (found.planned, found.earned, found.spi_t, found.variance_days)
    (5.0, 2.0, 0.4, -3.0)
    """
    dates = plan if isinstance(plan, Schedule) else schedule(plan)
    when, (rows, left_out) = at or dates.status, _rows(dates.plan, baseline)
    if when is None:
        raise PlanError([error("earned.status", "There is no status date.", "Set one, or say at which date.")])
    if not rows:
        text = f"No task has the baseline {baseline}."
        raise PlanError([error("earned.baseline", text, "Save a baseline once the plan is agreed."), *left_out])
    unit, weigh = _weights(dates, rows)
    curve = _Curve(dates.calendar, [(weigh(task, base), base) for task, base in rows])
    start, promised = curve.start_at(curve.first), curve.finish_at(curve.last)
    if problems := _unusable(curve, when, baseline, start, promised):
        raise PlanError(problems)
    done = [done_by(dates, task, base, when) for task, base in rows]
    value = sum(weigh(task, base) * share for (task, base), (share, _) in zip(rows, done, strict=True))
    ended = _ended([task for task, _ in rows], when)
    reached = curve.last if ended else curve.instant(value)
    now = curve.work(ended or when)
    forecast, beyond = (ended, []) if ended else _forecast(curve, reached, now)
    day = dates.plan.options.minutes_per_day * TICKS_PER_MINUTE
    late = [finding for _, finding in done if finding]
    return Earned(
        when,
        unit,
        curve.total,
        curve.planned(curve.work(when)),
        value,
        (reached - curve.first) / day,
        (now - curve.first) / day,
        (curve.last - curve.first) / day,
        start,
        promised,
        forecast,
        tuple(finding.task for finding in left_out if finding.task is not None),
        (*left_out, *late, *([] if ended or late else without_finish([task for task, _ in rows])), *beyond),
        ended is not None,
    )


def _unusable(curve: _Curve, when: datetime, number: int, start: datetime, promised: datetime) -> list[Finding]:
    if curve.total <= 0 or curve.last <= curve.first:
        text = f"Nothing in the baseline {number} lasts any time, so there is no work to be earned."
        return [error("earned.no_work", text, "Save a baseline with the durations of the tasks.")]
    if curve.work(when) < curve.first:
        text = f"On {when:%d %b %Y} the baseline {number} has not begun: it runs from {start:%d %b %Y} to "
        return [error("earned.before", f"{text}{promised:%d %b %Y}.", "Take a status date in it or after it.")]
    return []


def _ended(tasks: list[Task], when: datetime) -> datetime | None:
    """The last actual finish, where all is done by then."""
    ends = [task.actual_finish for task in tasks if task.actual_finish is not None and task.actual_finish <= when]
    return max(ends) if len(ends) == len(tasks) else None


def _forecast(curve: _Curve, reached: float, now: int) -> tuple[datetime | None, list[Finding]]:
    """The finish at the pace so far; None where there is none yet, or none in any calendar."""
    if reached <= curve.first or now <= curve.first:
        return None, []
    lasts = (curve.last - curve.first) * (now - curve.first) / (reached - curve.first)
    try:
        return curve.finish_at(curve.first + round(lasts)), []
    except (OverflowError, ValueError):
        text = "At this pace the end lies more than a century away."
        return None, [warning("earned.no_end", text, "Check the status date and the progress.")]


def _rows(plan: Plan, number: int) -> tuple[list[tuple[Task, Baseline]], list[Finding]]:
    """The tasks with this baseline, and a finding for every task that is left out."""
    rows, left_out = [], []
    for task in plan.tasks:
        base = next((b for b in task.baselines if b.number == number and b.start and b.finish), None)
        if not is_leaf(plan, task):
            if base is not None and not (task.active or task.summary or task.uid in plan.children):
                left_out.append(_inactive(task, number))
        elif base is None:
            left_out.append(_left_out(task, number))
        elif _span(base)[1] < _span(base)[0]:
            left_out.append(_backwards(task, base))
        else:
            rows.append((task, base))
    return rows, left_out


def _inactive(task: Task, number: int) -> Finding:
    text = f"{task} is inactive; what the baseline {number} holds of it counts neither as planned nor as earned."
    return note("earned.inactive", text, "Activate it if it is still to be done.", task=task.uid)


def _backwards(task: Task, base: Baseline) -> Finding:
    since, until = _span(base)
    text = f"{task} ends before it starts in the baseline {base.number}: {since:%d %b %Y} to {until:%d %b %Y}; "
    return warning("earned.backwards", f"{text}it is left out.", "Correct the baseline.", task=task.uid)


def _left_out(task: Task, number: int) -> Finding:
    text = f"{task} has no baseline {number}; its work counts neither as planned nor as earned, nor in the forecast."
    return note("earned.left_out", text, "Add it to the baseline once it is approved.", task=task.uid)


def _weights(dates: Schedule, rows: list[tuple[Task, Baseline]]) -> tuple[str, Callable[[Task, Baseline], float]]:
    lasting = [base for _, base in rows if _span(base)[1] > _span(base)[0]]
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

    def start_at(self, work: int) -> datetime:
        return from_ticks(self.time.start_at(work))

    def finish_at(self, work: int) -> datetime:
        return from_ticks(self.time.finish_at(work))

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
