"""When can each task start? What is given, and the forward pass.

All dates are whole ticks on the task's own working-time axis; only links between different axes go through the clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from golive.engines.schedule.network import FF, FS, SS, Network, Wait
from golive.engines.schedule.plan import Constraint, Mode, Task
from golive.plain.working_time import TICKS_PER_MINUTE, to_ticks

PROJECT_START, CONSTRAINT, ACTUAL, STATUS_DATE, MANUAL, DELAY = -1, -2, -3, -4, -5, -6
"""What decided a start, where it was not a link (a link is its place among the task's predecessors)."""


@dataclass
class Passes:
    """Early and late coordinates of every task, on its own axis, and what decided its start."""

    es: list[int]
    ef: list[int]
    driver: list[int]
    ls: list[int] = field(default_factory=list)
    lf: list[int] = field(default_factory=list)
    finish: int = 0
    """The project's finish, as an instant."""


@dataclass
class Given:
    """What is fixed before the forward pass begins, on each task's axis; None where nothing is fixed."""

    floor: list[int]
    fixed: list[tuple[int, int] | None]
    started: list[int | None]
    status: list[int | None]
    resume: list[int | None]
    constraint: list[int | None]


def given(net: Network, status: datetime | None, mode: Mode) -> Given:
    """Project start, actuals, typed dates and constraint dates as coordinates of each task's axis."""
    begin = to_ticks(net.plan.start)
    floors = [time.to_work(begin) for time in net.axes.times]
    data_date = to_ticks(status) if status is not None and mode is not Mode.AS_MS_PROJECT else None
    stati = [time.to_work(data_date) if data_date is not None else None for time in net.axes.times]
    out = Given([floors[a] for a in net.axis], [], [], [stati[a] for a in net.axis], [], [])
    for v, task in enumerate(net.tasks):
        to_work = net.axes.times[net.axis[v]].to_work
        out.fixed.append(_fixed(net, v, task))
        out.started.append(to_work(to_ticks(task.actual_start)) if task.actual_start else None)
        out.resume.append(to_work(to_ticks(task.resume)) if task.resume else None)
        out.constraint.append(to_work(to_ticks(task.constraint_at)) if task.constraint_at else None)
    return out


def _fixed(net: Network, v: int, task: Task) -> tuple[int, int] | None:
    to_work = net.axes.times[net.axis[v]].to_work
    if task.actual_finish:
        end = to_work(to_ticks(task.actual_finish))
        return (min(end, to_work(to_ticks(task.actual_start))) if task.actual_start else net.start_of(v, end)), end
    if (task.manual or task.external) and (task.start or task.finish):
        start = to_work(to_ticks(task.start)) if task.start else None
        end = to_work(to_ticks(task.finish)) if task.finish else net.finish_of(v, start or 0)
        return (net.start_of(v, end) if start is None else start), max(end, start if start is not None else end)
    return None


def earliest_by(net: Network, found: Passes, v: int, wait: Wait, duration: int, late: bool = False) -> int:
    """The start, on the axis of ``v``, that one link permits."""
    u, kind = wait.other, wait.type
    a, b = net.axis[u], net.axis[v]
    at = (found.lf if late else found.ef)[u] if kind in (FS, FF) else (found.ls if late else found.es)[u]
    if a == b and not wait.elapsed:
        at += wait.lag
        return at if kind in (FS, SS) else net.start_of(v, at, duration)
    times = net.axes.times
    finish_side = kind in (FS, FF) or (net.duration[u] == 0 and bool(net.preds[u]))
    instant: int = times[a].finish_at(at) if finish_side else times[a].start_at(at)
    if kind in (FS, SS):
        if wait.elapsed:
            return times[b].to_work(instant + wait.lag)
        return times[b].to_work(instant) + wait.lag
    start = net.start_of(v, times[b].to_work(instant), duration)
    if wait.elapsed:
        return times[b].to_work(times[b].start_at(start) + wait.lag)
    return start + wait.lag


def forward(
    net: Network, known: Given, mode: Mode, hold: dict[int, int] | None = None, late: Passes | None = None
) -> Passes:
    """The forward pass. ``hold`` keeps the finish of a task at or after a coordinate (a late release).

    ``late`` are the passes whose late dates stand in for as-late-as-possible predecessors.
    """
    size = len(net.tasks)
    found = Passes([0] * size, [0] * size, [PROJECT_START] * size)
    if late is not None:
        found.ls, found.lf = late.ls, late.lf
    es, ef, driver = found.es, found.ef, found.driver
    axis, durations, parts = net.axis, net.duration, net.parts
    for v, task in enumerate(net.tasks):
        fixed, duration = known.fixed[v], durations[v]
        if fixed is not None:
            es[v], ef[v] = fixed
            driver[v] = ACTUAL if task.actual_finish else MANUAL
        elif known.started[v] is not None:
            _go_on(net, known, mode, found, v, late)
        else:
            start, why, here, plain = None, PROJECT_START, axis[v], parts[v] is None
            for place, wait in enumerate(net.preds[v]):
                u, kind, lag, elapsed, _, _ = wait
                if plain and not elapsed and axis[u] == here and late is None:
                    if kind == FS:
                        at = ef[u] + lag
                    elif kind == SS:
                        at = es[u] + lag
                    elif kind == FF:
                        at = ef[u] + lag - duration
                    else:
                        at = es[u] + lag - duration
                else:
                    at = earliest_by(net, found, v, wait, duration, late is not None and _waits_late(net, u, v))
                if start is None or at > start:
                    start, why = at, place
            es[v], driver[v] = _settled(net, known, v, task, start, why)
            ef[v] = es[v] + duration if plain else net.finish_of(v, es[v])
        if hold is not None and v in hold and ef[v] < hold[v]:
            es[v], ef[v], driver[v] = net.start_of(v, hold[v]), hold[v], DELAY
    found.finish = project_finish(net, found)
    return found


def _waits_late(net: Network, u: int, v: int) -> bool:
    alap = Constraint.ALAP
    return net.tasks[u].constraint is alap and net.tasks[v].constraint is not alap


def _settled(net: Network, known: Given, v: int, task: Task, start: int | None, why: int) -> tuple[int, int]:
    """A start after project start, levelling delay, status date and constraint have had their say."""
    floor, status, at = known.floor[v], known.status[v], known.constraint[v]
    kind = task.constraint
    if start is None:
        loose = at is not None and kind in (Constraint.SNET, Constraint.FNET)
        start = _not_before(net, v, kind, at) if loose and at is not None else floor
        why = CONSTRAINT if loose else PROJECT_START
    elif start < floor and net.plan.options.floor_at_project_start and v >= 0:
        start, why = floor, PROJECT_START
    if task.leveling_delay_min:
        time = net.axes.times[net.axis[v]]
        start = time.to_work(time.start_at(start) + round(task.leveling_delay_min * TICKS_PER_MINUTE))
    if status is not None and start < status:
        start, why = status, STATUS_DATE
    if at is None or kind in (Constraint.ASAP, Constraint.ALAP):
        return start, why
    moved = _constrained(net, v, kind, at, start)
    return (moved, CONSTRAINT) if moved != start else (start, why)


def _not_before(net: Network, v: int, kind: Constraint, at: int) -> int:
    return at if kind is Constraint.SNET else net.start_of(v, at)


def _constrained(net: Network, v: int, kind: Constraint, at: int, start: int) -> int:
    honour = net.plan.options.honour_constraints
    wanted = at if kind in (Constraint.SNET, Constraint.SNLT, Constraint.MSO) else net.start_of(v, at)
    if kind in (Constraint.SNET, Constraint.FNET):
        return max(start, wanted)
    if kind in (Constraint.SNLT, Constraint.FNLT):
        return min(start, wanted) if honour else start
    return wanted if honour else max(start, wanted)


def _go_on(net: Network, known: Given, mode: Mode, found: Passes, v: int, late: Passes | None) -> None:
    """A task that has started: its start is a fact; only what remains is scheduled."""
    begun, status, remaining = known.started[v], known.status[v], net.remaining[v]
    assert begun is not None
    found.es[v], found.driver[v] = begun, ACTUAL
    resume = known.resume[v]
    end = net.finish_of(v, begun)
    if resume is not None:
        end = max(end, net.finish_of(v, resume, remaining))
    if status is not None:
        goes_on = max(status, resume if resume is not None else status)
        if mode is Mode.RETAINED:
            for place, wait in enumerate(net.preds[v]):
                if wait.type in (FS, FF) and (at := earliest_by(net, found, v, wait, remaining)) > goes_on:
                    goes_on, found.driver[v] = at, place
        end = net.finish_of(v, max(goes_on, begun), remaining)
    if net.tasks[v].constraint is Constraint.FNET and known.constraint[v] is not None:
        end = max(end, known.constraint[v] or end)
    found.ef[v] = end


def project_finish(net: Network, found: Passes) -> int:
    """The latest early finish, as an instant."""
    latest: dict[int, int] = {}
    for v, a in enumerate(net.axis):
        if a not in latest or found.ef[v] > latest[a]:
            latest[a] = found.ef[v]
    return max((net.axes.times[a].finish_at(work) for a, work in latest.items()), default=to_ticks(net.plan.start))
