"""On which days does Acme work, and on which may it go live?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

STATUS_DATE = date(2026, 3, 16)
FIRST_WINDOW = date(2026, 5, 9)
WINDOW_EVERY_DAYS = 14
_MON_TO_FRI = frozenset(range(5))
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Closed:
    """Days without work, both ends included."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class Calendar:
    """Whole working days only: the plan has no half days, so that its dates can be checked by hand."""

    uid: int
    name: str
    weekdays: frozenset[int]
    closed: tuple[Closed, ...]

    def works(self, day: date) -> bool:
        return day.weekday() in self.weekdays and not any(c.first <= day <= c.last for c in self.closed)

    def next_day(self, day: date) -> date:
        """The first working day on or after ``day``."""
        while not self.works(day):
            day += _DAY
        return day

    def previous_day(self, day: date) -> date:
        """The last working day on or before ``day``."""
        while not self.works(day):
            day -= _DAY
        return day

    def shift(self, day: date, days: int) -> date:
        """``days`` working days later (or earlier) than the working day ``day``."""
        step = _DAY if days > 0 else -_DAY
        while days:
            day += step
            days -= self.works(day) * (1 if days > 0 else -1)
        return day

    def between(self, first: date, last: date) -> int:
        """Working days from ``first`` to ``last``, both included; negative when ``last`` lies before."""
        if last < first - _DAY:
            return -self.between(last + _DAY, first - _DAY)
        return sum(self.works(first + _DAY * n) for n in range((last - first).days + 1))


def _off_saturdays() -> tuple[Closed, ...]:
    """The Saturdays between two windows, to the end of 2026, and everything before the first window."""
    off = FIRST_WINDOW + timedelta(days=7)
    rest = []
    while off.year == 2026:
        rest.append(Closed("Change freeze", off, off))
        off += timedelta(days=WINDOW_EVERY_DAYS)
    return (Closed("Before the first window", date(2025, 9, 1), FIRST_WINDOW - _DAY), *rest)


_US_HOLIDAYS = (
    Closed("Thanksgiving", date(2025, 11, 27), date(2025, 11, 28)),
    Closed("Christmas", date(2025, 12, 24), date(2025, 12, 26)),
    Closed("New Year", date(2026, 1, 1), date(2026, 1, 2)),
    Closed("Martin Luther King Jr. Day", date(2026, 1, 19), date(2026, 1, 19)),
    Closed("Memorial Day", date(2026, 5, 25), date(2026, 5, 25)),
    Closed("Juneteenth", date(2026, 6, 19), date(2026, 6, 19)),
    Closed("Independence Day", date(2026, 7, 3), date(2026, 7, 3)),
)
_PORTO_HOLIDAYS = (
    Closed("Restoration of independence", date(2025, 12, 1), date(2025, 12, 1)),
    Closed("Immaculate Conception", date(2025, 12, 8), date(2025, 12, 8)),
    Closed("Christmas and New Year", date(2025, 12, 24), date(2026, 1, 2)),
    Closed("Good Friday", date(2026, 4, 3), date(2026, 4, 3)),
    Closed("Labour Day", date(2026, 5, 1), date(2026, 5, 1)),
    Closed("Portugal Day", date(2026, 6, 10), date(2026, 6, 10)),
)

STANDARD = Calendar(1, "Standard", _MON_TO_FRI, _US_HOLIDAYS)
PORTO = Calendar(2, "Cirruform build team (Porto)", _MON_TO_FRI, _PORTO_HOLIDAYS)
WINDOWS = Calendar(3, "Go-live windows (alternate Saturdays)", frozenset({5}), _off_saturdays())
CALENDARS = {"standard": STANDARD, "porto": PORTO, "windows": WINDOWS}
