"""Can a project be done in so many periods at all? What proves that it cannot, without looking for a schedule?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from golive.engines.schedule.levelling.packed import Packed
from golive.engines.schedule.levelling.rounded import Rounded, rounded

LARGEST = 300
"""Activities up to which it is asked: memory grows with their square, time with their cube."""
ROUNDS = 50
"""How often windows may tighten each other; stopping early proves less, never something wrong."""
MOST_ROUNDED = 24_000
"""Rows that follow from those of the resources, times activities."""
MOST_POINTS = 12_000
"""Points in time for which rows that follow are asked, times activities."""
_TINY = 1e-12
"""Demands of more than fifteen digits are rounded; by no more than this share."""


@dataclass(frozen=True)
class Refuter:
    """An instance with its pairs of activities that can never overlap, ready for any number of questions.

    Immediate selection of pairs (Carlier and Pinson 1989), then energetic reasoning (Erschler and Lopez 1990) in the
    windows that are left; asked of ever longer projects it gives the destructive bound (Klein and Scholl 1999).
    ``rounded`` and ``tops``: demands and capacities that follow from those of the resources.
    """

    packed: Packed
    head: Any
    tail: Any
    duration: Any
    demand: Any
    capacity: Any
    rounded: Any
    tops: Any
    apart: Any

    def refutes(self, periods: int) -> bool:
        """Whether no schedule ends within so many periods; False says nothing."""
        windows = self._windows(periods)
        return windows is None or self._too_much(*windows)

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

    def _too_much(self, early: Any, late: Any) -> bool:
        """Resources are asked of all stretches of time that can matter, what follows from them of the main ones."""
        length = self.duration
        begins = np.unique(np.concatenate([early, late - length]))
        ends = np.unique(np.concatenate([late, early + length]))
        return self._overfull(early, late, begins, ends, self.demand, self.capacity) or self._overfull(
            early, late, self._some(early), self._some(late), self.rounded, self.tops
        )

    def _some(self, points: Any) -> Any:
        """At most so many points in time, evenly chosen; of a large project fewer."""
        points, most = np.unique(points), max(16, MOST_POINTS // self.packed.n)
        return points if len(points) <= most else points[np.linspace(0, len(points) - 1, most).astype(int)]

    def _overfull(self, early: Any, late: Any, begins: Any, ends: Any, demand: Any, capacity: Any) -> bool:
        """Whether some stretch of time must hold more work than there is room for in it."""
        length = self.duration
        for begin in begins:
            stop = ends[ends > begin]
            span = stop - begin
            least = np.minimum(length, np.maximum(0, early + length - begin))[:, None]
            least = np.minimum(least, np.maximum(0, stop[None, :] - (late - length)[:, None]))
            work = demand @ np.minimum(least, span[None, :]).astype(np.float64)
            if (work > capacity[:, None] * span[None, :] * (1 + _TINY) + 0.5).any():
                return True
        return False


def refuter(
    packed: Packed, head: list[int], tail: list[int], apart: list[int], groups: Sequence[Sequence[int]] = ()
) -> Refuter:
    """``apart``: per activity, as bits, those that can never run at the same time as it; ``groups`` of such."""
    n = packed.n
    busy = np.array([duration > 0 for duration in packed.duration], bool)
    pairs = np.array([[bits >> j & 1 for j in range(n)] for bits in apart], bool).reshape(n, n)
    acts, capacities = packed.instance.activities, packed.instance.capacities
    plain = [(tuple(acts[at].demand[k] for at in packed.order), there) for k, there in enumerate(capacities)]
    most = MOST_ROUNDED // max(1, n)
    share = most // 2 // max(1, len(plain))
    more = [row for demand, there in plain for row in rounded(demand, there)[1 : 1 + share]]
    more += [(tuple(int(j in group) for j in range(n)), 1) for group in map(set, groups[: most - len(more)])]
    return Refuter(
        packed,
        np.array(head, np.int64),
        np.array(tail, np.int64),
        np.array(packed.duration, np.int64),
        *_as_rows(plain, n),
        *_as_rows(more, n),
        pairs & busy[:, None] & busy[None, :],
    )


def _as_rows(rows: Sequence[Rounded], n: int) -> tuple[Any, Any]:
    """Demands, a row per resource, and the capacities."""
    demands = np.array([demand for demand, _ in rows], np.float64).reshape(len(rows), n)
    return demands, np.array([top for _, top in rows], np.float64)
