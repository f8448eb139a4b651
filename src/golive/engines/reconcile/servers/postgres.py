"""How does a PostgreSQL compare, where one or both sides lie on it already?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

import psycopg
from psycopg import sql

from golive.engines.reconcile.expressions.dialect import Engine, identifier
from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.servers.server import column_type, in_plain_types, plain_type
from golive.engines.reconcile.sources import Column, Kind, Table, Workbench, quoted, split_place
from golive.engines.reconcile.sources.postgres import place_without_password, tables_of, typed_columns
from golive.engines.reconcile.sources.table import found_name

LONGEST_NAME = 63  # bytes; PostgreSQL cuts what is longer without a word
_BATCH = 10_000


class Postgres:
    """A session that writes temporary tables only; they are gone when it closes."""

    engine = Engine.POSTGRES
    name = "PostgreSQL"

    def __init__(self, url: str) -> None:
        self.url = url
        try:
            self.connection = psycopg.connect(url, connect_timeout=15, autocommit=True)
        except psycopg.Error as failed:
            _refuse(url, failed)
        for setting in ("datestyle = 'ISO'", "timezone = 'UTC'", "extra_float_digits = 1", "bytea_output = 'hex'"):
            self.connection.execute(f"SET {setting}".encode())

    def close(self) -> None:
        self.connection.close()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        try:
            return self.connection.execute(sql.encode()).fetchall()
        except psycopg.Error as failed:
            _refuse(self.url, failed)

    def keep(self, name: str, query: str) -> str:
        try:
            self.connection.execute(f"DROP TABLE IF EXISTS pg_temp.{name}".encode())
            self.connection.execute(f"CREATE TEMP TABLE {name} AS {query}".encode())
            self.connection.execute(f"ANALYZE pg_temp.{name}".encode())
        except psycopg.Error as failed:
            _refuse(self.url, failed)
        return f"pg_temp.{name}"

    def keep_rows(self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Table:
        """Every value travels as text and is read by PostgreSQL in the type of its column."""
        for column in columns:
            if len(column.name.encode()) > LONGEST_NAME:
                problem = f"The column {column.name} has more than {LONGEST_NAME} bytes, which PostgreSQL would cut."
                refuse("server.name", problem, "Run it with --engine duckdb, or shorten the header.", column.name)
        types = ", ".join(f"{identifier(self.engine, c.name)} {column_type(self.engine, c)}" for c in columns)
        try:
            self.connection.execute(f"DROP TABLE IF EXISTS pg_temp.{name}".encode())
            self.connection.execute(f"CREATE TEMP TABLE {name} ({types})".encode())
            with self.connection.cursor().copy(f"COPY pg_temp.{name} FROM STDIN".encode()) as copy:
                for row in rows:
                    copy.write_row(row)
        except (psycopg.Error, ValueError) as failed:
            _refuse(self.url, failed)
        return Table(name, tuple(columns), f"pg_temp.{name}")

    def land(self, bench: Workbench, name: str, table: Table) -> Table:
        plain = in_plain_types(bench, name, table)
        return self.keep_rows(f"golive_{name}", plain.columns, _texts(bench, plain))

    def own(self, place: str) -> bool:
        return split_place(place)[0] == self.url

    def table(self, place: str, wanted: str) -> Table:
        named = split_place(place)[1] or wanted
        try:
            places = tables_of(self.connection)
            found = found_name(named, list(places), place_without_password(self.url))
            columns = typed_columns(self.connection, places[found])
        except psycopg.Error as failed:
            _refuse(self.url, failed)
        chosen = []
        for column, given in columns:
            kept = Column(column.name, plain_type(column.sql_type))
            value = f"CAST({identifier(self.engine, given)} AS text)"  # CHAR(n) loses its padding, real its excess
            if kept.kind is not Kind.TEXT:
                value = f"CAST({value} AS {column_type(self.engine, kept)})"
            chosen.append((kept, f"{value} AS {identifier(self.engine, kept.name)}"))
        relation = sql.Identifier(*places[found]).as_string(self.connection)
        query = f"(SELECT {', '.join(text for _, text in chosen)} FROM {relation})"
        return Table(found, tuple(column for column, _ in chosen), query)


def _texts(bench: Workbench, table: Table) -> Iterable[tuple[str | None, ...]]:
    columns = ", ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in table.names)
    found = bench.connection.execute(f"SELECT {columns} FROM {table.relation}")
    while batch := found.fetchmany(_BATCH):
        yield from batch


def _refuse(url: str, failed: Exception) -> NoReturn:
    shown = place_without_password(url)
    reason = (str(failed).strip() or type(failed).__name__).splitlines()[0]
    refuse("server.postgres", f"{shown}: {reason}.", "Check address, rights (TEMP) and values.")
