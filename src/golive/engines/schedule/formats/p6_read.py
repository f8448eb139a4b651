"""What plan do the tables of a Primavera P6 project hold?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from golive.engines.schedule.dates.network import network
from golive.engines.schedule.findings import Finding, PlanError, error, note, warning
from golive.engines.schedule.formats.mspdi_values import neat
from golive.engines.schedule.formats.p6_calendars import read_hours
from golive.engines.schedule.formats.p6_tasks import read_activity
from golive.engines.schedule.formats.p6_values import (
    FLOATS,
    LAG_CALENDARS,
    LINKS,
    RESOURCES,
    Cells,
    Tables,
    coded,
)
from golive.engines.schedule.plan import Assignment, Link, Mode, Options, Plan, Resource, Task
from golive.plain.working_time import Calendar, standard_calendar

_READ = {"PROJECT", "CALENDAR", "SCHEDOPTIONS", "PROJWBS", "TASK", "TASKPRED", "RSRC", "TASKRSRC"}
_IDLE = {"CURRTYPE", "OBS", "ACTVTYPE", "UDFTYPE", "FINTMPL", "RSRCCURVDATA", "NONWORK", "UMEASURE", "ACCOUNT", "ROLES"}


@dataclass
class _Found:
    tables: Tables
    project: str
    wrong: list[Finding] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def rows(self, table: str, label: str) -> Iterable[Cells]:
        """The rows of the project, or of no project at all."""
        for row in self.tables.get(table, ()):
            if row.get("proj_id", "").strip() in ("", self.project):
                yield Cells(row, f"{label} {row.get('task_code') or row.get('task_id') or ''}".strip(), self.wrong)


def plan_of(tables: Tables, name: str = "") -> Plan:
    """The plan in P6 tables; PlanError with every malformed value at once."""
    project, findings = _project(tables)
    found = _Found(tables, project.text("proj_id"), project.wrong, findings)
    calendars = _calendars(found)
    summaries, parent_of = _outline(found)
    activities = [read_activity(cells, parent_of, found.findings) for cells in found.rows("TASK", "Activity")]
    tasks = _in_order(summaries, [task for task in activities if task is not None])
    links, resources = _links(found, tasks), _resources(found)
    plan = _plan(found, project, name, calendars, tasks)
    plan = replace(plan, links=links, resources=resources, assignments=_assignments(found, tasks, resources))
    if found.wrong:
        raise PlanError(found.wrong)
    found.findings += _unread(tables)
    plan = replace(_with_known_calendars(plan, found.findings), findings=tuple(found.findings))
    network(plan)
    return plan


def _project(tables: Tables) -> tuple[Cells, list[Finding]]:
    rows = [row for row in tables.get("PROJECT", ()) if row.get("proj_id", "").strip()]
    if not rows:
        raise PlanError([error("p6.project", "The file holds no project.", "Export a project from P6.")])
    sizes = Counter(row.get("proj_id", "").strip() for row in tables.get("TASK", ()))
    chosen = max(rows, key=lambda row: sizes[row["proj_id"].strip()])
    others = [row.get("proj_short_name") or row["proj_id"] for row in rows if row is not chosen]
    findings = (
        [
            warning(
                "p6.projects",
                f"The file also holds {', '.join(others)}; only the largest project is read.",
                "Export each project by itself.",
            )
        ]
        if others
        else []
    )
    return Cells(chosen, "The project", []), findings


def _plan(found: _Found, project: Cells, name: str, calendars: tuple[Calendar, ...], tasks: tuple[Task, ...]) -> Plan:
    status, start = project.moment("last_recalc_date"), project.moment("plan_start_date")
    begun = [task.actual_start for task in tasks if task.actual_start]
    first = start or status or min(begun, default=None)
    if first is None:
        found.wrong.append(error("p6.plan_start_date", "The project has no start.", "Give it a planned start."))
        first = datetime(2000, 1, 1, 8)
    default = project.integer("clndr_id")
    known = {calendar.uid for calendar in calendars}
    uid = default if default in known else calendars[0].uid
    roots = [c.text("wbs_name") for c in found.rows("PROJWBS", "WBS") if c.flag("proj_node_flag")]
    options = next(iter(found.rows("SCHEDOPTIONS", "Options")), Cells({}, "Options", found.wrong))
    return Plan(
        name=(roots and roots[0]) or project.text("proj_short_name") or name or "Plan",
        start=first,
        tasks=tasks,
        calendars=calendars,
        calendar=uid if uid is not None else calendars[0].uid,
        status_date=status,
        options=_options(found, project, options, uid),
        must_finish=project.moment("plan_end_date"),
    )


def _options(found: _Found, project: Cells, chosen: Cells, calendar: int | None) -> Options:
    hours = next((c for c in found.rows("CALENDAR", "Calendar") if c.integer("clndr_id") == calendar), None)
    per_day = (hours.number("day_hr_cnt") if hours else 0) or 8
    mode = Mode.RETAINED
    if chosen.flag("sched_progress_override"):
        mode = Mode.OVERRIDE
    elif chosen.text("sched_retained_logic") and not chosen.flag("sched_retained_logic"):
        found.findings.append(
            warning(
                "p6.actual_dates",
                "The project is scheduled by actual dates; retained logic is used.",
                "Choose retained logic or progress override in P6.",
            )
        )
    lag = coded(dict(LAG_CALENDARS), chosen.text("sched_calendar_on_relationship_lag")) or "rcal_Predecessor"
    float_kind = coded(dict(FLOATS), chosen.text("sched_float_type")) or "FT_FF"
    return Options(
        multiple_critical_paths=chosen.flag("sched_open_critical_flag"),
        critical_slack_min=neat(project.number("critical_drtn_hr_cnt") * 60),
        mode=mode,
        minutes_per_day=round(per_day * 60),
        minutes_per_week=round(((hours.number("week_hr_cnt") if hours else 0) or per_day * 5) * 60),
        days_per_month=neat(((hours.number("month_hr_cnt") if hours else 0) or per_day * 20) / per_day),
        lag_calendar=LAG_CALENDARS[lag],
        lag_at_finish=True,
        mandatory_only=True,
        float_kind=FLOATS[float_kind],
        longest_path=project.text("critical_path_type") == "CT_DrivPath",
    )


def _calendars(found: _Found) -> tuple[Calendar, ...]:
    calendars = []
    for cells in found.rows("CALENDAR", "Calendar"):
        uid = cells.integer("clndr_id")
        if uid is None:
            continue
        try:
            week, exceptions = read_hours(cells.text("clndr_data"))
        except (ValueError, KeyError) as wrong:
            name = cells.text("clndr_name")
            text = f"The hours of the calendar {name} cannot be read: {wrong}."
            found.wrong.append(error("p6.clndr_data", text, "Export it again.", line=cells.line()))
            continue
        calendars.append(Calendar(uid, cells.text("clndr_name"), week, exceptions, base=cells.integer("base_clndr_id")))
    known = {calendar.uid for calendar in calendars}
    return tuple(c if c.base in known else replace(c, base=None) for c in calendars) or (standard_calendar(),)


def _outline(found: _Found) -> tuple[list[Task], dict[str, int | None]]:
    """WBS elements as summaries in outline order, and the uid of each; the project's own element is none."""
    rows = [cells for cells in found.rows("PROJWBS", "WBS") if cells.integer("wbs_id") is not None]
    activities = {cells.text("task_id") for cells in found.rows("TASK", "Activity")}
    ids = {cells.text("wbs_id") for cells in rows}
    shift = max((int(i) for i in activities if i.isdigit()), default=0) if ids & activities else 0
    below: dict[str, list[Cells]] = {}
    for cells in rows:
        above = cells.text("parent_wbs_id")
        below.setdefault(above if above in ids and not cells.flag("proj_node_flag") else "", []).append(cells)
    uid_of: dict[str, int | None] = {}
    tasks: list[Task] = []
    stack = _by_sequence(below.get("", []))
    while stack:
        cells = stack.pop()
        own = cells.text("wbs_id")
        if cells.flag("proj_node_flag"):
            uid_of[own] = None
        else:
            uid_of[own] = int(own) + shift
            parent = uid_of.get(cells.text("parent_wbs_id"))
            tasks.append(
                Task(
                    int(own) + shift,
                    cells.text("wbs_name"),
                    parent=parent,
                    wbs=cells.text("wbs_short_name"),
                    summary=True,
                )
            )
        stack += _by_sequence(below.get(own, []))
    return tasks, uid_of


