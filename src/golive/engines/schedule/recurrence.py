"""On which days does a repeating calendar exception fall?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

DAILY, YEARLY_DAY, YEARLY_POSITION, MONTHLY_DAY, MONTHLY_POSITION, WEEKLY, EVERY_DAYS, WEEKDAYS = range(1, 9)
_MOST = 20_000


@dataclass(frozen=True)
class Recurrence:
    """The repetition of an exception as Microsoft Project's XML writes it (Sunday is day 0 and bit 1)."""

    type: int
    first: date
    last: date
    occurrences: int = 0
    period: int = 1
    days_of_week: int = 0
    month_item: int = 0
    month_position: int = 0
    month: int = 0
    month_day: int = 1

    @property
    def contiguous(self) -> bool:
        """Whether it is simply every day from first to last."""
        return self.type not in range(2, 9) and self.period <= 1

    def dates(self) -> list[date]:
        """The days, first to last, as many as there are occurrences."""
        wanted = self.occurrences or _MOST
        return list(islice((day for day in self._candidates() if self.first <= day <= self.last), min(wanted, _MOST)))

    def _candidates(self) -> Iterator[date]:
        if self.type in (YEARLY_DAY, YEARLY_POSITION, MONTHLY_DAY, MONTHLY_POSITION):
            return self._in_months()
        if self.type == WEEKLY:
            return self._every_day(self._in_week)
        if self.type == WEEKDAYS:
            return self._every_day(lambda day: day.weekday() < 5)
        return self._every_day(lambda day: (day - self.first).days % max(1, self.period) == 0)

    def _every_day(self, keep: Callable[[date], bool]) -> Iterator[date]:
        for offset in range(min((self.last - self.first).days, _MOST) + 1):
            day = self.first + timedelta(days=offset)
            if keep(day):
                yield day

    def _in_week(self, day: date) -> bool:
        sunday = self.first - timedelta(days=_sunday_first(self.first))
        return bool(self.days_of_week >> _sunday_first(day) & 1) and (day - sunday).days // 7 % max(1, self.period) == 0

    def _in_months(self) -> Iterator[date]:
        yearly = self.type in (YEARLY_DAY, YEARLY_POSITION)
        step = 12 if yearly else max(1, self.period)
        start = self.first.year * 12 + (self.month if yearly else self.first.month - 1)
        for number in range(start, self.last.year * 12 + self.last.month, step):
            year, month = divmod(number, 12)
            fixed = self.type in (YEARLY_DAY, MONTHLY_DAY)
            day = _day_of(year, month + 1, self.month_day) if fixed else self._by_position(year, month + 1)
            if day is not None:
                yield day

    def _by_position(self, year: int, month: int) -> date | None:
        days = [day for n in range(1, 32) if (day := _day_of(year, month, n)) and self._is_item(day)]
        if not days:
            return None
        return days[-1] if self.month_position >= 4 else days[min(self.month_position, len(days) - 1)]

    def _is_item(self, day: date) -> bool:
        if self.month_item == 0:
            return True
        if self.month_item in (1, 2):
            return (day.weekday() < 5) == (self.month_item == 1)
        return _sunday_first(day) == self.month_item - 3


def _sunday_first(day: date) -> int:
    return (day.weekday() + 1) % 7


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
