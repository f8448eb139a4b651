"""What is the same for many tasks of an iteration: the shared factors, and which risks strike how hard?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from golive.engines.schedule.dates.schedule import Schedule
from golive.engines.schedule.simulation.dice import Floats, counters, normals, stream, uniforms
from golive.engines.schedule.simulation.events import Risk, as_three_points
from golive.engines.schedule.simulation.program import F32, Luck
from golive.engines.schedule.simulation.shapes import quantile
from golive.engines.schedule.simulation.uncertainty import Systemic
from golive.plain.working_time import TICKS_PER_MINUTE


@dataclass(frozen=True)
class Strikes:
    """Which tasks (positions) each risk stretches or delays, and in which row of the luck it stands."""

    risks: tuple[Risk, ...]
    factor_rows: Mapping[str, int]
    added_rows: Mapping[str, int]
    factors: Mapping[int, tuple[int, ...]]
    added: Mapping[int, tuple[int, ...]]
    ticks_per_day: int


def strikes(base: Schedule, risks: tuple[Risk, ...], target: int | None) -> Strikes:
    """Where the risks strike. A summary stands for its last task; a risk without tasks delays the target."""
    factors: dict[int, tuple[int, ...]] = {}
    added: dict[int, tuple[int, ...]] = {}
    factor_rows = {risk.id: row for row, risk in enumerate(r for r in risks if r.factor is not None)}
    added_rows = {risk.id: row for row, risk in enumerate(r for r in risks if r.days is not None)}
    everywhere = _targets(base, target) if any(not risk.tasks and risk.days is not None for risk in risks) else []
    for risk in risks:
        hit = [base.net.position[base.leaf_of(uid)] for uid in risk.tasks if uid in base]
        if risk.factor is not None:
            for v in dict.fromkeys(hit):
                factors[v] = (*factors.get(v, ()), factor_rows[risk.id])
        if risk.days is not None:
            for v in dict.fromkeys(hit if risk.tasks else everywhere):
                added[v] = (*added.get(v, ()), added_rows[risk.id])
    day = base.plan.options.minutes_per_day * TICKS_PER_MINUTE
    return Strikes(risks, factor_rows, added_rows, factors, added, day)


def _targets(base: Schedule, target: int | None) -> list[int]:
    if target is not None:
        return [target]
    return [v for v in range(len(base.net.tasks)) if not base.net.succs[v]]


def luck(
    struck: Strikes, systemic: Systemic | None, phases: int, seed: int, first: int, count: int, without: str | None
) -> Luck:
    """The luck of iterations first … first + count - 1, the same in whatever portions it is asked for.

    ``without`` names a risk that is left out.
    """
    steps = counters(first, count)
    factors = np.ones((len(struck.factor_rows), count), dtype=np.float32)
    added = np.zeros((len(struck.added_rows), count), dtype=np.int32)
    for risk in struck.risks:
        if risk.id == without:
            continue
        happens = np.flatnonzero(occurs(risk, seed, first, count))
        impact = uniforms(stream(seed, "risk", risk.id, "impact"), steps[happens])
        if risk.factor is not None:
            factors[struck.factor_rows[risk.id], happens] = quantile(as_three_points(risk.factor), impact)
        if risk.days is not None:
            days = quantile(as_three_points(risk.days), impact)
            added[struck.added_rows[risk.id], happens] = np.rint(days * struck.ticks_per_day)
    return Luck(_shared(systemic, phases, seed, first, count), factors, added)


def occurs(risk: Risk, seed: int, first: int, count: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """In which iterations the risk happens."""
    return uniforms(stream(seed, "risk", risk.id, "happens"), counters(first, count)) < risk.probability


def _shared(systemic: Systemic | None, phases: int, seed: int, first: int, count: int) -> F32:
    """Row 0: the factor of the whole programme; then one row per phase, the programme's factor times its own."""
    rows = np.ones((1 + phases, count), dtype=np.float32)
    if systemic is None:
        return rows
    steps = counters(first, count)
    rows[:] = programme_factor(systemic, seed, steps)
    if systemic.phase_sigma > 0:
        for phase in range(phases):
            rows[1 + phase] *= np.exp(systemic.phase_sigma * normals(seed, f"phase {phase}", steps)).astype(np.float32)
    return rows


def programme_factor(systemic: Systemic, seed: int, steps: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> Floats:
    """The factor that all durations of an iteration share."""
    if systemic.ratios:
        met = np.asarray(systemic.ratios)
        chance = (np.arange(len(met)) + 0.5) / len(met)
        return np.asarray(np.interp(uniforms(stream(seed, "systemic", "radius"), steps), chance, met))
    return np.asarray(systemic.median * np.exp(systemic.sigma * normals(seed, "systemic", steps)))
