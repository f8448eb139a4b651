"""Finished projects of a world whose systemic factor is known: plans, and how they went."""

from __future__ import annotations

import random
from datetime import datetime
from math import exp

from golive.engines.schedule import Link, Plan, Task, days, schedule
from golive.engines.schedule.calibration import FinishedProject

START = datetime(2024, 1, 8, 8)


def world(
    number: int, *, sigma: float = 0.3, median: float = 1.1, own: float = 0.25, seed: int = 1
) -> list[FinishedProject]:
    """Projects of 5 to 30 tasks; every duration met its own lognormal factor and the project's."""
    dice = random.Random(seed)
    found = []
    for one in range(number):
        factor = median * exp(dice.gauss(0, sigma))
        tasks, links, done = [], [], []
        for uid in range(1, dice.randint(5, 30)):
            likely = days(dice.choice((2, 3, 5, 8, 13)))
            tasks.append(Task(uid, f"Task {uid}", likely))
            done.append(Task(uid, f"Task {uid}", round(likely * factor * exp(dice.gauss(0, own)))))
            links += [Link(pred, uid) for pred in {dice.randint(max(1, uid - 4), uid - 1)}] if uid > 1 else []
        plan = Plan(f"Project {one}", START, tuple(tasks), tuple(links))
        planned, actual = schedule(plan), schedule(Plan("Done", START, tuple(done), tuple(links)))
        took = [float(dates.working_days(dates.start, dates.finish)) for dates in (planned, actual)]
        found.append(FinishedProject(plan.name, plan, *took))
    return found
