"""What is there to level in a plan: which open work, which waits, which people, in whole periods of its calendar?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import ceil, gcd

from golive.engines.schedule.dates.schedule import Schedule
from golive.engines.schedule.dates.summary_links import is_leaf, leaves_under
from golive.engines.schedule.findings import Finding, warning
from golive.engines.schedule.levelling.instance import Activity, Instance, Precedence
from golive.engines.schedule.plan import Constraint, LagKind, Link, LinkType, Resource, Task
from golive.plain.working_time import TICKS_PER_MINUTE, to_ticks

SOURCE = -1
"""The key of the activity that stands for the origin."""
TODAY = -2
"""The key of the one that stands for the day from which work can be levelled, where other work stands before it."""
MOST_PERIODS = 20_000
_STEPS = (1, 5, 15, 30, 60, 120, 240)
_FIXED = (Constraint.MSO, Constraint.MFO)
_NOT_BEFORE = (Constraint.SNET, Constraint.FNET, *_FIXED)


@dataclass
class PlanInstance:
    """The open work of a plan as an instance; periods count from ``origin`` on the project's calendar.

    That is the project's start or the status date, or before it the first work that has not begun and stands there.
    """

    dates: Schedule

    def __post_init__(self) -> None:
        plan, self.time = self.dates.plan, self.dates.calendar
        begin = plan.start if self.dates.status is None else max(plan.start, self.dates.status)
        self.begin = self.time.to_work(to_ticks(begin))
        self.tasks = [t for t in plan.tasks if is_leaf(plan, t) and not t.complete and t.uid in self.dates]
        self.early = {task.uid: self.time.to_work(to_ticks(self.dates[task.uid].start)) for task in self.tasks}
        self.origin = min([self.begin, *(self.early[t.uid] for t in self.tasks if t.actual_start is None)])
        self.place = {task.uid: number for number, task in enumerate(self.tasks, 2 if self.origin < self.begin else 1)}
        self.work = {task.uid: self._work(task) for task in self.tasks}
        self.findings: list[Finding] = []

    def _work(self, task: Task) -> int:
        first = self.early[task.uid] if task.actual_start is None else max(self.begin, self.early[task.uid])
        return max(0, self.time.to_work(to_ticks(self.dates[task.uid].finish)) - first)

    @cached_property
    def gaps(self) -> dict[tuple[int, int], int]:
        """(predecessor, successor) by uid: working ticks from start to start, the largest of a pair."""
        found: dict[tuple[int, int], int] = {}
        for link in self.dates.plan.links:
            before, after = (leaves_under(self.dates.plan, self.dates.plan.by_uid[u]) for u in (link.pred, link.succ))
            for pred in before:
                for succ in after:
                    if pred.uid in self.place and succ.uid in self.place:
                        pair, gap = (pred.uid, succ.uid), self._gap(link, pred, succ)
                        found[pair] = max(gap, found.get(pair, gap))
        return found

    def _gap(self, link: Link, pred: Task, succ: Task) -> int:
        wait = self._lag(link, pred)
        if link.type in (LinkType.FS, LinkType.FF):
            wait += self.work[pred.uid]
        return wait - (self.work[succ.uid] if link.type in (LinkType.FF, LinkType.SF) else 0)

    def _lag(self, link: Link, pred: Task) -> int:
        if link.lag_kind in (LagKind.PERCENT, LagKind.ELAPSED_PERCENT):
            return round(self.work[pred.uid] * link.lag / 100)
        lag = round(link.lag * TICKS_PER_MINUTE)
        if link.lag_kind is LagKind.WORKING:
            return lag
        at = to_ticks(self.dates[pred.uid].finish)
        return self.time.to_work(at + lag) - self.time.to_work(at)

    @cached_property
    def releases(self) -> dict[int, int]:
        """Ticks after the origin before which a task may not start: its constraint, its typed dates, its own past."""
        found = {}
        for task in self.tasks:
            at = task.constraint_at if task.constraint in _NOT_BEFORE else task.start if task.manual else None
            if at is not None and task.actual_start is None:
                finishes = task.constraint in (Constraint.FNET, Constraint.MFO) and not task.manual
                first = self.time.to_work(to_ticks(at)) - self.origin - (self.work[task.uid] if finishes else 0)
                if first > 0:
                    found[task.uid] = first
            if self._past(task) and (first := self.early[task.uid] - self.origin) > 0:
                found[task.uid] = max(first, found.get(task.uid, 0))
        return found

    def _past(self, task: Task) -> bool:
        """Whether it has not begun, and stands before the day from which work can be levelled."""
        return task.actual_start is None and self.early[task.uid] < self.begin

    @property
    def since(self) -> int:
        """Ticks from the origin to the day from which work can be levelled: 0 where nothing stands before it."""
        return self.begin - self.origin

    @cached_property
    def period(self) -> int:
        """Ticks per period: the largest that divides all durations and waits, or a round one that keeps them few."""
        known = (*self.work.values(), *map(abs, self.gaps.values()), *self.releases.values(), self.since)
        lengths = [n for n in known if n]
        exact, total = gcd(*lengths) or TICKS_PER_MINUTE, sum(lengths)
        if total / exact <= MOST_PERIODS:
            return exact
        return next(
            (s * TICKS_PER_MINUTE for s in _STEPS if total / (s * TICKS_PER_MINUTE) <= MOST_PERIODS),
            self.dates.plan.options.minutes_per_day * TICKS_PER_MINUTE,
        )

    @cached_property
    def demands(self) -> dict[int, dict[int, int]]:
        """Resource by uid → task by uid → per cent of one unit, for work resources."""
        work = {r.uid: r for r in self.dates.plan.resources if r.kind == "work"}
        found: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for one in self.dates.plan.assignments:
            if one.resource in work and one.task in self.place and one.units > 0 and self.work[one.task]:
                found[one.resource][one.task] += ceil(100 * one.units - 1e-9)
        return found

    @cached_property
    def contested(self) -> list[tuple[Resource, int, dict[int, int]]]:
        """The resources that can run short at all: (resource, capacity, demand by task)."""
        found = []
        for resource in self.dates.plan.resources:
            by_task, capacity = self.demands.get(resource.uid, {}), round(100 * resource.max_units)
            self.findings += self._too_much(resource, capacity, by_task)
            if sum(by_task.values()) > capacity > 0:
                fitted = {task: min(need, capacity) for task, need in by_task.items()}
                part = gcd(capacity, *fitted.values())
                found.append((resource, capacity // part, {task: need // part for task, need in fitted.items()}))
        return found

    @cached_property
    def users(self) -> set[int]:
        """The tasks that need somebody who can run short; all others only follow their links."""
        return {uid for _, _, by_task in self.contested for uid in by_task}

    def _too_much(self, resource: Resource, capacity: int, by_task: dict[int, int]) -> Iterator[Finding]:
        for uid, need in by_task.items():
            if need > capacity:
                task = self.dates.plan.by_uid[uid]
                text = f"{task} needs {need} % of {resource.name}, who has {capacity} %, and is levelled with that."
                yield warning("level.demand", text, "Lower the units, or raise those of the resource.", task=uid)

    @cached_property
    def instance(self) -> Instance:
        users = self.contested
        acts = [Activity(key, 0, (0,) * len(users)) for key in ((SOURCE, TODAY) if self.since else (SOURCE,))]
        for task in self.tasks:
            acts.append(
                Activity(task.uid, self._periods(self.work[task.uid]), tuple(d.get(task.uid, 0) for _, _, d in users))
            )
        waits = [Precedence(0, self.place[uid], self._periods(first)) for uid, first in self.releases.items()]
        if self.since:
            waits.append(Precedence(0, 1, self._periods(self.since)))
            waits += [Precedence(1, self.place[task.uid], 0) for task in self.tasks if not self._past(task)]
        waits += [Precedence(self.place[i], self.place[j], self._wait(i, j, gap)) for (i, j), gap in self.gaps.items()]
        return Instance(self.dates.plan.name, tuple(acts), tuple(waits), tuple(capacity for _, capacity, _ in users))

    def _periods(self, ticks: int) -> int:
        return ceil(ticks / self.period)

    def _wait(self, pred: int, succ: int, gap: int) -> int:
        """Rounded so that rounded durations, too, keep a wait for the finish."""
        whole = self.work[pred]
        return self._periods(whole) + self._periods(gap - whole) if gap >= whole else self._periods(gap)
