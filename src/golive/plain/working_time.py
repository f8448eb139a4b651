"""When is work done? Calendars, working minutes, and instants that know which side of a break they stand on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from itertools import accumulate, islice
from operator import eq, sub
from typing import NewType

TICKS_PER_MINUTE = 10
"""Time is counted in whole tenths of a minute: the smallest unit that Microsoft Project stores."""
TICKS_PER_DAY = 24 * 60 * TICKS_PER_MINUTE

Ticks = int
StartInstant = NewType("StartInstant", int)
"""The latest instant at which a given amount of work is done: Monday 08:00, never Friday 17:00."""
FinishInstant = NewType("FinishInstant", int)
"""The earliest instant at which a given amount of work is done: Friday 17:00, never Monday 08:00."""

Shift = tuple[int, int]
"""From and to, in minutes of the day, half open: (480, 720) is 08:00 up to, and without, 12:00."""
Shifts = tuple[Shift, ...]

OFFICE_DAY: Shifts = ((8 * 60, 12 * 60), (13 * 60, 17 * 60))
ROUND_THE_CLOCK: Shifts = ((0, 24 * 60),)
NO_WORK: Shifts = ()


class NoWorkingTime(ValueError):
    """A calendar offers no working time where some is needed."""


@dataclass(frozen=True)
class CalendarException:
    """Days, first to last inclusive, that differ from the week: holidays (no shifts) or extra work."""

    first: date
    last: date
    shifts: Shifts = NO_WORK
    name: str = ""


@dataclass(frozen=True)
class WorkWeek:
    """A different week for a range of dates; ``None`` for a day keeps the ordinary week's day."""

    first: date
    last: date
    week: tuple[Shifts | None, ...]
    name: str = ""


@dataclass(frozen=True)
class Calendar:
    """A named calendar: Monday to Sunday, exceptions, and the calendar from which it inherits.

    A day that is ``None`` is inherited from ``base``; an empty tuple is a day without work.
    """

    uid: int
    name: str
    week: tuple[Shifts | None, ...] = (OFFICE_DAY,) * 5 + (NO_WORK,) * 2
    exceptions: tuple[CalendarException, ...] = ()
    base: int | None = None
    work_weeks: tuple[WorkWeek, ...] = ()


def standard_calendar(uid: int = 1, holidays: Iterable[date] = ()) -> Calendar:
    """Monday to Friday, 08:00-12:00 and 13:00-17:00, without the holidays."""
    return Calendar(uid, "Standard", exceptions=tuple(CalendarException(day, day) for day in holidays))


def to_ticks(at: datetime) -> Ticks:
    """Tenths of a minute since the first day of the calendar; seconds below six are cut off."""
    return at.toordinal() * TICKS_PER_DAY + (at.hour * 3600 + at.minute * 60 + at.second) // 6


@lru_cache(maxsize=1 << 16)
def from_ticks(ticks: Ticks) -> datetime:
    """The date and time of a tick.

    >>> from_ticks(to_ticks(datetime(2026, 3, 2, 8, 30)))
    datetime.datetime(2026, 3, 2, 8, 30)
    """
    day, rest = divmod(int(ticks), TICKS_PER_DAY)
    return datetime.combine(date.fromordinal(day), time()) + timedelta(seconds=rest * 6)


@dataclass(frozen=True)
class Pattern:
    """A calendar with all inheritance resolved: seven days and the dates that differ from them."""

    week: tuple[Shifts, ...]
    days: Mapping[int, Shifts] = field(default_factory=dict)

    @cached_property
    def key(self) -> Key:
        """Equal for calendars that give the same working time."""
        return self.week, tuple(sorted(item for item in self.days.items() if item[1] != self.ordinary(item[0])))

    def ordinary(self, ordinal: int) -> Shifts:
        return self.week[(ordinal - 1) % 7]

    def shifts(self, ordinal: int) -> Shifts:
        return self.days.get(ordinal, self.week[(ordinal - 1) % 7])


Key = tuple[tuple[Shifts, ...], tuple[tuple[int, Shifts], ...]]
ALWAYS = Pattern((ROUND_THE_CLOCK,) * 7)
_LONGEST_EXCEPTION = 365 * 60


