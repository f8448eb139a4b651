"""How does a population of lists breed better ones?"""

from __future__ import annotations

from typing import Any

from golive.engines.schedule.levelling.kernel import justify, rank
from golive.engines.schedule.levelling.offspring import below, best_window, mutate, sample, two_points

Row = Any
"""A list of int, or an int64 array."""


def evolve(
    n: int,
    duration: Row,
    back_duration: Row,
    need: Row,
    back_need: Row,
    guard: int,
    full: int,
    first: Row,
    pred: Row,
    gap: Row,
    back_first: Row,
    back_pred: Row,
    back_gap: Row,
    follow_first: Row,
    follow: Row,
    weight: Row,
    work: Row,
    free: Row,
    count: Row,
    key: Row,
    back_order: Row,
    back_start: Row,
    order: Row,
    start: Row,
    size: int,
    orders: Row,
    starts: Row,
    spans: Row,
    marks: Row,
    best: Row,
    state: Row,
    dice: Row,
    children: int,
    bound: int,
    patience: int,
) -> int:
    """Breed this many children, or stop at ``bound``; the best makespan.

    ``state``: filled, best, barren, born, room. A population that has not found a better schedule for ``patience``
    children per place begins anew with twice the room, up to ``size`` (after Harik and Lobo 1999).
    """
    for _ in range(children):
        room = state[4]
        if state[1] <= bound:
            break
        if state[0] < room:
            if state[3] > 0:
                sample(n, weight, first, follow_first, follow, back_order, key, dice, order)
        else:
            a, b = below(dice, room), below(dice, room)
            c, d = below(dice, room), below(dice, room)
            if spans[c] < spans[a]:
                a = c
            if spans[d] < spans[b]:
                b = d
            if below(dice, 2) == 0:
                two_points(n, orders, a, b, key, dice, order)
            else:
                best_window(n, duration, work, starts, spans, a, b, dice, key)
                rank(n, key, first, pred, count, order)
            mutate(n, first, pred, dice, order, 50)
        state[3] += 1
        makespan = justify(
            n,
            duration,
            back_duration,
            need,
            back_need,
            guard,
            full,
            first,
            pred,
            gap,
            back_first,
            back_pred,
            back_gap,
            order,
            start,
            free,
            count,
            key,
            back_order,
            back_start,
        )
        mark = 0
        for j in range(n):
            mark = (mark * 31 + start[j]) & 0x3FFFFFFF
        state[2] += 1
        if makespan < state[1]:
            state[1], state[2] = makespan, 0
            for j in range(n):
                best[j] = start[j]
        place = state[0]
        if place < room:
            state[0] += 1
        else:
            place = below(dice, room)
            for _ in range(2):
                other = below(dice, room)
                if spans[other] > spans[place]:
                    place = other
            known = False
            for i in range(room):
                if marks[i] == mark and spans[i] == makespan:
                    known = True
            if known or makespan > spans[place]:
                place = -1
        if place >= 0:
            spans[place], marks[place] = makespan, mark
            for j in range(n):
                orders[place * n + j] = order[j]
                starts[place * n + j] = start[j]
        if state[2] > patience * room and state[0] >= room:
            state[0], state[2] = below(dice, 2), 0
            state[4] = 2 * room if 2 * room < size else size
    return int(state[1])
