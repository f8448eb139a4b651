"""Does a list of starts ask anybody for more than is there, and which of them can be earlier?"""

from __future__ import annotations

from collections.abc import Sequence

from golive.engines.schedule.levelling.kernel import decode
from golive.engines.schedule.levelling.packed import Packed


def fits(packed: Packed, starts: Sequence[int]) -> bool:
    """Whether every capacity is kept at every moment."""
    moments = []
    for start, duration, need in zip(starts, packed.duration, packed.need, strict=True):
        if need and duration:
            moments += [(start, 1, need), (start + duration, 0, -need)]
    free = packed.full
    for _, _, need in sorted(moments):
        free -= need
        if free & packed.guard != packed.guard:
            return False
    return True


def feasible(packed: Packed, wanted: Sequence[int]) -> list[int]:
    """The wanted order with every predecessor moved before its successor."""
    place = {j: k for k, j in enumerate(wanted)}
    key = [place[j] for j in range(packed.n)]
    for j in range(packed.n):
        for e in range(packed.waits.first[j], packed.waits.first[j + 1]):
            key[j] = max(key[j], key[packed.waits.other[e]])
    return sorted(range(packed.n), key=lambda j: (key[j], j))


def shifted(packed: Packed, starts: Sequence[int]) -> list[int]:
    """The schedule with everything as early as it can be in the order of these starts; never longer than before."""
    p, n = packed, packed.n
    order = feasible(p, sorted(range(n), key=lambda j: (starts[j], j)))
    span = max((s + d for s, d in zip(starts, p.duration, strict=True)), default=0)
    found, free = [0] * n, [0] * (p.instance.horizon + 2)
    waits = p.waits
    made = decode(n, p.duration, p.need, p.guard, p.full, waits.first, waits.other, waits.gap, order, found, free)
    return found if made <= span else list(starts)
