"""What does the simulation cost, against the time that numpy takes to draw as many uniform numbers?"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from benchmarks.schedule.measured import alone
from benchmarks.schedule.programmes import drivers, programme
from golive.engines import schedule as engine
from golive.engines.schedule.calibration import calibrate
from golive.engines.schedule.calibration.tests.worlds import world
from golive.engines.schedule.simulation.fast import installed

SIZES = ((1_000, 10_000), (10_000, 2_500), (10_000, 10_000))
"""Tasks and iterations: the last two show whether the cost is linear in the iterations."""
MEMORY = (
    "import sys\nfrom benchmarks.schedule.programmes import drivers, programme\n"
    "from golive.engines.schedule import schedule, simulate\n"
    "def run(tasks, iterations):\n"
    "    plan = programme(tasks)\n    base, risks = schedule(plan), drivers(plan)\n"
    "    before = next(int(line.split()[1]) / 1024 for line in open('/proc/self/status') if line.startswith('VmRSS'))\n"
    "    simulate(base, risks=risks, iterations=iterations, tornado=False, fast=True)\n    return before\n"
    "run(300, 64)\nfound = {'before': run(int(sys.argv[1]), int(sys.argv[2]))}"
)
"""The kernel is there before the plan is made; what the process holds then and at its peak is compared."""


def sections() -> list[tuple[str, Callable[..., Iterator[str]]]]:
    """Titles, and what measures when it is asked for lines."""
    return [
        ("full-featured (PERT, three calendars, 50 risks, sensitivity), all in CPU time", _speed),
        ("what-if at 10,000 tasks", _what_if),
        ("calibration on generated worlds with systemic risk", _coverage),
    ]


def spent(work: Callable[[], Any]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def drawing(number: int) -> float:
    """Seconds that SFC64 takes for so many 32-bit uniforms, a million at a time."""
    dice, out = np.random.Generator(np.random.SFC64(1)), np.empty(1_000_000, np.float32)
    return spent(lambda: [dice.random(dtype=np.float32, out=out) for _ in range(max(1, number // len(out)))])


def _speed(quick: bool = False) -> Iterator[str]:
    if not installed():
        yield "golive[fast] is not installed: numpy only"
    for tasks, iterations in SIZES[:1] if quick else SIZES:
        plan = programme(tasks)
        base, risks = engine.schedule(plan), drivers(plan)
        engine.simulate(base, risks=risks, iterations=512, tornado=False, threads=1)
        ratios, runs = [], []
        for _ in range(3):
            run = spent(lambda: engine.simulate(base, risks=risks, iterations=iterations, tornado=False, threads=1))  # noqa: B023
            ratios.append(run / drawing(tasks * iterations))
            runs.append(run)
        found = alone(MEMORY, str(tasks), str(iterations))
        rate = tasks * iterations / min(runs) / 1e6
        yield (
            f"{tasks:>6} tasks x {iterations:>6}: {min(runs):6.2f} s, {rate:5.0f} M task-iterations/s, "
            f"{sorted(ratios)[1]:.2f} x the draw, peak {found['mb'] - found['before']:.0f} MB above the plan (64)"
        )


def _what_if(quick: bool = False) -> Iterator[str]:
    plan = programme(1_000 if quick else 10_000)
    patch = {"insert": [{"name": "One more step", "duration_days": 8, "before": 500}]}
    after = engine.change(plan, patch)
    for both, name in ((False, "dates"), (True, "dates and the difference of P80")):
        engine.compare(plan, after, simulate_both=both)
        runs = []
        for days in (7, 8, 9):  # the same plan met by another change each time, as in a conversation
            after = engine.change(plan, {"insert": [{"name": "One more", "duration_days": days, "before": 500}]})
            runs.append(spent(lambda: engine.compare(plan, after, simulate_both=both)))  # noqa: B023
        target = 100 if both else 20
        yield f"{name}: {sorted(runs)[1] * 1000:.0f} ms of CPU (target {target})"


def _coverage(quick: bool = False) -> Iterator[str]:
    for median, sigma in ((1.0, 0.3), (1.25, 0.2), (0.95, 0.45))[: 1 if quick else 3]:
        found = calibrate(world(60, median=median, sigma=sigma, seed=7), iterations=512)
        for one in (found.naive, found.shipped, found.calibrated):
            yield (
                f"median {median}, sigma {sigma}, {one.name:>10}: P80 met by {one.p80.share:.0%}, "
                f"interval score {one.interval_score:.3f}, CRPS {one.crps:.4f}"
            )


if __name__ == "__main__":
    for title, lines in sections():
        print(title)
        for line in lines():
            print(f"  {line}")
