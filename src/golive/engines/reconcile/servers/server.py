"""What must a server be able to do so that a comparison can be pushed down to it?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from golive.engines.reconcile.expressions.dialect import Engine, identifier
from golive.engines.reconcile.expressions.types import engine_type
from golive.engines.reconcile.sources import Column, Kind, Table, Workbench, keep, quoted
from golive.engines.reconcile.sources.table import kind_of


class Server(Protocol):
    """One session of an engine; everything it keeps is gone when it is closed."""

    engine: Engine
    name: str

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        ...

    def keep(self, name: str, query: str) -> str:
        """Compute a query once; returns what stands after FROM."""
        ...

    def keep_rows(self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Table:
        """Rows of plain values (None is null) as a table of the server."""
        ...

    def own(self, place: str) -> bool:
        """Whether the tables of a place lie on this server already, and nothing need be moved."""
        ...

    def table(self, place: str, wanted: str) -> Table:
        """A table that lies here already, its columns in the types that the comparison knows."""
        ...

    def land(self, bench: Workbench, name: str, table: Table) -> Table:
        """A table of the bench, brought to the server under a name of ours."""
        ...

    def close(self) -> None: ...


def plain_type(sql_type: str) -> str:
    """The DuckDB type in which a column travels: one of seven, each of which every engine has.

    >>> plain_type("SMALLINT"), plain_type("TIMESTAMP WITH TIME ZONE"), plain_type("UUID")
    ('BIGINT', 'TIMESTAMP', 'VARCHAR')
    """
    kind = kind_of(sql_type)
    return sql_type if kind is Kind.DECIMAL else engine_type(Engine.DUCKDB, kind)


def column_type(engine: Engine, column: Column) -> str:
    """The type that an engine gives to a column."""
    if column.kind is Kind.DECIMAL:
        return column.sql_type
    return engine_type(engine, column.kind)


def in_plain_types(bench: Workbench, name: str, table: Table) -> Table:
    """The table with all its columns in plain types; a copy only where one of them has another type."""
    wanted = [Column(column.name, plain_type(column.sql_type)) for column in table.columns]
    if list(table.columns) == wanted and table.files:
        return table
    columns = ", ".join(f"CAST({quoted(c.name)} AS {c.sql_type}) AS {quoted(c.name)}" for c in wanted)
    return keep(bench, name, f"SELECT {columns} FROM {table.relation}")


def typed(engine: Engine, columns: Iterable[Column]) -> str:
    """The columns for SELECT, each cast to the type that the engine gives it."""
    found = ((identifier(engine, column.name), column_type(engine, column)) for column in columns)
    return ", ".join(f"CAST({name} AS {wanted}) AS {name}" for name, wanted in found)
