"""On which dates does a plan run once nobody is asked for more than they have?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from golive.engines.schedule.dates import cpm
from golive.engines.schedule.dates.overloads import Overload, overloads
from golive.engines.schedule.dates.schedule import Schedule, schedule
from golive.engines.schedule.findings import Finding, note, warning
from golive.engines.schedule.levelling.level import Engine, Levelled, as_linked, level
from golive.engines.schedule.levelling.plan_instance import PlanInstance
from golive.engines.schedule.plan import Constraint, Plan, Task
from golive.plain.working_time import TICKS_PER_MINUTE, from_ticks, to_ticks

_KEPT = (Constraint.MSO, Constraint.MFO, Constraint.SNLT, Constraint.FNLT)


@dataclass(frozen=True)
class LevelledPlan:
    """``plan`` is the plan with later starts; ``found`` counts periods of ``period_min`` working minutes.

    ``moved`` are the tasks that start later, also those that only follow others.
    """

    plan: Plan
    before: Schedule
    after: Schedule
    found: Levelled
    period_min: float
    overloads_before: tuple[Overload, ...]
    overloads_after: tuple[Overload, ...]
    moved: tuple[int, ...]
    findings: tuple[Finding, ...]

    @property
    def days(self) -> float:
        """Working days by which levelling moves the finish."""
        return self.before.working_days(self.before.finish, self.after.finish)

    def delay(self, uid: int) -> float:
        """Working days by which levelling moves the start of a task."""
        return self.before.working_days(self.before[uid].start, self.after[uid].start)


def level_plan(
    plan: Plan | Schedule,
    *,
    seconds: float | None = 10,
    schedules: int | None = None,
    engine: Engine | str = Engine.AUTO,
    seed: int = 1,
) -> LevelledPlan:
    """Delay open work until every resource has enough units, with the earliest finish that is found.

    A task that has to wait gets “start no earlier than”, unless its links hold it back anyway; whoever needs nobody
    who is short follows its links alone. One that must start or finish by a date keeps it, and work in progress is not
    interrupted: where that leaves an overload, a finding names it. The search counts periods of the project's calendar;
    the dates are then computed, and the overloads counted, with every calendar. Without an overload nothing changes.

    >>> from datetime import datetime
    >>> from golive.engines.schedule import Assignment, Resource, days
    >>> two = Task(1, "Design", days(2)), Task(2, "Review", days(1))
    >>> both = Assignment(1, 7), Assignment(2, 7)
    >>> busy = Plan("Two", datetime(2026, 3, 2, 8), two, resources=(Resource(7, "Ada"),), assignments=both)
    >>> level_plan(busy, seconds=None, schedules=30).days
    1.0
    """
    before = plan if isinstance(plan, Schedule) else schedule(plan)
    work, at_first = PlanInstance(before), overloads(before)
    if at_first:
        found = level(work.instance, seconds=seconds, schedules=schedules, engine=engine, seed=seed)
        after = _held(before, {task.uid: held for task in work.tasks if (held := _later(work, found, task))})
    else:
        found, after = as_linked(work.instance), before
    left, minutes = overloads(after), work.period / TICKS_PER_MINUTE
    moved = tuple(task.uid for task in work.tasks if _work_at(work, after, task) > _work_at(work, before, task))
    findings = (*work.findings, *(_kept(work, found) if at_first else ()), *_left(left))
    return LevelledPlan(after.plan, before, after, found, minutes, at_first, left, moved, findings)


def _held(before: Schedule, late: dict[int, Task]) -> Schedule:
    """The dates with these tasks held; of those that their links hold back anyway, nothing is typed."""
    dates = _with(before, late)
    drivers, position = dates.passes.driver, dates.net.position
    needed = {uid: task for uid, task in late.items() if drivers[position[uid]] == cpm.CONSTRAINT}
    return dates if len(needed) == len(late) else _with(before, needed)


def _with(before: Schedule, late: dict[int, Task]) -> Schedule:
    if not late:
        return before
    tasks = tuple(late.get(task.uid, task) for task in before.plan.tasks)
    return schedule(replace(before.plan, tasks=tasks), mode=before.mode)


def _work_at(work: PlanInstance, dates: Schedule, task: Task) -> int:
    """Working time of the project's calendar up to the start of a task."""
    return work.time.to_work(to_ticks(dates[task.uid].start))


def _wanted(work: PlanInstance, found: Levelled, task: Task) -> int | None:
    """The working time up to the start that was found; None where the task starts no later than before."""
    wanted = work.origin + found.starts[task.uid] * work.period
    return wanted if wanted > _work_at(work, work.dates, task) else None


def _later(work: PlanInstance, found: Levelled, task: Task) -> Task | None:
    """The task with its later start; None where it need not wait for anybody, or may not be moved."""
    wanted = _wanted(work, found, task) if task.uid in work.users else None
    if wanted is None or task.constraint in _KEPT or task.actual_start is not None or task.manual:
        return None
    return replace(task, constraint=Constraint.SNET, constraint_at=from_ticks(work.time.start_at(wanted)))


def _kept(work: PlanInstance, found: Levelled) -> Iterator[Finding]:
    for task in work.tasks:
        wanted = _wanted(work, found, task)
        if wanted is None:
            continue
        at = from_ticks(work.time.start_at(wanted))
        if task.constraint in _KEPT or task.manual:
            text = f"{task} would start on {at:%d %b %Y}, but its dates are fixed."
            yield note("level.fixed", text, "Loosen its constraint, or free its people.", task=task.uid)
        elif task.actual_start is not None:
            text = f"{task} is in progress; levelling would pause it until {at:%d %b %Y}."
            yield note("level.in_progress", text, "Decide who goes first, and record it.", task=task.uid)


def _left(left: tuple[Overload, ...]) -> Iterator[Finding]:
    for over in left:
        span = f"{over.since:%d %b %Y %H:%M} to {over.until:%d %b %Y %H:%M}"
        text = f"{over.name} is still asked for {over.units:.0%} of {over.available:.0%}, {span}."
        yield warning("level.overload", text, "Assign somebody else, or free one of the tasks.", task=over.tasks[0])
