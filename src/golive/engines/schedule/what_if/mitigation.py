"""What do the responses to our risks gain? The same plan and luck, before and after mitigation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from golive.engines.schedule.dates.schedule import schedule
from golive.engines.schedule.plan import Plan
from golive.engines.schedule.simulation.answer import Simulation
from golive.engines.schedule.simulation.events import Risk
from golive.engines.schedule.simulation.simulate import simulate
from golive.engines.schedule.what_if.compare import quantile_days


@dataclass(frozen=True)
class Mitigation:
    """Two forecasts, and by how many working days the second is later (negative: what mitigation gains)."""

    before: Simulation
    after: Simulation
    p50_days: float
    p80_days: float
    p80_interval: tuple[float, float]


def mitigation(plan: Plan, inherent: Sequence[Risk], residual: Sequence[Risk], **how: Any) -> Mitigation:
    """Simulate the plan with the risks as they are and as they are after the responses.

    A risk with the same id meets the same luck in both. ``how`` goes to `simulate`.
    """
    base = schedule(plan)
    one, two = (simulate(base, risks=risks, **how) for risks in (inherent, residual))
    middle, high, interval = quantile_days(one, two)
    assert middle is not None and high is not None and interval is not None
    return Mitigation(one, two, middle, high, interval)
