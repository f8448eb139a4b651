"""When does an activity run that has no work of its own: a level of effort, a WBS summary of Primavera P6?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from golive.engines.schedule.dates.effective_calendar import Axes
from golive.engines.schedule.dates.rows import ScheduledTask, whole
from golive.engines.schedule.dates.summary_links import leaves_under
from golive.engines.schedule.plan import Kind, LagKind, Link, LinkType, Plan, Task
from golive.plain.working_time import TICKS_PER_MINUTE, WorkingTime, from_ticks, to_ticks

Rows = Callable[[int], ScheduledTask | None]
Span = tuple[int, int]


def spanning_row(plan: Plan, axes: Axes, task: Task, row_of: Rows) -> ScheduledTask | None:
    """The dates of a spanning activity; None as long as a neighbour that spans itself has none.

    A level of effort runs from the first start to the last finish to which its links tie it; a WBS summary over the
    tasks beside it. Neither is ever critical.
    """
    time = axes.times[axes.slack_axis(task)]
    sides = [_span(plan, task, row_of, time, late=late) for late in (False, True)]
    if sides[0] is None or sides[1] is None:
        return None
    early, late = sides[0], sides[1]
    total = whole(min(late[0] - early[0], late[1] - early[1]) / TICKS_PER_MINUTE)
    begins, ends = from_ticks(time.start_at(early[0])), from_ticks(time.finish_at(early[1]))
    last = from_ticks(time.start_at(late[0])), from_ticks(time.finish_at(late[1]))
    begun, ended = task.actual_start or begins, task.actual_finish or ends
    return ScheduledTask(
        task, begins, ends, *last, begun, ended, total, max(0, total), False, plan.options.minutes_per_day
    )


def _span(plan: Plan, task: Task, row_of: Rows, time: WorkingTime, *, late: bool) -> Span | None:
    if task.kind is Kind.WBS_SUMMARY:
        return _beside(plan, task, row_of, time, late)
    starts, finishes = list[int](), list[int]()
    for link, other in _links(plan, task):
        row = row_of(other)
        if row is None:
            if plan.by_uid[other].spans:
                return None
            continue
        outward = link.pred == task.uid
        mine = link.type in ((LinkType.SS, LinkType.SF) if outward else (LinkType.FS, LinkType.SS))
        theirs = link.type in ((LinkType.FS, LinkType.SS) if outward else (LinkType.SS, LinkType.SF))
        (starts if mine else finishes).append(_end(row, time, link, theirs, outward, late))
    own = round(task.duration_min * TICKS_PER_MINUTE)
    start = min(starts, default=min(finishes) - own if finishes else time.to_work(to_ticks(plan.start)))
    return start, max(max(finishes, default=start + own), start)


def _links(plan: Plan, task: Task) -> Iterator[tuple[Link, int]]:
    for link in plan.links:
        if link.pred == task.uid or link.succ == task.uid:
            yield link, link.succ if link.pred == task.uid else link.pred


def _end(row: ScheduledTask, time: WorkingTime, link: Link, at_start: bool, outward: bool, late: bool) -> int:
    if at_start:
        moment = row.late_start if late else row.early_start
    else:
        moment = row.late_finish if late else row.early_finish
    lag = 0 if link.lag_kind is not LagKind.WORKING else round(link.lag * TICKS_PER_MINUTE)
    return time.to_work(to_ticks(moment)) + (-lag if outward else lag)


def _beside(plan: Plan, task: Task, row_of: Rows, time: WorkingTime, late: bool) -> Span | None:
    if task.parent is None:
        beside = [t for t in plan.tasks if t.active and not t.summary and not t.spans]
    else:
        beside = leaves_under(plan, plan.by_uid[task.parent])
    rows = [row for t in beside if (row := row_of(t.uid)) is not None]
    if not rows:
        return None
    start = min(row.late_start if late else row.early_start for row in rows)
    finish = max(row.late_finish if late else row.early_finish for row in rows)
    return time.to_work(to_ticks(start)), time.to_work(to_ticks(finish))