def resolve(calendars: Mapping[int, Calendar], uid: int) -> Pattern:
    """The working pattern of a calendar: base calendars first, then its own days, then exceptions.

    Raises ValueError where a base is missing or calendars inherit from each other in a circle.
    """
    week: list[Shifts] = [NO_WORK] * 7
    days: dict[int, Shifts] = {}
    for calendar in reversed(_line_of_descent(calendars, uid)):
        week = [own if own is not None else inherited for own, inherited in zip(calendar.week, week, strict=True)]
        for special in calendar.work_weeks:
            for ordinal in _ordinals(special.first, special.last):
                own = special.week[(ordinal - 1) % 7]
                if own is not None:
                    days[ordinal] = own
        for exception in calendar.exceptions:
            days.update(dict.fromkeys(_ordinals(exception.first, exception.last), exception.shifts))
    return Pattern(tuple(week), days)


def _ordinals(first: date, last: date) -> range:
    start = first.toordinal()
    return range(start, min(last.toordinal(), start + _LONGEST_EXCEPTION) + 1)


def _line_of_descent(calendars: Mapping[int, Calendar], uid: int | None) -> list[Calendar]:
    line: list[Calendar] = []
    while uid is not None:
        if uid not in calendars:
            raise ValueError(f"The calendar {uid} does not exist. Add it, or choose another calendar.")
        if calendars[uid] in line:
            names = " → ".join(calendar.name for calendar in [*line, calendars[uid]])
            raise ValueError(f"Calendars inherit from each other in a circle: {names}. Give one of them no base.")
        line.append(calendars[uid])
        uid = calendars[uid].base
    return line


def _combined(one: Pattern, other: Pattern, join: Callable[[Shifts, Shifts], Shifts]) -> Pattern:
    week = tuple(join(mine, theirs) for mine, theirs in zip(one.week, other.week, strict=True))
    days = {day: join(one.shifts(day), other.shifts(day)) for day in {*one.days, *other.days}}
    return Pattern(week, days)


def intersection(one: Pattern, other: Pattern) -> Pattern:
    """Working time that both offer: a task calendar together with a resource calendar."""
    return _combined(one, other, _shared)


def union(one: Pattern, other: Pattern) -> Pattern:
    """Working time that at least one offers: a task whose resources work at different hours."""
    return _combined(one, other, _either)


def _shared(mine: Shifts, theirs: Shifts) -> Shifts:
    pairs = ((max(a, c), min(b, d)) for a, b in mine for c, d in theirs)
    return tuple(sorted(pair for pair in pairs if pair[0] < pair[1]))


def _either(mine: Shifts, theirs: Shifts) -> Shifts:
    merged: list[Shift] = []
    for start, end in sorted((*mine, *theirs)):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


Table = tuple[list[int], list[int], list[int], int]
"""Starts and ends of all stretches of work, the work done before each, and the work done in all. Never changed."""


def _table(week: tuple[Shifts, ...], days: tuple[tuple[int, Shifts], ...], anchor: int, back: int, ahead: int) -> Table:
    starts: list[int] = []
    ends: list[int] = []
    at, last = max(1, anchor - back), min(date.max.toordinal(), anchor + ahead)
    for ordinal, shifts in days:
        if at <= ordinal < last:
            _enter(week, at, ordinal, starts, ends)
            _enter((shifts,) * 7, ordinal, ordinal + 1, starts, ends)
            at = ordinal + 1
    _enter(week, at, last, starts, ends)
    if any(map(eq, islice(starts, 1, None), ends)):
        starts, ends = _joined(starts, ends)
    done = list(accumulate(map(sub, ends, starts), initial=0))
    zero = _work_at(starts, ends, done, anchor * TICKS_PER_DAY)
    return starts, ends, [work - zero for work in done[:-1]], done[-1] - zero


def _enter(week: tuple[Shifts, ...], first: int, end: int, starts: list[int], ends: list[int]) -> None:
    """Add the stretches of work of these days: whole weeks at once, then what is left of one."""
    weeks = (end - first) // 7
    for begin, times, days in ((first, weeks, 7), (first + 7 * weeks, 1, (end - first) % 7)):
        own = [
            (day * TICKS_PER_DAY + opens * TICKS_PER_MINUTE, day * TICKS_PER_DAY + closes * TICKS_PER_MINUTE)
            for day in range(days)
            for opens, closes in week[(begin + day - 1) % 7]
        ]
        mondays = range(begin * TICKS_PER_DAY, (begin + 7 * times) * TICKS_PER_DAY, 7 * TICKS_PER_DAY)
        starts += [monday + opens for monday in mondays for opens, _ in own]
        ends += [monday + closes for monday in mondays for _, closes in own]


def _joined(starts: list[int], ends: list[int]) -> tuple[list[int], list[int]]:
    """Stretches of which one ends where the next begins, as one."""
    met = [start == end for start, end in zip(starts[1:], ends, strict=False)]
    begins = [start for start, joined in zip(starts, [False, *met], strict=True) if not joined]
    return begins, [end for end, joined in zip(ends, [*met, False], strict=True) if not joined]


