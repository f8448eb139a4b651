"""In which order does every predecessor come first? Plain Python that compiles under numba."""

from __future__ import annotations

from golive.engines.schedule.dates.work import Numbers, Written


def grouped(keys: Numbers, first: Written, places: Written) -> None:
    """Links by one of their ends: those of task ``v`` are ``places[first[v]]`` up to ``places[first[v + 1]]``.

    ``first`` has one number more than there are tasks and begins as zeros; the order within a task stays.
    """
    for key in keys:
        first[key + 1] += 1
    for v in range(len(first) - 1):
        first[v + 1] += first[v]
    for i in range(len(keys)):
        key = keys[i]
        places[first[key]] = i
        first[key] += 1
    for v in range(len(first) - 1, 0, -1):
        first[v] = first[v - 1]
    first[0] = 0


def topological(first: Numbers, places: Numbers, succ: Numbers, waiting: Written, order: Written) -> int:
    """Fill ``order``; how many tasks came out (fewer than there are where some wait in a circle).

    ``waiting`` begins as zeros.
    """
    for v in succ:
        waiting[v] += 1
    size, last = len(waiting), 0
    for v in range(size):
        if waiting[v] == 0:
            order[last] = v
            last += 1
    at = 0
    while at < last:
        u = order[at]
        at += 1
        for i in range(first[u], first[u + 1]):
            v = succ[places[i]]
            waiting[v] -= 1
            if waiting[v] == 0:
                order[last] = v
                last += 1
    return last
