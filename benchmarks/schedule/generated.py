"""Which plans are measured? Generated ones: about two links per task, all four types, lags, three calendars."""

from __future__ import annotations

from datetime import date, datetime
from random import Random

from golive.engines.schedule import Link, LinkType, Plan, Task
from golive.plain.working_time import OFFICE_DAY, ROUND_THE_CLOCK, Calendar, CalendarException, standard_calendar

START = datetime(2026, 3, 2, 8)
TYPES = (LinkType.FS,) * 17 + (LinkType.SS, LinkType.FF, LinkType.SF)
CALENDARS = (
    standard_calendar(1, [date(2026, 4, 3), date(2026, 12, 25)]),
    Calendar(2, "24 hours", week=(ROUND_THE_CLOCK,) * 7),
    Calendar(3, "Six days", (OFFICE_DAY,) * 6 + ((),), (CalendarException(date(2026, 8, 3), date(2026, 8, 14)),)),
)


def generated(size: int, seed: int = 1, reach: int = 50, calendars: bool = True) -> Plan:
    """A plan of so many tasks; links reach back at most ``reach`` tasks, an eighth of the tasks differ in calendar."""
    dice = Random(seed)
    tasks, links = [], []
    for uid in range(1, size + 1):
        other = dice.random() < 0.13 and calendars
        tasks.append(
            Task(
                uid,
                f"Task {uid}",
                dice.choice((0, 240, 480, 960, 2400)),
                calendar=dice.choice((2, 3)) if other else None,
            )
        )
        before = range(max(1, uid - reach), uid)
        for pred in dice.sample(before, min(len(before), dice.choice((1, 2, 3)))):
            lag = dice.choice((480, 960, -480)) if dice.random() < 0.15 else 0
            links.append(Link(pred, uid, dice.choice(TYPES), lag))
    return Plan(f"{size} tasks", START, tuple(tasks), tuple(links), CALENDARS if calendars else CALENDARS[:1])
