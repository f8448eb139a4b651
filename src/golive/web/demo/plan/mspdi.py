"""How does Acme's plan look as the XML file that MS Project saves?"""

from __future__ import annotations

from datetime import datetime, time
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from golive.web.demo.plan import facts as plan_facts
from golive.web.demo.plan import lines, people
from golive.web.demo.plan.calendars import CALENDARS, Calendar
from golive.web.demo.plan.facts import Fact
from golive.web.demo.plan.mspdi_task import write_task
from golive.web.demo.plan.mspdi_values import (
    CHANGE,
    CREATED,
    HIGH,
    IN_DAYS,
    LOW,
    STATUS,
    WORKSTREAM,
    fill,
    guid,
    hours,
)
from golive.web.demo.plan.people import Resource

# fmt: off

_NAMESPACE = "http://schemas.microsoft.com/project"
_SAVED = datetime(2026, 3, 13, 17, 42)
_FIRST_RESOURCE_CALENDAR = 10
_ATTRIBUTES = (
    (WORKSTREAM, "Text1", "Workstream"), (CHANGE, "Text2", "Change request"),
    (LOW, "Duration1", "Optimistic"), (HIGH, "Duration2", "Pessimistic"),
)


def plan_file() -> bytes:
    """The whole file; the same bytes at every call."""
    root = Element("Project", xmlns=_NAMESPACE)
    found = plan_facts.all_facts()
    head = plan_facts.project(found)
    _header(root, head)
    _attributes(SubElement(root, "ExtendedAttributes"))
    _calendars(SubElement(root, "Calendars"))
    tasks = SubElement(root, "Tasks")
    for fact in (head, *found):
        write_task(SubElement(tasks, "Task"), fact)
    _resources(SubElement(root, "Resources"))
    _assignments(SubElement(root, "Assignments"), found)
    indent(root, "\t")
    body: bytes = tostring(root, "utf-8")
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + body + b"\n"


def _header(root: Element, head: Fact) -> None:
    fill(root, (
        ("SaveVersion", 14), ("BuildNumber", "16.0.17328.20068"), ("Name", "acme-crm-plan.xml"),
        ("GUID", guid("project", 0)), ("Title", "Acme CRM roll-out"), ("Subject", "CRM for 340 users in four offices"),
        ("Company", "Halden Partners"), ("Manager", "Maya Okonjo"), ("Author", "Maya Okonjo"),
        ("CreationDate", CREATED), ("LastSaved", _SAVED), ("ScheduleFromStart", True),
        ("StartDate", head.now.start), ("FinishDate", head.now.finish), ("FYStartDate", 1), ("CriticalSlackLimit", 0),
        ("CurrencyDigits", 2), ("CurrencySymbol", "$"), ("CurrencyCode", "USD"), ("CurrencySymbolPosition", 0),
        ("CalendarUID", 1), ("DefaultStartTime", time(8)), ("DefaultFinishTime", time(17)), ("MinutesPerDay", 480),
        ("MinutesPerWeek", 2400), ("DaysPerMonth", 20), ("DefaultTaskType", 1), ("DefaultFixedCostAccrual", 3),
        ("DefaultStandardRate", 0), ("DefaultOvertimeRate", 0), ("DurationFormat", IN_DAYS), ("WorkFormat", 2),
        ("EditableActualCosts", False), ("HonorConstraints", True), ("InsertedProjectsLikeSummary", True),
        ("MultipleCriticalPaths", False), ("NewTasksEffortDriven", False), ("NewTasksEstimated", True),
        ("SplitsInProgressTasks", True), ("SpreadActualCost", False), ("SpreadPercentComplete", False),
        ("TaskUpdatesResource", True), ("FiscalYearStart", False), ("WeekStartDay", 1),
        ("MoveCompletedEndsBack", False), ("MoveRemainingStartsBack", False), ("MoveRemainingStartsForward", False),
        ("MoveCompletedEndsForward", False), ("BaselineForEarnedValue", 0), ("AutoAddNewResourcesAndTasks", True),
        ("StatusDate", STATUS), ("CurrentDate", STATUS), ("MicrosoftProjectServerURL", True), ("Autolink", False),
        ("NewTaskStartDate", 0), ("NewTasksAreManual", False), ("DefaultTaskEVMethod", 0),
        ("ProjectExternallyEdited", False), ("ActualsInSync", False), ("RemoveFileProperties", False),
        ("AdminProject", False), ("UpdateManuallyScheduledTasksWhenEditingLinks", True),
        ("KeepTaskOnNearestWorkingTimeWhenMadeAutoScheduled", False), ("OutlineCodes", ""), ("WBSMasks", ""),
    ))


