"""May many records be made at once without looking for garbage among them again and again?"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collections() -> Iterator[None]:
    """Make many lasting records: the search for circles among them is put off until they are there.

    >>> with without_collections():
    ...     rows = [[number] for number in range(3)]
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
