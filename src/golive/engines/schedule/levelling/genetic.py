"""Which order of the activities gives a short project? Sampling, improvement and breeding of lists, within a limit."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from golive.engines.schedule.levelling import compiled
from golive.engines.schedule.levelling.bounds import heads, tails
from golive.engines.schedule.levelling.packed import WORD, Packed
from golive.engines.schedule.levelling.shifted import feasible

POPULATION, CROWD = 60, 1920
"""Lists in the first population of an island, and in the largest that one grows to."""
CELLS = 1 << 20
"""Starts that the populations of one island may hold: large projects get smaller populations."""
PATIENCE = 60
"""Children per list that may pass without a better schedule."""
DECODES = 3
"""Schedules generated per list: forward, backward, forward."""


STEPS = {False: 5_000, True: 2_000_000}
"""Activities placed between two looks at the clock, by whether the search is compiled; some tenths of a second."""


@dataclass(frozen=True)
class Limit:
    """When to stop: a number of generated schedules (the same answer on any machine) or seconds, whichever is first.

    ``longer``: the seconds where the makespan is still ``wide`` times the bound or more.
    """

    seconds: float | None = None
    schedules: int | None = None
    clock: Callable[[], float] = monotonic
    longer: float | None = None
    wide: float = 1.0

    def spent(self, since: float, makespan: int, bound: int) -> bool:
        """Whether the seconds since then are used up, with this makespan in hand."""
        still = self.longer is not None and makespan > self.wide * bound
        seconds = self.longer if still else self.seconds
        return seconds is not None and self.clock() - since >= seconds


@dataclass
class Island:
    """One population and its dice; islands do not know each other, so that threads change no number."""

    packed: Packed
    seed: int
    size: int
    fast: bool
    made: int = 0
    fixed: list[Any] = field(default_factory=list)
    room: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        p, n, high = self.packed, self.packed.n, self.packed.instance.horizon

        def row(values: list[int]) -> Any:
            return compiled.row(values, self.fast)

        tail, head = tails(p), heads(p)
        path = max((h + d + q for h, d, q in zip(head, p.duration, tail, strict=True)), default=0)
        weight = [path - q for q in tail]  # latest finish
        self.fixed = [
            n,
            *(row(values) for values in (p.duration, p.duration[::-1], p.need, p.need[::-1])),
            p.guard,
            p.full,
            *(row(part) for w in (p.waits, p.mirrored) for part in (w.first, w.other, w.gap)),
            *(row(values) for values in (p.follow.first, p.follow.other, weight, p.work)),
        ]
        first = sorted(range(n), key=lambda j: (weight[j], j))
        order = feasible(p, first)
        self.room = [row([0] * (high + 2)), row([0] * (3 * high + 9)), *(row([0] * n) for _ in range(3))]
        self.room += [row(order), row([0] * n), self.size]
        self.room += [row([0] * (n * self.size)), row([0] * (n * self.size)), row([0] * self.size)]
        self.room += [
            row([0] * self.size),
            row([0] * n),
            row([0, high + 1, 0, 0, min(POPULATION, self.size)]),
            row([self._dice()]),
        ]

    def _dice(self) -> int:
        return (self.seed * 2654435761 + 88172645) % 4294967291 + 1

    @property
    def makespan(self) -> int:
        return int(self.room[-2][1])

    @property
    def starts(self) -> list[int]:
        return [int(at) for at in self.room[-3]]

    def breed(self, children: int, bound: int) -> None:
        before = int(self.room[-2][3])
        compiled.evolve(self.fast)(*self.fixed, *self.room, children, bound, PATIENCE)
        self.made += int(self.room[-2][3]) - before


@dataclass(frozen=True)
class Bred:
    """The best schedule found, in the order of the packed instance."""

    makespan: int
    starts: list[int]
    schedules: int
    seconds: float


def breed(
    packed: Packed, limit: Limit, bound: int, *, seed: int = 1, islands: int = 2, fast: bool | None = None
) -> Bred:
    """Search until the bound is met or the limit is spent.

    ``fast`` chooses the compiled search; None takes it where numba is installed and the demands fit one word.
    """
    if fast is None:
        fast = compiled.available() and packed.width <= WORD
    size = max(POPULATION, min(CROWD, CELLS // max(1, packed.n)))
    crowd = [Island(packed, seed + 7919 * number, size, fast) for number in range(islands)]
    crowd[0].breed(1, bound)  # compiles, where nobody has yet; the limit counts the search alone
    begun = limit.clock()
    share = None if limit.schedules is None else max(1, limit.schedules // DECODES // islands)
    chunk = max(1, STEPS[fast] // max(1, packed.n))
    with ThreadPoolExecutor(islands) as threads:
        while True:
            step = chunk if share is None else min(chunk, share - min(island.made for island in crowd))
            list(threads.map(lambda island, step=step: island.breed(step, bound), crowd))
            shortest = min(island.makespan for island in crowd)
            if shortest <= bound or limit.spent(begun, shortest, bound):
                break
            if share is not None and min(island.made for island in crowd) >= share:
                break
    best = min(crowd, key=lambda island: island.makespan)
    made = sum(island.made for island in crowd)
    return Bred(best.makespan, best.starts, DECODES * made, limit.clock() - begun)
