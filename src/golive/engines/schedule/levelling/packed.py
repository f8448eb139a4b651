"""How is an instance laid out for the search: numbered so that predecessors come first, all demands in one number?"""

from __future__ import annotations

from dataclasses import dataclass

from golive.engines.schedule.levelling.instance import Instance

WORD = 62
"""Bits of an int64 that demands may fill; wider demands run on Python's numbers."""


@dataclass(frozen=True)
class Waits:
    """Per activity the slice of its predecessors and the periods from their start to its own."""

    first: list[int]
    other: list[int]
    gap: list[int]


@dataclass(frozen=True)
class Packed:
    """An instance in topological order, and its mirror image (activity j is n - 1 - j there)."""

    instance: Instance
    order: tuple[int, ...]
    duration: list[int]
    need: list[int]
    guard: int
    full: int
    waits: Waits
    mirrored: Waits
    follow: Waits
    work: list[int]
    width: int

    @property
    def n(self) -> int:
        return len(self.order)


def pack(instance: Instance) -> Packed:
    """Each resource gets its own bits and a guard bit above: free minus need keeps every guard bit, or it clashes."""
    place = {position: j for j, position in enumerate(instance.order)}
    duration = [instance.activities[position].duration for position in instance.order]
    n, shifts, at, guard, full = len(duration), list[int](), 0, 0, 0
    for capacity in instance.capacities:
        shifts.append(at)
        full |= capacity << at
        at += capacity.bit_length()
        guard |= 1 << at
        at += 1
    demands = [instance.activities[position].demand for position in instance.order]
    need = [sum(d << s for d, s in zip(demand, shifts, strict=True)) for demand in demands]
    arcs = sorted({(place[i], place[j], gap) for i, j, gap in instance.offsets})
    back = [(n - 1 - j, n - 1 - i, gap + duration[j] - duration[i]) for i, j, gap in arcs]
    work = [
        sum(round(1000 * d / c) for d, c in zip(demand, instance.capacities, strict=True) if c) for demand in demands
    ]
    return Packed(
        instance,
        instance.order,
        duration,
        need,
        guard,
        full | guard,
        _by_end(n, [(j, i, gap) for i, j, gap in arcs]),
        _by_end(n, [(j, i, gap) for i, j, gap in back]),
        _by_end(n, arcs),
        work,
        at,
    )


def _by_end(n: int, arcs: list[tuple[int, int, int]]) -> Waits:
    arcs = sorted(arcs)
    first = [0] * (n + 1)
    for at, _, _ in arcs:
        first[at + 1] += 1
    for j in range(n):
        first[j + 1] += first[j]
    return Waits(first, [other for _, other, _ in arcs], [gap for _, _, gap in arcs])
