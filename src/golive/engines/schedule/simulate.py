"""What are P50 and P80 of the go-live, what drives them, and what does each risk cost?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from golive.engines.schedule.dice import Floats, Words, counters, normals, stream, uniforms
from golive.engines.schedule.draws import Draws, Spreads, Varied
from golive.engines.schedule.findings import PlanError, error
from golive.engines.schedule.kernel import Table, Worlds, horizon, on_the_path, run, tables
from golive.engines.schedule.plan import Plan, ThreePoint
from golive.engines.schedule.risk import Risk, as_three_points, require_risks
from golive.engines.schedule.schedule import Schedule, schedule
from golive.engines.schedule.simulation import RiskEffect, Sensitivity, Setting, Simulation
from golive.engines.schedule.uncertainty import DEFAULT_SYSTEMIC, DEFAULT_UNCERTAINTY, Systemic, Uncertainty, quantile
from golive.engines.schedule.windows import Windows
from golive.plain.working_time import TICKS_PER_MINUTE, from_ticks, to_ticks

_MEMORY = 32_000_000
_SHARED = "systemic"
Override = ThreePoint | float


@dataclass
class _Model:
    """All that the blocks of one simulation share."""

    base: Schedule
    spreads: Spreads
    risks: tuple[Risk, ...]
    systemic: Systemic | None
    seed: int
    target: int | None
    axes: list[Table]


def simulate(
    plan: Plan,
    *,
    windows: Windows | None = None,
    risks: Sequence[Risk] = (),
    overrides: Mapping[int, Override] | None = None,
    iterations: int = 4096,
    seed: int = 1,
    target: int | str | None = None,
    uncertainty: Uncertainty | None = DEFAULT_UNCERTAINTY,
    systemic: Systemic | None = DEFAULT_SYSTEMIC,
    sensitivity: bool = True,
    tornado: bool = True,
    block: int | None = None,
) -> Simulation:
    """Run the plan in many possible worlds.

    Parameters
    ----------
    windows : permitted go-live dates, for the probability of each.
    risks : events that may happen on top of the spread of the durations.
    overrides : per task uid its duration in working minutes: a number (certain) or a `ThreePoint`.
    iterations, seed : the same seed gives the same numbers, at any block size; an edited plan meets the same luck.
    target : uid or name of the task whose finish counts; the finish of the whole plan where not given.
    uncertainty : spread of tasks without a three-point estimate; None for none.
    systemic : factor shared by all drawn durations; None for none.

    Only remaining durations are drawn. Without uncertainty, systemic factor and risks every date is the schedule's.
    PlanError names what is wrong with plan, risks or overrides.
    """
    if not 1 <= iterations <= 1_000_000:
        raise PlanError([error("simulate.iterations", f"{iterations} iterations.", "Use 1 to 1,000,000.")])
    chosen = tuple(risks)
    require_risks(plan, chosen)
    plan, spreads = _overridden(plan, overrides or {})
    aim = plan.named(target).uid if isinstance(target, str) else target
    base = schedule(plan)
    model = _model(base, spreads, chosen, uncertainty, systemic, seed, aim)
    finishes, critical = _finishes(model, iterations, block, trace=sensitivity)
    settings = _settings(uncertainty, systemic, base, spreads)
    found = Simulation(
        _deterministic(model),
        np.sort(finishes),
        iterations,
        seed,
        aim,
        base.calendar,
        plan.options.minutes_per_day,
        windows,
        settings=settings,
        in_order=finishes,
    )
    if sensitivity:
        found = replace(found, sensitivity=_sensitivity(model, finishes, critical, iterations))
    return replace(found, tornado=_tornado(model, found, block)) if tornado and chosen else found


def _overridden(plan: Plan, overrides: Mapping[int, Override]) -> tuple[Plan, dict[int, ThreePoint]]:
    missing = [
        error(
            "simulate.override",
            f"An override names the task {uid}, which the plan does not have.",
            "Use the uid of a task.",
            task=uid,
        )
        for uid in overrides
        if uid not in plan.by_uid
    ]
    if missing:
        raise PlanError(missing)
    spreads = {
        uid: value if isinstance(value, ThreePoint) else ThreePoint(value, value, value)
        for uid, value in overrides.items()
    }
    if not spreads:
        return plan, {}
    tasks = tuple(replace(t, duration_min=spreads[t.uid].likely) if t.uid in spreads else t for t in plan.tasks)
    return replace(plan, tasks=tasks), spreads


def _model(
    base: Schedule,
    spreads: dict[int, ThreePoint],
    risks: tuple[Risk, ...],
    uncertainty: Uncertainty | None,
    systemic: Systemic | None,
    seed: int,
    target: int | None,
) -> _Model:
    net, varied = base.net, []
    for v, task in enumerate(net.tasks):
        if task.uid < 0 or base.known.fixed[v] is not None:
            continue
        own = spreads.get(task.uid) or task.three_point
        left = net.remaining[v] if base.known.started[v] is not None else net.duration[v]
        if own is not None:
            share = left / net.duration[v] if net.duration[v] else 1.0
            spread = _scaled(own, TICKS_PER_MINUTE * share)
        elif uncertainty is not None and left > 0:
            spread = _scaled(ThreePoint(uncertainty.low, uncertainty.likely, uncertainty.high, uncertainty.shape), left)
        else:
            spread = ThreePoint(left, left, left)
        certain = task.uid in spreads and spread.low == spread.high
        if not certain and spread.high > 0 and (spread.low < spread.high or systemic is not None):
            varied.append(Varied(v, stream(seed, "task", task.uid), spread, True))
        elif spread.likely != left:
            varied.append(Varied(v, stream(seed, "task", task.uid), spread, False))
    reach = horizon(net, base.passes.finish, 12 if varied or risks else 1)
    aim = None if target is None else net.position[base.leaf_of(target)]
    return _Model(base, Spreads(varied, len(net.tasks)), risks, systemic, seed, aim, tables(net, reach))


def _scaled(spread: ThreePoint, by: float) -> ThreePoint:
    return ThreePoint(spread.low * by, spread.likely * by, spread.high * by, spread.shape)


def _deterministic(model: _Model) -> datetime:
    base, aim = model.base, model.target
    if aim is None:
        return base.finish
    return from_ticks(base.net.axes.times[base.net.axis[aim]].finish_at(base.passes.ef[aim]))


def _block_size(model: _Model, block: int | None, iterations: int) -> int:
    size = max(1, len(model.base.net.tasks))
    return min(iterations, block or max(64, min(4096, _MEMORY // (12 * size))))


def _finishes(
    model: _Model, iterations: int, block: int | None, *, trace: bool, without: str | None = None
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


def _worlds(model: _Model, steps: Words, count: int, trace: bool, without: str | None) -> Worlds:
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


def _strike(model: _Model, risk: Risk, steps: Words, factors: dict[int, Floats], added: dict[int, Floats]) -> None:
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


def _leaves(model: _Model, risk: Risk) -> list[int]:
    """The scheduled tasks a risk strikes; a summary stands for its last task."""
    return [model.base.leaf_of(uid) for uid in risk.tasks if uid in model.base]


def _targets(model: _Model) -> list[int]:
    if model.target is not None:
        return [model.target]
    net = model.base.net
    return [v for v in range(len(net.tasks)) if not net.succs[v]]


def _target_finish(model: _Model, worlds: Worlds) -> tuple[Floats, np.ndarray[tuple[int], np.dtype[np.int32]] | None]:
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


def _sensitivity(model: _Model, finishes: Floats, critical: Floats, iterations: int) -> tuple[Sensitivity, ...]:
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


def _tornado(model: _Model, found: Simulation, block: int | None) -> tuple[RiskEffect, ...]:
    effects = []
    for risk in model.risks:
        finishes, _ = _finishes(model, found.iterations, block, trace=False, without=risk.id)
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


def _settings(
    uncertainty: Uncertainty | None, systemic: Systemic | None, base: Schedule, spreads: Mapping[int, ThreePoint]
) -> tuple[Setting, ...]:
    own = sum(task.three_point is not None or task.uid in spreads for task in base.net.tasks)
    used = [Setting("tasks with their own estimate", str(own), "the plan")]
    if uncertainty is not None:
        value = f"{uncertainty.shape} {uncertainty.low:g}-{uncertainty.likely:g}-{uncertainty.high:g}"
        used.append(Setting(f"spread of the others: {uncertainty.name}", value, uncertainty.provenance))
    if systemic is not None:
        used.append(
            Setting(f"shared factor: {systemic.name}", f"lognormal, sigma {systemic.sigma:g}", systemic.provenance)
        )
    return tuple(used)
