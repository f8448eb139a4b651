"""How is this plan said in Primavera P6's XML? The same plan gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from golive.engines.schedule.formats.p6_calendars import read_hours
from golive.engines.schedule.formats.p6_values import Row, Tables
from golive.engines.schedule.formats.p6_write import tables_of
from golive.engines.schedule.formats.pmxml_fields import CODES, RECORDS, SHARES, WEEK
from golive.engines.schedule.plan import Plan
from golive.plain.working_time import Shifts

_SPACE = "http://xmlns.oracle.com/Primavera/P6/V18.8/API/BusinessObjects"
_INSIDE = ("WBS", "Activity", "Relationship", "ResourceAssignment", "ScheduleOptions")


def write_pmxml(plan: Plan) -> bytes:
    """The plan with its computed dates as PMXML bytes (UTF-8). What P6 cannot say: `lost_in`."""
    tables = tables_of(plan)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<APIBusinessObjects xmlns="{_SPACE}">']
    for row in tables["CALENDAR"]:
        row.pop("proj_id", None)
        lines += _record("Calendar", row, _week(row["clndr_data"]))
    for row in tables["RSRC"]:
        lines += _record("Resource", row)
    lines += _record("Project", tables["PROJECT"][0], [_tag("Name", plan.name), *_inside(tables)])
    return "\n".join([*lines, "</APIBusinessObjects>", ""]).encode()


def _inside(tables: Tables) -> Iterable[str]:
    root = next(row["wbs_id"] for row in tables["PROJWBS"] if row["proj_node_flag"] == "Y")
    for record in _INSIDE:
        for row in tables[RECORDS[record][0]]:
            if row.get("proj_node_flag") == "Y":
                continue
            own = {column: text for column, text in row.items() if not (column.endswith("wbs_id") and text == root)}
            extra = []
            if record == "ScheduleOptions":
                override = row["sched_progress_override"] == "Y"
                extra = [_tag("OutOfSequenceScheduleType", "Progress Override" if override else "Retained Logic")]
            yield from _record(record, own, extra)


def _record(record: str, row: Row, extra: Iterable[str] = ()) -> Iterable[str]:
    yield f"<{record}>"
    written = set[str]()
    for element, column in RECORDS[record][1].items():
        if row.get(column) and column not in written:
            written.add(column)
            yield _tag(element, _said(column, row[column]))
    yield from extra
    yield f"</{record}>"


def _said(column: str, text: str) -> str:
    if column in SHARES:
        return f"{round(float(text) / 100, 8):g}"
    if text[4:5] == "-" and text[10:11] == " ":
        return f"{text[:10]}T{text[11:]}:00" if column.endswith(("_date", "_date2")) else text
    return CODES.get(column, {}).get(text, text)


def _week(data: str) -> Iterable[str]:
    week, exceptions = read_hours(data)
    yield "<StandardWorkWeek>"
    for place, day in enumerate(WEEK):
        hours = "".join(_shifts(week[(place + 6) % 7]))
        yield f"<StandardWorkHours>{_tag('DayOfWeek', day)}{hours}</StandardWorkHours>"
    yield "</StandardWorkWeek>\n<HolidayOrExceptions>"
    for exception in exceptions:
        hours = "".join(_shifts(exception.shifts))
        yield f"<HolidayOrException>{_tag('Date', f'{exception.first}T00:00:00')}{hours}</HolidayOrException>"
    yield "</HolidayOrExceptions>"


def _shifts(shifts: Shifts) -> Iterable[str]:
    for opens, closes in shifts:
        yield f"<WorkTime>{_tag('Start', _clock(opens))}{_tag('Finish', _clock(closes - 1))}</WorkTime>"


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}:00"


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"
