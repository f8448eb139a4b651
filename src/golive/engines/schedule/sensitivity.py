"""What drives the date, and what does each risk cost?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from golive.engines.schedule.dice import Floats, counters, stream, uniforms
from golive.engines.schedule.simulation import RiskEffect, Sensitivity, Simulation
from golive.engines.schedule.worlds import Model, finishes_of


def sensitivity_of(model: Model, finishes: Floats, critical: Floats, iterations: int) -> tuple[Sensitivity, ...]:
    """Criticality, and Spearman's correlation: a duration has the rank of its uniform number, so nothing is sorted."""
    sample = min(iterations, 8192)
    ranks = np.argsort(np.argsort(finishes[:sample], kind="stable"), kind="stable").astype(np.float64)
    moves = bool(np.ptp(finishes[:sample]) > 0)
    ranks -= ranks.mean()
    scale, steps = float(np.sqrt((ranks**2).sum())), counters(0, sample)
    crucial: dict[int, float] = {}
    for one in model.spreads.varied:
        if moves and scale and one.spread.low < one.spread.high:
            u = uniforms(one.key, steps)
            u -= u.mean()
            crucial[one.position] = float((u * ranks).sum() / (scale * np.sqrt((u**2).sum())))
    rows = [
        Sensitivity(task.uid, task.name, round(float(critical[v]), 4), round(crucial.get(v, 0.0), 4))
        for v, task in enumerate(model.base.net.tasks)
        if task.uid >= 0 and not task.actual_finish
    ]
    return tuple(sorted(rows, key=lambda row: (-row.cruciality * (row.criticality > 0), -row.criticality, row.uid)))


def tornado_of(model: Model, found: Simulation, block: int | None) -> tuple[RiskEffect, ...]:
    effects = []
    for risk in model.risks:
        finishes, _ = finishes_of(model, found.iterations, block, trace=False, without=risk.id)
        spared = replace(found, finishes=np.sort(finishes))
        steps = counters(0, found.iterations)
        occurred = uniforms(stream(model.seed, "risk", risk.id, "happens"), steps) < risk.probability
        effects.append(
            RiskEffect(
                risk.id,
                risk.name,
                round(float(occurred.mean()), 4),
                found.days_between(spared.p50, found.p50),
                found.days_between(spared.p80, found.p80),
            )
        )
    return tuple(sorted(effects, key=lambda effect: (-effect.days_p80, -effect.days_p50, effect.id)))
