"""What is the same for many tasks of an iteration: the shared factors, and which risks strike how hard?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from golive.engines.schedule.dates.schedule import Schedule
from golive.engines.schedule.simulation.dice import Floats, counters, normals, stream, uniforms
from golive.engines.schedule.simulation.events import Risk, as_three_points
from golive.engines.schedule.simulation.program import F32, I32, I64, LIMIT, Impacts, Luck
from golive.engines.schedule.simulation.shapes import Simple, quantile, simple
from golive.engines.schedule.simulation.uncertainty import Systemic
from golive.plain.working_time import TICKS_PER_MINUTE

Flags = NDArray[np.bool_]


class Struck(NamedTuple):
    """Which positions are struck, each with the row of the luck that strikes it; in the order of the risks."""

    positions: I64
    rows: I64

    def of(self, which: Flags) -> Struck:
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
    simple: Impacts
    """Those that the compiled kernel can find."""
    others: tuple[Risk, ...]
    """The risks of which it cannot find every impact."""


Strike = Callable[[Impacts, int, F32, I32], None]


def strikes(base: Schedule, risks: tuple[Risk, ...], target: int | None, seed: int) -> Strikes:
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
    told = _impacts(risks, factor_rows, added_rows, day, seed)
    return Strikes(risks, factor_rows, added_rows, _struck(factors), _struck(added), day, *told)


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


def _impacts(
    risks: tuple[Risk, ...], factor_rows: Mapping[str, int], added_rows: Mapping[str, int], day: int, seed: int
) -> tuple[Impacts, tuple[Risk, ...]]:
    """The impacts of the risks that have simple ones only, and the other risks."""
    places, keys, chances, ends = list[tuple[int, ...]](), list[tuple[int, int]](), list[float](), list[Simple]()
    others = []
    for number, risk in enumerate(risks):
        impacts = [(factor_rows, 0, risk.factor), (added_rows, day, risk.days)]
        told = [(rows, ticks, simple(as_three_points(value))) for rows, ticks, value in impacts if value is not None]
        if any(spread is None for _, _, spread in told):
            others.append(risk)
            continue
        for rows, ticks, spread in told:
            places.append((number, rows[risk.id], ticks))
            keys.append((_happening(seed, risk), _impact(seed, risk)))
            chances.append(risk.probability)
            ends.append(cast("Simple", spread))
    risk_of, row, ticks_ = np.array(places, dtype=np.int64).reshape(-1, 3).T.copy()
    happens, impact = np.array(keys, dtype=np.uint64).reshape(-1, 2).T.copy()
    columns = np.array(ends, dtype=np.float64).reshape(-1, len(Simple._fields))
    how, chance = columns[:, 0].astype(np.int64), np.array(chances, dtype=np.float64)
    return Impacts(risk_of, row, ticks_, happens, impact, chance, how, columns[:, 1:].copy()), tuple(others)


def _happening(seed: int, risk: Risk) -> int:
    return stream(seed, "risk", risk.id, "happens")


def _impact(seed: int, risk: Risk) -> int:
    return stream(seed, "risk", risk.id, "impact")


def _targets(base: Schedule, target: int | None) -> list[int]:
    if target is not None:
        return [target]
    found: list[int] = np.flatnonzero(np.diff(np.asarray(base.net.work.succ_first)) == 0).tolist()
    return found


def luck(
    struck: Strikes,
    systemic: Systemic | None,
    phases: int,
    seed: int,
    first: int,
    count: int,
    without: str | None,
    fast: Strike | None = None,
) -> Luck:
    """The luck of iterations first … first + count - 1, the same in whatever portions it is asked for.

    ``without`` names a risk that is left out; ``fast`` finds the simple impacts, the same numbers as here.
    """
    factors = np.ones((len(struck.factor_rows), count), dtype=np.float32)
    added = np.zeros((len(struck.added_rows), count), dtype=np.int32)
    if fast is not None and len(struck.simple.risk):
        met = np.array([risk.id != without for risk in struck.risks], bool)
        fast(struck.simple.of(met[struck.simple.risk]), first, factors, added)
    for risk in struck.risks if fast is None else struck.others:
        if risk.id != without:
            _strike(struck, risk, seed, first, factors, added)
    return Luck(_shared(systemic, phases, seed, first, count), factors, added)


def _strike(struck: Strikes, risk: Risk, seed: int, first: int, factors: F32, added: I32) -> None:
    """Enter the impact of a risk in those iterations in which it happens."""
    count = factors.shape[1]
    happens = np.flatnonzero(occurs(risk, seed, first, count))
    impact = uniforms(_impact(seed, risk), counters(first, count)[happens])
    if risk.factor is not None:
        factors[struck.factor_rows[risk.id], happens] = quantile(as_three_points(risk.factor), impact)
    if risk.days is not None:
        days = quantile(as_three_points(risk.days), impact)
        added[struck.added_rows[risk.id], happens] = np.minimum(np.rint(days * struck.ticks_per_day), LIMIT - 1)


def occurs(risk: Risk, seed: int, first: int, count: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """In which iterations the risk happens."""
    return uniforms(_happening(seed, risk), counters(first, count)) < risk.probability


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
