"""Which arrays does this plan become, and in which order are its tasks run?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from golive.engines.schedule.clocks import clocks, pairs
from golive.engines.schedule.network import FF, FS, SF, SS, Network, Wait
from golive.engines.schedule.plan import Constraint, Mode
from golive.engines.schedule.program import (
    F32,
    FIXED,
    I32,
    INTRICATE,
    NOTHING,
    PLAIN,
    U64,
    Details,
    Hits,
    Program,
    Rules,
    Tasks,
    Waits,
    column,
)
from golive.engines.schedule.schedule import Schedule
from golive.plain.working_time import TICKS_PER_MINUTE

_CODE = {
    Constraint.ASAP: 0,
    Constraint.ALAP: 1,
    Constraint.MSO: 2,
    Constraint.MFO: 3,
    Constraint.SNET: 4,
    Constraint.SNLT: 5,
    Constraint.FNET: 6,
    Constraint.FNLT: 7,
}


@dataclass(frozen=True)
class Drawn:
    """How the durations of the drawn tasks are found: columns in the order of ``positions``."""

    positions: Sequence[int]
    keys: np.ndarray
    table: np.ndarray
    low: np.ndarray
    width: np.ndarray
    share: np.ndarray
    tables: np.ndarray
    certain: Mapping[int, int]
    """Certain durations that replace the plan's."""


_Columns = tuple[I32, U64, I32, F32, F32, I32]


class Compiled(NamedTuple):
    program: Program
    order: list[int]
    """The network's positions in the order of the program."""


def run_order(net: Network) -> list[int]:
    """An order that keeps few tasks waited for at a time: a task follows soon after its last predecessor."""
    size = len(net.tasks)
    waiting = [len(waits) for waits in net.preds]
    ready = [v for v in range(size - 1, -1, -1) if not waiting[v]]
    order: list[int] = []
    while ready:
        v = ready.pop()
        order.append(v)
        for wait in net.succs[v]:
            waiting[wait.other] -= 1
            if not waiting[wait.other]:
                ready.append(wait.other)
    return order


def compiled(
    base: Schedule,
    drawn: Drawn,
    until: int,
    target: int | None,
    factors: Mapping[int, Sequence[int]],
    added: Mapping[int, Sequence[int]],
) -> Compiled:
    """The program of a schedule. ``factors`` and ``added`` say which rows of the luck hit which position."""
    net, known = base.net, base.known
    order = min((list(range(len(net.tasks))), run_order(net)), key=lambda tried: _width(net, tried))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    crossings = {(net.axis[w.other], net.axis[v]) for v, waits in enumerate(net.preds) for w in waits}
    known_clocks = clocks(net.axes.times, until)
    tables, pair_of = pairs(net.axes.times, sorted(pair for pair in crossings if pair[0] != pair[1]))
    kinds = [_kind(base, v, pair_of) for v in range(len(order))]
    ends, end_axes = _ends(net, kinds, target)
    row_start, row_finish, rows = _rows(net, order, place)
    floors, floored = _floors(base, order)
    kind = column([kinds[v] for v in order], np.int8)
    first = np.cumsum([0, *(len(net.preds[v]) for v in order)])
    many = [kinds[v] != FIXED and (len(net.preds[v]) > 1 or kinds[v] == INTRICATE or floored[v]) for v in order]
    driver_row = np.where(many, np.cumsum(many) - 1, -1)
    detail = np.where(kind == INTRICATE, np.cumsum(kind == INTRICATE) - 1, -1)
    axis = column([net.axis[v] for v in order], np.int32)
    certain, keys, table, low, width, share = _durations(base, drawn, order, place)
    fixed = [known.fixed[v] or (0, 0) for v in order]
    tasks = Tasks(
        kind,
        axis,
        certain,
        column([net.duration[v] for v in order], np.int32),
        keys,
        table,
        low,
        width,
        share,
        column([known.floor[v] if kinds[v] == INTRICATE else floors[v] for v in order], np.int32),
        column([floored[v] for v in order], np.int8),
        column([start for start, _ in fixed], np.int32),
        column([finish for _, finish in fixed], np.int32),
        row_start,
        row_finish,
        column(driver_row, np.int32),
        column([ends[v] for v in order], np.int32),
        column(detail, np.int32),
    )
    options = net.plan.options
    rules = Rules(
        int(options.honour_constraints),
        int(options.floor_at_project_start),
        int(base.mode is Mode.RETAINED),
        rows,
        int(sum(many)),
        len(end_axes),
    )
    return Compiled(
        Program(
            tasks,
            _waits(base, order, place, first, row_start, row_finish, pair_of),
            tables,
            known_clocks,
            _details(base, [v for v in order if kinds[v] == INTRICATE]),
            _hits(net, order, factors, added),
            drawn.tables,
            column(end_axes, np.int32),
            rules,
        ),
        order,
    )


