"""How is a SQLite record copied while people work? By SQLite's own backup; a copy of the file lacks its tail."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from django.db import connection
from django.db.backends.sqlite3.base import Database as sqlite3  # type: ignore[attr-defined]

from golive.web.backup import contents
from golive.web.backup.contents import Contents

FILE_NAME = "golive.sqlite3"


def dump(file: Path) -> Contents:
    """Copy the live database to ``file`` and tell what the copy holds."""
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
    return read_back(file)


def read_back(file: Path) -> Contents:
    """What a copy holds; raises ValueError where SQLite finds it damaged."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
        verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            raise ValueError(f"SQLite finds the copy damaged: {verdict}")
        tables = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        names = [name for (name,) in tables]
        return contents.read(lambda query: copy.execute(query).fetchall(), names)
