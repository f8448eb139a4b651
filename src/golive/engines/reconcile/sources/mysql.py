"""Which tables does this MySQL or MariaDB database have? Read as text in one read-only transaction per table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pymysql
from pymysql.connections import Connection
from pymysql.converters import encoders
from pymysql.cursors import SSCursor

from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.sources.bench import Workbench
from golive.engines.reconcile.sources.postgres import place_without_password
from golive.engines.reconcile.sources.staging import keep_rows, unique_names
from golive.engines.reconcile.sources.table import Column, Kind, Source, Table

WITHOUT_DECODERS: dict[Any, Any] = dict(encoders)
ADDRESSES = ("mysql://", "mariadb://")
PORT, SECONDS = 3306, 15
SETTINGS = (
    "SET SESSION sql_mode = ''",  # a view that divides by zero must not stop the reading
    "SET time_zone = '+00:00'",
    "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
)
TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = database() ORDER BY table_name"
_COLUMNS = """
SELECT column_name, column_type FROM information_schema.columns
WHERE table_schema = database() AND table_name = %s ORDER BY ordinal_position"""
_TYPES = {
    "tinyint": "BIGINT",
    "smallint": "BIGINT",
    "mediumint": "BIGINT",
    "int": "BIGINT",
    "bigint": "BIGINT",
    "year": "BIGINT",
    "float": "DOUBLE",
    "double": "DOUBLE",
    "date": "DATE",
    "datetime": "TIMESTAMP",
    "timestamp": "TIMESTAMP",
}
_BYTES = re.compile(r"(tiny|medium|long)?blob|(var)?binary|bit|geometry|point|linestring|polygon")


def read_mysql(bench: Workbench, url: str) -> Source:
    """The tables and views of the database that the address names."""
    with _connected(url) as connection:
        names = tuple(text_of(row[0]) for row in rows_of(connection, TABLES))
    return Source(place_without_password(url), names, lambda name: _load(bench, url, name))


@contextmanager
def _connected(url: str) -> Iterator[Connection[SSCursor]]:
    """A read-only session; what the server says against it is a refusal without the password."""
    shown, parts = place_without_password(url), urlsplit(url)
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    if not parts.path.strip("/"):
        refuse("source.mysql", f"{shown} names no database.", "Write mysql://user@host/database.")
    try:
        connection = pymysql.connect(
            host=parts.hostname or "localhost",
            port=parts.port or PORT,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            database=unquote(parts.path.strip("/")),
            unix_socket=asked.get("unix_socket"),
            charset="utf8mb4",
            connect_timeout=SECONDS,
            conv=WITHOUT_DECODERS,  # and no decoders: every value stays the text that the server writes
            cursorclass=SSCursor,  # rows are fetched as they are read, not all at once
            ssl_ca=asked.get("ssl_ca"),
            ssl_verify_identity="ssl_ca" in asked or None,
        )
        with connection:
            for setting in SETTINGS:
                rows_of(connection, setting)
            yield connection
    except pymysql.MySQLError as failed:
        reason = failed.args[-1] if failed.args else type(failed).__name__
        refuse("source.mysql", f"{shown}: {str(reason).strip().splitlines()[0]}.", "Check address and rights.")


def rows_of(connection: Connection[SSCursor], query: str, values: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
    """All rows of a short question."""
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return list(cursor.fetchall())


def _load(bench: Workbench, url: str, name: str) -> Table:
    with _connected(url) as connection:
        columns, chosen, notices = as_text(connection, name)
        with connection.cursor() as cursor:
            cursor.execute(chosen)
            return keep_rows(bench, name, columns, map(plain_row, cursor), notices)


def as_text(connection: Connection[SSCursor], name: str) -> tuple[list[Column], str, list[str]]:
    """The columns of a table, the statement that reads all of its rows, and what must be said of them."""
    given = [(text_of(column), text_of(kind)) for column, kind in rows_of(connection, _COLUMNS, (name,))]
    names, notices = unique_names([column for column, _ in given])
    types = [mysql_type(kind) for _, kind in given]
    impossible = _impossible(
        connection, name, [own for (own, _), kind in zip(given, types, strict=True) if _is_day(kind)]
    )
    for at, (own, _) in enumerate(given):
        if own in impossible:
            types[at] = "VARCHAR"
            notices.append(f"{names[at]} holds dates that no calendar has (such as 0000-00-00); it is read as text.")
    chosen = ", ".join(_asked(own, kind) for own, kind in given)
    columns = [Column(*each) for each in zip(names, types, strict=True)]
    return columns, f"SELECT {chosen} FROM {named(name)}", notices


def plain_row(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row as it came, its bytes as text."""
    return tuple(map(_plain, row))


def _is_day(kind: str) -> bool:
    return Column("", kind).kind in {Kind.DATE, Kind.DATETIME}


def _impossible(connection: Connection[SSCursor], table: str, columns: list[str]) -> set[str]:
    """Columns in which a day, a month or a year is 0: one question for all of them."""
    if not columns:
        return set()
    tests = (
        f"max(CAST({named(each)} AS CHAR) LIKE '0000%' OR CAST({named(each)} AS CHAR) LIKE '%-00%')" for each in columns
    )
    held = rows_of(connection, f"SELECT {', '.join(tests)} FROM {named(table)}")[0]
    return {name for name, found in zip(columns, held, strict=True) if found is not None and int(found)}


def _asked(name: str, given: str) -> str:
    """A column as it is read: bytes as hexadecimal digits, a float with all its digits."""
    column = named(name)
    if given.startswith("float"):
        return f"CAST({column} AS DOUBLE)"
    if given.startswith("bit"):
        return f"{column} + 0"
    return f"lower(hex({column}))" if _BYTES.match(given) else column


def named(name: str) -> str:
    """A name as an identifier."""
    return "`" + name.replace("`", "``") + "`"


def text_of(value: Any) -> str:
    """A value of the catalogue as text."""
    return value.decode() if isinstance(value, bytes) else str(value)


def _plain(value: Any) -> Any:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def mysql_type(given: str) -> str:
    """The DuckDB type of a MySQL type; text where there is none that holds every value.

    >>> mysql_type("decimal(14,2)"), mysql_type("bigint(20) unsigned"), mysql_type("tinyint(1)"), mysql_type("time")
    ('DECIMAL(14,2)', 'DECIMAL(20,0)', 'BIGINT', 'VARCHAR')
    """
    if numeric := re.match(r"decimal\((\d+),(\d+)\)", given):
        precision, scale = int(numeric[1]), int(numeric[2])
        return f"DECIMAL({precision},{scale})" if precision <= 38 else "VARCHAR"
    if given.startswith("bigint") and "unsigned" in given:
        return "DECIMAL(20,0)"
    if given.startswith("bit"):
        return "DECIMAL(20,0)"
    word = re.match(r"[a-z]+", given)
    return _TYPES.get(word[0] if word else "", "VARCHAR")
