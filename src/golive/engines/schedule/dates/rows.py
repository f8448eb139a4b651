"""Which dates does a task have? Coordinates of the work axis, said as dates on the right side of each break."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from golive.engines.schedule.dates import cpm
from golive.engines.schedule.dates.backward_pass import ended_by_date
from golive.engines.schedule.dates.cpm import Passes
from golive.engines.schedule.dates.network import Network
from golive.engines.schedule.dates.work import ALAP
from golive.engines.schedule.plan import Kind, LateMilestones, Plan, Task
from golive.plain.working_time import TICKS_PER_MINUTE, WorkingTime, from_ticks, to_ticks

Dates = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class ScheduledTask:
    """One task with its dates. Starts stand where work starts, finishes where work ends; floats in working minutes."""

    task: Task
    early_start: datetime
    early_finish: datetime
    late_start: datetime
    late_finish: datetime
    start: datetime
    finish: datetime
    total_float_min: float
    free_float_min: float
    critical: bool
    minutes_per_day: int

    @property
    def uid(self) -> int:
        return self.task.uid

    @property
    def name(self) -> str:
        return self.task.name

    @property
    def total_float_days(self) -> float:
        return self.total_float_min / self.minutes_per_day

    @property
    def free_float_days(self) -> float:
        return self.free_float_min / self.minutes_per_day


def leaf_row(
    net: Network, found: Passes, v: int, total: int, free: int, longest: set[int] | None = None
) -> ScheduledTask:
    """The dates of a leaf task; floats in ticks. ``longest`` are the tasks on the longest path, where that counts."""
    task, options = net.tasks[v], net.plan.options
    early = _early(net, found, v)
    late = _late(net, found, v, early)
    dates = late if net.work.constraint[v] == ALAP and found.ls[v] >= found.es[v] else early
    slack = whole(total / TICKS_PER_MINUTE)
    return ScheduledTask(
        task,
        *early,
        *late,
        (not task.actual_finish and task.actual_start) or dates[0],
        dates[1],
        slack,
        whole(free / TICKS_PER_MINUTE),
        (slack <= options.critical_slack_min if longest is None else v in longest) and not task.actual_finish,
        options.minutes_per_day,
    )


def _early(net: Network, found: Passes, v: int) -> Dates:
    task, time = net.tasks[v], net.axes.times[net.axis[v]]
    begun, ended = task.recorded
    if ended:
        return begun or min(from_ticks(time.start_at(found.es[v])), ended), ended
    if net.duration[v] == 0 and found.es[v] == found.ef[v]:
        return (_milestone(net, found, v, time),) * 2
    start = task.actual_start or from_ticks(time.start_at(found.es[v]))
    if found.driver[v] == cpm.MANUAL:
        return task.start or start, task.finish or from_ticks(time.finish_at(found.ef[v]))
    return start, from_ticks(time.finish_at(found.ef[v]))


def _milestone(net: Network, found: Passes, v: int, time: WorkingTime) -> datetime:
    """A milestone stands where the link that decides it puts it; alone, where its date was typed."""
    task, at = net.tasks[v], found.es[v]
    typed = {cpm.PROJECT_START: net.plan.start, cpm.CONSTRAINT: task.constraint_at, cpm.MANUAL: task.start}
    raw = task.actual_start or typed.get(found.driver[v])
    if raw is not None and time.to_work(to_ticks(raw)) == at:
        return raw
    at_finish = task.kind is Kind.FINISH_MILESTONE or (not found.side[v] and task.kind is not Kind.START_MILESTONE)
    return from_ticks(time.finish_at(at) if at_finish else time.start_at(at))


def _late(net: Network, found: Passes, v: int, early: Dates) -> Dates:
    task, time = net.tasks[v], net.axes.times[net.axis[v]]
    if task.actual_finish:
        return early
    start, finish = time.start_at(found.ls[v]), time.finish_at(found.lf[v])
    if net.duration[v] == 0 and task.actual_start is None:
        # A milestone that others wait for stands where they start; one that may wait for the finish, or for a date,
        # stands there. By another option all stand where work ends.
        work, latest = net.work, found.lf[v]
        last = latest >= time.to_work(found.end)
        dated = ended_by_date(work.constraint[v], work.at[v], work.deadline[v], work.cap[v], latest)
        at_end = dated or net.plan.options.late_milestones is LateMilestones.WORK_ENDS
        return (from_ticks(finish if at_end else found.end if last else start),) * 2
    return early[0] if task.actual_start else from_ticks(start), from_ticks(finish)


def summary_row(
    plan: Plan, calendar: WorkingTime, task: Task, rows: list[ScheduledTask], waited_for: bool
) -> ScheduledTask:
    """The dates of a summary from those of its children; free float is total float where nobody outside waits."""
    early = min(r.early_start for r in rows), max(r.early_finish for r in rows)
    late = min(r.late_start for r in rows), max(r.late_finish for r in rows)
    work = calendar.to_work
    gaps = [work(to_ticks(b)) - work(to_ticks(a)) for a, b in zip(early, late, strict=True)]
    total = whole(min(gaps) / TICKS_PER_MINUTE)
    return ScheduledTask(
        task,
        *early,
        *late,
        min(r.start for r in rows),
        max(r.finish for r in rows),
        total,
        min(r.free_float_min for r in rows) if waited_for else max(0, total),
        any(r.critical for r in rows),
        plan.options.minutes_per_day,
    )


def whole(value: float) -> float:
    """A whole number as int, so that JSON shows 480 and not 480.0."""
    return int(value) if value == int(value) else value
