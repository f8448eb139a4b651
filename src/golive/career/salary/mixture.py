"""What does a mix of occupations earn, each taken over a stretch of its distribution?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log
from statistics import NormalDist


@dataclass(frozen=True)
class Part:
    """A lognormal ``curve`` between two shares of itself, with its weight in the mix."""

    curve: NormalDist
    weight: float
    low: float = 0.0
    high: float = 1.0

    def below(self, wage: float) -> float:
        """Which share of this part earns less."""
        share = (self.curve.cdf(log(wage)) - self.low) / (self.high - self.low)
        return min(1.0, max(0.0, share))


@dataclass(frozen=True)
class Mixture:
    """Parts whose weights are shares of their sum.

    >>> everyone = Mixture((Part(NormalDist(log(100_000), 0.4), 1.0),))
    >>> round(everyone.at(0.5)), round(everyone.below(100_000), 3)
    (100000, 0.5)
    """

    parts: Sequence[Part]

    def below(self, wage: float) -> float:
        """Which share earns less than this."""
        whole = sum(part.weight for part in self.parts)
        return sum(part.weight * part.below(wage) for part in self.parts) / whole

    def at(self, share: float) -> float:
        """The wage below which this share earns, by bisection to less than a dollar. ValueError outside 0 to 1."""
        if not 0 < share < 1:
            raise ValueError(f"The share is {share}. Give one between 0 and 1.")
        low = min(part.curve.mean - 6 * part.curve.stdev for part in self.parts)
        high = max(part.curve.mean + 6 * part.curve.stdev for part in self.parts)
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if self.below(exp(middle)) < share else (low, middle)
        return exp((low + high) / 2)

    def scaled(self, factor: float, spread: float = 1.0) -> Mixture:
        """Every wage times a factor; ``spread`` widens each curve about its middle."""
        return Mixture(
            [Part(NormalDist(p.curve.mean + log(factor), p.curve.stdev * spread), p.weight, p.low, p.high)
             for p in self.parts]
        )  # fmt: skip
