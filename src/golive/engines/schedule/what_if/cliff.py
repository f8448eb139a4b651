"""From which day on does a late delivery cost us the go-live window?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from golive.engines.schedule.dates.cpm import forward
from golive.engines.schedule.dates.schedule import Schedule, schedule
from golive.engines.schedule.plan import Plan, Task
from golive.engines.schedule.windows import Window, Windows
from golive.plain.working_time import TICKS_PER_MINUTE, from_ticks


@dataclass(frozen=True)
class Cliff:
    """The two dates of an external item, and the window that is lost after the second.

    ``plan_date``: the late finish; later than this eats reserve. ``drop_dead``: the last day that keeps the window.
    ``days_to_cliff``: working days after the plan date on which the window changes first; None where it never does
    within the horizon.
    """

    task: Task
    expected: datetime
    plan_date: date
    drop_dead: date | None
    days_to_cliff: int | None
    from_window: Window | None
    to_window: Window | None

    @property
    def slip_weeks(self) -> float | None:
        """Weeks between the two windows."""
        if self.from_window is None or self.to_window is None:
            return None
        return (self.to_window.day - self.from_window.day).days / 7


def cliff(
    plan: Plan | Schedule, windows: Windows, item: int, *, target: int | None = None, horizon: int = 260
) -> Cliff:
    """The plan date, the drop-dead date and the window lost when a task is released late.

    ``target`` is the task whose finish must reach a window (the whole plan where none is named); ``horizon`` is how
    many working days late are tried. A KeyError names a task that the plan does not schedule.
    """
    base = plan if isinstance(plan, Schedule) else schedule(plan)
    row, v = base[item], base.net.position[base.leaf_of(item)]
    day = base.plan.options.minutes_per_day * TICKS_PER_MINUTE
    finish_if = _finish_if(base, v, target)
    need_by = base.passes.lf[v] if target is None else _latest_without_effect(base, v, finish_if, horizon * day)
    time = base.net.axes.times[base.net.axis[v]]
    now = windows.snap(finish_if(base.passes.ef[v])).window

    def lost_after(k: int) -> bool:
        return windows.snap(finish_if(need_by + k * day)).window != now

    plan_date = from_ticks(time.finish_at(need_by)).date()
    if row.task.complete or now is None or not lost_after(horizon):
        return Cliff(row.task, row.finish, plan_date, None, None, now, None)
    first = _first(lost_after, 0, horizon)
    last_good = from_ticks(time.finish_at(need_by + max(first - 1, 0) * day)).date()
    moved = windows.snap(finish_if(need_by + first * day)).window
    return Cliff(row.task, row.finish, plan_date, last_good, first, now, moved)


def _first(true_from: Callable[[int], bool], low: int, high: int) -> int:
    """The first number for which a condition that stays true becomes true."""
    while low < high:
        middle = (low + high) // 2
        if true_from(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _finish_if(base: Schedule, v: int, target: int | None) -> Callable[[int], datetime]:
    """The finish of the target when the item is released at a coordinate of its axis."""
    net = base.net
    aim = None if target is None else net.position[base.leaf_of(target)]

    def finish(released: int) -> datetime:
        found = forward(net, base.known, hold=(v, released))
        if aim is None:
            return from_ticks(found.finish)
        return from_ticks(net.axes.times[net.axis[aim]].finish_at(found.ef[aim]))

    return finish


def _latest_without_effect(base: Schedule, v: int, finish_if: Callable[[int], datetime], horizon: int) -> int:
    early = base.passes.ef[v]
    now = finish_if(early)
    return early + _first(lambda late: finish_if(early + late) > now, 0, horizon) - 1
