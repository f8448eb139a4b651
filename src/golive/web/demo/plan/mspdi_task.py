"""How does one line of the plan look in MS Project's XML?"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from xml.etree.ElementTree import Element, SubElement

from golive.web.demo.plan import lines
from golive.web.demo.plan.calendars import CALENDARS, STATUS_DATE
from golive.web.demo.plan.facts import Fact
from golive.web.demo.plan.mspdi_values import (
    CHANGE,
    CREATED,
    HIGH,
    IN_DAYS,
    LOW,
    STATUS,
    TENTHS_PER_DAY,
    WORKSTREAM,
    days,
    fill,
    guid,
    hours,
)
from golive.web.demo.plan.rows import LINK_CODE

_SNET, _ASAP = 4, 0
_Pairs = tuple[tuple[str, object], ...]

# fmt: off


def write_task(element: Element, fact: Fact) -> None:
    """Fill a Task element in the order which the format prescribes."""
    fill(element, (*_identity(fact), *_current(fact), *_slack(fact), *_money(fact), *_progress(fact), *_rules(fact)))
    if fact.line.note:
        SubElement(element, "Notes").text = fact.line.note
    fill(element, _earned(fact))
    for link in fact.line.links:
        fill(SubElement(element, "PredecessorLink"), (
            ("PredecessorUID", lines.uid(link.key)), ("Type", LINK_CODE[link.kind]), ("CrossProject", False),
            ("LinkLag", link.lag * TENTHS_PER_DAY), ("LagFormat", IN_DAYS),
        ))
    _attribute_values(element, fact)
    if fact.base:
        _baseline(SubElement(element, "Baseline"), fact)
    fill(element, (("IsPublished", True), ("CommitmentType", 0)))


def _identity(fact: Fact) -> _Pairs:
    uid = lines.uid(fact.line.key) if fact.number else 0
    return (
        ("UID", uid), ("GUID", guid("task", uid)), ("ID", fact.number), ("Name", fact.line.name), ("Active", True),
        ("Manual", False), ("Type", 1), ("IsNull", False), ("CreateDate", CREATED), ("WBS", fact.outline),
        ("OutlineNumber", fact.outline), ("OutlineLevel", fact.line.level), ("Priority", 500),
    )


def _current(fact: Fact) -> _Pairs:
    running = 0 < fact.done < fact.days and not fact.line.summary
    return (
        ("Start", fact.now.start), ("Finish", fact.now.finish), ("Duration", days(fact.days)),
        ("ManualStart", fact.now.start), ("ManualFinish", fact.now.finish), ("ManualDuration", days(fact.days)),
        ("DurationFormat", IN_DAYS), ("Work", hours(fact.minutes)),
        ("Stop", STATUS - timedelta(days=2, hours=15) if running else None), ("Resume", STATUS if running else None),
        ("ResumeValid", False), ("EffortDriven", False), ("Recurring", False), ("OverAllocated", False),
        ("Estimated", False), ("Milestone", fact.line.milestone), ("Summary", fact.line.summary),
        ("DisplayAsSummary", False), ("Critical", fact.critical), ("IsSubproject", False),
        ("IsSubprojectReadOnly", False), ("ExternalTask", False),
    )


def _slack(fact: Fact) -> _Pairs:
    total = fact.slack * TENTHS_PER_DAY
    return (
        ("EarlyStart", fact.now.start), ("EarlyFinish", fact.now.finish), ("LateStart", fact.late.start),
        ("LateFinish", fact.late.finish), ("FreeSlack", fact.free * TENTHS_PER_DAY), ("TotalSlack", total),
        ("StartSlack", 0 if fact.done else total), ("FinishSlack", total),
    )


def _money(fact: Fact) -> _Pairs:
    return (
        ("FixedCost", fact.line.fixed_cost * 100), ("FixedCostAccrual", 3), ("PercentComplete", fact.percent),
        ("PercentWorkComplete", fact.percent), ("Cost", fact.cents), ("OvertimeCost", 0), ("OvertimeWork", hours(0)),
    )


def _progress(fact: Fact) -> _Pairs:
    begun = fact.complete or fact.done > 0
    spent, worked = fact.cents * fact.percent // 100, fact.minutes * fact.percent // 100
    return (
        ("ActualStart", fact.now.start if begun else None), ("ActualFinish",
                                                             fact.now.finish if fact.complete else None),
        ("ActualDuration", days(fact.done)), ("ActualCost", spent), ("ActualWork", hours(worked)),
        ("RegularWork", hours(fact.minutes)), ("RemainingDuration", days(fact.days - fact.done)),
        ("RemainingCost", fact.cents - spent), ("RemainingWork", hours(fact.minutes - worked)),
        ("ACWP", f"{spent}.00"),
    )


def _rules(fact: Fact) -> _Pairs:
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


def _earned(fact: Fact) -> _Pairs:
    return (
        ("HideBar", False), ("Rollup", False), ("BCWS", f"{_planned_value(fact)}.00"),
        ("BCWP", f"{fact.base_cents * fact.percent // 100}.00"), ("PhysicalPercentComplete", 0),
        ("EarnedValueMethod", 0),
    )


def _planned_value(fact: Fact) -> int:
    if fact.base is None or fact.base.start >= STATUS:
        return 0
    calendar = CALENDARS[fact.line.calendar]
    passed = calendar.between(fact.base.start.date(), STATUS_DATE - timedelta(days=1))
    return fact.base_cents * min(passed, fact.base_days) // max(fact.base_days, 1)


def _attribute_values(element: Element, fact: Fact) -> None:
    texts = ((WORKSTREAM, fact.line.workstream), (CHANGE, fact.line.change))
    for field, text in texts:
        if text:
            fill(SubElement(element, "ExtendedAttribute"), (("FieldID", field), ("Value", text)))
    for field, bound in ((LOW, fact.line.low), (HIGH, fact.line.high)):
        if bound is not None:
            fill(SubElement(element, "ExtendedAttribute"), (
                ("FieldID", field), ("Value", days(bound)), ("DurationFormat", IN_DAYS),
            ))


def _baseline(element: Element, fact: Fact) -> None:
    assert fact.base is not None
    fill(element, (
        ("Number", 0), ("Start", fact.base.start), ("Finish", fact.base.finish), ("Duration", days(fact.base_days)),
        ("DurationFormat", IN_DAYS), ("EstimatedDuration", False), ("Work", hours(fact.base_minutes)),
        ("Cost", fact.base_cents), ("FixedCost", fact.line.fixed_cost * 100),
    ))
