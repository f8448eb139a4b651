"""What would another plan change here: which tasks, which dates, which go-live window?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from golive.engines.schedule import Plan, Schedule, Task, schedule
from golive.foundation.implementations.models import Implementation
from golive.registers.plan import queries
from golive.registers.plan.models import Revision
from golive.registers.plan.revising import finish_of

# Shown as cells of their own, or no news to a person.
SHOWN = {"name", "duration_min", "percent_complete", "id", "stored", "fields", "wbs"}


MADE_HERE = {"edit", "change", "progress"}


@dataclass(frozen=True)
class TaskLine:
    """What one task would become: new, changed or gone, with its dates before and after."""

    task: Task
    change: str
    before: dict[str, Any]
    after: dict[str, Any]
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class GoLive:
    """What a plan says of go-live: the finish that counts, the window it reaches, working days to spare."""

    finish: datetime
    window: date | None
    slack_days: int | None


@dataclass(frozen=True)
class PlanPreview:
    lines: tuple[TaskLine, ...]
    same: int
    before: GoLive | None
    after: GoLive
    changed_here: str = ""
    readiness: str = queries.WHOLE_PLAN


def readiness(plan: Plan) -> int | None:
    """The milestone that says "ready for go-live", by its name; None = the finish of the whole plan counts."""
    named = [t for t in plan.tasks if t.is_milestone and "ready for go-live" in t.name.casefold()]
    return named[-1].uid if named else None


def preview(implementation: Implementation, plan: Plan) -> PlanPreview:
    """Compare a plan with the current one, task by task, with the dates of both computed."""
    found, after = queries.opened(implementation), schedule(plan)
    before = found[1] if found else None
    target = queries.target(implementation)
    held = target if target is not None and target in plan.by_uid else readiness(plan)
    lines = tuple(_lines(before, after))
    same = len(plan.tasks) - sum(line.change != "gone" for line in lines)
    standing = _go_live(implementation, before, target) if before else None
    named = plan.by_uid[held].name if held is not None else queries.WHOLE_PLAN
    reached = _go_live(implementation, after, held)
    return PlanPreview(lines, same, standing, reached, _changed_here(implementation), named)


def _changed_here(implementation: Implementation) -> str:
    """The revisions made here since the last load: what another load would replace."""
    numbers: list[int] = []
    made = Revision.objects.filter(implementation=implementation).order_by("number")
    for number, reason in made.values_list("number", "reason"):
        numbers = [] if reason == "load" else [*numbers, number] if reason in MADE_HERE else numbers
    return f"revision{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}" if numbers else ""


def _go_live(implementation: Implementation, dates: Schedule, target: int | None) -> GoLive:
    finish, permitted = finish_of(dates, target), queries.windows(implementation)
    if permitted is None:
        return GoLive(finish, None, None)
    snapped = permitted.snap(finish)
    slack = snapped.slack_days(dates.calendar, dates.plan.options.minutes_per_day)
    return GoLive(finish, snapped.window.day if snapped.window else None, slack)


def _lines(before: Schedule | None, after: Schedule) -> Iterator[TaskLine]:
    old = before.plan.by_uid if before else {}
    links_before, links_after = _links(before.plan) if before else {}, _links(after.plan)
    for task in after.plan.tasks:
        held, now = old.get(task.uid), _cells(task, after)
        if held is None or before is None:
            yield TaskLine(task, "new", {}, now)
            continue
        was = _cells(held, before)
        also = _also(held, task)
        also += ("links",) if links_before.get(task.uid) != links_after.get(task.uid) else ()
        if was != now or also:
            yield TaskLine(task, "changed", was, now, also)
    for task in old.values():
        if task.uid not in after.plan.by_uid and before is not None:
            yield TaskLine(task, "gone", _cells(task, before), {})


def _cells(task: Task, dates: Schedule) -> dict[str, Any]:
    row = dates.get(task.uid)
    return {
        "name": task.name,
        "start": row.start if row else None,
        "finish": row.finish if row else None,
        "days": round(task.duration_min / (dates.plan.options.minutes_per_day or 480), 2),
        "done": task.percent_complete,
    }


def _also(before: Task, after: Task) -> tuple[str, ...]:
    names = [field.name for field in fields(Task) if field.name not in SHOWN]
    differ = [name for name in names if getattr(before, name) != getattr(after, name)]
    return tuple(name.removesuffix("_min").removesuffix("_at").replace("_", " ") for name in differ)


def _links(plan: Plan) -> dict[int, frozenset[Any]]:
    found: dict[int, set[Any]] = {}
    for link in plan.links:
        found.setdefault(link.succ, set()).add(link)
    return {uid: frozenset(links) for uid, links in found.items()}
