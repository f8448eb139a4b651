"""How long will this backlog take, and what does it do to the plan as one of its tasks?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

import numpy as np

from golive.engines.schedule.findings import PlanError, error
from golive.engines.schedule.plan import Shape, ThreePoint
from golive.engines.schedule.simulation.dice import Floats, counters, stream, uniforms
from golive.engines.schedule.simulation.luck import programme_factor
from golive.engines.schedule.simulation.uncertainty import Systemic

MOST_PERIODS = 2_000


@dataclass(frozen=True)
class BacklogForecast:
    """In how many periods (weeks, sprints) so many items are done, iteration by iteration."""

    items: int
    history: tuple[int, ...]
    periods: Floats = field(repr=False)

    def quantile(self, p: float) -> int:
        """The number of periods that suffices with the probability ``p``."""
        return int(np.sort(self.periods)[max(0, ceil(p * len(self.periods)) - 1)])

    def probability(self, periods: float) -> float:
        """How likely so many periods suffice."""
        return float(np.mean(self.periods <= periods))

    def as_estimate(self, minutes_per_period: float = 2400) -> ThreePoint:
        """The duration of the task that stands for the backlog, as P10, P50 and P90 in working minutes.

        Give it to `simulate` as an override or to the task as its estimate: the go-live then waits for the backlog too.
        """
        low, middle, high = (self.quantile(p) * minutes_per_period for p in (0.1, 0.5, 0.9))
        return ThreePoint(low, middle, high, Shape.LOGNORMAL)


def forecast_backlog(
    items: int,
    history: Sequence[int],
    *,
    growth: float = 0.0,
    iterations: int = 10_000,
    seed: int = 1,
    systemic: Systemic | None = None,
) -> BacklogForecast:
    """Draw finished items per period from the history, periods without any included, until all items are done.

    ``growth`` is the share of the items that is expected to be added on the way; ``systemic`` a factor that all periods
    of an iteration share (plain resampling is over-confident: see docs/engines/schedule-risk.md). PlanError where the
    history cannot end a backlog.

    >>> found = forecast_backlog(42, [3, 5, 0, 4, 6, 2, 5, 4])
    >>> found.quantile(0.5), found.quantile(0.85)
    (12, 14)
    """
    wrong = []
    if items < 0 or growth < 0:
        text = f"{items} items with growth {growth:g}."
        wrong.append(error("backlog.items", text, "Neither may be negative."))
    if not history or min(history) < 0 or max(history) == 0:
        wrong.append(
            error("backlog.history", f"The history {list(history)} finishes nothing.", "Give items per period.")
        )
    if wrong:
        raise PlanError(wrong)
    steps = counters(0, iterations)
    left = np.full(iterations, items * (1 + growth))
    if systemic is not None:
        left *= programme_factor(systemic, seed, steps)
    done, periods = np.asarray(history), np.zeros(iterations)
    for period in range(MOST_PERIODS):
        open_ = left > 1e-9
        if not open_.any():
            return BacklogForecast(items, tuple(history), periods)
        drawn = uniforms(stream(seed, "backlog", period), steps)
        left -= done[(drawn * len(done)).astype(np.int64)]
        periods += open_
    text = f"{items} items are not done in {MOST_PERIODS:,} periods."
    raise PlanError([error("backlog.long", text, "Look for a wrong history.")])
