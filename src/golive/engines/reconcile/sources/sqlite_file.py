"""Which tables does this SQLite file have? Opened read-only; the kind of a column is that of its values."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.sources.bench import Workbench
from golive.engines.reconcile.sources.staging import keep_rows, unique_names
from golive.engines.reconcile.sources.table import Column, Source, Table, quoted

_TABLES = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY rowid"


def read_sqlite(bench: Workbench, path: Path, place: str = "") -> Source:
    """The tables and views of the file. ``place`` is what the person called it, if not by its path."""
    place = place or str(path)
    uri = f"{path.resolve().as_uri()}?mode=ro"

    def load(name: str) -> Table:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            connection.text_factory = lambda data: data.decode("utf-8", "replace")
            cursor = connection.execute(f"SELECT * FROM {quoted(name)} LIMIT 0")
            given = [part[0] for part in cursor.description]
            names, notices = unique_names(given)
            columns = [Column(new, _type(connection, name, old)) for new, old in zip(names, given, strict=True)]
            rows = (map(_plain, row) for row in connection.execute(f"SELECT * FROM {quoted(name)}"))
            return keep_rows(bench, name, columns, (tuple(row) for row in rows), notices)

    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            names = tuple(row[0] for row in connection.execute(_TABLES))
    except sqlite3.DatabaseError as broken:
        refuse("source.sqlite", f"{place} is not a readable SQLite file ({broken}).", "Copy it again.")
    return Source(place, names, load)


def _type(connection: sqlite3.Connection, table: str, column: str) -> str:
    """BIGINT or DOUBLE where every value is a number, else text: SQLite lets any value into any column."""
    found = connection.execute(f"SELECT DISTINCT typeof({quoted(column)}) FROM {quoted(table)}")
    kinds = {row[0] for row in found} - {"null"}
    if kinds == {"integer"}:
        return "BIGINT"
    return "DOUBLE" if kinds and kinds <= {"integer", "real"} else "VARCHAR"


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value
