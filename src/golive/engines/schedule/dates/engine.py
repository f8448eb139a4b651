"""Which machine does the arithmetic: compiled by numba where it is installed and the plan is large, or plain Python?"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from golive.engines.schedule.dates.backward_pass import backward
from golive.engines.schedule.dates.columns import Ints
from golive.engines.schedule.dates.float_pass import floats
from golive.engines.schedule.dates.forward_pass import forward
from golive.engines.schedule.dates.order import grouped, topological
from golive.engines.schedule.dates.work import Numbers

WORTH_COMPILING = 1500
"""Tasks from which the compiled kernels repay being loaded (about half a second, once)."""

WORTH_LOADING = 40_000
"""Tasks from which sorting alone repays that."""


@dataclass(frozen=True)
class Engine:
    """The kernels, as plain Python on lists or compiled on arrays."""

    compiled: bool
    forward: Callable[..., int]
    backward: Callable[..., None]
    floats: Callable[..., None]
    _grouped: Callable[..., None]
    _topological: Callable[..., int]

    def room(self, size: int, value: int | None = None) -> Any:
        """A column to write into; without a value it may hold anything before it is written."""
        if not self.compiled:
            return [value or 0] * size
        return np.empty(size, dtype=np.int64) if value is None else np.full(size, value, dtype=np.int64)

    def column(self, numbers: Numbers | Ints) -> Any:
        """A column to read from: an array for compiled kernels, a list otherwise."""
        return np.asarray(numbers, dtype=np.int64) if self.compiled else np.asarray(numbers).tolist()

    def grouped(self, size: int, keys: Ints) -> tuple[Ints, Ints]:
        """Where the rows of each key begin, and the rows in the order of their keys."""
        if not self.compiled:
            first = np.concatenate(([0], np.cumsum(np.bincount(keys, minlength=size))))
            return first, np.argsort(keys, kind="stable")
        first, places = self.room(size + 1, 0), self.room(len(keys))
        self._grouped(keys, first, places)
        return first, places

    def topological(self, size: int, preds: Ints, succs: Ints) -> Ints:
        """Rows in an order in which every predecessor comes first; shorter where some wait in a circle."""
        first, places = self.grouped(size, preds)
        order, column = self.room(size), self.column
        last = self._topological(column(first), column(places), column(succs), self.room(size, 0), order)
        return np.asarray(order[:last], dtype=np.int64)


PLAIN = Engine(False, forward, backward, floats, grouped, topological)


@cache
def compiled() -> Engine | None:
    """The compiled kernels; None where numba is not installed."""
    if find_spec("numba") is None:
        return None
    found: Engine = import_module("golive.engines.schedule.dates.compiled").COMPILED
    return found


def engine_for(tasks: int) -> Engine:
    """The engine for a plan of this size."""
    return (compiled() if tasks >= WORTH_COMPILING else None) or PLAIN


def sorter_for(tasks: int) -> Engine:
    """The engine for sorting tasks and links alone, for which the compiled kernels are not loaded before they must."""
    return engine_for(tasks) if "numba" in sys.modules or tasks > WORTH_LOADING else PLAIN
