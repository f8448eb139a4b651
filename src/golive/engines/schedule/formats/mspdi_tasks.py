"""What do the tasks, links, resources and assignments of a Microsoft Project XML file say?"""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element

from golive.engines.schedule.findings import Finding, note, warning
from golive.engines.schedule.formats.mspdi_values import (
    LINK_TYPES,
    Malformed,
    Reader,
    Row,
    is_elapsed,
    lag_kind,
    local,
    neat,
    row_of,
)
from golive.engines.schedule.plan import (
    Assignment,
    Baseline,
    Constraint,
    Kind,
    LagKind,
    Link,
    LinkType,
    Resource,
    Task,
    new_link,
    new_stored,
    new_task,
)
from golive.engines.schedule.plan_problems import LARGEST_UID

Inside = dict[str, list[Row]]
"""The records inside a task, by tag: links, baselines, extended attributes."""

_CONSTRAINTS = (
    Constraint.ASAP,
    Constraint.ALAP,
    Constraint.MSO,
    Constraint.MFO,
    Constraint.SNET,
    Constraint.SNLT,
    Constraint.FNET,
    Constraint.FNLT,
)
_ASAP, _PLAIN_TASK = Constraint.ASAP, Kind.TASK
_UNDATED = (_ASAP, Constraint.ALAP)
_FIXED_DURATION = 1
_MOMENTS = (
    "ActualStart",
    "ActualFinish",
    "Start",
    "Finish",
    "ConstraintDate",
    "Deadline",
    "Resume",
    "EarlyStart",
    "EarlyFinish",
    "LateStart",
    "LateFinish",
)
INSIDE = frozenset(("PredecessorLink", "Baseline", "ExtendedAttribute"))
_MOST_SAID = 4096
_LONG = len(str(LARGEST_UID))
_SAID: dict[tuple[str | None, ...], tuple[LinkType, float, LagKind]] = {}
"""What type, other project, lag and its unit of a link mean together, where that was read before."""
_RESOURCE_KINDS = {0: "material", 1: "work", 2: "cost"}


class _Settings(NamedTuple):
    """What a task says of itself in words that many tasks share."""

    summary: bool
    milestone: bool
    active: bool
    manual: bool
    external: bool
    elapsed: bool
    unit: int
    calendar: int | None
    fixed: bool
    kind: int
    own_hours: bool
    constraint: Constraint
    percent: float
    delay: float
    critical: bool | None
    plain: bool


_SETTINGS = (
    "Summary",
    "Milestone",
    "Active",
    "Manual",
    "ExternalTask",
    "DurationFormat",
    "CalendarUID",
    "Type",
    "IgnoreResourceCalendar",
    "ConstraintType",
    "PercentComplete",
    "LevelingDelay",
    "Critical",
    "Recurring",
    "IsSubproject",
)
_SET: dict[tuple[str | None, ...], _Settings] = {}
"""What these fields mean together, where that was read before."""


def task_record(element: Element) -> tuple[Row, Inside]:
    """The fields of a task, and the records inside it."""
    row = row_of(element)
    inside: Inside = {}
    if not INSIDE.isdisjoint(row):
        for inner in element:
            if len(inner) and (tag := local(inner.tag)) in INSIDE:
                inside.setdefault(tag, []).append(row_of(inner))
    return row, inside


def read_task(
    row: Row,
    inside: Inside,
    ordinal: int,
    outline: list[tuple[int, int]],
    links: list[Link],
    wrong: list[Malformed],
    findings: list[Finding],
) -> Task | None:
    """One task; the links to its predecessors are added to ``links``. None for an empty row or a task without a uid.

    ``outline`` holds level and uid of the tasks above it, and then of itself.
    """
    who = f"Task {row.get('ID') or row.get('UID') or ordinal} ({row.get('Name', '')})"
    read = Reader("Task", ordinal, row, who, wrong)
    if "IsNull" in row and read.flag("IsNull"):
        return None
    before, uid = len(wrong), read.optional_integer("UID")
    if uid is None and len(wrong) > before:
        return None
    if uid is None:
        read.refuse("Task", f"{read.who} has no UID.", "Give every task a UID of its own.")
        return None
    says = _settings(read)
    task = _task(read, says, uid, _parent(outline, _outline_level(row, uid), uid), inside)
    if uid == 0 or not says.plain:
        findings += _unsupported(read, task)
    for inner in inside.get("PredecessorLink", ()):
        if link := _link(inner, read, uid, findings):
            links.append(link)
    return task


def _settings(read: Reader) -> _Settings:
    written = tuple(map(read.row.get, _SETTINGS))
    return _SET.get(written) or _read_settings(read, written)


