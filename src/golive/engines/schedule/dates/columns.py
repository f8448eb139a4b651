"""What are the figures of these tasks, as columns of whole numbers on their axes?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from golive.engines.schedule.dates.effective_calendar import Axes, Parts
from golive.engines.schedule.dates.work import ACTUAL, ALAP, ASAP, MANUAL, NONE
from golive.engines.schedule.plan import Constraint, Plan, Task
from golive.plain.working_time import TICKS_PER_MINUTE, to_ticks

Ints = NDArray[np.int64]
Columns = dict[str, Ints]

CODES = {kind.value: code for code, kind in enumerate(Constraint)}
_DATES = {"at": "constraint_at", "second_at": "secondary_at", "deadline": "deadline", "expected": "expected_finish"}


def ticks(minutes: Sequence[float]) -> Ints:
    """Minutes as whole ticks."""
    return np.rint(np.array(minutes, dtype=np.float64) * TICKS_PER_MINUTE).astype(np.int64)


def columns_of(axes: Axes, tasks: Sequence[Task]) -> tuple[Columns, list[Parts | None]]:
    """The columns of `Work` that belong to tasks, in their order, and the parts of work at different hours."""
    size = len(tasks)
    own, parts = axes.of_tasks(tasks)
    axis = np.array(own, dtype=np.int64)
    full = ticks(_all(tasks, "duration_min"))
    found: Columns = {
        "axis": axis,
        "slack_axis": np.array(axes.slack_axes(tasks), dtype=np.int64),
        "duration": full,
        "remaining": _remaining(tasks, full),
        "delay": ticks(_all(tasks, "leveling_delay_min")),
        "constraint": _codes(_all(tasks, "constraint")),
        "second": _codes(_all(tasks, "secondary")),
        "begun": np.full(size, NONE, dtype=np.int64),
        "resume": np.full(size, NONE, dtype=np.int64),
    }
    for name, field in _DATES.items():
        found[name] = _coordinates(axes, own, _all(tasks, field))
    found["at_begins"] = _begins(axes, own, found["at"], _all(tasks, "constraint_at"))
    found.update(_facts(axes, own, tasks, found))
    longer = (found["begun"] != NONE) & (found["remaining"] > full)
    found["duration"] = np.where(longer, found["remaining"], full)  # what has started lasts at least what remains
    late = found["constraint"] == ALAP
    found["constraint"][late & ((found["begun"] != NONE) | (found["how"] != 0))] = ASAP  # what is fixed stays there
    return found, parts


def _all(tasks: Iterable[Task], field: str) -> list[Any]:
    return list(map(attrgetter(field), tasks))


def _codes(kinds: list[Constraint]) -> Ints:
    if all(kind is Constraint.ASAP for kind in kinds):
        return np.full(len(kinds), ASAP, dtype=np.int64)
    return np.array([CODES[kind.value] for kind in kinds], dtype=np.int64)


def _coordinates(axes: Axes, own: Sequence[int], dates: list[datetime | None]) -> Ints:
    out = np.full(len(dates), NONE, dtype=np.int64)
    for i, at in enumerate(dates):
        if at is not None:
            out[i] = axes.times[own[i]].to_work(to_ticks(at))
    return out


def _begins(axes: Axes, own: Sequence[int], points: Ints, dates: list[datetime | None]) -> Ints:
    out = np.zeros(len(dates), dtype=np.int64)
    for i in np.flatnonzero(points != NONE).tolist():
        at = dates[i]
        out[i] = at is not None and to_ticks(at) > axes.times[own[i]].finish_at(int(points[i]))
    return out


def _remaining(tasks: Sequence[Task], full: Ints) -> Ints:
    left = full.copy()
    for i, minutes in enumerate(_all(tasks, "remaining_min")):
        if minutes is not None:
            left[i] = round(minutes * TICKS_PER_MINUTE)
        elif tasks[i].actual_start is not None and tasks[i].percent_complete:
            left[i] = round(int(full[i]) * (1 - min(tasks[i].percent_complete, 100) / 100))
    return left


def _facts(axes: Axes, own: Sequence[int], tasks: Sequence[Task], found: Columns) -> Columns:
    """Recorded starts and finishes, and dates typed by hand."""
    size = len(tasks)
    how, done = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    start, finish = (np.full(size, NONE, dtype=np.int64) for _ in range(2))
    for i, task in enumerate(tasks):
        if task.actual_start is None and task.actual_finish is None and not (task.manual or task.external):
            continue
        at = _at(axes.times[own[i]].to_work)
        if task.actual_start is not None:
            found["begun"][i] = at(task.actual_start)
            found["resume"][i] = at(task.resume)
        if task.actual_finish is not None:
            how[i], done[i] = ACTUAL, 1
            begun, ended = task.recorded
            start[i], finish[i] = at(begun), at(ended)
        elif (task.manual or task.external) and (task.start or task.finish):
            how[i], start[i], finish[i] = MANUAL, at(task.start), at(task.finish)
    return {"how": how, "done": done, "fixed_start": start, "fixed_finish": finish}


def _at(to_work: Callable[[int], int]) -> Callable[[datetime | None], int]:
    return lambda moment: NONE if moment is None else to_work(to_ticks(moment))


def summary_limits(plan: Plan, axes: Axes, tasks: Sequence[Task], own: Sequence[int]) -> tuple[Ints, Ints]:
    """What the constraints of the summaries above permit: no start before, no late finish after."""
    above, cap = (np.full(len(tasks), NONE, dtype=np.int64) for _ in range(2))
    bound = {t.uid: t for t in plan.tasks if t.constraint_at and (t.summary or t.uid in plan.children)}
    if not bound:
        return above, cap
    for i, task in enumerate(tasks):
        at, to_work = task, axes.times[own[i]].to_work
        while at.parent is not None:
            at = plan.by_uid[at.parent]
            if at.uid in bound and at.constraint_at is not None:
                limit = to_work(to_ticks(at.constraint_at))
                if at.constraint is Constraint.SNET:
                    above[i] = max(above[i], limit)
                elif at.constraint is Constraint.FNLT:
                    cap[i] = limit if cap[i] == NONE else min(cap[i], limit)
    return above, cap


def special(columns: Columns) -> Ints:
    """1 where a date, a delay or a constraint has a say in a task."""
    found = (columns["delay"] != 0) | ~np.isin(columns["constraint"], (ASAP, ALAP))
    for name in ("at", "second_at", "deadline", "expected", "above", "cap"):
        found |= columns[name] != NONE
    return np.asarray(found, dtype=np.int64)
