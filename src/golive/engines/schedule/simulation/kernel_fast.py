"""How would the plan run in many possible worlds? The compiled kernel: a block of worlds at a time, in cache."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import numba
import numpy as np

from golive.engines.schedule.kernel_cache import forget_stale
from golive.engines.schedule.simulation import program, shapes
from golive.engines.schedule.simulation.program import (
    F32,
    FIXED,
    I16,
    I32,
    I64,
    LARGEST,
    LIMIT,
    NOTHING,
    PLAIN,
    Clocks,
    Details,
    Hits,
    Impacts,
    Luck,
    Pairs,
    Rules,
    Tasks,
    Waits,
)
from golive.engines.schedule.simulation.shapes import CERTAIN, TRIANGLE

Any_ = TypeVar("Any_", bound=Callable[..., Any])
compiled: Callable[[Any_], Any_] = numba.njit(cache=True, nogil=True, error_model="numpy")
inlined: Callable[[Any_], Any_] = numba.njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
"""For what is called for every task: handing over the columns of a program would take longer than the work itself."""

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_A, _B = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_30, _27, _31 = np.uint64(30), np.uint64(27), np.uint64(31)
_11, _TWO_TO_53 = np.uint64(11), 1.0 / (1 << 53)
_ONE, _TOP = np.int64(1), np.int64(LIMIT)


@inlined
def draw(key: np.uint64, group: int, words: Any) -> None:
    """The random words of the groups of iterations from one on."""
    for i in range(words.shape[0]):
        word = key + np.uint64(group + i + 1) * _GOLDEN
        word = (word ^ (word >> _30)) * _A
        word = (word ^ (word >> _27)) * _B
        words[i] = word ^ (word >> _31)


@compiled
def stretch(clocks: Clocks, axis: int, value: int, by_work: bool, left: bool) -> int:
    """The stretch of work in which an instant or an amount of work lies."""
    low, high = clocks.first[axis], clocks.first[axis + 1]
    begin = low
    while low < high:
        middle = (low + high) >> 1
        at = clocks.before[middle] if by_work else clocks.starts[middle]
        if at < value or (at == value and not left):
            low = middle + 1
        else:
            high = middle
    return max(low - 1, begin)


@compiled
def to_work(clocks: Clocks, axis: int, instant: int) -> int:
    at = stretch(clocks, axis, instant, False, False)
    return int(clocks.before[at] + min(instant, clocks.ends[at]) - clocks.starts[at])


@compiled
def instant_of(clocks: Clocks, axis: int, work: int, finish: int) -> int:
    at = stretch(clocks, axis, work, True, finish == 1)
    return int(clocks.starts[at] + work - clocks.before[at])


@inlined
def crossed(
    cells: Any, begin: np.int32, step: np.int32, magic: np.int64, shift: np.int64, side: int, work: Any, out: Any
) -> bool:
    """Work on one axis as work on another, for a row of worlds; whether all lay inside the table."""
    last = np.int32(cells.shape[0] - 1)
    furthest = np.int32(0)
    for j in range(work.shape[0]):
        past = np.int32(work[j] - begin)
        cell = np.int32((np.int64(max(np.int32(past - side), np.int32(0))) * magic) >> shift)
        furthest = max(furthest, cell)
        cell = min(cell, last)
        value = cells[cell]
        out[j] = np.int32((value >> 1) + ((past - cell * step) & -(value & 1)))
    return furthest <= last


@inlined
def looked_up(row: Any, bits: Any, out: Any) -> None:
    """The quantiles of random numbers."""
    for j in range(out.shape[0]):
        out[j] = row[bits[j] >> 5]


@inlined
def spread(low: np.float32, width: np.float32, drawn: Any) -> None:
    for j in range(drawn.shape[0]):
        drawn[j] = low + width * drawn[j]


@inlined
def stretched(drawn: Any, factor: Any) -> None:
    for j in range(drawn.shape[0]):
        drawn[j] *= factor[j]


@inlined
def whole(drawn: Any, out: Any) -> None:
    """Durations as ticks."""
    for j in range(out.shape[0]):
        out[j] = np.int32(np.rint(min(max(drawn[j], np.float32(0)), LARGEST)))


@inlined
def spread_whole(low: np.float32, width: np.float32, drawn: Any, factor: Any, out: Any) -> None:
    """What most tasks need, in one pass over the worlds."""
    for j in range(out.shape[0]):
        out[j] = np.int32(np.rint(min(max((low + width * drawn[j]) * factor[j], np.float32(0)), LARGEST)))


@compiled
def finish_of(clocks: Clocks, details: Details, d: int, axis: int, start: int, duration: int, full: int) -> int:
    """Where work ends that starts at a coordinate; resources at different hours end with the last of them."""
    begin, end = details.part_first[d], details.part_first[d + 1]
    if begin == end:
        return start + duration
    share = 1.0 if full == 0 else duration / full
    at, latest = instant_of(clocks, axis, start, 0), np.int64(-(1 << 62))
    for part in range(begin, end):
        own = details.part_axis[part]
        work = to_work(clocks, own, at) + np.int64(np.rint(details.part_work[part] * share))
        latest = max(latest, np.int64(instant_of(clocks, own, work, 1)))
    return to_work(clocks, axis, latest)


@compiled
def start_of(clocks: Clocks, details: Details, d: int, axis: int, finish: int, duration: int, full: int) -> int:
    begin, end = details.part_first[d], details.part_first[d + 1]
    if begin == end:
        return finish - duration
    share = 1.0 if full == 0 else duration / full
    at, earliest = instant_of(clocks, axis, finish, 1), np.int64(1 << 62)
    for part in range(begin, end):
        own = details.part_axis[part]
        work = to_work(clocks, own, at) - np.int64(np.rint(details.part_work[part] * share))
        earliest = min(earliest, np.int64(instant_of(clocks, own, work, 0)))
    return to_work(clocks, axis, earliest)


@compiled
def lag_of(tasks: Tasks, waits: Waits, rows: Any, w: int, j: int) -> int:
    """The lag of a link in one world."""
    if waits.percent[w] == 0:
        return np.int64(waits.lag[w])
    u = waits.other[w]
    spent = np.int64(rows[tasks.row_finish[u], j]) - np.int64(rows[tasks.row_start[u], j])
    return np.int64(np.rint(spent * (waits.percent[w] / 100)))


@compiled
def stood(tasks: Tasks, waits: Waits, clocks: Clocks, rows: Any, w: int, j: int) -> int:
    """Where the predecessor of a link stands in one world, on its side of a break."""
    side = np.int32(waits.side[w])
    if waits.row_side[w] >= 0:
        side = rows[waits.row_side[w], j]
    return instant_of(clocks, tasks.axis[waits.other[w]], np.int64(rows[waits.row[w], j]), side)


@compiled
def counted(clocks: Clocks, on: int, instant: int, lag: int) -> int:
    """An instant moved by a lag that is counted on an axis."""
    return instant if lag == 0 else instant_of(clocks, on, to_work(clocks, on, instant) + lag, 1 if lag > 0 else 0)


@compiled
def landed(clocks: Clocks, b: int, on: int, instant: int, lag: int) -> int:
    """Where an instant moved by a lag lies on an axis."""
    return to_work(clocks, b, instant) + lag if on < 0 else to_work(clocks, b, counted(clocks, on, instant, lag))


@compiled
def permitted(
    tasks: Tasks,
    waits: Waits,
    clocks: Clocks,
    details: Details,
    rules: Rules,
    rows: Any,
    k: int,
    w: int,
    j: int,
    duration: int,
) -> int:
    """The start, on the axis of task k, that one link permits in one world."""
    d, b, on, full = tasks.detail[k], tasks.axis[k], waits.on[w], tasks.full[k]
    lag = np.int64(lag_of(tasks, waits, rows, w, j))
    if tasks.axis[waits.other[w]] == b and on < 0:
        at = np.int64(rows[waits.row[w], j]) + lag
        return start_of(clocks, details, d, b, at, duration, full) if waits.minus[w] else at
    instant = stood(tasks, waits, clocks, rows, w, j)
    onward = landed(clocks, b, on, instant, lag)
    if not waits.minus[w]:
        return onward
    if rules.lag_at_finish == 1 or lag == 0 or duration == 0:
        return start_of(clocks, details, d, b, onward, duration, full)
    start = start_of(clocks, details, d, b, to_work(clocks, b, instant), duration, full)
    return start + lag if on < 0 else landed(clocks, b, on, instant_of(clocks, b, start, 0), lag)


@compiled
def sides(tasks: Tasks, waits: Waits, clocks: Clocks, rows: Any, k: int, start: Any) -> None:
    """In which worlds a milestone stands where work ends: where the latest of its links puts it.

    At the date of its constraint it stands on the side of that; moved by something else it stands where work starts.
    """
    b, kept, finish = tasks.axis[k], rows[tasks.row_side[k]], rows[tasks.row_finish[k]]
    typed_end, linked_end = tasks.typed_end[k] == 1, tasks.linked_end[k]
    for j in range(start.shape[0]):
        latest, begins = np.int64(-LIMIT), False
        end = instant_of(clocks, b, start[j], 1)
        for w in range(waits.first[k], waits.first[k + 1]):
            on = waits.on[w] if waits.on[w] >= 0 else b
            instant = counted(
                clocks, on, stood(tasks, waits, clocks, rows, w, j), np.int64(lag_of(tasks, waits, rows, w, j))
            )
            at = np.int64(to_work(clocks, b, instant))
            begins |= at == start[j] and instant != end
            latest = max(latest, at)
        typed = start[j] == tasks.typed[k]
        if latest != start[j]:
            ends = typed and typed_end
        else:
            ends = linked_end == 1 if typed and linked_end >= 0 else not begins
        kept[j] = finish[j] > start[j] or ends


@compiled
def constrained(
    tasks: Tasks,
    clocks: Clocks,
    details: Details,
    rules: Rules,
    k: int,
    kind: int,
    at: int,
    start: int,
    duration: int,
) -> int:
    """A start after a constraint has had its say."""
    if at == NOTHING or kind < 2:
        return start
    wanted = np.int64(at)
    if not (kind == 4 or kind == 5 or kind == 2):
        wanted = np.int64(start_of(clocks, details, tasks.detail[k], tasks.axis[k], at, duration, tasks.full[k]))
    if kind == 4 or kind == 6 or (rules.honour == 0 and (kind == 2 or kind == 3)):
        return max(np.int64(start), wanted)
    if kind == 5 or kind == 7:
        return min(np.int64(start), wanted) if rules.honour == 1 and rules.mandatory_only == 0 else start
    return wanted


@compiled
def settled(
    tasks: Tasks, clocks: Clocks, details: Details, rules: Rules, k: int, start: int, free: bool, duration: int
) -> int:
    """A start after floor, levelling delay, status date and constraint; ``free``: the task waits for nobody."""
    d, axis, full = tasks.detail[k], tasks.axis[k], tasks.full[k]
    kind, at, floor = details.constraint[d], details.pinned[d], tasks.floor[k]
    if free:
        start = floor
        if at != NOTHING and (kind == 4 or kind == 6):
            start = at if kind == 4 else start_of(clocks, details, d, axis, at, duration, full)
    elif rules.floor_links == 1:
        start = max(start, floor)
    if details.above[d] != NOTHING:
        start = max(start, details.above[d])
    if details.delay[d] != 0:
        start = to_work(clocks, axis, instant_of(clocks, axis, start, 0) + details.delay[d])
    if details.status[d] != NOTHING:
        start = max(start, details.status[d])
    second, at_second = details.second[d], details.second_at[d]
    start = constrained(tasks, clocks, details, rules, k, second, at_second, start, duration)
    return constrained(tasks, clocks, details, rules, k, kind, at, start, duration)


@compiled
def intricate(
    tasks: Tasks,
    waits: Waits,
    clocks: Clocks,
    details: Details,
    rules: Rules,
    rows: Any,
    k: int,
    left: Any,
    starts: Any,
    finishes: Any,
    places: Any,
) -> None:
    """Start, finish and driver of a task that needs more than sums and maxima, world by world."""
    d, axis, full = tasks.detail[k], tasks.axis[k], tasks.full[k]
    begin, end = waits.first[k], waits.first[k + 1]
    for j in range(left.shape[0]):
        duration, place = np.int64(left[j]), -1
        if details.started[d]:
            begun = np.int64(details.begun[d])
            done = np.int64(full - tasks.certain[k])
            last = finish_of(clocks, details, d, axis, begun, duration + done, full)
            resume, status = np.int64(details.resume[d]), np.int64(details.status[d])
            if resume != NOTHING:
                last = max(last, finish_of(clocks, details, d, axis, resume, duration, full))
            if status != NOTHING:
                goes_on = max(max(status, resume), begun)
                for w in range(begin, end if rules.retained == 1 else begin):
                    if waits.finish[w] == 0:
                        continue
                    at = permitted(tasks, waits, clocks, details, rules, rows, k, w, j, duration)
                    if at > goes_on:
                        goes_on, place = at, w - begin
                if details.expected[d] != NOTHING:
                    duration = max(np.int64(details.expected[d]) - goes_on, np.int64(0))
                last = finish_of(clocks, details, d, axis, goes_on, duration, full)
            if details.constraint[d] == 6 and details.pinned[d] != NOTHING:
                last = max(last, np.int64(details.pinned[d]))
            starts[j], finishes[j], places[j] = begun, min(last, _TOP), place
            continue
        start = np.int64(0)
        for w in range(begin, end):
            at = np.int64(permitted(tasks, waits, clocks, details, rules, rows, k, w, j, duration))
            if w == begin or at > start:
                start, place = at, w - begin
        after = np.int64(settled(tasks, clocks, details, rules, k, start, begin == end, duration))
        if after > start:
            place = -1
        if details.expected[d] != NOTHING:
            duration = max(np.int64(details.expected[d]) - after, np.int64(0))
        starts[j], places[j] = min(after, _TOP), place
        finishes[j] = min(np.int64(finish_of(clocks, details, d, axis, after, duration, full)), _TOP)


@inlined
def followed(source: Any, lag: np.int32, start: Any) -> None:
    """The first link of a task: it starts where that link says."""
    for j in range(start.shape[0]):
        start[j] = np.int32(source[j] + lag)


@inlined
def latest(source: Any, lag: np.int32, start: Any) -> None:
    """A further link: it starts where the latest says."""
    for j in range(start.shape[0]):
        start[j] = max(start[j], np.int32(source[j] + lag))


@inlined
def latest_of_two(source: Any, lag: np.int32, start: Any, driver: Any) -> None:
    """The second link, and which of the two it was."""
    for j in range(start.shape[0]):
        at = np.int32(source[j] + lag)
        driver[j] = np.int16(1) if at > start[j] else np.int16(0)
        start[j] = max(start[j], at)


@inlined
def latest_of_many(source: Any, lag: np.int32, start: Any, driver: Any, place: np.int16) -> None:
    for j in range(start.shape[0]):
        at = np.int32(source[j] + lag)
        driver[j] = place if at > start[j] else driver[j]
        start[j] = max(start[j], at)


@inlined
def backed(source: Any, lag: np.int32, left: Any, out: Any) -> None:
    """Where a task starts whose finish a link binds."""
    for j in range(out.shape[0]):
        out[j] = np.int32(source[j] + lag - left[j])


@compiled
def ended(
    tasks: Tasks, clocks: Clocks, end_axes: I32, best: Any, aim: Any, first: int, count: int, finishes: I64, last: I32
) -> bool:
    """The last end over the axes in each world of a block, as an instant and as a task."""
    inside = True
    for j in range(count):
        latest, who = np.int64(-(1 << 62)), np.int32(-1)
        for e in range(end_axes.shape[0]):
            if aim[e, j] < 0:
                continue
            instant = np.int64(instant_of(clocks, end_axes[e], best[e, j], 1))
            inside &= best[e, j] < clocks.total[end_axes[e]]
            if instant > latest:
                latest, who = instant, aim[e, j]
        finishes[first + j], last[j] = latest, who
    return inside


@compiled
def traced(tasks: Tasks, waits: Waits, drivers: I16, last: I32, count: int, critical: I64) -> None:
    """Walk back from the last task of each world along the links that drove it, all worlds in step."""
    going = count
    while going:
        going = 0
        for j in range(count):
            k = last[j]
            if k < 0:
                continue
            critical[k] += 1
            place = np.int64(0)
            if tasks.driver_row[k] >= 0:
                place = np.int64(drivers[tasks.driver_row[k], j])
            at = waits.first[k] + place
            if place < 0 or tasks.kind[k] == FIXED or at >= waits.first[k + 1]:
                last[j] = -1
            else:
                last[j] = waits.other[at]
                going += 1


@compiled
def run(
    tasks: Tasks,
    waits: Waits,
    pairs: Pairs,
    clocks: Clocks,
    details: Details,
    hits: Hits,
    tables: F32,
    end_axes: I32,
    rules: Rules,
    luck: Luck,
    begin: int,
    count: int,
    block: int,
    finishes: I64,
    critical: I64,
) -> bool:
    """Run iterations ``begin`` … ``begin + count - 1``; False where a date lay beyond the tables."""
    trace = critical.shape[0] > 0
    rows = np.zeros((rules.rows + 1, block), np.int32)
    drivers = np.zeros((rules.driver_rows if trace else 0, block), np.int16)
    places, nowhere = np.zeros(block, np.int32), np.zeros(block, np.int16)
    left, spare, row = np.zeros(block, np.int32), np.zeros(block, np.int32), np.zeros(block, np.int32)
    drawn, words = np.zeros(block, np.float32), np.zeros(block // 4, np.uint64)
    bits = words.view(np.uint16)
    best, aim = np.zeros((rules.ends, block), np.int32), np.zeros((rules.ends, block), np.int32)
    last = np.zeros(block, np.int32)
    # By name once: taken out of their tuple for every task, columns would cost more than the work with them.
    kinds, keys, table_of, low, width, certain = (
        tasks.kind,
        tasks.key,
        tasks.table,
        tasks.low,
        tasks.width,
        tasks.certain,
    )
    share, floor_of, floored = tasks.share, tasks.floor, tasks.floored
    row_start, row_finish, row_side, driver_row = tasks.row_start, tasks.row_finish, tasks.row_side, tasks.driver_row
    links_first, link_row, link_lag, link_pair = waits.first, waits.row, waits.lag, waits.pair
    link_side, link_minus = waits.side, waits.minus
    factor_first, factor_rows, added_first, added_rows = hits.factor_first, hits.factor, hits.added_first, hits.added
    shared, factors, added = luck.shared, luck.factors, luck.added
    inside = True
    for first in range(0, count, block):
        aim[:] = -1
        for k in range(kinds.shape[0]):
            kind = kinds[k]
            finish = rows[row_finish[k]]
            start = rows[row_start[k]] if row_start[k] >= 0 else spare
            if kind == FIXED:
                start[:] = tasks.start[k]
                finish[:] = tasks.finish[k]
            else:
                struck = factor_first[k] < factor_first[k + 1]
                if table_of[k] >= 0:
                    draw(keys[k], (begin + first) >> 2, words)
                    looked_up(tables[table_of[k]], bits, drawn)
                if table_of[k] >= 0 and share[k] >= 0 and not struck:
                    spread_whole(low[k], width[k], drawn, shared[share[k], first : first + block], left)
                elif table_of[k] < 0 and not struck:
                    left[:] = certain[k]
                else:
                    if table_of[k] >= 0:
                        spread(low[k], width[k], drawn)
                    else:
                        drawn[:] = np.float32(certain[k])
                    if share[k] >= 0:
                        stretched(drawn, shared[share[k], first : first + block])
                    for place in range(factor_first[k], factor_first[k + 1]):
                        stretched(drawn, factors[factor_rows[place], first : first + block])
                    whole(drawn, left)
                told = trace and driver_row[k] >= 0
                driver = drivers[driver_row[k]] if told else nowhere
                if kind == PLAIN:
                    begins = links_first[k]
                    if begins == links_first[k + 1]:
                        start[:] = floor_of[k]
                    for w in range(begins, links_first[k + 1]):
                        lag, source = link_lag[w], rows[link_row[w]]
                        pair = link_pair[w]
                        if pair >= 0:
                            cells = pairs.cells[pairs.at[pair] : pairs.at[pair] + pairs.number[pair]]
                            magic, shift = np.int64(pairs.magic[pair]), np.int64(pairs.shift[pair])
                            inside &= crossed(
                                cells, pairs.begin[pair], pairs.step[pair], magic, shift, link_side[w], source, row
                            )
                            source = row
                        if link_minus[w] == 1:
                            backed(source, lag, left, row)
                            source, lag = row, np.int32(0)
                        if w == begins:
                            followed(source, lag, start)
                        elif not told:
                            latest(source, lag, start)
                        elif w == begins + 1:
                            latest_of_two(source, lag, start, driver)
                        else:
                            latest_of_many(source, lag, start, driver, np.int16(w - begins))
                    if floored[k]:
                        floor = floor_of[k]
                        if told:
                            if links_first[k + 1] - begins < 2:
                                driver[:] = 0
                            for j in range(block):
                                driver[j] = np.int16(-1) if floor > start[j] else driver[j]
                        for j in range(block):
                            start[j] = max(start[j], floor)
                    for j in range(block):
                        finish[j] = min(np.int32(start[j] + left[j]), np.int32(LIMIT))
                else:
                    intricate(tasks, waits, clocks, details, rules, rows, k, left, start, finish, places)
                    furthest = clocks.total[tasks.axis[k]]
                    for j in range(block):
                        inside &= finish[j] < furthest
                    if told:
                        for j in range(block):
                            driver[j] = np.int16(places[j])
            if row_side[k] >= 0:
                sides(tasks, waits, clocks, rows, k, start)
            for place in range(added_first[k], added_first[k + 1]):
                more = added[added_rows[place], first : first + block]
                for j in range(block):
                    finish[j] = min(np.int32(finish[j] + more[j]), np.int32(LIMIT))
                if row_side[k] >= 0:
                    kept = rows[row_side[k]]
                    for j in range(block):
                        kept[j] = np.int32(1) if more[j] > 0 else kept[j]
            e = tasks.end[k]
            if e >= 0:
                furthest_yet, whose, this = best[e], aim[e], np.int32(k)
                for j in range(block):
                    later = (whose[j] < 0) | (finish[j] >= furthest_yet[j])
                    furthest_yet[j] = finish[j] if later else furthest_yet[j]
                    whose[j] = this if later else whose[j]
        here = min(block, count - first)
        inside &= ended(tasks, clocks, end_axes, best, aim, first, here, finishes, last)
        if trace:
            traced(tasks, waits, drivers, last, here, critical)
    return inside


@compiled
def ranked(keys: Any, ranks: Any, sums: I64) -> None:
    """Of each key the sums that a rank correlation needs: of its numbers, their squares, and their products with ranks.

    ``ranks`` are the doubled, centred ranks of iterations 0 … n - 1, n a multiple of 4.
    """
    words = np.zeros(ranks.shape[0] // 4, np.uint64)
    bits = words.view(np.uint16)
    for k in range(keys.shape[0]):
        draw(keys[k], 0, words)
        one, two, three = np.int64(0), np.int64(0), np.int64(0)
        for j in range(ranks.shape[0]):
            number = np.int32(bits[j]) - np.int32(32768)
            one += number
            two += np.int32(number * number)
            three += np.int32(number * ranks[j])
        sums[k, 0], sums[k, 1], sums[k, 2] = one, two, three


@compiled
def uniform(key: np.uint64, iteration: int) -> float:
    word = key + np.uint64(iteration + 1) * _GOLDEN
    word = (word ^ (word >> _30)) * _A
    word = (word ^ (word >> _27)) * _B
    return (np.float64((word ^ (word >> _31)) >> _11) + 0.5) * _TWO_TO_53


@compiled
def struck(impacts: Impacts, begin: int, factors: F32, added: I32) -> None:
    """Enter the impacts of risks in those iterations, from one on, in which they happen."""
    for r in range(impacts.row.shape[0]):
        how, chance, ticks = impacts.how[r], impacts.chance[r], impacts.ticks[r]
        happens, impact, row = impacts.happens[r], impacts.impact[r], impacts.row[r]
        ends = impacts.ends[r]
        low, width, likely, left, right, mode = ends[0], ends[1], ends[2], ends[3], ends[4], ends[5]
        long, peak = right - left, mode - left
        for j in range(factors.shape[1]):
            if not uniform(happens, begin + j) < chance:
                continue
            value = likely
            if how != CERTAIN:
                value = uniform(impact, begin + j)
                if how == TRIANGLE and value * long < peak:
                    value = left + np.sqrt(value * long * peak)
                elif how == TRIANGLE:
                    value = right - np.sqrt((1 - value) * long * (long - peak))
                value = low + width * value
                value = max(value, 0.0) if low >= 0 else value
            if ticks == 0:
                factors[row, j] = np.float32(value)
            else:
                added[row, j] = np.int32(min(np.rint(value * ticks), LIMIT - 1))


_MADE = [kernel for kernel in list(globals().values()) if hasattr(kernel, "py_func")]
forget_stale(_MADE, [program, shapes, sys.modules[__name__]])
