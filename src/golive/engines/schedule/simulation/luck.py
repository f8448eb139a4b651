"""What is the same for many tasks of an iteration: the shared factors, and which risks strike how hard?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from golive.engines.schedule.dates.schedule import Schedule
from golive.engines.schedule.simulation.dice import Floats, counters, normals, stream, uniforms
from golive.engines.schedule.simulation.events import Risk, as_three_points
from golive.engines.schedule.simulation.program import F32, I64, Luck
from golive.engines.schedule.simulation.shapes import quantile
from golive.engines.schedule.simulation.uncertainty import Systemic
from golive.plain.working_time import TICKS_PER_MINUTE


class Struck(NamedTuple):
    """Which positions are struck, each with the row of the luck that strikes it; in the order of the risks."""

    positions: I64
    rows: I64

    def of(self, which: NDArray[np.bool_]) -> Struck:
        return Struck(self.positions[which], self.rows[which])


@dataclass(frozen=True)
class Strikes:
    """Which tasks (positions) the risks stretch or delay, and in which row of the luck each risk stands."""

    risks: tuple[Risk, ...]
    factor_rows: Mapping[str, int]
    added_rows: Mapping[str, int]
    factors: Struck
    added: Struck
    ticks_per_day: int


def strikes(base: Schedule, risks: tuple[Risk, ...], target: int | None) -> Strikes:
    """Where the risks strike. A summary stands for its last task; a risk without tasks delays the target."""
    factor_rows = {risk.id: row for row, risk in enumerate(r for r in risks if r.factor is not None)}
    added_rows = {risk.id: row for row, risk in enumerate(r for r in risks if r.days is not None)}
    everywhere = _targets(base, target) if any(not risk.tasks and risk.days is not None for risk in risks) else []
    factors, added = list[list[int]](), list[list[int]]()
    for risk in risks:
        hit = _positions(base, risk)
        if risk.factor is not None:
            factors.append(hit)
        if risk.days is not None:
            added.append(hit if risk.tasks else everywhere)
    day = base.plan.options.minutes_per_day * TICKS_PER_MINUTE
    return Strikes(risks, factor_rows, added_rows, _struck(factors), _struck(added), day)


def _positions(base: Schedule, risk: Risk) -> list[int]:
    """The positions of the tasks of a risk, each once."""
    found = list(dict.fromkeys(map(base.net.position.get, risk.tasks)))
    if None not in found:
        return cast("list[int]", found)
    return list(dict.fromkeys(base.net.position[base.leaf_of(uid)] for uid in risk.tasks if uid in base))


def _struck(rows: list[list[int]]) -> Struck:
    sizes = [len(hit) for hit in rows]
    positions = np.fromiter(chain.from_iterable(rows), np.int64, sum(sizes))
    return Struck(positions, np.repeat(np.arange(len(rows)), sizes))


def _targets(base: Schedule, target: int | None) -> list[int]:
    if target is not None:
        return [target]
    found: list[int] = np.flatnonzero(np.diff(np.asarray(base.net.work.succ_first)) == 0).tolist()
    return found


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
