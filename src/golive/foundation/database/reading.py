"""Which questions does one page ask the database only once, however many of its parts need the answer?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection

P = ParamSpec("P")
R = TypeVar("R")

_answers: ContextVar[dict[Any, Any] | None] = ContextVar("answers of the page that is being made", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """While a page is read, what `asked_once` marks is asked once. Anything written meanwhile forgets every answer."""
    kept: dict[Any, Any] = {}
    before = _answers.set(kept)

    def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if not sql.startswith("SELECT"):
            kept.clear()
        return execute(sql, *rest)

    try:
        with connection.execute_wrapper(watch):
            yield
    finally:
        _answers.reset(before)


def asked_once(query: Callable[P, R]) -> Callable[P, R]:
    """A query that answers many parts of one page. Outside of `reading` it is asked each time.

    Its arguments must be hashable, and nobody may change what it returns.
    """

    @wraps(query)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        kept = _answers.get()
        if kept is None:
            return query(*args, **kwargs)
        key = (query, args, tuple(sorted(kwargs.items())))
        if key not in kept:
            found = query(*args, **kwargs)
            kept[key] = found
            return found
        answer: R = kept[key]
        return answer

    return asked
