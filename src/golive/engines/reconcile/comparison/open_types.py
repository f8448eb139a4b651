"""In which type are two columns held against each other, where the mapping leaves it open or the target is finer?"""

from __future__ import annotations

from typing import Any, Protocol

from golive.engines.reconcile.comparison.expected import Expected
from golive.engines.reconcile.expressions import Engine
from golive.engines.reconcile.expressions.dialect import identifier
from golive.engines.reconcile.expressions.types import read_text
from golive.engines.reconcile.mapping.document import Field, FieldType, Mapping
from golive.engines.reconcile.refusals import refusal
from golive.engines.reconcile.sources import Kind, Table
from golive.engines.reconcile.sources.table import decimals_of
from golive.plain.verdict import require

FINE = 8  # decimal places that an exact comparison keeps of what the target holds
MOST_DIGITS = 38


class Place(Protocol):
    """What computes: the bench, or a server."""

    engine: Engine

    def rows(self, sql: str) -> list[tuple[Any, ...]]: ...


def settled(
    place: Place, mapping: Mapping, expected: Expected, found: Table
) -> tuple[dict[str, FieldType], tuple[str, ...]]:
    """The type of each compared column, and what was settled here rather than in the mapping.

    Text whose type is not declared is read as what the target holds, if every value of it can be read so. A decimal is
    compared with the places of the target, so that nothing is rounded away. Raises `Refused` for a tolerance on text.
    """
    types, wanted = dict(expected.types), dict[str, FieldType]()
    for name in types:
        arrived, field = found.column(name), mapping.field(name)
        is_key = name.casefold() in {key.casefold() for key in mapping.key_target}
        if _is_declared(field):
            types[name] = _finer(types[name], arrived.kind, arrived.sql_type, field)
        elif types[name].kind is Kind.TEXT and (type_ := _read_as(arrived.kind, field, is_key)):
            wanted[name] = type_
    unread = _unreadable(place, expected.table, wanted)
    read = {name: type_ for name, type_ in wanted.items() if name not in unread}
    types |= read
    require(
        [
            refusal("mapping", f"field {name}: a text has no tolerance.", "Declare type: decimal(14,2), or date.", name)
            for name, type_ in types.items()
            if type_.kind is Kind.TEXT and _is_tolerant(mapping.field(name))
        ]
    )
    return types, tuple(
        f"{name} has no type in the mapping; its text was read as {_said(type_)}." for name, type_ in read.items()
    )


def _is_declared(field: Field | None) -> bool:
    return field is not None and (field.type or field.compare.as_type) is not None


def _is_tolerant(field: Field | None) -> bool:
    return field is not None and field.compare.is_tolerant


def _read_as(arrived: Kind, field: Field | None, is_key: bool) -> FieldType | None:
    """What undeclared text is read as. A whole number in a key stays text: its leading zeros tell keys apart."""
    if is_key:
        return FieldType(Kind.FLOAT) if arrived is Kind.FLOAT else None
    if arrived is Kind.TEXT:
        return FieldType(Kind.DECIMAL) if _is_tolerant(field) else None
    return FieldType(arrived)


def _finer(declared: FieldType, arrived: Kind, sql_type: str, field: Field | None) -> FieldType:
    """A declared decimal with the places of what arrived; as it is where ``compare: {as: …}`` says so."""
    if declared.kind is not Kind.DECIMAL or (field and field.compare.as_type):
        return declared
    digits, places = declared.decimals
    theirs = decimals_of(sql_type)[1] if arrived is Kind.DECIMAL else FINE if arrived in {Kind.TEXT, Kind.FLOAT} else 0
    if theirs <= places:
        return declared
    return FieldType(
        Kind.DECIMAL, min(digits - places + theirs, MOST_DIGITS), min(theirs, MOST_DIGITS - digits + places)
    )


def _unreadable(place: Place, expected: Table, wanted: dict[str, FieldType]) -> set[str]:
    """The columns of text that hold a value which is nothing of their type."""
    if not wanted:
        return set()
    counts = place.rows(
        f"SELECT {', '.join(_count(place.engine, *each) for each in wanted.items())} FROM {_of(expected)}"
    )
    return {name for name, n in zip(wanted, counts[0], strict=True) if n}


def _of(table: Table) -> str:
    return f"{table.relation} x"


def _count(engine: Engine, name: str, type_: FieldType) -> str:
    raw = f"x.{identifier(engine, name)}"
    fails = f"{raw} IS NOT NULL AND {read_text(engine, raw, type_.kind, *type_.decimals)} IS NULL"
    if type_.kind.is_number:  # 01234 is a postcode rather than a number: as one it would lose what it says
        fails += f" OR {raw} LIKE '0_%' AND {raw} NOT LIKE '0.%'"
    return f"count(CASE WHEN {fails} THEN 1 END)"


def _said(type_: FieldType) -> str:
    return "true or false" if type_.kind is Kind.BOOLEAN else type_.kind.value
