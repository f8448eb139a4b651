"""Would our forecasts of these finished projects have been kept as often as they promised?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from golive.engines.schedule.calibration.finished import FinishedProject
from golive.engines.schedule.calibration.learn import Case, Learnt, case_of, forecast, learn, ratios
from golive.engines.schedule.calibration.scores import Score, at, score
from golive.engines.schedule.findings import PlanError, error
from golive.engines.schedule.simulation.dice import Floats
from golive.engines.schedule.simulation.uncertainty import DEFAULT_SYSTEMIC, DEFAULT_UNCERTAINTY, Uncertainty

OWN_CLASS = 10
"""From so many other projects of its reference class on, a project is forecast from that class alone."""
NAIVE = Uncertainty(
    0.8, 1, 1.6, name="naive", provenance="independent triangular 80-100-160 %, the usual textbook spread"
)


@dataclass(frozen=True)
class Kept:
    """One project: what was promised when it was left out, as ratios to its planned duration, and what came."""

    project: FinishedProject
    forecast: Floats = field(repr=False)
    learnt_from: str

    def ratio(self, p: float) -> float:
        return at(self.forecast, p)

    def met(self, p: float) -> bool:
        return self.project.ratio <= self.ratio(p) + 1e-9


@dataclass(frozen=True)
class Calibration:
    """The naive method, the shipped spread, and what all but the project itself teach; what to use from now on."""

    naive: Score
    shipped: Score
    calibrated: Score
    cases: tuple[Kept, ...]
    learnt: dict[str, Learnt]
    """By reference class with enough projects, and for ``all``."""

    @property
    def sentence(self) -> str:
        """The promise in words.

        “Programmes like this met their P80 in 78 of 100 cases” is how it begins.
        """
        found = self.calibrated.p80
        low, high = found.interval
        return (
            f"Programmes like this met their P80 in {found.share * 100:.0f} of 100 cases "
            f"({found.met} of {found.cases}, each forecast from the others; 95 % interval {low:.0%} to {high:.0%})."
        )


def calibrate(projects: Sequence[FinishedProject], *, iterations: int = 2048, seed: int = 1) -> Calibration:
    """Forecast every project from the others of its reference class and compare with what came.

    PlanError with fewer than three projects: nothing can be left out.
    """
    if len(projects) < 3:
        text = f"{len(projects)} finished projects are too few to learn from."
        raise PlanError([error("calibrate.few", text, "Use three at least; thirty say something.")])
    known = [case_of(project, seed=seed) for project in projects]
    outcomes = [project.ratio for project in projects]

    def fixed(uncertainty: Uncertainty, shared: bool) -> list[Floats]:
        factor = DEFAULT_SYSTEMIC if shared else None
        return [ratios(project, uncertainty, factor, iterations=iterations, seed=seed) for project in projects]

    kept = tuple(_left_out(known, case, iterations, seed) for case in known)
    return Calibration(
        score("naive", fixed(NAIVE, False), outcomes),
        score("shipped", fixed(DEFAULT_UNCERTAINTY, True), outcomes),
        score("calibrated", [one.forecast for one in kept], outcomes),
        kept,
        learnt_of(known),
    )


def _left_out(known: Sequence[Case], case: Case, iterations: int, seed: int) -> Kept:
    others = [one for one in known if one is not case]
    alike = [one for one in others if one.project.kind == case.project.kind]
    chosen, name = (alike, case.project.kind) if len(alike) >= OWN_CLASS else (others, "all")
    return Kept(case.project, forecast(case.project, learn(chosen), iterations=iterations, seed=seed), name)


def learnt_of(known: Sequence[Case]) -> dict[str, Learnt]:
    """What all projects teach together, and every reference class that has enough of them."""
    counts = Counter(case.project.kind for case in known)
    found = {"all": learn(known)}
    for kind, number in counts.items():
        if number > OWN_CLASS and kind != "all":
            found[kind] = learn([case for case in known if case.project.kind == kind])
    return found


def median_ratio(projects: Sequence[FinishedProject]) -> float:
    return float(np.median([project.ratio for project in projects]))
