"""What did Maya's plan say on an earlier Friday, before the slips and moves of later weeks were known?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from golive.engines.schedule import Constraint, Mode, Plan, Task
from golive.web.demo.plan import dates
from golive.web.demo.plan.lines import LINES, uid
from golive.web.demo.plan.rows import Row
from golive.web.demo.story import CHANGES, SLIPS

MORNING, EVENING, MINUTES = time(8), time(17), 480
# On this day the committee planned for the next window, and the dates of the work before it were set anew; the
# last slip then moved what follows the chart of accounts.
REPLANNED = date(2026, 2, 19)
AFTER_LAST_SLIP = {"coa_signed", "cu_gonogo"}
FIRST_DEADLINE = date(2026, 5, 8)
_NOW, _BASE = dates.current(LINES), dates.baseline(LINES)
_NOTICED = {slip.line: (slip.noticed, slip.days) for slip in SLIPS}
_ADDED = {change.ref: change.decided_on for change in CHANGES if change.decided_on}


def as_known(plan: Plan, day: date) -> Plan:
    """Today's plan with everything taken out that nobody could know on the morning of ``day``."""
    rows = {uid(row.key): row for row in LINES}
    late = {number for number, row in rows.items() if row.change and _ADDED[row.change] > day}
    return replace(
        plan,
        tasks=tuple(_known(task, rows.get(task.uid), day) for task in plan.tasks if task.uid not in late),
        links=tuple(link for link in plan.links if not {link.pred, link.succ} & late),
        assignments=tuple(one for one in plan.assignments if one.task not in late),
        status_date=datetime.combine(day, MORNING),
        options=replace(plan.options, mode=Mode.RETAINED),
    )


def _known(task: Task, row: Row | None, day: date) -> Task:
    if row is None or row.summary:
        return replace(task, percent_complete=0, start=None, finish=None)
    now = _NOW[row.key]
    if now.finish < day and now.complete:
        return task
    if now.start < day:
        return _running(task, row, day)
    return _ahead(task, row, day)


def _running(task: Task, row: Row, day: date) -> Task:
    """Begun and not finished on that day."""
    now, days = _NOW[row.key], _days(row, day, begun=True)
    done = min(dates.calendar_of(row).between(now.start, day - timedelta(days=1)), max(days - 1, 0))
    return replace(
        task,
        duration_min=days * MINUTES,
        remaining_min=(days - done) * MINUTES,
        percent_complete=round(100 * done / days) if days else 0,
        actual_start=datetime.combine(now.start, MORNING),
        actual_finish=None,
        resume=None,
        start=None,
        finish=None,
        three_point=task.three_point if days == row.days else None,
        constraint=Constraint.ASAP,
        constraint_at=None,
    )


def _ahead(task: Task, row: Row, day: date) -> Task:
    """Not begun on that day."""
    days = _days(row, day, begun=False)
    floor = _floor(row, day)
    return replace(
        task,
        duration_min=days * MINUTES,
        remaining_min=None,
        percent_complete=0,
        actual_start=None,
        actual_finish=None,
        resume=None,
        start=None,
        finish=None,
        three_point=task.three_point if days == row.days else None,
        constraint=Constraint.SNET if floor else Constraint.ASAP,
        constraint_at=datetime.combine(floor, MORNING) if floor else None,
        deadline=_deadline(task, row, day),
    )


def _days(row: Row, day: date, *, begun: bool) -> int:
    """The duration as it was expected then: a slip counts from the day on which it was noticed."""
    if row.key in _NOTICED:
        noticed, _ = _NOTICED[row.key]
        return row.days if noticed <= day else row.baseline_days
    return row.days if begun else row.baseline_days


def _floor(row: Row, day: date) -> date | None:
    known_from = SLIPS[-1].noticed if row.key in AFTER_LAST_SLIP else REPLANNED + timedelta(days=1)
    if day < known_from:
        return row.planned_not_before
    return row.not_before or row.began or row.planned_not_before


def _deadline(task: Task, row: Row, day: date) -> datetime | None:
    if row.key == "ready" and day <= REPLANNED:
        return datetime.combine(FIRST_DEADLINE, EVENING)
    return task.deadline
