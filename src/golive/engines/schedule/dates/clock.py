"""How much work is done at an instant, and at which instant is an amount done: on many axes, for the kernels."""

# Every function here is plain Python and compiles under numba.

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from golive.engines.schedule.dates.work import Work, Written
from golive.plain.working_time import WorkingTime

Clock = Written
"""The tables of `WorkingTime` of all axes in one column of numbers, which numba passes on at no cost.

Axis ``a`` has its head at ``HEAD * a``: where its table begins, how many stretches it has, the work done at its end,
the instant at its end, ``WANTED``, and for compiled kernels the two indexes of `clock_index`. Then follow starts, ends
and work done before, of each axis. Whoever looks beyond a table sets WANTED (1 ahead, 2 back) and goes on with its
edge: grow it and ask again.
"""
HEAD, BEGIN, COUNT, TOTAL, LAST, WANTED, BY_INSTANT, BY_WORK = 11, 0, 1, 2, 3, 4, 5, 8


def clock_of(times: Sequence[WorkingTime]) -> list[int]:
    """The tables of these axes, one after another."""
    heads: list[int] = []
    tables: list[int] = []
    for time in times:
        heads += (HEAD * len(times) + len(tables), len(time.starts), time.total, time.last, *[0] * (HEAD - WANTED))
        tables += (*time.starts, *time.ends, *time.before)
    return heads + tables


def begun_by(clock: Clock, a: int, instant: int) -> int:
    """The place of the last stretch that begins by an instant; the place before the table where there is none."""
    low = clock[HEAD * a]
    return bisect_right(clock, instant, low, low + clock[HEAD * a + COUNT]) - 1


def worked_by(clock: Clock, a: int, work: int) -> int:
    """The place, among the work done before each stretch, of the last that is no more than this much."""
    low = clock[HEAD * a] + 2 * clock[HEAD * a + COUNT]
    return bisect_right(clock, work, low, low + clock[HEAD * a + COUNT]) - 1


def worked_before(clock: Clock, a: int, work: int) -> int:
    """The place, among the work done before each stretch, of the last that is less than this much."""
    low = clock[HEAD * a] + 2 * clock[HEAD * a + COUNT]
    return bisect_left(clock, work, low, low + clock[HEAD * a + COUNT]) - 1


def to_work(clock: Clock, a: int, instant: int) -> int:
    """Work done up to an instant; an instant in a break counts as the end of the work before it."""
    low, count = clock[HEAD * a], clock[HEAD * a + COUNT]
    if instant >= clock[HEAD * a + LAST]:
        clock[HEAD * a + WANTED] = 1
    i = begun_by(clock, a, instant)
    if i < low:
        clock[HEAD * a + WANTED] = 2
        return clock[low + 2 * count]
    start, end = clock[i], clock[i + count]
    return clock[i + 2 * count] + (instant if instant < end else end) - start


def start_at(clock: Clock, a: int, work: int) -> int:
    """The latest instant with this much work done."""
    begin, count = clock[HEAD * a], clock[HEAD * a + COUNT]
    if work >= clock[HEAD * a + TOTAL]:
        clock[HEAD * a + WANTED] = 1
    i = worked_by(clock, a, work)
    if i < begin + 2 * count:
        clock[HEAD * a + WANTED] = 2
        return clock[begin]
    return clock[i - 2 * count] + work - clock[i]


def finish_at(clock: Clock, a: int, work: int) -> int:
    """The earliest instant with this much work done."""
    begin, count = clock[HEAD * a], clock[HEAD * a + COUNT]
    if work > clock[HEAD * a + TOTAL]:
        clock[HEAD * a + WANTED] = 1
    i = worked_before(clock, a, work)
    if i < begin + 2 * count:
        clock[HEAD * a + WANTED] = 2
        return clock[begin]
    return clock[i - 2 * count] + work - clock[i]


def counted_on(clock: Clock, on: int, instant: int, lag: int) -> int:
    """An instant moved by a lag that is counted on an axis."""
    there = to_work(clock, on, instant) + lag
    return finish_at(clock, on, there) if lag > 0 else start_at(clock, on, there)


def landed(clock: Clock, b: int, instant: int, on: int, lag: int) -> int:
    """Where an instant moved by a lag lies on an axis."""
    if lag != 0 and on != b:
        return to_work(clock, b, counted_on(clock, on, instant, lag))
    return to_work(clock, b, instant) + lag


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