def _by_sequence(rows: list[Cells]) -> list[Cells]:
    """Last first, as a stack wants them."""
    return sorted(rows, key=lambda cells: cells.number("seq_num"))[::-1]


def _in_order(summaries: list[Task], activities: list[Task]) -> tuple[Task, ...]:
    """The outline: under each element its activities, then the elements below."""
    under: dict[int | None, list[Task]] = {}
    for task in activities:
        under.setdefault(task.parent, []).append(task)
    order = list(under.get(None, ()))
    for summary in summaries:
        order.append(summary)
        order += under.get(summary.uid, ())
    return tuple(replace(task, id=number) for number, task in enumerate(order, 1))


def _links(found: _Found, tasks: tuple[Task, ...]) -> tuple[Link, ...]:
    known = {task.uid: task for task in tasks if not task.summary}
    links = []
    for cells in found.rows("TASKPRED", "Relationship of"):
        pred, succ = cells.integer("pred_task_id"), cells.integer("task_id")
        kind = coded(dict(LINKS), cells.text("pred_type"))
        if pred not in known or succ not in known:
            inside = known.get(succ or -1) or known.get(pred or -1)
            found.findings.append(
                warning(
                    "link.other_project",
                    f"{inside or 'An activity'} is linked with an activity of another project; the link is left out.",
                    "Export the projects together.",
                    task=inside.uid if inside else None,
                )
            )
        elif kind is None:
            found.wrong.append(
                error(
                    "p6.pred_type",
                    f"The link {pred} → {succ} has the type “{cells.text('pred_type')}”.",
                    "Write PR_FS, PR_SS, PR_FF or PR_SF.",
                    task=succ,
                    line=cells.line("pred_type"),
                )
            )
        else:
            links.append(Link(known[pred].uid, known[succ].uid, LINKS[kind], cells.minutes("lag_hr_cnt") or 0))
    return tuple(links)


