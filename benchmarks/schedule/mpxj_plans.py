"""Which plans are tried against MPXJ? Small ones with every link type, lag, constraint, calendar and progress."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from benchmarks.schedule.generated import CALENDARS, START
from golive.engines.schedule import Constraint, LagKind, Link, LinkType, Mode, Options, Plan, Task

_KINDS = tuple(kind for kind in Constraint if kind is not Constraint.ALAP)
_TYPES = (LinkType.FS, LinkType.FS, LinkType.SS, LinkType.FF, LinkType.SF)


def tried(seed: int) -> Plan:
    """A plan of 6 to 30 tasks: a third plain, a third constrained, a third in progress."""
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
    return _begun(dice, plan) if seed % 3 == 2 else plan


def _task(dice: Random, uid: int, constrained: bool) -> Task:
    calendar = dice.choice((None, None, None, 2, 3))
    task = Task(uid, f"T{uid}", dice.choice((0, 240, 480, 960, 2400)), calendar=calendar, fixed_duration=True, type=1)
    if constrained and dice.random() < 0.25:
        kind = dice.choice(_KINDS)
        at = START + timedelta(days=dice.randint(0, 40))
        if kind is not Constraint.ASAP:
            task = replace(task, constraint=kind, constraint_at=at.replace(hour=dice.choice((8, 17))))
    if dice.random() < 0.1:
        task = replace(task, deadline=datetime(2026, 3, 2, 17) + timedelta(days=dice.randint(0, 60)))
    return task


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
