"""Which durations does a three-point estimate stand for? Quantiles, and a table to draw from."""

from __future__ import annotations

from functools import lru_cache
from math import log
from typing import NamedTuple

import numpy as np

from golive.engines.schedule.plan import Shape, ThreePoint
from golive.engines.schedule.simulation.dice import Floats
from golive.engines.schedule.simulation.program import F32

BINS = 2048
"""Values in a table, equally likely; each is the mean of its share, so that the table has the distribution's mean."""
STEPS = 256
"""Estimates of one shape whose likely value lies in the same of so many steps between low and high share a table."""
_INSIDE = 16
MEANS = {Shape.TRIANGULAR: 1 / 3, Shape.PERT: 2 / 3, Shape.TRIGEN: 1 / 3, Shape.LOGNORMAL: 1.0, Shape.UNIFORM: 0.0}
"""By how much the mean (lognormal: the median) moves with the likely value: what a table is off is made good so."""
Z90 = 1.2815515655446004
"""The P90 of the standard normal distribution."""


def quantile(spread: ThreePoint, u: Floats) -> Floats:
    """The values of a three-point estimate at the probabilities ``u``, in its own unit.

    >>> quantile(ThreePoint(8, 10, 18, Shape.UNIFORM), np.array([0.5])).tolist()
    [13.0]
    """
    if spread.high <= spread.low:
        return np.full_like(u, spread.likely)
    width = spread.high - spread.low
    found = spread.low + width * _standard(spread.shape, (spread.likely - spread.low) / width, u)
    return np.maximum(found, 0.0) if spread.low >= 0 else found


class Simple(NamedTuple):
    """What the compiled kernel needs to know of an estimate whose quantiles are roots at most."""

    how: int
    low: float
    width: float
    likely: float
    left: float = 0.0
    right: float = 1.0
    mode: float = 0.0
    """Ends and peak of the triangle, where low is 0 and high is 1."""


CERTAIN, EVEN, TRIANGLE = range(3)


def simple(spread: ThreePoint) -> Simple | None:
    """An estimate for the compiled kernel; None where numpy must find the quantiles."""
    if spread.high <= spread.low:
        return Simple(CERTAIN, spread.low, 0.0, spread.likely)
    width = spread.high - spread.low
    mode = (spread.likely - spread.low) / width
    if spread.shape is Shape.UNIFORM:
        return Simple(EVEN, spread.low, width, spread.likely)
    if spread.shape is Shape.TRIGEN:
        return Simple(TRIANGLE, spread.low, width, spread.likely, *_ends(round(mode, 6)), mode)
    if spread.shape is Shape.TRIANGULAR:
        return Simple(TRIANGLE, spread.low, width, spread.likely, mode=mode)
    return None


def _standard(shape: Shape, mode: float, u: Floats) -> Floats:
    """Quantiles with low at 0, high at 1 and likely at ``mode``."""
    if shape is Shape.UNIFORM:
        return u
    if shape is Shape.PERT:
        return _pert(round(mode, 6), u)
    if shape is Shape.LOGNORMAL:
        return _lognormal(mode, u)
    low, high = _ends(round(mode, 6)) if shape is Shape.TRIGEN else (0.0, 1.0)
    width, peak = high - low, mode - low
    rising = low + np.sqrt(u * width * peak)
    falling = high - np.sqrt((1 - u) * width * (width - peak))
    return np.where(u * width < peak, rising, falling)


@lru_cache(maxsize=1024)
def _ends(mode: float) -> tuple[float, float]:
    """The true ends of a triangle whose P10 is 0 and whose P90 is 1.

    With ends a and b: (0 - a)² = .1 (b - a)(mode - a) and (b - 1)² = .1 (b - a)(b - mode), solved by fixed point.
    """
    low, high = -0.3, 1.3
    for _ in range(200):
        width = high - low
        low, high = -((0.1 * width * max(mode - low, 0.0)) ** 0.5), 1 + (0.1 * width * max(high - mode, 0.0)) ** 0.5
    return low, high


def _lognormal(mode: float, u: Floats) -> Floats:
    """A shifted lognormal through (P10, 0), (P50, mode), (P90, 1); a normal where the sides are alike."""
    z = normal_quantile(u)
    mode = min(max(mode, 0.02), 0.98)
    sigma = log((1 - mode) / mode) / Z90
    if abs(sigma) < 1e-6:
        return np.asarray(mode + z * (1 - mode) / Z90)
    scale = (1 - mode) / np.expm1(sigma * Z90)
    return np.asarray(mode + scale * np.expm1(sigma * z))


def _pert(mode: float, u: Floats) -> Floats:
    grid, chance = _pert_table(mode)
    return np.interp(u, chance, grid)


@lru_cache(maxsize=512)
def _pert_table(mode: float) -> tuple[Floats, Floats]:
    """The distribution function of a PERT estimate on 0…1: a beta with a + b = 6 (Malcolm et al. 1959)."""
    a, b = 1 + 4 * mode, 5 - 4 * mode
    grid = (1 - np.cos(np.linspace(0, np.pi, 4097))) / 2
    density = grid ** (a - 1) * (1 - grid) ** (b - 1)
    area = np.concatenate(([0.0], np.cumsum((density[1:] + density[:-1]) / 2 * np.diff(grid))))
    return grid, area / area[-1]


def normal_quantile(u: Floats) -> Floats:
    """Quantiles of the standard normal distribution (Wichura 1988 gives the same to 1e-6; here by interpolation)."""
    grid, chance = _normal_table()
    return np.interp(u, chance, grid)


@lru_cache(maxsize=1)
def _normal_table() -> tuple[Floats, Floats]:
    grid = np.linspace(-6, 6, 48_001)
    density = np.exp(-(grid**2) / 2)
    area = np.concatenate(([0.0], np.cumsum((density[1:] + density[:-1]) / 2)))
    return grid, area / area[-1]


@lru_cache(maxsize=1024)
def table(shape: Shape, step: int) -> F32:
    """The table of a shape with low at 0, high at 1, likely at ``step / 256``: 2,048 equally likely values."""
    u = (np.arange(BINS * _INSIDE) + 0.5) / (BINS * _INSIDE)
    means = _standard(shape, step / STEPS, u).reshape(BINS, _INSIDE).mean(axis=1)
    return np.asarray(means, dtype=np.float32)
