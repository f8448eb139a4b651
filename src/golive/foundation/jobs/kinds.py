"""Which jobs can this installation run, and which of them by the clock?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Literal, TypeVar

from django.utils import timezone

# Takes the Job, which this module does not know: jobs know their kinds.
Run = Callable[[Any], Any]
F = TypeVar("F", bound=Run)
Often = Literal["hourly", "daily", "weekly"]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_KINDS: dict[str, Kind] = {}
_SCHEDULES: dict[str, Schedule] = {}


@dataclass(frozen=True)
class Kind:
    """How a job of this name is run; ``title`` may use its arguments: "Reading {file}"."""

    name: str
    run: Run
    title: str
    attempts: int


@dataclass(frozen=True)
class Schedule:
    """When a kind is due; ``at`` is the wall clock of the installation's time zone."""

    kind: str
    often: Often
    at: time
    weekday: int = 0

    def next_after(self, moment: datetime) -> datetime:
        """The first due time later than ``moment``."""
        local = timezone.localtime(moment)
        if self.often == "hourly":
            due, step = local.replace(minute=self.at.minute, second=0, microsecond=0), timedelta(hours=1)
            return due if due > local else due + step
        days = (self.weekday - local.weekday()) % 7 if self.often == "weekly" else 0
        due = _wall(local, days, self.at)
        return due if due > local else _wall(local, days + (7 if self.often == "weekly" else 1), self.at)


def _wall(local: datetime, days: int, at: time) -> datetime:
    # Built from the date, not by adding 24 hours: the days on which clocks change have 23 or 25.
    return timezone.make_aware(datetime.combine(local.date() + timedelta(days=days), at))


def kind(name: str, *, title: str = "", attempts: int = 3) -> Callable[[F], F]:
    """Register the function that runs jobs of this kind.

    It takes the job and returns its result as JSON values; or it returns a function, which is then run in the same
    transaction as "done" and whose own return is the result: that effect happens exactly once. Everything else may
    happen again, up to ``attempts`` times, when a worker dies.
    """

    def register(run: F) -> F:
        known = _KINDS.get(name)
        if known and (known.run.__module__, known.run.__qualname__) != (run.__module__, run.__qualname__):
            raise ValueError(f"{name} is already run by {known.run.__module__}.{known.run.__qualname__}.")
        _KINDS[name] = Kind(name, run, title or name, attempts)
        return run

    return register


def every(often: Often, *, at: str = "00:00", on: str = "monday") -> Callable[[F], F]:
    """Run a kind by the clock: ``@every("daily", at="02:30")`` above ``@kind(…)``.

    ``on`` is the weekday of a weekly job; of ``at`` an hourly one takes the minutes only. A time that passed while
    no worker ran is made up for once.
    """

    def register(run: F) -> F:
        name = next((found.name for found in _KINDS.values() if found.run is run), None)
        if name is None:
            raise ValueError(f"{run.__qualname__} is no kind of job. Put @kind(…) below @every(…).")
        _SCHEDULES[name] = Schedule(name, often, time.fromisoformat(at), WEEKDAYS.index(on))
        return run

    return register


def lookup(name: str) -> Kind:
    if name not in _KINDS:
        raise ValueError(f"No job is called {name}. Known are: {', '.join(sorted(_KINDS)) or 'none'}.")
    return _KINDS[name]


def known() -> list[str]:
    return sorted(_KINDS)


def schedules() -> list[Schedule]:
    return list(_SCHEDULES.values())
