"""Which answers stand until something is recorded?"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

from golive.foundation.audit.queries import head
from golive.foundation.implementations.models import Implementation

R = TypeVar("R")
KEPT = 64

_kept: list[Any] = []


def until_recorded(query: Callable[[Implementation], R]) -> Callable[[Implementation], R]:
    """A query that is asked anew only after something was recorded anywhere, or an hour has passed.

    Every action is recorded, so nothing that an action changed is overlooked. Nobody may change what it returns.
    """

    @lru_cache(maxsize=KEPT)
    def answer(pk: int, end_of_log: str, hour: str) -> R:
        return query(Implementation.objects.get(pk=pk))

    @wraps(query)
    def asked(implementation: Implementation) -> R:
        return answer(implementation.pk, head(), f"{implementation.now():%Y-%m-%d %H}")

    _kept.append(answer)
    return asked


def forget() -> None:
    """What a restart does: no answer is at hand."""
    for answer in _kept:
        answer.cache_clear()
