"""Which tables does this SQL script of inserts make? It is loaded into an SQLite file that can do nothing else."""

from __future__ import annotations

import codecs
import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.sources.bench import Workbench
from golive.engines.reconcile.sources.sqlite_file import read_sqlite
from golive.engines.reconcile.sources.table import Source

_STEPS = 1_000_000
_MOST_STEPS = 20_000  # times a million steps of SQLite's machine: far above any dump of plain inserts
_MOST_BYTES = 8 << 30
_FORBIDDEN = {
    sqlite3.SQLITE_ATTACH,
    sqlite3.SQLITE_DETACH,
    sqlite3.SQLITE_PRAGMA,
    sqlite3.SQLITE_CREATE_TRIGGER,
    sqlite3.SQLITE_CREATE_TEMP_TRIGGER,
    sqlite3.SQLITE_CREATE_VTABLE,
    sqlite3.SQLITE_RECURSIVE,
}


def read_sql_dump(bench: Workbench, path: Path) -> Source:
    """The tables that the script creates and fills (plain or gzipped, SQLite's syntax)."""
    target = bench.staged_path(path.stem, ".sqlite")
    with path.open("rb") as stream:
        packed = stream.read(2) == b"\x1f\x8b"
    with gzip.open(path, "rb") if packed else path.open("rb") as stream:
        data = stream.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        refuse("source.too_large", f"{path.name} is larger than {_MOST_BYTES:,} bytes.", "Load it into a database.")
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as broken:
        refuse("source.encoding", f"{path.name}: byte {broken.start:,} is not UTF-8.", "Export the dump as UTF-8.")
    _load(path, text, target)
    return read_sqlite(bench, target, str(path))


def _load(path: Path, text: str, target: Path) -> None:
    steps = 0

    def too_long() -> int:
        nonlocal steps
        steps += 1
        return int(steps > _MOST_STEPS)

    def allowed(action: int, *_: object) -> int:
        return sqlite3.SQLITE_DENY if action in _FORBIDDEN else sqlite3.SQLITE_OK

    with closing(sqlite3.connect(target)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.set_authorizer(allowed)
        connection.set_progress_handler(too_long, _STEPS)
        try:
            connection.executescript(text)
            connection.commit()
        except (sqlite3.Error, ValueError) as broken:
            problem = f"{path.name}: the script does not load ({broken})."
            refuse("source.dump", problem, "Dump plain CREATE TABLE and INSERT statements, or load it into a database.")
