"""Who is asked for more than they have, when, and for what?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from golive.engines.schedule.dates.schedule import Schedule
from golive.plain.working_time import WorkingTime, to_ticks


@dataclass(frozen=True)
class Overload:
    """From ``since`` to ``until`` these tasks together need more units of the resource than there are."""

    resource: int
    name: str
    since: datetime
    until: datetime
    units: float
    available: float
    tasks: tuple[int, ...]


def overloads(dates: Schedule) -> tuple[Overload, ...]:
    """Every stretch of working time in which open work asks for more of a resource than its maximum units.

    >>> from golive.engines.schedule import Assignment, Plan, Resource, Task, days, schedule
    >>> two = Task(1, "Design", days(2)), Task(2, "Review", days(1))
    >>> both = Assignment(1, 7), Assignment(2, 7)
    >>> plan = Plan("Two", datetime(2026, 3, 2, 8), two, resources=(Resource(7, "Ada"),), assignments=both)
    >>> [(o.name, o.until, o.units) for o in overloads(schedule(plan))]
    [('Ada', datetime.datetime(2026, 3, 2, 17, 0), 2)]
    """
    plan, found = dates.plan, list[Overload]()
    for resource in plan.resources:
        if resource.kind != "work":
            continue
        spans = [
            (dates[a.task].start, dates[a.task].finish, a.units, a.task)
            for a in plan.assignments
            if a.resource == resource.uid and a.task in dates and not plan.task(a.task).complete and a.units > 0
        ]
        for since, until, units, tasks in _stretches(dates.calendar, spans):
            if units > resource.max_units + 1e-9:
                found.append(Overload(resource.uid, resource.name, since, until, units, resource.max_units, tasks))
    return tuple(found)


_Span = tuple[datetime, datetime, float, int]


def _stretches(time: WorkingTime, spans: list[_Span]) -> Iterator[tuple[datetime, datetime, float, tuple[int, ...]]]:
    """Between every two moments at which somebody starts or stops: the units asked for, and by which tasks."""
    change: dict[datetime, list[tuple[bool, float, int]]] = defaultdict(list)
    for since, until, units, task in spans:
        if until > since:
            change[since].append((True, units, task))
            change[until].append((False, units, task))
    busy: dict[int, float] = {}
    for since, until in pairwise(sorted(change)):
        for starts, units, task in sorted(change[since]):
            busy[task] = busy.get(task, 0) + (units if starts else -units)
        busy = {task: units for task, units in busy.items() if units > 1e-9}
        if len(busy) > 0 and time.to_work(to_ticks(until)) > time.to_work(to_ticks(since)):
            yield since, until, sum(busy.values()), tuple(sorted(busy))
