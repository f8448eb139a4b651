"""How may demands be rounded so that whatever fits together still does?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import gcd

Rounded = tuple[tuple[int, ...], int]
"""A demand per activity and the capacity that goes with it."""
_MULTIPLES = 20
_THRESHOLDS = 12


def rounded(demand: Sequence[int], capacity: int) -> list[Rounded]:
    """The demands themselves, then their images under dual feasible functions (Fekete and Schepers 2001; Carlier,
    Clautiaux and Moukrim 2007), each once.

    Of eleven units two who need four fit, and nobody else beside them, so both may count as halves:

    >>> ((2, 2), 4) in rounded([4, 8], 11), ((1, 2), 2) in rounded([4, 8], 11)
    (False, True)
    """
    found: dict[Rounded, None] = {}
    for image, top in _functions(demand, capacity):
        row = tuple(image(need) for need in demand)
        if part := gcd(*row):
            part = gcd(part, top)
            found[tuple(need // part for need in row), top // part] = None
    return list(found)


def _functions(demand: Sequence[int], capacity: int) -> Iterator[tuple[Callable[[int], int], int]]:
    yield (lambda need: need), capacity
    edges = set(demand) | {capacity - need + 1 for need in demand}
    for least in sorted(edge for edge in edges if 0 < 2 * edge <= capacity)[:_THRESHOLDS]:
        yield _all_or_nothing(capacity, least), capacity
        yield _counted(capacity, least), 2 * (capacity // least)
    for times in range(1, min(_MULTIPLES, capacity) + 1):
        yield _stepped(capacity, times), times * capacity


def _all_or_nothing(capacity: int, least: int) -> Callable[[int], int]:
    """Who leaves less than ``least`` needs all; who needs less than that needs nothing."""
    return lambda need: capacity if need > capacity - least else need if need >= least else 0


def _counted(capacity: int, least: int) -> Callable[[int], int]:
    """Demands in whole portions of ``least``, those above half by what they leave."""

    def image(need: int) -> int:
        if 2 * need > capacity:
            return 2 * (capacity // least - (capacity - need) // least)
        return capacity // least if 2 * need == capacity else 2 * (need // least)

    return image


def _stepped(capacity: int, times: int) -> Callable[[int], int]:
    """Demands rounded down to steps of one in ``times`` + 1 of the capacity, unless they are such a step."""
    return lambda need: (
        times * need if (times + 1) * need % capacity == 0 else (times + 1) * need // capacity * capacity
    )
