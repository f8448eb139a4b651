"""What are P50 and P80 of the go-live, what drives them, and what does each risk cost?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import inf

import numpy as np

from golive.engines.schedule.collections_paused import without_collections
from golive.engines.schedule.dates.schedule import Schedule, schedule
from golive.engines.schedule.findings import PlanError, error
from golive.engines.schedule.plan import Mode, Plan, ThreePoint, in_mode
from golive.engines.schedule.simulation.answer import Setting, Simulation
from golive.engines.schedule.simulation.drawn import drawn_of, estimates_with, phases_of
from golive.engines.schedule.simulation.events import Risk, require_estimates, require_risks
from golive.engines.schedule.simulation.luck import strikes
from golive.engines.schedule.simulation.program import GROUP
from golive.engines.schedule.simulation.sensitivity import sensitivity_of, tornado_of
from golive.engines.schedule.simulation.uncertainty import DEFAULT_SYSTEMIC, DEFAULT_UNCERTAINTY, Systemic, Uncertainty
from golive.engines.schedule.simulation.worlds import Model, Outcome, outcome_of
from golive.engines.schedule.windows import Windows
from golive.plain.working_time import from_ticks

Override = ThreePoint | float
MOST_ITERATIONS = 1_000_000
STOP_AT, LEAST_TO_STOP = 65_536, 1_024
"""Where the automatic stop ends in any case, and before which it never does: few runs know nothing of their spread."""


@dataclass(frozen=True)
class Run:
    """How a simulation is run; none of it changes a number.

    ``block``: worlds at a time; ``threads``: as many as processors where not given; ``fast``: the compiled kernel
    (True), numpy (False), or what is quicker.
    """

    block: int | None = None
    threads: int | None = None
    fast: bool | None = None


AS_IT_COMES = Run()


@without_collections()
def simulate(
    plan: Plan | Schedule,
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
    precision: float | None = None,
    block: int | None = None,
    threads: int | None = None,
    fast: bool | None = None,
) -> Simulation:
    """Run the plan in many possible worlds.

    Parameters
    ----------
    plan : the plan, or its schedule where that is known already.
    windows : permitted go-live dates, for the probability of each.
    risks : events that may happen on top of the spread of the durations.
    overrides : per task uid its duration in working minutes: a number (certain) or a `ThreePoint`.
    iterations, seed : the same seed gives the same numbers, at any block size and thread count and with either kernel;
        an edited plan meets the same luck.
    target : uid or name of the task whose finish counts; the finish of the whole plan where not given.
    uncertainty : spread of tasks without a three-point estimate; None for none.
    systemic : factor shared by all drawn durations; None for none.
    mode : what the status date does to unfinished work (`Mode`); the plan's own where not given.
    precision : working days; go on, from ``iterations`` (at least 1,024) up to 65,536, until the 95 % interval of P80
        is not wider. `Simulation.precision_met` says whether it is.
    block, threads, fast : see `Run`.

    Only remaining durations are drawn. Without uncertainty, systemic factor and risks every date is the schedule's.
    PlanError names what is wrong with plan, risks or overrides.

    >>> from golive.engines.schedule import Task, days
    >>> found = simulate(Plan("One", datetime(2026, 3, 2, 8), (Task(1, "Build", days(10)),)), iterations=400)
    >>> found.p50 < found.p80 < found.p90
    True
    """
    _require_numbers(iterations, precision)
    base, spreads = _base(plan, risks, overrides or {}, mode)
    aim = base.plan.named(target).uid if isinstance(target, str) else target
    model = model_of(base, spreads, tuple(risks), uncertainty, systemic, seed, aim, Run(block, threads, fast))
    outcome = outcome_of(model, 0, iterations, trace=sensitivity)
    found = Simulation(
        _deterministic(model),
        np.sort(outcome.finishes).astype(np.float64),
        iterations,
        seed,
        aim,
        base.calendar,
        base.plan.options.minutes_per_day,
        windows,
        settings=_settings(uncertainty, systemic, base, spreads),
        in_order=outcome.finishes.astype(np.float64),
    )
    if precision is not None:
        found, outcome = _until(model, found, outcome, precision, trace=sensitivity)
    if sensitivity:
        found = replace(found, sensitivity=sensitivity_of(model, outcome, found.iterations))
    return replace(found, tornado=tornado_of(model, found)) if tornado and risks else found


def _base(
    plan: Plan | Schedule,
    risks: Sequence[Risk],
    overrides: Mapping[int, Override],
    mode: Mode | str | None,
) -> tuple[Schedule, dict[int, ThreePoint]]:
    """The schedule to run and the overrides as estimates; PlanError with what is wrong."""
    known = plan if isinstance(plan, Schedule) else None
    bare = in_mode(plan.plan if isinstance(plan, Schedule) else plan, mode)
    require_risks(bare, tuple(risks))
    changed, spreads = _overridden(bare, overrides)
    require_estimates(bare, spreads)
    if known is not None and changed is known.plan:
        return known, spreads
    return schedule(changed), spreads


def _require_numbers(iterations: int, precision: float | None) -> None:
    wrong = []
    if not 1 <= iterations <= MOST_ITERATIONS:
        wrong.append(error("simulate.iterations", f"{iterations} iterations.", "Use 1 to 1,000,000."))
    if precision is not None and not 0 < precision < inf:
        text = f"The precision is {precision:g} working days."
        wrong.append(error("simulate.precision", text, "Use a number above 0, such as 0.5."))
    if wrong:
        raise PlanError(wrong)


def _until(
    model: Model, found: Simulation, outcome: Outcome, precision: float, *, trace: bool
) -> tuple[Simulation, Outcome]:
    """Go on, doubling the iterations, until the interval of P80 is as narrow as asked for."""
    found = replace(found, precision=precision)
    while found.iterations < STOP_AT and not (found.precision_met and found.iterations >= LEAST_TO_STOP):
        first = found.iterations // GROUP * GROUP
        total = min(max(2 * found.iterations, LEAST_TO_STOP), STOP_AT)
        more = outcome_of(model, first, total - first, trace=trace)
        outcome = Outcome(np.concatenate((outcome.finishes[:first], more.finishes)), outcome.critical + more.critical)
        finishes = outcome.finishes.astype(np.float64)
        found = replace(found, finishes=np.sort(finishes), in_order=finishes, iterations=total)
    return found, outcome


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


def model_of(
    base: Schedule,
    spreads: Mapping[int, ThreePoint],
    risks: tuple[Risk, ...],
    uncertainty: Uncertainty | None,
    systemic: Systemic | None,
    seed: int,
    target: int | None,
    run: Run = AS_IT_COMES,
) -> Model:
    """The simulation of a schedule, ready to run."""
    aim = None if target is None else base.net.position[base.leaf_of(target)]
    phases = phases_of(base) if systemic is not None and systemic.phase_sigma > 0 else {}
    drawn = drawn_of(base, spreads, uncertainty, systemic, seed, phases)
    number = max(phases.values(), default=0)
    return Model(
        base, drawn, strikes(base, risks, aim, seed), systemic, number, seed, aim, run.block, run.threads, run.fast
    )


def _deterministic(model: Model) -> datetime:
    base, aim = model.base, model.target
    if aim is None:
        return base.finish
    return from_ticks(base.net.axes.times[base.net.axis[aim]].finish_at(base.passes.ef[aim]))


def _settings(
    uncertainty: Uncertainty | None, systemic: Systemic | None, base: Schedule, spreads: Mapping[int, ThreePoint]
) -> tuple[Setting, ...]:
    own = int(np.sum(estimates_with(base.net, spreads).there))
    used = [Setting("tasks with their own estimate", str(own), "the plan")]
    if uncertainty is not None:
        value = f"{uncertainty.shape} {uncertainty.low:g}-{uncertainty.likely:g}-{uncertainty.high:g}"
        used.append(Setting(f"spread of the others: {uncertainty.name}", value, uncertainty.provenance))
    if systemic is not None:
        used.append(
            Setting(f"shared factor: {systemic.name}", f"lognormal, sigma {systemic.sigma:g}", systemic.provenance)
        )
    return tuple(used)
