"""On which calendar is a task done: its own, its resources', or the project's?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce

from golive.engines.schedule.dates.clock import HEAD, WANTED, Clock, clock_of
from golive.engines.schedule.dates.clock_index import with_indexes
from golive.engines.schedule.findings import Finding, PlanError, error
from golive.engines.schedule.plan import Assignment, Plan, Task
from golive.plain.working_time import (
    ALWAYS,
    TICKS_PER_MINUTE,
    NoWorkingTime,
    Pattern,
    WorkingTime,
    intersection,
    resolve,
    union,
)

Parts = tuple[tuple[int, int], ...]
"""For resources at different hours: (axis, ticks of work) of each; the task ends with the last of them."""


@dataclass
class Axes:
    """The working-time axes of a plan; calendars that give the same working time share one axis."""

    plan: Plan
    times: list[WorkingTime] = field(default_factory=list)
    _by_key: dict[object, int] = field(default_factory=dict)
    _by_uid: dict[int, int] = field(default_factory=dict)
    _patterns: dict[int, Pattern] = field(default_factory=dict)
    _by_group: dict[frozenset[int], int] = field(default_factory=dict)
    _clocks: dict[bool, tuple[object, Clock]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._calendars = {calendar.uid: calendar for calendar in self.plan.calendars}
        self._resources = {resource.uid: resource for resource in self.plan.resources}
        self._work: dict[int, list[Assignment]] = defaultdict(list)
        for assignment in self.plan.assignments:
            resource = self._resources.get(assignment.resource)
            if resource is not None and resource.kind == "work" and assignment.units > 0:
                self._work[assignment.task].append(assignment)
        self.project = self.of_calendar(self.plan.calendar)

    def serve(self, plan: Plan) -> bool:
        """Whether these axes are also those of another plan: the same calendars, people and start."""
        mine = self.plan
        return (
            plan.start == mine.start
            and plan.calendar == mine.calendar
            and plan.calendars is mine.calendars
            and plan.resources is mine.resources
            and plan.assignments is mine.assignments
            and {t.calendar for t in plan.tasks} <= {None, *self._by_uid}
        )

    def axis(self, pattern: Pattern, name: str) -> int:
        key = pattern.key
        if key not in self._by_key:
            self._by_key[key] = len(self.times)
            self.times.append(WorkingTime(pattern, self.plan.start, name))
        return self._by_key[key]

    def pattern(self, uid: int) -> Pattern:
        if uid not in self._patterns:
            self._patterns[uid] = resolve(self._calendars, uid)
        return self._patterns[uid]

    def of_calendar(self, uid: int) -> int:
        if uid not in self._by_uid:
            known = self._calendars.get(uid)
            self._by_uid[uid] = self.axis(self.pattern(uid), known.name if known else str(uid))
        return self._by_uid[uid]

    @property
    def elapsed(self) -> int:
        return self.axis(ALWAYS, "round the clock")

    def slack_axis(self, task: Task) -> int:
        """The axis on which floats are counted: the task's own calendar, otherwise the project's."""
        if task.elapsed:
            return self.elapsed
        return self.of_calendar(task.calendar) if task.calendar is not None else self.project

    def of_task(self, task: Task) -> tuple[int, Parts | None]:
        """The axis of a task and, where its resources keep different hours, the work of each."""
        own = self.slack_axis(task)
        if task.elapsed or task.fixed_duration or not (work := self._work.get(task.uid)):
            return own, None
        if task.calendar is not None and task.ignore_resource_calendar:
            return own, None
        axes = [self._of_resource(task, assignment.resource, own) for assignment in work]
        if len(set(axes)) == 1:
            return axes[0], None
        group = frozenset(axes)
        if group not in self._by_group:
            together = reduce(union, (self.times[axis].pattern for axis in dict.fromkeys(axes)))
            self._by_group[group] = self.axis(together, f"resources of {task.name}")
        return self._by_group[group], tuple(
            (axis, ticks(assignment.work_min, assignment.units, task))
            for axis, assignment in zip(axes, work, strict=True)
        )

    def slack_axes(self, tasks: Sequence[Task]) -> list[int]:
        """The slack axis of every task."""
        return [self.project if task.calendar is None and not task.elapsed else self.slack_axis(task) for task in tasks]

    def of_tasks(self, tasks: Sequence[Task]) -> tuple[list[int], list[Parts | None]]:
        """`of_task` for many."""
        if not self._work:
            return self.slack_axes(tasks), [None] * len(tasks)
        own, parts = [], []
        for task in tasks:
            axis, part = self.of_task(task)
            own.append(axis)
            parts.append(part)
        return own, parts

    def clock(self, compiled: bool) -> Clock:
        """The tables of all axes for the kernels: arrays for compiled ones, lists otherwise."""
        key = tuple(time.reach for time in self.times)
        if compiled not in self._clocks or self._clocks[compiled][0] != key:
            table = clock_of(self.times)
            made: Clock = with_indexes(table, len(self.times)) if compiled else table  # type: ignore[assignment]
            self._clocks[compiled] = key, made
        return self._clocks[compiled][1]

    def grown(self, clock: Clock) -> bool:
        """Whether somebody looked beyond a table, which is then longer in the next clock."""
        looked = False
        for a, time in enumerate(self.times):
            if where := clock[HEAD * a + WANTED]:
                time.grow(ahead=where == 1)
                clock[HEAD * a + WANTED] = 0
                looked = True
        return looked

    def _of_resource(self, task: Task, resource: int, own: int) -> int:
        calendar = self._resources[resource].calendar
        if calendar is None:
            return own
        if task.calendar is None:
            return self.of_calendar(calendar)
        both = intersection(self.pattern(task.calendar), self.pattern(calendar))
        return self.axis(both, f"{task.name} with {self._resources[resource].name}")


def ticks(work_min: float | None, units: float, task: Task) -> int:
    if work_min is None or work_min == 0:
        return round(task.duration_min * TICKS_PER_MINUTE)
    return round(work_min * TICKS_PER_MINUTE / units)


def calendar_problems(plan: Plan) -> list[Finding]:
    """Calendars that cannot be used at all, each with its cure."""
    problems, uids = [], [calendar.uid for calendar in plan.calendars]
    for uid in sorted({uid for uid in uids if uids.count(uid) > 1}):
        problems.append(error("calendar.duplicate", f"Two calendars have the uid {uid}.", "Give one another uid."))
    used = {plan.calendar, *(t.calendar for t in plan.tasks if t.calendar is not None)}
    used |= {r.calendar for r in plan.resources if r.calendar is not None and r.kind == "work"}
    for uid in sorted(used):
        try:
            resolve({calendar.uid: calendar for calendar in plan.calendars}, uid)
        except ValueError as wrong:
            problems.append(error("calendar.unusable", str(wrong)))
    return problems


def axes_of(plan: Plan) -> Axes:
    """The axes of a plan, or all that stands against using its calendars."""
    if problems := calendar_problems(plan):
        raise PlanError(problems)
    try:
        return Axes(plan)
    except NoWorkingTime as wrong:
        raise PlanError([error("calendar.no_working_time", str(wrong))]) from wrong
