"""What is to be levelled: activities that wait for each other and share resources of limited capacity?"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from golive.engines.schedule.findings import Finding, PlanError, error

MOST_PERIODS = 1_000_000
"""Periods that all activities one after the other may last: the search holds a number for each."""


@dataclass(frozen=True)
class Activity:
    """``key`` is its number in the file (or uid in the plan); duration in whole periods; one demand per resource."""

    key: int
    duration: int
    demand: tuple[int, ...] = ()


@dataclass(frozen=True)
class Precedence:
    """``succ`` starts at least ``offset`` periods after the start of ``pred``; both are positions, not keys.

    Without an offset the successor waits for the finish of the predecessor.
    """

    pred: int
    succ: int
    offset: int | None = None


@dataclass(frozen=True)
class Instance:
    """A resource-constrained project: the makespan is to be as short as possible.

    >>> two = Instance("two", (Activity(1, 3, (1,)), Activity(2, 2, (1,))), (), (1,))
    >>> two.horizon
    5
    """

    name: str
    activities: tuple[Activity, ...]
    precedences: tuple[Precedence, ...]
    capacities: tuple[int, ...]

    def __post_init__(self) -> None:
        if problems := list(self._problems()):
            raise PlanError(problems)

    def _problems(self) -> Iterator[Finding]:
        for number, there in enumerate(self.capacities, 1):
            if there < 0:
                yield error("instance.capacity", f"Resource {number} of {self.name} has {there}.", "Use 0 or more.")
        for activity in self.activities:
            who = f"Activity {activity.key} of {self.name}"
            if activity.duration < 0:
                yield error("instance.duration", f"{who} lasts {activity.duration} periods.", "Use 0 or more.")
            if len(activity.demand) != len(self.capacities):
                text = f"{who} names {len(activity.demand)} demands for {len(self.capacities)} resources."
                yield error("instance.demand", text, "Give one demand per resource.")
            for number, (need, there) in enumerate(zip(activity.demand, self.capacities, strict=False), 1):
                if not 0 <= need <= there and activity.duration > 0:
                    text = f"{who} needs {need} of resource {number}, which has {there}."
                    yield error("instance.capacity", text, "Lower the demand or raise the capacity.")
        for wait in self.precedences:
            if not (0 <= wait.pred < len(self.activities) and 0 <= wait.succ < len(self.activities)):
                text = f"A precedence of {self.name} names the positions {wait.pred} → {wait.succ}."
                yield error("instance.precedence", text, f"Use 0 to {len(self.activities) - 1}.")

    @cached_property
    def offsets(self) -> tuple[tuple[int, int, int], ...]:
        """Every precedence as (pred, succ, periods from start to start)."""
        durations = [activity.duration for activity in self.activities]
        return tuple((w.pred, w.succ, durations[w.pred] if w.offset is None else w.offset) for w in self.precedences)

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The positions so that every predecessor comes first; PlanError names the circle otherwise."""
        waiting = [0] * len(self.activities)
        follow: list[list[int]] = [[] for _ in self.activities]
        for wait in self.precedences:
            waiting[wait.succ] += 1
            follow[wait.pred].append(wait.succ)
        ready = deque(j for j, count in enumerate(waiting) if not count)
        order: list[int] = []
        while ready:
            order.append(ready.popleft())
            for succ in follow[order[-1]]:
                waiting[succ] -= 1
                if not waiting[succ]:
                    ready.append(succ)
        if len(order) < len(self.activities):
            circle = " → ".join(str(self.activities[j].key) for j in self._circle(waiting))
            text = f"Activities of {self.name} wait for each other in a circle: {circle}."
            raise PlanError([error("instance.cycle", text, "Take one of the precedences out.")])
        return tuple(order)

    def _circle(self, waiting: list[int]) -> list[int]:
        """One circle among the positions that still wait, first and last the same, from its lowest on."""
        before = {w.succ: w.pred for w in self.precedences if waiting[w.pred] and waiting[w.succ]}
        seen: dict[int, int] = {}
        at = next(iter(before))
        while at not in seen:
            seen[at] = len(seen)
            at = before[at]
        ring = list(seen)[seen[at] :][::-1]
        lowest = ring.index(min(ring))
        return [*ring[lowest:], *ring[:lowest], ring[lowest]]

    def require_countable(self) -> None:
        """PlanError where there are too many periods to count, with the activity that lasts longest."""
        if problem := too_long(self.name, self.horizon, [(a.duration, a.key, None) for a in self.activities]):
            raise PlanError([problem])

    @property
    def horizon(self) -> int:
        """Periods that suffice for any sensible schedule: all durations and positive gaps one after the other."""
        gaps = sum(max(0, gap - self.activities[i].duration) for i, _, gap in self.offsets)
        return sum(activity.duration for activity in self.activities) + gaps

    @property
    def size(self) -> int:
        """How many activities do something; source and sink of a file do not count."""
        return sum(activity.duration > 0 for activity in self.activities)


def too_long(name: str, periods: int, lasting: list[tuple[int, int, int | None]]) -> Finding | None:
    """What is wrong where so many periods cannot be counted; ``lasting`` is (duration, key, line) of each activity."""
    if periods <= MOST_PERIODS:
        return None
    duration, key, line = max(lasting, key=lambda one: one[0])
    text = f"All activities of {name} together last {periods:,} periods, {key} alone {duration:,}; "
    text += f"up to {MOST_PERIODS:,} are levelled."
    return error("instance.horizon", text, "Correct that duration, or count in longer periods.", line=line)
