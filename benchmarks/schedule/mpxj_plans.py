"""Which plans are tried against MPXJ? Small ones with every link type, lag, constraint, calendar and progress."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from benchmarks.schedule.generated import CALENDARS, START
from golive.engines.schedule import Constraint, LagKind, Link, LinkType, Mode, Options, Plan, Task

_KINDS = tuple(kind for kind in Constraint if kind is not Constraint.ALAP)
_STARTS = (Constraint.SNET, Constraint.SNLT, Constraint.MSO)
_HOLIDAYS = (date(2026, 4, 3),)
_TYPES = (LinkType.FS, LinkType.FS, LinkType.SS, LinkType.FF, LinkType.SF)


def tried(seed: int, opened: bool = True) -> Plan:
    """A plan of 6 to 30 tasks: a third plain, a third constrained, a third in progress.

    ``opened``: one more task comes first, and all that have not begun follow it, so that no link can ask for a date
    before the project's start.
    """
    dice = Random(seed)
    size = dice.randint(6, 30)
    tasks = [_task(dice, uid, constrained=seed % 3 == 1) for uid in range(1, size + 1)]
    links = []
    for uid in range(2, size + 1):
        for pred in dice.sample(range(1, uid), min(uid - 1, dice.choice((1, 1, 2)))):
            kind = dice.choice((LagKind.WORKING, LagKind.WORKING, LagKind.ELAPSED))
            lag = dice.choice((480, 960, -480, 1440)) if dice.random() < 0.3 else 0
            links.append(Link(pred, uid, dice.choice(_TYPES), lag, kind if lag else LagKind.WORKING))
    plan = Plan(f"Seed {seed}", START, tuple(tasks), tuple(links), CALENDARS, options=Options(mode=Mode.AS_MS_PROJECT))
    plan = _begun(dice, plan) if seed % 3 == 2 else plan
    return _opened(plan) if opened else plan


def _opened(plan: Plan) -> Plan:
    opening = Task(len(plan.tasks) + 1, "Mobilise", 2400, fixed_duration=True, type=1)
    waiting = tuple(Link(opening.uid, task.uid) for task in plan.tasks if task.actual_start is None)
    return replace(plan, tasks=(opening, *plan.tasks), links=(*plan.links, *waiting))


def _task(dice: Random, uid: int, constrained: bool) -> Task:
    calendar = dice.choice((None, None, None, 2, 3))
    length = dice.choice((0, 240, 480, 960, 2400))
    task = Task(uid, f"T{uid}", length, calendar=calendar, fixed_duration=True, type=1, milestone=length == 0)
    if constrained and dice.random() < 0.25:
        kind = dice.choice(_KINDS)
        at = START + timedelta(days=dice.randint(0, 40))
        if kind is not Constraint.ASAP:
            task = replace(task, constraint=kind, constraint_at=_working(at, 8 if kind in _STARTS else 17))
    if dice.random() < 0.1:
        task = replace(task, deadline=datetime(2026, 3, 2, 17) + timedelta(days=dice.randint(0, 60)))
    return task


def _working(at: datetime, hour: int) -> datetime:
    """The same hour of this day or of the first after it on which every calendar works."""
    while at.weekday() > 4 or at.date() in _HOLIDAYS:
        at += timedelta(days=1)
    return at.replace(hour=hour)


def _begun(dice: Random, plan: Plan) -> Plan:
    """The first tasks have started where they were planned; some are done."""
    tasks = list(plan.tasks)
    for place in range(min(3, len(tasks))):
        task = tasks[place]
        if task.duration_min == 0:
            continue
        if dice.random() < 0.5 and task.calendar is None and task.duration_min == 480:
            tasks[place] = replace(
                task, actual_start=START, actual_finish=START.replace(hour=17), percent_complete=100, remaining_min=0
            )
        else:
            tasks[place] = replace(task, actual_start=START, percent_complete=50, remaining_min=task.duration_min / 2)
    return replace(plan, tasks=tuple(tasks))
