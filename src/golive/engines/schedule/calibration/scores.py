"""How good were forecasts, now that the outcome is known?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from golive.engines.schedule.simulation.dice import Floats

LEVELS = (np.arange(199) + 0.5) / 199
"""The probabilities at which a forecast is kept."""


@dataclass(frozen=True)
class Coverage:
    """How many outcomes were within a promise, with the 95 % interval of that share (Wilson 1927)."""

    promised: float
    met: int
    cases: int

    @property
    def share(self) -> float:
        return self.met / self.cases

    @property
    def interval(self) -> tuple[float, float]:
        z, n, share = 1.959964, self.cases, self.share
        middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class Score:
    """Coverage of P50, P80 and P90; mean interval score of P10 to P90, and mean CRPS, both in planned durations."""

    name: str
    p50: Coverage
    p80: Coverage
    p90: Coverage
    interval_score: float
    crps: float
    width: float
    """Mean distance from P10 to P90, in planned durations."""


def at(forecast: Floats, p: float) -> float:
    """The quantile of a forecast kept at `LEVELS`."""
    return float(np.interp(p, LEVELS, forecast))


def crps(forecast: Floats, outcome: float) -> float:
    """The continuous ranked probability score: twice the mean pinball loss over all levels (Gneiting, Ranjan 2011).

    >>> crps(np.full(199, 1.0), 1.25)
    0.25
    """
    gap = outcome - forecast
    return float(2 * np.mean(np.where(gap >= 0, LEVELS * gap, (LEVELS - 1) * gap)))


def interval_score(low: float, high: float, outcome: float, missing: float = 0.2) -> float:
    """Width, plus a penalty for outcomes outside (Gneiting, Raftery 2007); ``missing`` is the share expected outside.

    >>> interval_score(0.9, 1.3, 1.4)
    1.4
    """
    outside = max(low - outcome, 0.0) + max(outcome - high, 0.0)
    return round(high - low + 2 / missing * outside, 12)


def score(name: str, forecasts: Sequence[Floats], outcomes: Sequence[float]) -> Score:
    """All scores of one method over all cases."""
    pairs = list(zip(forecasts, outcomes, strict=True))

    def covered(p: float) -> Coverage:
        return Coverage(p, sum(outcome <= at(forecast, p) + 1e-9 for forecast, outcome in pairs), len(pairs))

    return Score(
        name,
        covered(0.5),
        covered(0.8),
        covered(0.9),
        float(np.mean([interval_score(at(f, 0.1), at(f, 0.9), outcome) for f, outcome in pairs])),
        float(np.mean([crps(f, outcome) for f, outcome in pairs])),
        float(np.mean([at(f, 0.9) - at(f, 0.1) for f, _ in pairs])),
    )
