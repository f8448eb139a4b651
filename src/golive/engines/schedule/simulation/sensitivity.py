"""What drives the date, and what does each risk cost?"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from golive.engines.schedule.simulation.answer import RiskEffect, Sensitivity, Simulation
from golive.engines.schedule.simulation.dice import Floats, sixteen_bits
from golive.engines.schedule.simulation.drawn import uids_of
from golive.engines.schedule.simulation.fast import fast_ranks
from golive.engines.schedule.simulation.luck import occurs
from golive.engines.schedule.simulation.program import GROUP, I32, I64, U64
from golive.engines.schedule.simulation.program_links import as_column
from golive.engines.schedule.simulation.worlds import Model, Outcome, outcome_of

RANKED = 4096
"""Iterations that a rank correlation looks at: its standard error is then below 0.016."""
REMOVED = 4096
"""Iterations that are run again without each risk."""


def sensitivity_of(model: Model, outcome: Outcome, iterations: int) -> tuple[Sensitivity, ...]:
    """Criticality, and Spearman's correlation: a duration has the rank of its random number, so nothing is sorted."""
    net, sample = model.base.net, min(iterations, RANKED) // GROUP * GROUP
    cruciality, uid = np.zeros(len(net.tasks)), uids_of(net)
    cruciality[model.drawn.positions] = _correlations(model, outcome.finishes[:sample])
    shown = np.flatnonzero((uid >= 0) & (as_column(net.work.done) == 0))
    share, moved = np.round(outcome.critical[shown] / iterations, 4), np.round(cruciality[shown], 4)
    order = np.lexsort((uid[shown], -share, -moved * (share > 0)))
    names = [net.tasks[v].name for v in shown[order].tolist()]
    rows = zip(uid[shown][order].tolist(), names, share[order].tolist(), moved[order].tolist(), strict=True)
    return tuple(map(partial(tuple.__new__, Sensitivity), rows))


def _correlations(model: Model, finishes: I64) -> Floats:
    """Of the drawn tasks, in their order; 0 where the finish or the duration never moves."""
    found = np.zeros(len(model.drawn.positions))
    moving = np.flatnonzero(model.drawn.width > 0)
    number = len(finishes)
    if number < GROUP or np.ptp(finishes) == 0 or not len(moving):
        return found
    ranks = np.empty(number, dtype=np.int32)
    ranks[np.argsort(finishes, kind="stable")] = 2 * np.arange(number) - (number - 1)
    sums = np.zeros((len(moving), 3), dtype=np.int64)
    (fast_ranks(number * len(moving), model.fast) or ranked)(model.drawn.keys[moving], ranks, sums)
    one, two, product = sums.T.astype(np.float64)
    scale = np.sqrt((two - one**2 / number) * float((ranks.astype(np.int64) ** 2).sum()))
    found[moving] = np.divide(product, scale, out=np.zeros_like(scale), where=scale > 0)
    return found


def ranked(keys: U64, ranks: I32, sums: I64) -> None:
    """For each key the sums of its numbers, of their squares, and of their products with the ranks."""
    wide = ranks.astype(np.int64)
    for place, key in enumerate(keys):
        numbers = sixteen_bits(key, 0, len(ranks)).astype(np.int64) - 32768
        sums[place] = numbers.sum(), (numbers**2).sum(), (numbers * wide).sum()


def tornado_of(model: Model, found: Simulation) -> tuple[RiskEffect, ...]:
    """What each risk adds: the runs once more without it, under the same luck."""
    number = min(found.iterations, REMOVED)
    here = replace(found, finishes=np.sort(found.in_order[:number]), iterations=number)
    effects = []
    for risk in model.struck.risks:
        outcome = outcome_of(model, 0, number, trace=False, without=risk.id)
        spared = replace(here, finishes=np.sort(outcome.finishes).astype(np.float64))
        effects.append(
            RiskEffect(
                risk.id,
                risk.name,
                round(float(occurs(risk, model.seed, 0, number).mean()), 4),
                here.days_between(spared.p50, here.p50),
                here.days_between(spared.p80, here.p80),
            )
        )
    return tuple(sorted(effects, key=lambda effect: (-effect.days_p80, -effect.days_p50, effect.id)))
