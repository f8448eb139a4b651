"""How much can a task slip: before the finish moves (total float), before anybody notices (free float)?"""

from __future__ import annotations

from golive.engines.schedule.clock import Clock, counted_on, finish_at, start_at, to_work
from golive.engines.schedule.work import (
    ALAP,
    FF,
    FINISH_FLOAT,
    FS,
    NONE,
    SS,
    START_FLOAT,
    Numbers,
    Rules,
    Work,
    Written,
)


def total_float(
    clock: Clock, work: Work, rules: Rules, v: int, es: Numbers, ef: Numbers, ls: Numbers, lf: Numbers
) -> int:
    """Total float in ticks of the slack calendar: the smaller of start and finish float; once started the latter."""
    if work.constraint[v] == ALAP or work.done[v] != 0:
        return 0
    a, on = work.axis[v], work.slack_axis[v]
    if a == on:
        by_finish, by_start = lf[v] - ef[v], ls[v] - es[v]
    else:
        by_finish = to_work(clock, on, finish_at(clock, a, lf[v])) - to_work(clock, on, finish_at(clock, a, ef[v]))
        by_start = to_work(clock, on, start_at(clock, a, ls[v])) - to_work(clock, on, start_at(clock, a, es[v]))
    if work.begun[v] != NONE or rules.float_kind == FINISH_FLOAT:
        return by_finish
    return by_start if rules.float_kind == START_FLOAT else min(by_finish, by_start)


def gap(clock: Clock, work: Work, u: int, i: int, es: Numbers, ef: Numbers, ls: Numbers, lf: Numbers) -> int:
    """How much room one link leaves, in ticks of the predecessor's slack calendar."""
    v, kind, lag, on = work.succ[i], work.succ_type[i], work.succ_lag[i], work.succ_on[i]
    by_finish, to_start = kind == FS or kind == FF, kind == FS or kind == SS
    if work.constraint[u] == ALAP:
        mine = lf[u] if by_finish else ls[u]
    else:
        mine = ef[u] if by_finish else es[u]
    if work.constraint[v] == ALAP:
        theirs = ls[v] if to_start else lf[v]
    else:
        theirs = es[v] if to_start else ef[v]
    a, b, counted = work.axis[u], work.axis[v], work.slack_axis[u]
    if a == b and a == counted and (lag == 0 or on == a):
        return theirs - mine - lag
    start = finish_at(clock, a, mine) if by_finish else start_at(clock, a, mine)
    end = start_at(clock, b, theirs) if to_start else finish_at(clock, b, theirs)
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
    total: Written,
    free: Written,
) -> None:
    """Fill total and free float; free float is never below 0, and the total float where nobody waits."""
    for u in range(len(work.axis)):
        total[u] = total_float(clock, work, rules, u, es, ef, ls, lf)
        least, waited_for = total[u], False
        for i in range(work.succ_first[u], work.succ_first[u + 1]):
            if work.done[work.succ[i]] == 0:
                room = gap(clock, work, u, i, es, ef, ls, lf)
                least = room if not waited_for else min(least, room)
                waited_for = True
        free[u] = 0 if work.done[u] != 0 else max(0, least)
