"""What of a program depends on the schedule alone? It is made once and stays with the schedule."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from golive.engines.schedule.dates.forward_pass import typed_side
from golive.engines.schedule.dates.network import FF, FS, SS, Network
from golive.engines.schedule.dates.schedule import Schedule
from golive.engines.schedule.dates.work import ALAP, ASAP, NONE, SNET, Numbers
from golive.engines.schedule.plan import Mode
from golive.engines.schedule.simulation.clocks import MOST_KEPT, clocks, pairs
from golive.engines.schedule.simulation.program import (
    FIXED,
    I32,
    I64,
    INTRICATE,
    NOTHING,
    PLAIN,
    Clocks,
    Details,
    Hits,
    Pairs,
    Program,
    Rules,
    Tasks,
    column,
)
from golive.engines.schedule.simulation.program_links import (
    Flags,
    Links,
    as_column,
    crossings,
    links_of,
    moving_sides,
    placed,
    rows_of,
    run_order,
    tables_between,
    waiting_at_most,
    waits_of,
)

_SOFT = (ASAP, ALAP, SNET)


class Frame(NamedTuple):
    """A program in which nothing is drawn, no risk strikes and every last task counts."""

    program: Program
    order: I64
    """The network's positions in the order of the program."""
    place: I64
    """The place of every position in that order."""


class Hours(NamedTuple):
    """The axes of a plan, the tables between those that links lead across, and the place of each of these."""

    clocks: Clocks
    pairs: Pairs
    place: dict[tuple[int, int], int]


def frame_of(base: Schedule, until: int, fast: bool | None) -> Frame:
    """The frame of a schedule, whose calendars are known up to an instant; both kernels run the same one."""
    known, found = base.__dict__.get("_frame", (None, None))
    if known != until or not isinstance(found, Frame):
        found = _frame(base, until, fast)
        if len(found.program.pairs.cells) <= MOST_KEPT:
            base.__dict__["_frame"] = until, found
    return found


def _frame(base: Schedule, until: int, fast: bool | None) -> Frame:
    net, links = base.net, links_of(base.net)
    size = len(net.tasks)
    tried = np.arange(size), run_order(net, fast)
    order = min(tried, key=lambda one: waiting_at_most(links, one))
    place = placed(order)
    known_clocks, tables, pair_of = _hours(net, links, until)
    between = tables_between(net, links, pair_of)
    sides = moving_sides(net, links, ~(_fixed(net) | _begun(net)))
    kinds = _kinds(net, links, between, sides)
    rows, number = rows_of(links, order, place, sides, fast)
    floors, floored = _floors(base, links)
    ends, end_axes = _ends(net, links, kinds)
    many = (kinds != FIXED) & ((np.diff(links.first) > 1) | (kinds == INTRICATE) | floored)
    tasks = _tasks(base, order, kinds, rows, floors, floored, many, ends)
    options = net.plan.options
    rules = Rules(
        int(options.honour_constraints),
        int(options.floor_at_project_start),
        int(base.mode is Mode.RETAINED),
        int(options.lag_at_finish),
        int(options.mandatory_only),
        number,
        int(np.sum(many)),
        len(end_axes),
    )
    program = Program(
        tasks,
        waits_of(base, links, between, order, place, rows),
        tables,
        known_clocks,
        _details(base, order[kinds[order] == INTRICATE]),
        Hits(*2 * (np.zeros(size + 1, np.int32), np.zeros(0, np.int32))),
        np.zeros((0, 0), np.float32),
        column(end_axes, np.int32),
        rules,
    )
    return Frame(program, order, place)


def _hours(net: Network, links: Links, until: int) -> Hours:
    """The hours, known up to an instant; they stay with the axes, which a plan shares with those edited from it."""
    times, wanted = net.axes.times, crossings(net, links)
    for time in times:
        time.to_work(until)
    asked = tuple(time.reach for time in times), wanted
    known, found = net.axes.__dict__.get("_hours", (None, None))
    if known != asked or not isinstance(found, Hours):
        found = Hours(clocks(times, until), *pairs(times, wanted))
        if len(found.pairs.cells) <= MOST_KEPT:
            net.axes.__dict__["_hours"] = asked, found
    return found


def _tasks(
    base: Schedule,
    order: I64,
    kinds: I64,
    rows: tuple[I32, I32, I32],
    floors: I64,
    floored: Flags,
    many: Flags,
    ends: I64,
) -> Tasks:
    net, work, size = base.net, base.net.work, len(order)
    row_start, row_finish, row_side = rows
    kind, fixed = kinds[order], _fixed(net)[order]
    own_floor = as_column(base.known.rules.floor)[as_column(work.axis)]
    floor = np.where(kinds == INTRICATE, own_floor, floors)

    def numbered(which: Flags) -> I64:
        return np.where(which, np.cumsum(which) - 1, -1)

    def in_order(values: Numbers) -> I64:
        return as_column(values)[order]

    certain = np.where(_begun(net), as_column(work.remaining), as_column(work.duration))
    return Tasks(
        column(kind, np.int8),
        column(in_order(work.axis), np.int32),
        column(certain[order], np.int32),
        column(in_order(work.duration), np.int32),
        np.zeros(size, np.uint64),
        np.full(size, -1, np.int32),
        np.zeros(size, np.float32),
        np.zeros(size, np.float32),
        np.full(size, -1, np.int32),
        column(floor[order], np.int32),
        column(floored[order], np.int8),
        column(np.where(fixed, in_order(work.fixed_start), 0), np.int32),
        column(np.where(fixed, in_order(work.fixed_finish), 0), np.int32),
        row_start,
        row_finish,
        row_side,
        column(numbered(many[order]), np.int32),
        column(ends[order], np.int32),
        column(numbered(kind == INTRICATE), np.int32),
        *(column(values[order], bits) for values, bits in zip(_typed(base), (np.int32, np.int8, np.int8), strict=True)),
    )


