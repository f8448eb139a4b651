"""What are P50 and P80 of the go-live, what drives them, and what does each risk cost?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from golive.engines.schedule.dice import stream
from golive.engines.schedule.draws import Spreads, Varied
from golive.engines.schedule.findings import PlanError, error
from golive.engines.schedule.kernel import horizon, tables
from golive.engines.schedule.plan import Mode, Plan, ThreePoint, in_mode
from golive.engines.schedule.risk import Risk, require_risks
from golive.engines.schedule.schedule import Schedule, schedule
from golive.engines.schedule.sensitivity import sensitivity_of, tornado_of
from golive.engines.schedule.simulation import Setting, Simulation
from golive.engines.schedule.uncertainty import DEFAULT_SYSTEMIC, DEFAULT_UNCERTAINTY, Systemic, Uncertainty
from golive.engines.schedule.windows import Windows
from golive.engines.schedule.worlds import Model, finishes_of
from golive.plain.working_time import TICKS_PER_MINUTE, from_ticks

Override = ThreePoint | float


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
    mode: Mode | str | None = None,
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
    mode : what the status date does to unfinished work (`Mode`); the plan's own where not given.

    Only remaining durations are drawn. Without uncertainty, systemic factor and risks every date is the schedule's.
    PlanError names what is wrong with plan, risks or overrides.
    """
    if not 1 <= iterations <= 1_000_000:
        raise PlanError([error("simulate.iterations", f"{iterations} iterations.", "Use 1 to 1,000,000.")])
    chosen, plan = tuple(risks), in_mode(plan, mode)
    require_risks(plan, chosen)
    plan, spreads = _overridden(plan, overrides or {})
    aim = plan.named(target).uid if isinstance(target, str) else target
    base = schedule(plan)
    model = _model(base, spreads, chosen, uncertainty, systemic, seed, aim)
    finishes, critical = finishes_of(model, iterations, block, trace=sensitivity)
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
        found = replace(found, sensitivity=sensitivity_of(model, finishes, critical, iterations))
    return replace(found, tornado=tornado_of(model, found, block)) if tornado and chosen else found


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
) -> Model:
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
    return Model(base, Spreads(varied, len(net.tasks)), risks, systemic, seed, aim, tables(net, reach))


def _scaled(spread: ThreePoint, by: float) -> ThreePoint:
    return ThreePoint(spread.low * by, spread.likely * by, spread.high * by, spread.shape)


def _deterministic(model: Model) -> datetime:
    base, aim = model.base, model.target
    if aim is None:
        return base.finish
    return from_ticks(base.net.axes.times[base.net.axis[aim]].finish_at(base.passes.ef[aim]))


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
