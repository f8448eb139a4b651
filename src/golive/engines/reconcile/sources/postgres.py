"""Which tables does this PostgreSQL database have? Copied out as text in one read-only transaction per table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.sources.bench import Workbench
from golive.engines.reconcile.sources.staging import NULL, keep_csv, unique_names
from golive.engines.reconcile.sources.table import Column, Source, Table

Connection = psycopg.Connection[tuple[object, ...]]
_TABLES = """
SELECT table_schema, table_name FROM information_schema.tables
WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_schema NOT LIKE 'pg_temp%'
ORDER BY table_schema <> current_schema(), table_schema, table_name"""
_COLUMNS = """
SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"""
_TYPES = {
    "smallint": "BIGINT",
    "integer": "BIGINT",
    "bigint": "BIGINT",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "double precision": "DOUBLE",
    "real": "DOUBLE",
    "timestamp without time zone": "TIMESTAMP",
    "timestamp with time zone": "TIMESTAMPTZ",
}


def read_postgres(bench: Workbench, url: str) -> Source:
    """The tables and views that the account may see; ``schema.table`` outside the current schema."""
    shown = place_without_password(url)
    try:
        with _connected(url) as connection:
            places = tables_of(connection)
    except psycopg.Error as failed:
        refuse("source.postgres", f"{shown}: {str(failed).strip().splitlines()[0]}.", "Check address and rights.")
    return Source(shown, tuple(places), lambda name: _load(bench, url, name, places[name]))


def tables_of(connection: Connection) -> dict[str, tuple[str, str]]:
    """Schema and name of every table and view that the account may see, by the name it is called here."""
    here = connection.execute("SELECT current_schema()").fetchone()
    current = here[0] if here else None
    found = [(str(schema), str(table)) for schema, table in connection.execute(_TABLES).fetchall()]
    return {(table if schema == current else f"{schema}.{table}"): (schema, table) for schema, table in found}


def typed_columns(connection: Connection, place: tuple[str, str]) -> list[tuple[Column, str]]:
    """The columns of a table with their DuckDB types, each with the name it has in the database."""
    table = sql.Identifier(*place).as_string(connection)
    found = [(str(name), str(given)) for name, given in connection.execute(_COLUMNS, [table]).fetchall()]
    names, _ = unique_names([name for name, _ in found])
    return [(Column(name, duckdb_type(given)), own) for name, (own, given) in zip(names, found, strict=True)]


def as_text(place: tuple[str, str], columns: Sequence[str], most: int | None = None) -> sql.Composed:
    """The statement that copies a table out, at most so many rows of it.

    As text: a CHAR(n) loses its padding, and nothing depends on the client's locale.
    """
    chosen = sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(own)) for own in columns)
    query = sql.SQL("COPY (SELECT {} FROM {} LIMIT {}) TO STDOUT (FORMAT csv, FORCE_QUOTE *, NULL {}, ENCODING 'UTF8')")
    return query.format(chosen, sql.Identifier(*place), sql.Literal(most), sql.Literal(NULL))


def place_without_password(url: str) -> str:
    """The address as it may be shown.

    >>> place_without_password("postgresql://ann:secret@db.example.com/crm?password=x")
    'postgresql://ann@db.example.com/crm'
    """
    parts = urlsplit(url)
    host = f"{parts.username}@{parts.hostname or ''}" if parts.username else parts.hostname or ""
    return f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}{parts.path}"


def _connected(url: str) -> Connection:
    connection = psycopg.connect(url, connect_timeout=15)
    connection.read_only = True
    connection.execute("SET datestyle = 'ISO'")
    connection.execute("SET timezone = 'UTC'")
    connection.execute("SET extra_float_digits = 1")
    return connection


def _load(bench: Workbench, url: str, name: str, place: tuple[str, str]) -> Table:
    path = bench.staged_path(name, ".csv")
    with _connected(url) as connection, connection.cursor() as cursor:
        columns = typed_columns(connection, place)
        notices = unique_names([own for _, own in columns])[1]
        with cursor.copy(as_text(place, [own for _, own in columns])) as copied, path.open("wb") as stream:
            for piece in copied:
                stream.write(piece)
    try:
        return keep_csv(bench, name, [column for column, _ in columns], path, notices)
    finally:
        path.unlink()


def duckdb_type(given: str) -> str:
    """The DuckDB type of a PostgreSQL type; text where there is none that holds every value.

    >>> duckdb_type("numeric(14,2)"), duckdb_type("numeric"), duckdb_type("timestamp(3) without time zone")
    ('DECIMAL(14,2)', 'VARCHAR', 'TIMESTAMP')
    """
    plain = re.sub(r"(?<=timestamp)\(\d\)", "", given)
    if numeric := re.fullmatch(r"numeric\((\d+),(\d+)\)", plain):
        precision, scale = int(numeric.group(1)), int(numeric.group(2))
        return f"DECIMAL({precision},{scale})" if precision <= 38 else "VARCHAR"
    return _TYPES.get(plain, "VARCHAR")
