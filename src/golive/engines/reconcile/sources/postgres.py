"""Which tables does this PostgreSQL database have? Copied out as text in one read-only transaction per table."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.sources.bench import Workbench
from golive.engines.reconcile.sources.staging import NULL, keep_csv, unique_names
from golive.engines.reconcile.sources.table import Column, Source, Table

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
            here = connection.execute("SELECT current_schema()").fetchone()
            found = [(str(schema), str(table)) for schema, table in connection.execute(_TABLES).fetchall()]
    except psycopg.Error as failed:
        refuse("source.postgres", f"{shown}: {str(failed).strip().splitlines()[0]}.", "Check address and rights.")
    current = here[0] if here else None
    places = {(table if schema == current else f"{schema}.{table}"): (schema, table) for schema, table in found}
    return Source(shown, tuple(places), lambda name: _load(bench, url, name, places[name]))


def place_without_password(url: str) -> str:
    """The address as it may be shown.

    >>> place_without_password("postgresql://ann:secret@db.example.com/crm?password=x")
    'postgresql://ann@db.example.com/crm'
    """
    parts = urlsplit(url)
    host = f"{parts.username}@{parts.hostname or ''}" if parts.username else parts.hostname or ""
    return f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}{parts.path}"


def _connected(url: str) -> psycopg.Connection[tuple[object, ...]]:
    connection = psycopg.connect(url, connect_timeout=15)
    connection.read_only = True
    connection.execute("SET datestyle = 'ISO'")
    connection.execute("SET timezone = 'UTC'")
    connection.execute("SET extra_float_digits = 1")
    return connection


def _load(bench: Workbench, url: str, name: str, place: tuple[str, str]) -> Table:
    table = sql.Identifier(*place)
    path = bench.staged_path(name, ".csv")
    with _connected(url) as connection, connection.cursor() as cursor:
        found = cursor.execute(_COLUMNS, [table.as_string(connection)]).fetchall()
        names, notices = unique_names([str(row[0]) for row in found])
        columns = [Column(column, duckdb_type(str(row[1]))) for column, row in zip(names, found, strict=True)]
        # as text: a CHAR(n) loses its padding, and nothing depends on the client's locale
        chosen = sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(str(row[0]))) for row in found)
        query = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT (FORMAT csv, FORCE_QUOTE *, NULL {})")
        with cursor.copy(query.format(chosen, table, sql.Literal(NULL))) as copied, path.open("wb") as stream:
            for piece in copied:
                stream.write(piece)
    try:
        return keep_csv(bench, name, columns, path, notices)
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
