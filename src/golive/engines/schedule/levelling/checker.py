"""Does a schedule keep every precedence and every capacity? Counted period by period, apart from what made it."""

from __future__ import annotations

from collections.abc import Mapping

from golive.engines.schedule.levelling.instance import Instance


def violations(instance: Instance, starts: Mapping[int, int]) -> list[str]:
    """Every broken precedence and every period with too little capacity; ``starts`` by activity key.

    >>> from golive.engines.schedule.levelling.instance import Activity
    >>> two = Instance("two", (Activity(1, 3, (1,)), Activity(2, 2, (1,))), (), (1,))
    >>> violations(two, {1: 0, 2: 2})
    ['Resource 1 is used 2 times in period 2, but only 1 is there.']
    """
    acts = instance.activities
    missing = [f"Activity {a.key} has no start." for a in acts if a.key not in starts]
    if missing:
        return missing
    found = [f"Activity {a.key} starts before 0, at {starts[a.key]}." for a in acts if starts[a.key] < 0]
    for i, j, gap in instance.offsets:
        first, then = starts[acts[i].key], starts[acts[j].key]
        if then < first + gap:
            found.append(f"Activity {acts[j].key} starts at {then}, but {acts[i].key} permits {first + gap}.")
    for number, there in enumerate(instance.capacities):
        used: dict[int, int] = {}
        for a in acts:
            for period in range(starts[a.key], starts[a.key] + a.duration):
                used[period] = used.get(period, 0) + a.demand[number]
        found += [
            f"Resource {number + 1} is used {load} times in period {period}, but only {there} is there."
            for period, load in sorted(used.items())
            if load > there
        ]
    return found


def makespan(instance: Instance, starts: Mapping[int, int]) -> int:
    """The end of the last activity."""
    return max((starts[a.key] + a.duration for a in instance.activities), default=0)