def _resources(found: _Found) -> tuple[Resource, ...]:
    resources = []
    for cells in found.rows("RSRC", "Resource"):
        uid = cells.integer("rsrc_id")
        if uid is not None:
            kind = RESOURCES.get(cells.text("rsrc_type"), "work")
            resources.append(
                Resource(uid, cells.text("rsrc_name") or cells.text("rsrc_short_name"), kind, cells.integer("clndr_id"))
            )
    return tuple(resources)


def _assignments(found: _Found, tasks: tuple[Task, ...], resources: tuple[Resource, ...]) -> tuple[Assignment, ...]:
    uids, people = {task.uid for task in tasks}, {resource.uid for resource in resources}
    assignments = []
    for cells in found.rows("TASKRSRC", "Assignment of"):
        task, resource = cells.integer("task_id"), cells.integer("rsrc_id")
        if task is None or resource is None or task not in uids or resource not in people:
            continue
        assignments.append(
            Assignment(
                task,
                resource,
                cells.number("target_qty_per_hr") or 1,
                cells.minutes("target_qty"),
                cells.minutes("remain_qty"),
                cells.integer("taskrsrc_id"),
            )
        )
    return tuple(assignments)


def _with_known_calendars(plan: Plan, findings: list[Finding]) -> Plan:
    known = {calendar.uid for calendar in plan.calendars}
    strange: Callable[[Any], bool] = lambda one: one.calendar is not None and one.calendar not in known  # noqa: E731
    for task in filter(strange, plan.tasks):
        findings.append(
            warning(
                "task.calendar",
                f"{task} uses the calendar {task.calendar}, which is not in the file; the project calendar is used.",
                "Export the plan with its calendars.",
                task=task.uid,
            )
        )
    return replace(
        plan,
        tasks=tuple(replace(t, calendar=None) if strange(t) else t for t in plan.tasks),
        resources=tuple(replace(r, calendar=None) if strange(r) else r for r in plan.resources),
    )


def _unread(tables: Tables) -> list[Finding]:
    left = sorted(table for table, rows in tables.items() if rows and table not in _READ | _IDLE)
    return (
        [note("p6.unread", f"These tables of the file have no place in the plan: {', '.join(left)}.")] if left else []
    )
