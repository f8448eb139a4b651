"""How far are levelled schedules from the proven bound, on generated instances of 30, 60 and 120 activities?

`python -m benchmarks.schedule.levelling [SECONDS] [INSTANCES]`; every row is one engine on the
same instances, in one run.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from statistics import mean
from time import process_time

from golive.engines.schedule.levelling import cp_sat
from golive.engines.schedule.levelling.checker import violations
from golive.engines.schedule.levelling.generate import generate
from golive.engines.schedule.levelling.instance import Instance
from golive.engines.schedule.levelling.level import Levelled, level

SIZES = (30, 60, 120)
SHAPES = (  # complexity, resource factor, strength: from easy to hard, as in the published sets
    (1.5, 0.25, 0.2),
    (1.8, 0.5, 0.5),
    (1.8, 0.75, 0.2),
    (2.1, 1.0, 0.2),
    (1.5, 0.5, 0.3),
    (2.1, 0.75, 0.7),
)


@dataclass(frozen=True)
class Run:
    """One instance, levelled by one serial schedule, by the search, by CP-SAT, and by both."""

    instance: Instance
    found: dict[str, Levelled]
    cpu: dict[str, float]

    @property
    def bound(self) -> int:
        return max(one.bound for one in self.found.values())

    def gap(self, name: str) -> float:
        return 100 * (self.found[name].makespan / self.bound - 1)

    def above_best(self, name: str) -> float:
        return 100 * (self.found[name].makespan / min(one.makespan for one in self.found.values()) - 1)


def run(instance: Instance, seconds: float) -> Run:
    ways: dict[str, dict[str, object]] = {
        "one list, improved": {"schedules": 3, "seconds": None, "engine": "search"},
        "search": {"seconds": seconds, "engine": "search"},
    }
    if cp_sat.available():
        ways |= {"CP-SAT": {"seconds": seconds, "engine": "cp-sat"}, "search, then CP-SAT": {"seconds": seconds}}
    found, cpu = {}, {}
    for name, how in ways.items():
        begun = process_time()
        found[name] = level(instance, **how)  # type: ignore[arg-type]
        cpu[name] = process_time() - begun
        assert violations(instance, found[name].starts) == []
    return Run(instance, found, cpu)


def sections(seconds: float = 10, instances: int = len(SHAPES)) -> list[tuple[str, Callable[..., list[str]]]]:
    """Title and what gives the lines, one section per size."""
    return [
        (f"{size} activities, {instances} instances, {seconds:g} s each", partial(_section, size, seconds, instances))
        for size in SIZES
    ]


def _section(size: int, seconds: float, instances: int, quick: bool = False) -> list[str]:
    shapes = [SHAPES[n % len(SHAPES)] for n in range(2 if quick else instances)]
    made = [generate(size, complexity=c, factor=f, strength=s, seed=n) for n, (c, f, s) in enumerate(shapes)]
    return _lines([run(instance, 1 if quick else seconds) for instance in made])


def _lines(runs: list[Run]) -> list[str]:
    lines = [f"{'':22}{'gap to bound':>14}{'above best':>12}{'proven':>8}{'CPU s':>8}"]
    for name in runs[0].found:
        gap, above = mean(one.gap(name) for one in runs), mean(one.above_best(name) for one in runs)
        proven = sum(one.found[name].makespan == one.bound for one in runs)
        cpu = mean(one.cpu[name] for one in runs)
        lines.append(f"{name:22}{gap:>12.2f} %{above:>10.2f} %{proven:>5}/{len(runs)}{cpu:>8.2f}")
    return lines


def main(words: list[str]) -> None:
    seconds, instances = float(words[0]) if words else 10.0, int(words[1]) if words[1:] else len(SHAPES)
    for title, lines in sections(seconds, instances):
        print(title, *lines(), sep="\n", end="\n\n", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
