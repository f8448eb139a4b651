"""Which tables and columns does a source have, and of which kind are they?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from golive.engines.reconcile.refusals import refuse

_T = TypeVar("_T")


class Kind(StrEnum):
    """What a column holds, in the words of a mapping; everything that is none of these is text."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    FLOAT = "float"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"

    @property
    def is_number(self) -> bool:
        return self in {Kind.INTEGER, Kind.DECIMAL, Kind.FLOAT}


_KINDS = {
    "BOOLEAN": Kind.BOOLEAN,
    "DATE": Kind.DATE,
    "DOUBLE": Kind.FLOAT,
    "FLOAT": Kind.FLOAT,
    "REAL": Kind.FLOAT,
} | dict.fromkeys(
    ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"),
    Kind.INTEGER,
)


def kind_of(sql_type: str) -> Kind:
    """The kind of a DuckDB type.

    >>> kind_of("DECIMAL(14,2)"), kind_of("TIMESTAMP WITH TIME ZONE"), kind_of("STRUCT(a INTEGER)")
    (<Kind.DECIMAL: 'decimal'>, <Kind.DATETIME: 'datetime'>, <Kind.TEXT: 'text'>)
    """
    name = sql_type.upper()
    if name.startswith("DECIMAL") and "[" not in name:
        return Kind.DECIMAL
    if name.startswith("TIMESTAMP") and "[" not in name:
        return Kind.DATETIME
    return _KINDS.get(name, Kind.TEXT)


def decimals_of(sql_type: str) -> tuple[int, int]:
    """Digits and places of a DuckDB decimal.

    >>> decimals_of("DECIMAL(14,2)")
    (14, 2)
    """
    digits, places = sql_type.upper().removeprefix("DECIMAL(").removesuffix(")").split(",")
    return int(digits), int(places)


@dataclass(frozen=True)
class Column:
    """A column with its DuckDB type (VARCHAR for all of CSV, Excel and JSON: nothing is guessed)."""

    name: str
    sql_type: str = "VARCHAR"

    @property
    def kind(self) -> Kind:
        return kind_of(self.sql_type)


@dataclass(frozen=True)
class Table:
    """A table that DuckDB can read: ``relation`` is what stands after FROM.

    ``notices`` say what was assumed while reading (encoding, delimiter, renamed headers).
    """

    name: str
    columns: tuple[Column, ...]
    relation: str
    notices: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column so named, exactly or else regardless of case."""
        return _found(name, {column.name: column for column in self.columns}, f"the table {self.name}", "column")


@dataclass
class Source:
    """One place with one or several tables. A table is read in when it is asked for, and only once."""

    place: str
    names: tuple[str, ...]
    load: Callable[[str], Table]
    _loaded: dict[str, Table] = field(default_factory=dict)

    def table(self, name: str = "") -> Table:
        """The table so named, or the only one. Raises `Refused` naming the tables there are."""
        if not name and len(self.names) == 1:
            name = self.names[0]
        if not name:
            shown = ", ".join(self.names[:20]) or "none"
            refuse("source.which_table", f"{self.place} holds {len(self.names)} tables.", f"Name one of: {shown}.")
        found = _found(name, {known: known for known in self.names}, self.place, "table")
        if found not in self._loaded:
            self._loaded[found] = self.load(found)
        return self._loaded[found]

    def tables(self) -> list[Table]:
        """All tables, in the order of the place."""
        return [self.table(name) for name in self.names]


def found_name(name: str, known: list[str], where: str) -> str:
    """The table so named among those of a place, or the only one. Raises `Refused` naming those there are."""
    if not name and len(known) == 1:
        return known[0]
    return _found(name, {each: each for each in known}, where, "table")


def _found(name: str, known: dict[str, _T], where: str, what: str) -> _T:
    if name in known:
        return known[name]
    alike = [value for key, value in known.items() if key.casefold() == name.casefold()]
    if len(alike) == 1:
        return alike[0]
    shown = ", ".join(list(known)[:20]) or "none"
    refuse(f"source.no_{what}", f"There is no {what} {name!r} in {where}.", f"There are: {shown}.")


def quoted(name: str) -> str:
    """A name as an SQL identifier.

    >>> quoted('a"b')
    '"a""b"'
    """
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL literal.

    >>> literal("O'Neil")
    "'O''Neil'"
    """
    return "'" + text.replace("'", "''") + "'"
