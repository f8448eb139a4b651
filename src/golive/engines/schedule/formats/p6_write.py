"""How is this plan said in the tables of Primavera P6?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from golive.engines.schedule.dates.rows import ScheduledTask
from golive.engines.schedule.dates.schedule import Schedule, schedule
from golive.engines.schedule.dates.summary_links import expanded
from golive.engines.schedule.formats.mspdi_values import neat
from golive.engines.schedule.formats.p6_calendars import own_hours, write_hours
from golive.engines.schedule.formats.p6_values import (
    CONSTRAINTS,
    FLOATS,
    KINDS,
    LAG_CALENDARS,
    LINKS,
    PAIRS,
    PERCENTS,
    Row,
    Tables,
)
from golive.engines.schedule.plan import Constraint, Kind, LagKind, Link, Mode, Plan, Task

_PROJECT = "1"


def tables_of(plan: Plan) -> Tables:
    """The plan with its computed dates as P6 tables; links on summaries become links on tasks."""
    dates = schedule(plan)
    leaves, links, _ = expanded(plan, {})
    number = _numbers(plan, leaves)
    spanning = [task for task in plan.tasks if task.active and task.spans]
    spans = {task.uid for task in spanning}
    links = [*links, *(link for link in plan.links if link.pred in spans or link.succ in spans)]
    there = {task.uid for task in (*leaves, *spanning)}
    rows = sorted((*leaves, *spanning), key=lambda task: number[task.uid])
    root = max(number.values(), default=0) + 1
    return {
        "PROJECT": [_project(plan)],
        "CALENDAR": list(_calendars(plan)),
        "SCHEDOPTIONS": [_options(plan)],
        "PROJWBS": list(_outline(plan, root)),
        "RSRC": [_without_blanks(_resource(r.uid, r.name, r.kind, r.calendar)) for r in plan.resources],
        "TASK": [_without_blanks(row) for row in _activities(plan, dates, rows, number, root)],
        "TASKPRED": [
            _link(plan, link, place, number)
            for place, link in enumerate(links, 1)
            if link.pred in there and link.succ in there
        ],
        "TASKRSRC": list(_assignments(plan, there)),
    }


def _numbers(plan: Plan, leaves: Iterable[Task]) -> dict[int, int]:
    """P6 ids: the uids, and fresh numbers for the knots that stand for a whole summary."""
    numbers = {task.uid: task.uid for task in plan.tasks}
    fresh = max(numbers, default=0) + 1
    for task in leaves:
        if task.uid not in numbers:
            numbers[task.uid], fresh = fresh, fresh + 1
    return numbers


def _project(plan: Plan) -> Row:
    options = plan.options
    return {
        "proj_id": _PROJECT,
        "proj_short_name": plan.name[:40],
        "clndr_id": str(plan.calendar),
        "plan_start_date": _at(plan.start),
        "plan_end_date": _at(plan.must_finish),
        "last_recalc_date": _at(plan.status_date),
        "critical_drtn_hr_cnt": _hours(options.critical_slack_min),
        "critical_path_type": "CT_DrivPath" if options.longest_path else "CT_TotFloat",
        "export_flag": "Y",
    }


def _options(plan: Plan) -> Row:
    options = plan.options
    return {
        "schedoptions_id": "1",
        "proj_id": _PROJECT,
        "sched_open_critical_flag": _flag(options.multiple_critical_paths),
        "sched_retained_logic": _flag(options.mode is not Mode.OVERRIDE),
        "sched_progress_override": _flag(options.mode is Mode.OVERRIDE),
        "sched_float_type": _code(FLOATS, options.float_kind),
        "sched_calendar_on_relationship_lag": _code(LAG_CALENDARS, options.lag_calendar),
        "sched_use_expect_end_flag": "Y",
    }


def _calendars(plan: Plan) -> Iterable[Row]:
    by_uid = {calendar.uid: calendar for calendar in plan.calendars}
    options = plan.options
    for calendar in plan.calendars:
        yield {
            "clndr_id": str(calendar.uid),
            "default_flag": _flag(calendar.uid == plan.calendar),
            "clndr_name": calendar.name,
            "proj_id": _PROJECT,
            "base_clndr_id": "" if calendar.base is None else str(calendar.base),
            "clndr_type": "CA_Project",
            "day_hr_cnt": _hours(options.minutes_per_day),
            "week_hr_cnt": _hours(options.minutes_per_week),
            "month_hr_cnt": _hours(options.minutes_per_day * options.days_per_month),
            "clndr_data": write_hours(*own_hours(calendar, by_uid)),
        }


def _outline(plan: Plan, root: int) -> Iterable[Row]:
    head = {"proj_id": _PROJECT, "status_code": "WS_Open"}
    yield {
        "wbs_id": str(root),
        **head,
        "seq_num": "0",
        "proj_node_flag": "Y",
        "wbs_short_name": plan.name[:20],
        "wbs_name": plan.name,
        "parent_wbs_id": "",
    }
    for place, task in enumerate((t for t in plan.tasks if _is_summary(plan, t)), 1):
        yield {
            "wbs_id": str(task.uid),
            **head,
            "seq_num": str(place),
            "proj_node_flag": "N",
            "wbs_short_name": task.wbs or str(task.uid),
            "wbs_name": task.name,
            "parent_wbs_id": str(root if task.parent is None else task.parent),
        }


def _is_summary(plan: Plan, task: Task) -> bool:
    return task.summary or task.uid in plan.children


def _activities(plan: Plan, dates: Schedule, rows: list[Task], number: dict[int, int], root: int) -> Iterable[Row]:
    codes, worked = set[str](), {work.task for work in plan.assignments}
    order = {task.uid: place for place, task in enumerate(plan.tasks)}
    for task in sorted(rows, key=lambda t: order.get(t.uid, len(order) + number[t.uid])):
        code = task.wbs if task.wbs and task.wbs not in codes else f"A{number[task.uid]}"
        codes.add(code)
        row = dates.get(task.uid) if task.uid in plan.by_uid else None
        yield {
            "task_id": str(number[task.uid]),
            "proj_id": _PROJECT,
            "wbs_id": str(root if task.parent is None else task.parent),
            "clndr_id": str(plan.calendar if task.calendar is None else task.calendar),
            "task_code": code,
            "task_name": task.name,
            "task_type": _type(dates, task, worked),
            "duration_type": "DT_FixedDrtn" if task.fixed_duration else "DT_FixedDUR2",
            "complete_pct_type": _code(PERCENTS, task.percent_kind) or "CP_Drtn",
            "phys_complete_pct": f"{neat(task.percent_complete):g}" if task.percent_kind == "physical" else "",
            **_progress(task, row),
            **_constraints(task),
            **_computed(row),
        }


def _type(dates: Schedule, task: Task, worked: set[int]) -> str:
    if task.kind is not Kind.TASK:
        return _code(KINDS, task.kind)
    v = dates.net.position.get(task.uid)
    if task.is_milestone and v is not None and dates.net.preds[v] and dates.passes.side[v]:
        return "TT_Mile"
    if task.uid < 0 or task.is_milestone:
        return "TT_FinMile"
    return "TT_Rsrc" if task.uid in worked and task.calendar is None and not task.fixed_duration else "TT_Task"


def _progress(task: Task, row: ScheduledTask | None) -> Row:
    left = 0 if task.complete else task.duration_min if task.remaining_min is None else task.remaining_min
    if task.actual_start and not task.complete and task.remaining_min is None:
        left = task.duration_min * (1 - min(task.percent_complete, 100) / 100)
    begun = task.actual_start or (row.start if row and task.complete else None)
    return {
        "status_code": "TK_Complete" if task.complete else "TK_Active" if task.actual_start else "TK_NotStart",
        "target_drtn_hr_cnt": _hours(task.duration_min),
        "remain_drtn_hr_cnt": _hours(left),
        "act_start_date": _at(begun),
        "act_end_date": _at(task.actual_finish),
        "resume_date": _at(task.resume),
        "expect_end_date": _at(task.expected_finish),
    }


def _constraints(task: Task) -> Row:
    first, second = (task.constraint, task.constraint_at), (task.secondary, task.secondary_at)
    if task.manual and task.start and not task.actual_start:
        first, second = (Constraint.MSO, task.start), (Constraint.ASAP, None)
    for code, pair in PAIRS.items():
        if (first[0], second[0]) == pair and first[1] == second[1]:
            return {"cstr_type": code, "cstr_date": _at(first[1])}
    return {
        "cstr_type": _code(CONSTRAINTS, first[0]),
        "cstr_date": _at(first[1]),
        "cstr_type2": _code(CONSTRAINTS, second[0]),
        "cstr_date2": _at(second[1]),
    }


def _computed(row: ScheduledTask | None) -> Row:
    if row is None:
        return {}
    return {
        "early_start_date": _at(row.early_start),
        "early_end_date": _at(row.early_finish),
        "late_start_date": _at(row.late_start),
        "late_end_date": _at(row.late_finish),
        "target_start_date": _at(row.start),
        "target_end_date": _at(row.finish),
        "total_float_hr_cnt": "" if row.task.complete else _hours(row.total_float_min),
        "free_float_hr_cnt": "" if row.task.complete else _hours(row.free_float_min),
    }


def _link(plan: Plan, link: Link, place: int, number: dict[int, int]) -> Row:
    lag = link.lag
    if link.lag_kind in (LagKind.PERCENT, LagKind.ELAPSED_PERCENT):
        lag = plan.by_uid[link.pred].duration_min * lag / 100 if link.pred in plan.by_uid else 0
    return {
        "task_pred_id": str(place),
        "task_id": str(number[link.succ]),
        "pred_task_id": str(number[link.pred]),
        "proj_id": _PROJECT,
        "pred_proj_id": _PROJECT,
        "pred_type": _code(LINKS, link.type),
        "lag_hr_cnt": _hours(lag),
    }


def _resource(uid: int, name: str, kind: str, calendar: int | None) -> Row:
    type_ = {"material": "RT_Mat", "cost": "RT_Mat"}.get(kind, "RT_Labor")
    return {
        "rsrc_id": str(uid),
        "clndr_id": "" if calendar is None else str(calendar),
        "rsrc_name": name,
        "rsrc_short_name": name[:20],
        "rsrc_type": type_,
    }


def _assignments(plan: Plan, there: set[int]) -> Iterable[Row]:
    fresh = max((work.uid or 0 for work in plan.assignments), default=0) + 1
    for work in plan.assignments:
        if work.task not in there:
            continue
        uid, fresh = (work.uid, fresh) if work.uid is not None else (fresh, fresh + 1)
        yield {
            "taskrsrc_id": str(uid),
            "task_id": str(work.task),
            "proj_id": _PROJECT,
            "rsrc_id": str(work.resource),
            "target_qty": "" if work.work_min is None else _hours(work.work_min),
            "remain_qty": "" if work.remaining_work_min is None else _hours(work.remaining_work_min),
            "target_qty_per_hr": f"{work.units:g}",
        }


def _without_blanks(row: Row) -> Row:
    return {column: text for column, text in row.items() if text}


def _code(codes: Mapping[str, object], wanted: object) -> str:
    return next((code for code, meaning in codes.items() if meaning == wanted), "")


def _at(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%d %H:%M}"


def _hours(minutes: float) -> str:
    return f"{round(minutes / 60, 6):.10g}"


def _flag(value: bool) -> str:
    return "Y" if value else "N"
