"""Does a patch make sense: its constraints, its recorded dates, its progress?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from golive.engines.schedule.plan import Constraint, Plan, Task
from golive.engines.schedule.what_if.patch import Patch
from golive.plain.verdict import Kind, Refusal

_FREE = (Constraint.ASAP, Constraint.ALAP)


def senseless(plan: Plan, patch: Patch) -> list[Refusal]:
    """Every reason why tasks could not be as the patch wants them."""
    per_day = plan.options.minutes_per_day
    found: list[Refusal] = []
    for uid, fields in patch.edits().items():
        task = plan.by_uid.get(uid)
        if task is None:
            continue
        found += _doubts(str(task), task, fields, per_day)
        if uid in plan.children and "duration_min" in fields:
            problem = f"{task} is a summary; its duration comes from the tasks inside."
            found.append(_refusal("patch.summary", problem, "Change one of them."))
    for new in (*patch.add_tasks, *patch.insert):
        found += _doubts(f"The new task {new.name}", Task(0, new.name), {**new.fields, "name": new.name}, per_day)
    return found


def done_min(task: Task) -> float:
    """Working minutes of a task that are done."""
    if not task.actual_start:
        return 0
    if task.remaining_min is not None:
        return max(0, task.duration_min - task.remaining_min)
    return task.duration_min * min(task.percent_complete, 100) / 100


def _refusal(code: str, problem: str, cure: str) -> Refusal:
    return Refusal(code, problem, cure, Kind.INPUT)


def _doubts(who: str, task: Task, fields: Mapping[str, Any], per_day: int) -> Iterator[Refusal]:
    after = replace(task, **fields)
    if after.constraint not in _FREE and after.constraint_at is None:
        problem = f"{who} gets the constraint {after.constraint} without a date."
        yield _refusal("patch.constraint", problem, "Add constraint_at.")
    if after.actual_start and after.actual_finish and after.reversed:
        problem = (
            f"{who} would finish ({after.actual_finish:%d %b %Y}) before it starts ({after.actual_start:%d %b %Y})."
        )
        yield _refusal("patch.actuals", problem, "Correct one of the dates.")
    typed = {"manual", "start", "finish"} & fields.keys()
    if typed and after.manual and after.start and after.finish and after.finish < after.start:
        problem = f"{who}, scheduled by hand, would finish ({after.finish:%d %b %Y}) before it starts"
        yield _refusal("patch.typed", f"{problem} ({after.start:%d %b %Y}).", "Correct start or finish.")
    yield from _progress(who, after, fields, per_day)


def _progress(who: str, after: Task, fields: Mapping[str, Any], per_day: int) -> Iterator[Refusal]:
    share, left = fields.get("percent_complete"), fields.get("remaining_min")
    days = None if left is None else f"{left / per_day:g} days"
    if after.actual_finish:
        if left:
            yield _refusal("patch.progress", f"{who} has finished, yet {days} remain.", "Leave one of the two out.")
        return
    if not after.actual_start:
        if share:
            problem = f"{who} is {share:g} % done but has not started."
            yield _refusal("patch.progress", problem, "Say when it started: its actual start.")
        if left is not None and left != after.duration_min:
            problem = f"{who} has {days} left but has not started."
            cure = "Say when it started: its actual start. Or change its duration instead."
            yield _refusal("patch.progress", problem, cure)
        return
    if left and share == 100 and after.percent_kind == "duration":
        yield _refusal("patch.progress", f"{who} is 100 % done, yet {days} remain.", "Correct one of the two.")
    if left is not None and left > fields.get("duration_min", left):
        problem = f"{who} is to last {after.duration_min / per_day:g} days, yet {days} remain."
        yield _refusal("patch.progress", problem, "Leave out duration_days: it follows from what remains.")
