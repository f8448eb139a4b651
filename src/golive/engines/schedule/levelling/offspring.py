"""Which new lists of activities are worth a try: sampled, crossed or mutated?"""

from __future__ import annotations

from typing import Any

Row = Any
"""A list of int, or an int64 array."""


def below(dice: Row, bound: int) -> int:
    """A random whole number from 0 to bound - 1 (xorshift, Marsaglia 2003)."""
    x = dice[0]
    x ^= (x << 13) & 0xFFFFFFFF
    x ^= x >> 17
    x ^= (x << 5) & 0xFFFFFFFF
    dice[0] = x
    return int((x * bound) >> 32)


def sample(
    n: int, weight: Row, first: Row, follow_first: Row, follow: Row, waits: Row, able: Row, dice: Row, order: Row
) -> None:
    """A random list: among two or three of those whose predecessors are placed, the one with the smallest weight."""
    ready = 0
    for j in range(n):
        waits[j] = first[j + 1] - first[j]
        if waits[j] == 0:
            able[ready] = j
            ready += 1
    for k in range(n):
        best = below(dice, ready)
        for _ in range(1 + below(dice, 3)):
            other = below(dice, ready)
            if weight[able[other]] < weight[able[best]]:
                best = other
        j = able[best]
        order[k] = j
        ready -= 1
        able[best] = able[ready]
        for e in range(follow_first[j], follow_first[j + 1]):
            i = follow[e]
            waits[i] -= 1
            if waits[i] == 0:
                able[ready] = i
                ready += 1


def two_points(n: int, orders: Row, a: int, b: int, taken: Row, dice: Row, order: Row) -> None:
    """Two-point crossover of lists (Hartmann 1998): the middle comes in the order of the other parent."""
    q, r = below(dice, n + 1), below(dice, n + 1)
    if q > r:
        q, r = r, q
    for j in range(n):
        taken[j] = 0
    for k in range(q):
        order[k] = orders[a * n + k]
        taken[order[k]] = 1
    k, place = q, 0
    while k < r:
        j = orders[b * n + place]
        place += 1
        if taken[j] == 0:
            order[k] = j
            taken[j] = 1
            k += 1
    place = 0
    while k < n:
        j = orders[a * n + place]
        place += 1
        if taken[j] == 0:
            order[k] = j
            taken[j] = 1
            k += 1


def best_window(n: int, duration: Row, work: Row, starts: Row, spans: Row, a: int, b: int, dice: Row, key: Row) -> None:
    """Window crossover (after Debels and Vanhoucke 2007): a busy stretch of one parent, the rest from the other."""
    span, mother = spans[a], spans[b]
    length = span // 4 + below(dice, span // 2 + 1) + 1
    chosen, most = 0, -1
    for _ in range(3):
        begin, load = below(dice, span - length + 1 if span > length else 1), 0
        for j in range(n):
            low, high = starts[a * n + j], starts[a * n + j] + duration[j]
            low, high = (low if low > begin else begin), (high if high < begin + length else begin + length)
            if high > low:
                load += (high - low) * work[j]
        if load > most:
            chosen, most = begin, load
    for j in range(n):
        mine, hers = starts[a * n + j], starts[b * n + j]
        if chosen <= mine < chosen + length:
            key[j] = mother + 1 + mine
        elif 2 * hers + duration[j] < 2 * chosen + length:
            key[j] = hers
        else:
            key[j] = mother + span + 2 + hers


def mutate(n: int, first: Row, pred: Row, dice: Row, order: Row, per_mille: int) -> None:
    """Neighbours in the list change places, where neither waits for the other."""
    for k in range(n - 1):
        if below(dice, 1000) >= per_mille:
            continue
        i, j = order[k], order[k + 1]
        waits = False
        for e in range(first[j], first[j + 1]):
            if pred[e] == i:
                waits = True
        if not waits:
            order[k], order[k + 1] = j, i
