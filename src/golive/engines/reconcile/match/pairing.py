"""If every column may have one partner only, which pairs go best together?"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from golive.engines.reconcile.match.names import Scores


def best_pairing(scores: Scores) -> npt.NDArray[np.int64]:
    """For each row the column that the best one-to-one pairing gives it, -1 where columns run out.

    The assignment problem by shortest augmenting paths with potentials (Kuhn 1955, Jonker and Volgenant 1987).

    >>> best_pairing(np.array([[0.9, 0.8], [0.8, 0.1]])).tolist()
    [1, 0]
    """
    if scores.shape[0] > scores.shape[1]:
        across = best_pairing(scores.T)
        found = np.full(scores.shape[0], -1, dtype=np.int64)
        found[across] = np.arange(len(across))
        return found
    return _augment(1.0 - scores)


def _augment(cost: Scores) -> npt.NDArray[np.int64]:
    rows, columns = cost.shape
    price, offset = np.zeros(columns + 1), np.zeros(rows)
    owner = np.full(columns + 1, -1, dtype=np.int64)  # the last column is the start of each search
    for row in range(rows):
        owner[columns] = row
        column, nearest = columns, np.full(columns, np.inf)
        came_from, done = np.full(columns, columns, dtype=np.int64), np.zeros(columns + 1, dtype=bool)
        while owner[column] != -1:
            done[column] = True
            holder = owner[column]
            reduced = cost[holder] - offset[holder] - price[:columns]
            closer = ~done[:columns] & (reduced < nearest)
            nearest[closer], came_from[closer] = reduced[closer], column
            open_distance = np.where(done[:columns], np.inf, nearest)
            following = int(open_distance.argmin())
            step = open_distance[following]
            offset[owner[done]] += step
            price[done] -= step
            nearest[~done[:columns]] -= step
            column = following
        while column != columns:
            owner[column] = owner[came_from[column]]
            column = int(came_from[column])
    found = np.full(rows, -1, dtype=np.int64)
    taken = owner[:columns] >= 0
    found[owner[:columns][taken]] = np.flatnonzero(taken)
    return found
