"""On which dates does the plan run, what has float, and what drives the finish?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cached_property

import numpy as np

from golive.engines.schedule.dates.cpm import Given, Passes, as_list, backward, floats, forward, given
from golive.engines.schedule.dates.doubts import in_the_past, out_of_sequence
from golive.engines.schedule.dates.network import Network, network
from golive.engines.schedule.dates.rows import ScheduledTask, leaf_row, summary_row
from golive.engines.schedule.dates.spanning import spanning_row
from golive.engines.schedule.dates.summary_links import is_leaf, leaves_under
from golive.engines.schedule.dates.work import ALAP
from golive.engines.schedule.findings import Finding, PlanError, error
from golive.engines.schedule.plan import LinkType, Mode, Plan, Task
from golive.plain.working_time import TICKS_PER_MINUTE, NoWorkingTime, WorkingTime, from_ticks, to_ticks


class Schedule:
    """The dates of a plan. Everything is computed when asked for and kept."""

    def __init__(self, plan: Plan, net: Network, known: Given, found: Passes, status: datetime | None, mode: Mode):
        self.plan, self.net, self.known, self.passes = plan, net, known, found
        self.status, self.mode = status, mode
        self._floats = floats(net, known, found)
        self._rows: dict[int, ScheduledTask] = {}

    @cached_property
    def total(self) -> list[int]:
        """Total float of every task of the network, in ticks."""
        return as_list(self._floats[0])

    @cached_property
    def free(self) -> list[int]:
        """Free float of every task of the network, in ticks."""
        return as_list(self._floats[1])

    @property
    def finish(self) -> datetime:
        """The end of the last piece of work."""
        return from_ticks(self.passes.finish)

    @cached_property
    def start(self) -> datetime:
        """The start of the first piece of work; the project's start where the plan is empty."""
        return min((self[t.uid].start for t in self.net.tasks if t.uid >= 0), default=self.plan.start)

    @property
    def calendar(self) -> WorkingTime:
        """The project's calendar, for counting working time."""
        return self.net.axes.times[self.net.axes.project]

    def working_days(self, since: datetime, until: datetime) -> float:
        """Working days of the project calendar between two instants; negative backwards."""
        work = self.calendar.to_work(to_ticks(until)) - self.calendar.to_work(to_ticks(since))
        return work / (self.plan.options.minutes_per_day * TICKS_PER_MINUTE)

    def __getitem__(self, uid: int) -> ScheduledTask:
        if uid not in self._rows:
            task = self.plan.task(uid)
            if uid in self.net.position:
                v = self.net.position[uid]
                self._rows[uid] = leaf_row(self.net, self.passes, v, self.total[v], self.free[v], self._longest)
            elif task.active and (task.summary or task.spans or uid in self.plan.children):
                self._roll_up()
            if uid not in self._rows:
                raise KeyError(f"{task} is not scheduled: it is inactive or has no active task under it.")
        return self._rows[uid]

    def get(self, uid: int) -> ScheduledTask | None:
        """The scheduled task; None where it is inactive, or a summary of nothing."""
        try:
            return self[uid]
        except KeyError:
            return None

    def __contains__(self, uid: int) -> bool:
        return uid in self.net.position or self.get(uid) is not None

    @cached_property
    def critical(self) -> tuple[int, ...]:
        """The uids of the critical tasks in the order of the plan, without summaries."""
        longest, limit = self._longest, self.plan.options.critical_slack_min * TICKS_PER_MINUTE
        tight = set(np.flatnonzero(np.asarray(self._floats[0]) <= limit).tolist()) if longest is None else longest
        found = {self.net.tasks[v].uid for v in tight if not self.net.tasks[v].actual_finish}
        return tuple(task.uid for task in self.plan.tasks if task.uid in found)

    @cached_property
    def tasks(self) -> tuple[ScheduledTask, ...]:
        """Every scheduled task and summary, in the order of the plan."""
        return tuple(self[task.uid] for task in self.plan.tasks if task.uid in self)

    @cached_property
    def _longest(self) -> set[int] | None:
        """The positions on the longest path, where that and not the float says what is critical (a P6 option)."""
        if not self.plan.options.longest_path:
            return None
        ends = [
            v
            for v, a in enumerate(self.net.axis)
            if self.net.axes.times[a].finish_at(self.passes.ef[v]) == self.passes.finish
        ]
        return {v for end in ends for v in self._driven(end)}

    def _driven(self, v: int) -> list[int]:
        """A task and the chain of tasks that drives it, backwards."""
        chain = [v]
        while (place := self.passes.driver[v]) >= 0:
            v = self.net.preds[v][place].other
            chain.append(v)
        return chain

    def _roll_up(self) -> None:
        """Summaries, deepest first: the earliest start and the latest finish of what lies under them."""
        depth: dict[int, int] = {}
        for task in self.plan.tasks:
            line = []
            at: Task | None = task
            while at is not None and at.uid not in depth:
                line.append(at.uid)
                at = self.plan.by_uid[at.parent] if at.parent is not None else None
            level = depth[at.uid] if at is not None else 0
            for uid in reversed(line):
                level += 1
                depth[uid] = level
        self._span()
        summaries = [t for t in self.plan.tasks if t.active and not t.spans and not is_leaf(self.plan, t)]
        for task in sorted(summaries, key=lambda t: -depth[t.uid]):
            under = [self._row_if_any(child.uid) for child in self.plan.children.get(task.uid, ())]
            rows = [row for row in under if row is not None]
            if rows:
                self._rows[task.uid] = summary_row(self.plan, self.calendar, task, rows, self._waited_for(task))

    def _span(self) -> None:
        """Levels of effort and WBS summaries, until none is left that rests on another."""
        waiting = [t for t in self.plan.tasks if t.active and t.spans]
        while waiting:
            found = [(t, spanning_row(self.plan, self.net.axes, t, self._row_if_any)) for t in waiting]
            self._rows.update((task.uid, row) for task, row in found if row is not None)
            left = [task for task, row in found if row is None]
            if len(left) == len(waiting):
                return
            waiting = left

    def _row_if_any(self, uid: int) -> ScheduledTask | None:
        return self[uid] if uid in self.net.position else self._rows.get(uid)

    def _waited_for(self, summary: Task) -> bool:
        """Whether somebody outside waits for a task of this summary."""
        inside = {self.net.position[task.uid] for task in leaves_under(self.plan, summary)}
        return any(wait.other not in inside for v in inside for wait in self.net.succs[v])

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What to know about these dates: the reader's findings, dropped links, work left in the past."""
        return (
            *self.plan.findings,
            *self.net.findings,
            *in_the_past(self.plan, self.net, self.passes, self.mode),
            *out_of_sequence(self.net, self.known, self.passes),
        )

    def last_task(self) -> ScheduledTask | None:
        """The task that finishes last; the later row of the plan where several do."""
        rows = [self[task.uid] for task in self.net.tasks if task.uid >= 0]
        return max(rows, key=lambda row: (row.finish, row.task.is_milestone), default=None)

    def driving_path(self, target: int | None = None) -> tuple[ScheduledTask, ...]:
        """The chain of tasks that decides when the target (the last task where none is named) starts, first to last."""
        if target is None:
            last = self.last_task()
            if last is None:
                return ()
            target = last.uid
        chain = self._driven(self.net.position[self.leaf_of(target)])
        return tuple(self[self.net.tasks[v].uid] for v in reversed(chain) if self.net.tasks[v].uid >= 0)

    def leaf_of(self, uid: int) -> int:
        """The task itself, or of a summary the task that ends it."""
        if uid in self.net.position:
            return uid
        leaves = leaves_under(self.plan, self.plan.task(uid))
        if not leaves:
            raise KeyError(f"{self.plan.task(uid)} is not scheduled: it has no active task under it.")
        return max(leaves, key=lambda task: (self[task.uid].finish, self.net.position[task.uid])).uid


