"""Which rows does this CSV file have, in which encoding and with which delimiter? Nothing is sniffed silently."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
from pathlib import Path
from typing import IO, NoReturn, cast

import duckdb

from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.sources.bench import Workbench
from golive.engines.reconcile.sources.staging import keep, unique_names
from golive.engines.reconcile.sources.table import Table, literal

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_PIECE = 1 << 20
_HEAD = 1 << 18
_BOMB = 1000  # a gzip file of real rows does not unpack to a thousand times its size
_BOMB_FROM = 1 << 30


def read_delimited(bench: Workbench, path: Path, name: str, *, encoding: str = "", delimiter: str = "") -> Table:
    """The table in a CSV file (plain or gzipped). All columns are text; an empty cell is null.

    Raises `Refused` with the line where the file is broken.
    """
    used, notices = _encoding(path, encoding)
    plain = path if used == "utf-8" else _transcoded(bench, path, name, used)
    head = _head(plain)
    delimiter, skip, notice = _delimiter(head, delimiter)
    headers = _header(path, head, delimiter, skip)
    names, renamed = unique_names(headers)
    notices += ([notice] if notice else []) + renamed
    columns = ", ".join(f"{literal(column)}: 'VARCHAR'" for column in names)
    read = (
        f"read_csv({literal(str(plain.resolve()))}, auto_detect=false, header=true, skip={skip}, "
        f"delim={literal(delimiter)}, quote='\"', escape='\"', strict_mode=true, null_padding=false, nullstr='', "
        f"max_line_size=8388608, compression={literal('gzip' if _packed(plain) else 'none')}, columns={{{columns}}})"
    )
    try:
        return keep(bench, name, f"SELECT * FROM {read}", notices)
    except duckdb.Error as broken:
        _refuse_row(path, str(broken), len(names))


def _packed(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(2) == b"\x1f\x8b"


def _opened(path: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path, "rb") if _packed(path) else path.open("rb"))


def _encoding(path: Path, wanted: str) -> tuple[str, list[str]]:
    """By the caller, by the byte-order mark, else UTF-8 if every byte agrees, else Windows-1252 with a notice."""
    with _opened(path) as stream:
        start = stream.read(4)
    if not start:
        refuse("source.empty", f"{path.name} is empty (0 bytes).", "Export it again.")
    marked = next((code for mark, code in _MARKS if start.startswith(mark)), "")
    if wanted or marked:
        used = wanted or marked
        try:
            codecs.lookup(used)
        except LookupError:
            refuse("source.encoding", f"There is no encoding {used!r}.", "Write utf-8, cp1252, latin-1 or utf-16.")
        shown = [] if used.startswith("utf-8") or used == "utf8" else [f"{path.name} was read as {used.upper()}."]
        return used, shown
    if _is_utf8(path):
        return "utf-8", []
    return "cp1252", [f"{path.name} is not UTF-8; it was read as Windows-1252. Check one name with an accent."]


def _is_utf8(path: Path) -> bool:
    decoder, total, packed = codecs.getincrementaldecoder("utf-8")(), 0, path.stat().st_size
    with _opened(path) as stream:
        while piece := stream.read(_PIECE):
            total += len(piece)
            if total > _BOMB_FROM and total > packed * _BOMB:
                refuse("source.bomb", f"{path.name} unpacks to over {_BOMB:,} times its size.", "Give the plain file.")
            if b"\0" in piece:
                refuse("source.nul", f"{path.name} holds a NUL character.", "Export it again as CSV.")
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                return False
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _transcoded(bench: Workbench, path: Path, name: str, encoding: str) -> Path:
    """A copy in UTF-8: DuckDB needs a downloaded extension for Windows-1252."""
    copy = bench.staged_path(name, ".utf8.csv")
    decoder = codecs.getincrementaldecoder(encoding)()
    with _opened(path) as stream, copy.open("w", encoding="utf-8", newline="") as out:
        read = 0
        while True:
            piece = stream.read(_PIECE)
            try:
                out.write(decoder.decode(piece, final=not piece))
            except UnicodeDecodeError as broken:
                at, byte = read + broken.start, broken.object[broken.start]
                problem = f"{path.name}: the byte {byte:#04x} near {at:,} is not {encoding.upper()}."
                refuse("source.encoding", problem, "Name the right encoding, or save it as UTF-8.")
            if not piece:
                return copy
            read += len(piece)


def _head(path: Path) -> str:
    with _opened(path) as stream:
        text = stream.read(_HEAD).decode("utf-8", "ignore")
    return text.removeprefix("\ufeff")


def _delimiter(head: str, wanted: str) -> tuple[str, int, str]:
    """Delimiter, lines to skip before the header, and what to say about it. By counting, never by a guess."""
    first = head.partition("\n")[0].strip()
    if first.startswith("sep=") and first[4:] in _DELIMITERS:
        return wanted or first[4:], 1, ""
    if wanted:
        return wanted, 0, ""
    widths = {mark: _agreeing_width(head, mark) for mark in _DELIMITERS}
    best = max(widths, key=lambda mark: widths[mark])
    if widths[best] <= 1:  # a ragged file has more, and is refused at its line rather than read as one column
        return ",", 0, "The file has a single column."
    return best, 0, "" if best == "," else f"The columns are separated by {_DELIMITERS[best]}s."


def _agreeing_width(head: str, delimiter: str) -> float:
    """The header's width, scaled by how many of the next rows have it; a quoted comma does not mislead."""
    widths = [len(row) for row in _rows(head, delimiter, 21)]
    if not widths:
        return 0
    return widths[0] * (1 + sum(width == widths[0] for width in widths)) / (1 + len(widths))


def _rows(head: str, delimiter: str, most: int) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter):
            if row:
                rows.append(row)
            if len(rows) == most:
                break
    except csv.Error:
        pass
    return rows


def _header(path: Path, head: str, delimiter: str, skip: int) -> list[str]:
    rows = _rows(head, delimiter, skip + 1)
    if len(rows) <= skip:
        refuse("source.header", f"{path.name} has no header line.", "The first line must name the columns.")
    return rows[skip]


def _refuse_row(path: Path, error: str, width: int) -> NoReturn:
    line = re.search(r"CSV Error on Line: (\d+)", error)
    where = f"line {line.group(1)}" if line else "a line"
    if found := re.search(r"Expected Number of Columns: \d+ Found: (\d+)", error):
        problem = f"{path.name}, {where}: {found.group(1)} cells, but the header has {width}."
        refuse("source.ragged", problem, "Quote the cell that holds the delimiter, or export it again.")
    if "unterminated quote" in error:
        problem = f"{path.name}, {where}: a quote is opened and never closed."
        refuse("source.quote", problem, "Close the quote; double each quote inside a quoted cell.")
    if "nicode" in error:
        refuse("source.encoding", f"{path.name}, {where}: not UTF-8.", "Name its encoding (--encoding cp1252).")
    reason = error.splitlines()[0][:200]
    refuse("source.broken", f"{path.name}, {where}: {reason}.", "Export it again as CSV (UTF-8).")
