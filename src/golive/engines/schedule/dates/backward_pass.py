"""When must each task finish at the latest? The backward pass over columns; plain Python that compiles under numba."""

from __future__ import annotations

from golive.engines.schedule.dates.clock import Clock, finish_at, finish_of, start_at, start_of, to_work
from golive.engines.schedule.dates.work import (
    AS_MS_PROJECT,
    FF,
    FNET,
    FNLT,
    FS,
    MFO,
    MSO,
    NONE,
    OVERRIDE,
    SF,
    SNET,
    SNLT,
    SS,
    Numbers,
    Rules,
    Work,
    Written,
)


def taken_off(clock: Clock, on: int, lag: int, instant: int) -> int:
    """An instant moved back by a lag: where work starts after a lag, where it ends after a lead."""
    if lag == 0:
        return instant
    there = to_work(clock, on, instant) - lag
    return start_at(clock, on, there) if lag > 0 else finish_at(clock, on, there)


def demanded(
    clock: Clock,
    kind: int,
    by_start: bool,
    lag: int,
    on: int,
    mine: int,
    theirs: int,
    at: int,
    moved: bool,
    finish: int,
    end: int,
) -> int:
    """A coordinate of the successor's axis that a link demands, on the axis of its predecessor.

    ``by_start``: it stands where work starts, or at the project's finish (an instant; ``end`` on the successor's axis)
    itself. ``moved``: before the lag of a start link is taken off, its instant moves on to where the predecessor can
    work.
    """
    if by_start:
        instant = finish if at == end else start_at(clock, theirs, at)
    else:
        instant = finish_at(clock, theirs, at)
    if moved and kind == SS:
        instant = start_at(clock, mine, to_work(clock, mine, instant))
    return to_work(clock, mine, taken_off(clock, on, lag, instant))


def ended_by_date(kind: int, at: int, deadline: int, cap: int, latest: int) -> bool:
    """Whether a deadline or a finish constraint (``kind``, ``at``), its own or a summary's, gives this late finish."""
    return latest == deadline or latest == cap or (latest == at and (kind == MFO or kind == FNLT))


def reached(clock: Clock, work: Work, u: int, v: int) -> int:
    """The late finish of a task that should have started before another did: it starts by what that one has reached."""
    at = finish_of(clock, work, v, work.begun[v], work.duration[v] - work.remaining[v])
    start = to_work(clock, work.axis[u], finish_at(clock, work.axis[v], at))
    return finish_of(clock, work, u, start, work.duration[u])


def capped(clock: Clock, work: Work, rules: Rules, u: int, latest: int, length: int) -> int:
    """A late finish after constraints, deadline and summary have had their say."""
    for second in range(2):
        kind = work.second[u] if second else work.constraint[u]
        at = work.second_at[u] if second else work.at[u]
        if at == NONE:
            continue
        waiting = work.begun[u] == NONE
        if kind == MSO and waiting:
            latest = finish_of(clock, work, u, at, length)
        elif kind == SNLT and waiting:
            latest = min(latest, finish_of(clock, work, u, at, length))
        elif kind == MFO:
            latest = at
        elif kind == FNLT:
            latest = min(latest, at)
        elif rules.from_finish != 0 and rules.honour != 0 and waiting and (kind == SNET or kind == FNET):
            latest = max(latest, at if kind == FNET else finish_of(clock, work, u, at, length))
    if work.cap[u] != NONE:
        latest = min(latest, work.cap[u])
    if work.deadline[u] != NONE:
        latest = min(latest, work.deadline[u])
    return latest


def backward(
    clock: Clock,
    work: Work,
    rules: Rules,
    finish: int,
    es: Numbers,
    ef: Numbers,
    left: Numbers,
    side: Numbers,
    ls: Written,
    lf: Written,
    counted: Written,
    ends: Written,
) -> None:
    """Fill late starts and finishes, from the project's finish (an instant) back.

    ``counted`` and ``ends`` are room for one number per task and per axis.
    """
    for a in range(len(ends)):
        ends[a] = to_work(clock, a, finish)
    axis, begun, part, done, special = work.axis, work.begun, work.part_first, work.done, work.special
    first, succ, types, lags, on = work.succ_first, work.succ, work.succ_type, work.succ_lag, work.succ_on
    in_p6, overridden = rules.lag_at_finish != 0, rules.mode == OVERRIDE
    for u in range(len(axis) - 1, -1, -1):
        a, length = axis[u], left[u]
        cap, plain, waiting = ends[a], part[u] == part[u + 1], begun[u] == NONE
        if done[u] != 0:
            ls[u], lf[u], counted[u] = es[u], ef[u], es[u]
            continue
        latest, waited_for = cap, False
        for i in range(first[u], first[u + 1]):
            v, kind, lag, tail = succ[i], types[i], lags[i], 0
            if done[v] != 0 or (overridden and begun[v] != NONE):
                continue
            waited_for = True
            if kind == SS and not waiting:
                continue
            if kind == SS and begun[v] != NONE:
                if rules.mode == AS_MS_PROJECT and first[v] != first[v + 1]:
                    latest = min(latest, reached(clock, work, u, v))
                continue
            at = counted[v] if kind == FS or kind == SS else lf[v]
            if axis[v] == a and (lag == 0 or on[i] == a):
                at -= lag
            else:
                late_lag = lag if kind != SF or in_p6 or work.duration[u] == 0 else 0
                if left[v] != 0:
                    by_start = kind == FS or kind == SS
                elif rules.late_at_end != 0:
                    by_start = False
                elif in_p6 or (rules.open_ends != 0 and first[v] == first[v + 1]):
                    by_start = side[v] != 0 and lf[v] == ef[v]  # where work ends; without float at its early date
                else:
                    by_start = special[v] == 0 or not ended_by_date(
                        work.constraint[v], work.at[v], work.deadline[v], work.cap[v], lf[v]
                    )
                b = axis[v]
                at = demanded(clock, kind, by_start, late_lag, on[i], a, b, at, not in_p6, finish, ends[b])
                tail = lag - late_lag
            if kind != FS and kind != FF:
                full = length if waiting else work.duration[u]
                at = at + full if plain else finish_of(clock, work, u, at, full)
                if tail != 0:
                    at = to_work(clock, a, taken_off(clock, on[i], tail, finish_at(clock, a, at)))
            latest = min(latest, at)
        if not waited_for and rules.open_ends != 0:
            latest = ef[u]
        if special[u] != 0:
            latest = capped(clock, work, rules, u, latest, length)
        lf[u] = latest
        counted[u] = latest - length if plain else start_of(clock, work, u, latest, length)
        ls[u] = counted[u] if waiting else es[u]
