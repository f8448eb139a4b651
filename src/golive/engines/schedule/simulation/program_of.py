"""Which arrays does this plan become, and in which order are its tasks run?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from golive.engines.schedule.dates.network import FF, FS, SS, Network
from golive.engines.schedule.dates.schedule import Schedule
from golive.engines.schedule.dates.work import NONE, Numbers
from golive.engines.schedule.plan import Constraint, Mode
from golive.engines.schedule.simulation.clocks import clocks, pairs
from golive.engines.schedule.simulation.program import (
    F32,
    FIXED,
    I32,
    I64,
    INTRICATE,
    NOTHING,
    PLAIN,
    U64,
    Details,
    Hits,
    Program,
    Rules,
    Tasks,
    column,
)
from golive.engines.schedule.simulation.program_links import (
    Flags,
    Links,
    crossings,
    last_waiting,
    links_of,
    moving_sides,
    run_order,
    starts_wanted,
    tables_between,
    waiting_at_most,
    waits_of,
)
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


_SOFT = (Constraint.ASAP, Constraint.ALAP, Constraint.SNET)

_Columns = tuple[I32, U64, I32, F32, F32, I32]


class Compiled(NamedTuple):
    program: Program
    order: list[int]
    """The network's positions in the order of the program."""


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
    links = links_of(net)
    order = min((list(range(len(net.tasks))), run_order(net)), key=lambda tried: waiting_at_most(links, tried))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    known_clocks = clocks(net.axes.times, until)
    tables, pair_of = pairs(net.axes.times, crossings(net, links))
    between = tables_between(net, links, pair_of)
    free = np.array([one is None and other is None for one, other in zip(known.fixed, known.started, strict=True)])
    sides = moving_sides(net, links, free)
    kinds = _kinds(base, links, between, sides)
    ends, end_axes = _ends(net, links, kinds, target)
    (row_start, row_finish, row_side), rows = _rows(links, order, place, sides)
    floors, floored = _floors(base, links)
    kind = column([kinds[v] for v in order], np.int8)
    waiting = np.diff(links.first).tolist()
    many = [kinds[v] != FIXED and (waiting[v] > 1 or kinds[v] == INTRICATE or floored[v]) for v in order]
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
        row_side,
        column(driver_row, np.int32),
        column([ends[v] for v in order], np.int32),
        column(detail, np.int32),
    )
    options = net.plan.options
    rules = Rules(
        int(options.honour_constraints),
        int(options.floor_at_project_start),
        int(base.mode is Mode.RETAINED),
        int(options.lag_at_finish),
        int(options.mandatory_only),
        rows,
        int(sum(many)),
        len(end_axes),
    )
    return Compiled(
        Program(
            tasks,
            waits_of(base, links, between, order, place, (row_start, row_finish, row_side)),
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


def _kinds(base: Schedule, links: Links, between: I64, sides: Flags) -> list[int]:
    net, known, work = base.net, base.known, base.net.work
    apart = sides[links.pred] & ~links.same
    stepwise = links.any_into((links.on >= 0) | (links.percent != 0) | (between == -2) | apart)
    for dates in (work.above, work.second_at, work.expected):
        stepwise |= np.asarray(dates) != NONE
    pinned = np.array([task.constraint not in _SOFT for task in net.tasks], bool) & _is_there(known.constraint)
    delayed = np.array([task.leveling_delay_min != 0 for task in net.tasks], bool)
    intricate = stepwise | _is_there(known.started) | _is_there(net.parts) | delayed | pinned
    kinds = np.where(_is_there(known.fixed), FIXED, np.where(intricate, INTRICATE, PLAIN))
    return [int(kind) for kind in kinds.tolist()]


def _is_there(values: Sequence[object]) -> Flags:
    return np.array([value is not None for value in values], bool)


def _floors(base: Schedule, links: Links) -> tuple[list[int], list[bool]]:
    """The earliest start of every task for reasons of its own, and whether it may bind although links hold it."""
    net, known, options = base.net, base.known, base.net.plan.options
    mild = links.same & (links.lag >= 0) & ((links.type == FS) | (links.type == SS)) & (links.percent == 0)
    floor = np.asarray(known.floor, dtype=np.int64)
    status = _or_nothing(known.status)
    general = np.maximum(floor if options.floor_at_project_start else NOTHING, status)
    pinned = _or_nothing(known.constraint)
    pinned[[task.constraint is not Constraint.SNET for task in net.tasks]] = NOTHING
    waits = np.diff(links.first) > 0
    alone = np.maximum(np.where(pinned == NOTHING, floor, pinned), status)
    floors = np.where(waits, np.maximum(general, pinned), alone)
    soft = [t.constraint in _SOFT and t.secondary in _SOFT and not t.leveling_delay_min for t in net.tasks]
    tied = _is_there(known.fixed) | _is_there(known.started) | _is_there(net.parts)
    above = np.array(soft, bool) & ~tied & (np.asarray(net.duration) >= 0) & (floors >= general)
    held = ~links.any_into(~(above[links.pred] & mild))
    floored = waits & (floors > NOTHING) & ~(held & (floors == general))
    return floors.tolist(), floored.tolist()


def _or_nothing(values: Sequence[int | None]) -> I64:
    return np.array([NOTHING if value is None else value for value in values], dtype=np.int64)


def _rows(links: Links, order: Sequence[int], place: I64, sided: Flags) -> tuple[tuple[I32, I32, I32], int]:
    """Rows for the dates (and sides) that somebody waits for; a row is free again after the last who waits."""
    starts, finishes, sides = (np.full(len(order), -1, dtype=np.int32) for _ in range(3))
    latest, both = last_waiting(links, place).tolist(), starts_wanted(links).tolist()
    free: list[int] = []
    leaving: dict[int, list[int]] = {}
    rows = 0
    for k, v in enumerate(order):
        last = latest[v]
        if last >= 0:
            kept = (finishes, starts) if both[v] else (finishes,)
            for column_ in (*kept, sides) if sided[v] else kept:
                if not free:
                    free.append(rows)
                    rows += 1
                row = column_[k] = free.pop()
                leaving.setdefault(last, []).append(row)
        free += leaving.pop(k, ())
    finishes[finishes < 0] = rows
    return (starts, finishes, sides), rows


def _ends(net: Network, links: Links, kinds: Sequence[int], target: int | None) -> tuple[list[int], list[int]]:
    """For every task the place of the axis that it may be the last on; -1 where a successor always ends later."""
    if target is not None:
        return [0 if v == target else -1 for v in range(len(kinds))], [net.axis[target]]
    rows = zip(kinds, net.tasks, net.duration, strict=True)
    pushed = np.array([kind == PLAIN and task.constraint in _SOFT and full >= 0 for kind, task, full in rows], bool)
    ends_later = links.same & (links.lag >= 0) & (links.percent == 0) & ((links.type == FS) | (links.type == FF))
    last = (~links.any_out_of(ends_later & pushed[links.succ])).tolist()
    axes = sorted({axis for axis, final in zip(net.axis, last, strict=True) if final})
    at = {axis: place for place, axis in enumerate(axes)}
    return [at[axis] if final else -1 for axis, final in zip(net.axis, last, strict=True)], axes


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


def _details(base: Schedule, positions: Sequence[int]) -> Details:
    net, known = base.net, base.known

    def coordinates(values: Sequence[int | None]) -> np.ndarray:
        return np.asarray(column([NOTHING if values[v] is None else values[v] for v in positions], np.int32))

    def dates(values: Numbers) -> np.ndarray:
        here = np.asarray(values, dtype=np.int64)[positions]
        return np.asarray(column(np.where(here == NONE, NOTHING, here), np.int32))

    parts = [net.parts[v] or () for v in positions]
    return Details(
        column([known.started[v] is not None for v in positions], np.int8),
        coordinates(known.started),
        coordinates(known.status),
        coordinates(known.resume),
        coordinates(known.constraint),
        column([_CODE[net.tasks[v].constraint] for v in positions], np.int8),
        dates(net.work.second_at),
        column(np.asarray(net.work.second, dtype=np.int64)[positions], np.int8),
        dates(net.work.above),
        dates(net.work.expected),
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
