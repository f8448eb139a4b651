"""Which rows do the sheets of this xlsx file have? Read only after its parts were looked through."""

from __future__ import annotations

import posixpath
import re
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine

from golive.foundation.guard.limits import Limits
from golive.foundation.guard.quick import quick_extent, quick_strings
from golive.foundation.guard.refusals import refuse
from golive.foundation.guard.xml import scan
from golive.foundation.guard.zips import opened_zip

_AGAIN = "Open it in Excel and save it again as .xlsx."
_REF = re.compile(r"\$?([A-Z]{1,4})\$?([0-9]{1,12})")
_SHEETS = ("worksheet", "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet")


def read_workbook(path: str, limits: Limits) -> list[dict[str, Any]]:
    """The visible sheets with their lines. Call it in the child only: calamine can abort the process."""
    notices = _looked_through(path, limits)
    try:
        with python_calamine.CalamineWorkbook.from_path(path) as book:
            visible = [sheet for sheet in book.sheets_metadata if _is_table(sheet)]
            if len(visible) < len(book.sheets_metadata):
                left = len(book.sheets_metadata) - len(visible)
                notices.append(f"{left} hidden or chart {'sheet was' if left == 1 else 'sheets were'} left out.")
            return [_sheet(book, sheet.name, limits, notices) for sheet in visible]
    except (python_calamine.CalamineError, ValueError, OSError) as broken:
        refuse("xlsx.broken", f"The workbook cannot be read ({str(broken)[:200]}).", _AGAIN)


def _is_table(sheet: python_calamine.SheetMetadata) -> bool:
    shown = sheet.visible == python_calamine.SheetVisibleEnum.Visible
    return bool(shown and sheet.typ == python_calamine.SheetTypeEnum.WorkSheet)


def _sheet(book: python_calamine.CalamineWorkbook, name: str, limits: Limits, notices: list[str]) -> dict[str, Any]:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    lines = []
    for number, row in enumerate(rows, 1):
        packed = [part for column, cell in enumerate(row) if cell != "" for part in (column, _portable(cell, limits))]
        if packed:
            lines.append((number, len(row), packed))
    return {"name": name, "lines": lines, "notices": notices, "is_csv": False}


def _portable(cell: Any, limits: Limits) -> Any:
    """The cell as a JSON value; dates and times as a pair of kind and ISO text."""
    if isinstance(cell, str):
        if len(cell) > limits.cell_characters:
            refuse(
                "xlsx.cell", f"A cell has {len(cell):,} characters (limit {limits.cell_characters:,}).", "Shorten it."
            )
        return cell.replace("\0", "")
    if isinstance(cell, float):
        if cell != cell or cell in (float("inf"), float("-inf")):
            return str(cell)
        return int(cell) if cell.is_integer() and abs(cell) < 1e15 else cell
    if isinstance(cell, datetime):
        return ["datetime", cell.isoformat()] if cell.time() != time() else ["date", cell.date().isoformat()]
    if isinstance(cell, date):
        return ["date", cell.isoformat()]
    if isinstance(cell, time):
        return ["time", cell.isoformat()]
    return cell.total_seconds() if isinstance(cell, timedelta) else cell


def _looked_through(path: str, limits: Limits) -> list[str]:
    with opened_zip(path, limits, limits.workbook_members) as archive:
        names = set(archive.namelist())
        if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
            refuse("xlsx.kind", "The container is no Excel workbook.", "Save it as .xlsx; .ods and .xlsb are not read.")
        sheets = _sheet_parts(archive, limits)
        for name in sorted(names):
            if name.lower().endswith((".xml", ".rels", ".vml")):
                _look_through(archive, name, name in sheets, limits)
        has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return ["The workbook has macros; they were ignored."] if has_macros else []


def _look_through(archive: zipfile.ZipFile, name: str, is_sheet: bool, limits: Limits) -> None:
    """Large parts in their usual form are judged by searching, all others element by element with expat."""
    extent = _Extent(name, limits) if is_sheet else None
    with archive.open(name) as stream:
        if extent and (far := quick_extent(stream, limits)):
            extent.reach(*far, "")
            return
    with archive.open(name) as stream:
        if name == "xl/sharedStrings.xml" and quick_strings(stream, limits):
            return
    with archive.open(name) as stream:
        scan(stream, limits, name, (), extent.see if extent else None)


