"""How does the target fare in every iteration, block by block?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from golive.engines.schedule.dice import Floats, Words, counters, normals, stream, uniforms
from golive.engines.schedule.draws import Draws, Spreads
from golive.engines.schedule.kernel import Table, Worlds, on_the_path, run
from golive.engines.schedule.risk import Risk, as_three_points
from golive.engines.schedule.schedule import Schedule
from golive.engines.schedule.uncertainty import Systemic, quantile
from golive.plain.working_time import TICKS_PER_MINUTE, to_ticks

_MEMORY = 32_000_000
_SHARED = "systemic"


@dataclass
class Model:
    """All that the blocks of one simulation share."""

    base: Schedule
    spreads: Spreads
    risks: tuple[Risk, ...]
    systemic: Systemic | None
    seed: int
    target: int | None
    axes: list[Table]


def _block_size(model: Model, block: int | None, iterations: int) -> int:
    size = max(1, len(model.base.net.tasks))
    return min(iterations, block or max(64, min(4096, _MEMORY // (12 * size))))


def finishes_of(
    model: Model, iterations: int, block: int | None, *, trace: bool, without: str | None = None
) -> tuple[Floats, Floats]:
    """The target's finish in every iteration, in order, and how often each task drove it."""
    size = _block_size(model, block, iterations)
    finishes = np.empty(iterations)
    critical = np.zeros(len(model.base.net.tasks))
    for first in range(0, iterations, size):
        count = min(size, iterations - first)
        worlds = _worlds(model, counters(first, count), count, trace, without)
        finishes[first : first + count], aims = _target_finish(model, worlds)
        if trace and worlds.driver is not None:
            critical += on_the_path(model.base.net, worlds.driver, model.target or 0, aims).sum(axis=1)
    return finishes, critical / iterations


def _worlds(model: Model, steps: Words, count: int, trace: bool, without: str | None) -> Worlds:
    shared = None
    if model.systemic is not None:
        shared = np.exp(model.systemic.sigma * normals(model.seed, _SHARED, steps))
    factors: dict[int, Floats] = {}
    added: dict[int, Floats] = {}
    for risk in model.risks:
        if risk.id != without:
            _strike(model, risk, steps, factors, added)
    base, draws = model.base, Draws(model.spreads, steps, shared, factors)
    return run(base.net, base.known, base.mode, model.axes, draws, added, count, trace)


def _strike(model: Model, risk: Risk, steps: Words, factors: dict[int, Floats], added: dict[int, Floats]) -> None:
    happens = uniforms(stream(model.seed, "risk", risk.id, "happens"), steps) < risk.probability
    luck = uniforms(stream(model.seed, "risk", risk.id, "impact"), steps)
    hit = [model.base.net.position[uid] for uid in _leaves(model, risk)]
    if risk.factor is not None:
        factor = np.where(happens, quantile(as_three_points(risk.factor), luck), 1.0)
        for v in hit:
            factors[v] = factors[v] * factor if v in factors else factor
    if risk.days is not None:
        day = model.base.plan.options.minutes_per_day * TICKS_PER_MINUTE
        more = np.rint(np.where(happens, quantile(as_three_points(risk.days), luck), 0.0) * day)
        for v in hit if risk.tasks else _targets(model):
            added[v] = added[v] + more if v in added else more


def _leaves(model: Model, risk: Risk) -> list[int]:
    """The scheduled tasks a risk strikes; a summary stands for its last task."""
    return [model.base.leaf_of(uid) for uid in risk.tasks if uid in model.base]


def _targets(model: Model) -> list[int]:
    if model.target is not None:
        return [model.target]
    net = model.base.net
    return [v for v in range(len(net.tasks)) if not net.succs[v]]


def _target_finish(model: Model, worlds: Worlds) -> tuple[Floats, np.ndarray[tuple[int], np.dtype[np.int32]] | None]:
    net, ef = model.base.net, worlds.ef
    if model.target is not None:
        return model.axes[net.axis[model.target]].finish_at(ef[model.target]), None
    best: Floats | None = None
    aims = np.zeros(ef.shape[1], dtype=np.int32)
    for a in sorted(set(net.axis)):
        # Last first: where a milestone ends with the work before it, the milestone is the one that counts.
        here = np.array([v for v in range(len(net.tasks) - 1, -1, -1) if net.axis[v] == a], dtype=np.int32)
        last = here[np.argmax(ef[here], axis=0)]
        finish = model.axes[a].finish_at(ef[last, np.arange(ef.shape[1])])
        if best is None:
            best, aims = finish, last
        else:
            aims = np.where(finish > best, last, aims).astype(np.int32)
            best = np.maximum(best, finish)
    if best is None:
        best = np.full(ef.shape[1], float(to_ticks(model.base.plan.start)))
    return best, aims
