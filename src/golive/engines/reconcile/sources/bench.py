"""Where does the engine compute? One DuckDB connection that is locked before anything from outside runs on it."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.sources.table import Column, literal

MEMORY_MB = 1024
THREADS = 2
_CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_unsigned_extensions": "false",
    "allow_persistent_secrets": "false",
    "python_enable_replacements": "false",
}


class Workbench:
    """A DuckDB connection with a memory limit, a folder of its own for staging and spilling, and no extensions.

    Tables are opened first (`open_source`), then the bench is locked: afterwards only the files that were opened can
    be read, only ``folder`` and the folders in ``write_to`` can be written, and no setting can be changed.

    Parameters
    ----------
    memory_mb : what DuckDB may hold before it spills to ``folder``.
    threads : how many cores it may use.
    seconds : the longest time of one statement; 0 for no limit.
    folder : where to stage; a temporary folder, removed on closing, if not given.
    encoding : of CSV files that are not UTF-8 and have no mark; Windows-1252 if not given.

    Examples
    --------
    >>> with Workbench() as bench:
    ...     bench.lock()
    ...     bench.rows("SELECT 6 * 7")
    [(42,)]
    """

    def __init__(
        self,
        *,
        memory_mb: int = MEMORY_MB,
        threads: int = THREADS,
        seconds: int = 0,
        folder: Path | None = None,
        encoding: str = "",
    ) -> None:
        self.encoding = encoding
        self.memory_mb = memory_mb
        self.own_folder = folder is None
        self.folder = Path(folder or tempfile.mkdtemp(prefix="golive-data-")).resolve()
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.locked = False
        self.files: list[str] = []
        self.seconds = seconds
        self._staged = 0
        self.connection = duckdb.connect(
            ":memory:",
            config=_CLOSED
            | {
                "memory_limit": f"{memory_mb}MiB",
                "threads": str(threads),
                "temp_directory": str(self.folder / "spill"),
            },
        )
        self.run("SET TimeZone = 'UTC'")
        self.run("SET enable_progress_bar = false")  # it would be printed into the JSON of a long run

    def __enter__(self) -> Workbench:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self.connection.close()
        if self.own_folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, sql: str, parameters: list[Any] | None = None) -> None:
        """Run a statement for its effect."""
        self.rows(sql, parameters)

    def rows(self, sql: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
        """All rows of a query, fetched to the end (an unfinished result blocks DuckDB 2.0)."""
        return self.connection.execute(sql, parameters or []).fetchall()

    def columns(self, relation: str) -> tuple[Column, ...]:
        """Names and types of what stands after FROM."""
        return tuple(Column(row[0], row[1]) for row in self.rows(f"DESCRIBE SELECT * FROM {relation}"))

    def staged_path(self, name: str, suffix: str = ".parquet") -> Path:
        """A new path in the folder, readable also once the bench is locked."""
        self._staged += 1
        kept = "".join(c if c.isalnum() and c.isascii() else "_" for c in name)[:60]
        return self.folder / f"{self._staged:03d}-{kept}{suffix}"

    def reads(self, path: str | os.PathLike[str]) -> str:
        """Note a file that must stay readable; return it as an SQL literal. What the bench itself staged always is."""
        if self.locked and Path(path).resolve().parent != self.folder:
            refuse("source.locked", f"{path} was opened after the bench was locked.", "Open every table first.")
        text = str(Path(path).resolve())
        self.files.append(text)
        return literal(text)

    def lock(self, *, write_to: tuple[Path, ...] = ()) -> None:
        """From now on nothing but the opened files and the given folders; no setting can be changed any more.

        Whatever computes on the data of others locks first (`audit`, `make_expected`, `find_duplicates`); a bench that
        is locked stays as it is.
        """
        if self.locked:
            return
        folders = [str(self.folder), *(str(folder.resolve()) for folder in write_to)]
        paths = [path for path in self.files if Path(path).parent != self.folder]
        self.run(f"SET allowed_directories = [{', '.join(map(literal, folders))}]")
        self.run(f"SET allowed_paths = [{', '.join(map(literal, paths))}]::VARCHAR[]")
        self.run("SET enable_external_access = false")
        if self.seconds:
            self.run(f"SET max_execution_time = {self.seconds * 1000}")
        self.run("SET lock_configuration = true")
        self.locked = True
