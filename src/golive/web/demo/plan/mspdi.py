"""How does Acme's plan look as the XML file that MS Project saves?"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from golive.web.demo.plan import facts as plan_facts
from golive.web.demo.plan import lines, people
from golive.web.demo.plan.calendars import CALENDARS, STATUS_DATE, Calendar
from golive.web.demo.plan.facts import Fact
from golive.web.demo.plan.people import Resource
from golive.web.demo.plan.rows import LINK_CODE

_NAMESPACE = "http://schemas.microsoft.com/project"
_STATUS = datetime.combine(STATUS_DATE, time(8))
_SAVED = datetime(2026, 3, 13, 17, 42)
_CREATED = datetime(2025, 10, 24, 9, 5)
_TENTHS_PER_DAY = 4800
_DAYS = 7  # duration format "days"
_SNET, _ASAP = 4, 0
_FIRST_RESOURCE_CALENDAR = 10
WORKSTREAM, CHANGE, LOW, HIGH = 188743731, 188743734, 188743783, 188743784
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
        _task(SubElement(tasks, "Task"), fact)
    _resources(SubElement(root, "Resources"))
    _assignments(SubElement(root, "Assignments"), found)
    indent(root, "\t")
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + tostring(root, "utf-8") + b"\n"


def _fill(parent: Element, pairs: Iterable[tuple[str, object]]) -> None:
    for name, value in pairs:
        if value is not None:
            SubElement(parent, name).text = _text(value)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return value.isoformat(timespec="seconds") if isinstance(value, datetime | time) else str(value)


def _hours(minutes: int) -> str:
    return f"PT{minutes // 60}H{minutes % 60}M0S"


def _days(days: int) -> str:
    return _hours(days * people.MINUTES_PER_DAY)


def _guid(kind: str, number: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"acme-crm/{kind}/{number}")).upper()


def _header(root: Element, head: Fact) -> None:
    _fill(root, (
        ("SaveVersion", 14), ("BuildNumber", "16.0.17328.20068"), ("Name", "acme-crm-plan.xml"),
        ("GUID", _guid("project", 0)), ("Title", "Acme CRM roll-out"), ("Subject", "CRM for 340 users in four offices"),
        ("Company", "Halden Partners"), ("Manager", "Maya Okonjo"), ("Author", "Maya Okonjo"),
        ("CreationDate", _CREATED), ("LastSaved", _SAVED), ("ScheduleFromStart", True),
        ("StartDate", head.now.start), ("FinishDate", head.now.finish), ("FYStartDate", 1), ("CriticalSlackLimit", 0),
        ("CurrencyDigits", 2), ("CurrencySymbol", "$"), ("CurrencyCode", "USD"), ("CurrencySymbolPosition", 0),
        ("CalendarUID", 1), ("DefaultStartTime", time(8)), ("DefaultFinishTime", time(17)), ("MinutesPerDay", 480),
        ("MinutesPerWeek", 2400), ("DaysPerMonth", 20), ("DefaultTaskType", 1), ("DefaultFixedCostAccrual", 3),
        ("DefaultStandardRate", 0), ("DefaultOvertimeRate", 0), ("DurationFormat", _DAYS), ("WorkFormat", 2),
        ("EditableActualCosts", False), ("HonorConstraints", True), ("InsertedProjectsLikeSummary", True),
        ("MultipleCriticalPaths", False), ("NewTasksEffortDriven", False), ("NewTasksEstimated", True),
        ("SplitsInProgressTasks", True), ("SpreadActualCost", False), ("SpreadPercentComplete", False),
        ("TaskUpdatesResource", True), ("FiscalYearStart", False), ("WeekStartDay", 1),
        ("MoveCompletedEndsBack", False), ("MoveRemainingStartsBack", False), ("MoveRemainingStartsForward", False),
        ("MoveCompletedEndsForward", False), ("BaselineForEarnedValue", 0), ("AutoAddNewResourcesAndTasks", True),
        ("StatusDate", _STATUS), ("CurrentDate", _STATUS), ("MicrosoftProjectServerURL", True), ("Autolink", False),
        ("NewTaskStartDate", 0), ("NewTasksAreManual", False), ("DefaultTaskEVMethod", 0),
        ("ProjectExternallyEdited", False), ("ActualsInSync", False), ("RemoveFileProperties", False),
        ("AdminProject", False), ("UpdateManuallyScheduledTasksWhenEditingLinks", True),
        ("KeepTaskOnNearestWorkingTimeWhenMadeAutoScheduled", False), ("OutlineCodes", ""), ("WBSMasks", ""),
    ))


def _attributes(parent: Element) -> None:
    for field, name, alias in _ATTRIBUTES:
        _fill(SubElement(parent, "ExtendedAttribute"), (
            ("FieldID", field), ("FieldName", name), ("Alias", alias), ("Guid", _guid("field", field)),
        ))


def _calendars(parent: Element) -> None:
    for calendar in CALENDARS.values():
        _base_calendar(SubElement(parent, "Calendar"), calendar)
    for resource in people.RESOURCES:
        _fill(SubElement(parent, "Calendar"), (
            ("UID", _FIRST_RESOURCE_CALENDAR + resource.uid), ("Name", resource.person.name), ("IsBaseCalendar", False),
            ("IsBaselineCalendar", False), ("BaseCalendarUID", 1),
        ))


def _base_calendar(element: Element, calendar: Calendar) -> None:
    _fill(element, (
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
        _fill(SubElement(item, "TimePeriod"), (
            ("FromDate", datetime.combine(closed.first, time(0))), ("ToDate", datetime.combine(closed.last, time(23, 59))),
        ))
        _fill(item, (
            ("Occurrences", (closed.last - closed.first).days + 1), ("Name", closed.name), ("Type", 1),
            ("DayWorking", False),
        ))


def _week_day(element: Element, day_type: int, works: bool) -> None:
    _fill(element, (("DayType", day_type), ("DayWorking", works)))
    if works:
        times = SubElement(element, "WorkingTimes")
        for start, end in ((time(8), time(12)), (time(13), time(17))):
            _fill(SubElement(times, "WorkingTime"), (("FromTime", start), ("ToTime", end)))


def _task(element: Element, fact: Fact) -> None:
    _fill(element, (*_identity(fact), *_current(fact), *_slack(fact), *_money(fact), *_progress(fact), *_rules(fact)))
    if fact.line.note:
        SubElement(element, "Notes").text = fact.line.note
    _fill(element, _earned(fact))
    for link in fact.line.links:
        _fill(SubElement(element, "PredecessorLink"), (
            ("PredecessorUID", lines.uid(link.key)), ("Type", LINK_CODE[link.kind]), ("CrossProject", False),
            ("LinkLag", link.lag * _TENTHS_PER_DAY), ("LagFormat", _DAYS),
        ))
    _attribute_values(element, fact)
    if fact.base:
        _baseline(SubElement(element, "Baseline"), fact)
    _fill(element, (("IsPublished", True), ("CommitmentType", 0)))


def _identity(fact: Fact) -> tuple[tuple[str, object], ...]:
    uid = lines.uid(fact.line.key) if fact.number else 0
    return (
        ("UID", uid), ("GUID", _guid("task", uid)), ("ID", fact.number), ("Name", fact.line.name), ("Active", True),
        ("Manual", False), ("Type", 1), ("IsNull", False), ("CreateDate", _CREATED), ("WBS", fact.outline),
        ("OutlineNumber", fact.outline), ("OutlineLevel", fact.line.level), ("Priority", 500),
    )


def _current(fact: Fact) -> tuple[tuple[str, object], ...]:
    running = 0 < fact.done < fact.days and not fact.line.summary
    return (
        ("Start", fact.now.start), ("Finish", fact.now.finish), ("Duration", _days(fact.days)),
        ("ManualStart", fact.now.start), ("ManualFinish", fact.now.finish), ("ManualDuration", _days(fact.days)),
        ("DurationFormat", _DAYS), ("Work", _hours(fact.minutes)),
        ("Stop", _STATUS - timedelta(days=2, hours=15) if running else None), ("Resume", _STATUS if running else None),
        ("ResumeValid", False), ("EffortDriven", False), ("Recurring", False), ("OverAllocated", False),
        ("Estimated", False), ("Milestone", fact.line.milestone), ("Summary", fact.line.summary),
        ("DisplayAsSummary", False), ("Critical", fact.critical), ("IsSubproject", False),
        ("IsSubprojectReadOnly", False), ("ExternalTask", False),
    )


def _slack(fact: Fact) -> tuple[tuple[str, object], ...]:
    total = fact.slack * _TENTHS_PER_DAY
    return (
        ("EarlyStart", fact.now.start), ("EarlyFinish", fact.now.finish), ("LateStart", fact.late.start),
        ("LateFinish", fact.late.finish), ("FreeSlack", fact.free * _TENTHS_PER_DAY), ("TotalSlack", total),
        ("StartSlack", 0 if fact.done else total), ("FinishSlack", total),
    )


def _money(fact: Fact) -> tuple[tuple[str, object], ...]:
    return (
        ("FixedCost", fact.line.fixed_cost * 100), ("FixedCostAccrual", 3), ("PercentComplete", fact.percent),
        ("PercentWorkComplete", fact.percent), ("Cost", fact.cents), ("OvertimeCost", 0), ("OvertimeWork", _hours(0)),
    )


def _progress(fact: Fact) -> tuple[tuple[str, object], ...]:
    begun = fact.complete or fact.done > 0
    spent, worked = fact.cents * fact.percent // 100, fact.minutes * fact.percent // 100
    return (
        ("ActualStart", fact.now.start if begun else None), ("ActualFinish", fact.now.finish if fact.complete else None),
        ("ActualDuration", _days(fact.done)), ("ActualCost", spent), ("ActualWork", _hours(worked)),
        ("RegularWork", _hours(fact.minutes)), ("RemainingDuration", _days(fact.days - fact.done)),
        ("RemainingCost", fact.cents - spent), ("RemainingWork", _hours(fact.minutes - worked)),
        ("ACWP", f"{spent}.00"),
    )


def _rules(fact: Fact) -> tuple[tuple[str, object], ...]:
    line, evening = fact.line, time(17)
    own_calendar = line.calendar != "standard"
    return (
        ("ConstraintType", _SNET if line.not_before else _ASAP),
        ("CalendarUID", CALENDARS[line.calendar].uid if own_calendar else -1),
        ("ConstraintDate", datetime.combine(line.not_before, time(8)) if line.not_before else None),
        ("Deadline", datetime.combine(line.deadline, evening) if line.deadline else None),
        ("LevelAssignments", True), ("LevelingCanSplit", True), ("LevelingDelay", 0), ("LevelingDelayFormat", 8),
        # A line with a calendar of its own follows that calendar alone: nobody works regular Saturdays.
        ("IgnoreResourceCalendar", own_calendar),
    )


def _earned(fact: Fact) -> tuple[tuple[str, object], ...]:
    return (
        ("HideBar", False), ("Rollup", False), ("BCWS", f"{_planned_value(fact)}.00"),
        ("BCWP", f"{fact.base_cents * fact.percent // 100}.00"), ("PhysicalPercentComplete", 0),
        ("EarnedValueMethod", 0),
    )


def _planned_value(fact: Fact) -> int:
    if fact.base is None or fact.base.start >= _STATUS:
        return 0
    calendar = CALENDARS[fact.line.calendar]
    passed = calendar.between(fact.base.start.date(), STATUS_DATE - timedelta(days=1))
    return fact.base_cents * min(passed, fact.base_days) // max(fact.base_days, 1)


def _attribute_values(element: Element, fact: Fact) -> None:
    texts = ((WORKSTREAM, fact.line.workstream), (CHANGE, fact.line.change))
    for field, text in texts:
        if text:
            _fill(SubElement(element, "ExtendedAttribute"), (("FieldID", field), ("Value", text)))
    for field, days in ((LOW, fact.line.low), (HIGH, fact.line.high)):
        if days is not None:
            _fill(SubElement(element, "ExtendedAttribute"), (
                ("FieldID", field), ("Value", _days(days)), ("DurationFormat", _DAYS),
            ))


def _baseline(element: Element, fact: Fact) -> None:
    assert fact.base is not None
    _fill(element, (
        ("Number", 0), ("Start", fact.base.start), ("Finish", fact.base.finish), ("Duration", _days(fact.base_days)),
        ("DurationFormat", _DAYS), ("EstimatedDuration", False), ("Work", _hours(fact.base_minutes)),
        ("Cost", fact.base_cents), ("FixedCost", fact.line.fixed_cost * 100),
    ))


def _resources(parent: Element) -> None:
    _fill(SubElement(parent, "Resource"), (("UID", 0), ("ID", 0), ("Type", 1), ("IsNull", False)))
    for resource in people.RESOURCES:
        person = resource.person
        _fill(SubElement(parent, "Resource"), (
            ("UID", resource.uid), ("GUID", _guid("resource", resource.uid)), ("ID", resource.uid),
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
    _fill(element, (
        ("UID", number), ("TaskUID", lines.uid(fact.line.key)), ("ResourceUID", resource.uid),
        ("PercentWorkComplete", fact.percent), ("ActualWork", _hours(worked)), ("Cost", resource.cents(fact.days)),
        ("Finish", fact.now.finish), ("RemainingWork", _hours(work - worked)), ("Start", fact.now.start),
        ("Units", f"{resource.part / 100:.2f}"), ("Work", _hours(work)),
    ))
