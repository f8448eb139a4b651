"""Is the extra ``fast`` there to compile the search, and does it then hold the same numbers?"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import FunctionType
from typing import Any

import numpy as np

from golive.engines.schedule.kernel_cache import forget_stale
from golive.engines.schedule.levelling import evolution, kernel, offspring

_PARTS = (
    kernel.decode,
    kernel.rank,
    kernel.justify,
    offspring.below,
    offspring.sample,
    offspring.two_points,
    offspring.best_window,
    offspring.mutate,
    evolution.evolve,
)
"""Every function that the search calls, the called before the callers."""


def available() -> bool:
    """Whether numba (extra ``fast``) is installed."""
    return find_spec("numba") is not None


@cache
def evolve(fast: bool) -> Callable[..., int]:
    """The search: as it stands, or compiled; the same seed gives the same numbers either way."""
    if not fast:
        return evolution.evolve
    numba = import_module("numba")
    inside: dict[str, Any] = {"__builtins__": __builtins__, "__name__": evolution.__name__, "Any": Any}
    for plain in _PARTS:
        assert isinstance(plain, FunctionType)
        copy = FunctionType(plain.__code__, inside, plain.__name__, plain.__defaults__)
        copy.__module__ = plain.__module__
        inside[plain.__name__] = numba.njit(copy, cache=True, nogil=True)
    forget_stale((inside[plain.__name__] for plain in _PARTS), (kernel, offspring, evolution, sys.modules[__name__]))
    found: Callable[..., int] = inside["evolve"]
    return found


def row(values: Sequence[int], fast: bool) -> Any:
    """A row as the search wants it: an array where it is compiled, a list otherwise."""
    return np.array(values, np.int64) if fast else list(values)
