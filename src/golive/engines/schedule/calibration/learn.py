"""Which spread do finished projects teach: how far tasks differ alone, and by which factor all of them together?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from golive.engines.schedule.calibration.finished import FinishedProject
from golive.engines.schedule.calibration.scores import LEVELS, crps
from golive.engines.schedule.simulation.answer import Simulation
from golive.engines.schedule.simulation.dice import Floats
from golive.engines.schedule.simulation.shapes import normal_quantile
from golive.engines.schedule.simulation.simulate import simulate
from golive.engines.schedule.simulation.uncertainty import DEFAULT_SYSTEMIC, DEFAULT_UNCERTAINTY, Systemic, Uncertainty
from golive.plain.working_time import TICKS_PER_MINUTE, to_ticks

PSEUDO = 6
"""The shipped prior counts as so many finished projects: enough to give one or two own ones no authority."""
SHARES = (0.0, 0.5, 1.0)
"""How much of the default spread of single tasks is tried; the rest is the shared factor's."""
_JUDGES = 24
_PRIOR = np.exp(DEFAULT_SYSTEMIC.sigma * normal_quantile((np.arange(PSEUDO) + 0.5) / PSEUDO))
_FACTORS = (np.arange(64) + 0.5) / 64


@dataclass(frozen=True)
class Case:
    """A finished project and, for each of `SHARES`, its forecast without a shared factor, at `LEVELS`."""

    project: FinishedProject
    alone: tuple[Floats, ...]

    @cached_property
    def factors(self) -> tuple[float, ...]:
        """By which factor all of it took longer, beyond what single tasks explain in the median; for each share."""
        return tuple(self.project.ratio / float(np.median(alone)) for alone in self.alone)


@dataclass(frozen=True)
class Learnt:
    """What to simulate with."""

    uncertainty: Uncertainty | None
    systemic: Systemic
    cases: int


def spread_of(share: float) -> Uncertainty | None:
    """The default spread of single tasks, narrowed to a share."""
    if share == 0:
        return None
    full = DEFAULT_UNCERTAINTY
    name = f"{share:.0%} of the default spread"
    return Uncertainty(1 - (1 - full.low) * share, 1, 1 + (full.high - 1) * share, full.shape, name, full.provenance)


def forecast(project: FinishedProject, learnt: Learnt | None, *, iterations: int = 1024, seed: int = 1) -> Floats:
    """The ratio to the plan that a simulation gives, at `LEVELS`; without a shared factor where nothing is learnt."""
    uncertainty, systemic = (learnt.uncertainty, learnt.systemic) if learnt else (None, None)
    return ratios(project, uncertainty, systemic, iterations=iterations, seed=seed)


def ratios(
    project: FinishedProject,
    uncertainty: Uncertainty | None,
    systemic: Systemic | None,
    *,
    iterations: int = 1024,
    seed: int = 1,
) -> Floats:
    """The simulated duration over the schedule's, at `LEVELS`."""
    found = simulate(
        project.plan,
        uncertainty=uncertainty,
        systemic=systemic,
        iterations=iterations,
        seed=seed,
        sensitivity=False,
        tornado=False,
    )
    begin = found.calendar.to_work(to_ticks(project.plan.start))
    usual = found.calendar.to_work(to_ticks(found.deterministic)) - begin
    return np.array([(_work(found, level) - begin) / max(usual, TICKS_PER_MINUTE) for level in LEVELS])


def _work(found: Simulation, level: float) -> int:
    return found.calendar.to_work(to_ticks(found.quantile(level)))


def case_of(project: FinishedProject, *, iterations: int = 1024, seed: int = 1) -> Case:
    """The project with its forecasts without a shared factor."""
    tried = (ratios(project, spread_of(share), None, iterations=iterations, seed=seed) for share in SHARES)
    return Case(project, tuple(tried))


def learn(cases: Sequence[Case]) -> Learnt:
    """The spread that would have forecast these projects best, each left out in its turn (by CRPS)."""
    judged = cases[:: max(1, len(cases) // _JUDGES)]
    losses = [
        float(np.mean([_loss(cases, one, share) for one in judged])) if judged else 0.0 for share in range(len(SHARES))
    ]
    best = int(np.argmin(losses)) if len(cases) > 2 else len(SHARES) - 1
    number = len(cases)
    text = f"{number} own finished projects and the shipped prior with the weight of {PSEUDO}"
    systemic = Systemic(
        DEFAULT_SYSTEMIC.sigma,
        f"shared factor learnt from {number} finished projects" if number else DEFAULT_SYSTEMIC.name,
        text if number else DEFAULT_SYSTEMIC.provenance,
        ratios=tuple(_factors(cases, best).tolist()),
    )
    return Learnt(spread_of(SHARES[best]), systemic, number)


def _factors(cases: Sequence[Case], share: int, without: Case | None = None) -> Floats:
    """The factors met, ascending, with the prior's among them."""
    return np.sort(np.concatenate((_PRIOR, [case.factors[share] for case in cases if case is not without])))


def _loss(cases: Sequence[Case], left_out: Case, share: int) -> float:
    factors = _factors(cases, share, left_out)
    met = np.interp(_FACTORS, (np.arange(len(factors)) + 0.5) / len(factors), factors)
    together = np.sort(np.multiply.outer(met, left_out.alone[share][::6]).ravel())
    places = (LEVELS * len(together)).astype(np.int64)
    return crps(together[places], left_out.project.ratio)
