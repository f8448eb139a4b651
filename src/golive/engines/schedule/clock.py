"""How much work is done at an instant, and at which instant is an amount of work done: on many axes, for the kernels."""

# Every function here is plain Python and compiles under numba. One change here needs the numba cache emptied
# (touch the *_pass files): numba looks at the caller's file only.

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from golive.engines.schedule.work import Numbers, Work, Written


class Clock(NamedTuple):
    """The tables of `WorkingTime` of all axes, one after another; axis ``a`` from ``first[a]`` to ``first[a + 1]``.

    Whoever looks beyond a table sets ``wanted[a]`` (1 ahead, 2 back) and goes on with its edge: grow it and ask again.
    """

    first: Numbers
    starts: Numbers
    ends: Numbers
    before: Numbers
    total: Numbers
    last: Numbers
    wanted: Written


def to_work(clock: Clock, a: int, instant: int) -> int:
    """Work done up to an instant; an instant in a break counts as the end of the work before it."""
    low = clock.first[a]
    if instant >= clock.last[a]:
        clock.wanted[a] = 1
    i = bisect_right(clock.starts, instant, low, clock.first[a + 1]) - 1
    if i < low:
        clock.wanted[a] = 2
        return clock.before[low]
    start, end = clock.starts[i], clock.ends[i]
    return clock.before[i] + (instant if instant < end else end) - start


def start_at(clock: Clock, a: int, work: int) -> int:
    """The latest instant with this much work done."""
    low = clock.first[a]
    if work >= clock.total[a]:
        clock.wanted[a] = 1
    i = bisect_right(clock.before, work, low, clock.first[a + 1]) - 1
    if i < low:
        clock.wanted[a] = 2
        return clock.starts[low]
    return clock.starts[i] + work - clock.before[i]


def finish_at(clock: Clock, a: int, work: int) -> int:
    """The earliest instant with this much work done."""
    low = clock.first[a]
    if work > clock.total[a]:
        clock.wanted[a] = 1
    i = bisect_left(clock.before, work, low, clock.first[a + 1]) - 1
    if i < low:
        clock.wanted[a] = 2
        return clock.starts[low]
    return clock.starts[i] + work - clock.before[i]


def finish_of(clock: Clock, work: Work, v: int, start: int, length: int) -> int:
    """Where work of a length that starts at a point of the task's axis ends: with the last of its resources."""
    first, end = work.part_first[v], work.part_first[v + 1]
    if first == end:
        return start + length
    own, full = work.axis[v], work.duration[v]
    at = start_at(clock, own, start)
    latest = start
    for i in range(first, end):
        a, share = work.part_axis[i], work.part_work[i]
        if length != full and full != 0:
            share = (2 * share * length + full) // (2 * full)
        ends = to_work(clock, own, finish_at(clock, a, to_work(clock, a, at) + share))
        if i == first or ends > latest:
            latest = ends
    return latest


def start_of(clock: Clock, work: Work, v: int, finish: int, length: int) -> int:
    """Where work of a length that ends at a point of the task's axis starts."""
    first, end = work.part_first[v], work.part_first[v + 1]
    if first == end:
        return finish - length
    own, full = work.axis[v], work.duration[v]
    at = finish_at(clock, own, finish)
    earliest = finish
    for i in range(first, end):
        a, share = work.part_axis[i], work.part_work[i]
        if length != full and full != 0:
            share = (2 * share * length + full) // (2 * full)
        begins = to_work(clock, own, start_at(clock, a, to_work(clock, a, at) - share))
        if i == first or begins < earliest:
            earliest = begins
    return earliest


def counted_on(clock: Clock, on: int, instant: int, lag: int) -> int:
    """An instant moved by a lag that is counted on an axis."""
    there = to_work(clock, on, instant) + lag
    return finish_at(clock, on, there) if lag > 0 else start_at(clock, on, there)
