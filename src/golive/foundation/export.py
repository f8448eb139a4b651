"""How do our figures leave as a table, so that no cell of it runs as a formula where it is opened?"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Any

import xlsxwriter

from golive.plain.money import Money

# Spreadsheets take these at the start of a cell as the start of a formula, the full-width forms too; blanks, a
# byte-order mark and zero-width characters before them do not help, some programs skip them.
_INVISIBLE = " \xa0\u200b\u200c\u200d\u2060\ufeff\u3000"
_DANGEROUS = "=+-@\t\r\n＝＋－＠"
_QUOTED_BEFORE = re.compile(rf"'[{re.escape(_INVISIBLE)}]*[{re.escape(_DANGEROUS)}]")
_CELL_LIMIT = 32_767  # Excel's own; XlsxWriter would leave a longer text out without a word
_FIFTEEN_DIGITS = 10**15
_NARROWEST, _WIDEST = 8, 60  # column widths in characters
_CREATED = datetime(2000, 1, 1)  # a fixed date: the same rows give the same bytes
_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def neutral(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula.

    >>> neutral('=HYPERLINK("x")'), neutral("-5 days"), neutral("a-b"), neutral("")
    ('\\'=HYPERLINK("x")', "'-5 days", 'a-b', '')
    """
    return "'" + text if text.lstrip(_INVISIBLE)[:1] in tuple(_DANGEROUS) else text


def restored(text: str) -> str:
    """The text that `neutral` was given, for a file of ours that comes back.

    >>> restored(neutral("-5 days")), restored("'tis")
    ('-5 days', "'tis")
    """
    return text[1:] if _QUOTED_BEFORE.match(text) else text


def csv_lines(rows: Iterable[Sequence[Any]], headers: Sequence[str]) -> Iterator[bytes]:
    """The CSV file in pieces, for streaming: UTF-8 with byte-order mark, texts quoted, figures bare.

    A value that is a number, a date or `Money` was formatted by us and stays; every text is made neutral.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    buffer.write("\ufeff")
    for row in _all_rows(rows, headers):
        writer.writerow([_csv_value(value) for value in row])
        yield buffer.getvalue().encode("utf-8", "replace")
        buffer.seek(0)
        buffer.truncate()


def write_csv(rows: Iterable[Sequence[Any]], headers: Sequence[str]) -> bytes:
    """The whole CSV file."""
    return b"".join(csv_lines(rows, headers))


@dataclass(frozen=True)
class Sheet:
    """One sheet to write: its tab name, column names and rows."""

    name: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Any]]


def write_xlsx(sheets: Sheet | Sequence[Sheet]) -> bytes:
    """The workbook: typed cells, frozen and filterable header, no formula and no live link; same rows, same bytes."""
    buffer = io.BytesIO()
    save_xlsx(sheets, buffer)
    return buffer.getvalue()


def save_xlsx(sheets: Sheet | Sequence[Sheet], stream: IO[bytes]) -> None:
    """`write_xlsx` into an open file."""
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options | {"remove_timezone": True}) as book:
        book.set_properties({"created": _CREATED})
        names = _unique_names([sheet.name for sheet in ([sheets] if isinstance(sheets, Sheet) else sheets)])
        formats = {name: book.add_format(style) for name, style in _FORMATS.items()}
        for sheet, name in zip([sheets] if isinstance(sheets, Sheet) else sheets, names, strict=True):
            _write_sheet(book.add_worksheet(name), sheet, formats)


_FORMATS = {
    "header": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1},
    "text": {"text_wrap": True, "valign": "top"},
    "day": {"num_format": "yyyy-mm-dd", "valign": "top"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm", "valign": "top"},
    "time": {"num_format": "hh:mm", "valign": "top"},
    "number": {"valign": "top"},
}


def _all_rows(rows: Iterable[Sequence[Any]], headers: Sequence[str]) -> Iterator[Sequence[Any]]:
    yield headers
    yield from rows


def _csv_value(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date | time | Money):
        return value.exact if isinstance(value, Money) else value.isoformat()
    return neutral(_text(value))


def _write_sheet(sheet: Any, content: Sheet, formats: dict[str, Any]) -> None:
    widths = [len(str(header)) for header in content.headers]
    last = 0
    for last, row in enumerate(_all_rows(content.rows, content.headers)):
        for column, value in enumerate(row):
            _write_cell(sheet, last, column, value, formats, is_header=last == 0)
            if column < len(widths):
                widths[column] = max(widths[column], min(len(str(value)), _WIDEST))
    for column, characters in enumerate(widths):
        sheet.set_column(column, column, max(_NARROWEST, characters + 2))
    sheet.freeze_panes(1, 0)
    if content.headers:
        sheet.autofilter(0, 0, last, len(content.headers) - 1)


def _write_cell(sheet: Any, row: int, column: int, value: Any, formats: dict[str, Any], *, is_header: bool) -> None:
    if is_header:
        sheet.write_string(row, column, _text(value)[:_CELL_LIMIT], formats["header"])
    elif value is None or value == "":
        return
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, formats["number"])
    elif isinstance(value, int | float | Decimal) and _countable(value):
        sheet.write_number(row, column, value, formats["number"])
    elif isinstance(value, datetime | date | time):
        kind = "moment" if isinstance(value, datetime) else "day" if isinstance(value, date) else "time"
        sheet.write_datetime(row, column, value, formats[kind])
    else:
        sheet.write_string(row, column, _shortened(_text(value)), formats["text"])


def _countable(value: int | float | Decimal) -> bool:
    """Excel keeps 15 digits and knows neither NaN nor infinity: the rest is written as text."""
    return math.isfinite(value) and -_FIFTEEN_DIGITS < value < _FIFTEEN_DIGITS


def _text(value: Any) -> str:
    text = value.exact if isinstance(value, Money) else str(value)
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def _shortened(text: str) -> str:
    mark = " … (cut: a cell holds 32,767 characters)"
    return text if len(text) <= _CELL_LIMIT else text[: _CELL_LIMIT - len(mark)] + mark


def _unique_names(names: Sequence[str]) -> list[str]:
    """Names that Excel accepts for tabs: at most 31 characters, none of []:*?/\\, no twin."""
    taken: list[str] = []
    for name in names:
        base = _SHEET_NAME.sub(" ", name).strip().strip("'")[:31] or "Sheet"
        base = base if base.casefold() != "history" else "History log"
        candidate, number = base, 2
        while candidate.casefold() in {other.casefold() for other in taken}:
            candidate, number = f"{base[:27]} {number}", number + 1
        taken.append(candidate)
    return taken
