"""Which rows does this CSV file have, in which encoding and with which delimiter?"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from golive.foundation.guard.files import check_size
from golive.foundation.guard.limits import Limits
from golive.foundation.guard.refusals import refuse

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_PROBE_ROWS = 20
_SAVE = 'Save it as "CSV UTF-8".'


def read_delimited(path: str, limits: Limits) -> dict[str, Any]:
    """The lines of a CSV file with the notices of what was assumed. Call it in the child only."""
    check_size(path, limits)
    text, notices = _decoded(Path(path).read_bytes())
    if at := text.find("\0") + 1:
        line = text.count("\n", 0, at) + 1
        refuse(
            "csv.nul",
            f"Line {line} holds a NUL character.",
            "Export it again as CSV; this may be another kind of file.",
        )
    delimiter, text, skipped, notice = _delimiter(text, limits)
    notices += [notice] if notice else []
    lines = list(_lines(text, delimiter, limits, skipped))
    return {"name": "", "lines": lines, "notices": notices, "is_csv": True}


def _decoded(data: bytes) -> tuple[str, list[str]]:
    """By the byte-order mark, else UTF-8, else Windows-1252 with a notice; nothing is ever replaced silently."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                notices = [] if encoding == "utf-8" else [f"The file is encoded as {encoding.upper()}."]
                return data[len(mark) :].decode(encoding), notices
            except UnicodeDecodeError as broken:
                _refuse_bytes(encoding.upper(), data, broken.start + len(mark))
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as broken:
        _refuse_bytes("UTF-8 nor Windows-1252", data, broken.start)
    return text, ["The file is not UTF-8; it was read as Windows-1252. Check one name with an accent."]


def _refuse_bytes(encoding: str, data: bytes, at: int) -> None:
    line = data.count(b"\n", 0, at) + 1
    refuse("csv.encoding", f"Line {line} holds a byte ({data[at]:#04x}) that is not {encoding}.", _SAVE)


def _delimiter(text: str, limits: Limits) -> tuple[str, str, int, str]:
    """Delimiter, text, lines already consumed and the notice. By counting, never by a sniffer's guess."""
    first, _, rest = text.partition("\n")
    named = first.strip().removeprefix("sep=")
    if first.startswith("sep=") and named in _DELIMITERS:
        return named, rest, 1, f"The file names its delimiter: {_DELIMITERS[named]}."
    widths = {mark: _agreeing_width(text, mark) for mark in _DELIMITERS}
    best = max(widths, key=lambda mark: widths[mark])
    if widths[best] < 2:
        return ",", text, 0, "The file has a single column."
    return best, text, 0, "" if best == "," else f"The columns are separated by {_DELIMITERS[best]}s."


def _agreeing_width(text: str, delimiter: str) -> float:
    """The header's width, scaled by how many of the next rows have it; a quoted comma does not mislead."""
    reader = csv.reader(io.StringIO(text[: 1 << 20], newline=""), delimiter=delimiter)
    widths = []
    try:
        for row in reader:
            if row:
                widths.append(len(row))
            if len(widths) > _PROBE_ROWS:
                break
    except csv.Error:
        pass
    if not widths:
        return 0
    return widths[0] * (1 + sum(width == widths[0] for width in widths)) / (1 + len(widths))


def _lines(text: str, delimiter: str, limits: Limits, skipped: int) -> Iterator[tuple[int, int, list[Any]]]:
    csv.field_size_limit(limits.csv_field)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins, cells = skipped + 1, 0
    while True:
        try:
            row = next(reader, None)
        except csv.Error as broken:
            _refuse_row(begins, str(broken), limits)
        if row is None:
            return
        cells += len(row)
        _check_extent(begins, len(row), cells, limits)
        yield begins, len(row), [part for column, value in enumerate(row) if value for part in (column, value)]
        begins = skipped + reader.line_num + 1


def _refuse_row(line: int, why: str, limits: Limits) -> None:
    if "field limit" in why:
        problem = f"The row from line {line} has a cell longer than {limits.csv_field:,} characters."
        refuse(
            "csv.field", f"{problem} Perhaps a quote is never closed.", "Put the missing quote, or shorten the cell."
        )
    if "unexpected end" in why:
        refuse("csv.quote", f"A quote opened in the row from line {line} is never closed.", "Put the missing quote.")
    refuse(
        "csv.broken", f"The row from line {line} is not proper CSV ({why}).", "Double each quote inside a quoted cell."
    )


def _check_extent(line: int, width: int, cells: int, limits: Limits) -> None:
    fewer = "Export fewer columns or rows."
    if width > limits.csv_columns:
        refuse("csv.columns", f"Line {line} has {width:,} columns (limit {limits.csv_columns:,}).", fewer)
    if line > limits.rows * 20 or cells > limits.csv_cells:
        refuse("csv.cells", f"Up to line {line:,} there are {cells:,} cells (limit {limits.csv_cells:,}).", fewer)
