"""What does a simulation have to do, task by task? The plan as arrays that both kernels run.

Everything is whole ticks on each task's own work axis (32 bits hold four centuries), so that a kernel may work in any
order, block and thread and still give the same numbers.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from golive.engines.schedule.findings import PlanError, error

I8 = NDArray[np.int8]
I16 = NDArray[np.int16]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
U64 = NDArray[np.uint64]

PLAIN, FIXED, INTRICATE = range(3)
"""How a task is run: maximum of its links and a floor; recorded or typed dates; everything else, step by step."""
LIMIT = 1 << 30
"""The furthest coordinate, two centuries round the clock: later is cut off and reported."""
LARGEST = np.float32(5e8)
GROUP = 4
"""Iterations that share one random word."""


class Tasks(NamedTuple):
    """One row per task, in the order in which a kernel runs them."""

    kind: I8
    axis: I32
    certain: I32
    """Ticks of work (what remains, once started) where nothing is drawn."""
    full: I32
    key: U64
    table: I32
    """Its row of the quantile tables; -1 where its duration is certain."""
    low: F32
    width: F32
    share: I32
    """Its row of the shared factors; -1 for none."""
    floor: I32
    floored: I8
    """1 where the floor may bind although the task has predecessors."""
    start: I32
    finish: I32
    """Of a fixed task."""
    row_start: I32
    row_finish: I32
    """Where its dates are kept while somebody waits for them; -1 for nowhere. Rows are used again."""
    row_side: I32
    """Of a milestone, where its side of a break is kept (1 where work ends); -1 where that is always the same."""
    driver_row: I32
    """Where the place of the driving link is kept; -1 where it is always the first."""
    end: I32
    """Which of the ends' axes it may end; -1 where another task always ends later."""
    detail: I32
    """Its row of the intricate tasks; -1 for the others."""
    typed: I32
    """Of a milestone, the coordinate of its constraint's date; ``NOTHING`` where there is none."""
    typed_end: I8
    """Where it stands there: 1 where work ends, 0 where work starts."""
    linked_end: I8
    """The same where its links put it there, too; -1 where they decide."""


class Waits(NamedTuple):
    """The links into the tasks: those of task k lie from ``first[k]`` up to ``first[k + 1]``."""

    first: I32
    other: I32
    row: I32
    lag: I32
    pair: I32
    """The table from the predecessor's axis to the successor's; -1 on one axis, -2 where there is no table."""
    side: I8
    """1 for the finish side of a break, 0 for the start side."""
    row_side: I32
    """Where the predecessor, a milestone, keeps the side on which it stands; -1 where ``side`` holds in every world."""
    minus: I8
    """1 where the link binds the finish (FF, SF): the duration is taken off."""
    finish: I8
    """1 where the link leaves the predecessor's finish (FS, FF)."""
    on: I32
    """The axis on which the lag is counted; -1 where that is the successor's own."""
    percent: F64


class Pairs(NamedTuple):
    """From one work axis to another by equal steps; a cell holds twice the value, plus 1 where the other works too."""

    cells: I32
    at: I32
    number: I32
    begin: I32
    step: I32
    magic: I32
    shift: I32


class Clocks(NamedTuple):
    """The axes as stretches of work: those of axis a lie from ``first[a]`` up to ``first[a + 1]``."""

    first: I32
    starts: I64
    ends: I64
    before: I64
    total: I64
    """The work up to which each axis is known."""


class Details(NamedTuple):
    """What only intricate tasks have."""

    started: I8
    begun: I32
    status: I32
    resume: I32
    """Coordinates; ``NOTHING`` where there is none."""
    pinned: I32
    constraint: I8
    second_at: I32
    second: I8
    above: I32
    """No start before this: a constraint on a summary."""
    expected: I32
    """Where the task is expected to end, whatever it needs."""
    delay: I32
    part_first: I32
    part_axis: I32
    part_work: I32


class Hits(NamedTuple):
    """Which risks stretch (factor) and which delay (days) a task: rows of the luck."""

    factor_first: I32
    factor: I32
    added_first: I32
    added: I32


class Luck(NamedTuple):
    """What is the same for many tasks of an iteration, one column per iteration."""

    shared: F32
    factors: F32
    added: I32


class Impacts(NamedTuple):
    """What risks cost, one impact a row: of which risk, in which row of the luck, and what is drawn how."""

    risk: I64
    row: I64
    ticks: I64
    """Ticks of a day; 0 where the impact is a factor."""
    happens: U64
    impact: U64
    chance: F64
    how: I64
    ends: F64
    """Low, width, likely, and the ends and peak of the triangle: see `shapes.Simple`."""

    def of(self, which: NDArray[np.bool_]) -> Impacts:
        return Impacts(*(column[which] for column in self))  # type: ignore[arg-type]


class Rules(NamedTuple):
    """Options of the whole plan, as numbers."""

    honour: int
    floor_links: int
    retained: int
    lag_at_finish: int
    mandatory_only: int
    rows: int
    driver_rows: int
    ends: int


class Program(NamedTuple):
    """A plan, made ready for either kernel."""

    tasks: Tasks
    waits: Waits
    pairs: Pairs
    clocks: Clocks
    details: Details
    hits: Hits
    tables: F32
    end_axes: I32
    rules: Rules


NOTHING = np.iinfo(np.int32).min


def column(values: Any, kind: Any) -> Any:
    """A column of this kind of number; PlanError where a date or an amount of work lies centuries away."""
    wide = np.asarray(values)
    if wide.dtype == np.int64 and wide.size and np.dtype(kind).itemsize < 8:
        reach = np.iinfo(kind)
        if wide.min() < reach.min or wide.max() > reach.max:
            text = "A date or a duration of the plan is centuries long."
            raise PlanError([error("simulate.century", text, "Look for a wrong date, duration or lag.")])
    return np.ascontiguousarray(wide, dtype=kind)