def schedule(plan: Plan, *, status: datetime | None = None, mode: Mode | str | None = None) -> Schedule:
    """Compute the dates, floats and drivers of a plan.

    Parameters
    ----------
    plan : the plan; PlanError with all reasons where it has a cycle, a dangling link, an empty calendar.
    status : the data date; the plan's own where not given.
    mode : what the data date does to unfinished work (`Mode`); the plan's own where not given.

    >>> from golive.engines.schedule import Link, Task, days
    >>> tasks = Task(1, "Design", days(5)), Task(2, "Build", days(3))
    >>> plan = Plan("Two", datetime(2026, 3, 2, 8), tasks, (Link(1, 2),))
    >>> schedule(plan)[2].finish
    datetime.datetime(2026, 3, 11, 17, 0)
    """
    how = Mode(mode) if mode is not None else plan.options.mode
    if status is not None:
        plan = replace(plan, status_date=status)
    try:
        return _scheduled(plan, how)
    except NoWorkingTime as wrong:
        raise PlanError([error("calendar.no_working_time", str(wrong))]) from wrong


def _scheduled(plan: Plan, how: Mode) -> Schedule:
    at = plan.status_date
    net = network(plan)
    known = given(net, at, how)
    found = forward(net, known)
    first = _first_children(plan, net, found)
    if first:
        net = network(plan, first)
        known = given(net, at, how)
        found = forward(net, known)
    until = to_ticks(plan.must_finish) if plan.must_finish else None
    found = backward(net, known, found, until)
    if plan.options.from_finish and until is not None:
        known, found = _from_finish(net, at, how, found, until)
    if np.any(np.asarray(net.work.constraint) == ALAP):
        finish = found.finish
        found = forward(net, known, late=found)
        found.finish = max(finish, found.finish) if plan.options.from_finish else found.finish
    return Schedule(plan, net, known, found, at, how)


def _from_finish(net: Network, at: datetime | None, how: Mode, found: Passes, until: int) -> tuple[Given, Passes]:
    """Scheduled back from the finish: the project starts with its earliest late start, and runs forward from there."""
    times = net.axes.times
    starts = [
        times[a].start_at(ls) for a, ls, t in zip(net.axis, found.ls, net.tasks, strict=True) if not t.actual_finish
    ]
    known = given(net, at, how, begin=min(starts, default=until))
    early = forward(net, known)
    return known, Passes(early.early, max(early.finish, until), max(early.end, until), found.late)


def _first_children(plan: Plan, net: Network, found: Passes) -> dict[int, int]:
    """For summaries whose start others wait for: the child that starts first."""
    first: dict[int, int] = {}
    if net.plainly_linked:
        return first
    for link in plan.links:
        pred = plan.by_uid[link.pred]
        if link.type in (LinkType.SS, LinkType.SF) and not is_leaf(plan, pred) and pred.active and not pred.spans:
            leaves = leaves_under(plan, pred)
            if len(leaves) > 1:
                first[pred.uid] = min(leaves, key=lambda task: _instant(net, found, task)).uid
    return first


def _instant(net: Network, found: Passes, task: Task) -> int:
    v = net.position[task.uid]
    return net.axes.times[net.axis[v]].start_at(found.es[v])
