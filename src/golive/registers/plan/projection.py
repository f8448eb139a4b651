"""How do the rows of the current plan follow its revision? Only what differs is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from golive.engines.schedule import Plan, Schedule, ScheduledTask
from golive.foundation.implementations.local_time import aware
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.registers.plan.models import Task, Workstream

BATCH = 500
COMPUTED = [
    "row", "wbs", "title", "level", "kind", "workstream_id", "owner", "start", "finish", "late_finish",
    "baseline_start", "baseline_finish", "deadline", "actual_start", "actual_finish", "duration_days",
    "total_float_days", "percent_complete", "critical", "driving", "gone",
]  # fmt: skip


def project(
    implementation: Implementation,
    dates: Schedule,
    driving: set[int],
    streams: Mapping[int, Workstream],
    *,
    by: Person | None,
    source: str,
) -> None:
    """Bring the task rows to what this schedule says; tasks that are no longer planned are marked as gone."""
    plan = dates.plan
    facts = _shared(plan)
    before = {task.uid: task for task in Task.objects.filter(implementation=implementation)}
    new, changed = [], []
    for row, scheduled in enumerate(dates.tasks, start=1):
        values = _values(row, scheduled, driving, streams, facts)
        task = before.pop(scheduled.uid, None)
        if task is None:
            new.append(_new(implementation, scheduled.uid, values, by, source))
        elif any(getattr(task, name) != value for name, value in values.items()):
            _set(task, values)
            changed.append(task)
    changed += [
        _set(task, {"gone": True, "driving": False, "critical": False}) for task in before.values() if not task.gone
    ]
    Task.objects.bulk_create(new, batch_size=BATCH)
    _write(changed)


def _write(changed: list[Task]) -> None:
    # One upsert: a bulk_update writes every value as a branch of a CASE and takes ten times as long.
    fields = [*COMPUTED, "version"]
    Task.objects.bulk_create(
        changed, batch_size=BATCH, update_conflicts=True, update_fields=fields, unique_fields=["id"]
    )


def _new(implementation: Implementation, uid: int, values: dict[str, Any], by: Person | None, source: str) -> Task:
    return Task(
        implementation=implementation,
        ref=f"T-{uid}",
        uid=uid,
        created_at=implementation.now(),
        created_by=by,
        source=source,
        source_id=str(uid) if source else "",
        **values,
    )


def _set(task: Task, values: Mapping[str, Any]) -> Task:
    for name, value in values.items():
        setattr(task, name, value)
    task.version += 1
    return task


def _shared(plan: Plan) -> dict[str, Any]:
    """What every row needs to know of the whole: levels and who is assigned."""
    names = {resource.uid: resource.name for resource in plan.resources}
    owners: dict[int, list[str]] = {}
    for assignment in plan.assignments:
        if assignment.resource in names:
            owners.setdefault(assignment.task, []).append(names[assignment.resource])
    levels: dict[int, int] = {}
    for task in plan.tasks:
        levels[task.uid] = levels.get(task.parent, 0) + 1 if task.parent is not None else 1
    return {"owners": owners, "levels": levels, "per_day": plan.options.minutes_per_day}


def _values(
    row: int, scheduled: ScheduledTask, driving: set[int], streams: Mapping[int, Workstream], facts: dict[str, Any]
) -> dict[str, Any]:
    task = scheduled.task
    baseline = next((b for b in task.baselines if b.number == 0), None)
    stream = streams.get(task.uid)
    return {
        "row": row,
        "wbs": task.wbs,
        "title": task.name[:400],
        "level": facts["levels"][task.uid],
        "kind": "summary" if task.summary else "milestone" if task.is_milestone else "task",
        "workstream_id": stream.pk if stream else None,
        "owner": ", ".join(facts["owners"].get(task.uid, ()))[:200],
        "start": aware(scheduled.start),
        "finish": aware(scheduled.finish),
        "late_finish": aware(scheduled.late_finish),
        "baseline_start": aware(baseline.start) if baseline else None,
        "baseline_finish": aware(baseline.finish) if baseline else None,
        "deadline": aware(task.deadline),
        "actual_start": aware(task.actual_start),
        "actual_finish": aware(task.actual_finish),
        "duration_days": round(task.duration_min / facts["per_day"], 2),
        "total_float_days": round(scheduled.total_float_days, 2),
        "percent_complete": task.percent_complete,
        "critical": scheduled.critical and not task.summary,
        "driving": task.uid in driving,
        "gone": not task.active,
    }
