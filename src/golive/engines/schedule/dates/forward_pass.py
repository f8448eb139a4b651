"""When can each task start at the earliest? The forward pass over columns; plain Python that compiles under numba."""

from __future__ import annotations

from golive.engines.schedule.dates.clock import (
    Clock,
    counted_on,
    finish_at,
    finish_of,
    landed,
    start_at,
    start_of,
    to_work,
)
from golive.engines.schedule.dates.work import (
    ACTUAL,
    ALAP,
    ASAP,
    CONSTRAINT,
    DELAY,
    FF,
    FNET,
    FNLT,
    FS,
    MFO,
    MSO,
    NONE,
    OVERRIDE,
    PROJECT_START,
    SNET,
    SNLT,
    SS,
    STATUS_DATE,
    SUMMARY,
    Numbers,
    Rules,
    Work,
    Written,
)


def plainly_permitted(
    clock: Clock, kind: int, lag: int, on: int, a: int, b: int, at: int, finish_side: bool, length: int, at_finish: int
) -> int:
    """The start that a link between different axes permits a task whose resources all keep the same hours."""
    instant = finish_at(clock, a, at) if finish_side else start_at(clock, a, at)
    if kind == FS or kind == SS:
        return landed(clock, b, instant, on, lag)
    if at_finish != 0 or lag == 0 or length == 0:
        return landed(clock, b, instant, on, lag) - length
    start = to_work(clock, b, instant) - length
    return landed(clock, b, start_at(clock, b, start), on, lag) if on != b else start + lag


def permitted(
    clock: Clock, work: Work, rules: Rules, v: int, i: int, es: Numbers, ef: Numbers, side: Numbers, length: int
) -> int:
    """The start, on the axis of ``v``, that the link ``i`` permits, from starts and finishes of the predecessors."""
    u, kind, lag, on = work.pred[i], work.pred_type[i], work.pred_lag[i], work.pred_on[i]
    a, b = work.axis[u], work.axis[v]
    at = ef[u] if kind == FS or kind == FF else es[u]
    if a == b and (lag == 0 or on == b):
        at += lag
        return at if kind == FS or kind == SS else start_of(clock, work, v, at, length)
    finish_side = side[u] == 0 if work.duration[u] == 0 else kind == FS or kind == FF
    if kind == FS or kind == SS or work.part_first[v] == work.part_first[v + 1]:
        return plainly_permitted(clock, kind, lag, on, a, b, at, finish_side, length, rules.lag_at_finish)
    instant = finish_at(clock, a, at) if finish_side else start_at(clock, a, at)
    if rules.lag_at_finish != 0 or lag == 0 or length == 0:
        return start_of(clock, work, v, landed(clock, b, instant, on, lag), length)
    start = start_of(clock, work, v, to_work(clock, b, instant), length)
    return landed(clock, b, start_at(clock, b, start), on, lag) if on != b else start + lag


def typed_side(rules: Rules, kind: int, begins: int) -> int:
    """The side of a break that the date of a constraint gives a milestone that its links put there; -1 for theirs.

    A date after the break keeps it from standing before, one before it from standing after.
    """
    on_it, no_later = kind == MSO or kind == MFO, kind == SNLT or kind == FNLT
    if begins != 0:
        return 1 if on_it or kind == SNET or kind == FNET else -1
    return 0 if rules.honour != 0 and (on_it or (no_later and rules.mandatory_only == 0)) else -1


def own_side(rules: Rules, kind: int, at: int, begins: int, start: int, why: int) -> int:
    """The side of a break on which something else than links puts a milestone: 1 where work starts; -1 for links.

    It stands at the date of its constraint on the side of that date; moved by something else where work starts.
    """
    if start == at and kind != ASAP and kind != ALAP:
        if why == CONSTRAINT:
            return begins
        typed = typed_side(rules, kind, begins)
        if typed >= 0:
            return typed
    return 1 if why < 0 else -1


