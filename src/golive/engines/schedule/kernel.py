"""How would the plan run in many possible worlds at once? The forward pass on blocks of iterations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from golive.engines.schedule.cpm import Given
from golive.engines.schedule.dice import Floats
from golive.engines.schedule.draws import Draws
from golive.engines.schedule.network import FF, FS, SF, SS, Network, Wait
from golive.engines.schedule.plan import Constraint, Mode
from golive.plain.working_time import TICKS_PER_DAY, TICKS_PER_MINUTE, WorkingTime

Places = NDArray[np.int16]


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


@dataclass
class _Block:
    """What the pass over one block reads and writes; starts are kept only where somebody waits for them."""

    net: Network
    known: Given
    mode: Mode
    axes: list[Table]
    ef: Floats
    es: dict[int, Floats]
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
    net: Network,
    known: Given,
    mode: Mode,
    axes: list[Table],
    draws: Draws,
    added: Mapping[int, Floats],
    block: int,
    trace: bool,
) -> Worlds:
    """The forward pass of one block. ``added`` are ticks by which an event delays a task's finish."""
    size = len(net.tasks)
    driver = np.full((size, block), -1, dtype=np.int16) if trace else None
    here = _Block(net, known, mode, axes, np.empty((size, block)), {}, driver)
    for v in range(size):
        fixed = known.fixed[v]
        if fixed is not None:
            start: Floats = np.full(block, float(fixed[0]))
            here.ef[v] = fixed[1]
        elif known.started[v] is not None:
            start = _go_on(here, v, draws.of(v, net.remaining[v]))
        else:
            start = _start(here, v, draws.of(v, net.duration[v]))
        if any(wait.type in (SS, SF) or wait.percent for wait in net.succs[v]):
            here.es[v] = start
        if v in added and net.tasks[v].actual_finish is None:
            here.ef[v] += added[v]
    return Worlds(here.ef, driver)


def _start(here: _Block, v: int, varied: Floats | None) -> Floats:
    net, ef, driver = here.net, here.ef, here.driver
    duration: Floats | float = float(net.duration[v]) if varied is None else varied
    start: Floats | None = None
    axis = net.axis[v]
    for place, wait in enumerate(net.preds[v]):
        if wait.type == FS and net.axis[wait.other] == axis and not wait.elapsed and not wait.percent:
            at = ef[wait.other] + wait.lag if wait.lag else ef[wait.other]
        else:
            at = _permitted(here, v, wait, duration)
        if driver is not None:
            if start is None:
                driver[v] = place
            else:
                np.putmask(driver[v], at > start, place)
        start = at if start is None else np.maximum(start, at)
    settled = _settled(here, v, start, duration)
    if driver is not None and start is not None:
        np.putmask(driver[v], settled > start, -1)
    if net.parts[v] is None:
        np.add(settled, duration, out=ef[v])
    else:
        ef[v] = _finish_of(here, v, settled, duration)
    return settled


def _permitted(here: _Block, v: int, wait: Wait, duration: Floats | float) -> Floats:
    net, u, kind = here.net, wait.other, wait.type
    at = here.ef[u] if kind in (FS, FF) else here.es[u]
    lag: Floats | float = float(wait.lag)
    if wait.percent:
        lag = np.rint((here.ef[u] - here.es[u]) * (wait.percent / 100))
    if net.axis[u] == net.axis[v] and not wait.elapsed:
        at = at + lag
        return at if kind in (FS, SS) else _start_of(here, v, at, duration)
    mine, theirs = here.axes[net.axis[v]], here.axes[net.axis[u]]
    finish_side = kind in (FS, FF) or (net.duration[u] == 0 and bool(net.preds[u]))
    instant = theirs.finish_at(at) if finish_side else theirs.start_at(at)
    if kind in (FS, SS):
        return mine.to_work(instant + lag) if wait.elapsed else np.asarray(mine.to_work(instant) + lag)
    start = _start_of(here, v, mine.to_work(instant), duration)
    return mine.to_work(mine.start_at(start) + lag) if wait.elapsed else np.asarray(start + lag)


