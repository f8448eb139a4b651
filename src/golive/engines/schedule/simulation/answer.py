"""How sure is the date? What a simulation answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import ceil, sqrt
from typing import NamedTuple

import numpy as np

from golive.engines.schedule.simulation.dice import Floats
from golive.engines.schedule.windows import Window, Windows
from golive.plain.working_time import TICKS_PER_MINUTE, WorkingTime, from_ticks, to_ticks


def _require_share(p: float) -> None:
    if not 0 < p < 1:
        cure = f"Write {p / 100:g}" if 1 < p < 100 else "Use a share such as 0.8"
        raise ValueError(f"A quantile is asked for at {p:g}, which does not lie between 0 and 1. {cure}.")


@dataclass(frozen=True)
class WindowChance:
    """How likely exactly this window is reached, and this or an earlier one. Both are shares of 1."""

    window: Window | None
    probability: float
    by_then: float


class Sensitivity(NamedTuple):
    """``criticality``: share of the worlds in which the task drove the target. ``cruciality``: rank correlation of its
    duration with the target's finish (Spearman)."""

    uid: int
    name: str
    criticality: float
    cruciality: float


@dataclass(frozen=True)
class RiskEffect:
    """What one risk adds, in working days, found by leaving it out under the same random numbers."""

    id: str
    name: str
    occurred: float
    days_p50: float
    days_p80: float


@dataclass(frozen=True)
class Setting:
    """An assumption of the simulation and where it comes from."""

    name: str
    value: str
    provenance: str


@dataclass(frozen=True, eq=False)
class Simulation:
    """The distribution of a finish over all iterations."""

    deterministic: datetime
    finishes: Floats = field(repr=False)
    iterations: int
    seed: int
    target: int | None
    calendar: WorkingTime = field(repr=False)
    minutes_per_day: int = 480
    permitted: Windows | None = None
    sensitivity: tuple[Sensitivity, ...] = ()
    tornado: tuple[RiskEffect, ...] = ()
    settings: tuple[Setting, ...] = ()
    in_order: Floats = field(default_factory=lambda: np.empty(0), repr=False)
    """The finishes by iteration: two runs with one seed met the same luck in the same place."""
    precision: float | None = None
    """Working days that the 95 % interval of P80 was to be wide at most, where that was asked for."""

    @property
    def p80_width(self) -> float:
        """Working days from one end of the 95 % interval of P80 to the other."""
        return self.days_between(*self.interval(0.8))

    @property
    def precision_met(self) -> bool:
        """Whether P80 is as sure as was asked for."""
        return self.precision is None or self.p80_width <= self.precision

    def quantile(self, p: float) -> datetime:
        """The date that is met with the probability ``p`` (between 0 and 1): an order statistic, never interpolated."""
        _require_share(p)
        return self._at(ceil(p * self.iterations) - 1)

    def _at(self, place: int) -> datetime:
        return from_ticks(round(float(self.finishes[min(max(place, 0), self.iterations - 1)])))

    @staticmethod
    def _nearest(finishes: Floats, p: float) -> datetime:
        ordered = np.sort(finishes)
        return from_ticks(round(float(ordered[max(0, ceil(p * len(ordered)) - 1)])))

    def interval(self, p: float, z: float = 1.96) -> tuple[datetime, datetime]:
        """The 95 % confidence interval of that quantile, from order statistics (Conover 1971)."""
        _require_share(p)
        half, middle = z * sqrt(self.iterations * p * (1 - p)), self.iterations * p
        return self._at(int(middle - half) - 1), self._at(ceil(middle + half) - 1)

    @property
    def p10(self) -> datetime:
        return self.quantile(0.1)

    @property
    def p50(self) -> datetime:
        return self.quantile(0.5)

    @property
    def p80(self) -> datetime:
        return self.quantile(0.8)

    @property
    def p90(self) -> datetime:
        return self.quantile(0.9)

    @property
    def mean(self) -> datetime:
        return from_ticks(round(float(np.mean(self.finishes))))

    def probability(self, by: datetime | date) -> float:
        """The share of worlds that finish at or before a moment; a date means the end of that day."""
        if not isinstance(by, datetime):
            by = datetime(by.year, by.month, by.day) + timedelta(days=1)
        return float(np.searchsorted(self.finishes, to_ticks(by), "right")) / self.iterations

    def days_between(self, before: datetime, after: datetime) -> float:
        """Working days of the project calendar from one date to another."""
        work = self.calendar.to_work(to_ticks(after)) - self.calendar.to_work(to_ticks(before))
        return round(work / (self.minutes_per_day * TICKS_PER_MINUTE), 2)

    @property
    def histogram(self) -> tuple[tuple[date, int], ...]:
        """Worlds per week of finishing: the Monday and the number, without gaps."""
        days = np.floor(self.finishes / (1440 * TICKS_PER_MINUTE)).astype(np.int64)
        weeks, counts = np.unique((days - 1) // 7, return_counts=True)
        found = dict(zip(weeks.tolist(), counts.tolist(), strict=True))
        return tuple((date.fromordinal(week * 7 + 1), found.get(week, 0)) for week in range(min(found), max(found) + 1))

    @property
    def windows(self) -> tuple[WindowChance, ...]:
        """The probability of every window that some world reaches; None is “no window left”."""
        if self.permitted is None:
            return ()
        chances, done = [], 0
        for window in self.permitted:
            so_far = int(np.searchsorted(self.finishes, to_ticks(window.instant), "right"))
            if so_far > done:
                chances.append(WindowChance(window, (so_far - done) / self.iterations, so_far / self.iterations))
            done = max(done, so_far)
            if done == self.iterations:
                return tuple(chances)
        return (*chances, WindowChance(None, (self.iterations - done) / self.iterations, 1.0))

    def window_at(self, p: float) -> Window | None:
        """The window that the date met with probability ``p`` reaches."""
        return self.permitted.snap(self.quantile(p)).window if self.permitted else None
