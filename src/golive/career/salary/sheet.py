"""Which rows does a large table file hold, read one after another and never all at once?"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from golive.career.salary import workbook_xml
from golive.career.salary.workbook_xml import Choose, PartError

Progress = Callable[[float], None]
ABOUT = re.compile(r"field.?desc|update.?time|filler|readme", re.I)  # sheets of an official workbook without data
SMALL = 1_000_000  # bytes: the parts that name the sheets are read whole and are never longer


class SheetError(Exception):
    """The file is not a table that can be read; the message says why and what to do."""


def all_columns(_: list[str]) -> None:
    """Every column of every row is wanted."""
    return None


def rows(path: Path, progress: Progress = lambda share: None, choose: Choose = all_columns) -> Iterator[list[str]]:
    """Every row of a CSV file or of the first sheet with data of an .xlsx, as trimmed texts; "" where a cell is empty.

    ``progress`` is told the share that is read, from 0 to 1. ``choose`` is asked row by row until it names the places
    of the columns that are needed; in a workbook the others are then passed over and stay "".
    Raises SheetError, OSError.
    """
    if path.suffix.lower() in {".csv", ".txt", ".tsv"}:
        yield from _csv_rows(path, progress)
        return
    try:
        with ZipFile(path) as archive:
            yield from _xlsx_rows(archive, progress, choose)
    except (BadZipFile, KeyError, ParseError, DefusedXmlException, PartError) as wrong:
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


def _xlsx_rows(archive: ZipFile, progress: Progress, choose: Choose) -> Iterator[list[str]]:
    shared = workbook_xml.Strings()
    if "xl/sharedStrings.xml" in archive.namelist():
        with archive.open("xl/sharedStrings.xml") as part:
            shared = workbook_xml.strings(part)
    name = _first_sheet(archive)
    size = max(1, archive.getinfo(name).file_size)
    with archive.open(name) as part:
        for done, ready in workbook_xml.rows(part, shared, choose):
            progress(min(1.0, done / size))
            yield from ready


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
