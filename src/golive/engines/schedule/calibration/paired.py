"""How did a plan go, whose actuals stand in a table of their own?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from golive.engines.schedule.calibration.date_order import Row, order_of
from golive.engines.schedule.calibration.finished import (
    FinishedProject,
    as_planned,
    finished,
    leaves_of,
    strays,
    unfinished,
)
from golive.engines.schedule.calibration.table import is_done, no_duration, twice, unreadable
from golive.engines.schedule.calibration.values import amount, moment
from golive.engines.schedule.dates.schedule import schedule
from golive.engines.schedule.findings import Finding, PlanError, warning
from golive.engines.schedule.plan import Plan, Task
from golive.plain.written_dates import Order


def from_plan_and_rows(
    plan: Plan, rows: Sequence[Row], name: str, kind: str, source: str
) -> tuple[FinishedProject, list[Finding]]:
    """The finished project, and the rows that no task of the plan answers to; PlanError names tasks without actuals.

    A row finds its task by uid, id, WBS code or name. Where no actual finish is known it follows from the actual
    duration, after the actual start or along the network.
    """
    order = order_of(rows, source)
    rows = [{**row, "twice": row.get("twice") or row["again"]} if row.get("again") else row for row in rows]
    found, strangers = _matched(plan, rows)
    leaves = leaves_of(plan)
    known = list(found.values())
    wrong = twice(name, known) + unreadable(name, known, order) + _no_durations(name, known)
    ends = any(found.get(task.uid, {}).get("actual_finish") for task in leaves)
    undone = [task for task in leaves if not is_done(found.get(task.uid, {}), order, task.duration_min, ends)]
    if undone:
        wrong += unfinished(name, undone, len(leaves)).findings
    as_done = (_as_done(task, found[task.uid], order) for task in leaves if task.uid in found)
    wrong += strays(name, plan.start, as_done)
    if wrong:
        raise PlanError(wrong)
    done = replace(plan, tasks=tuple(_as_done(task, found.get(task.uid), order) for task in plan.tasks))
    actual = _begun(plan, done), _ended(done)
    return finished(name, as_planned(plan, {}, plan.start), None, actual, kind, source), strangers


def _no_durations(name: str, rows: Sequence[Row]) -> list[Finding]:
    """What is said of actual durations that are none."""
    cells = [(row, row["actual_duration"]) for row in rows if row.get("actual_duration")]
    return [
        no_duration(name, row, "actual_duration")
        for row, text in cells
        if (took := amount(text)) is None or took.minutes < 0
    ]


def _begun(plan: Plan, done: Plan) -> datetime:
    """The first actual start; the planned one where none is recorded."""
    begun = [task.actual_start for task in done.tasks if task.actual_start]
    return min(begun) if begun else schedule(plan).start


def _ended(done: Plan) -> datetime:
    ends = [task.actual_finish for task in leaves_of(done)]
    return max(at for at in ends if at) if all(ends) else schedule(done).finish


def _matched(plan: Plan, rows: Sequence[Row]) -> tuple[dict[int, Row], list[Finding]]:
    """The row of each task, by uid, and what is said of the others."""
    found: dict[int, Row] = {}
    known = [dict(_keys(plan, key)) for key in ("uid", "id", "wbs")]
    most = max(known, key=lambda keys: sum(_code(row) in keys for row in rows))
    names = {task.name.casefold(): task.uid for task in plan.tasks}
    strangers = []
    for row in rows:
        uid = most.get(_code(row), names.get(row.get("name", "").casefold()))
        if uid is None:
            label = row.get("name") or row.get("id") or "a row"
            strangers.append(
                warning("calibrate.row", f"{plan.name}: no task of the plan is {label}.", "Use the uid or the name.")
            )
        else:
            found[uid] = row
    return found, strangers


def _code(row: Row) -> str:
    return row.get("id") or row.get("wbs", "")


def _keys(plan: Plan, key: str) -> Iterator[tuple[str, int]]:
    return ((str(getattr(task, key)), task.uid) for task in plan.tasks if getattr(task, key) not in (None, ""))


def _as_done(task: Task, row: Row | None, order: Order) -> Task:
    if row is None:
        return task
    begun, ended = (
        moment(row[f"actual_{what}"], order, end=what == "finish") if row.get(f"actual_{what}") else None
        for what in ("start", "finish")
    )
    took = amount(row.get("actual_duration", ""))
    return replace(
        task,
        duration_min=task.duration_min if took is None else took.minutes,
        elapsed=task.elapsed if took is None else took.elapsed,
        actual_start=begun,
        actual_finish=ended,
        remaining_min=None,
        stored=None,
        start=None,
        finish=None,
    )