def linked_side(
    clock: Clock,
    b: int,
    start: int,
    first: int,
    end: int,
    pred: Numbers,
    types: Numbers,
    lags: Numbers,
    on: Numbers,
    axis: Numbers,
    duration: Numbers,
    es: Numbers,
    ef: Numbers,
    side: Numbers,
) -> int:
    """The side on which the latest of the links from ``first`` up to ``end`` puts a milestone of axis ``b``."""
    for i in range(first, end):
        u, kind, lag = pred[i], types[i], lags[i]
        by_finish = kind == FS or kind == FF
        at = ef[u] if by_finish else es[u]
        at_end = side[u] == 0 if duration[u] == 0 else by_finish
        elsewhere = at + lag != start or lag > 0 or (lag == 0 and at_end)
        if elsewhere and axis[u] == b and (lag == 0 or on[i] == b):
            continue  # on one axis what begins lies at its coordinate, and what ends there does not begin there
        instant = finish_at(clock, axis[u], at) if at_end else start_at(clock, axis[u], at)
        if lag != 0:
            instant = counted_on(clock, on[i], instant, lag)
        if to_work(clock, b, instant) == start and instant != finish_at(clock, b, start):
            return 1
    return 0


def constrained(clock: Clock, work: Work, rules: Rules, v: int, kind: int, at: int, start: int, length: int) -> int:
    """A start after a constraint has had its say."""
    if at == NONE or kind == ASAP or kind == ALAP:
        return start
    by_start = kind == SNET or kind == SNLT or kind == MSO
    wanted = at if by_start else start_of(clock, work, v, at, length)
    if kind == SNET or kind == FNET:
        return max(start, wanted)
    if kind == SNLT or kind == FNLT:
        return min(start, wanted) if rules.honour != 0 and rules.mandatory_only == 0 else start
    return wanted if rules.honour != 0 else max(start, wanted)


def settled(clock: Clock, work: Work, rules: Rules, v: int, start: int, why: int) -> tuple[int, int]:
    """A start after project start, summary, levelling delay, status date and constraints have had their say."""
    a, length = work.axis[v], work.duration[v]
    floor, status, kind, at = rules.floor[a], rules.status[a], work.constraint[v], work.at[v]
    if start == NONE:
        if at != NONE and (kind == SNET or kind == FNET):
            start, why = (at if kind == SNET else start_of(clock, work, v, at, length)), CONSTRAINT
        else:
            start, why = floor, PROJECT_START
    elif start < floor and rules.floor_at_start != 0:
        start, why = floor, PROJECT_START
    if work.above[v] != NONE and start < work.above[v]:
        start, why = work.above[v], SUMMARY
    if work.delay[v] != 0:
        start = to_work(clock, a, start_at(clock, a, start) + work.delay[v])
    if status != NONE and start < status:
        start, why = status, STATUS_DATE
    moved = constrained(clock, work, rules, v, work.second[v], work.second_at[v], start, length)
    moved = constrained(clock, work, rules, v, kind, at, moved, length)
    return (moved, CONSTRAINT) if moved != start else (start, why)


def going_on(
    clock: Clock, work: Work, rules: Rules, v: int, es: Numbers, ef: Numbers, side: Numbers
) -> tuple[int, int, int]:
    """A task that has started: the finish of what remains, what decided it, and the work that remains."""
    begun, left, resume = work.begun[v], work.remaining[v], work.resume[v]
    status, why = rules.status[work.axis[v]], ACTUAL
    end = finish_of(clock, work, v, begun, work.duration[v])
    if resume != NONE:
        end = max(end, finish_of(clock, work, v, resume, left))
    if status != NONE:
        goes_on = max(status, resume, begun)
        for i in range(work.pred_first[v], work.pred_first[v + 1]):
            if rules.mode != OVERRIDE and (work.pred_type[i] == FS or work.pred_type[i] == FF):
                at = permitted(clock, work, rules, v, i, es, ef, side, left)
                if at > goes_on:
                    goes_on, why = at, i - work.pred_first[v]
        if work.expected[v] != NONE:
            left = max(0, work.expected[v] - goes_on)
        end = finish_of(clock, work, v, goes_on, left)
    if work.constraint[v] == FNET and work.at[v] != NONE:
        end = max(end, work.at[v])
    return end, why, left


