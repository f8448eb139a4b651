"""How many examples does a property try? In CI all that it asks for, in everyday runs 25 at most."""

from __future__ import annotations

import os

EVERYDAY = 25


def examples(wanted: int) -> int:
    """``wanted`` in CI, else at most ``EVERYDAY``."""
    return wanted if os.environ.get("CI") else min(wanted, EVERYDAY)
