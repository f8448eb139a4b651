"""Which column is read as which field, how sure is that, and why?"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from golive.plain.interchange import RaidKind


@dataclass(frozen=True)
class Column:
    """One column of a sheet: the field it is read as ('' = kept as an extra), confidence 0-1, and the reason."""

    index: int
    header: str
    field: str
    confidence: float
    reason: str


@dataclass(frozen=True)
class SheetMapping:
    """How one sheet is read. ``kind`` is set where the whole sheet holds one kind (a tab named Risks)."""

    sheet: str
    header_line: int
    columns: tuple[Column, ...]
    kind: RaidKind | None = None
    signature: str = ""
    remembered: bool = False
    skipped_because: str = ""

    @cached_property
    def _indexes(self) -> dict[str, int]:
        return {column.field: column.index for column in reversed(self.columns) if column.field}

    def index_of(self, field: str) -> int | None:
        """Where the field stands in each row; None where no column has it."""
        return self._indexes.get(field)

    @cached_property
    def extras(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if not column.field and column.header)


@dataclass(frozen=True)
class Mapping:
    """How the whole file is read: shown before anything is taken, changed by hand, remembered afterwards."""

    sheets: tuple[SheetMapping, ...]

    def with_field(self, sheet: str, index: int, field: str) -> Mapping:
        """The same mapping with one column set by hand; the column that had the field before becomes an extra."""
        return Mapping(tuple(_chosen(one, index, field) if one.sheet == sheet else one for one in self.sheets))

    def with_kind(self, sheet: str, kind: RaidKind) -> Mapping:
        """The same mapping with every row of one sheet being of this kind."""
        return Mapping(tuple(replace(one, kind=kind) if one.sheet == sheet else one for one in self.sheets))

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Mapping:
        """The mapping that `to_json` wrote; unknown names raise TypeError, they are never ignored."""
        return cls(tuple(_sheet_from(dict(sheet)) for sheet in value["sheets"]))


def _sheet_from(value: dict[str, Any]) -> SheetMapping:
    value["columns"] = tuple(Column(**column) for column in value["columns"])
    value["kind"] = RaidKind(value["kind"]) if value["kind"] else None
    return SheetMapping(**value)


def _chosen(sheet: SheetMapping, index: int, field: str) -> SheetMapping:
    columns = []
    for column in sheet.columns:
        if column.index == index:
            columns.append(replace(column, field=field, confidence=1.0, reason="Chosen by hand."))
        elif field and column.field == field:
            columns.append(replace(column, field="", confidence=1.0, reason="Its field was given to another column."))
        else:
            columns.append(column)
    chosen = replace(sheet, columns=tuple(columns), kind=None if field == "kind" else sheet.kind)
    has_text = chosen.index_of("title") is not None or chosen.index_of("description") is not None
    return replace(chosen, skipped_because="") if has_text else chosen
