"""When must each task finish at the latest? The backward pass."""

from __future__ import annotations

from golive.engines.schedule.cpm import Given, Passes
from golive.engines.schedule.network import FF, FS, SS, Network, Wait
from golive.engines.schedule.plan import Constraint, Task
from golive.plain.working_time import to_ticks


def backward(net: Network, known: Given, found: Passes) -> None:
    """The backward pass: fills the late dates of ``found``."""
    size = len(net.tasks)
    times, axis, durations = net.axes.times, net.axis, net.duration
    ends = [time.to_work(found.finish) for time in times]
    ls, lf, calculated = [0] * size, [0] * size, [0] * size
    each_its_own = net.plan.options.multiple_critical_paths
    for u in range(size - 1, -1, -1):
        task, duration, cap, plain = net.tasks[u], durations[u], ends[axis[u]], net.parts[u] is None
        if task.actual_finish:
            ls[u], lf[u] = found.es[u], found.ef[u]
            calculated[u] = found.es[u]
            continue
        latest, waited_for = cap, False
        for wait in net.succs[u]:
            v = wait.other
            if net.tasks[v].actual_finish:
                continue
            waited_for = True
            if plain and not wait.elapsed and axis[v] == axis[u] and known.started[u] is None is known.started[v]:
                if wait.type == FS:
                    at = calculated[v] - wait.lag
                elif wait.type == SS:
                    at = calculated[v] - wait.lag + duration
                elif wait.type == FF:
                    at = lf[v] - wait.lag
                else:
                    at = lf[v] - wait.lag + duration
            else:
                at = _latest_by(net, known, u, wait, calculated, lf, cap)
            if at < latest:
                latest = at
        if not waited_for and each_its_own:
            latest = found.ef[u]
        latest = _capped(net, known, u, task, latest)
        lf[u] = latest
        left = duration if known.started[u] is None else net.remaining[u]
        calculated[u] = latest - left if plain else net.start_of(u, latest, left)
        ls[u] = calculated[u] if known.started[u] is None else found.es[u]
    found.ls, found.lf = ls, lf


def _latest_by(net: Network, known: Given, u: int, wait: Wait, starts: list[int], finishes: list[int], cap: int) -> int:
    """The finish, on the axis of ``u``, that one link permits."""
    v, kind, times = wait.other, wait.type, net.axes.times
    mine, theirs = times[net.axis[u]], times[net.axis[v]]
    if kind == SS and (known.started[u] is not None or known.started[v] is not None):
        return cap
    at = starts[v] if kind in (FS, SS) else finishes[v]
    if net.axis[u] == net.axis[v] and not wait.elapsed:
        at -= wait.lag
    else:
        if not wait.elapsed:
            at -= wait.lag
        instant: int = theirs.start_at(at) if kind in (FS, SS) else theirs.finish_at(at)
        at = mine.to_work(instant - wait.lag if wait.elapsed else instant)
    return at if kind in (FS, FF) else net.finish_of(u, at)


def _capped(net: Network, known: Given, u: int, task: Task, latest: int) -> int:
    at, kind = known.constraint[u], task.constraint
    if at is not None and known.started[u] is None:
        if kind is Constraint.MSO:
            latest = net.finish_of(u, at)
        elif kind is Constraint.SNLT:
            latest = min(latest, net.finish_of(u, at))
    if at is not None and kind is Constraint.MFO:
        latest = at
    elif at is not None and kind is Constraint.FNLT:
        latest = min(latest, at)
    if task.deadline:
        latest = min(latest, net.axes.times[net.axis[u]].to_work(to_ticks(task.deadline)))
    return latest
