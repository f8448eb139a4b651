"""Does this file still hold wages in clear text, as golive kept them before it sealed them?"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any


def take_over(path: Path, kinds: Sequence[str]) -> Iterator[tuple[str, str, list[tuple[Any, ...]]]]:
    """Kind, source and rows of every plain table; each is wiped from the file after it was taken."""
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path)) as file:
            asked = "SELECT name FROM sqlite_master WHERE type = 'table'"
            plain = [kind for kind in kinds if (kind,) in file.execute(asked).fetchall()]
            held = [(kind, file.execute(f"SELECT * FROM {kind}").fetchall()) for kind in plain]
    except sqlite3.DatabaseError:
        return  # what it is instead is said when it is opened
    for kind, rows in held:
        for source in dict.fromkeys(row[-1] for row in rows):
            yield kind, source, [row[:-1] for row in rows if row[-1] == source]
    if plain:
        _wipe(path, plain)


def _wipe(path: Path, tables: Sequence[str]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA secure_delete = ON")
        for table in tables:
            file.execute(f"DROP TABLE {table}")
        file.execute("VACUUM")
