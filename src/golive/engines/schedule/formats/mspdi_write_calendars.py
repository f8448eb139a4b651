"""How is a calendar said in Microsoft Project's XML?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import escape

from golive.plain.working_time import Calendar, CalendarException, Shifts

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


Lines = Iterator[str]


def tag(name: str, value: object) -> str:
    return f"<{name}>{escape(_FORBIDDEN.sub('', str(value)))}</{name}>"


def flag(value: bool) -> int:
    return 1 if value else 0


def calendar_lines(calendar: Calendar) -> Lines:
    yield "<Calendar>"
    yield tag("UID", calendar.uid)
    yield tag("Name", calendar.name)
    yield tag("IsBaseCalendar", flag(calendar.base is None))
    yield tag("BaseCalendarUID", -1 if calendar.base is None else calendar.base)
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
            yield tag("Name", special.name)
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
            yield tag("DayType", number)
            yield from _shifts(shifts)
            yield "</WeekDay>"
    yield "</WeekDays>"


def _shifts(shifts: Shifts) -> Lines:
    yield tag("DayWorking", flag(bool(shifts)))
    if shifts:
        yield "<WorkingTimes>"
        for opens, closes in shifts:
            yield f"<WorkingTime>{tag('FromTime', _time(opens))}{tag('ToTime', _time(closes))}</WorkingTime>"
        yield "</WorkingTimes>"


def _time(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}:00"


def _period(first: date, last: date) -> Lines:
    yield f"<TimePeriod>{tag('FromDate', f'{first}T00:00:00')}{tag('ToDate', f'{last}T23:59:00')}</TimePeriod>"


def _exception(exception: CalendarException) -> Lines:
    yield "<Exception>"
    yield tag("EnteredByOccurrences", 0)
    yield from _period(exception.first, exception.last)
    yield tag("Occurrences", (exception.last - exception.first).days + 1)
    yield tag("Name", exception.name)
    yield tag("Type", 1)
    yield from _shifts(exception.shifts)
    yield "</Exception>"
