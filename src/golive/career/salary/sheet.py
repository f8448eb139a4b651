"""Which rows does a large table file hold, read one after another and never all at once?"""

from __future__ import annotations

import csv
import re
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Progress = Callable[[float], None]
ABOUT = re.compile(r"field.?desc|update.?time|filler|readme", re.I)  # sheets of an official workbook without data
MOST_COLUMNS = 1_000


class SheetError(Exception):
    """The file is not a table that can be read; the message says why and what to do."""


class Strings:
    """The shared strings of a workbook in one run of bytes: a tenth of what a list of texts would take."""

    def __init__(self) -> None:
        self._text = bytearray()
        self._ends = array("Q", [0])

    def add(self, text: str) -> None:
        self._text += text.encode()
        self._ends.append(len(self._text))

    def __getitem__(self, at: int) -> str:
        return self._text[self._ends[at] : self._ends[at + 1]].decode()


def rows(path: Path, progress: Progress = lambda share: None) -> Iterator[list[str]]:
    """Every row of a CSV file or of the first sheet with data of an .xlsx, as texts; "" where a cell is empty.

    ``progress`` is told the share that is read, from 0 to 1. Raises SheetError, OSError.
    """
    if path.suffix.lower() in {".csv", ".txt", ".tsv"}:
        yield from _csv_rows(path, progress)
        return
    try:
        with ZipFile(path) as archive:
            yield from _xlsx_rows(archive, progress)
    except (BadZipFile, KeyError, ParseError, DefusedXmlException) as wrong:
        raise SheetError(f"{path.name} is not an .xlsx workbook or CSV file ({wrong}). Download it again.") from None


def _csv_rows(path: Path, progress: Progress) -> Iterator[list[str]]:
    size = max(1, path.stat().st_size)
    with path.open("rb") as raw:
        lines = (line.decode("utf-8-sig" if number == 0 else "utf-8", "replace") for number, line in enumerate(raw))
        delimiter = "\t" if path.suffix.lower() in {".txt", ".tsv"} else ","
        for number, row in enumerate(csv.reader(lines, delimiter=delimiter)):
            if number % 2_000 == 0:
                progress(min(1.0, raw.tell() / size))
            yield row


def _xlsx_rows(archive: ZipFile, progress: Progress) -> Iterator[list[str]]:
    shared = Strings()
    if "xl/sharedStrings.xml" in archive.namelist():
        with archive.open("xl/sharedStrings.xml") as part:
            for item in _whole(part, f"{MAIN}si"):
                shared.add("".join(text.text or "" for text in item.iter(f"{MAIN}t")))
    name = _first_sheet(archive)
    size = max(1, archive.getinfo(name).file_size)
    with archive.open(name) as part:
        for number, row in enumerate(_whole(part, f"{MAIN}row")):
            if number % 500 == 0:
                progress(min(1.0, part.tell() / size))
            yield _cells(row, shared)
    progress(1.0)


def _whole(part: IO[bytes], tag: str) -> Iterator[Any]:
    """Every complete element of this name; what was read is forgotten, so that memory stays level."""
    events = iterparse(part, events=("start", "end"))
    root: Any = None
    parent: Any = None
    for event, element in events:
        if event == "start":
            root = element if root is None else root
            parent = element if element.tag == f"{MAIN}sheetData" else parent
        elif element.tag == tag:
            yield element
            element.clear()
            (root if parent is None else parent).clear()


def _first_sheet(archive: ZipFile) -> str:
    """The part of the first sheet whose name does not say that it only explains."""
    book = next(_whole(archive.open("xl/workbook.xml"), f"{MAIN}sheets"), None)
    links = {
        link.get("Id"): link.get("Target", "")
        for _, link in iterparse(archive.open("xl/_rels/workbook.xml.rels"))
        if link.tag.endswith("Relationship")
    }
    for sheet in [] if book is None else book:
        target = links.get(next((v for k, v in sheet.attrib.items() if k.endswith("}id")), ""), "")
        if target and not ABOUT.search(sheet.get("name", "")):
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError("no sheet with data")


def _cells(row: Any, shared: Strings) -> list[str]:
    values: list[str] = []
    for cell in row:
        at = _column(cell.get("r", ""))
        at = len(values) if at is None else min(at, MOST_COLUMNS)
        values.extend("" for _ in range(at - len(values)))
        values.append(_value(cell, shared))
    return values


def _value(cell: Any, shared: Strings) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{MAIN}t"))
    held = cell.find(f"{MAIN}v")
    text = "" if held is None else held.text or ""
    return shared[int(text)] if cell.get("t") == "s" and text else text


def _column(reference: str) -> int | None:
    """The place of a cell: A1 is 0, AB7 is 27; None where the file does not say."""
    letters = re.match(r"[A-Z]+", reference)
    if letters is None:
        return None
    at = 0
    for letter in letters.group():
        at = at * 26 + ord(letter) - 64
    return at - 1
