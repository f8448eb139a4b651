"""What waits for what? The plan as numbered tasks in an order in which every predecessor comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from golive.engines.schedule.dates.clock import finish_of, start_of
from golive.engines.schedule.dates.columns import Columns, Ints
from golive.engines.schedule.dates.effective_calendar import Axes, Parts, axes_of
from golive.engines.schedule.dates.engine import Engine, sorter_for
from golive.engines.schedule.dates.linked import Linked, linked
from golive.engines.schedule.dates.sheet import Sheet, edited_sheet, sheet_of
from golive.engines.schedule.dates.work import FF, FS, NONE, SF, SS, Numbers, Work
from golive.engines.schedule.findings import Finding, PlanError, error, warning
from golive.engines.schedule.plan import Link, Plan, Task
from golive.engines.schedule.plan_problems import cycle, identity_problems
from golive.plain.working_time import NoWorkingTime

__all__ = ["FF", "FS", "SF", "SS", "Network", "Wait", "network"]


class Wait(NamedTuple):
    """One link seen from one of its ends; ``other`` is the position of the task at the other end.

    ``lag`` in ticks, counted on the axis ``on``; ``elapsed`` where that is the clock.
    """

    other: int
    type: int
    lag: int
    elapsed: bool
    link: int
    percent: float
    on: int


@dataclass
class Network:
    """The leaf tasks of a plan in topological order, with their axes, durations and links.

    ``work`` holds everything as arrays; the lists (``axis``, ``preds`` …) are views for reading task by task.
    ``sheet`` is the same in the order of the plan, from which the network of an edited plan is made.
    """

    plan: Plan
    axes: Axes
    tasks: list[Task]
    work: Work
    parts: list[Parts | None]
    sheet: Sheet
    joined: Linked
    findings: list[Finding] = field(default_factory=list)

    @property
    def plainly_linked(self) -> bool:
        """Whether every link of the plan leads from one leaf to another."""
        return self.sheet.plainly_linked

    @cached_property
    def position(self) -> dict[int, int]:
        return {task.uid: v for v, task in enumerate(self.tasks)}

    @cached_property
    def lists(self) -> Work:
        """The columns as lists, for plain Python."""
        return Work(*(np.asarray(column).tolist() for column in self.work))

    def columns(self, engine: Engine) -> Work:
        """The columns as an engine wants them."""
        return self.work if engine.compiled else self.lists

    @property
    def links(self) -> Sequence[Link]:
        return self.sheet.links

    @cached_property
    def axis(self) -> list[int]:
        return self._list(self.work.axis)

    @cached_property
    def slack_axis(self) -> list[int]:
        return self._list(self.work.slack_axis)

    @cached_property
    def duration(self) -> list[int]:
        return self._list(self.work.duration)

    @cached_property
    def remaining(self) -> list[int]:
        return self._list(self.work.remaining)

    @staticmethod
    def _list(column: Numbers) -> list[int]:
        found: list[int] = np.asarray(column).tolist()
        return found

    @cached_property
    def preds(self) -> list[list[Wait]]:
        own = self.lists
        return self._waits(self.joined.by_succ, own.pred_first, own.pred, own.pred_type, own.pred_lag, own.pred_on)

    @cached_property
    def succs(self) -> list[list[Wait]]:
        own = self.lists
        return self._waits(self.joined.by_pred, own.succ_first, own.succ, own.succ_type, own.succ_lag, own.succ_on)

    def _waits(self, numbers: Ints, first, others, types, lags, on) -> list[list[Wait]]:  # type: ignore[no-untyped-def]
        clock = self.axes.elapsed
        percents = self.sheet.ties.percent[numbers].tolist()
        rows = zip(others, types, lags, on, numbers.tolist(), percents, strict=True)
        all_waits = [Wait(u, kind, lag, lag != 0 and at == clock, n, share, at) for u, kind, lag, at, n, share in rows]
        return [all_waits[first[v] : first[v + 1]] for v in range(len(self.tasks))]

    def finish_of(self, v: int, start: int, duration: int | None = None) -> int:
        """Where work that starts at a point of the task's axis ends."""
        return self._moved(finish_of, v, start, duration)

    def start_of(self, v: int, finish: int, duration: int | None = None) -> int:
        """Where work that ends at a point of the task's axis starts."""
        return self._moved(start_of, v, finish, duration)

    def _moved(self, move, v: int, point: int, duration: int | None) -> int:  # type: ignore[no-untyped-def]
        length = self.duration[v] if duration is None else duration
        while True:
            clock = self.axes.clock(compiled=False)
            found: int = move(clock, self.lists, v, point, length)
            if not self.axes.grown(clock):
                return found


