"""How would the plan run in many possible worlds at once? The kernel in numpy: the same numbers as the compiled one."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from golive.engines.schedule.simulation.clocks import Stretches
from golive.engines.schedule.simulation.dice import sixteen_bits
from golive.engines.schedule.simulation.program import (
    FIXED,
    GROUP,
    I16,
    I64,
    LARGEST,
    LIMIT,
    NOTHING,
    PLAIN,
    Luck,
    Program,
)

Column = I64 | int


@dataclass
class _Block:
    """What the pass over one block of worlds reads and writes."""

    program: Program
    luck: Luck
    first: int
    begin: int
    size: int
    rows: I64
    drivers: I16
    clocks: list[Stretches]
    inside: bool = True
    worlds: slice = field(default_factory=lambda: slice(0))

    def wait(self, w: int) -> I64:
        return np.asarray(self.rows[self.program.waits.row[w]])


def run(program: Program, luck: Luck, begin: int, count: int, block: int, finishes: I64, critical: I64) -> bool:
    """Run iterations ``begin`` … ``begin + count - 1``; False where a date lay beyond the tables.

    ``finishes`` takes the instants of the ends, in ticks; ``critical``, if it is not empty, how often each task drove
    them. Columns of ``luck`` belong to the iterations from ``begin`` on.
    """
    rules, inside = program.rules, True
    clocks = [Stretches(program.clocks, axis) for axis in range(len(program.clocks.total))]
    for first in range(0, count, block):
        size = -(-min(block, count - first) // GROUP) * GROUP
        rows = np.zeros((rules.rows + 1, size), np.int64)
        drivers = np.zeros((rules.driver_rows if len(critical) else 0, size), np.int16)
        here = _Block(program, luck, first, begin, size, rows, drivers, clocks, worlds=slice(first, first + size))
        best, aim = np.zeros((rules.ends, size), np.int64), np.full((rules.ends, size), -1, np.int64)
        for k in range(len(program.tasks.kind)):
            finish = _task(here, k)
            end = program.tasks.end[k]
            if end >= 0:
                later = (aim[end] < 0) | (finish >= best[end])
                best[end][later], aim[end][later] = finish[later], k
        here_count = min(size, count - first)
        last = _ended(here, best, aim, here_count, finishes)
        if len(critical):
            _traced(here, last, critical)
        inside &= here.inside
    return inside


def _task(here: _Block, k: int) -> I64:
    tasks, hits = here.program.tasks, here.program.hits
    finish = here.rows[tasks.row_finish[k]]
    if tasks.kind[k] == FIXED:
        start: I64 = np.full(here.size, int(tasks.start[k]))
        finish[:] = tasks.finish[k]
    else:
        left = _durations(here, k)
        if tasks.kind[k] == PLAIN:
            start = _started_at(here, k, left)
            np.minimum(start + left, LIMIT, out=finish)
        else:
            start, finish[:] = _intricate(here, k, left)
            here.inside &= bool(np.all(finish < here.program.clocks.total[tasks.axis[k]]))
    if tasks.row_start[k] >= 0:
        here.rows[tasks.row_start[k]] = start
    sides = here.rows[tasks.row_side[k]] if tasks.row_side[k] >= 0 else None
    if sides is not None:
        sides[:] = (finish > start) | _at_finish(here, k, start)
    for place in range(hits.added_first[k], hits.added_first[k + 1]):
        more = here.luck.added[hits.added[place], here.worlds]
        np.minimum(finish + more, LIMIT, out=finish)
        if sides is not None:
            sides[more > 0] = 1
    return np.asarray(finish)


def _durations(here: _Block, k: int) -> I64:
    tasks, hits, luck = here.program.tasks, here.program.hits, here.luck
    table, struck = tasks.table[k], hits.factor[hits.factor_first[k] : hits.factor_first[k + 1]]
    if table < 0 and not len(struck):
        return np.full(here.size, int(tasks.certain[k]))
    if table < 0:
        drawn = np.full(here.size, tasks.certain[k], dtype=np.float32)
    else:
        bits = sixteen_bits(tasks.key[k], here.begin + here.first, here.size)
        drawn = tasks.low[k] + tasks.width[k] * here.program.tables[table][bits >> 5]
    if tasks.share[k] >= 0:
        drawn *= luck.shared[tasks.share[k], here.worlds]
    for row in struck:
        drawn *= luck.factors[row, here.worlds]
    return np.rint(np.minimum(np.maximum(drawn, np.float32(0)), LARGEST)).astype(np.int64)


def _started_at(here: _Block, k: int, left: I64) -> I64:
    tasks, waits = here.program.tasks, here.program.waits
    begin, end = waits.first[k], waits.first[k + 1]
    if begin == end:
        return np.full(here.size, int(tasks.floor[k]))
    places = here.drivers[tasks.driver_row[k]] if len(here.drivers) and tasks.driver_row[k] >= 0 else None
    start: I64 | None = None
    for w in range(begin, end):
        at = here.wait(w) if waits.pair[w] < 0 else _crossed(here, w)
        at = at + waits.lag[w] - (left if waits.minus[w] else 0)
        start = _later(start, at, places, w - begin)
    assert start is not None
    if tasks.floored[k]:
        start = _later(start, np.full(here.size, int(tasks.floor[k])), places, -1)
    return start


def _later(start: I64 | None, at: I64, places: I16 | None, place: int) -> I64:
    """The later of two starts; where the second one is later its place is noted."""
    if places is not None:
        if start is None:
            places[:] = place
        else:
            np.putmask(places, at > start, place)
    return at if start is None else np.maximum(start, at)


def _crossed(here: _Block, w: int) -> I64:
    pairs, waits = here.program.pairs, here.program.waits
    pair = waits.pair[w]
    past, last = here.wait(w) - pairs.begin[pair], int(pairs.number[pair]) - 1
    cell = np.maximum(past - waits.side[w], 0) // pairs.step[pair]
    here.inside &= bool(np.all(cell <= last))
    cell = np.minimum(cell, last)
    value = pairs.cells[pairs.at[pair] + cell].astype(np.int64)
    return np.asarray((value >> 1) + np.where(value & 1, past - cell * int(pairs.step[pair]), 0))


def _finish_of(here: _Block, k: int, start: Column, duration: I64) -> I64:
    details, d, axis = here.program.details, here.program.tasks.detail[k], here.program.tasks.axis[k]
    parts = range(details.part_first[d], details.part_first[d + 1])
    if not parts:
        return np.asarray(start + duration)
    share = duration / int(here.program.tasks.full[k]) if here.program.tasks.full[k] else np.ones(here.size)
    at = here.clocks[axis].start_at(np.broadcast_to(np.asarray(start), duration.shape))
    ends = []
    for part in parts:
        own = here.clocks[details.part_axis[part]]
        ends.append(own.finish_at(own.to_work(at) + np.rint(details.part_work[part] * share).astype(np.int64)))
    return np.asarray(here.clocks[axis].to_work(np.asarray(np.maximum.reduce(ends))))


def _start_of(here: _Block, k: int, finish: Column, duration: I64) -> I64:
    details, d, axis = here.program.details, here.program.tasks.detail[k], here.program.tasks.axis[k]
    parts = range(details.part_first[d], details.part_first[d + 1])
    if not parts:
        return np.asarray(finish - duration)
    share = duration / int(here.program.tasks.full[k]) if here.program.tasks.full[k] else np.ones(here.size)
    at = here.clocks[axis].finish_at(np.broadcast_to(np.asarray(finish), duration.shape))
    begins = []
    for part in parts:
        own = here.clocks[details.part_axis[part]]
        begins.append(own.start_at(own.to_work(at) - np.rint(details.part_work[part] * share).astype(np.int64)))
    return np.asarray(here.clocks[axis].to_work(np.asarray(np.minimum.reduce(begins))))


def _lag(here: _Block, w: int) -> I64:
    """The lag of a link in every world."""
    tasks, waits = here.program.tasks, here.program.waits
    if not waits.percent[w]:
        return np.full(here.size, int(waits.lag[w]))
    u = waits.other[w]
    spent = here.rows[tasks.row_finish[u]] - here.rows[tasks.row_start[u]]
    return np.asarray(np.rint(spent * (waits.percent[w] / 100)).astype(np.int64))


def _instant(here: _Block, w: int) -> I64:
    """Where the predecessor stands, on its side of a break."""
    waits = here.program.waits
    theirs, at = here.clocks[here.program.tasks.axis[waits.other[w]]], here.wait(w)
    if waits.row_side[w] < 0:
        return np.asarray(theirs.finish_at(at) if waits.side[w] else theirs.start_at(at))
    ends: I64 = np.where(here.rows[waits.row_side[w]] == 1, theirs.finish_at(at), theirs.start_at(at))
    return ends


def _counted(on: Stretches, instant: I64, lag: I64) -> I64:
    """An instant moved by a lag that is counted on an axis."""
    there = on.to_work(instant) + lag
    return np.where(lag == 0, instant, np.where(lag > 0, on.finish_at(there), on.start_at(there)))


def _landed(here: _Block, w: int, mine: Stretches, instant: I64, lag: I64) -> I64:
    """Where an instant moved by the lag of a link lies on the axis of the successor."""
    on = here.program.waits.on[w]
    if on < 0:
        return np.asarray(mine.to_work(instant) + lag)
    return mine.to_work(_counted(here.clocks[on], instant, lag))


def _permitted(here: _Block, k: int, w: int, duration: I64) -> I64:
    """The start, on the axis of task k, that one link permits."""
    tasks, waits = here.program.tasks, here.program.waits
    on, minus, lag = waits.on[w], waits.minus[w], _lag(here, w)
    if tasks.axis[waits.other[w]] == tasks.axis[k] and on < 0:
        at = here.wait(w) + lag
        return _start_of(here, k, at, duration) if minus else at
    mine, instant = here.clocks[tasks.axis[k]], _instant(here, w)
    onward = _landed(here, w, mine, instant, lag)
    if not minus:
        return onward
    at_finish = _start_of(here, k, onward, duration)
    if here.program.rules.lag_at_finish:
        return at_finish
    start = _start_of(here, k, mine.to_work(instant), duration)
    back = start + lag if on < 0 else _landed(here, w, mine, mine.start_at(start), lag)
    return np.where((duration == 0) | (lag == 0), at_finish, back)


def _at_finish(here: _Block, k: int, start: I64) -> NDArray[np.bool_]:
    """In which worlds a milestone stands where work ends: where the latest of its links puts it.

    At the date of its constraint it stands on the side of that; moved by something else it stands where work starts.
    """
    tasks, waits, axis = here.program.tasks, here.program.waits, here.program.tasks.axis[k]
    mine, latest, begins = here.clocks[axis], np.full(here.size, -LIMIT), np.zeros(here.size, dtype=bool)
    for w in range(waits.first[k], waits.first[k + 1]):
        on = here.clocks[waits.on[w] if waits.on[w] >= 0 else axis]
        instant = _counted(on, _instant(here, w), _lag(here, w))
        at = mine.to_work(instant)
        begins |= (at == start) & (instant != mine.finish_at(start))
        latest = np.maximum(latest, at)
    typed, linked = start == tasks.typed[k], tasks.linked_end[k]
    ends = ~begins if linked < 0 else np.where(typed, linked == 1, ~begins)
    return np.where(latest == start, ends, typed & (tasks.typed_end[k] == 1))


def _intricate(here: _Block, k: int, left: I64) -> tuple[I64, I64]:
    """Start and finish of a task that needs more than sums and maxima."""
    program, d = here.program, here.program.tasks.detail[k]
    row = program.tasks.driver_row[k]
    places = here.drivers[row] if len(here.drivers) and row >= 0 else None
    if program.details.started[d]:
        return _gone_on(here, k, left, places)
    start: I64 | None = None
    for w in range(program.waits.first[k], program.waits.first[k + 1]):
        start = _later(start, _permitted(here, k, w, left), places, w - program.waits.first[k])
    settled = _settled(here, k, start, left)
    if places is not None:
        np.putmask(places, settled > start if start is not None else np.ones(here.size, dtype=bool), -1)
    expected = program.details.expected[d]
    if expected != NOTHING:
        left = np.maximum(expected - settled, 0)
    return np.minimum(settled, LIMIT), np.minimum(_finish_of(here, k, settled, left), LIMIT)


def _settled(here: _Block, k: int, start: I64 | None, left: I64) -> I64:
    """A start after floor, levelling delay, status date and constraint."""
    program, d, axis = here.program, here.program.tasks.detail[k], here.program.tasks.axis[k]
    details = program.details
    kind, at, status, floor = details.constraint[d], int(details.pinned[d]), details.status[d], program.tasks.floor[k]
    if start is None:
        start = np.full(here.size, int(floor))
        if at != NOTHING and kind in (4, 6):
            start = np.full(here.size, at) if kind == 4 else _start_of(here, k, at, left)
    elif program.rules.floor_links:
        start = np.maximum(start, floor)
    if details.above[d] != NOTHING:
        start = np.maximum(start, details.above[d])
    if details.delay[d]:
        own = here.clocks[axis]
        start = own.to_work(own.start_at(start) + int(details.delay[d]))
    if status != NOTHING:
        start = np.maximum(start, status)
    start = _constrained(here, k, details.second[d], int(details.second_at[d]), start, left)
    return _constrained(here, k, kind, at, start, left)


def _constrained(here: _Block, k: int, kind: int, at: int, start: I64, left: I64) -> I64:
    """A start after a constraint has had its say."""
    rules = here.program.rules
    if at == NOTHING or kind < 2:
        return start
    wanted = np.full(here.size, at) if kind in (2, 4, 5) else _start_of(here, k, at, left)
    if kind in (4, 6) or (not rules.honour and kind in (2, 3)):
        return np.maximum(start, wanted)
    if kind in (5, 7):
        return np.minimum(start, wanted) if rules.honour and not rules.mandatory_only else start
    return wanted


def _gone_on(here: _Block, k: int, left: I64, places: I16 | None) -> tuple[I64, I64]:
    """A task that has started: its start is a fact; only what remains is run."""
    program, tasks, d = here.program, here.program.tasks, here.program.tasks.detail[k]
    details, waits = program.details, program.waits
    begun, resume, status = int(details.begun[d]), int(details.resume[d]), int(details.status[d])
    if places is not None:
        places[:] = -1
    end = _finish_of(here, k, begun, left + int(tasks.full[k] - tasks.certain[k]))
    if resume != NOTHING:
        end = np.maximum(end, _finish_of(here, k, resume, left))
    if status != NOTHING:
        goes_on = np.full(here.size, max(status, resume, begun))
        for w in range(waits.first[k], waits.first[k + 1]) if program.rules.retained else ():
            if waits.finish[w]:
                goes_on = _later(goes_on, _permitted(here, k, w, left), places, w - waits.first[k])
        if details.expected[d] != NOTHING:
            left = np.maximum(details.expected[d] - goes_on, 0)
        end = _finish_of(here, k, goes_on, left)
    if details.constraint[d] == 6 and details.pinned[d] != NOTHING:
        end = np.maximum(end, details.pinned[d])
    return np.full(here.size, begun), np.minimum(end, LIMIT)


def _ended(here: _Block, best: I64, aim: I64, count: int, finishes: I64) -> I64:
    """The last end over the axes in each world, as an instant and as a task."""
    latest, who = np.full(here.size, -(1 << 62)), np.full(here.size, -1)
    for e, axis in enumerate(here.program.end_axes):
        instant = here.clocks[axis].finish_at(best[e])
        here.inside &= bool(np.all((best[e] < here.program.clocks.total[axis])[:count]))
        later = (aim[e] >= 0) & (instant > latest)
        latest, who = np.where(later, instant, latest), np.where(later, aim[e], who)
    finishes[here.first : here.first + count] = latest[:count]
    return who[:count]


def _traced(here: _Block, last: I64, critical: I64) -> None:
    """Walk back from the last task of each world along the links that drove it, all worlds in step."""
    tasks, waits = here.program.tasks, here.program.waits
    world = np.flatnonzero(last >= 0)
    at = last[world]
    while len(at):
        np.add.at(critical, at, 1)
        rows = tasks.driver_row[at]
        place = np.where(rows >= 0, here.drivers[rows, world], 0) if len(here.drivers) else np.zeros(len(at), np.int64)
        link = waits.first[at] + place
        on = (place >= 0) & (tasks.kind[at] != FIXED) & (link < waits.first[at + 1])
        world, at = world[on], waits.other[link[on]].astype(np.int64)