def _typed(base: Schedule) -> tuple[I64, I64, I64]:
    """The dates that constraints give milestones, and on which side of a break they stand there."""
    work, kinds = base.net.work, as_column(base.net.work.constraint)
    dated = (as_column(work.duration) == 0) & (as_column(work.at) != NONE) & (kinds != ASAP) & (kinds != ALAP)
    begins, linked = as_column(work.at_begins), np.full(len(kinds), -1)
    for v in np.flatnonzero(dated).tolist():
        side = typed_side(base.known.rules, int(kinds[v]), int(begins[v]))
        linked[v] = side if side < 0 else 1 - side
    return np.where(dated, as_column(work.at), NOTHING), 1 - begins, linked


def _fixed(net: Network) -> Flags:
    return np.asarray(as_column(net.work.how) != 0)


def _begun(net: Network) -> Flags:
    return np.asarray(as_column(net.work.begun) != NONE)


def _shared(net: Network) -> Flags:
    """The tasks whose resources keep different hours."""
    return np.diff(as_column(net.work.part_first)) > 0


def _soft(kinds: Numbers) -> Flags:
    return np.isin(as_column(kinds), _SOFT)


def _kinds(net: Network, links: Links, between: I64, sides: Flags) -> I64:
    work = net.work
    apart = sides[links.pred] & ~links.same
    intricate = links.any_into((links.on >= 0) | (links.percent != 0) | (between == -2) | apart)
    for dates in (work.above, work.second_at, work.expected):
        intricate |= as_column(dates) != NONE
    intricate |= _begun(net) | _shared(net) | (as_column(work.delay) != 0)
    intricate |= ~_soft(work.constraint) & (as_column(work.at) != NONE)
    return np.where(_fixed(net), FIXED, np.where(intricate, INTRICATE, PLAIN))


def _floors(base: Schedule, links: Links) -> tuple[I64, Flags]:
    """The earliest start of every task for reasons of its own, and whether it may bind although links hold it."""
    net, work, options = base.net, base.net.work, base.net.plan.options
    mild = links.same & (links.lag >= 0) & ((links.type == FS) | (links.type == SS)) & (links.percent == 0)
    axis, at = as_column(work.axis), _or_nothing(work.at)
    floor, status = as_column(base.known.rules.floor)[axis], _or_nothing(base.known.rules.status)[axis]
    general = np.maximum(floor if options.floor_at_project_start else NOTHING, status)
    pinned = np.where(as_column(work.constraint) == SNET, at, NOTHING)
    waits = np.diff(links.first) > 0
    alone = np.maximum(np.where(pinned == NOTHING, floor, pinned), status)
    floors = np.where(waits, np.maximum(general, pinned), alone)
    soft = _soft(work.constraint) & _soft(work.second) & (as_column(work.delay) == 0)
    tied = _fixed(net) | _begun(net) | _shared(net)
    above = soft & ~tied & (as_column(work.duration) >= 0) & (floors >= general)
    held = ~links.any_into(~(above[links.pred] & mild))
    return floors, np.asarray(waits & (floors > NOTHING) & ~(held & (floors == general)))


def _or_nothing(dates: Numbers | I64) -> I64:
    here = as_column(dates)
    return np.where(here == NONE, NOTHING, here)


def _ends(net: Network, links: Links, kinds: I64) -> tuple[I64, I64]:
    """For every task the place of the axis that it may be the last on; -1 where a successor always ends later."""
    pushed = (kinds == PLAIN) & _soft(net.work.constraint) & (as_column(net.work.duration) >= 0)
    ends_later = links.same & (links.lag >= 0) & (links.percent == 0) & ((links.type == FS) | (links.type == FF))
    last = ~links.any_out_of(ends_later & pushed[links.succ])
    axis = as_column(net.work.axis)
    axes = np.unique(axis[last])
    return np.where(last, np.searchsorted(axes, axis), -1), axes


def _details(base: Schedule, positions: I64) -> Details:
    work, parts = base.net.work, np.diff(as_column(base.net.work.part_first))[positions]

    def here(values: Numbers | I64) -> I64:
        return as_column(values)[positions]

    def dates(values: Numbers | I64) -> I32:
        return np.asarray(column(_or_nothing(here(values)), np.int32))

    first = np.concatenate(([0], np.cumsum(parts)))
    chosen = np.repeat(here(work.part_first) - first[:-1], parts) + np.arange(first[-1])
    return Details(
        column(_begun(base.net)[positions], np.int8),
        dates(work.begun),
        column(_or_nothing(base.known.rules.status)[here(work.axis)], np.int32),
        dates(work.resume),
        dates(work.at),
        column(here(work.constraint), np.int8),
        dates(work.second_at),
        column(here(work.second), np.int8),
        dates(work.above),
        dates(work.expected),
        column(here(work.delay), np.int32),
        column(first, np.int32),
        column(as_column(work.part_axis)[chosen], np.int32),
        column(as_column(work.part_work)[chosen], np.int32),
    )
