"""How is one table of a MySQL or MariaDB server copied out? Streamed, bounded, read only."""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pymysql
from pymysql.connections import Connection
from pymysql.cursors import SSCursor

from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.sources.copying import (
    Copied,
    ServerPlace,
    Tell,
    require_bytes,
    require_readable,
    require_rows,
)
from golive.engines.reconcile.sources.mysql import (
    SETTINGS,
    TABLES,
    WITHOUT_DECODERS,
    as_text,
    named,
    plain_row,
    rows_of,
    text_of,
)
from golive.engines.reconcile.sources.staging import csv_line

_BETWEEN = 500  # rows between two words about how far it is
_SECONDS_TO_STOP = 2
# MariaDB knows the first of them (seconds), MySQL the second (milliseconds).
_LIMITS = ("SET SESSION max_statement_time = {seconds}", "SET SESSION max_execution_time = {seconds}000")


class _NoPlainPassword:
    """Ways of signing in that would send the password as it is, on a line that nobody proved."""

    def __init__(self, connection: object) -> None:
        pass

    def authenticate(self, packet: object) -> object:
        raise pymysql.OperationalError("the server asks for the password in the clear")


_PLAIN: dict[str, Any] = dict.fromkeys(("mysql_clear_password", "mysql_old_password", "dialog"), _NoPlainPassword)


@contextmanager
def mysql_session(place: ServerPlace, *, connect_seconds: int, seconds: int) -> Iterator[MysqlSession]:
    """A session; no statement takes longer than ``seconds``.

    ``Refused`` where the server is not reached, does not let us in or breaks off; never with the password.
    """
    try:
        with _connected(place, connect_seconds, seconds) as connection:
            for limit in _LIMITS:
                with contextlib.suppress(pymysql.OperationalError):
                    rows_of(connection, limit.format(seconds=seconds))
            for setting in SETTINGS:
                rows_of(connection, setting)
            yield MysqlSession(connection, place)
    except pymysql.MySQLError as failed:
        said = failed.args[-1] if failed.args else type(failed).__name__
        reason = place.without_password(str(said))
        cure = "Check that it runs, lets this machine in and knows the account; then try again."
        refuse("source.unreachable", f"{place.shown} cannot be read: {reason}.", cure)


class MysqlSession:
    """Tables of the one database that the place names, by their names alone."""

    def __init__(self, connection: Connection[SSCursor], place: ServerPlace) -> None:
        self._connection, self._place, self._shown = connection, place, place.shown
        self._number = int(rows_of(connection, "SELECT connection_id()")[0][0])

    def tables(self, most: int) -> tuple[list[str], bool]:
        found = [text_of(row[0]) for row in rows_of(self._connection, f"{TABLES} LIMIT {most + 1}")]
        return found[:most], len(found) > most

    def find(self, name: str) -> str:
        query = TABLES.replace(" ORDER BY", " AND table_name = %s ORDER BY")
        found = [text_of(row[0]) for row in rows_of(self._connection, query, (name,))]
        require_readable(self._shown, name, bool(found))
        return found[0]

    def copy(self, name: str, to: Path, *, most_rows: int, most_bytes: int, tell: Tell) -> Copied:
        found, rows, size = self.find(name), 0, 0
        bounded = f"SELECT count(*) FROM (SELECT 1 FROM {named(found)} LIMIT {most_rows + 1}) AS taken"
        total = int(rows_of(self._connection, bounded)[0][0])
        require_rows(self._shown, name, total, most_rows)
        columns, chosen, notices = as_text(self._connection, found)
        with to.open("w", encoding="utf-8", newline="") as stream:
            for row in self._streamed(f"{chosen} LIMIT {most_rows + 1}"):
                line = csv_line(plain_row(row))
                size, rows = size + len(line.encode()), rows + 1
                stream.write(line)
                require_bytes(self._shown, name, size, most_bytes)
                if rows % _BETWEEN == 0:
                    tell(min(rows, total), total)
        require_rows(self._shown, name, rows, most_rows)
        tell(rows, rows)
        return Copied(rows, size, tuple(columns), tuple(notices))

    def stop(self) -> None:
        """A second session ends the statement of the first: MySQL has no other way."""
        with contextlib.suppress(pymysql.MySQLError):
            other = _connected(self._place, _SECONDS_TO_STOP, _SECONDS_TO_STOP)
            with other:
                rows_of(other, f"KILL QUERY {self._number}")

    def hang_up(self) -> None:
        with contextlib.suppress(OSError), socket.socket(fileno=os.dup(_line(self._connection).fileno())) as line:
            line.shutdown(socket.SHUT_RDWR)

    def _streamed(self, query: str) -> Iterator[tuple[Any, ...]]:
        with self._connection.cursor() as cursor:
            cursor.execute(query)
            try:
                yield from cursor
            except BaseException:
                self.hang_up()  # a cursor that is closed early reads all the rest first
                raise


def _connected(place: ServerPlace, connect_seconds: int, seconds: int) -> Connection[SSCursor]:
    """To one of the judged addresses, by the name for the certificate; nothing is sent before it is proved."""
    given: dict[str, Any] = {"ssl": _proof(place)} if place.proves or place.options else {}
    connection = pymysql.connect(
        host=place.host,
        port=place.port,
        user=place.account,
        password=place.password.encode() if place.password else b"",
        database=place.database,
        charset="utf8mb4",
        connect_timeout=connect_seconds,
        read_timeout=seconds,
        write_timeout=connect_seconds,
        conv=WITHOUT_DECODERS,
        cursorclass=SSCursor,
        local_infile=False,
        auth_plugin_map={} if given else _PLAIN,
        defer_connect=True,
        **given,
    )
    try:
        line = _reached(place, connect_seconds)
    except OSError as failed:
        raise pymysql.OperationalError(str(failed)) from failed
    connection.connect(line)
    if given and not isinstance(_line(connection), ssl.SSLSocket):
        connection.close()
        raise pymysql.OperationalError("the server did not prove itself by a certificate")
    return connection


def _reached(place: ServerPlace, seconds: int) -> socket.socket:
    for address in place.addresses[:-1]:
        with contextlib.suppress(OSError):
            return _kept_alive(socket.create_connection((address, place.port), seconds))
    return _kept_alive(socket.create_connection((place.addresses[-1], place.port), seconds))


def _kept_alive(line: socket.socket) -> socket.socket:
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    return line


def _proof(place: ServerPlace) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=place.options.get("ssl_ca"))


def _line(connection: Connection[SSCursor]) -> socket.socket:
    held: socket.socket = connection._sock  # type: ignore[attr-defined]
    return held
