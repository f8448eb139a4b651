"""Which rows does a large table file hold, read one after another and never all at once?"""

from __future__ import annotations

import csv
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from golive.career.salary import workbook_xml
from golive.career.salary.workbook_xml import Choose, PartError, Spill

Progress = Callable[[float], None]
ABOUT = re.compile(r"field.?desc|update.?time|filler|readme", re.I)  # sheets of an official workbook without data
SMALL = 1_000_000  # bytes: the parts that name the sheets are read whole and are never longer
LONGEST_LINE = 1_000_000  # bytes of a CSV file without a line end
TEXTS = "xl/sharedStrings.xml"
# What a damaged or cut-off container ends with, depending on where it is damaged.
DAMAGED = (BadZipFile, KeyError, ParseError, DefusedXmlException, PartError, zlib.error, EOFError, NotImplementedError)


class SheetError(Exception):
    """The file is not a table that can be read; the message says why and what to do."""


def all_columns(_: list[str]) -> None:
    """Every column of every row is wanted."""
    return None


def rows(
    path: Path,
    progress: Progress = lambda share: None,
    choose: Choose = all_columns,
    spill: Spill = TemporaryFile,
) -> Iterator[list[str]]:
    """Every row of a CSV file or of the first sheet with data of an .xlsx, as trimmed texts; "" where a cell is empty.

    ``progress`` is told the share that is read, from 0 to 1. ``choose`` is asked row by row until it names the places
    of the columns that are needed; in a workbook the others are then passed over and stay "". ``spill`` opens the file
    in which the texts of a large workbook wait, so that memory stays level. Raises SheetError, OSError.
    """
    if path.suffix.lower() in {".csv", ".txt", ".tsv"}:
        yield from _csv_rows(path, progress, choose)
        return
    try:
        with ZipFile(path) as archive:
            yield from _xlsx_rows(archive, progress, choose, spill)
    except DAMAGED as wrong:
        told = str(wrong) or "it ends too early"
        raise SheetError(f"{path.name} is not an .xlsx workbook or CSV file ({told}). Download it again.") from None


def _csv_rows(path: Path, progress: Progress, choose: Choose) -> Iterator[list[str]]:
    size, width, row = max(1, path.stat().st_size), 0, list[str]()
    with path.open("rb") as raw:
        delimiter = "\t" if path.suffix.lower() in {".txt", ".tsv"} else ","
        found = csv.reader(_lines(raw, path.name), delimiter=delimiter)
        try:
            for number, row in enumerate(found):
                if number % 2_000 == 0:
                    progress(min(1.0, raw.tell() / size))
                width = width or (len(row) if choose(row) is not None else 0)
                yield row
        except csv.Error as wrong:
            raise SheetError(f"{path.name}, line {found.line_num:,}: {wrong}. Download it again.") from None
        _require_end(raw, path.name, len(row), width)
    progress(1.0)


def _lines(raw: IO[bytes], name: str) -> Iterator[str]:
    number, coding = 0, "utf-8-sig"
    while line := raw.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            problem = f"{name}, line {number:,} has more than {LONGEST_LINE:,} bytes, so it is no table."
            raise SheetError(f"{problem} Download it again, or export it as CSV.")
        yield line.decode(coding, "replace")
        coding = "utf-8"


def _require_end(raw: IO[bytes], name: str, cells: int, width: int) -> None:
    """A download that broke off ends in the middle of a row."""
    if not 0 < cells < width:
        return
    raw.seek(-1, 2)
    if raw.read(1) not in b"\r\n":
        told = f"its last row has {cells:,} of {width:,} columns and no line end"
        raise SheetError(f"{name} is cut off: {told}. Download it again.")


def _xlsx_rows(archive: ZipFile, progress: Progress, choose: Choose, spill: Spill) -> Iterator[list[str]]:
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise PartError("it is protected by a password")
    name, names = _first_sheet(archive), archive.namelist()
    before = archive.getinfo(TEXTS).file_size if TEXTS in names else 0
    size = max(1, before + archive.getinfo(name).file_size)

    def tell(done: int) -> None:
        progress(min(1.0, done / size))

    with (
        closing(_texts(archive, spill, tell) if before else workbook_xml.Strings()) as shared,
        archive.open(name) as part,
    ):
        for done, ready in workbook_xml.rows(part, shared, choose):
            tell(before + done)
            yield from ready


def _texts(archive: ZipFile, spill: Spill, told: Callable[[int], None]) -> workbook_xml.Strings:
    with archive.open(TEXTS) as part:
        return workbook_xml.strings(part, spill, told)


def _first_sheet(archive: ZipFile) -> str:
    """The part of the first sheet whose name does not say that it only explains."""
    book, about = _small(archive, "xl/workbook.xml"), _small(archive, "xl/_rels/workbook.xml.rels")
    links = {link.get("Id"): link.get("Target", "") for link in about.iter() if link.tag.endswith("Relationship")}
    for sheet in (each for each in book.iter() if each.tag.rpartition("}")[2] == "sheet"):
        target = links.get(next((v for k, v in sheet.attrib.items() if k.endswith("}id")), ""), "")
        if target and not ABOUT.search(sheet.get("name", "")):
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError("no sheet with data")


def _small(archive: ZipFile, name: str) -> Any:
    with archive.open(name) as part:
        held = part.read(SMALL + 1)
    if len(held) > SMALL:
        raise PartError(f"{name} is longer than {SMALL:,} bytes")
    return fromstring(held, forbid_dtd=True)