def forward(
    clock: Clock,
    work: Work,
    rules: Rules,
    held: int,
    held_until: int,
    late: int,
    late_start: Numbers,
    late_finish: Numbers,
    es: Written,
    ef: Written,
    driver: Written,
    left: Written,
    side: Written,
    latest: Written,
) -> int:
    """Fill early starts, finishes, drivers and the sides of milestones; the project's finish as an instant.

    ``held`` finishes at or after ``held_until`` (a late release). With ``late`` the late dates stand in for
    as-late-as-possible predecessors. ``latest`` is room for one number per axis.
    """
    axis, duration, constraint, how, begun = work.axis, work.duration, work.constraint, work.how, work.begun
    first, pred, types, lags, on = work.pred_first, work.pred, work.pred_type, work.pred_lag, work.pred_on
    part, special, floor, status = work.part_first, work.special, rules.floor, rules.status
    at_finish, floored = rules.lag_at_finish, rules.floor_at_start
    for v in range(len(axis)):
        a, length = axis[v], duration[v]
        left[v], side[v] = length, 0
        if duration[v] == 0 and first[v] == first[v + 1]:
            side[v] = 1
        if how[v] != 0:
            es[v], ef[v], driver[v] = work.fixed_start[v], work.fixed_finish[v], how[v]
        elif begun[v] != NONE:
            es[v] = begun[v]
            ef[v], driver[v], left[v] = going_on(clock, work, rules, v, es, ef, side)
        else:
            start, why, begin = NONE, PROJECT_START, first[v]
            plain, waits_late = part[v] == part[v + 1], late != 0 and constraint[v] != ALAP
            for i in range(begin, first[v + 1]):
                u, kind, lag = pred[i], types[i], lags[i]
                if plain:
                    by_finish = kind == FS or kind == FF
                    at = ef[u] if by_finish else es[u]
                    if axis[u] == a and (lag == 0 or on[i] == a):
                        at += lag
                        if kind != FS and kind != SS:
                            at -= length
                    else:
                        at_end = side[u] == 0 if duration[u] == 0 else by_finish
                        at = plainly_permitted(clock, kind, lag, on[i], axis[u], a, at, at_end, length, at_finish)
                else:
                    at = permitted(clock, work, rules, v, i, es, ef, side, length)
                if waits_late and constraint[u] == ALAP:  # it stands late, unless that is before its links permit
                    at = max(at, permitted(clock, work, rules, v, i, late_start, late_finish, side, length))
                if start == NONE or at > start:
                    start, why = at, i - begin
            if special[v] != 0:
                start, why = settled(clock, work, rules, v, start, why)
                if work.expected[v] != NONE:
                    length = max(0, work.expected[v] - start)
                    left[v] = length
            else:
                if start == NONE or (start < floor[a] and floored != 0):
                    start, why = floor[a], PROJECT_START
                if status[a] != NONE and start < status[a]:
                    start, why = status[a], STATUS_DATE
            es[v], driver[v] = start, why
            ef[v] = start + length if plain else finish_of(clock, work, v, start, length)
            if duration[v] == 0:
                stands = own_side(rules, constraint[v], work.at[v], work.at_begins[v], start, why)
                if stands < 0:
                    stands = linked_side(
                        clock, a, start, begin, first[v + 1], pred, types, lags, on, axis, duration, es, ef, side
                    )
                side[v] = stands
        if v == held and ef[v] < held_until:
            es[v], ef[v], driver[v] = start_of(clock, work, v, held_until, length), held_until, DELAY
        latest[a] = max(latest[a], ef[v])
    finish = NONE
    for a in range(len(latest)):
        if latest[a] != NONE:
            finish = max(finish, finish_at(clock, a, latest[a]))
    for v in range(len(axis)):
        if side[v] != 0 and how[v] == 0 and ef[v] == latest[axis[v]]:
            finish = max(finish, start_at(clock, axis[v], ef[v]))
    return finish
