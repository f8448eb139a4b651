"""What does the arithmetic of dates see of a plan? Columns of whole numbers, one row per task in topological order.

The kernels (`forward_pass`, `backward_pass`, `float_pass`) run on these columns as lists in plain Python, or as arrays
compiled by numba; both give the same integers because they are the same source.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from typing import NamedTuple

Numbers = Sequence[int]
Written = MutableSequence[int]

NONE = -(1 << 62)
"""No date, no coordinate."""

FS, SS, FF, SF = range(4)
ASAP, ALAP, MSO, MFO, SNET, SNLT, FNET, FNLT = range(8)
AS_MS_PROJECT, RETAINED, OVERRIDE = range(3)
SMALLEST, START_FLOAT, FINISH_FLOAT = range(3)

PROJECT_START, CONSTRAINT, ACTUAL, STATUS_DATE, MANUAL, DELAY, SUMMARY = -1, -2, -3, -4, -5, -6, -7
"""What decided a start, where it was not a link (a link is its place among the task's predecessors)."""


class Work(NamedTuple):
    """The tasks and their links. Dates are coordinates of the task's own axis, in ticks; NONE where there is none.

    Links are kept twice, by successor (``pred_…``, from ``pred_first[v]`` to ``pred_first[v + 1]``) and by predecessor.
    """

    axis: Numbers
    slack_axis: Numbers
    duration: Numbers
    remaining: Numbers
    delay: Numbers
    constraint: Numbers
    at: Numbers
    at_begins: Numbers
    """1 where the constraint's date is not where work ends, but in the break after it or where work starts."""
    second: Numbers
    second_at: Numbers
    deadline: Numbers
    above: Numbers
    """No start before this: a constraint on a summary."""
    cap: Numbers
    """No late finish after this: a constraint on a summary."""
    expected: Numbers
    special: Numbers
    """1 where a date, a delay or a constraint has a say in it: all others take the short way."""
    how: Numbers
    """ACTUAL or MANUAL where start and finish are fixed, otherwise 0."""
    fixed_start: Numbers
    fixed_finish: Numbers
    begun: Numbers
    resume: Numbers
    done: Numbers
    part_first: Numbers
    part_axis: Numbers
    part_work: Numbers
    pred_first: Numbers
    pred: Numbers
    pred_type: Numbers
    pred_lag: Numbers
    pred_on: Numbers
    """The axis on which the lag is counted."""
    succ_first: Numbers
    succ: Numbers
    succ_type: Numbers
    succ_lag: Numbers
    succ_on: Numbers


class Rules(NamedTuple):
    """The scheduling options as numbers, and the project's start and status date on every axis."""

    honour: int
    mandatory_only: int
    floor_at_start: int
    mode: int
    lag_at_finish: int
    open_ends: int
    float_kind: int
    from_finish: int
    late_at_end: int
    """1 where a milestone is late where work ends."""
    floor: Numbers
    status: Numbers
