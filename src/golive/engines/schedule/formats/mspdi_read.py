"""What plan does a Microsoft Project XML (MSPDI) file hold?

The file is streamed; a document type is refused before anything else is read; every malformed value is reported with
its line, all at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from xml.etree.ElementTree import Element, ParseError, SubElement, TreeBuilder, XMLParser

from golive.engines.schedule.collections_paused import without_collections
from golive.engines.schedule.dates.network import network
from golive.engines.schedule.findings import Finding, PlanError, note, warning
from golive.engines.schedule.formats.mspdi_calendars import read_calendar
from golive.engines.schedule.formats.mspdi_envelope import (
    RECORDS,
    not_xml,
    refuse_document_type,
    refuse_others,
    unpacked,
    with_lines,
)
from golive.engines.schedule.formats.mspdi_estimates import with_estimates
from golive.engines.schedule.formats.mspdi_plain import NotPlain, PlainTasks, plain_tasks
from golive.engines.schedule.formats.mspdi_tasks import (
    Inside,
    read_assignment,
    read_resource,
    read_task,
    task_record,
)
from golive.engines.schedule.formats.mspdi_values import Malformed, Reader, Row, local, row_of
from golive.engines.schedule.plan import Assignment, Link, Mode, Options, Plan, Resource, Task
from golive.plain.working_time import Calendar, standard_calendar

_PORTION = 1 << 15
_GROUPS = {f"{record}s": record for record in RECORDS}


@dataclass
class _Found:
    tasks: list[Task] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    calendars: list[Calendar] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    wrong: list[Malformed] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    outline: list[tuple[int, int]] = field(default_factory=list)
    empty_rows: int = 0


def read_mspdi(content: bytes, name: str = "") -> Plan:
    """The plan in the bytes of an MSPDI file (gzip accepted); PlanError with every problem and its line."""
    content = unpacked(content)
    refuse_others(content)
    refuse_document_type(content)
    with without_collections():
        return _read(content, name)


def _read(content: bytes, name: str) -> Plan:
    found, root = _found(content)
    head = Reader("Project", 0, row_of(root), "The project", found.wrong)
    plan = with_estimates(_plan(head, found, name), root)
    if found.wrong:
        raise PlanError(with_lines(content, found.wrong))
    network(plan)
    return plan


def _found(content: bytes) -> tuple[_Found, Element]:
    """All records of the file, and its root."""
    if (tasks := plain_tasks(content)) is not None:
        try:
            return _streamed(content, tasks)
        except (NotPlain, ParseError):
            pass
    try:
        return _streamed(content, None)
    except ParseError as broken:
        raise PlanError([not_xml(broken.position[0], str(broken))]) from None


def _streamed(content: bytes, tasks: PlainTasks | None) -> tuple[_Found, Element]:
    """Records are taken, and let go of, while the file is parsed; ``tasks`` are not parsed but taken in their place."""
    found, builder = _Found(), TreeBuilder()
    file = builder.start("file", {})
    parser, counts = XMLParser(target=builder), dict.fromkeys(RECORDS, 0)

    def parse(begin: int, end: int) -> None:
        for at in range(begin, end, _PORTION):
            parser.feed(content[at : min(at + _PORTION, end)])
            if len(file):
                _take_finished(file[0], found, counts)

    parse(0, tasks.begin if tasks else len(content))
    if tasks:
        for record in tasks:
            counts["Task"] += 1
            if record:
                _take_task(*record, counts["Task"], found)
        parse(tasks.end, len(content))
    parser.close()
    root = file[0]
    SubElement(root, "end")
    _take_finished(root, found, counts)
    return found, root


def _take_finished(root: Element, found: _Found, counts: dict[str, int]) -> None:
    """Take all records but the one that may still be growing."""
    last = len(root) - 1
    for place, group in enumerate(root):
        tag = local(group.tag)
        if tag not in _GROUPS or not len(group):
            continue
        records = group[:-1] if place == last else group[:]
        del group[: len(records)]
        for record in records:
            if local(record.tag) == _GROUPS[tag]:
                counts[_GROUPS[tag]] += 1
                if len(record):
                    _take(_GROUPS[tag], record, counts[_GROUPS[tag]], found)


def _take(tag: str, element: Element, ordinal: int, found: _Found) -> None:
    if tag == "Task":
        _take_task(*task_record(element), ordinal, found)
    elif tag == "Calendar":
        found.calendars.append(read_calendar(element, ordinal, found.wrong))
    elif tag == "Resource":
        if resource := read_resource(element, ordinal, found.wrong):
            found.resources.append(resource)
    elif assignment := read_assignment(element, ordinal, found.wrong, found.findings):
        found.assignments.append(assignment)


def _take_task(row: Row, inside: Inside, ordinal: int, found: _Found) -> None:
    task = read_task(row, inside, ordinal, found.outline, found.links, found.wrong, found.findings)
    if task is None:
        found.empty_rows += 1
    else:
        found.tasks.append(task)


def _plan(head: Reader, found: _Found, name: str) -> Plan:
    start = head.moment("StartDate") or _earliest(found)
    if start is None:
        head.refuse("StartDate", "The project has no StartDate and no task has a start.", "Add StartDate.")
        start = datetime(2000, 1, 1, 8)
    finish = None if head.flag("ScheduleFromStart", True) else head.moment("FinishDate") or _latest(found)
    calendars = found.calendars or [standard_calendar()]
    uid = head.integer("CalendarUID", calendars[0].uid)
    known = {calendar.uid for calendar in calendars}
    if uid not in known:
        found.findings.append(
            warning(
                "calendar.project",
                f"The project calendar {uid} is not in the file; {calendars[0].name} is used.",
                "Export the plan with its calendars.",
            )
        )
        uid = calendars[0].uid
    plan = Plan(
        name=head.text("Title") or head.text("Name").removesuffix(".xml") or name or "Plan",
        start=start,
        tasks=tuple(_known_calendar(task, known, found.findings) for task in found.tasks),
        links=tuple(found.links),
        calendars=tuple(_known_base(calendar, known, found.findings) for calendar in calendars),
        calendar=uid,
        resources=tuple(r if r.calendar in known else replace(r, calendar=None) for r in found.resources),
        assignments=tuple(found.assignments),
        status_date=head.moment("StatusDate"),
        options=_options(head, finish),
        must_finish=finish,
    )
    return replace(plan, findings=(*found.findings, *_notes(head, found, finish)))


def _earliest(found: _Found) -> datetime | None:
    return min((t.stored.start for t in found.tasks if t.stored and t.stored.start), default=None)


def _latest(found: _Found) -> datetime | None:
    return max((t.stored.finish for t in found.tasks if t.stored and t.stored.finish), default=None)


def _known_calendar(task: Task, known: set[int], findings: list[Finding]) -> Task:
    if task.calendar is None or task.calendar in known:
        return task
    findings.append(
        warning(
            "task.calendar",
            f"{task} uses the calendar {task.calendar}, which is not in the file; the project calendar is used.",
            "Export the plan with its calendars.",
            task=task.uid,
        )
    )
    return replace(task, calendar=None)


def _known_base(calendar: Calendar, known: set[int], findings: list[Finding]) -> Calendar:
    if calendar.base is None or calendar.base in known:
        return calendar
    findings.append(
        warning(
            "calendar.base",
            f"The calendar {calendar.name} rests on the calendar {calendar.base}, which is "
            "not in the file; its own days are used.",
            "Export the plan with its calendars.",
        )
    )
    standard = standard_calendar().week
    week = tuple(own if own is not None else standard[day] for day, own in enumerate(calendar.week))
    return replace(calendar, base=None, week=week)


def _options(head: Reader, finish: datetime | None) -> Options:
    return Options(
        from_finish=finish is not None,
        honour_constraints=head.flag("HonorConstraints", True),
        multiple_critical_paths=head.flag("MultipleCriticalPaths"),
        critical_slack_min=head.number("CriticalSlackLimit") * head.integer("MinutesPerDay", 480),
        mode=Mode.AS_MS_PROJECT,
        minutes_per_day=head.integer("MinutesPerDay", 480) or 480,
        minutes_per_week=head.integer("MinutesPerWeek", 2400) or 2400,
        days_per_month=head.number("DaysPerMonth", 20) or 20,
        default_start=head.text("DefaultStartTime") or "08:00:00",
        default_finish=head.text("DefaultFinishTime") or "17:00:00",
    )


def _notes(head: Reader, found: _Found, finish: datetime | None) -> Iterator[Finding]:
    if not head.flag("ScheduleFromStart", True) and finish is None:
        yield warning(
            "project.from_finish",
            "The project is scheduled from its finish, but has no FinishDate and no task has a finish; "
            "it is computed from its start.",
            "Add FinishDate.",
        )
    if found.empty_rows:
        yield note("task.empty", f"{found.empty_rows} empty rows were left out.")
