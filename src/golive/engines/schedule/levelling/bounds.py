"""How short can a levelled project be at best? Bounds that no schedule can beat."""

from __future__ import annotations

from collections.abc import Sequence

from golive.engines.schedule.levelling.packed import Packed, Waits
from golive.engines.schedule.levelling.refutation import LARGEST, Refuter, refuter

MOST_PAIRED = 1500
"""Activities up to which every pair is asked whether it can overlap: the time grows with their square."""
MOST_SUMS = 200_000
"""Sums of work that are made for one resource: of more earliest starts than that permits, some are taken."""
MOST_SEEDS = 500
"""From how many activities groups are grown: the time grows with their number times that of all."""


def heads(packed: Packed, waits: Waits | None = None, duration: Sequence[int] | None = None) -> list[int]:
    """The earliest start of every activity if resources were plenty; of the mirror image where its waits are given."""
    waits = waits or packed.waits
    found = [0] * packed.n
    for j in range(packed.n):
        for e in range(waits.first[j], waits.first[j + 1]):
            found[j] = max(found[j], found[waits.other[e]] + waits.gap[e])
    return found


def tails(packed: Packed) -> list[int]:
    """The time from the end of every activity to the end of the project, if resources were plenty."""
    return heads(packed, packed.mirrored)[::-1]


def critical_path(packed: Packed) -> int:
    """The length of the longest chain of waits."""
    return max((h + d + q for h, d, q in zip(heads(packed), packed.duration, tails(packed), strict=True)), default=0)


def energy(packed: Packed) -> int:
    """Work that cannot start before a head or end after a tail, spread over the whole capacity (Carlier 1982)."""
    head, tail, best = heads(packed), tails(packed), 0
    for number, capacity in enumerate(packed.instance.capacities):
        users = [
            (head[j], tail[j], packed.duration[j] * packed.instance.activities[position].demand[number])
            for j, position in enumerate(packed.order)
        ]
        users = sorted((user for user in users if user[2]), key=lambda user: -user[1])
        for earliest in _some(sorted({h for h, _, _ in users}), MOST_SUMS // max(1, len(users))):
            load = 0
            for h, q, work in users:
                if h >= earliest:
                    load += work
                    best = max(best, earliest - (-load // capacity) + q)
    return best


def _some(values: list[int], most: int) -> list[int]:
    """At most so many, evenly chosen, the first among them."""
    step = max(1, -(-len(values) // max(1, most)))
    return values[::step]


def exclusive(packed: Packed) -> int:
    """Activities no two of which can run together follow each other (Mingozzi 1998)."""
    return _longest(packed, groups(packed, apart(packed)))


def _longest(packed: Packed, found: Sequence[Sequence[int]]) -> int:
    head, tail, duration = heads(packed), tails(packed), packed.duration
    spans = (
        min(head[j] for j in group) + sum(duration[j] for j in group) + min(tail[j] for j in group) for group in found
    )
    return max(spans, default=0)


def groups(packed: Packed, parted: Sequence[int]) -> list[tuple[int, ...]]:
    """Sets of activities no two of which can run together, the longest total first.

    They are grown greedily from every activity, in large projects from the longest.
    """
    duration = packed.duration
    by_length = sorted(range(packed.n), key=lambda j: (-duration[j], j))
    found: dict[tuple[int, ...], int] = {}
    for seed in by_length[:MOST_SEEDS]:
        if not duration[seed]:
            continue
        chosen, allowed = [seed], parted[seed]
        for j in by_length:
            if allowed >> j & 1 and duration[j]:
                chosen.append(j)
                allowed &= parted[j]
        found[tuple(sorted(chosen))] = sum(duration[j] for j in chosen)
    return sorted(found, key=lambda group: (-found[group], group))


def apart(packed: Packed) -> list[int]:
    """Per activity, as bits, those that can never run at the same time as it."""
    n, waits = packed.n, packed.waits
    before = [0] * n
    for j in range(n):
        for e in range(waits.first[j], waits.first[j + 1]):
            i = waits.other[e]
            if waits.gap[e] >= packed.duration[i]:
                before[j] |= before[i] | 1 << i
    found = [0] * n
    for j in range(n):
        for i in range(j):
            free = packed.full - packed.need[i] - packed.need[j]
            if before[j] >> i & 1 or free & packed.guard != packed.guard:
                found[i] |= 1 << j
                found[j] |= 1 << i
    return found


def destructive(known: int, asked: Refuter) -> int:
    """The known bound, raised by every length that can be refuted; steps double, then halve, so that few are asked."""
    step = 1
    while asked.refutes(known + step - 1):
        known, step = known + step, 2 * step
    while step > 1:
        step //= 2
        if asked.refutes(known + step - 1):
            known += step
    return known


def lower_bound(packed: Packed) -> int:
    """The best of the bounds: critical path, energy, activities that exclude each other, and lengths refuted.

    Of large projects the first two.
    """
    known = max(critical_path(packed), energy(packed))
    if packed.n > MOST_PAIRED:
        return known
    parted = apart(packed)
    together = groups(packed, parted)
    known = max(known, _longest(packed, together))
    if not 0 < packed.n <= LARGEST:
        return known
    return destructive(known, refuter(packed, heads(packed), tails(packed), parted, together))