def kept_network(plan: Plan) -> Network | None:
    """The network that was made of this plan before, if any: a plan never changes, so it stays with it."""
    kept = plan.__dict__.get("_network")
    return kept if isinstance(kept, Network) else None


def network(plan: Plan, earliest: dict[int, int] | None = None, like: Network | None = None) -> Network:
    """The network of a plan; PlanError with every duplicate, dangling link and cycle at once.

    ``earliest`` names, for summaries with start links, the child that starts first (found by a first pass). ``like``
    is the network of a plan from which this one was edited: what is the same is taken over.
    """
    kept = kept_network(plan)
    if kept is not None and not earliest:
        return kept
    try:
        sheet = None if like is None else edited_sheet(like.sheet, plan)
        if sheet is None:
            if problems := identity_problems(plan):
                raise PlanError(problems)
            sheet = sheet_of(plan, axes_of(plan), earliest or {})
        net = _ordered(plan, sheet)
    except NoWorkingTime as wrong:
        raise PlanError([error("calendar.no_working_time", str(wrong))]) from wrong
    if not earliest:
        plan.__dict__["_network"] = net
    return net


def _ordered(plan: Plan, sheet: Sheet) -> Network:
    leaves, parts = sheet.leaves, sheet.parts
    joined = linked(plan, sheet.axes, sorter_for(len(leaves)), sheet.ties, sheet.columns)
    if len(joined.order) < len(leaves):
        placed = {leaves[i].uid for i in joined.order.tolist()}
        raise PlanError([cycle({t.uid: t for t in leaves}, sheet.index.keys() - placed, sheet.links)])
    order = joined.order.tolist()
    tasks = [leaves[i] for i in order]
    columns = {name: column[joined.order] for name, column in sheet.columns.items()}
    in_order = [parts[i] for i in order] if any(parts) else [None] * len(tasks)
    work = Work(**columns, **_part_columns(in_order), **joined.columns)  # type: ignore[arg-type]
    net = Network(plan, sheet.axes, tasks, work, in_order, sheet, joined, [*sheet.findings, *_doubts(tasks, columns)])
    return _with_facts(net)


def _part_columns(parts: list[Parts | None]) -> Columns:
    flat = [pair for part in parts if part for pair in part]
    first = np.zeros(len(parts) + 1, dtype=np.int64)
    if flat:
        first[1:] = list(accumulate(len(part or ()) for part in parts))
    axis, ticks = zip(*flat, strict=True) if flat else ((), ())
    return {
        "part_first": first,
        "part_axis": np.array(axis, dtype=np.int64),
        "part_work": np.array(ticks, dtype=np.int64),
    }


def _with_facts(net: Network) -> Network:
    """Complete recorded or typed dates of which only one end is known."""
    work = net.work
    start, finish = np.asarray(work.fixed_start), np.asarray(work.fixed_finish)
    half = np.flatnonzero((np.asarray(work.how) != 0) & ((start == NONE) | (finish == NONE)))
    for v in half.tolist():
        if finish[v] == NONE:
            finish[v] = net.finish_of(v, int(start[v]))
        else:
            start[v] = net.start_of(v, int(finish[v]))
    np.maximum(start, finish, out=finish, where=np.asarray(work.how) != 0)
    net.__dict__.pop("lists", None)
    return net


def _doubts(tasks: list[Task], columns: Columns) -> list[Finding]:
    found = [
        warning("task.negative", f"{tasks[v]} has a negative duration.", "Correct it.", task=tasks[v].uid)
        for v in np.flatnonzero(columns["duration"] < 0).tolist()
    ]
    begun, done = columns["begun"], columns["done"] != 0
    turned = done & ((begun > columns["fixed_start"]) | (begun >= columns["fixed_finish"]))
    return found + [_reversed(tasks[v]) for v in np.flatnonzero(turned).tolist() if tasks[v].reversed]


def _reversed(task: Task) -> Finding:
    return warning(
        "task.actuals",
        f"{task} is recorded as finished on {task.actual_finish:%d %b %Y %H:%M}, before it started on "
        f"{task.actual_start:%d %b %Y %H:%M}; it is taken to run from the earlier to the later date.",
        "Correct one of the dates.",
        task=task.uid,
    )