def _sheet_parts(archive: zipfile.ZipFile, limits: Limits) -> set[str]:
    """The parts that the workbook names as sheets; each must be inside the file."""
    found: list[tuple[str, str]] = []

    def see(name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "").rpartition("/")[2]
        if name.rpartition(":")[2] == "Relationship" and kind in _SHEETS:
            found.append((attributes.get("Target", ""), attributes.get("TargetMode", "")))

    try:
        with archive.open("xl/_rels/workbook.xml.rels") as stream:
            scan(stream, limits, "xl/_rels/workbook.xml.rels", (), see)
    except KeyError:
        refuse("xlsx.parts", "The list of its sheets (xl/_rels/workbook.xml.rels) is missing.", _AGAIN)
    if len(found) > limits.sheets:
        refuse(
            "xlsx.sheets", f"The workbook has {len(found):,} sheets (limit {limits.sheets}).", "Delete unused sheets."
        )
    return {_inside(archive, target, mode) for target, mode in found}


def _inside(archive: zipfile.ZipFile, target: str, mode: str) -> str:
    if mode.lower() == "external":
        refuse("xlsx.external", f"A sheet lies outside of the file ({target[:100]!r}).", _AGAIN)
    part = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
    if part not in archive.namelist():
        refuse("xlsx.parts", f"The sheet {part[:100]!r} is missing from the file.", _AGAIN)
    return part


class _Extent:
    """Follows the cell references of one sheet and refuses one too far away, before anything allocates for it."""

    def __init__(self, part: str, limits: Limits) -> None:
        self.part, self.limits = part, limits
        self.row = self.column = self.far_row = self.far_column = 0

    def see(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2] if ":" in name else name
        if name == "row":
            self.row, self.column = self._number(attributes.get("r"), self.row + 1), 0
        elif name == "c":
            self._cell(attributes.get("r"))
        elif name == "dimension":
            self._corner(attributes.get("ref", ""))

    def _number(self, text: str | None, otherwise: int) -> int:
        if text is None:
            return otherwise
        if not text.isascii() or not text.isdigit() or len(text) > 12:
            refuse("xlsx.reference", f"In {self.part} a row has the number {text[:30]!r}.", _AGAIN)
        return int(text)

    def _cell(self, ref: str | None) -> None:
        if ref is None:
            self.row, self.column = max(self.row, 1), self.column + 1
        else:
            self.column, self.row = self._split(ref)
        if self.row > self.far_row or self.column > self.far_column:
            self.reach(self.row, self.column, ref or "")

    def _corner(self, ref: str) -> None:
        """A wrong dimension is common and harmless, one that is no reference is not."""
        for corner in ref.split(":") if ref else ():
            self._split(corner)

    def _split(self, ref: str) -> tuple[int, int]:
        hit = _REF.fullmatch(ref)
        if not hit:
            refuse("xlsx.reference", f"In {self.part} a cell has the address {ref[:30]!r}.", _AGAIN)
        column = 0
        for letter in hit[1]:
            column = column * 26 + ord(letter) - 64
        return column, int(hit[2])

    def reach(self, row: int, column: int, ref: str) -> None:
        self.far_row, self.far_column = max(self.far_row, row), max(self.far_column, column)
        limits, empty = self.limits, "Delete the empty rows and columns beyond the table, then save again."
        if self.far_row > limits.rows or self.far_column > limits.workbook_columns:
            most = f"{limits.rows:,} rows x {limits.workbook_columns:,} columns"
            refuse("xlsx.extent", f"In {self.part} the cell {ref or row} lies beyond {most}.", empty)
        if self.far_row * self.far_column > limits.rectangle_cells:
            span = f"{self.far_row:,} rows x {self.far_column:,} columns (limit {limits.rectangle_cells:,} cells)"
            refuse("xlsx.extent", f"In {self.part} the cells span {span}.", empty)
