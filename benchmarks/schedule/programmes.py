"""Which generated plans are large and full-featured enough to measure on?"""

from __future__ import annotations

import random
from datetime import datetime

from golive.engines.schedule import Link, LinkType, Plan, Risk, Shape, Task, ThreePoint, days
from golive.plain.working_time import OFFICE_DAY, ROUND_THE_CLOCK, Calendar, standard_calendar

START = datetime(2026, 1, 5, 8)
CALENDARS = (
    standard_calendar(1),
    Calendar(2, "24x7", week=(ROUND_THE_CLOCK,) * 7),
    Calendar(3, "Six days", week=(OFFICE_DAY,) * 6 + ((),)),
)


def programme(
    size: int, *, seed: int = 1, local: int = 60, other_calendar: float = 0.08, estimates: bool = True
) -> Plan:
    """About two links a task to tasks shortly before it, 15 % of them not FS, 15 % with lag; PERT estimates."""
    dice = random.Random(seed)
    tasks, links = [], []
    for uid in range(1, size + 1):
        likely = days(dice.choice((1, 2, 3, 5, 8)))
        three = (
            ThreePoint(likely * 0.8, likely, likely * dice.choice((1.4, 1.8, 2.5)), Shape.PERT) if estimates else None
        )
        calendar = dice.choice((2, 3)) if dice.random() < other_calendar else None
        tasks.append(Task(uid, f"Task {uid}", likely, id=uid, calendar=calendar, three_point=three))
        for pred in {dice.randint(max(1, uid - local), uid - 1) for _ in range(2)} if uid > 1 else ():
            kind = dice.choice((LinkType.SS, LinkType.FF, LinkType.SF)) if dice.random() < 0.15 else LinkType.FS
            links.append(Link(pred, uid, kind, days(dice.choice((1, 2))) if dice.random() < 0.15 else 0))
    return Plan(f"{size} tasks", START, tuple(tasks), tuple(links), CALENDARS)


def drivers(plan: Plan, number: int = 50, seed: int = 1) -> tuple[Risk, ...]:
    """Risk drivers that stretch a twentieth of the tasks each, some of them in days."""
    dice = random.Random(seed)
    uids = [task.uid for task in plan.tasks]
    risks = []
    for place in range(number):
        hit = tuple(sorted(dice.sample(uids, max(1, len(uids) // 20))))
        if place % 5 == 0:
            risks.append(Risk(f"R-{place}", f"Event {place}", 0.3, days=ThreePoint(1, 3, 8), tasks=hit[:3]))
        else:
            risks.append(Risk(f"R-{place}", f"Driver {place}", 0.4, factor=ThreePoint(1, 1.1, 1.5), tasks=hit))
    return tuple(risks)
