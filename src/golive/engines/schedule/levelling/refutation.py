"""Can a project be done in so many periods at all? What proves that it cannot, without looking for a schedule?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from golive.engines.schedule.levelling.packed import Packed

LARGEST = 300
"""Activities up to which it is asked: memory grows with their square, time with their cube."""
ROUNDS = 50
"""How often windows may tighten each other; stopping early proves less, never something wrong."""


@dataclass(frozen=True)
class Refuter:
    """An instance with its pairs of activities that can never overlap, ready for any number of questions.

    Immediate selection of pairs (Carlier and Pinson 1989), then energetic reasoning (Erschler and Lopez 1990) in the
    windows that are left; asked of ever longer projects it gives the destructive bound (Klein and Scholl 1999).
    """

    packed: Packed
    head: Any
    tail: Any
    duration: Any
    demand: Any
    capacity: Any
    apart: Any

    def refutes(self, periods: int) -> bool:
        """Whether no schedule ends within so many periods; False says nothing."""
        windows = self._windows(periods)
        return windows is None or self._overfull(*windows)

    def _windows(self, periods: int) -> tuple[Any, Any] | None:
        """Earliest starts and latest finishes; None where one is empty."""
        early, late, length = self.head.copy(), periods - self.tail, self.duration
        for _ in range(ROUNDS):
            before = int(early.sum() - late.sum())
            self._pass_on(early, late)
            not_first = self.apart & (early[:, None] + length[:, None] + length[None, :] > late[None, :])
            if (not_first & not_first.T).any() or (early + length > late).any():
                return None
            early = np.maximum(early, np.where(not_first, (early + length)[None, :], 0).max(1))
            late = np.minimum(late, np.where(not_first, (late - length)[:, None], periods).min(0))
            if int(early.sum() - late.sum()) == before:
                break
        return None if (early + length > late).any() else (early, late)

    def _pass_on(self, early: Any, late: Any) -> None:
        """Hand earliest starts down and latest finishes up along the waits."""
        waits, follow, length = self.packed.waits, self.packed.follow, self.duration
        for j in range(self.packed.n):
            for e in range(waits.first[j], waits.first[j + 1]):
                early[j] = max(early[j], early[waits.other[e]] + waits.gap[e])
        for j in range(self.packed.n - 1, -1, -1):
            for e in range(follow.first[j], follow.first[j + 1]):
                k = follow.other[e]
                late[j] = min(late[j], late[k] - length[k] - follow.gap[e] + length[j])

    def _overfull(self, early: Any, late: Any) -> bool:
        """Whether some stretch of time must hold more work than a resource can give in it."""
        length = self.duration
        ends = np.unique(np.concatenate([late, early + length]))
        for begin in np.unique(np.concatenate([early, late - length])):
            stop = ends[ends > begin]
            span = stop - begin
            least = np.minimum(length, np.maximum(0, early + length - begin))[:, None]
            least = np.minimum(least, np.maximum(0, stop[None, :] - (late - length)[:, None]))
            work = self.demand.T @ np.minimum(least, span[None, :])
            if (work > self.capacity[:, None] * span[None, :]).any():
                return True
        return False


def refuter(packed: Packed, head: list[int], tail: list[int], apart: list[int]) -> Refuter:
    """``apart``: per activity, as bits, those that can never run at the same time as it."""
    busy = np.array([duration > 0 for duration in packed.duration], bool)
    pairs = np.array([[bits >> j & 1 for j in range(packed.n)] for bits in apart], bool).reshape(packed.n, packed.n)
    resources = len(packed.instance.capacities)
    demand = [packed.instance.activities[position].demand for position in packed.order]
    return Refuter(
        packed,
        np.array(head, np.int64),
        np.array(tail, np.int64),
        np.array(packed.duration, np.int64),
        np.array(demand, np.int64).reshape(packed.n, resources),
        np.array(packed.instance.capacities, np.int64),
        pairs & busy[:, None] & busy[None, :],
    )