def _read_settings(read: Reader, written: tuple[str | None, ...]) -> _Settings:
    before = len(read.wrong)
    summary, milestone, manual, external, own_hours, recurring, subproject = read.flags(
        "Summary", "Milestone", "Manual", "ExternalTask", "IgnoreResourceCalendar", "Recurring", "IsSubproject"
    )
    calendar, number = read.integer("CalendarUID", -1), read.integer("ConstraintType")
    unit, kind = read.integer("DurationFormat", 7), read.integer("Type")
    constraint = _CONSTRAINTS[number] if 0 <= number < len(_CONSTRAINTS) else None
    if constraint is None:
        read.refuse("ConstraintType", f"{read.who}: ConstraintType is “{number}”.", "Write 0 to 7.")
    says = _Settings(
        summary,
        milestone,
        read.flag("Active", True),
        manual,
        external,
        is_elapsed(unit),
        unit,
        calendar if calendar >= 0 else None,
        kind == _FIXED_DURATION,
        kind,
        own_hours,
        constraint or _ASAP,
        read.number("PercentComplete"),
        neat(read.number("LevelingDelay") / 10),
        read.flag("Critical") if read.text("Critical") else None,
        not (summary or manual or external or recurring or subproject),
    )
    if len(read.wrong) == before:
        if len(_SET) >= _MOST_SAID:
            _SET.clear()
        _SET[written] = says
    return says


def _parent(outline: list[tuple[int, int]], level: int, uid: int) -> int | None:
    while outline and outline[-1][0] >= level:
        outline.pop()
    parent = outline[-1][1] if outline else None
    outline.append((level, uid))
    return parent


def _outline_level(row: Row, uid: int) -> int:
    text = row.get("OutlineLevel", "").strip()
    if text.isdigit():
        return int(text)
    return 0 if uid == 0 else row.get("OutlineNumber", "").count(".") + 1


def _task(read: Reader, says: _Settings, uid: int, parent: int | None, inside: Inside) -> Task:
    (
        summary,
        milestone,
        active,
        manual,
        external,
        elapsed,
        unit,
        calendar,
        fixed,
        kind,
        own_hours,
        constraint,
        percent,
        delay,
        critical,
        _,
    ) = says
    begun, done, start, finish, constraint_at, deadline, resume, *stored = read.moments(*_MOMENTS)
    duration = read.minutes("Duration") or 0
    if duration < 0:
        read.refuse("Duration", f"{read.who}: the duration is negative ({read.text('Duration')}).", "Write 0 or more.")
    left = read.minutes("RemainingDuration") if begun else None
    if left is not None and left < 0:
        text = f"{read.who}: the remaining duration is negative ({read.text('RemainingDuration')})."
        read.refuse("RemainingDuration", text, "Write 0 or more.")
    if constraint not in _UNDATED and not read.text("ConstraintDate"):
        read.refuse(
            "ConstraintType", f"{read.who}: the constraint {constraint} has no date.", "Add ConstraintDate or write 0."
        )
    row, typed = read.row, manual or external
    return new_task(
        uid,
        read.text("Name"),
        duration,
        parent,
        read.optional_integer("ID"),
        read.text("WBS"),
        summary or uid == 0,
        milestone,
        active,
        manual,
        external,
        elapsed,
        fixed,
        calendar,
        own_hours,
        constraint,
        constraint_at,
        deadline,
        start if typed else None,
        finish if typed else None,
        begun,
        done,
        left,
        resume if begun and not done else None,
        percent,
        delay,
        unit,
        kind,
        None,
        _PLAIN_TASK,
        _ASAP,
        None,
        None,
        "duration",
        tuple(_baseline(inner, read) for inner in inside["Baseline"]) if "Baseline" in inside else (),
        row.get("Notes", ""),
        tuple(map(_field, inside["ExtendedAttribute"])) if "ExtendedAttribute" in inside else (),
        new_stored(*stored, start, finish, read.tenths("TotalSlack"), read.tenths("FreeSlack"), critical),
    )


def _baseline(row: Row, read: Reader) -> Baseline:
    inner = Reader(read.record, read.ordinal, row, f"{read.who}, baseline", read.wrong)
    cost = inner.number("Cost") if inner.text("Cost") else None
    return Baseline(
        inner.integer("Number"),
        inner.moment("Start"),
        inner.moment("Finish"),
        inner.minutes("Duration"),
        inner.minutes("Work"),
        cost,
    )


def _field(row: Row) -> tuple[str, str]:
    return row.get("FieldID", ""), row.get("Value", "")


