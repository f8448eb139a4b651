"""How is one table of a PostgreSQL server copied out, so that it changes no more? Streamed, bounded, read only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import psycopg
from psycopg import sql

from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.sources.postgres import Connection, as_text, typed_columns
from golive.engines.reconcile.sources.staging import unique_names
from golive.engines.reconcile.sources.table import Column

_BETWEEN = 500  # rows between two words about how far it is
_READABLE = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')"""
_LISTED = f"{_READABLE} ORDER BY n.nspname <> coalesce(current_schema(), ''), 1, 2 LIMIT %s"
_NAMED = f"""{_READABLE} AND (n.nspname || '.' || c.relname = %s OR (n.nspname = current_schema() AND c.relname = %s))
ORDER BY n.nspname <> coalesce(current_schema(), ''), 1, 2 LIMIT 1"""


@dataclass(frozen=True)
class Reached:
    """An open session with a server; ``shown`` is how it is called in front of people."""

    connection: Connection
    shown: str


@dataclass(frozen=True)
class Copied:
    """What was copied: ``size`` in bytes of CSV, the columns with their DuckDB types."""

    rows: int
    size: int
    columns: tuple[Column, ...]
    notices: tuple[str, ...]


@contextmanager
def reached(parameters: Mapping[str, Any], shown: str, *, connect_seconds: int, seconds: int) -> Iterator[Reached]:
    """A session that can only read and that sees one state of the data; no statement takes longer than ``seconds``.

    ``Refused`` where the server is not reached, does not let us in or breaks off; never with the password.
    """
    secret = str(parameters.get("password") or "")
    limits = {
        "statement_timeout": seconds * 1000,
        "lock_timeout": 10_000,
        "idle_in_transaction_session_timeout": 60_000,
    }
    options = " ".join(f"-c {name}={value}" for name, value in limits.items())
    try:
        with psycopg.connect(
            **parameters,
            connect_timeout=connect_seconds,
            options=f"-c default_transaction_read_only=on {options}",
            application_name="golive",
            keepalives_idle=30,
            keepalives_interval=10,
            keepalives_count=3,
            tcp_user_timeout=60_000,
        ) as connection:
            connection.read_only = True
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            for setting in ("datestyle = 'ISO'", "timezone = 'UTC'", "extra_float_digits = 1"):
                connection.execute(f"SET {setting}".encode())
            yield Reached(connection, shown)
    except psycopg.Error as failed:
        _refuse(shown, failed, secret)


def readable_tables(server: Reached, most: int) -> tuple[list[str], bool]:
    """The first ``most`` tables and views that the account may read, as schema.table; and whether there are more."""
    found = server.connection.execute(_LISTED, [most + 1]).fetchall()
    return [f"{schema}.{table}" for schema, table in found[:most]], len(found) > most


def find_table(server: Reached, name: str) -> tuple[str, str]:
    """Schema and table of a name, with or without its schema. ``Refused`` where the account may not read it."""
    found = server.connection.execute(_NAMED, [name, name]).fetchone()
    if found is None:
        problem = f"There is no table {name} in {server.shown} that its account may read."
        refuse("source.no_table", problem, "Choose one of the list, or have the account granted SELECT on it.", "table")
    return str(found[0]), str(found[1])


def copy_table(
    server: Reached, name: str, to: Path, *, most_rows: int, most_bytes: int, tell: Callable[[int, int], None]
) -> Copied:
    """Write all rows of a table to a CSV file of our own form; memory does not grow with them.

    ``tell`` hears the rows so far and in all; what it raises ends the copy.
    """
    connection, place = server.connection, find_table(server, name)
    relation, columns = sql.Identifier(*place), typed_columns(connection, place)
    if not columns:
        refuse("source.empty", f"{name} of {server.shown} has no column.", "Choose another table.", "table")
    bounded = sql.SQL("SELECT count(*) FROM (SELECT 1 FROM {} LIMIT {}) AS taken")
    counted = connection.execute(bounded.format(relation, sql.Literal(most_rows + 1))).fetchone()
    total = int(str(counted[0])) if counted else 0
    _within(server, name, total, most_rows)
    asked = as_text(place, [own for _, own in columns], most_rows + 1)
    size = 0
    with connection.cursor() as cursor, to.open("wb") as stream:
        with cursor.copy(asked) as copied:
            for number, piece in enumerate(copied):
                size += stream.write(piece)
                if size > most_bytes:
                    problem = f"{name} of {server.shown} has more than {most_bytes >> 20:,} MB of text."
                    refuse("source.too_large", problem, "Take a view that leaves out what nobody migrates.", "table")
                if number % _BETWEEN == 0:
                    tell(min(number, total), total)
        rows = cursor.rowcount
    _within(server, name, rows, most_rows)
    tell(rows, rows)
    notices = unique_names([own for _, own in columns])[1]
    return Copied(rows, size, tuple(column for column, _ in columns), tuple(notices))


def _within(server: Reached, name: str, rows: int, most: int) -> None:
    if rows > most:
        problem = f"{name} of {server.shown} has more than {most:,} rows, the most that are taken."
        cure = (
            "Take a view that leaves out what nobody migrates, or raise data_migration.snapshot_rows in the settings."
        )
        refuse("source.too_many_rows", problem, cure, "table")


def _refuse(shown: str, failed: psycopg.Error, secret: str) -> NoReturn:
    told = (str(failed).strip() or type(failed).__name__).splitlines()[0][:300].rstrip(".")
    told = told.removeprefix("connection failed: ")
    reason = told.replace(secret, "…") if secret else told
    if isinstance(failed, psycopg.errors.QueryCanceled):
        refuse("source.too_slow", f"{shown} took too long: {reason}.", "Try again later, or take a smaller view.")
    if isinstance(failed, psycopg.errors.InsufficientPrivilege):
        refuse("source.rights", f"{shown}: {reason}.", "Have its account granted SELECT, on the columns too.")
    cure = "Check that it runs, lets this machine in and knows the account; then try again."
    refuse("source.unreachable", f"{shown} cannot be read: {reason}.", cure)