def _width(net: Network, order: Sequence[int]) -> int:
    """How many tasks are waited for at the same time, at most."""
    place = np.empty(len(order), dtype=np.int64)
    place[list(order)] = np.arange(len(order))
    last = np.array([max((place[w.other] for w in net.succs[v]), default=place[v]) for v in order], dtype=np.int64)
    alive = np.ones(len(order) + 1, dtype=np.int64)
    alive[0] = 0
    np.subtract.at(alive, last + 1 if len(order) else last, 1)
    return int(np.max(np.cumsum(alive), initial=0))


def _kind(base: Schedule, v: int, pair_of: Mapping[tuple[int, int], int]) -> int:
    net, known, task = base.net, base.known, base.net.tasks[v]
    if known.fixed[v] is not None:
        return FIXED
    if known.started[v] is not None or net.parts[v] is not None or task.leveling_delay_min:
        return INTRICATE
    if known.constraint[v] is not None and task.constraint not in (Constraint.ASAP, Constraint.ALAP, Constraint.SNET):
        return INTRICATE
    for wait in net.preds[v]:
        pair = net.axis[wait.other], net.axis[v]
        if _on_the_clock(net, v, wait) or wait.percent or (pair[0] != pair[1] and pair not in pair_of):
            return INTRICATE
    return PLAIN


def _on_the_clock(net: Network, v: int, wait: Wait) -> bool:
    """Whether a lag is counted on the clock and the task itself is not: on its own axis a lag is a plain number."""
    return wait.elapsed and net.axis[v] != net.axes.elapsed


def _floors(base: Schedule, order: Sequence[int]) -> tuple[list[int], list[bool]]:
    """The earliest start of every task for reasons of its own, and whether it may bind although links hold it."""
    net, known, floors_links = base.net, base.known, base.net.plan.options.floor_at_project_start
    floors, floored, above = list(known.floor), [False] * len(order), [False] * len(order)
    for v in order:
        task, status, waits = net.tasks[v], known.status[v], net.preds[v]
        general = max(known.floor[v] if floors_links else NOTHING, NOTHING if status is None else status)
        pinned = known.constraint[v] if task.constraint is Constraint.SNET else None
        alone = known.floor[v] if pinned is None else pinned
        floors[v] = max(general, NOTHING if pinned is None else pinned)
        if not waits:
            floors[v] = max(alone, NOTHING if status is None else status)
        held = all(
            above[w.other] and net.axis[w.other] == net.axis[v] and w.lag >= 0 and w.type in (FS, SS) and not w.percent
            for w in waits
        )
        floored[v] = bool(waits) and floors[v] > NOTHING and not (held and floors[v] == general)
        soft = task.constraint in (Constraint.ASAP, Constraint.ALAP, Constraint.SNET) and not task.leveling_delay_min
        loose = known.fixed[v] is None and known.started[v] is None and net.parts[v] is None
        above[v] = soft and loose and net.duration[v] >= 0 and floors[v] >= general
    return floors, floored


