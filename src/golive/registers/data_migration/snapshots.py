"""How does a table of a declared server become a file of rows that can be told from every other by its hash?"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from golive.engines.reconcile.sources.copying import Copied, ServerPlace, Session
from golive.engines.reconcile.sources.copying_from import open_session
from golive.foundation.jobs.models import Job
from golive.plain.verdict import Kind, Refusal, Refused
from golive.registers.data_migration import engine, vault
from golive.registers.data_migration.connections import Connection

CONNECT_SECONDS = 15
SECONDS = 1800
MOST_BYTES = 2 << 30
SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_TO_END = 3.0
CSV, PARQUET = "snapshot.csv", engine.SNAPSHOT


@dataclass(frozen=True)
class Snapshot:
    """A copied table: the file that the engine packed, its rows, and its bytes."""

    path: Path
    rows: int

    @property
    def size(self) -> int:
        return self.path.stat().st_size


@dataclass
class _Copying:
    """The copy in its own thread; the job looks at it, and can end it."""

    rows: int = 0
    total: int = 0
    server: Session | None = None
    copied: Copied | None = None
    failed: BaseException | None = None
    unwanted: threading.Event = field(default_factory=threading.Event)

    def said(self, table: str) -> str:
        if not self.total:
            return f"Counting the rows of {table}" if self.server else "Reaching the server"
        return f"Copying {table}: {self.rows:,} of {self.total:,} rows"

    def tell(self, rows: int, total: int) -> None:
        if self.unwanted.is_set():
            raise InterruptedError
        self.rows, self.total = rows, total


def take(connection: Connection, table: str, at: Path, *, most_rows: int, job: Job) -> Snapshot:
    """Copy a table into the folder ``at`` and pack it as Parquet, types kept; the job can be stopped at any time.

    ``Refused`` where the server is not reached, the table is not there or it is too large.
    """
    copied = _copy(connection, table, at / CSV, most_rows, job)
    engine.say(str(at), copied.rows, copied.rows, f"Packing {copied.rows:,} rows of {table}")
    columns = [[each.name, each.sql_type] for each in copied.columns]
    made = vault.ask(engine.pack, str(at / CSV), at, columns, job=job, name=table)
    if made["rows"] != copied.rows:
        problem = f"{table}: {copied.rows:,} rows came from {connection.shown}, {made['rows']:,} could be packed."
        raise Refused([Refusal("migration.snapshot", problem, "Take it again; report it if that fails.", Kind.INPUT)])
    return Snapshot(at / PARQUET, copied.rows)


def _copy(connection: Connection, table: str, to: Path, most_rows: int, job: Job) -> Copied:
    state, ends = _Copying(), time.monotonic() + SECONDS
    place = connection.place()  # here: the thread asks no database and reads no setting
    work = (state, place, table, to, most_rows)
    thread = threading.Thread(target=_work, args=work, name="snapshot", daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(SECONDS_BETWEEN_LOOKS)
            job.advance(state.rows, state.total or None, state.said(table))
            if time.monotonic() > ends:
                _refuse_slow(connection, table)
    finally:
        _end(state, thread)
    if state.failed is not None:
        raise state.failed
    assert state.copied is not None
    return state.copied


def _work(state: _Copying, place: ServerPlace, table: str, to: Path, most_rows: int) -> None:
    try:
        with open_session(place, connect_seconds=CONNECT_SECONDS, seconds=SECONDS) as server:
            state.server = server
            state.tell(0, 0)
            state.copied = server.copy(table, to, most_rows=most_rows, most_bytes=MOST_BYTES, tell=state.tell)
    except BaseException as failed:  # told to the job, which looks at it next
        state.failed = failed


def _end(state: _Copying, thread: threading.Thread) -> None:
    """End the copy: by asking the server, and where it does not answer by hanging up."""
    state.unwanted.set()
    if not thread.is_alive() or state.server is None:
        return
    state.server.stop()
    thread.join(SECONDS_TO_END)
    if thread.is_alive():
        state.server.hang_up()


def _refuse_slow(connection: Connection, table: str) -> NoReturn:
    problem = f"Copying {table} of {connection.shown} took longer than {SECONDS // 60} minutes."
    cure = "Take a view that leaves out what nobody migrates, or bring in an export."
    raise Refused([Refusal("migration.too_slow", problem, cure, Kind.INPUT)])