def _settled(here: _Block, v: int, start: Floats | None, duration: Floats | float) -> Floats:
    net, known, block = here.net, here.known, here.ef.shape[1]
    task, at, floor, status = net.tasks[v], known.constraint[v], float(known.floor[v]), known.status[v]
    kind = task.constraint
    if start is None:
        start = np.full(block, floor)
        if at is not None and kind in (Constraint.SNET, Constraint.FNET):
            start = np.full(block, float(at))
            if kind is Constraint.FNET:
                start = _start_of(here, v, start, duration)
    elif net.plan.options.floor_at_project_start:
        start = np.maximum(start, floor)
    if task.leveling_delay_min:
        own = here.axes[net.axis[v]]
        start = own.to_work(own.start_at(start) + round(task.leveling_delay_min * TICKS_PER_MINUTE))
    if status is not None:
        start = np.maximum(start, float(status))
    if at is None or kind in (Constraint.ASAP, Constraint.ALAP):
        return start
    return _constrained(here, v, kind, float(at), start, duration)


def _constrained(here: _Block, v: int, kind: Constraint, at: float, start: Floats, duration: Floats | float) -> Floats:
    wanted = np.full_like(start, at)
    if kind not in (Constraint.SNET, Constraint.SNLT, Constraint.MSO):
        wanted = _start_of(here, v, wanted, duration)
    honour = here.net.plan.options.honour_constraints
    if kind in (Constraint.SNET, Constraint.FNET) or (not honour and kind in (Constraint.MSO, Constraint.MFO)):
        return np.maximum(start, wanted)
    if kind in (Constraint.SNLT, Constraint.FNLT):
        return np.minimum(start, wanted) if honour else start
    return wanted


def _go_on(here: _Block, v: int, varied: Floats | None) -> Floats:
    net, known, block = here.net, here.known, here.ef.shape[1]
    begun, status, resume = float(known.started[v] or 0), known.status[v], known.resume[v]
    left: Floats | float = float(net.remaining[v]) if varied is None else varied
    done = float(net.duration[v] - net.remaining[v])
    start = np.full(block, begun)
    end = _finish_of(here, v, start, left + done)
    if resume is not None:
        end = np.maximum(end, _finish_of(here, v, np.full(block, float(resume)), left))
    if status is not None:
        goes_on = np.full(block, max(status, resume if resume is not None else status, begun))
        if here.mode is Mode.RETAINED:
            for place, wait in enumerate(net.preds[v]):
                if wait.type in (FS, FF):
                    at = _permitted(here, v, wait, left)
                    if here.driver is not None:
                        np.putmask(here.driver[v], at > goes_on, place)
                    goes_on = np.maximum(goes_on, at)
        end = _finish_of(here, v, goes_on, left)
    pinned = known.constraint[v]
    if net.tasks[v].constraint is Constraint.FNET and pinned is not None:
        end = np.maximum(end, float(pinned))
    here.ef[v] = end
    return start


def _finish_of(here: _Block, v: int, start: Floats, duration: Floats | float) -> Floats:
    net, parts = here.net, here.net.parts[v]
    if parts is None:
        return np.asarray(start + duration)
    own, share = here.axes[net.axis[v]], np.asarray(duration) / (net.duration[v] or 1)
    at = own.start_at(start)
    ends = [here.axes[a].finish_at(here.axes[a].to_work(at) + np.round(work * share)) for a, work in parts]
    return own.to_work(np.maximum.reduce(ends))


def _start_of(here: _Block, v: int, finish: Floats, duration: Floats | float) -> Floats:
    net, parts = here.net, here.net.parts[v]
    if parts is None:
        return np.asarray(finish - duration)
    own, share = here.axes[net.axis[v]], np.asarray(duration) / (net.duration[v] or 1)
    at = own.finish_at(finish)
    begins = [here.axes[a].start_at(here.axes[a].to_work(at) - np.round(work * share)) for a, work in parts]
    return own.to_work(np.minimum.reduce(begins))


def on_the_path(net: Network, driver: Places, target: int, aims: NDArray[np.int32] | None = None) -> NDArray[np.bool_]:
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
        if len(net.preds[v]) == 1:
            on[net.preds[v][0].other] |= on[v] & (driver[v] == 0)
            continue
        for place, wait in enumerate(net.preds[v]):
            on[wait.other] |= on[v] & (driver[v] == place)
    return on
