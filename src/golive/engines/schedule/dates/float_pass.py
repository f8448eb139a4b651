"""How much can a task slip: before the finish moves (total float), before anybody notices (free float)?"""

from __future__ import annotations

from golive.engines.schedule.dates.clock import Clock, counted_on, finish_at, start_at, to_work
from golive.engines.schedule.dates.work import (
    ALAP,
    FF,
    FINISH_FLOAT,
    FS,
    NONE,
    OVERRIDE,
    SS,
    START_FLOAT,
    Numbers,
    Rules,
    Work,
    Written,
)


def total_float(clock: Clock, a: int, on: int, es: int, ef: int, ls: int, lf: int, kind: int) -> int:
    """Total float in ticks of the slack calendar ``on``."""
    if a == on:
        by_finish, by_start = lf - ef, ls - es
    else:
        by_finish = to_work(clock, on, finish_at(clock, a, lf)) - to_work(clock, on, finish_at(clock, a, ef))
        by_start = to_work(clock, on, start_at(clock, a, ls)) - to_work(clock, on, start_at(clock, a, es))
    if kind == FINISH_FLOAT:
        return by_finish
    return by_start if kind == START_FLOAT else min(by_finish, by_start)


def room(
    clock: Clock, kind: int, lag: int, on: int, a: int, b: int, counted: int, mine: int, theirs: int, begins: bool
) -> int:
    """How much room a link leaves, in ticks of the predecessor's slack calendar ``counted``.

    ``begins``: the successor stands where work begins at ``theirs``, not where the work before it ends.
    """
    if a == b and a == counted and (lag == 0 or on == a):
        return theirs - mine - lag
    if a == counted and (lag == 0 or on == counted):
        end = start_at(clock, b, theirs) if begins else finish_at(clock, b, theirs)
        return to_work(clock, a, end) - mine - lag
    start = finish_at(clock, a, mine) if kind == FS or kind == FF else start_at(clock, a, mine)
    end = start_at(clock, b, theirs) if begins else finish_at(clock, b, theirs)
    if lag != 0 and on != counted:
        return to_work(clock, counted, end) - to_work(clock, counted, counted_on(clock, on, start, lag))
    return to_work(clock, counted, end) - to_work(clock, counted, start) - lag


def floats(
    clock: Clock,
    work: Work,
    rules: Rules,
    es: Numbers,
    ef: Numbers,
    ls: Numbers,
    lf: Numbers,
    side: Numbers,
    total: Written,
    free: Written,
) -> None:
    """Fill total and free float.

    Total float is the smaller of start and finish float (or as the rules say), once started the finish float, 0 where
    done, never above 0 where as late as possible. Free float is never below 0, and the total float where nobody waits.
    """
    axis, slack_axis, done, constraint = work.axis, work.slack_axis, work.done, work.constraint
    duration, begun = work.duration, work.begun
    first, succ, types, lags, on = work.succ_first, work.succ, work.succ_type, work.succ_lag, work.succ_on
    overridden = rules.mode == OVERRIDE
    for u in range(len(axis)):
        if done[u] != 0:
            total[u] = free[u] = 0
            continue
        a, counted, late = axis[u], slack_axis[u], constraint[u] == ALAP
        kind = FINISH_FLOAT if begun[u] != NONE else rules.float_kind
        total[u] = total_float(clock, a, counted, es[u], ef[u], ls[u], lf[u], kind)
        if late:
            total[u] = min(0, total[u])
        least, waited_for = total[u], False
        for i in range(first[u], first[u + 1]):
            v, link = succ[i], types[i]
            if done[v] != 0 or (overridden and begun[v] != NONE):
                continue
            if link == FS or link == FF:
                mine = max(lf[u], ef[u]) if late else ef[u]
            else:
                mine = max(ls[u], es[u]) if late else es[u]
            if link == FS or link == SS:
                theirs = max(ls[v], es[v]) if constraint[v] == ALAP else es[v]
            else:
                theirs = max(lf[v], ef[v]) if constraint[v] == ALAP else ef[v]
            begins = link == FS or link == SS
            if begins and duration[v] == 0 and side[v] == 0 and constraint[v] != ALAP:
                begins = False  # a milestone that stands where work ends would be seen to move over the break
            gap = room(clock, link, lags[i], on[i], a, axis[v], counted, mine, theirs, begins)
            least = gap if not waited_for else min(least, gap)
            waited_for = True
        free[u] = max(0, least)
