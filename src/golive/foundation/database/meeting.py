"""Did two writers only meet at a bad moment, so that trying again is the cure?"""

from __future__ import annotations

from django.db import OperationalError

DEADLOCK = "40P01"  # PostgreSQL's code: it ended one of two transactions that waited for each other
BUSY = ("database is locked", "database has been busy")  # SQLite's words past its time limit, and those of our queue


def is_deadlock(error: BaseException) -> bool:
    """Whether PostgreSQL rolled this transaction back so that the other one could go on."""
    return isinstance(error, OperationalError) and getattr(error.__cause__, "sqlstate", None) == DEADLOCK


def is_busy(error: BaseException) -> bool:
    """Whether nothing is broken: others wrote for too long, and nothing of this was stored."""
    return is_deadlock(error) or (isinstance(error, OperationalError) and any(said in str(error) for said in BUSY))
