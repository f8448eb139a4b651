"""Is the compiled kernel here, and is this run worth it? Both kernels give the same numbers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, cast

from golive.engines.schedule.dates.engine import WORTH_COMPILING
from golive.engines.schedule.simulation import layout
from golive.engines.schedule.simulation.program import I64, Luck, Program

WORTH_IT, WORTH_IT_LOADED = 4_000_000, 20_000
"""Task-iterations from which the compiled kernel is used: below, numpy is done before it is loaded, or else called."""

Run = Callable[[Program, Luck, int, int, int, I64, I64], bool]
_KERNEL = "golive.engines.schedule.simulation.kernel_fast"
_LAYOUT = "golive.engines.schedule.simulation.layout_fast"


def installed() -> bool:
    """Whether the extra ``golive[fast]`` is installed."""
    return find_spec("numba") is not None


def fast_kernel(work: int, wanted: bool | None) -> Run | None:
    """The compiled kernel for a run of so many task-iterations; None where numpy does it.

    ``wanted``: True for the compiled one at any size, False for numpy, None for what is quicker. It is compiled once
    per installation and then kept on disk.
    """
    least = WORTH_IT_LOADED if _KERNEL in sys.modules else WORTH_IT
    if wanted is False or not installed() or (wanted is None and work < least):
        return None
    module = import_module(_KERNEL)

    def run(program: Program, lot: Luck, begin: int, count: int, block: int, finishes: I64, critical: I64) -> bool:
        return bool(module.run(*program, lot, begin, count, block, finishes, critical))

    return run


def fast_ranks(work: int, wanted: bool | None) -> Callable[[Any, Any, I64], None] | None:
    """The compiled sums for rank correlations, by the same rule."""
    if fast_kernel(work, wanted) is None:
        return None
    return cast("Callable[[Any, Any, I64], None]", import_module(_KERNEL).ranked)


def fast_strikes(work: int, wanted: bool | None) -> Callable[[Any, int, Any, Any], None] | None:
    """The compiled impacts of risks, by the same rule."""
    if fast_kernel(work, wanted) is None:
        return None
    return cast("Callable[[Any, int, Any, Any], None]", import_module(_KERNEL).struck)


def laid_out(verb: str, wanted: bool | None, tasks: int, *columns: Any) -> int:
    """Let a function of `layout` fill columns of a plan of so many tasks: compiled where that is worth it."""
    least = 0 if sys.modules.keys() & {_KERNEL, _LAYOUT} else WORTH_COMPILING
    if wanted is not False and installed() and tasks >= least:
        return int(getattr(import_module(_LAYOUT), verb)(*columns) or 0)
    lists = [column.tolist() for column in columns]
    found = getattr(layout, verb)(*lists)
    for column, numbers in zip(columns, lists, strict=True):
        column[:] = numbers
    return int(found or 0)
