"""How does each workstream stand: what was due, what is late, where does its next milestone go, with how much float?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from golive.engines.schedule import Schedule
from golive.foundation.implementations.local_time import naive
from golive.registers.plan import queries as plan
from golive.registers.status import facts
from golive.registers.status.measures import Ground, day_of

if TYPE_CHECKING:
    from golive.registers.plan.models import Task, Workstream

# A revision for one of these reasons is news about the work itself, not about windows or names.
NEWS = ("load", "progress", "edit", "change")


def measured(on: Ground) -> list[tuple[Workstream, facts.Workstream]]:
    """Each workstream with its facts, in a fixed number of queries."""
    implementation = on.implementation
    leaf, now = ~Q(kind="summary"), implementation.now()
    due = leaf & Q(baseline_finish__lt=now)
    counted = {
        row["workstream"]: row
        for row in plan.tasks(implementation)
        .exclude(workstream=None)
        .order_by()
        .values("workstream")
        .annotate(
            due=Count("pk", filter=due),
            late=Count("pk", filter=due & Q(actual_finish=None)),
        )
    }
    fresh, next_ones = day_of(plan.revised_at(implementation, *NEWS), implementation), _next_milestones(on)
    moved = _go_live_moved(on)
    found = []
    for stream in plan.workstreams(implementation):
        row, step = counted.get(stream.pk), next_ones.get(stream.pk)
        if row is None:
            continue
        found.append((stream, _facts(row, step, fresh, moved=moved)))
    return found


def _go_live_moved(on: Ground) -> bool:
    """Whether the plan by itself no longer reaches the committed go-live date."""
    current, committed = plan.revision(on.implementation), on.implementation.committed_on
    reached = (current.window_on or (current.finish_at and current.finish_at.date())) if current else None
    return bool(committed and reached and reached > committed)


def _facts(row: Mapping[str, Any], step: Step | None, fresh: date | None, *, moved: bool) -> facts.Workstream:
    return facts.Workstream(
        due=row["due"],
        late=row["late"],
        float_days=step.float_days if step else None,
        next_milestone=step.title if step else "the next milestone",
        milestone_moved_days=step.moved if step else None,
        go_live_moved=moved,
        measured_on=fresh,
    )


@dataclass(frozen=True)
class Step:
    """A milestone ahead: how many working days it moved from its baseline, and its own total float in them."""

    title: str
    moved: int
    float_days: float | None


def _next_milestones(on: Ground) -> dict[int, Step]:
    """The next open milestone with a baseline of each workstream."""
    found = plan.opened(on.implementation)
    if found is None:
        return {}
    p50 = _p50_by_uid(on)
    rows = plan.milestones(on.implementation).exclude(workstream=None).exclude(baseline_finish=None)
    next_ones: dict[int, Step] = {}
    for task in rows.filter(actual_finish=None):
        if task.workstream_id not in next_ones:
            moved = _moved(found[1], task, p50.get(task.uid))
            next_ones[task.workstream_id] = Step(task.title, moved, task.total_float_days)  # type: ignore[index]
    return next_ones


def _moved(dates: Schedule, task: Task, p50: date | None) -> int:
    """Working days between the baseline and the P50, or the plan's date where the milestone was not simulated."""
    base, planned = naive(task.baseline_finish), naive(task.finish)
    if base is None:
        return 0
    if p50 is not None:
        whole = time(23, 59)
        return round(dates.working_days(datetime.combine(base.date(), whole), datetime.combine(p50, whole)))
    return round(dates.working_days(base, planned)) if planned else 0


def _p50_by_uid(on: Ground) -> dict[int, date]:
    if on.forecast is None or on.stale:
        return {}
    return {each["uid"]: date.fromisoformat(each["p50"]) for each in on.forecast.result.get("milestones", [])}
