"""What is a column, a table, a key, a reference, as source and target alike call them?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What the values of a column are, whatever the file or database stores them as."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    MOMENT = "timestamp"
    BOOLEAN = "boolean"
    EMPTY = "empty"


NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL})
TIMES = frozenset({Kind.DATE, Kind.MOMENT})


@dataclass(frozen=True)
class Reference:
    """A foreign key: where it points, and how it was learned.

    ``share`` is the part of the distinct values that exists there; None where it was declared, not measured.
    """

    table: str
    column: str
    share: float | None = None

    def __str__(self) -> str:
        return f"{self.table}.{self.column}"


@dataclass(frozen=True)
class Column:
    """One column: how it is declared, what a dictionary says of it, and a sample of its distinct values as text."""

    table: str
    name: str
    kind: Kind = Kind.TEXT
    declared: str = ""
    label: str = ""
    description: str = ""
    mandatory: bool = False
    max_length: int | None = None
    is_key: bool = False
    reference: Reference | None = None
    values: tuple[str, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        return f"{self.table}.{self.name}" if self.table else self.name


@dataclass(frozen=True)
class Table:
    """One table with its columns in their order; ``rows`` is None where only a dictionary is known."""

    name: str
    columns: tuple[Column, ...]
    rows: int | None = None
    keys: tuple[tuple[str, ...], ...] = ()

    def column(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise LookupError(f"{self.name} has no column “{name}”. It has: {', '.join(c.name for c in self.columns)}.")


@dataclass(frozen=True)
class Catalogue:
    """All tables of a source or a target.

    >>> crm = Catalogue("crm", (Table("Account", (Column("Account", "Name"), Column("Account", "City"))),))
    >>> [str(column) for column in crm.columns()]
    ['Account.Name', 'Account.City']
    """

    name: str
    tables: tuple[Table, ...]

    def columns(self) -> Iterator[Column]:
        for table in self.tables:
            yield from table.columns

    def table(self, name: str) -> Table:
        for table in self.tables:
            if table.name == name:
                return table
        raise LookupError(f"{self.name} has no table “{name}”. It has: {', '.join(t.name for t in self.tables)}.")
