"""Which SQLite library do we run on, and is it a sound one?"""

from __future__ import annotations

import importlib
import sqlite3
import sys

Version = tuple[int, ...]

# SQLite 3.7.0 to 3.51.2 can lose or corrupt commits when two connections write in WAL mode ("WAL-reset bug").
REPAIRED_IN: Version = (3, 51, 3)
REPAIRED_BRANCHES: tuple[Version, ...] = ((3, 50, 7), (3, 44, 6))


def is_sound(version: Version) -> bool:
    """Whether this SQLite version keeps every commit in WAL mode.

    >>> is_sound((3, 53, 4)), is_sound((3, 51, 2)), is_sound((3, 50, 7)), is_sound((3, 40, 1))
    (True, False, True, False)
    """
    return version >= REPAIRED_IN or any(version[:2] == fix[:2] and version >= fix for fix in REPAIRED_BRANCHES)


def use_sound_sqlite() -> Version:
    """Put pysqlite3 in the place of an unsound ``sqlite3``; return the version that the process now uses.

    The whole process must share one library: two SQLite libraries that open the same file drop each
    other's locks when one of them closes it.
    """
    if not is_sound(sqlite3.sqlite_version_info):
        try:
            newer = importlib.import_module("pysqlite3")
        except ImportError:
            return current()
        if newer.sqlite_version_info > sqlite3.sqlite_version_info:
            sys.modules["sqlite3"] = newer
            sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")
    return current()


def current() -> Version:
    """The version of the SQLite that `import sqlite3` gives from now on."""
    version: Version = importlib.import_module("sqlite3").sqlite_version_info
    return version