def _link(row: Row, read: Reader, uid: int, findings: list[Finding]) -> Link | None:
    pred = row.get("PredecessorUID", "")
    written = row.get("Type"), row.get("CrossProject"), row.get("LinkLag"), row.get("LagFormat")
    if (said := _SAID.get(written)) and pred.isdecimal() and len(pred) < _LONG:
        return new_link(int(pred), uid, *said)
    inner = Reader(read.record, read.ordinal, row, f"{read.who}, predecessor link", read.wrong)
    link = _new_link(inner, read, uid, findings)
    if link and len(_SAID) < _MOST_SAID and pred.isdecimal() and not inner.flag("CrossProject"):
        _SAID[written] = link.type, link.lag, link.lag_kind
    return link


def _new_link(inner: Reader, read: Reader, uid: int, findings: list[Finding]) -> Link | None:
    before, pred = len(read.wrong), inner.optional_integer("PredecessorUID")
    number = inner.integer("Type", 1)
    if inner.flag("CrossProject"):
        findings.append(
            warning(
                "link.other_project",
                f"{read.who} waits for a task of another project "
                f"({inner.text('CrossProjectName') or pred}); the link is left out.",
                "Add that task as an external milestone.",
                task=uid,
            )
        )
        return None
    if pred is None or not 0 <= number <= 3:
        inner.refuse(
            "PredecessorLink",
            f"{read.who}: a predecessor link without a valid predecessor or type.",
            "Write PredecessorUID and a Type of 0 to 3.",
        )
        return None
    kind, lag = lag_kind(inner.integer("LagFormat", 7)), inner.number("LinkLag")
    percent = kind in (LagKind.PERCENT, LagKind.ELAPSED_PERCENT)
    link = Link(pred, uid, LINK_TYPES[number], lag if percent else neat(lag / 10), kind if lag else LagKind.WORKING)
    return link if len(read.wrong) == before else None


def _unsupported(read: Reader, task: Task) -> list[Finding]:
    found = []
    if read.flag("Recurring") and not task.summary:
        found.append(
            note(
                "task.recurring",
                f"{task} belongs to a recurring task; it is scheduled like any other.",
                "",
                task=task.uid,
            )
        )
    if read.flag("IsSubproject"):
        found.append(
            warning(
                "task.subproject",
                f"{task} stands for another project ({read.text('SubprojectName')}); only this row is read.",
                "Export that project too.",
                task=task.uid,
            )
        )
    if task.external:
        found.append(
            note(
                "task.external",
                f"{task} is a task of another project; its dates are taken as typed.",
                "",
                task=task.uid,
            )
        )
    if task.summary and task.constraint is not Constraint.ASAP:
        found.append(
            warning(
                "summary.constraint",
                f"The constraint {task.constraint} on the summary {task} has no effect.",
                "Put it on the tasks inside.",
                task=task.uid,
            )
        )
    if task.summary and task.manual:
        found.append(
            note(
                "summary.manual",
                f"The summary {task} is scheduled by hand; its dates are rolled up instead.",
                "",
                task=task.uid,
            )
        )
    if task.manual and not task.summary and task.start is None and task.finish is None:
        found.append(
            warning(
                "task.manual_undated",
                f"{task} is scheduled by hand but has no date; it is placed by its links.",
                "Give it a start.",
                task=task.uid,
            )
        )
    return found


def read_resource(element: Element, ordinal: int, wrong: list[Malformed]) -> Resource | None:
    row = row_of(element)
    read = Reader("Resource", ordinal, row, f"Resource {row.get('Name') or row.get('UID') or ordinal}", wrong)
    uid, calendar = read.optional_integer("UID"), read.integer("CalendarUID", -1)
    if uid is None or read.flag("IsNull"):
        return None
    kind = _RESOURCE_KINDS.get(read.integer("Type", 1), "work")
    return Resource(uid, read.text("Name"), kind, calendar if calendar >= 0 else None, read.number("MaxUnits", 1))


def read_assignment(
    element: Element, ordinal: int, wrong: list[Malformed], findings: list[Finding]
) -> Assignment | None:
    read = Reader("Assignment", ordinal, row_of(element), f"Assignment {ordinal}", wrong)
    task, resource = read.optional_integer("TaskUID"), read.optional_integer("ResourceUID")
    if task is None or resource is None or resource < 0:
        return None
    if read.integer("WorkContour") or read.number("Delay"):
        findings.append(
            note(
                "assignment.contour",
                f"Assignment {ordinal} has a delay or a work contour, which is not used.",
                "",
                task=task,
            )
        )
    return Assignment(
        task,
        resource,
        read.number("Units", 1),
        read.minutes("Work"),
        read.minutes("RemainingWork"),
        read.optional_integer("UID"),
    )
