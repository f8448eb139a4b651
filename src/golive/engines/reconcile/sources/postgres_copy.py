"""How is one table of a PostgreSQL server copied out? Streamed, bounded, read only."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import psycopg
from psycopg import sql

from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.sources.copying import (
    Copied,
    ServerPlace,
    Tell,
    require_bytes,
    require_readable,
    require_rows,
)
from golive.engines.reconcile.sources.postgres import Connection, as_text, typed_columns
from golive.engines.reconcile.sources.staging import unique_names

_BETWEEN = 500  # rows between two words about how far it is
_SAFE = "verify-full"
_SECONDS_TO_CANCEL = 2.0
_READABLE = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')"""
_LISTED = f"{_READABLE} ORDER BY n.nspname <> coalesce(current_schema(), ''), 1, 2 LIMIT %s"
_NAMED = f"""{_READABLE} AND (n.nspname || '.' || c.relname = %s OR (n.nspname = current_schema() AND c.relname = %s))
ORDER BY n.nspname <> coalesce(current_schema(), ''), 1, 2 LIMIT 1"""


@contextmanager
def postgres_session(place: ServerPlace, *, connect_seconds: int, seconds: int) -> Iterator[PostgresSession]:
    """A session; no statement takes longer than ``seconds``.

    ``Refused`` where the server is not reached, does not let us in or breaks off; never with the password.
    """
    limits = {
        "statement_timeout": seconds * 1000,
        "lock_timeout": 10_000,
        "idle_in_transaction_session_timeout": 60_000,
    }
    options = " ".join(f"-c {name}={value}" for name, value in limits.items())
    try:
        with psycopg.connect(
            **_parameters(place),
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
            yield PostgresSession(connection, place.shown)
    except psycopg.Error as failed:
        _refuse(place, failed)


class PostgresSession:
    """Tables are called schema.table."""

    def __init__(self, connection: Connection, shown: str) -> None:
        self._connection, self._shown = connection, shown

    def tables(self, most: int) -> tuple[list[str], bool]:
        found = self._connection.execute(_LISTED, [most + 1]).fetchall()
        return [f"{schema}.{table}" for schema, table in found[:most]], len(found) > most

    def find(self, name: str) -> str:
        return ".".join(self._place(name))

    def copy(self, name: str, to: Path, *, most_rows: int, most_bytes: int, tell: Tell) -> Copied:
        place, size = self._place(name), 0
        columns = typed_columns(self._connection, place)
        if not columns:
            refuse("source.empty", f"{name} of {self._shown} has no column.", "Choose another table.", "table")
        total = self._count(place, most_rows + 1)
        require_rows(self._shown, name, total, most_rows)
        asked = as_text(place, [own for _, own in columns], most_rows + 1)
        with self._connection.cursor() as cursor, to.open("wb") as stream:
            with cursor.copy(asked) as copied:
                for number, piece in enumerate(copied):
                    size += stream.write(piece)
                    require_bytes(self._shown, name, size, most_bytes)
                    if number % _BETWEEN == 0:
                        tell(min(number, total), total)
            rows = cursor.rowcount
        require_rows(self._shown, name, rows, most_rows)
        tell(rows, rows)
        notices = unique_names([own for _, own in columns])[1]
        return Copied(rows, size, tuple(column for column, _ in columns), tuple(notices))

    def stop(self) -> None:
        with contextlib.suppress(psycopg.Error):
            self._connection.cancel_safe(timeout=_SECONDS_TO_CANCEL)

    def hang_up(self) -> None:
        with (
            contextlib.suppress(psycopg.Error, OSError),
            socket.socket(fileno=os.dup(self._connection.fileno())) as line,
        ):
            line.shutdown(socket.SHUT_RDWR)

    def _place(self, name: str) -> tuple[str, str]:
        found = self._connection.execute(_NAMED, [name, name]).fetchone()
        require_readable(self._shown, name, found is not None)
        assert found is not None
        return str(found[0]), str(found[1])

    def _count(self, place: tuple[str, str], most: int) -> int:
        """The rows of a table; not more than ``most`` are counted."""
        bounded = sql.SQL("SELECT count(*) FROM (SELECT 1 FROM {} LIMIT {}) AS taken")
        counted = self._connection.execute(bounded.format(sql.Identifier(*place), sql.Literal(most))).fetchone()
        return int(str(counted[0])) if counted else 0


def _parameters(place: ServerPlace) -> dict[str, Any]:
    """What libpq needs: the judged addresses, the name for the certificate, and no password in the clear."""
    given: dict[str, Any] = {
        "host": ",".join([place.host] * len(place.addresses)),
        "hostaddr": ",".join(place.addresses),
        "port": place.port,
        "dbname": place.database,
        "user": place.account,
        "password": place.password,
        "passfile": os.devnull,
        "gssencmode": "disable",
        "sslmode": _SAFE if place.proves else "prefer",
    }
    given |= place.options
    if given["sslmode"] == _SAFE:
        return {"sslrootcert": "system"} | given
    return given | {"require_auth": "!password"}


def _refuse(place: ServerPlace, failed: psycopg.Error) -> NoReturn:
    shown, reason = place.shown, place.without_password(str(failed) or type(failed).__name__)
    reason = reason.removeprefix("connection failed: ")
    if isinstance(failed, psycopg.errors.QueryCanceled):
        refuse("source.too_slow", f"{shown} took too long: {reason}.", "Try again later, or take a smaller view.")
    if isinstance(failed, psycopg.errors.InsufficientPrivilege):
        refuse("source.rights", f"{shown}: {reason}.", "Have its account granted SELECT, on the columns too.")
    cure = "Check that it runs, lets this machine in and knows the account; then try again."
    refuse("source.unreachable", f"{shown} cannot be read: {reason}.", cure)
