"""Where in the tables of a clock does a number lie? Found at once by an index, for compiled kernels.

An index cuts a sorted column into spans of equal width, a power of two, and holds for each span the place of the last
number that is no more than the span's beginning: what is wanted lies there or a step or two further.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from golive.engines.schedule.dates.clock import BEGIN, BY_INSTANT, BY_WORK, COUNT, HEAD, Clock

Ints = NDArray[np.int64]


def with_indexes(table: list[int], axes: int) -> Ints:
    """The tables of a clock as an array, with an index of the starts and one of the work of each axis behind them."""
    clock = np.array(table, dtype=np.int64)
    size, indexes = len(clock), []
    for a in range(axes):
        begin, count = int(clock[HEAD * a + BEGIN]), int(clock[HEAD * a + COUNT])
        for head, low in ((BY_INSTANT, begin), (BY_WORK, begin + 2 * count)):
            shift, places = _index(clock[low : low + count], low)
            clock[HEAD * a + head : HEAD * a + head + 3] = size, shift, len(places)
            indexes.append(places)
            size += len(places)
    return np.concatenate([clock, *indexes])


def _index(column: Ints, low: int) -> tuple[int, Ints]:
    span = int(column[-1] - column[0])
    shift = (span // (2 * len(column))).bit_length()
    edges = column[0] + (np.arange((span >> shift) + 1, dtype=np.int64) << shift)
    return shift, low + np.searchsorted(column, edges, side="right") - 1


def last_by(clock: Clock, head: int, low: int, high: int, wanted: int) -> int:
    """The place between ``low`` and ``high`` of the last number that is no more than what is wanted."""
    if wanted < clock[low]:
        return low - 1
    span = (wanted - clock[low]) >> clock[head + 1]
    last = clock[head + 2] - 1
    i = clock[clock[head] + (span if span < last else last)] + 1
    while i < high and clock[i] <= wanted:
        i += 1
    return i - 1


def begun_by(clock: Clock, a: int, instant: int) -> int:
    """`clock.begun_by` by index."""
    low = clock[HEAD * a]
    return last_by(clock, HEAD * a + BY_INSTANT, low, low + clock[HEAD * a + COUNT], instant)


def worked_by(clock: Clock, a: int, work: int) -> int:
    """`clock.worked_by` by index."""
    low = clock[HEAD * a] + 2 * clock[HEAD * a + COUNT]
    return last_by(clock, HEAD * a + BY_WORK, low, low + clock[HEAD * a + COUNT], work)


def worked_before(clock: Clock, a: int, work: int) -> int:
    """`clock.worked_before` by index."""
    return worked_by(clock, a, work - 1)
