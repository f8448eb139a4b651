"""What stands in the sheets of an Excel workbook? Values only, nothing is calculated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, XMLParser, fromstring
from zipfile import BadZipFile, ZipFile

from golive.engines.schedule.findings import PlanError, error

MOST_BYTES = 64_000_000
_CELL = re.compile(r"([A-Z]+)(\d+)")


def sheets(path: Path) -> Iterator[tuple[str, list[list[object]]]]:
    """Title and rows of every sheet; PlanError where the file is no workbook or unpacks to more than 64 MB."""
    try:
        with ZipFile(path) as book:
            if sum(part.file_size for part in book.infolist()) > MOST_BYTES:
                raise PlanError([error("calibrate.size", f"{path.name} unpacks to more than 64 MB.", "Split it.")])
            strings = _strings(book)
            for title, part in _parts(book):
                yield title, _rows(_parsed(book, part), strings)
    except (BadZipFile, KeyError, ParseError) as wrong:
        raise PlanError([error("calibrate.file", f"{path.name} is no workbook ({wrong}).", "Save it again.")]) from None


def _parsed(book: ZipFile, part: str) -> Element:
    content = book.read(part)
    if b"<!DOCTYPE" in content[:4096].upper():
        raise PlanError([error("calibrate.file", f"{part} declares a document type.", "Save the workbook again.")])
    root = fromstring(content, XMLParser())
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def _strings(book: ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    return [
        "".join(text.text or "" for text in item.iter("t")) for item in _parsed(book, "xl/sharedStrings.xml").iter("si")
    ]


def _parts(book: ZipFile) -> Iterator[tuple[str, str]]:
    relations = {one.get("Id"): one.get("Target", "") for one in _parsed(book, "xl/_rels/workbook.xml.rels")}
    for sheet in _parsed(book, "xl/workbook.xml").iter("sheet"):
        place = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        target = relations.get(place, "").lstrip("/")
        yield sheet.get("name", ""), target if target.startswith("xl/") else f"xl/{target}"


def _rows(root: Element, strings: list[str]) -> list[list[object]]:
    found = []
    for row in root.iter("row"):
        cells: list[object] = []
        for place, cell in enumerate(row.iter("c")):
            hit = _CELL.match(cell.get("r", ""))
            at = _column(hit[1]) if hit else place
            cells += [None] * (at + 1 - len(cells))
            cells[at] = _value(cell, strings)
        found.append(cells)
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: Element, strings: list[str]) -> str | None:
    if cell.get("t") == "inlineStr":
        return "".join(text.text or "" for text in cell.iter("t"))
    value = cell.findtext("v")
    if value is None:
        return None
    return strings[int(value)] if cell.get("t") == "s" else value
