"""How are instances made that are as hard as the published ones? By complexity, resource factor and strength."""

from __future__ import annotations

from random import Random

from golive.engines.schedule.levelling.bounds import heads
from golive.engines.schedule.levelling.instance import Activity, Instance, Precedence
from golive.engines.schedule.levelling.packed import pack

_NEAR = 10
"""A first predecessor is at most so many numbers away: it gives paths as long as in the published sets."""


def generate(
    size: int,
    *,
    complexity: float = 1.8,
    factor: float = 0.75,
    strength: float = 0.2,
    resources: int = 4,
    seed: int = 1,
) -> Instance:
    """A random instance by the parameters of PSPLIB (Kolisch, Sprecher and Drexl 1995); the same seed, the same one.

    Parameters
    ----------
    size : activities, without source and sink.
    complexity : precedences per activity that no other implies.
    factor : share of the resources that an activity uses.
    strength : 0 just enough capacity for the greediest activity, 1 enough for the peak of the earliest-start schedule.

    >>> generate(30, seed=3).size
    30
    """
    dice = Random(f"{size} {complexity} {factor} {strength} {resources} {seed}")
    arcs = _arcs(size, complexity, dice)
    duration = [0, *(dice.randint(1, 10) for _ in range(size)), 0]
    demand = [[0] * resources, *(_demand(resources, factor, dice) for _ in range(size)), [0] * resources]
    waits = tuple(Precedence(i, j) for i, j in sorted(arcs))
    loose = _instance("loose", duration, demand, waits, [sum(column) for column in zip(*demand, strict=True)])
    peak, most = _peak(loose), [max(column) for column in zip(*demand, strict=True)]
    capacity = [low + round(strength * (high - low)) for low, high in zip(most, peak, strict=True)]
    name = f"g{size}_c{complexity:g}_f{factor:g}_s{strength:g}_{seed}"
    return _instance(name, duration, demand, waits, capacity)


def _instance(
    name: str, duration: list[int], demand: list[list[int]], waits: tuple[Precedence, ...], capacity: list[int]
) -> Instance:
    rows = zip(duration, demand, strict=True)
    activities = tuple(Activity(number, d, tuple(need)) for number, (d, need) in enumerate(rows, 1))
    return Instance(name, activities, waits, tuple(capacity))


def _demand(resources: int, factor: float, dice: Random) -> list[int]:
    wanted = min(resources, max(1, int(factor * resources) + (dice.random() < factor * resources % 1)))
    used = set(dice.sample(range(resources), wanted))
    return [dice.randint(1, 10) if number in used else 0 for number in range(resources)]


def _arcs(size: int, complexity: float, dice: Random) -> set[tuple[int, int]]:
    """Source 0, sink size + 1; every activity on a path, at most three ways in and out, no arc that others imply."""
    arcs: set[tuple[int, int]] = set()
    outs, ins = [0] * (size + 2), [0] * (size + 2)
    starters = min(3, size)
    for j in range(1, starters + 1):
        arcs.add((0, j))
    for j in range(starters + 1, size + 1):
        i = dice.choice([i for i in range(max(1, j - _NEAR), j) if outs[i] < 3] or [j - 1])
        _join(arcs, outs, ins, i, j)
    wanted, tries = round(complexity * (size + 2)) - starters, 0
    loose = sum(not outs[j] for j in range(1, size + 1))
    while len(arcs) + loose < wanted + starters and tries < 200 * (size - starters):
        tries += 1
        i = dice.randint(1, size - 1)
        j = dice.randint(i + 1, min(size, i + 3 * _NEAR))
        if j <= starters or outs[i] >= 3 or ins[j] >= 3:
            continue
        reach = _reach(size, arcs)
        if reach[i] >> j & 1 or _implies(arcs, reach, i, j):
            continue
        _join(arcs, outs, ins, i, j)
        loose = sum(not outs[k] for k in range(1, size + 1))
    return arcs | {(j, size + 1) for j in range(1, size + 1) if not outs[j]}


def _join(arcs: set[tuple[int, int]], outs: list[int], ins: list[int], i: int, j: int) -> None:
    arcs.add((i, j))
    outs[i] += 1
    ins[j] += 1


def _reach(size: int, arcs: set[tuple[int, int]]) -> list[int]:
    reach = [1 << j for j in range(size + 2)]
    for i, j in sorted(arcs, key=lambda arc: -arc[0]):
        reach[i] |= reach[j]
    return reach


def _implies(arcs: set[tuple[int, int]], reach: list[int], i: int, j: int) -> bool:
    """Whether an arc i → j would make one that is there superfluous."""
    return any(reach[a] >> i & 1 and reach[j] >> b & 1 for a, b in arcs)


def _peak(instance: Instance) -> list[int]:
    """The highest use of every resource in the schedule without limits."""
    packed = pack(instance)
    use: list[dict[int, int]] = [{} for _ in instance.capacities]
    for start, position in zip(heads(packed), packed.order, strict=True):
        activity = instance.activities[position]
        for number, need in enumerate(activity.demand):
            for period in range(start, start + activity.duration):
                use[number][period] = use[number].get(period, 0) + need
    return [max(row.values(), default=0) for row in use]
