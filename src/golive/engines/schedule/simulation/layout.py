"""In which order do few results wait at a time, and where is each kept? Plain Python that compiles under numba."""

from __future__ import annotations

from typing import Any


def soon_after(waiting: Any, first: Any, succ: Any, ready: Any, order: Any) -> None:
    """Fill ``order`` so that a task follows soon after its last predecessor.

    ``waiting`` begins as the number of links into each task and is used up; ``first`` and ``succ`` are the links out of
    them; ``ready`` is room for as many numbers as there are tasks.
    """
    size, top, done = len(waiting), 0, 0
    for v in range(size - 1, -1, -1):
        if waiting[v] == 0:
            ready[top] = v
            top += 1
    while top:
        top -= 1
        v = ready[top]
        order[done] = v
        done += 1
        for i in range(first[v], first[v + 1]):
            w = succ[i]
            waiting[w] -= 1
            if waiting[w] == 0:
                ready[top] = w
                top += 1


def kept_in(
    order: Any,
    place: Any,
    first: Any,
    pred: Any,
    last: Any,
    starts_too: Any,
    sided: Any,
    free: Any,
    starts: Any,
    finishes: Any,
    sides: Any,
) -> int:
    """Fill the rows in which the dates (and sides) of tasks are kept while somebody waits; how many rows there are.

    Rows are by place in ``order``, all else is by task; ``place`` is where a task stands there. ``last`` is the place
    of the last task that waits for a task, -1 for nobody; it is used up, since a row is free again after that. Columns
    of rows begin as -1 and stay so where nobody waits. ``free`` is room for three numbers a task.
    """
    top, rows = 0, 0
    for k in range(len(order)):
        v = order[k]
        if last[v] >= 0:
            for column in range(3):
                if (column == 1 and not starts_too[v]) or (column == 2 and not sided[v]):
                    continue
                if top == 0:
                    free[0] = rows
                    rows, top = rows + 1, 1
                top -= 1
                if column == 0:
                    finishes[k] = free[top]
                elif column == 1:
                    starts[k] = free[top]
                else:
                    sides[k] = free[top]
        for i in range(first[v], first[v + 1]):
            u = pred[i]
            if last[u] != k:
                continue
            last[u] = -1
            at = place[u]
            free[top] = finishes[at]
            top += 1
            if starts_too[u]:
                free[top] = starts[at]
                top += 1
            if sided[u]:
                free[top] = sides[at]
                top += 1
    return rows
