"""Is there a shorter schedule, or a proof that there is none? Asked of CP-SAT (the extra ``opt``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from threading import Event, Thread
from time import monotonic
from typing import Any

from golive.engines.schedule.findings import PlanError, error
from golive.engines.schedule.levelling.bounds import heads, tails
from golive.engines.schedule.levelling.packed import Packed


def available() -> bool:
    """Whether ortools (extra ``opt``) is installed."""
    return find_spec("ortools") is not None


def require() -> None:
    """PlanError with the cure where the extra is missing."""
    if not available():
        text = "The engine cp-sat needs the package ortools, which is not installed."
        raise PlanError([error("level.engine", text, "Install golive with the extra “opt”, or use the engine search.")])


@dataclass(frozen=True)
class Solved:
    """The best schedule in the order of the packed instance (None: none better than the hint), and the proven bound."""

    starts: list[int] | None
    makespan: int
    bound: int


def solve(
    packed: Packed,
    hint: Sequence[int],
    bound: int,
    *,
    seconds: float | None = None,
    deterministic: float | None = None,
    workers: int = 2,
    seed: int = 1,
    clock: Callable[[], float] = monotonic,
) -> Solved:
    """Improve a schedule or prove it; the hint's makespan is the starting point.

    ``seconds`` ends by the clock; ``deterministic`` by CP-SAT's own measure of work, the same on any machine (workers
    then take turns).
    """
    require()
    cp_model = import_module("ortools.sat.python.cp_model")
    span = max((s + d for s, d in zip(hint, packed.duration, strict=True)), default=0)
    model, starts, end = _model(cp_model, packed, hint, bound, span)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    if deterministic is not None:
        solver.parameters.max_deterministic_time = deterministic
        solver.parameters.interleave_search = True
    with _until(solver, seconds, clock):
        status = solver.solve(model)
    lowest = max(bound, round(solver.best_objective_bound))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Solved(None, span, span if status == cp_model.INFEASIBLE else min(span, lowest))
    return Solved([solver.value(start) for start in starts], solver.value(end), min(lowest, solver.value(end)))


@contextmanager
def _until(solver: Any, seconds: float | None, clock: Callable[[], float]) -> Iterator[None]:
    """Stop the solver after so many seconds of a clock; its own counts the wall clock only."""
    if seconds is not None and clock is monotonic:
        solver.parameters.max_time_in_seconds = max(0.01, seconds)
    if seconds is None or clock is monotonic:
        yield
        return
    until, done = clock() + seconds, Event()

    def watch() -> None:
        while not done.wait(0.02):
            if clock() >= until:
                solver.stop_search()

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _model(cp_model: Any, packed: Packed, hint: Sequence[int], bound: int, span: int) -> tuple[Any, list[Any], Any]:
    """Intervals, waits, capacities, and the makespan between the known bound and the hint."""
    model, head, tail = cp_model.CpModel(), heads(packed), tails(packed)
    starts, intervals = [], []
    for j, duration in enumerate(packed.duration):
        latest = span - tail[j] - duration
        starts.append(model.new_int_var(head[j], max(head[j], latest), f"s{j}"))
        intervals.append(model.new_fixed_size_interval_var(starts[j], duration, f"i{j}") if duration else None)
    end = model.new_int_var(bound, span, "end")
    for j, duration in enumerate(packed.duration):
        waits = packed.waits
        for e in range(waits.first[j], waits.first[j + 1]):
            model.add(starts[j] >= starts[waits.other[e]] + waits.gap[e])
        if packed.follow.first[j] == packed.follow.first[j + 1] or duration > 0:
            model.add(end >= starts[j] + duration + tail[j])
        model.add_hint(starts[j], hint[j])
    model.add_hint(end, span)
    _capacities(model, packed, intervals)
    model.minimize(end)
    return model, starts, end


def _capacities(model: Any, packed: Packed, intervals: list[Any]) -> None:
    for number, capacity in enumerate(packed.instance.capacities):
        demand = [packed.instance.activities[position].demand[number] for position in packed.order]
        users = [j for j, need in enumerate(demand) if need and intervals[j] is not None]
        if sum(demand[j] for j in users) <= capacity:
            continue
        if all(2 * demand[j] > capacity for j in users):
            model.add_no_overlap([intervals[j] for j in users])
        else:
            model.add_cumulative([intervals[j] for j in users], [demand[j] for j in users], capacity)
            if len(large := [j for j in users if 2 * demand[j] > capacity]) > 1:
                model.add_no_overlap([intervals[j] for j in large])
