"""What does one source say about pay: a row of wage statistics, a certified application, an offer of one's own?"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from statistics import NormalDist, linear_regression

SHARES = {"p10": 0.10, "p25": 0.25, "median": 0.50, "p75": 0.75, "p90": 0.90}
_NORMAL = NormalDist()


@dataclass(frozen=True)
class Wage:
    """Wages of an occupation in whole dollars a year; None = not published.

    ``sector`` is a NAICS sector ("51", "31-33") or "" for all; ``area`` a name or "" for the country.
    ``capped_at`` is the bound that the source gives in place of higher figures, whose fields are then None.
    """

    soc: str
    title: str
    year: int
    source: str
    sector: str = ""
    area: str = ""
    employment: int | None = None
    p10: int | None = None
    p25: int | None = None
    median: int | None = None
    p75: int | None = None
    p90: int | None = None
    mean: int | None = None
    capped_at: int | None = None

    @property
    def points(self) -> list[tuple[float, int]]:
        """Share and wage of every published percentile."""
        return [(share, wage) for name, share in SHARES.items() if (wage := getattr(self, name)) is not None]

    def curve(self) -> NormalDist:
        """The logarithm of the wage as a normal distribution, by least squares through the percentiles.

        Raises ValueError where fewer than two percentiles are published.

        >>> row = Wage("13-1082", "", 2024, "OEWS", "", "", None, 59_830, 76_950, 100_750, 131_660, 165_790)
        >>> curve = row.curve()
        >>> round(exp(curve.mean)), round(curve.stdev, 3)
        (100248, 0.398)
        """
        if len(self.points) < 2:
            have = len(self.points)
            raise ValueError(f"{self.soc} {self.sector} {self.area}: {have} percentiles published; a curve needs two.")
        line = linear_regression([_NORMAL.inv_cdf(share) for share, _ in self.points], [log(w) for _, w in self.points])
        return NormalDist(line.intercept, line.slope)


@dataclass(frozen=True)
class Certified:
    """A certified labour condition application: what an employer bound itself to pay. ``base`` is a year's pay."""

    title: str
    soc: str
    state: str
    city: str
    year: int
    base: int
    at_client: bool = False


@dataclass(frozen=True)
class Offer:
    """An offer of one's own; ``total`` includes bonus and shares where they were named."""

    title: str
    level: str
    area: str
    year: int
    base: int
    total: int | None = None


@dataclass(frozen=True)
class Pay:
    """What a person earns now, in whole dollars a year; bonus, shares and other benefits beside the base."""

    base: int
    bonus: int = 0
    shares: int = 0
    other: int = 0

    @property
    def total(self) -> int:
        return self.base + self.bonus + self.shares + self.other


def at_share(curve: NormalDist, share: float) -> float:
    """The wage below which this share earns."""
    return exp(curve.inv_cdf(share))
