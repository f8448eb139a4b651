"""Which links does a simulation run, in which order of their tasks, and between which axes?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from golive.engines.schedule.dates.network import FF, FS, SF, SS, Network
from golive.engines.schedule.dates.schedule import Schedule
from golive.engines.schedule.dates.work import Numbers
from golive.engines.schedule.simulation.fast import laid_out
from golive.engines.schedule.simulation.program import I32, I64, Waits, column

Flags = NDArray[np.bool_]


def as_column(numbers: Numbers | I64) -> I64:
    """A column of the network as an array."""
    return np.asarray(numbers, dtype=np.int64)


class Links(NamedTuple):
    """The links of a network by successor, one column per property; positions are those of the network."""

    first: I64
    pred: I64
    succ: I64
    type: I64
    lag: I64
    percent: NDArray[np.float64]
    on: I64
    """The axis on which the lag is counted; -1 where that is the successor's own, on which it is a plain number."""
    same: Flags
    """Both tasks live on one axis."""

    def any_into(self, which: Flags) -> Flags:
        """For every task, whether one of the links into it is among these."""
        return np.bincount(self.succ[which], minlength=len(self.first) - 1) > 0

    def any_out_of(self, which: Flags) -> Flags:
        """For every task, whether one of the links out of it is among these."""
        return np.bincount(self.pred[which], minlength=len(self.first) - 1) > 0


def links_of(net: Network) -> Links:
    """The links as columns, in the order of the network's links into its tasks."""
    work, axis = net.work, as_column(net.work.axis)
    first, pred, kind, lag, on = map(
        as_column, (work.pred_first, work.pred, work.pred_type, work.pred_lag, work.pred_on)
    )
    succ = np.repeat(np.arange(len(first) - 1), np.diff(first))
    percent = np.asarray(net.sheet.ties.percent[net.joined.by_succ], dtype=np.float64)
    counted = np.where((lag == 0) | (on == axis[succ]), -1, on)
    return Links(first, pred, succ, kind, lag, percent, counted, axis[pred] == axis[succ])


def crossings(net: Network, links: Links) -> list[tuple[int, int]]:
    """The pairs of axes that links lead across, in order."""
    axis = as_column(net.work.axis)
    ends = np.stack((axis[links.pred], axis[links.succ]), axis=1)[~links.same]
    return [(int(a), int(b)) for a, b in np.unique(ends, axis=0)] if len(ends) else []


def tables_between(net: Network, links: Links, pair_of: Mapping[tuple[int, int], int]) -> I64:
    """For every link the table from axis to axis; -1 on one axis, -2 where there is none."""
    number = len(net.axes.times)
    known = np.full((number, number), -2, dtype=np.int64)
    for pair, place in pair_of.items():
        known[pair] = place
    np.fill_diagonal(known, -1)
    axis = as_column(net.work.axis)
    return np.asarray(known[axis[links.pred], axis[links.succ]])


def run_order(net: Network, fast: bool | None) -> I64:
    """An order that keeps few tasks waited for at a time: a task follows soon after its last predecessor."""
    size, links_out = len(net.tasks), map(as_column, (net.work.succ_first, net.work.succ))
    waiting, ready, order = np.diff(as_column(net.work.pred_first)), np.zeros(size, np.int64), np.zeros(size, np.int64)
    laid_out("soon_after", fast, size, waiting, *links_out, ready, order)
    return order


def last_waiting(links: Links, place: I64) -> I64:
    """For every position the place in the order of the last task that waits for it; -1 for nobody."""
    last = np.full(len(place), -1, dtype=np.int64)
    np.maximum.at(last, links.pred, place[links.succ])
    return last


def placed(order: I64) -> I64:
    """For every position its place in an order."""
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return place


def waiting_at_most(links: Links, order: I64) -> int:
    """How many tasks are waited for at the same time, at most."""
    size, place = len(order), placed(order)
    last = np.maximum(last_waiting(links, place), place)
    alive = np.ones(size + 1, dtype=np.int64)
    alive[0] = 0
    np.subtract.at(alive, last + 1, 1)
    return int(np.max(np.cumsum(alive), initial=0))


def moving_sides(net: Network, links: Links, free: Flags) -> Flags:
    """The milestones whose side of a break has to be found in every world, since a task on another axis waits for it.

    ``free`` are the tasks whose dates are neither recorded nor typed.
    """
    milestone = free & (as_column(net.work.duration) == 0) & (np.diff(links.first) > 0)
    asked = milestone & links.any_out_of(~links.same | (links.on >= 0))
    if not np.any(asked):
        return np.asarray(asked)
    for v in reversed(np.flatnonzero(milestone).tolist()):  # it stands where the milestone that it waits for stands
        if asked[v]:
            before = links.pred[links.first[v] : links.first[v + 1]]
            asked[before] |= milestone[before]
    return np.asarray(asked)


def rows_of(links: Links, order: I64, place: I64, sided: Flags, fast: bool | None) -> tuple[tuple[I32, I32, I32], int]:
    """Rows for the starts, finishes and sides that somebody waits for; a row is used again after the last who waits."""
    size = len(order)
    starts, finishes, sides = (np.full(size, -1, dtype=np.int32) for _ in range(3))
    waiting = links.first, links.pred, last_waiting(links, place), starts_wanted(links), sided
    free = np.zeros(3 * size, dtype=np.int32)
    rows = laid_out("kept_in", fast, size, order, place, *waiting, free, starts, finishes, sides)
    finishes[finishes < 0] = rows
    return (starts, finishes, sides), rows


def waits_of(base: Schedule, links: Links, tables: I64, order: I64, place: I64, rows: tuple[I32, I32, I32]) -> Waits:
    """The links in the order of a program's tasks; rows are those of the program: starts, finishes, sides."""
    row_start, row_finish, row_side = rows
    counts = np.diff(links.first)[order]
    first = np.concatenate(([0], np.cumsum(counts)))
    chosen = np.repeat(links.first[order] - first[:-1], counts) + np.arange(first[-1])
    pred, kind, other = links.pred[chosen], links.type[chosen], place[links.pred[chosen]]
    finish = (kind == FS) | (kind == FF)
    at_finish = as_column(base.passes.early[4])[pred] == 0
    milestone = as_column(base.net.work.duration)[pred] == 0
    return Waits(
        column(first, np.int32),
        column(other, np.int32),
        column(np.where(finish, row_finish[other], row_start[other]), np.int32),
        column(links.lag[chosen], np.int32),
        column(tables[chosen], np.int32),
        column(np.where(milestone, at_finish, finish), np.int8),
        row_side[other],
        column((kind == FF) | (kind == SF), np.int8),
        column(finish, np.int8),
        column(links.on[chosen], np.int32),
        column(_shares(base, pred, links.percent[chosen]), np.float64),
    )


def _shares(base: Schedule, pred: I64, percent: NDArray[np.float64]) -> NDArray[np.float64]:
    """Per cent of the time that the predecessor takes; with shared or recorded work that is not its duration."""
    found = percent.copy()
    for place in np.flatnonzero(percent):
        u = int(pred[place])
        took = base.passes.ef[u] - base.passes.es[u]
        if took > 0:
            found[place] = float(percent[place]) * base.net.duration[u] / took
    return found


def starts_wanted(links: Links) -> Flags:
    """For every task, whether somebody waits for its start."""
    return links.any_out_of((links.type == SS) | (links.type == SF) | (links.percent != 0))
