"""What does a mapping say of one target object?"""

from __future__ import annotations

import re
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field

from golive.engines.reconcile.expressions import FUNCTIONS
from golive.engines.reconcile.expressions.dialect import Engine
from golive.engines.reconcile.expressions.types import engine_type
from golive.engines.reconcile.sources import Kind, quoted

_TYPE = re.compile(r"(text|integer|decimal|float|boolean|date|datetime)(?:\((\d+)(?:,\s*(\d+))?\))?", re.IGNORECASE)


@dataclass(frozen=True)
class FieldType:
    """A declared type: ``text(255)`` has a length, ``decimal(14,2)`` digits and places."""

    kind: Kind
    size: int | None = None
    places: int | None = None

    @classmethod
    def parse(cls, text: str) -> FieldType | None:
        """The type, or None where the text is none.

        >>> FieldType.parse("decimal(14,2)")
        FieldType(kind=<Kind.DECIMAL: 'decimal'>, size=14, places=2)
        """
        found = _TYPE.fullmatch(text.strip())
        if found is None:
            return None
        size, places = (int(part) if part else None for part in found.groups()[1:])
        return cls(Kind(found[1].lower()), size, places)

    @property
    def decimals(self) -> tuple[int, int]:
        """Digits and places of a decimal: (28, 8) where nothing is said."""
        return min(self.size or 28, 38), 8 if self.size is None else self.places or 0

    @property
    def sql(self) -> str:
        """The DuckDB type in which both sides are compared."""
        return self.on(Engine.DUCKDB)

    def on(self, engine: Engine) -> str:
        """The type of an engine in which both sides are compared."""
        return engine_type(engine, self.kind, *self.decimals)

    def __str__(self) -> str:
        inside = ",".join(str(part) for part in (self.size, self.places) if part is not None)
        return f"{self.kind.value}({inside})" if inside else self.kind.value


@dataclass(frozen=True)
class Compare:
    """How two values of a field are held against each other; nothing is normalised that is not said here.

    ``abs_tol`` in units of the field, ``rel_tol`` as a share of the expected value; ``date_format`` reads a target
    that writes its dates as text.
    """

    as_type: FieldType | None = None
    abs_tol: float = 0.0
    rel_tol: float = 0.0
    trim: bool = False
    ignore_case: bool = False
    blank_is_null: bool = False
    date_format: str = ""
    skip: bool = False

    @property
    def is_tolerant(self) -> bool:
        return self.abs_tol > 0 or self.rel_tol > 0

    @property
    def words(self) -> list[str]:
        """What is declared, for the report."""
        said = [
            f"within {self.abs_tol:g}" if self.abs_tol else "",
            f"within {self.rel_tol:.4%} of the expected" if self.rel_tol else "",
            "without spaces at the ends" if self.trim else "",
            "regardless of case" if self.ignore_case else "",
            "blank is null" if self.blank_is_null else "",
            f"target written as {self.date_format}" if self.date_format else "",
            "not compared" if self.skip else "",
        ]
        return [each for each in said if each]


@dataclass(frozen=True)
class ValueMap:
    """Codes of the source and their values in the target, each with who confirmed it."""

    name: str
    values: Dict[str, str]
    confirmed_by: Dict[str, str] = field(default_factory=dict)

    @property
    def unconfirmed(self) -> list[str]:
        return [code for code in self.values if not self.confirmed_by.get(code)]


@dataclass(frozen=True)
class Field:
    """One target field: exactly one of expression, source column (with or without a value map), constant, default.

    ``unmapped`` says what becomes of a code that the map does not know: error, null or keep.
    """

    name: str
    expr: str = ""
    column: str = ""
    map: str = ""
    constant: str | None = None
    is_default: bool = False
    unmapped: str = "error"
    type: FieldType | None = None
    mandatory: bool = False
    compare: Compare = Compare()

    @property
    def expression(self) -> str:
        """What computes it before its value map; empty for a constant or default."""
        return self.expr or (quoted(self.column) if self.column else "")


@dataclass(frozen=True)
class Control:
    """A total that both sides must share: a count, the sum of a field, or how many references are empty (orphans)."""

    what: str
    field: str = ""
    by: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        named = {"count": "count", "sum": f"sum of {self.field}", "orphans": f"empty {self.field}"}[self.what]
        return f"{named} by {', '.join(self.by)}" if self.by else named


def key_expression(name: str) -> str:
    """What computes a part of the key: a column, or an expression where one of our functions is called.

    >>> key_expression("KUNNR"), key_expression("strip_zeros(KUNNR)"), key_expression("Amount (EUR)")
    ('"KUNNR"', 'strip_zeros(KUNNR)', '"Amount (EUR)"')
    """
    called = (word.lower() for word in re.findall(r"(\w+)\s*\(", name))
    return name if any(word in FUNCTIONS for word in called) else quoted(name)


@dataclass(frozen=True)
class Mapping:
    """How one object of the target is made from one table of the source.

    ``key_target`` and ``key_source`` are the business key, column by column; ``not_migrated`` has a reason for every
    source field that stays behind. ``sha256`` is the hash of the document as it was read.
    """

    object: str
    source_table: str
    key_target: tuple[str, ...]
    key_source: tuple[str, ...]
    fields: tuple[Field, ...]
    filter: str = ""
    owner: str = ""
    target_table: str = ""
    not_migrated: Dict[str, str] = field(default_factory=dict)
    maps: Dict[str, ValueMap] = field(default_factory=dict)
    system: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    accept: Dict[str, int] = field(default_factory=dict)
    controls: tuple[Control, ...] = ()
    sha256: str = ""

    def field(self, name: str) -> Field | None:
        return next((each for each in self.fields if each.name.casefold() == name.casefold()), None)
