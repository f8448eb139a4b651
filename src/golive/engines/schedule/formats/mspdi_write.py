"""How is this plan said in Microsoft Project's XML? The same plan gives the same bytes."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from io import BytesIO
from itertools import chain, islice

from golive.engines.schedule.dates.rows import ScheduledTask
from golive.engines.schedule.dates.schedule import Schedule, schedule
from golive.engines.schedule.formats.mspdi_estimates import with_fields
from golive.engines.schedule.formats.mspdi_values import LINK_TYPES, duration, neat, plain_format
from golive.engines.schedule.formats.mspdi_write_calendars import Lines, calendar_lines, flag, tag
from golive.engines.schedule.plan import Assignment, Constraint, LagKind, Link, LinkType, Plan, Resource, Task

_CONSTRAINT = {kind: number for number, kind in enumerate(Constraint)}
_LAG_FORMAT = {LagKind.WORKING: 7, LagKind.ELAPSED: 8, LagKind.PERCENT: 19, LagKind.ELAPSED_PERCENT: 20}
_KIND = {"material": 0, "work": 1, "cost": 2}
_PORTION = 1000
"""Records that are joined at a time."""


def write_mspdi(plan: Plan) -> bytes:
    """The plan with its computed dates as MSPDI bytes (UTF-8).

    Three-point estimates go into the custom fields Duration1 to Duration3; the mode has no place and is left out.
    PlanError where the plan cannot be scheduled.
    """
    plan = with_fields(plan)
    dates = schedule(plan)
    file = BytesIO()
    lines = chain(('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',), _project(plan, dates))
    while portion := list(islice(lines, _PORTION)):
        file.write("\n".join((*portion, "")).encode())
    return file.getvalue()


@lru_cache(maxsize=1 << 16)
def _at(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _project(plan: Plan, dates: Schedule) -> Lines:
    options = plan.options
    yield '<Project xmlns="http://schemas.microsoft.com/project">'
    yield tag("SaveVersion", 14)
    yield tag("Title", plan.name)
    due = plan.must_finish if options.from_finish else None
    yield tag("ScheduleFromStart", flag(due is None))
    yield tag("StartDate", _at(plan.start))
    yield tag("FinishDate", _at(due or dates.finish))
    yield tag("CriticalSlackLimit", neat(options.critical_slack_min / options.minutes_per_day))
    yield tag("CalendarUID", plan.calendar)
    yield tag("DefaultStartTime", options.default_start)
    yield tag("DefaultFinishTime", options.default_finish)
    yield tag("MinutesPerDay", options.minutes_per_day)
    yield tag("MinutesPerWeek", options.minutes_per_week)
    yield tag("DaysPerMonth", options.days_per_month)
    yield tag("HonorConstraints", flag(options.honour_constraints))
    yield tag("MultipleCriticalPaths", flag(options.multiple_critical_paths))
    if plan.status_date:
        yield tag("StatusDate", _at(plan.status_date))
    if plan.field_names:
        yield "<ExtendedAttributes>"
        for field_id, alias in plan.field_names:
            yield f"<ExtendedAttribute>{tag('FieldID', field_id)}{tag('Alias', alias)}</ExtendedAttribute>"
        yield "</ExtendedAttributes>"
    yield "<Calendars>"
    for calendar in plan.calendars:
        yield from calendar_lines(calendar)
    yield "</Calendars>\n<Tasks>"
    yield from _tasks(plan, dates)
    yield "</Tasks>\n<Resources>"
    for resource in plan.resources:
        yield from _resource(resource)
    yield "</Resources>\n<Assignments>"
    for number, assignment in enumerate(plan.assignments, 1):
        yield from _assignment(assignment, number)
    yield "</Assignments>\n</Project>"


def _tasks(plan: Plan, dates: Schedule) -> Lines:
    into: dict[int, list[Link]] = {}
    for link in plan.links:
        into.setdefault(link.succ, []).append(link)
    level: dict[int, int] = {}
    for number, task in enumerate(_outline_order(plan), 1):
        above = level[task.parent] if task.parent is not None else (-1 if 0 in plan.by_uid else 0)
        level[task.uid] = above + 1 if task.uid else 0
        links = "\n".join(map(_link, into.get(task.uid, ())))
        yield _task(task, number, level[task.uid], dates.get(task.uid)) + (f"{links}\n" if links else "") + "</Task>"


def _outline_order(plan: Plan) -> list[Task]:
    """Every task right under its parent, so that levels say who belongs to whom."""
    order, stack = [], [task for task in reversed(plan.tasks) if task.parent is None]
    while stack:
        task = stack.pop()
        order.append(task)
        stack += reversed(plan.children.get(task.uid, []))
    return order


def _task(task: Task, number: int, level: int, row: ScheduledTask | None) -> str:
    """The lines of a task but the last; no value but those in ``tag`` holds a character with a meaning in XML."""
    return "\n".join(
        (
            f"<Task>\n<UID>{task.uid}</UID>",
            *([] if task.id is None else [f"<ID>{task.id}</ID>"]),
            f"{tag('Name', task.name)}\n<Active>{flag(task.active)}</Active>\n<Manual>{flag(task.manual)}</Manual>\n"
            f"<Type>{task.type}</Type>",
            *([tag("WBS", task.wbs)] if task.wbs else []),
            f"<OutlineLevel>{level}</OutlineLevel>",
            *_dates(task, row),
            f"<Duration>{duration(task.duration_min)}</Duration>\n<DurationFormat>{_format(task)}</DurationFormat>\n"
            f"<Milestone>{flag(task.milestone)}</Milestone>\n<Summary>{flag(task.summary)}</Summary>\n"
            f"<ExternalTask>{flag(task.external)}</ExternalTask>",
            *_computed(row),
            f"<PercentComplete>{task.percent_complete}</PercentComplete>",
            *_progress(task),
            *_bound(task),
            *_extras(task),
            "",
        )
    )


def _bound(task: Task) -> Lines:
    yield f"<ConstraintType>{_CONSTRAINT[task.constraint]}</ConstraintType>"
    if task.constraint_at:
        yield f"<ConstraintDate>{_at(task.constraint_at)}</ConstraintDate>"
    if task.deadline:
        yield f"<Deadline>{_at(task.deadline)}</Deadline>"
    yield (
        f"<CalendarUID>{-1 if task.calendar is None else task.calendar}</CalendarUID>\n"
        f"<LevelingDelay>{neat(task.leveling_delay_min * 10)}</LevelingDelay>\n"
        f"<IgnoreResourceCalendar>{flag(task.ignore_resource_calendar)}</IgnoreResourceCalendar>"
    )
    if task.notes:
        yield tag("Notes", task.notes)


def _format(task: Task) -> int:
    if task.elapsed != (plain_format(task.duration_format) in (4, 6, 8, 10, 12)):
        return 8 if task.elapsed else 7
    return task.duration_format


def _dates(task: Task, row: ScheduledTask | None) -> Lines:
    typed = task.manual or task.external
    start = task.start if typed else row.start if row else None
    finish = task.finish if typed else row.finish if row else None
    if start:
        yield f"<Start>{_at(start)}</Start>"
    if finish:
        yield f"<Finish>{_at(finish)}</Finish>"


def _computed(row: ScheduledTask | None) -> Lines:
    if row is not None:
        yield (
            f"<Critical>{flag(row.critical)}</Critical>\n<EarlyStart>{_at(row.early_start)}</EarlyStart>\n"
            f"<EarlyFinish>{_at(row.early_finish)}</EarlyFinish>\n<LateStart>{_at(row.late_start)}</LateStart>\n"
            f"<LateFinish>{_at(row.late_finish)}</LateFinish>\n<FreeSlack>{neat(row.free_float_min * 10)}</FreeSlack>\n"
            f"<TotalSlack>{neat(row.total_float_min * 10)}</TotalSlack>"
        )


def _progress(task: Task) -> Lines:
    if task.actual_start:
        yield f"<ActualStart>{_at(task.actual_start)}</ActualStart>"
    if task.actual_finish:
        yield f"<ActualFinish>{_at(task.actual_finish)}</ActualFinish>"
    if task.resume:
        yield f"<Resume>{_at(task.resume)}</Resume>"
    if task.remaining_min is not None or task.actual_start is None:
        left = task.duration_min if task.remaining_min is None else task.remaining_min
        yield f"<RemainingDuration>{duration(left)}</RemainingDuration>"
    yield f"<ActualDuration>{duration(_worked(task))}</ActualDuration>"


def _worked(task: Task) -> float:
    """The duration that is behind a task."""
    if task.complete:
        return task.duration_min
    if task.actual_start is None:
        return 0
    if task.remaining_min is None:
        return neat(round(task.duration_min * min(task.percent_complete, 100) / 10) / 10)
    return max(0, task.duration_min - task.remaining_min)


def _extras(task: Task) -> Lines:
    for field_id, value in task.fields:
        yield f"<ExtendedAttribute>{tag('FieldID', field_id)}{tag('Value', value)}</ExtendedAttribute>"
    for baseline in task.baselines:
        yield "<Baseline>"
        yield tag("Number", baseline.number)
        for name, moment in (("Start", baseline.start), ("Finish", baseline.finish)):
            if moment:
                yield tag(name, _at(moment))
        for name, minutes in (("Duration", baseline.duration_min), ("Work", baseline.work_min)):
            if minutes is not None:
                yield tag(name, duration(minutes))
        if baseline.cost is not None:
            yield tag("Cost", baseline.cost)
        yield "</Baseline>"


def _link(link: Link) -> str:
    return f"<PredecessorLink><PredecessorUID>{link.pred}</PredecessorUID>{_kind(link.type, link.lag, link.lag_kind)}"


@lru_cache(maxsize=4096)
def _kind(type: LinkType, lag: float, kind: LagKind) -> str:
    percent = kind in (LagKind.PERCENT, LagKind.ELAPSED_PERCENT)
    return (
        f"{tag('Type', LINK_TYPES.index(type))}{tag('CrossProject', 0)}"
        f"{tag('LinkLag', neat(lag if percent else round(lag * 10)))}"
        f"{tag('LagFormat', _LAG_FORMAT[kind])}</PredecessorLink>"
    )


def _resource(resource: Resource) -> Lines:
    yield "<Resource>"
    yield tag("UID", resource.uid)
    yield tag("Name", resource.name)
    yield tag("Type", _KIND[resource.kind])
    yield tag("MaxUnits", resource.max_units)
    if resource.calendar is not None:
        yield tag("CalendarUID", resource.calendar)
    yield "</Resource>"


def _assignment(assignment: Assignment, number: int) -> Lines:
    yield "<Assignment>"
    yield tag("UID", assignment.uid if assignment.uid is not None else number)
    yield tag("TaskUID", assignment.task)
    yield tag("ResourceUID", assignment.resource)
    yield tag("Units", assignment.units)
    for name, minutes in (("Work", assignment.work_min), ("RemainingWork", assignment.remaining_work_min)):
        if minutes is not None:
            yield tag(name, duration(minutes))
    yield "</Assignment>"
