"""How is an amount of work on one calendar said on another? Tables for the simulation, exact to the tick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from math import gcd

import numpy as np

from golive.engines.schedule.simulation.program import I32, I64, Clocks, Pairs, column
from golive.plain.working_time import TICKS_PER_DAY, TICKS_PER_MINUTE, Key, Pattern, WorkingTime

MOST_CELLS = 1 << 20
SMALLEST_STEP = 5 * TICKS_PER_MINUTE


def clocks(times: list[WorkingTime], until: int) -> Clocks:
    """The axes as arrays, known at least up to an instant."""
    for time in times:
        time.to_work(until)
    sizes = [len(time.starts) for time in times]
    return Clocks(
        column(np.concatenate(([0], np.cumsum(sizes))), np.int32),
        _flat(time.starts for time in times),
        _flat(time.ends for time in times),
        _flat(time.before for time in times),
        column([time.total for time in times], np.int64),
    )


def _flat(parts: Iterable[Sequence[int]]) -> I64:
    return np.concatenate([np.asarray(part, dtype=np.int64) for part in parts])


class Stretches:
    """One axis, for converting whole arrays of ticks."""

    def __init__(self, known: Clocks, axis: int) -> None:
        here = slice(known.first[axis], known.first[axis + 1])
        self.starts, self.ends, self.before = known.starts[here], known.ends[here], known.before[here]

    def to_work(self, instant: I64) -> I64:
        at = np.maximum(np.searchsorted(self.starts, instant, "right") - 1, 0)
        return np.asarray(self.before[at] + np.minimum(instant, self.ends[at]) - self.starts[at])

    def start_at(self, work: I64) -> I64:
        at = np.maximum(np.searchsorted(self.before, work, "right") - 1, 0)
        return np.asarray(self.starts[at] + work - self.before[at])

    def finish_at(self, work: I64) -> I64:
        at = np.maximum(np.searchsorted(self.before, work, "left") - 1, 0)
        return np.asarray(self.starts[at] + work - self.before[at])


def step_of(*patterns: Pattern) -> int:
    """The largest step of which every beginning and end of work of these calendars is a multiple, in ticks."""
    found = TICKS_PER_DAY
    for pattern in patterns:
        for shifts in (*pattern.week, *pattern.days.values()):
            for opens, closes in shifts:
                found = gcd(found, opens * TICKS_PER_MINUTE, closes * TICKS_PER_MINUTE)
    return found


def pairs(times: list[WorkingTime], wanted: Iterable[tuple[int, int]]) -> tuple[Pairs, dict[tuple[int, int], int]]:
    """The tables for these pairs of axes, and the place of each; a pair whose hours are too odd has none."""
    tables: list[tuple[I32, int, int]] = []
    place: dict[tuple[int, int], int] = {}
    for one, other in wanted:
        mine, theirs = times[one], times[other]
        step = step_of(mine.pattern, theirs.pattern)
        begin, end = int(mine.before[0]), int(min(mine.total, _work_at_end(mine, theirs)))
        begin = -((-begin) // step) * step
        count = (end - begin) // step
        if step >= SMALLEST_STEP and 0 < count <= MOST_CELLS:
            place[one, other] = len(tables)
            cells = _cells(mine.pattern.key, theirs.pattern.key, mine.anchor, step, begin, count)
            tables.append((cells, begin, step))
    return _joined(tables), place


def _work_at_end(mine: WorkingTime, theirs: WorkingTime) -> int:
    return mine.to_work(min(mine.ends[-1], theirs.ends[-1]) - 1)


@lru_cache(maxsize=32)
def _cells(mine: Key, theirs: Key, anchor: int, step: int, begin: int, count: int) -> I32:
    one, other = (WorkingTime(Pattern(week, dict(days)), datetime.fromordinal(anchor)) for week, days in (mine, theirs))
    first, last = one.start_at(begin), one.start_at(begin + step * (count - 1))
    for instant in (first, last):
        other.to_work(instant + 1)
    known = clocks([one, other], last)
    here, there = Stretches(known, 0), Stretches(known, 1)
    at = here.start_at(np.arange(begin, begin + step * count, step, dtype=np.int64))
    value = there.to_work(at)
    return np.asarray(value * 2 + (there.to_work(at + 1) - value), dtype=np.int32)


def _joined(tables: list[tuple[I32, int, int]]) -> Pairs:
    counts = [len(cells) for cells, _, _ in tables]
    powers = [(31 + step.bit_length() - 1, step) for _, _, step in tables]
    return Pairs(
        np.concatenate([cells for cells, _, _ in tables] or [np.zeros(1, np.int32)]),
        column(np.concatenate(([0], np.cumsum(counts[:-1]))) if tables else [0], np.int32),
        column(counts or [1], np.int32),
        column([begin for _, begin, _ in tables] or [0], np.int32),
        column([step for _, _, step in tables] or [1], np.int32),
        column([-(-(1 << power) // step) for power, step in powers] or [1], np.int32),
        column([power for power, _ in powers] or [0], np.int32),
    )
