"""On which dates may we go live, and which of them does a finish reach?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count, takewhile

from golive.engines.schedule.keys import shown, unknown_keys
from golive.plain.working_time import TICKS_PER_MINUTE, WorkingTime, to_ticks

_RULE = ("first", "every_days", "until", "closed")


@dataclass(frozen=True, order=True)
class Window:
    """A permitted go-live date; work must have ended when it opens (midnight where no hour is named)."""

    day: date
    label: str = ""
    opens: time = time()

    @property
    def instant(self) -> datetime:
        return datetime.combine(self.day, self.opens)

    def __str__(self) -> str:
        return self.label or f"{self.day:%a} {self.day.day} {self.day:%b %Y}"


@dataclass(frozen=True)
class Windows:
    """Permitted go-live dates: a list, or a rule such as every second Saturday from a date on.

    >>> rule = Windows.every(14, date(2026, 5, 9))
    >>> str(rule.snap(datetime(2026, 5, 12, 17)).window)
    'Sat 23 May 2026'
    """

    listed: tuple[Window, ...] = ()
    first: date | None = None
    every_days: int = 0
    until: date | None = None
    closed: tuple[date, ...] = ()

    @classmethod
    def on(cls, dates: Iterable[date | Window]) -> Windows:
        """Windows on these dates."""
        return cls(tuple(sorted(d if isinstance(d, Window) else Window(d) for d in dates)))

    @classmethod
    def every(cls, every_days: int, first: date, until: date | None = None, closed: Iterable[date] = ()) -> Windows:
        """A window every so many days, from the first on, without the closed dates (a freeze)."""
        if every_days < 1:
            raise ValueError(f"A window every {every_days} days is not a rule. Give 1 or more.")
        return cls((), first, every_days, until, tuple(closed))

    @classmethod
    def from_json(cls, form: object) -> Windows:
        """From ``["2026-05-09", …]`` or ``{"first": "2026-05-09", "every_days": 14, "until": …, "closed": […]}``.

        ValueError names every key and value that cannot be read, with its cure.
        """
        if isinstance(form, list):
            return cls.on(_days(form, "The list of windows"))
        if not isinstance(form, dict) or "first" not in form:
            raise ValueError('Windows are a list of dates or {"first": date, "every_days": number}.')
        wrong = [f"“{key}” is not known. {cure}" for key, cure in unknown_keys(form, _RULE)]
        every = form.get("every_days", 14)
        if isinstance(every, bool) or not isinstance(every, int) or every < 1:
            wrong.append(f"“every_days” is {shown(every)}. Write a whole number from 1.")
        if not isinstance(form.get("closed", []), list):
            wrong.append("“closed” is not a list. Write it in square brackets.")
        if wrong:
            raise ValueError(" ".join(wrong))
        (first,) = _days([form["first"]], "“first”")
        until = None if not form.get("until") else _days([form["until"]], "“until”")[0]
        return cls.every(every, first, until, _days(form.get("closed", []), "“closed”"))

    def __iter__(self) -> Iterator[Window]:
        if self.first is None:
            yield from self.listed
            return
        start = self.first
        days = (start + timedelta(days=self.every_days * k) for k in count())
        for day in takewhile(lambda d: d <= (self.until or date.max - timedelta(days=self.every_days)), days):
            if day not in self.closed:
                yield Window(day)

    def snap(self, finish: datetime) -> Snap:
        """The first window that opens at or after a finish; ``Snap.window`` is None where no window is left."""
        begin = self
        if self.first is not None and finish.date() > self.first:
            skip = (finish.date() - self.first).days // self.every_days
            begin = Windows(
                (), self.first + timedelta(days=skip * self.every_days), self.every_days, self.until, self.closed
            )
        return Snap(finish, next((window for window in begin if window.instant >= finish), None))


def _days(texts: Iterable[object], where: str) -> list[date]:
    found, wrong = list[date](), list[str]()
    for text in texts:
        try:
            found.append(date.fromisoformat(str(text)))
        except ValueError:
            wrong.append(f"“{text}”")
    if wrong:
        raise ValueError(f"{where} has {', '.join(wrong)}, which is no date. Write dates such as 2026-05-09.")
    return found


@dataclass(frozen=True)
class Snap:
    """A finish and the window it reaches."""

    finish: datetime
    window: Window | None

    def slack_days(self, calendar: WorkingTime, minutes_per_day: int = 480) -> int | None:
        """Whole working days that the finish may slip and still reach this window."""
        if self.window is None:
            return None
        work = calendar.to_work(to_ticks(self.window.instant)) - calendar.to_work(to_ticks(self.finish))
        return work // (minutes_per_day * TICKS_PER_MINUTE)


def snap(finish: datetime, windows: Windows) -> Window | None:
    """The go-live window that a finish reaches; None where no window is left."""
    return windows.snap(finish).window
