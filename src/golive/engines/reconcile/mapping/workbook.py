"""How does a business owner edit a mapping in Excel, and what did they change? To a workbook and back, nothing lost."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from golive.engines.reconcile.mapping import sheets
from golive.engines.reconcile.mapping.cells import Cells, read_cells
from golive.engines.reconcile.mapping.document import Mapping
from golive.engines.reconcile.mapping.reading import MOST_BYTES, UNMAPPED, parse_mapping
from golive.engines.reconcile.mapping.sheets import COLUMNS, FIELDS, KEY, LEFT, MAPPING, MAPS, VERSION, WAYS
from golive.engines.reconcile.mapping.written import as_written
from golive.engines.reconcile.refusals import refusal
from golive.plain.verdict import Refusal, Refused, require

_WIDTHS = {"Source": 48, "Source column or expression": 48, "Value": 48, "Reason": 60, "Field": 24, "Compare": 28}
_CHOICES = {(FIELDS, "Way"): WAYS, (FIELDS, "Unmapped"): UNMAPPED, (FIELDS, "Mandatory"): ("yes", "no")}
_MORE_ROWS = 1_000  # under the last, in which the choices are offered and cells are text


@dataclass(frozen=True)
class Change:
    """One difference from the mapping as it stands; ``before`` or ``after`` is empty where it is new or gone."""

    where: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        if not self.before:
            return f"{self.where}: new, {self.after}"
        return f"{self.where}: {self.before} → {self.after}" if self.after else f"{self.where}: gone ({self.before})"


@dataclass(frozen=True)
class Edited:
    """The mapping that a workbook says: its text (the old one word for word where nothing changed), and the changes."""

    text: str
    mapping: Mapping
    changes: tuple[Change, ...]
    notices: tuple[str, ...] = ()


def to_workbook(text: str, folder: Path | None = None, name: str = "mapping") -> bytes:
    """The mapping as an .xlsx file: sheets for its parts, key, fields, value maps and what stays behind.

    ``folder`` is where its value maps lie that are files. Every cell is text, so that Excel leaves 007 and 1-2 alone.
    Raises `Refused` for a document that is no mapping.
    """
    parse_mapping(text, folder, name)
    document = sheets.in_one_form(as_written(text, name))
    rows = sheets.to_sheets(document, _sha256(text))
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        head = book.add_format({"bold": True, "bg_color": "#E8EDF7", "bottom": 1})
        cell = book.add_format({"num_format": "@", "valign": "top"})
        for sheet, columns in COLUMNS.items():
            page = book.add_worksheet(sheet)
            page.freeze_panes(1, 1)
            for at, column in enumerate(columns):
                page.set_column(at, at, _WIDTHS.get(column, 20), cell)
                page.write_string(0, at, column, head)
                if (choices := _CHOICES.get((sheet, column))) is not None:
                    rule = {"validate": "list", "source": list(choices)}
                    page.data_validation(1, at, len(rows[sheet]) + _MORE_ROWS, at, rule)
            for number, row in enumerate(rows[sheet], 1):
                for at, said in enumerate(row):
                    page.write_string(number, at, said, cell)
    return out.getvalue()


def from_workbook(path: Path, base: str, folder: Path | None = None, name: str = "mapping") -> Edited:
    """What a workbook makes of the mapping ``base``, the text from which it was made.

    Raises `Refused` with every fault at once, each with its sheet and cell: what Excel made of a cell, a name that
    stands twice, a code that lost its zeros, a mapping that changed meanwhile; and all that `parse_mapping` refuses.
    """
    cells = read_cells(path)
    reader = _Sheets(cells, as_written(base, name) or {}, _sha256(base))
    document = reader.document()
    require(reader.problems)
    before = sheets.in_one_form(as_written(base, name))
    changes = tuple(_changes(before, document))
    text = sheets.to_yaml(document) if changes else base
    try:
        mapping = parse_mapping(text, folder, path.name)
    except Refused as refused:
        raise Refused([reader.placed(each) for each in refused.refusals]) from None
    notices = [f"The sheet {sheet} was left unread." for sheet in cells if sheet not in COLUMNS]
    if changes and any(line.lstrip().startswith("#") for line in base.splitlines()):
        notices.append("The comments of the YAML file are not in a workbook: they are gone from the new text.")
    return Edited(text, mapping, changes, tuple(notices))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class _Sheets:
    """Reads the sheets of a workbook and collects what is wrong with them."""

    def __init__(self, cells: Cells, base: dict[str, Any], version: str) -> None:
        self.cells, self.base, self.version = cells, base, version
        self.problems: list[Refusal] = []
        self.rows_of: dict[str, int] = {}

    def wrong(self, where: str, problem: str, cure: str) -> None:
        self.problems.append(refusal("mapping.cell", f"{where}: {problem}.", cure, where))

    def placed(self, each: Refusal) -> Refusal:
        """A refusal of the mapping with the row in which it stands."""
        row = self.rows_of.get(each.field or "")
        where = f" (sheet {FIELDS}, row {row})" if row else ""
        return refusal(
            each.code.removeprefix("data."), each.problem.removesuffix(".") + f"{where}.", each.cure, each.field or ""
        )

    def rows(self, sheet: str) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows with content by the names of the header, each with its number in Excel."""
        held = self.cells.get(sheet)
        if held is None:
            return self.wrong(f"sheet {sheet}", "is missing", "Export the mapping again; leave its sheets in place.")
        names = [text.strip() for text, _ in held[0]] if held else []
        at = {column: names.index(column) for column in COLUMNS[sheet] if column in names}
        if missing := [column for column in COLUMNS[sheet] if column not in at]:
            return self.wrong(
                f"sheet {sheet}", f"has no column {', '.join(missing)}", "Put its header back into row 1."
            )
        for number, row in enumerate(held[1:], 2):
            told = {column: row[place] if place < len(row) else ("", "text") for column, place in at.items()}
            if any(text.strip() for text, _ in told.values()):
                yield (
                    number,
                    {
                        column: self._text(sheet, f"{_letter(at[column])}{number}", column, *cell)
                        for column, cell in told.items()
                    },
                )

    def _text(self, sheet: str, cell: str, column: str, text: str, kind: str) -> str:
        where = f"sheet {sheet}, {cell}"
        if kind == "date":
            self.wrong(where, f"Excel made a date of it ({text})", "Format the cell as Text and type it again.")
        if kind == "truth" and column != "Mandatory":
            self.wrong(where, "Excel made a truth value of it", "Format the cell as Text and type it again.")
        if kind == "truth":
            return "yes" if text == "true" else "no"
        return text.strip() if column in ("Way", "Unmapped", "Type", "Mandatory", "Part", "Field") else text

    def document(self) -> dict[str, Any]:
        parts = self._parts()
        version = parts.pop(VERSION, "")
        if version != self.version:
            cure = "Export it again and carry the edits over, or import against the version it was made from."
            self.wrong(f"sheet {MAPPING}", "the mapping changed since this workbook was made", cure)
        try:
            found = sheets.document_of(parts)
        except Refused as refused:
            self.problems += refused.refusals
            found = {}
        key, fields, maps, left = self._key(), self._fields(), self._maps(), self._left()
        found |= {"key": key, "fields": fields}
        for name, held in (("not_migrated", left), ("maps", maps)):
            if held or self.base.get(name) is not None:
                found[name] = held
        self._kept_zeros(maps)
        return found

    def _named(self, sheet: str, column: str) -> Iterator[tuple[int, str, dict[str, str]]]:
        """Rows by their name, which must be there and only once."""
        seen: dict[str, int] = {}
        for number, row in self.rows(sheet):
            name, where = row[column], f"sheet {sheet}, row {number}"
            if not name.strip():
                self.wrong(where, f"has no {column.lower()}", "Name it, or empty the row.")
            elif (first := seen.setdefault(name.casefold(), number)) != number:
                self.wrong(where, f"{name} stands in row {first} already", "Keep one.")
            else:
                yield number, name, row

    def _parts(self) -> dict[str, str]:
        return {name: row["Value"] for _, name, row in self._named(MAPPING, "Part") if row["Value"] != ""}

    def _key(self) -> dict[str, list[str]]:
        rows = [tuple(row.values()) for _, row in self.rows(KEY)]
        return {side: [row[at] for row in rows if row[at].strip()] for at, side in enumerate(("target", "source"))}

    def _fields(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for number, name, row in self._named(FIELDS, "Field"):
            where = f"sheet {FIELDS}, row {number}"
            self.rows_of[f"field {name}"] = number
            for column, choices in (("Way", WAYS), ("Unmapped", ("", *UNMAPPED)), ("Mandatory", ("", "yes", "no"))):
                if row[column] not in choices:
                    cure = f"Write one of {', '.join(filter(None, choices))}."
                    self.wrong(where, f"{column} is “{row[column]}”", cure)
            try:
                found[name] = sheets.field_of(row)
            except Refused as refused:
                self.problems += [self.placed(each) for each in refused.refusals]
        return found

    def _maps(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for number, row in self.rows(MAPS):
            where, name, code = f"sheet {MAPS}, row {number}", row["Value map"].strip(), row["Code"]
            if not name:
                self.wrong(where, "names no value map", "Write its name into the first column.")
            elif row["File"]:
                found[name] = row["File"]
            elif not code and not row["Value"]:
                found.setdefault(name, {})
            elif isinstance(held := found.setdefault(name, {}), dict) and code not in held:
                held[code] = row["Value"]
            else:
                self.wrong(where, f"“{code}” stands in {name} already", "Keep one.")
        return found

    def _left(self) -> dict[str, str]:
        return {name: row["Reason"] for _, name, row in self._named(LEFT, "Source field")}

    def _kept_zeros(self, maps: dict[str, Any]) -> None:
        """Excel makes 7 of 007 as soon as somebody types it: a code that is gone while its number is new."""
        for name, held in (self.base.get("maps") or {}).items():
            now = maps.get(name)
            if not isinstance(held, dict) or not isinstance(now, dict):
                continue
            for code in held:
                short = str(code).lstrip("0") or "0"
                if str(code) not in now and short != code and short in now and short not in held:
                    cure = (
                        "Format the cell as Text and type the code again, or delete the row and add the new code later."
                    )
                    self.wrong(
                        f"sheet {MAPS}, {name}", f"the code {code} became {short}: Excel dropped its zeros", cure
                    )


def _letter(at: int) -> str:
    return chr(ord("A") + at)


def _changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    for name in dict.fromkeys([*before, *after]):
        one, other = before.get(name), after.get(name)
        if name in ("fields", "maps", "not_migrated", "source", "target"):
            yield from _inside(_WORDS[name], one or {}, other or {})
        elif one != other:
            yield Change(name, _said(one), _said(other))


_WORDS = {
    "fields": "field",
    "maps": "value map",
    "not_migrated": "not migrated",
    "source": "source",
    "target": "target",
}


def _inside(where: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    for name in dict.fromkeys([*before, *after]):
        one, other, here = before.get(name), after.get(name), f"{where} {name}"
        if isinstance(one, dict) and isinstance(other, dict):
            for part in dict.fromkeys([*one, *other]):
                if one.get(part) != other.get(part):
                    yield Change(f"{here}, {part}", _said(one.get(part)), _said(other.get(part)))
        elif one != other:
            yield Change(here, _said(one), _said(other))


def _said(value: Any) -> str:
    if value is None:
        return ""
    return value or "empty" if isinstance(value, str) else sheets.flow(value)


__all__ = ["MOST_BYTES", "Change", "Edited", "from_workbook", "to_workbook"]
