"""Where does a date stand on the time axis?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from golive.registers.status.page import StatusPage
from golive.registers.status.sentences import short_day

_MOST_TICKS = 8


@dataclass(frozen=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True)
class Axis:
    """``start`` and ``end`` are the ends 0 and 1; None where there is no date to draw."""

    start: date | None
    end: date | None
    today: float | None
    ticks: tuple[Tick, ...]

    def place(self, day: date | None) -> float | None:
        if day is None or self.start is None or self.end is None:
            return None
        return round((day - self.start).days / (self.end - self.start).days, 4)


def axis_for(page: StatusPage) -> Axis:
    """An axis over the report's day and every milestone date, from month to month."""
    found = [day for it in page.milestones for day in (it.baseline, it.p50, it.p80) if day]
    if not found:
        return Axis(None, None, None, ())
    start, end = _month(min([page.cover.as_of, *found])), _month(max(found) + timedelta(days=32))
    bare = Axis(start, end, None, ())
    return Axis(start, end, bare.place(page.cover.as_of), _ticks(bare, start, end))


def _month(day: date) -> date:
    return day.replace(day=1)


def _ticks(axis: Axis, start: date, end: date) -> tuple[Tick, ...]:
    months = [start]
    while months[-1] < end:
        months.append(_month(months[-1] + timedelta(days=32)))
    step = -(-len(months) // _MOST_TICKS)
    return tuple(Tick(axis.place(month) or 0.0, _label(month)) for month in months[:-1:step])


def _label(month: date) -> str:
    name = short_day(month).split()[1]
    return f"{name} {month.year}" if month.month == 1 else name
