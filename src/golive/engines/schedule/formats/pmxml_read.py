"""What plan does a Primavera P6 XML (PMXML) file hold?"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, iterparse
from xml.parsers import expat

from golive.engines.schedule.findings import Finding, PlanError, error
from golive.engines.schedule.formats.mspdi_envelope import not_xml, refuse_document_type
from golive.engines.schedule.formats.mspdi_values import local
from golive.engines.schedule.formats.p6_calendars import write_hours
from golive.engines.schedule.formats.p6_read import plan_of
from golive.engines.schedule.formats.p6_values import LINE, Row, Tables
from golive.engines.schedule.formats.pmxml_fields import CODES, OTHERWISE_SAID, RECORDS, SHARES, WEEK
from golive.engines.schedule.plan import Plan
from golive.plain.working_time import NO_WORK, Shifts

ROOT = "APIBusinessObjects"


def read_pmxml(content: bytes, name: str = "") -> Plan:
    """The plan in the bytes of a P6 XML file; PlanError with every problem. Baseline projects are left out."""
    refuse_document_type(content, ROOT, "Export the project from P6 as XML.")
    tables: Tables = {table: [] for table, _ in RECORDS.values()}
    wrong: list[Finding] = []
    within: list[str] = []
    try:
        for event, element in iterparse(BytesIO(content), events=("start", "end")):
            tag = local(element.tag)
            if event == "start":
                within.append(tag)
                continue
            within.pop()
            if tag in RECORDS and "BaselineProject" not in within and len(element):
                _take(tag, element, tables, wrong)
            if (tag in RECORDS and tag != "Project") or tag == "BaselineProject":
                element.clear()
    except ParseError as broken:
        raise PlanError([not_xml(broken.position[0], str(broken))]) from None
    if wrong:
        raise PlanError(wrong)
    _with_project_element(tables)
    try:
        return plan_of(tables, name)
    except PlanError:
        _with_lines(content, tables)
        return plan_of(tables, name)  # refused again, with lines


def _with_lines(content: bytes, tables: Tables) -> None:
    """Say of each row and cell on which line it stands, by a second, slower pass over the file."""
    found: dict[str, list[Row]] = {table: [] for table in tables}
    stack: list[str] = []
    parser = expat.ParserCreate()

    def start(name: str, _: object) -> None:
        tag, line = local(name.rpartition(":")[2]), str(parser.CurrentLineNumber)
        if stack and stack[-1] in RECORDS and "BaselineProject" not in stack:
            table, names = RECORDS[stack[-1]]
            if begun[-1]:
                found[table].append({LINE: begun[-1]})
                begun[-1] = ""
            if column := names.get(tag):
                found[table][-1].setdefault(LINE + column, line)
        stack.append(tag)
        begun.append(line)

    def end(_: str) -> None:
        stack.pop()
        begun.pop()

    begun: list[str] = []
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(content, True)
    for table, rows in tables.items():
        for row, lines in zip(rows, found.get(table, ()), strict=False):
            row.update(lines)


def _take(tag: str, element: Element, tables: Tables, wrong: list[Finding]) -> None:
    table, names = RECORDS[tag]
    row: Row = {}
    for inner in element:
        column = names.get(local(inner.tag))
        if column and inner.text and (column not in row or local(inner.tag).startswith("Remaining")):
            row[column] = _said(column, inner.text.strip())
    if tag == "Calendar":
        try:
            row["clndr_data"] = _hours(element)
        except (ValueError, KeyError) as broken:
            name = row.get("clndr_name", "")
            wrong.append(
                error("p6.hours", f"The hours of the calendar {name} cannot be read: {broken}.", "Correct it.")
            )
    if tag == "Project" and (project := next((e for e in element if local(e.tag) == "Name"), None)) is not None:
        row["name"] = project.text or ""
    how = row.pop("out_of_sequence", "")
    if how:
        row["sched_retained_logic"] = "Y" if how == "Retained Logic" else "N"
        row["sched_progress_override"] = "Y" if how == "Progress Override" else "N"
    tables[table].append(row)


def _said(column: str, text: str) -> str:
    if column in SHARES:
        return f"{round(float(text) * 100, 6):g}" if text.replace(".", "", 1).isdigit() else text
    for code, word in CODES.get(column, {}).items():
        if word.casefold() == text.casefold():
            return code
    return OTHERWISE_SAID.get(column, {}).get(text, text)


def _hours(element: Element) -> str:
    week: list[Shifts] = [NO_WORK] * 7
    days: dict[date, Shifts] = {}
    for inner in element.iter():
        if local(inner.tag) == "StandardWorkHours":
            week[(WEEK.index(_child(inner, "DayOfWeek")) + 6) % 7] = _shifts(inner)
        elif local(inner.tag) == "HolidayOrException":
            days[date.fromisoformat(_child(inner, "Date")[:10])] = _shifts(inner)
    return write_hours(tuple(week), days)


def _child(element: Element, tag: str) -> str:
    return next(((inner.text or "").strip() for inner in element if local(inner.tag) == tag), "")


def _shifts(element: Element) -> Shifts:
    found = []
    for inner in element:
        if local(inner.tag) == "WorkTime" and (finish := _child(inner, "Finish")):
            # P6 names the last minute that is worked: 11:59 is up to, and without, 12:00.
            found.append((_minute(_child(inner, "Start")), _minute(finish) + 1))
    return tuple(sorted(found))


def _minute(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:5])


def _with_project_element(tables: Tables) -> None:
    """PMXML has no element for the project itself; XER has one, which carries the name."""
    for project in tables["PROJECT"]:
        name = project.pop("name", "") or project.get("proj_short_name", "")
        own = [row for row in tables["PROJWBS"] if row.get("proj_id") == project.get("proj_id")]
        ids = [int(row["wbs_id"]) for row in tables["PROJWBS"] if row.get("wbs_id", "").isdigit()]
        ids += [int(row["task_id"]) for row in tables["TASK"] if row.get("task_id", "").isdigit()]
        root = str(max(ids, default=0) + 1)
        for row in own:
            row.setdefault("parent_wbs_id", root)
        tables["PROJWBS"].append(
            {"wbs_id": root, "proj_id": project.get("proj_id", ""), "proj_node_flag": "Y", "wbs_name": name}
        )
