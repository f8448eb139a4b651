"""How does the target fare in every iteration? The run of a simulation, in portions and threads."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from os import cpu_count

import numpy as np

from golive.engines.schedule.dates.schedule import Schedule
from golive.engines.schedule.findings import PlanError, error
from golive.engines.schedule.simulation import kernel
from golive.engines.schedule.simulation.fast import fast_kernel, fast_strikes
from golive.engines.schedule.simulation.luck import Strikes, luck
from golive.engines.schedule.simulation.program import GROUP, I64, Luck, Program
from golive.engines.schedule.simulation.program_of import Compiled, Drawn, compiled
from golive.engines.schedule.simulation.uncertainty import Systemic
from golive.plain.working_time import TICKS_PER_DAY

FAST_BLOCK, LEAST_BLOCK = 1024, 128
"""Worlds at a time in the compiled kernel: fewer cost more hands than work, more leave the cache."""
PORTION = 2048
STEP = 32
"""Blocks are multiples of this: what a processor works on at once."""
_MEMORY, _FAST_MEMORY = 24_000_000, 8_000_000
"""Bytes for the worlds that run at a time, of each thread."""
_MOST_THREADS = 8
_CENTURY = 100 * 366 * TICKS_PER_DAY

Run = Callable[[Program, Luck, int, int, int, I64, I64], bool]


@dataclass
class Model:
    """All that the iterations of one simulation share."""

    base: Schedule
    drawn: Drawn
    struck: Strikes
    systemic: Systemic | None
    phases: int
    seed: int
    target: int | None
    block: int | None = None
    threads: int | None = None
    fast: bool | None = None
    stretch: float = 3.0

    @cached_property
    def program(self) -> Compiled:
        base = self.base
        span = base.passes.finish - base.plan.start.toordinal() * TICKS_PER_DAY
        ahead = min(int(max(span, 0) * self.stretch) + 366 * TICKS_PER_DAY, _CENTURY)
        return compiled(base, self.drawn, base.passes.finish + ahead, self.target, self.struck, self.fast)

    def further(self) -> None:
        """Look further ahead; PlanError where a century is not enough."""
        if self.stretch > 1e4:
            text = "In some iteration work reaches more than a century past the plan."
            raise PlanError([error("simulate.century", text, "Look for a wrong duration, factor or risk.")])
        self.stretch *= 4
        del self.program


@dataclass(frozen=True)
class Outcome:
    """The target's finish in every iteration, in order, as instants; how often each position drove it, if traced."""

    finishes: I64
    critical: I64


def outcome_of(model: Model, first: int, count: int, *, trace: bool, without: str | None = None) -> Outcome:
    """Run iterations first … first + count - 1; ``without`` names a risk that is left out."""
    while (found := _tried(model, first, count, trace, without)) is None:
        model.further()
    return found


def _tried(model: Model, first: int, count: int, trace: bool, without: str | None) -> Outcome | None:
    if not model.base.net.tasks:
        return Outcome(np.full(count, model.base.passes.finish, dtype=np.int64), np.zeros(0, np.int64))
    program, order = model.program
    size = len(order)
    run, block = _kernel(model, program, count)
    strike = fast_strikes(size * count, model.fast)
    portion = max(block, PORTION // block * block)
    begins = range(first // GROUP * GROUP, first + count, portion)
    finishes = np.empty(len(begins) * portion, dtype=np.int64)

    def one(begin: int) -> tuple[bool, I64]:
        number = min(portion, first + count - begin)
        at_a_time = _evenly(number, block)
        padded = -(-number // at_a_time) * at_a_time
        critical = np.zeros(size if trace else 0, dtype=np.int64)
        lot = luck(model.struck, model.systemic, model.phases, model.seed, begin, padded, without, strike)
        here = finishes[begin - begins.start :][:number]
        return run(program, lot, begin, number, at_a_time, here, critical), critical

    threads = min(model.threads or min(cpu_count() or 1, _MOST_THREADS), len(begins))
    if threads > 1:
        with ThreadPoolExecutor(threads) as pool:
            done = list(pool.map(one, begins))
    else:
        done = [one(begin) for begin in begins]
    if not all(inside for inside, _ in done):
        return None
    by_position = np.zeros(size, dtype=np.int64)
    if trace:
        by_position[order] = np.sum([critical for _, critical in done], axis=0)
    return Outcome(finishes[first - begins.start :][:count].copy(), by_position)


def _evenly(number: int, block: int) -> int:
    """The worlds at a time, at most a block, that fill the last block of so many best."""
    blocks = -(-number // block)
    return min(block, -(-number // (blocks * STEP)) * STEP)


def _kernel(model: Model, program: Program, count: int) -> tuple[Run, int]:
    """The kernel and how many worlds it runs at a time: a multiple of four."""
    wanted = None if model.block is None else -(-model.block // GROUP) * GROUP
    if (fast := fast_kernel(len(program.tasks.kind) * count, model.fast)) is not None:
        per_world = 4 * (program.rules.rows + 4) + 2 * program.rules.driver_rows
        fits = max(LEAST_BLOCK, min(FAST_BLOCK, _FAST_MEMORY // per_world // STEP * STEP))
        return fast, wanted or min(fits, -(-count // 64) * 64)
    per_world = 8 * (program.rules.rows + 4) + 2 * program.rules.driver_rows
    fits = max(64, min(PORTION, _MEMORY // per_world // 64 * 64))
    return kernel.run, wanted or fits
