"""How much can a task slip: before the finish moves (total float), before anybody notices (free float)?"""

from __future__ import annotations

from golive.engines.schedule.cpm import Passes
from golive.engines.schedule.network import FF, FS, SS, Network, Wait
from golive.engines.schedule.plan import Constraint


def total_floats(net: Network, found: Passes) -> list[int]:
    """Total float of every task in ticks of its slack calendar; negative where a date cannot be met.

    The smaller of start and finish float; once started the finish float; as-late-as-possible tasks have none.
    """
    out = []
    for v, task in enumerate(net.tasks):
        if task.constraint is Constraint.ALAP or task.actual_finish:
            out.append(0)
            continue
        finish = _gap(net, v, found.ef[v], found.lf[v], finish=True)
        out.append(finish if task.actual_start else min(finish, _gap(net, v, found.es[v], found.ls[v], finish=False)))
    return out


def _gap(net: Network, v: int, early: int, late: int, *, finish: bool) -> int:
    if net.axis[v] == net.slack_axis[v]:
        return late - early
    own, counted = net.axes.times[net.axis[v]], net.axes.times[net.slack_axis[v]]
    side = own.finish_at if finish else own.start_at
    return counted.to_work(side(late)) - counted.to_work(side(early))


def free_floats(net: Network, found: Passes, total: list[int]) -> list[int]:
    """Free float in ticks: the smallest gap to a successor after the lag, never below 0, the total float at the end."""
    out = []
    for u, task in enumerate(net.tasks):
        gaps = [_gap_to(net, found, u, wait) for wait in net.succs[u] if not net.tasks[wait.other].actual_finish]
        out.append(0 if task.actual_finish else max(0, min(gaps, default=total[u])))
    return out


def _gap_to(net: Network, found: Passes, u: int, wait: Wait) -> int:
    v, kind = wait.other, wait.type
    mine = _dates(net, found, u)[1 if kind in (FS, FF) else 0]
    theirs = _dates(net, found, v)[0 if kind in (FS, SS) else 1]
    if net.axis[u] == net.axis[v] == net.slack_axis[u] and not wait.elapsed:
        return theirs - mine - wait.lag
    own, other, counted = (net.axes.times[a] for a in (net.axis[u], net.axis[v], net.slack_axis[u]))
    start: int = own.finish_at(mine) if kind in (FS, FF) else own.start_at(mine)
    end: int = other.start_at(theirs) if kind in (FS, SS) else other.finish_at(theirs)
    if wait.elapsed:
        return counted.to_work(end) - counted.to_work(start + wait.lag)
    return counted.to_work(end) - counted.to_work(start) - wait.lag


def _dates(net: Network, found: Passes, v: int) -> tuple[int, int]:
    if net.tasks[v].constraint is Constraint.ALAP:
        return found.ls[v], found.lf[v]
    return found.es[v], found.ef[v]