def _work_at(starts: list[int], ends: list[int], done: list[int], instant: int) -> int:
    index = bisect_right(starts, instant) - 1
    return done[index] + min(instant, ends[index]) - starts[index] if index >= 0 else 0


_kept_table, _kept_far_table = lru_cache(maxsize=64)(_table), lru_cache(maxsize=8)(_table)


class WorkingTime:
    """Fast conversion between instants and an amount of work, both in ticks.

    Work is counted from ``anchor`` (0 there, negative before). Tables grow when somebody looks further.

    >>> time = WorkingTime(resolve({1: standard_calendar()}, 1), datetime(2026, 3, 2))
    >>> friday_evening = time.to_work(to_ticks(datetime(2026, 3, 6, 17)))
    >>> from_ticks(time.finish_at(friday_evening)).isoformat(), from_ticks(time.start_at(friday_evening)).isoformat()
    ('2026-03-06T17:00:00', '2026-03-09T08:00:00')
    """

    _REACH_BACK, _REACH_AHEAD, _FURTHEST = 200, 900, 60_000

    def __init__(self, pattern: Pattern, anchor: datetime, name: str = "") -> None:
        if not any(pattern.week) and not any(pattern.days.values()):
            raise NoWorkingTime(f"The calendar {name or '(unnamed)'} has no working time. Give one weekday some hours.")
        self.pattern, self.name, self.anchor = pattern, name, anchor.toordinal()
        self._reach = (self._REACH_BACK, self._REACH_AHEAD)
        self._fill()

    def _fill(self) -> None:
        back, ahead = self._reach
        week, days = self.pattern.key
        read = _kept_table if ahead < 10_000 else _kept_far_table
        self.starts, self.ends, self.before, self.total = read(week, days, self.anchor, back, ahead)
        self.last = (self.anchor + ahead) * TICKS_PER_DAY

    @property
    def reach(self) -> tuple[int, int]:
        """How many days before and after the anchor the tables cover now."""
        return self._reach

    def grow(self, *, ahead: bool, until: int | None = None) -> None:
        """Cover three times as many days, or so many times that an instant is; NoWorkingTime beyond a century."""
        back, front = self._reach
        while True:
            if (front if ahead else back) > self._FURTHEST:
                raise NoWorkingTime(self._out_of_reach(ahead=ahead))
            back, front = (back, front * 3) if ahead else (back * 3, front)
            if until is None or until < (self.anchor + front) * TICKS_PER_DAY:
                break
        self._reach = back, front
        self._fill()

    def _out_of_reach(self, *, ahead: bool) -> str:
        when = "after" if ahead else "before"
        if any(self.pattern.week):
            return (
                f"Work on the calendar {self.name or '(unnamed)'} reaches more than a century {when} "
                f"{date.fromordinal(self.anchor)}. Look for a wrong date or duration."
            )
        return (
            f"The calendar {self.name or '(unnamed)'} has no working time {when} "
            f"{from_ticks(self.ends[-1] if ahead else self.starts[0]).date() if self.ends else 'any date'}. "
            "Give one weekday some hours."
        )

    def to_work(self, instant: int) -> int:
        """Work done up to an instant; an instant in a break counts as the end of the work before it."""
        if instant >= self.last:
            self.grow(ahead=True, until=instant)
        index = bisect_right(self.starts, instant) - 1
        while index < 0:
            self.grow(ahead=False)
            index = bisect_right(self.starts, instant) - 1
        start, end = self.starts[index], self.ends[index]
        return self.before[index] + (instant if instant < end else end) - start

    def start_at(self, work: int) -> StartInstant:
        """The latest instant with this much work done: where the next work starts."""
        while work >= self.total:
            self.grow(ahead=True)
        index = bisect_right(self.before, work) - 1
        while index < 0:
            self.grow(ahead=False)
            index = bisect_right(self.before, work) - 1
        return StartInstant(self.starts[index] + work - self.before[index])

    def finish_at(self, work: int) -> FinishInstant:
        """The earliest instant with this much work done: where the last work ended."""
        while work > self.total:
            self.grow(ahead=True)
        index = bisect_left(self.before, work) - 1
        while index < 0:
            self.grow(ahead=False)
            index = bisect_left(self.before, work) - 1
        return FinishInstant(self.starts[index] + work - self.before[index])

    def works_at(self, instant: int) -> bool:
        """Whether an instant lies inside working time (its start included, its end not)."""
        return self.start_at(self.to_work(instant)) == instant
