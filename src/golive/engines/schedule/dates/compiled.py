"""The kernels, compiled by numba (the extra `fast`). Import it only through `engine.compiled`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import Any

from numba import njit
from numba.extending import overload, register_jitable

from golive.engines.schedule.dates import backward_pass, clock, float_pass, forward_pass, order
from golive.engines.schedule.dates.engine import Engine

_INNER = (
    (clock, ("to_work", "start_at", "finish_at", "counted_on", "landed", "finish_of", "start_of")),
    (forward_pass, ("plainly_permitted", "permitted", "stands", "constrained", "settled", "going_on")),
    (backward_pass, ("taken_off", "demanded", "ended_by_date", "reached", "capped")),
    (float_pass, ("total_float", "room")),
)


@overload(bisect_right)
def _right(values: Any, wanted: Any, low: Any, high: Any) -> Callable[..., int]:
    def search(values: Any, wanted: Any, low: Any, high: Any) -> int:
        while low < high:
            middle = (low + high) >> 1
            if wanted < values[middle]:
                high = middle
            else:
                low = middle + 1
        return int(low)

    return search


@overload(bisect_left)
def _left(values: Any, wanted: Any, low: Any, high: Any) -> Callable[..., int]:
    def search(values: Any, wanted: Any, low: Any, high: Any) -> int:
        while low < high:
            middle = (low + high) >> 1
            if values[middle] < wanted:
                low = middle + 1
            else:
                high = middle
        return int(low)

    return search


for _module, _names in _INNER:
    for _name in _names:
        register_jitable(getattr(_module, _name))

_KERNELS: tuple[Any, ...] = (
    forward_pass.forward,
    backward_pass.backward,
    float_pass.floats,
    order.grouped,
    order.topological,
)
COMPILED = Engine(True, *(njit(cache=True)(kernel) for kernel in _KERNELS))
