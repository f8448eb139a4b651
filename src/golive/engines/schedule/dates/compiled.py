"""The kernels, compiled by numba (the extra `fast`). Import it only through `engine.compiled`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from numba import njit
from numba.extending import overload, register_jitable

from golive.engines.schedule.dates import backward_pass, clock, clock_index, float_pass, forward_pass, order, work
from golive.engines.schedule.dates.engine import Engine
from golive.engines.schedule.kernel_cache import forget_stale

_INNER = (
    (clock_index, ("last_by", "begun_by", "worked_by", "worked_before")),
    (clock, ("to_work", "start_at", "finish_at", "counted_on", "landed", "finish_of", "start_of")),
    (forward_pass, ("plainly_permitted", "permitted", "typed_side", "own_side", "linked_side", "constrained")),
    (forward_pass, ("settled", "going_on")),
    (backward_pass, ("taken_off", "demanded", "ended_by_date", "reached", "capped")),
    (float_pass, ("total_float", "room")),
)


@overload(clock.begun_by, strict=False)
def _begun_by(clock: Any, a: Any, instant: Any) -> Callable[..., int]:
    return clock_index.begun_by


@overload(clock.worked_by, strict=False)
def _worked_by(clock: Any, a: Any, work: Any) -> Callable[..., int]:
    return clock_index.worked_by


@overload(clock.worked_before, strict=False)
def _worked_before(clock: Any, a: Any, work: Any) -> Callable[..., int]:
    return clock_index.worked_before


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
_MADE: tuple[Any, ...] = tuple(njit(cache=True)(kernel) for kernel in _KERNELS)
forget_stale(_MADE, (backward_pass, clock, clock_index, float_pass, forward_pass, order, work, sys.modules[__name__]))
COMPILED = Engine(True, *_MADE)
