"""Which hours do the calendars of a Microsoft Project XML file work?"""

from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import Element

from golive.engines.schedule.formats.mspdi_values import Malformed, Reader, child, children, minute_of_day, row_of
from golive.engines.schedule.recurrence import Recurrence
from golive.plain.working_time import NO_WORK, OFFICE_DAY, Calendar, CalendarException, Shifts, WorkWeek

_RECURRENCE = (
    ("occurrences", "Occurrences"),
    ("period", "Period"),
    ("days_of_week", "DaysOfWeek"),
    ("month_item", "MonthItem"),
    ("month_position", "MonthPosition"),
    ("month", "Month"),
    ("month_day", "MonthDay"),
)


def read_calendar(element: Element, ordinal: int, wrong: list[Malformed]) -> Calendar:
    """One calendar; whatever is malformed is added to ``wrong``."""
    row = row_of(element)
    read = Reader("Calendar", ordinal, row, f"Calendar {row.get('Name') or row.get('UID') or ordinal}", wrong)
    base = read.integer("BaseCalendarUID", -1)
    uid = read.integer("UID", -1)
    standing = read.flag("IsBaseCalendar", base < 0) or base < 0 or base == uid
    week, old_style = _week(element, read, standing)
    listed = child(element, "Exceptions")
    exceptions = [
        e for inner in ([] if listed is None else children(listed, "Exception")) for e in _exception(inner, read)
    ]
    weeks = child(element, "WorkWeeks")
    special = tuple(
        w for inner in ([] if weeks is None else children(weeks, "WorkWeek")) for w in _work_week(inner, read)
    )
    return Calendar(
        uid,
        read.text("Name"),
        week,
        tuple(dict.fromkeys([*old_style, *exceptions])),
        None if standing else base,
        special,
    )


def _week(element: Element, read: Reader, standing: bool) -> tuple[tuple[Shifts | None, ...], list[CalendarException]]:
    listed = child(element, "WeekDays")
    days = [] if listed is None else children(listed, "WeekDay")
    if standing and not days:
        return (OFFICE_DAY,) * 5 + (NO_WORK,) * 2, []
    week: list[Shifts | None] = [NO_WORK if standing else None] * 7
    exceptions: list[CalendarException] = []
    for day in days:
        inner = _inner(day, read)
        kind = inner.integer("DayType", -1)
        if kind == 0:
            exceptions += _exception(day, read)
        elif 1 <= kind <= 7:
            week[(kind + 5) % 7] = _shifts(day, inner)
        else:
            read.refuse("DayType", f"{read.who}: DayType is “{inner.text('DayType')}”.", "Write 1 (Sunday) to 7.")
    return tuple(week), exceptions


def _inner(element: Element, read: Reader) -> Reader:
    return Reader(read.record, read.ordinal, row_of(element), read.who, read.wrong)


def _shifts(element: Element, read: Reader) -> Shifts:
    if not read.flag("DayWorking"):
        return NO_WORK
    listed = child(element, "WorkingTimes")
    if listed is None:
        return OFFICE_DAY
    shifts = []
    for inner in children(listed, "WorkingTime"):
        times = row_of(inner)
        start, end = times.get("FromTime"), times.get("ToTime")
        if start is None or end is None:
            continue
        try:
            opens, closes = minute_of_day(start), minute_of_day(end) or 24 * 60
        except ValueError:
            read.refuse(
                "WorkingTime", f"{read.who}: working time “{start}” to “{end}”.", "Write times such as 08:00:00."
            )
            continue
        if opens < closes:
            shifts.append((opens, closes))
        else:
            read.refuse(
                "WorkingTime",
                f"{read.who}: working time {start} to {end} ends before it starts.",
                "Split it at midnight.",
            )
    return tuple(sorted(shifts))


def _period(element: Element, read: Reader) -> tuple[date, date] | None:
    period = child(element, "TimePeriod")
    if period is None:
        return None
    times = _inner(period, read)
    first, last = times.moment("FromDate"), times.moment("ToDate")
    if first is None or last is None or first > last:
        return None
    return first.date(), last.date()


def _exception(element: Element, read: Reader) -> list[CalendarException]:
    inner, period = _inner(element, read), _period(element, read)
    if period is None:
        return []
    shifts, name = _shifts(element, inner), inner.text("Name")
    values: dict[str, int] = {mine: inner.integer(theirs, 0) for mine, theirs in _RECURRENCE}
    values["period"] = values["period"] or 1
    repeats = Recurrence(inner.integer("Type", 1), period[0], period[1], **values)
    if repeats.contiguous:
        return [CalendarException(*period, shifts, name)]
    return [CalendarException(day, day, shifts, name) for day in repeats.dates()]


def _work_week(element: Element, read: Reader) -> list[WorkWeek]:
    period, listed = _period(element, read), child(element, "WeekDays")
    if period is None or listed is None:
        return []
    week: list[Shifts | None] = [None] * 7
    for day in children(listed, "WeekDay"):
        inner = _inner(day, read)
        kind = inner.integer("DayType", -1)
        if 1 <= kind <= 7:
            week[(kind + 5) % 7] = _shifts(day, inner)
    return [WorkWeek(*period, tuple(week), _inner(element, read).text("Name"))]
