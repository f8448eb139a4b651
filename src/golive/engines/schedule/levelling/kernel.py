"""How does a list of activities become a schedule, and how is it improved?

Plain functions over flat rows of whole numbers. Lists run in Python; with the extra ``fast`` the same functions are
compiled and run over arrays, with the same numbers (`compiled`). The demand on all resources is packed into one number
per activity (`packed`), so that one subtraction asks all capacities at once.
"""

from __future__ import annotations

from typing import Any

Row = Any
"""A list of int, or an int64 array."""


def decode(
    n: int,
    duration: Row,
    need: Row,
    guard: int,
    full: int,
    first: Row,
    pred: Row,
    gap: Row,
    order: Row,
    start: Row,
    free: Row,
) -> int:
    """Serial schedule generation (Kelley 1963): each activity as early as waits and capacities permit; the makespan."""
    top, makespan = 0, 0
    for k in range(n):
        j = order[k]
        d, demand, t = duration[j], need[j], 0
        for e in range(first[j], first[j + 1]):
            s = start[pred[e]] + gap[e]
            if s > t:
                t = s
        if demand != 0 and d > 0:
            seen, end = t, t + d
            while True:
                u = (end if end < top else top) - 1
                while u >= seen and ((free[u] - demand) & guard) == guard:
                    u -= 1
                if u < seen:
                    break
                seen, t = end, u + 1
                end = t + d
            while top < t:
                free[top] = full
                top += 1
            for u in range(t, end if end < top else top):
                free[u] -= demand
            while top < end:
                free[top] = full - demand
                top += 1
        start[j] = t
        if t + d > makespan:
            makespan = t + d
    return makespan


def rank(n: int, key: Row, first: Row, pred: Row, count: Row, order: Row) -> None:
    """The activities by key, predecessors always first; ``key`` may be raised on the way."""
    high = 0
    for j in range(n):
        k = key[j]
        for e in range(first[j], first[j + 1]):
            if key[pred[e]] > k:
                k = key[pred[e]]
        key[j] = k
        if k > high:
            high = k
    for k in range(high + 2):
        count[k] = 0
    for j in range(n):
        count[key[j] + 1] += 1
    for k in range(high + 1):
        count[k + 1] += count[k]
    for j in range(n):
        order[count[key[j]]] = j
        count[key[j]] += 1


def justify(
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
    order: Row,
    start: Row,
    free: Row,
    count: Row,
    key: Row,
    back_order: Row,
    back_start: Row,
) -> int:
    """Forward-backward improvement (Li and Willis 1992): all as late as possible, then all as early as possible.

    Activity j is n - 1 - j in the mirrored project. ``order`` and ``start`` end as those of the improved schedule.
    """
    makespan = decode(n, duration, need, guard, full, first, pred, gap, order, start, free)
    for j in range(n):
        key[n - 1 - j] = makespan - start[j] - duration[j]
    rank(n, key, back_first, back_pred, count, back_order)
    late = decode(
        n, back_duration, back_need, guard, full, back_first, back_pred, back_gap, back_order, back_start, free
    )
    lowest = 0
    for j in range(n):
        key[j] = late - back_start[n - 1 - j] - duration[j]
        if key[j] < lowest:
            lowest = key[j]
    for j in range(n):
        key[j] -= lowest
    rank(n, key, first, pred, count, order)
    makespan = decode(n, duration, need, guard, full, first, pred, gap, order, start, free)
    for j in range(n):
        key[j] = start[j]
    rank(n, key, first, pred, count, order)
    return makespan
