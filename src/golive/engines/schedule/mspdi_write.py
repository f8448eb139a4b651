"""How is this plan said in Microsoft Project's XML? The same plan gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from xml.sax.saxutils import escape

from golive.engines.schedule.mspdi_estimates import with_fields
from golive.engines.schedule.mspdi_values import LINK_TYPES, duration, neat, plain_format
from golive.engines.schedule.plan import Assignment, Constraint, LagKind, Link, Plan, Resource, Task
from golive.engines.schedule.rows import ScheduledTask
from golive.engines.schedule.schedule import Schedule, schedule
from golive.plain.working_time import Calendar, CalendarException, Shifts

_CONSTRAINT = {kind: number for number, kind in enumerate(Constraint)}
_LAG_FORMAT = {LagKind.WORKING: 7, LagKind.ELAPSED: 8, LagKind.PERCENT: 19, LagKind.ELAPSED_PERCENT: 20}
_KIND = {"material": 0, "work": 1, "cost": 2}
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Lines = Iterator[str]


def write_mspdi(plan: Plan) -> bytes:
    """The plan with its computed dates as MSPDI bytes (UTF-8).

    Three-point estimates go into the custom fields Duration1 to Duration3; the mode has no place and is left out.
    PlanError where the plan cannot be scheduled.
    """
    plan = with_fields(plan)
    dates = schedule(plan)
    text = "\n".join(_project(plan, dates))
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}\n'.encode()


def _tag(name: str, value: object) -> str:
    return f"<{name}>{escape(_FORBIDDEN.sub('', str(value)))}</{name}>"


def _at(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _flag(value: bool) -> int:
    return 1 if value else 0


def _project(plan: Plan, dates: Schedule) -> Lines:
    options = plan.options
    yield '<Project xmlns="http://schemas.microsoft.com/project">'
    yield _tag("SaveVersion", 14)
    yield _tag("Title", plan.name)
    yield _tag("ScheduleFromStart", 1)
    yield _tag("StartDate", _at(plan.start))
    yield _tag("FinishDate", _at(dates.finish))
    yield _tag("CriticalSlackLimit", neat(options.critical_slack_min / options.minutes_per_day))
    yield _tag("CalendarUID", plan.calendar)
    yield _tag("DefaultStartTime", options.default_start)
    yield _tag("DefaultFinishTime", options.default_finish)
    yield _tag("MinutesPerDay", options.minutes_per_day)
    yield _tag("MinutesPerWeek", options.minutes_per_week)
    yield _tag("DaysPerMonth", options.days_per_month)
    yield _tag("HonorConstraints", _flag(options.honour_constraints))
    yield _tag("MultipleCriticalPaths", _flag(options.multiple_critical_paths))
    if plan.status_date:
        yield _tag("StatusDate", _at(plan.status_date))
    if plan.field_names:
        yield "<ExtendedAttributes>"
        for field_id, alias in plan.field_names:
            yield f"<ExtendedAttribute>{_tag('FieldID', field_id)}{_tag('Alias', alias)}</ExtendedAttribute>"
        yield "</ExtendedAttributes>"
    yield "<Calendars>"
    for calendar in plan.calendars:
        yield from _calendar(calendar)
    yield "</Calendars>\n<Tasks>"
    yield from _tasks(plan, dates)
    yield "</Tasks>\n<Resources>"
    for resource in plan.resources:
        yield from _resource(resource)
    yield "</Resources>\n<Assignments>"
    for number, assignment in enumerate(plan.assignments, 1):
        yield from _assignment(assignment, number)
    yield "</Assignments>\n</Project>"


def _calendar(calendar: Calendar) -> Lines:
    yield "<Calendar>"
    yield _tag("UID", calendar.uid)
    yield _tag("Name", calendar.name)
    yield _tag("IsBaseCalendar", _flag(calendar.base is None))
    yield _tag("BaseCalendarUID", -1 if calendar.base is None else calendar.base)
    yield from _week(calendar.week)
    if calendar.exceptions:
        yield "<Exceptions>"
        for exception in calendar.exceptions:
            yield from _exception(exception)
        yield "</Exceptions>"
    if calendar.work_weeks:
        yield "<WorkWeeks>"
        for special in calendar.work_weeks:
            yield "<WorkWeek>"
            yield from _period(special.first, special.last)
            yield _tag("Name", special.name)
            yield from _week(special.week)
            yield "</WorkWeek>"
        yield "</WorkWeeks>"
    yield "</Calendar>"


def _week(week: tuple[Shifts | None, ...]) -> Lines:
    if all(shifts is None for shifts in week):
        return
    yield "<WeekDays>"
    for number in range(1, 8):
        shifts = week[(number + 5) % 7]
        if shifts is not None:
            yield "<WeekDay>"
            yield _tag("DayType", number)
            yield from _shifts(shifts)
            yield "</WeekDay>"
    yield "</WeekDays>"


def _shifts(shifts: Shifts) -> Lines:
    yield _tag("DayWorking", _flag(bool(shifts)))
    if shifts:
        yield "<WorkingTimes>"
        for opens, closes in shifts:
            yield f"<WorkingTime>{_tag('FromTime', _time(opens))}{_tag('ToTime', _time(closes))}</WorkingTime>"
        yield "</WorkingTimes>"


def _time(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}:00"


def _period(first: date, last: date) -> Lines:
    yield f"<TimePeriod>{_tag('FromDate', f'{first}T00:00:00')}{_tag('ToDate', f'{last}T23:59:00')}</TimePeriod>"


def _exception(exception: CalendarException) -> Lines:
    yield "<Exception>"
    yield _tag("EnteredByOccurrences", 0)
    yield from _period(exception.first, exception.last)
    yield _tag("Occurrences", (exception.last - exception.first).days + 1)
    yield _tag("Name", exception.name)
    yield _tag("Type", 1)
    yield from _shifts(exception.shifts)
    yield "</Exception>"


def _tasks(plan: Plan, dates: Schedule) -> Lines:
    into: dict[int, list[Link]] = {}
    for link in plan.links:
        into.setdefault(link.succ, []).append(link)
    level: dict[int, int] = {}
    for number, task in enumerate(_outline_order(plan), 1):
        above = level[task.parent] if task.parent is not None else (-1 if 0 in plan.by_uid else 0)
        level[task.uid] = above + 1 if task.uid else 0
        row = dates.get(task.uid)
        yield from _task(task, number, level[task.uid], row)
        for link in into.get(task.uid, ()):
            yield _link(link)
        yield "</Task>"


def _outline_order(plan: Plan) -> list[Task]:
    """Every task right under its parent, so that levels say who belongs to whom."""
    order, stack = [], [task for task in reversed(plan.tasks) if task.parent is None]
    while stack:
        task = stack.pop()
        order.append(task)
        stack += reversed(plan.children.get(task.uid, []))
    return order


def _task(task: Task, number: int, level: int, row: ScheduledTask | None) -> Lines:
    yield "<Task>"
    yield _tag("UID", task.uid)
    if task.id is not None:
        yield _tag("ID", task.id)
    yield _tag("Name", task.name)
    yield _tag("Active", _flag(task.active))
    yield _tag("Manual", _flag(task.manual))
    yield _tag("Type", task.type)
    if task.wbs:
        yield _tag("WBS", task.wbs)
    yield _tag("OutlineLevel", level)
    yield from _dates(task, row)
    yield _tag("Duration", duration(task.duration_min))
    yield _tag("DurationFormat", _format(task))
    yield _tag("Milestone", _flag(task.milestone))
    yield _tag("Summary", _flag(task.summary))
    yield _tag("ExternalTask", _flag(task.external))
    yield from _computed(row)
    yield _tag("PercentComplete", task.percent_complete)
    yield from _progress(task)
    yield _tag("ConstraintType", _CONSTRAINT[task.constraint])
    if task.constraint_at:
        yield _tag("ConstraintDate", _at(task.constraint_at))
    if task.deadline:
        yield _tag("Deadline", _at(task.deadline))
    yield _tag("CalendarUID", -1 if task.calendar is None else task.calendar)
    yield _tag("LevelingDelay", neat(task.leveling_delay_min * 10))
    yield _tag("IgnoreResourceCalendar", _flag(task.ignore_resource_calendar))
    if task.notes:
        yield _tag("Notes", task.notes)
    yield from _extras(task)


def _format(task: Task) -> int:
    if task.elapsed != (plain_format(task.duration_format) in (4, 6, 8, 10, 12)):
        return 8 if task.elapsed else 7
    return task.duration_format


def _dates(task: Task, row: ScheduledTask | None) -> Lines:
    typed = task.manual or task.external
    start = task.start if typed else row.start if row else None
    finish = task.finish if typed else row.finish if row else None
    if start:
        yield _tag("Start", _at(start))
    if finish:
        yield _tag("Finish", _at(finish))


def _computed(row: ScheduledTask | None) -> Lines:
    if row is None:
        return
    yield _tag("Critical", _flag(row.critical))
    for name, moment in (
        ("EarlyStart", row.early_start),
        ("EarlyFinish", row.early_finish),
        ("LateStart", row.late_start),
        ("LateFinish", row.late_finish),
    ):
        yield _tag(name, _at(moment))
    yield _tag("FreeSlack", neat(row.free_float_min * 10))
    yield _tag("TotalSlack", neat(row.total_float_min * 10))


def _progress(task: Task) -> Lines:
    for name, moment in (
        ("ActualStart", task.actual_start),
        ("ActualFinish", task.actual_finish),
        ("Resume", task.resume),
    ):
        if moment:
            yield _tag(name, _at(moment))
    if task.remaining_min is not None:
        yield _tag("RemainingDuration", duration(task.remaining_min))


def _extras(task: Task) -> Lines:
    for field_id, value in task.fields:
        yield f"<ExtendedAttribute>{_tag('FieldID', field_id)}{_tag('Value', value)}</ExtendedAttribute>"
    for baseline in task.baselines:
        yield "<Baseline>"
        yield _tag("Number", baseline.number)
        for name, moment in (("Start", baseline.start), ("Finish", baseline.finish)):
            if moment:
                yield _tag(name, _at(moment))
        for name, minutes in (("Duration", baseline.duration_min), ("Work", baseline.work_min)):
            if minutes is not None:
                yield _tag(name, duration(minutes))
        if baseline.cost is not None:
            yield _tag("Cost", baseline.cost)
        yield "</Baseline>"


def _link(link: Link) -> str:
    percent = link.lag_kind in (LagKind.PERCENT, LagKind.ELAPSED_PERCENT)
    return (
        f"<PredecessorLink>{_tag('PredecessorUID', link.pred)}{_tag('Type', LINK_TYPES.index(link.type))}"
        f"{_tag('CrossProject', 0)}{_tag('LinkLag', neat(link.lag if percent else round(link.lag * 10)))}"
        f"{_tag('LagFormat', _LAG_FORMAT[link.lag_kind])}</PredecessorLink>"
    )


def _resource(resource: Resource) -> Lines:
    yield "<Resource>"
    yield _tag("UID", resource.uid)
    yield _tag("Name", resource.name)
    yield _tag("Type", _KIND[resource.kind])
    yield _tag("MaxUnits", resource.max_units)
    if resource.calendar is not None:
        yield _tag("CalendarUID", resource.calendar)
    yield "</Resource>"


def _assignment(assignment: Assignment, number: int) -> Lines:
    yield "<Assignment>"
    yield _tag("UID", assignment.uid if assignment.uid is not None else number)
    yield _tag("TaskUID", assignment.task)
    yield _tag("ResourceUID", assignment.resource)
    yield _tag("Units", assignment.units)
    for name, minutes in (("Work", assignment.work_min), ("RemainingWork", assignment.remaining_work_min)):
        if minutes is not None:
            yield _tag(name, duration(minutes))
    yield "</Assignment>"
