"""Is there something to do? A bell for the workers of this process; those of others look every second."""

import threading

_RUNG = threading.Event()


def ring() -> None:
    _RUNG.set()


def wait(seconds: float) -> None:
    """Wait until the bell rings, at most so long."""
    _RUNG.wait(seconds)
    _RUNG.clear()
