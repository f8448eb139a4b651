"""How is an amount of work on one calendar said on another? Tables for the simulation, exact to the tick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from math import gcd
from typing import NamedTuple

import numpy as np

from golive.engines.schedule.simulation.program import I32, I64, Clocks, Pairs, column
from golive.plain.working_time import TICKS_PER_DAY, TICKS_PER_MINUTE, Key, Pattern, WorkingTime

MOST_CELLS = 1 << 20
MOST_KEPT = 1 << 22
"""Cells of the tables between calendars up to which they are kept: 16 MB."""
SMALLEST_STEP = 5 * TICKS_PER_MINUTE


class _Asked(NamedTuple):
    """A table from one calendar to another: of so many cells, one every step of work, from an amount of work on."""

    mine: Key
    theirs: Key
    anchor: int
    step: int
    begin: int
    cells: int


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

    def begun(self, instant: I64) -> I64:
        """The stretch that has begun last."""
        return np.maximum(np.searchsorted(self.starts, instant, "right") - 1, 0)

    def to_work(self, instant: I64) -> I64:
        at = self.begun(instant)
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
    asked: list[_Asked] = []
    place: dict[tuple[int, int], int] = {}
    for one, other in wanted:
        mine, theirs = times[one], times[other]
        step = step_of(mine.pattern, theirs.pattern)
        begin, end = int(mine.before[0]), int(min(mine.total, _work_at_end(mine, theirs)))
        begin = -((-begin) // step) * step
        count = (end - begin) // step
        if step >= SMALLEST_STEP and 0 < count <= MOST_CELLS:
            place[one, other] = len(asked)
            asked.append(_Asked(mine.pattern.key, theirs.pattern.key, mine.anchor, step, begin, count))
    known = sum(one.cells for one in asked) <= MOST_KEPT
    return (_kept_tables if known else _tables)(tuple(asked)), place


def _work_at_end(mine: WorkingTime, theirs: WorkingTime) -> int:
    return mine.to_work(min(mine.ends[-1], theirs.ends[-1]) - 1)


def _cells(asked: _Asked) -> I32:
    one, other = (
        WorkingTime(Pattern(week, dict(days)), datetime.fromordinal(asked.anchor))
        for week, days in (asked.mine, asked.theirs)
    )
    first, last = one.start_at(asked.begin), one.start_at(asked.begin + asked.step * (asked.cells - 1))
    for instant in (first, last):
        other.to_work(instant + 1)
    known = clocks([one, other], last)
    here, there = Stretches(known, 0), Stretches(known, 1)
    at = here.start_at(np.arange(asked.begin, asked.begin + asked.step * asked.cells, asked.step, dtype=np.int64))
    stretch = there.begun(at)
    value = there.before[stretch] + np.minimum(at, there.ends[stretch]) - there.starts[stretch]
    return np.asarray(value * 2 + (at < there.ends[stretch]), dtype=np.int32)


def _tables(asked: tuple[_Asked, ...]) -> Pairs:
    counts, steps = [one.cells for one in asked], [one.step for one in asked]
    powers = [(31 + step.bit_length() - 1, step) for step in steps]
    return Pairs(
        np.concatenate([_cells(one) for one in asked] or [np.zeros(1, np.int32)]),
        column(np.concatenate(([0], np.cumsum(counts[:-1]))) if asked else [0], np.int32),
        column(counts or [1], np.int32),
        column([one.begin for one in asked] or [0], np.int32),
        column(steps or [1], np.int32),
        column([-(-(1 << power) // step) for power, step in powers] or [1], np.int32),
        column([power for power, _ in powers] or [0], np.int32),
    )


_kept_tables = lru_cache(maxsize=4)(_tables)
