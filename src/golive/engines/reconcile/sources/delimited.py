"""Which rows does this CSV file have, in which encoding and with which delimiter? Nothing is sniffed silently."""

from __future__ import annotations

import codecs
import gzip
import re
from pathlib import Path
from typing import IO, NoReturn, cast

import duckdb

from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.sources.bench import Workbench
from golive.engines.reconcile.sources.header import find_header
from golive.engines.reconcile.sources.staging import keep, unique_names
from golive.engines.reconcile.sources.table import Table, literal

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_PIECE = 1 << 20
_HEAD = 1 << 18
_BOMB = 1000  # a gzip file of real rows does not unpack to a thousand times its size
_BOMB_FROM = 1 << 30


def read_delimited(bench: Workbench, path: Path, name: str, *, encoding: str = "", delimiter: str = "") -> Table:
    """The table in a CSV file (plain or gzipped). All columns are text; an empty cell is null.

    Raises `Refused` with the line where the file is broken.
    """
    used, notices = _encoding(path, encoding, bench.encoding)
    plain = path if used == "utf-8" else _transcoded(bench, path, name, used)
    found = find_header(_head(plain), path.name, delimiter)
    names, renamed = unique_names(found.headers)
    notices += [*found.notices, *renamed]
    columns = ", ".join(f"{literal(column)}: 'VARCHAR'" for column in names)
    read = (
        f"read_csv({literal(str(plain.resolve()))}, auto_detect=false, header=true, skip={found.skip}, "
        f"delim={literal(found.delimiter)}, quote={literal(found.quote)}, escape={literal(found.quote)}, "
        "strict_mode=true, null_padding=false, nullstr='', "
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


def _encoding(path: Path, wanted: str, otherwise: str) -> tuple[str, list[str]]:
    """By the caller, by the byte-order mark, else UTF-8 if every byte agrees, else what was named for that case or
    Windows-1252, with a notice."""
    for name in filter(None, (wanted, otherwise)):
        _require_encoding(name)
    with _opened(path) as stream:
        start = stream.read(4)
    if not start:
        refuse("source.empty", f"{path.name} is empty (0 bytes).", "Export it again.")
    marked = next((code for mark, code in _MARKS if start.startswith(mark)), "")
    if wanted or marked:
        used = wanted or marked
        shown = [] if used.startswith("utf-8") or used == "utf8" else [f"{path.name} was read as {used.upper()}."]
        return used, shown
    if wide := _wide(path):
        return wide, [f"{path.name} was read as {wide.upper()}, which has no mark at its beginning."]
    if _is_utf8(path):
        return "utf-8", []
    if otherwise:
        return otherwise, [f"{path.name} is not UTF-8; it was read as {otherwise.upper()}, as named."]
    return "cp1252", [f"{path.name} is not UTF-8; it was read as Windows-1252. Check one name with an accent."]


def _require_encoding(name: str) -> None:
    try:
        codecs.lookup(name)
    except LookupError:
        cure = "Write utf-8, cp1252, latin-1, shift_jis or utf-16."
        refuse("source.encoding", f"There is no encoding {name!r}.", cure)


def _wide(path: Path) -> str:
    """UTF-16 without its mark: every second byte of the first lines is NUL."""
    with _opened(path) as stream:
        start = stream.read(200)
    nul = [at % 2 for at, byte in enumerate(start) if not byte]
    if len(nul) < len(start) // 3 or len(set(nul)) != 1:
        return ""
    return "utf-16-le" if nul[0] else "utf-16-be"


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
        read, lines = 0, 1
        while True:
            piece = stream.read(_PIECE)
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as broken:
                at, byte = read + broken.start, broken.object[broken.start]
                line = lines + broken.object[: broken.start].count(b"\n")
                problem = f"{path.name}, line {line:,}: the byte {byte:#04x} near {at:,} is not {encoding.upper()}."
                refuse("source.encoding", problem, "Name the right encoding (--encoding), or save it as UTF-8.")
            out.write(text)
            lines += text.count("\n")
            if not piece:
                return copy
            read += len(piece)


def _head(path: Path) -> str:
    with _opened(path) as stream:
        text = stream.read(_HEAD).decode("utf-8", "ignore")
    return text.removeprefix("\ufeff")


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