def _attributes(parent: Element) -> None:
    for field, name, alias in _ATTRIBUTES:
        fill(SubElement(parent, "ExtendedAttribute"), (
            ("FieldID", field), ("FieldName", name), ("Alias", alias), ("Guid", guid("field", field)),
        ))


def _calendars(parent: Element) -> None:
    for calendar in CALENDARS.values():
        _base_calendar(SubElement(parent, "Calendar"), calendar)
    for resource in people.RESOURCES:
        fill(SubElement(parent, "Calendar"), (
            ("UID", _FIRST_RESOURCE_CALENDAR + resource.uid), ("Name", resource.person.name), ("IsBaseCalendar", False),
            ("IsBaselineCalendar", False), ("BaseCalendarUID", 1),
        ))


def _base_calendar(element: Element, calendar: Calendar) -> None:
    fill(element, (
        ("UID", calendar.uid), ("Name", calendar.name), ("IsBaseCalendar", True), ("IsBaselineCalendar", False),
        ("BaseCalendarUID", 0),
    ))
    week = SubElement(element, "WeekDays")
    for day_type in range(1, 8):
        _week_day(SubElement(week, "WeekDay"), day_type, (day_type - 2) % 7 in calendar.weekdays)
    exceptions = SubElement(element, "Exceptions")
    for closed in calendar.closed:
        item = SubElement(exceptions, "Exception")
        SubElement(item, "EnteredByOccurrences").text = "0"
        fill(SubElement(item, "TimePeriod"), (
            ("FromDate", datetime.combine(closed.first, time(0))), ("ToDate",
                                                                    datetime.combine(closed.last, time(23, 59))),
        ))
        fill(item, (
            ("Occurrences", (closed.last - closed.first).days + 1), ("Name", closed.name), ("Type", 1),
            ("DayWorking", False),
        ))


def _week_day(element: Element, day_type: int, works: bool) -> None:
    fill(element, (("DayType", day_type), ("DayWorking", works)))
    if works:
        times = SubElement(element, "WorkingTimes")
        for start, end in ((time(8), time(12)), (time(13), time(17))):
            fill(SubElement(times, "WorkingTime"), (("FromTime", start), ("ToTime", end)))


def _resources(parent: Element) -> None:
    fill(SubElement(parent, "Resource"), (("UID", 0), ("ID", 0), ("Type", 1), ("IsNull", False)))
    for resource in people.RESOURCES:
        person = resource.person
        fill(SubElement(parent, "Resource"), (
            ("UID", resource.uid), ("GUID", guid("resource", resource.uid)), ("ID", resource.uid),
            ("Name", person.name), ("Type", 1), ("IsNull", False),
            ("Initials", "".join(word[0] for word in person.name.split())), ("Group", person.organisation),
            ("EmailAddress", person.email), ("MaxUnits", "1.00"), ("StandardRate", resource.rate),
            ("StandardRateFormat", 2), ("CalendarUID", _FIRST_RESOURCE_CALENDAR + resource.uid),
        ))


def _assignments(parent: Element, found: list[Fact]) -> None:
    pairs = [(fact, resource) for fact in found for resource in people.on(fact.line)]
    for number, (fact, resource) in enumerate(pairs, start=1):
        _assignment(SubElement(parent, "Assignment"), number, fact, resource)


def _assignment(element: Element, number: int, fact: Fact, resource: Resource) -> None:
    work = resource.minutes(fact.days)
    worked = work * fact.percent // 100
    fill(element, (
        ("UID", number), ("TaskUID", lines.uid(fact.line.key)), ("ResourceUID", resource.uid),
        ("PercentWorkComplete", fact.percent), ("ActualWork", hours(worked)), ("Cost", resource.cents(fact.days)),
        ("Finish", fact.now.finish), ("RemainingWork", hours(work - worked)), ("Start", fact.now.start),
        ("Units", f"{resource.part / 100:.2f}"), ("Work", hours(work)),
    ))
