"""Which durations do the tasks have in these worlds? A few hundred tasks at a time, to keep memory small."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from golive.engines.schedule.dice import Floats, Words, uniforms_of
from golive.engines.schedule.plan import Shape, ThreePoint
from golive.engines.schedule.uncertainty import quantile

_AT_ONCE = 256


@dataclass(frozen=True)
class Varied:
    """A task whose remaining duration is drawn: its place in the network, its stream and its spread in ticks."""

    position: int
    key: int
    spread: ThreePoint
    shared: bool


class Spreads:
    """The spreads of all drawn tasks as columns, in the order of the network."""

    def __init__(self, varied: Sequence[Varied], size: int) -> None:
        self.varied = varied
        self.row = [-1] * size
        for number, one in enumerate(varied):
            self.row[one.position] = number
        self.keys = np.array([one.key for one in varied], dtype=np.uint64)[:, None]
        self.low, self.likely, self.high = (
            np.array([getattr(one.spread, name) for one in varied], dtype=np.float64)[:, None]
            for name in ("low", "likely", "high")
        )
        self.shared = np.array([one.shared for one in varied], dtype=bool)[:, None]
        width = self.high - self.low
        self.split = np.divide(self.likely - self.low, width, out=np.zeros_like(width), where=width > 0)
        self.up, self.down = width * (self.likely - self.low), width * (self.high - self.likely)
        self.pert = [
            n for n, one in enumerate(varied) if one.spread.shape is Shape.PERT and one.spread.low < one.spread.high
        ]


class Draws:
    """The remaining durations of one block of iterations, handed out in the order of the network."""

    def __init__(self, spreads: Spreads, steps: Words, shared: Floats | None, factors: Mapping[int, Floats]) -> None:
        self._spreads, self._steps, self._shared, self._factors = spreads, steps, shared, factors
        self._first, self._rows = 0, np.empty((0, 0))

    def of(self, v: int, certain: int) -> Floats | None:
        """The remaining ticks of a task in every iteration; None where they are the certain ones."""
        number = self._spreads.row[v]
        drawn: Floats | None = None
        if number >= 0:
            if not self._first <= number < self._first + len(self._rows):
                self._draw(number)
            drawn = self._rows[number - self._first]
        if v in self._factors:
            base = drawn if drawn is not None else np.full(len(self._steps), float(certain))
            drawn = np.rint(base * self._factors[v])
        return drawn

    def _draw(self, first: int) -> None:
        here = slice(first, first + _AT_ONCE)
        of = self._spreads
        u = uniforms_of(of.keys[here], self._steps)
        rising = of.low[here] + np.sqrt(u * of.up[here])
        falling = of.high[here] - np.sqrt((1 - u) * of.down[here])
        rows = np.where(u < of.split[here], rising, falling)
        for number in of.pert:
            if here.start <= number < here.stop:
                rows[number - first] = quantile(of.varied[number].spread, u[number - first])
        if self._shared is not None:
            rows = np.where(of.shared[here], rows * self._shared, rows)
        self._first, self._rows = first, np.rint(rows)
