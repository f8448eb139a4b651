"""How would the plan run in many possible worlds at once? The forward pass on blocks of iterations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from golive.engines.schedule.cpm import FF, FS, SS, Given
from golive.engines.schedule.dice import Floats
from golive.engines.schedule.network import Network, Wait
from golive.engines.schedule.plan import Constraint, Mode
from golive.plain.working_time import TICKS_PER_DAY, TICKS_PER_MINUTE, WorkingTime

Places = NDArray[np.int32]


class Table:
    """A working-time axis as arrays, for converting whole blocks."""

    def __init__(self, time: WorkingTime, until: int) -> None:
        time.to_work(until)
        self.starts, self.ends = np.array(time.starts, dtype=np.float64), np.array(time.ends, dtype=np.float64)
        self.before = np.array(time.before, dtype=np.float64)
        self.total = float(time.total)

    def to_work(self, instant: Floats) -> Floats:
        at = np.clip(np.searchsorted(self.starts, instant, "right") - 1, 0, None)
        return np.asarray(self.before[at] + np.minimum(instant, self.ends[at]) - self.starts[at])

    def start_at(self, work: Floats) -> Floats:
        at = np.clip(np.searchsorted(self.before, work, "right") - 1, 0, None)
        return np.asarray(self.starts[at] + work - self.before[at])

    def finish_at(self, work: Floats) -> Floats:
        at = np.clip(np.searchsorted(self.before, work, "left") - 1, 0, None)
        return np.asarray(self.starts[at] + work - self.before[at])


@dataclass
class Worlds:
    """A block of iterations: finishes of every task on its axis and, if asked for, the place of the driving link."""

    ef: Floats
    driver: Places | None


def tables(net: Network, latest: int) -> list[Table]:
    """The axes as arrays, reaching well past the latest date that a simulation can give."""
    return [Table(time, latest) for time in net.axes.times]


def horizon(net: Network, finish: int, stretch: float) -> int:
    """An instant past every simulated date: the plan stretched, plus a year."""
    span = max(finish - net.plan.start.toordinal() * TICKS_PER_DAY, 0)
    century = 100 * 366 * TICKS_PER_DAY
    return finish + min(int(span * stretch) + 366 * TICKS_PER_DAY, century)


def run(
    net: Network, known: Given, mode: Mode, axes: list[Table], durations: Mapping[int, Floats], added: Mapping[int, Floats],
    block: int, trace: bool,
) -> Worlds:
    """The forward pass of one block. ``durations`` are remaining ticks of the tasks that vary, ``added`` waiting ticks."""
    size = len(net.tasks)
    es, ef = np.empty((size, block)), np.empty((size, block))
    driver = np.full((size, block), -1, dtype=np.int32) if trace else None
    for v in range(size):
        fixed = known.fixed[v]
        if fixed is not None:
            es[v], ef[v] = fixed
        elif known.started[v] is not None:
            _go_on(net, known, mode, axes, es, ef, v, durations.get(v))
        else:
            _start(net, known, axes, es, ef, v, durations.get(v), driver)
        if v in added and net.tasks[v].actual_finish is None:
            ef[v] += added[v]
    return Worlds(ef, driver)


def _start(
    net: Network, known: Given, axes: list[Table], es: Floats, ef: Floats, v: int, varied: Floats | None,
    driver: Places | None,
) -> None:
    duration: Floats | float = float(net.duration[v]) if varied is None else varied
    start: Floats | None = None
    for place, wait in enumerate(net.preds[v]):
        at = _permitted(net, axes, es, ef, v, wait, duration)
        if driver is not None:
            if start is None:
                driver[v] = place
            else:
                driver[v][at > start] = place
        start = at if start is None else np.maximum(start, at)
    es[v] = _settled(net, known, axes, v, start, duration, es.shape[1])
    if driver is not None and start is not None:
        driver[v][es[v] > start] = -1
    ef[v] = _finish_of(net, axes, v, es[v], duration)


def _permitted(
    net: Network, axes: list[Table], es: Floats, ef: Floats, v: int, wait: Wait, duration: Floats | float
) -> Floats:
    u, kind, lag = wait.other, wait.type, float(wait.lag)
    at = ef[u] if kind in (FS, FF) else es[u]
    if wait.percent:
        lag_now: Floats | float = np.rint((ef[u] - es[u]) * (wait.percent / 100))
    else:
        lag_now = lag
    if net.axis[u] == net.axis[v] and not wait.elapsed:
        at = at + lag_now
        return at if kind in (FS, SS) else _start_of(net, axes, v, at, duration)
    mine, theirs = axes[net.axis[v]], axes[net.axis[u]]
    finish_side = kind in (FS, FF) or (net.duration[u] == 0 and bool(net.preds[u]))
    instant = theirs.finish_at(at) if finish_side else theirs.start_at(at)
    if kind in (FS, SS):
        if wait.elapsed:
            return mine.to_work(instant + lag_now)
        return np.asarray(mine.to_work(instant) + lag_now)
    start = _start_of(net, axes, v, mine.to_work(instant), duration)
    if wait.elapsed:
        return mine.to_work(mine.start_at(start) + lag_now)
    return np.asarray(start + lag_now)


def _settled(
    net: Network, known: Given, axes: list[Table], v: int, start: Floats | None, duration: Floats | float, block: int
) -> Floats:
    task, at, kind, floor = net.tasks[v], known.constraint[v], net.tasks[v].constraint, float(known.floor[v])
    if start is None:
        start = np.full(block, floor)
        if at is not None and kind in (Constraint.SNET, Constraint.FNET):
            start = np.full(block, float(at))
            if kind is Constraint.FNET:
                start = _start_of(net, axes, v, start, duration)
    elif net.plan.options.floor_at_project_start:
        start = np.maximum(start, floor)
    if task.leveling_delay_min:
        own = axes[net.axis[v]]
        start = own.to_work(own.start_at(start) + round(task.leveling_delay_min * TICKS_PER_MINUTE))
    if known.status[v] is not None:
        start = np.maximum(start, float(known.status[v] or 0))
    if at is None or kind in (Constraint.ASAP, Constraint.ALAP):
        return start
    return _constrained(net, axes, v, kind, float(at), start, duration)


def _constrained(
    net: Network, axes: list[Table], v: int, kind: Constraint, at: float, start: Floats, duration: Floats | float
) -> Floats:
    wanted = np.full_like(start, at)
    if kind not in (Constraint.SNET, Constraint.SNLT, Constraint.MSO):
        wanted = _start_of(net, axes, v, wanted, duration)
    honour = net.plan.options.honour_constraints
    if kind in (Constraint.SNET, Constraint.FNET) or (not honour and kind in (Constraint.MSO, Constraint.MFO)):
        return np.maximum(start, wanted)
    if kind in (Constraint.SNLT, Constraint.FNLT):
        return np.minimum(start, wanted) if honour else start
    return wanted


def _go_on(
    net: Network, known: Given, mode: Mode, axes: list[Table], es: Floats, ef: Floats, v: int, varied: Floats | None
) -> None:
    begun, status, resume = float(known.started[v] or 0), known.status[v], known.resume[v]
    left: Floats | float = float(net.remaining[v]) if varied is None else varied
    done = float(net.duration[v] - net.remaining[v])
    es[v] = begun
    end = _finish_of(net, axes, v, es[v], left + done)
    if resume is not None:
        end = np.maximum(end, _finish_of(net, axes, v, np.full_like(es[v], resume), left))
    if status is not None:
        goes_on = np.full_like(es[v], max(status, resume if resume is not None else status, begun))
        if mode is Mode.RETAINED:
            for wait in net.preds[v]:
                if wait.type in (FS, FF):
                    goes_on = np.maximum(goes_on, _permitted(net, axes, es, ef, v, wait, left))
        end = _finish_of(net, axes, v, goes_on, left)
    at = known.constraint[v]
    if net.tasks[v].constraint is Constraint.FNET and at is not None:
        end = np.maximum(end, float(at))
    ef[v] = end


def _finish_of(net: Network, axes: list[Table], v: int, start: Floats, duration: Floats | float) -> Floats:
    parts = net.parts[v]
    if parts is None:
        return np.asarray(start + duration)
    own, share = axes[net.axis[v]], np.asarray(duration) / (net.duration[v] or 1)
    at = own.start_at(start)
    ends = [axes[a].finish_at(axes[a].to_work(at) + np.round(work * share)) for a, work in parts]
    return own.to_work(np.maximum.reduce(ends))


def _start_of(net: Network, axes: list[Table], v: int, finish: Floats, duration: Floats | float) -> Floats:
    parts = net.parts[v]
    if parts is None:
        return np.asarray(finish - duration)
    own, share = axes[net.axis[v]], np.asarray(duration) / (net.duration[v] or 1)
    at = own.finish_at(finish)
    begins = [axes[a].start_at(axes[a].to_work(at) - np.round(work * share)) for a, work in parts]
    return own.to_work(np.minimum.reduce(begins))


def on_the_path(net: Network, driver: Places, target: int, aims: Places | None = None) -> NDArray[np.bool_]:
    """For every task and iteration: does it lie on the chain that drives the target (or each iteration's last task)?"""
    size, block = driver.shape
    on = np.zeros((size, block), dtype=bool)
    if aims is None:
        on[target] = True
    else:
        on[aims, np.arange(block)] = True
    for v in range(size - 1, -1, -1):
        if not net.preds[v] or not on[v].any():
            continue
        for place, wait in enumerate(net.preds[v]):
            on[wait.other] |= on[v] & (driver[v] == place)
    return on
