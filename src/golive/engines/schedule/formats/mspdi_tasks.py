"""What do the tasks, links, resources and assignments of a Microsoft Project XML file say?"""

from __future__ import annotations

from datetime import datetime
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
    LagKind,
    Link,
    LinkType,
    Resource,
    Stored,
    Task,
    new_task,
)

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
_NESTED = frozenset(("PredecessorLink", "Baseline", "ExtendedAttribute"))
_MOST_SAID = 4096
_SAID: dict[tuple[str | None, ...], tuple[LinkType, float, LagKind]] = {}
"""What type, other project, lag and its unit of a link mean together, where that was read before."""
_RESOURCE_KINDS = {0: "material", 1: "work", 2: "cost"}


def read_task(
    element: Element,
    ordinal: int,
    outline: list[tuple[int, int]],
    links: list[Link],
    wrong: list[Malformed],
    findings: list[Finding],
) -> Task | None:
    """One task; the links to its predecessors are added to ``links``. None for an empty row or a task without a uid.

    ``outline`` holds level and uid of the tasks above it, and then of itself.
    """
    row = row_of(element)
    who = f"Task {row.get('ID') or row.get('UID') or ordinal} ({row.get('Name', '')})"
    read = Reader("Task", ordinal, row, who, wrong)
    if read.flag("IsNull"):
        return None
    uid = read.optional_integer("UID")
    if uid is None:
        read.refuse("Task", f"{read.who} has no UID.", "Give every task a UID of its own.")
        return None
    nested = _nested(element) if not _NESTED.isdisjoint(row) else {}
    task = _task(read, uid, _parent(outline, _outline_level(row, uid), uid), nested)
    findings += _unsupported(read, task)
    for inner in nested.get("PredecessorLink", ()):
        links += _link(inner, read, uid, findings)
    return task


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


def _nested(element: Element) -> dict[str, list[Element]]:
    """The records inside a task: links, baselines, extended attributes."""
    found: dict[str, list[Element]] = {}
    for inner in element:
        if len(inner):
            found.setdefault(local(inner.tag), []).append(inner)
    return found


def _task(read: Reader, uid: int, parent: int | None, nested: dict[str, list[Element]]) -> Task:
    manual, external, summary, milestone, own_hours = read.flags(
        "Manual", "ExternalTask", "Summary", "Milestone", "IgnoreResourceCalendar"
    )
    begun, done, start, finish, constraint_at, deadline, resume, *stored = read.moments(*_MOMENTS)
    unit, calendar, kind = read.integer("DurationFormat", 7), read.integer("CalendarUID", -1), read.integer("Type")
    duration = read.minutes("Duration") or 0
    if duration < 0:
        read.refuse("Duration", f"{read.who}: the duration is negative ({read.text('Duration')}).", "Write 0 or more.")
    typed, open_work = manual or external, begun and not done
    return new_task(
        uid=uid,
        name=read.text("Name"),
        duration_min=duration,
        parent=parent,
        id=read.optional_integer("ID"),
        wbs=read.text("WBS"),
        summary=summary or uid == 0,
        milestone=milestone,
        active=read.flag("Active", True),
        manual=manual,
        external=external,
        elapsed=is_elapsed(unit),
        fixed_duration=kind == _FIXED_DURATION,
        type=kind,
        duration_format=unit,
        calendar=calendar if calendar >= 0 else None,
        ignore_resource_calendar=own_hours,
        constraint=_constraint(read),
        constraint_at=constraint_at,
        deadline=deadline,
        start=start if typed else None,
        finish=finish if typed else None,
        actual_start=begun,
        actual_finish=done,
        remaining_min=read.minutes("RemainingDuration") if begun else None,
        resume=resume if open_work else None,
        percent_complete=read.number("PercentComplete"),
        leveling_delay_min=neat(read.number("LevelingDelay") / 10),
        notes=read.row.get("Notes", ""),
        baselines=tuple(_baseline(inner, read) for inner in nested["Baseline"]) if "Baseline" in nested else (),
        fields=tuple(map(_field, nested["ExtendedAttribute"])) if "ExtendedAttribute" in nested else (),
        stored=_stored(read, stored, start, finish),
    )


def _constraint(read: Reader) -> Constraint:
    number = read.integer("ConstraintType")
    if 0 <= number < len(_CONSTRAINTS):
        kind = _CONSTRAINTS[number]
        if kind in (Constraint.ASAP, Constraint.ALAP) or read.text("ConstraintDate"):
            return kind
        read.refuse(
            "ConstraintType", f"{read.who}: the constraint {kind} has no date.", "Add ConstraintDate or write 0."
        )
    else:
        read.refuse("ConstraintType", f"{read.who}: ConstraintType is “{number}”.", "Write 0 to 7.")
    return Constraint.ASAP


def _stored(read: Reader, dates: list[datetime | None], start: datetime | None, finish: datetime | None) -> Stored:
    critical = read.flag("Critical") if read.text("Critical") else None
    es, ef, ls, lf = dates
    return Stored(es, ef, ls, lf, start, finish, read.tenths("TotalSlack"), read.tenths("FreeSlack"), critical)


def _baseline(element: Element, read: Reader) -> Baseline:
    inner = Reader(read.record, read.ordinal, row_of(element), f"{read.who}, baseline", read.wrong)
    cost = inner.number("Cost") if inner.text("Cost") else None
    return Baseline(
        inner.integer("Number"),
        inner.moment("Start"),
        inner.moment("Finish"),
        inner.minutes("Duration"),
        inner.minutes("Work"),
        cost,
    )


def _field(element: Element) -> tuple[str, str]:
    row = row_of(element)
    return row.get("FieldID", ""), row.get("Value", "")


def _link(element: Element, read: Reader, uid: int, findings: list[Finding]) -> list[Link]:
    row = row_of(element)
    pred = row.get("PredecessorUID", "")
    says = row.get("Type"), row.get("CrossProject"), row.get("LinkLag"), row.get("LagFormat")
    if (said := _SAID.get(says)) and pred.isdecimal():
        return [Link(int(pred), uid, *said)]
    inner = Reader(read.record, read.ordinal, row, f"{read.who}, predecessor link", read.wrong)
    link = _new_link(inner, read, uid, findings)
    if link is None:
        return []
    if len(_SAID) < _MOST_SAID and pred.isdecimal() and not inner.flag("CrossProject"):
        _SAID[says] = link.type, link.lag, link.lag_kind
    return [link]


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