def _rows(net: Network, order: Sequence[int], place: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
    """Rows for the dates that somebody waits for; a row is free again after the last who waits."""
    starts, finishes = np.full(len(order), -1, dtype=np.int32), np.full(len(order), -1, dtype=np.int32)
    free: list[int] = []
    leaving: dict[int, list[int]] = {}
    rows = 0
    for k, v in enumerate(order):
        last = max((int(place[wait.other]) for wait in net.succs[v]), default=-1)
        wanted = [finishes] if last >= 0 else []
        if any(wait.type in (SS, SF) or wait.percent for wait in net.succs[v]):
            wanted.append(starts)
        for column_ in wanted:
            if not free:
                free.append(rows)
                rows += 1
            column_[k] = free.pop()
            leaving.setdefault(last, []).append(int(column_[k]))
        free += leaving.pop(k, [])
    finishes[finishes < 0] = rows
    return starts, finishes, rows


def _ends(net: Network, kinds: Sequence[int], target: int | None) -> tuple[list[int], list[int]]:
    """For every task the place of the axis that it may be the last on; -1 where a successor always ends later."""
    if target is not None:
        return [0 if v == target else -1 for v in range(len(kinds))], [net.axis[target]]
    soft = (Constraint.ASAP, Constraint.ALAP, Constraint.SNET)

    def outlived(u: int, wait: Wait) -> bool:
        v = wait.other
        same = net.axis[u] == net.axis[v] and wait.lag >= 0 and not wait.percent and wait.type in (FS, FF)
        return same and kinds[v] == PLAIN and net.tasks[v].constraint in soft and net.duration[v] >= 0

    last = [not any(outlived(u, wait) for wait in net.succs[u]) for u in range(len(kinds))]
    axes = sorted({net.axis[u] for u in range(len(kinds)) if last[u]})
    return [axes.index(net.axis[u]) if last[u] else -1 for u in range(len(kinds))], axes


def _durations(base: Schedule, drawn: Drawn, order: Sequence[int], place: np.ndarray) -> _Columns:
    net, size = base.net, len(order)
    certain = [
        drawn.certain.get(v, net.remaining[v] if base.known.started[v] is not None else net.duration[v]) for v in order
    ]
    keys, tables, shares = np.zeros(size, np.uint64), np.full(size, -1, np.int32), np.full(size, -1, np.int32)
    low, width = np.zeros(size, np.float32), np.zeros(size, np.float32)
    at = place[list(drawn.positions)] if len(drawn.positions) else np.zeros(0, np.int64)
    keys[at], tables[at], shares[at], low[at], width[at] = drawn.keys, drawn.table, drawn.share, drawn.low, drawn.width
    return column(certain, np.int32), keys, tables, low, width, shares


def _percent(base: Schedule, wait: Wait) -> float:
    """Per cent of the time that the predecessor takes; with shared or recorded work that is not its duration."""
    u = wait.other
    took = base.passes.ef[u] - base.passes.es[u]
    if not wait.percent or took <= 0:
        return wait.percent
    return wait.percent * base.net.duration[u] / took


def _waits(
    base: Schedule,
    order: Sequence[int],
    place: np.ndarray,
    first: np.ndarray,
    row_start: np.ndarray,
    row_finish: np.ndarray,
    pair_of: Mapping[tuple[int, int], int],
) -> Waits:
    net = base.net
    flat = [(v, wait) for v in order for wait in net.preds[v]]
    other = column([place[wait.other] for _, wait in flat], np.int32)
    finish = column([wait.type in (FS, FF) for _, wait in flat], np.int8)
    side = [base.passes.side[w.other] == 0 if net.duration[w.other] == 0 else w.type in (FS, FF) for _, w in flat]
    axes = [(net.axis[wait.other], net.axis[v]) for v, wait in flat]
    return Waits(
        column(first, np.int32),
        other,
        column(np.where(finish == 1, row_finish[other], row_start[other]), np.int32),
        column([wait.lag for _, wait in flat], np.int32),
        column([-1 if a == b else pair_of.get((a, b), -2) for a, b in axes], np.int32),
        column(side, np.int8),
        column([wait.type in (FF, SF) for _, wait in flat], np.int8),
        finish,
        column([_on_the_clock(net, v, wait) for v, wait in flat], np.int8),
        column([_percent(base, wait) for _, wait in flat], np.float64),
    )


def _details(base: Schedule, positions: Sequence[int]) -> Details:
    net, known = base.net, base.known

    def coordinates(values: Sequence[int | None]) -> np.ndarray:
        return np.asarray(column([NOTHING if values[v] is None else values[v] for v in positions], np.int32))

    parts = [net.parts[v] or () for v in positions]
    return Details(
        column([known.started[v] is not None for v in positions], np.int8),
        coordinates(known.started),
        coordinates(known.status),
        coordinates(known.resume),
        coordinates(known.constraint),
        column([_CODE[net.tasks[v].constraint] for v in positions], np.int8),
        column([round(net.tasks[v].leveling_delay_min * TICKS_PER_MINUTE) for v in positions], np.int32),
        column(np.cumsum([0, *map(len, parts)]), np.int32),
        column([axis for part in parts for axis, _ in part], np.int32),
        column([work for part in parts for _, work in part], np.int32),
    )


def _hits(
    net: Network, order: Sequence[int], factors: Mapping[int, Sequence[int]], added: Mapping[int, Sequence[int]]
) -> Hits:
    later = {v: rows for v, rows in added.items() if net.tasks[v].actual_finish is None}

    def lists(rows: Mapping[int, Sequence[int]]) -> tuple[np.ndarray, np.ndarray]:
        each = [rows.get(v, ()) for v in order]
        return column(np.cumsum([0, *map(len, each)]), np.int32), column([r for one in each for r in one], np.int32)

    return Hits(*lists(factors), *lists(later))
