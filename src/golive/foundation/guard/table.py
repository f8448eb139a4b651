"""Which rows does this sheet or CSV file have, and on which lines?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from golive.foundation.guard.delimited import read_delimited
from golive.foundation.guard.files import FileKind, file_kind
from golive.foundation.guard.limits import IMPORT_LIMITS, Limits
from golive.foundation.guard.parent import run_guarded
from golive.foundation.guard.refusals import refuse
from golive.foundation.guard.workbook import read_workbook
from golive.plain.verdict import Kind, Refusal, Refused

Cell = str | int | float | bool | date | datetime | time | None


@dataclass(frozen=True)
class Line:
    """One row and the line of the file (or row of the sheet) where it begins, as its reader sees it."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def blank(self) -> bool:
        return all(cell is None or cell == "" for cell in self.cells)

    def text(self, column: int) -> str:
        """The cell as trimmed text; nothing there is an empty text."""
        cell = self.cells[column] if column < len(self.cells) else None
        return "" if cell is None else cell_text(cell)


@dataclass(frozen=True)
class Table:
    """All lines of one sheet or CSV file; ``header_at`` is the index of the line that names the columns."""

    name: str
    lines: tuple[Line, ...]
    notices: tuple[str, ...] = ()
    header_at: int = 0
    is_csv: bool = False

    @property
    def headers(self) -> tuple[str, ...]:
        """The column names as written, repeated ones included; trailing empty ones are cut."""
        if not self.lines:
            return ()
        line = self.lines[self.header_at]
        texts = [line.text(column) for column in range(len(line.cells))]
        while texts and not texts[-1]:
            texts.pop()
        return tuple(texts)

    @property
    def rows(self) -> tuple[Line, ...]:
        """The lines below the header, blank ones included."""
        return self.lines[self.header_at + 1 :]

    def headed_at(self, index: int) -> Table:
        """The same table with its header on another line: titles and legends may stand above it."""
        return replace(self, header_at=index)

    def column(self, index: int) -> Iterator[str]:
        """The texts of one column below the header, empty cells left out."""
        for line in self.rows:
            if text := line.text(index):
                yield text


def cell_text(cell: Cell) -> str:
    """A cell as a person reads it.

    >>> cell_text(3.0), cell_text(date(2026, 3, 1)), cell_text(True), cell_text("  a ")
    ('3', '2026-03-01', 'yes', 'a')
    """
    if isinstance(cell, str):  # first: nearly every cell is one
        return cell.replace("\xa0", " ").strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def read_tables(path: str | Path, *, limits: Limits = IMPORT_LIMITS, name: str = "") -> list[Table]:
    """The sheets of an xlsx file, or the one table of a CSV file, read in the guarded child.

    Raises `Refused` with the file's name, the place, the reason and the cure.
    """
    guarded = run_guarded(tables_in_child, path, limits=limits, name=name)
    return [_table(raw, guarded.notices) for raw in guarded.value]


def read_table(path: str | Path, sheet: str = "", *, limits: Limits = IMPORT_LIMITS, name: str = "") -> Table:
    """One table: the sheet so named, else the first one with content."""
    tables = read_tables(path, limits=limits, name=name)
    for table in tables:
        if table.name == sheet or (not sheet and table.lines):
            return table
    shown = name or Path(path).name
    problem = f"{shown}: there is no sheet {sheet!r}." if sheet else f"{shown}: no sheet has any content."
    have = ", ".join(table.name for table in tables)
    raise Refused([Refusal("file.no_table", problem, f"Its sheets are: {have}.", Kind.INPUT)])


def tables_in_child(path: str, limits: Limits) -> list[dict[str, Any]]:
    kind = file_kind(path, limits)
    if kind is FileKind.ZIP:
        return read_workbook(path, limits)
    if kind is FileKind.XML:
        refuse("kind", "It is an XML file, not a table.", "Export the table as .xlsx or .csv.")
    return [read_delimited(path, limits)]


def _table(raw: dict[str, Any], notices: tuple[str, ...]) -> Table:
    lines = tuple(Line(number, _unpacked(width, packed)) for number, width, packed in raw["lines"])
    return Table(raw["name"], lines, tuple(raw["notices"]) + notices, is_csv=raw["is_csv"])


def _unpacked(width: int, packed: list[Any]) -> tuple[Cell, ...]:
    """Rows travel as column, value, column, value: exports of trackers are mostly empty cells."""
    cells: list[Cell] = [None] * width
    for at in range(0, len(packed), 2):
        value = packed[at + 1]
        cells[packed[at]] = _moment(value) if isinstance(value, list) else value
    return tuple(cells)


def _moment(value: list[str]) -> Cell:
    kind, text = value
    if kind == "datetime":
        return datetime.fromisoformat(text)
    return date.fromisoformat(text) if kind == "date" else time.fromisoformat(text)
