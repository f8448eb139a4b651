"""Which rows does this CSV file have, in which encoding and with which delimiter? Nothing is sniffed silently."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NoReturn

import duckdb

from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.sources.bench import Workbench
from golive.engines.reconcile.sources.encoding import decoded, encoding_of, is_packed, opened
from golive.engines.reconcile.sources.header import find_header
from golive.engines.reconcile.sources.staging import keep, unique_names
from golive.engines.reconcile.sources.table import Table, literal

_HEAD = 1 << 18


def read_delimited(bench: Workbench, path: Path, name: str, *, encoding: str = "", delimiter: str = "") -> Table:
    """The table in a CSV file (plain or gzipped). All columns are text; an empty cell is null.

    Raises `Refused` with the line where the file is broken.
    """
    used, notices = encoding_of(path, encoding, bench.encoding)
    plain = path if used == "utf-8" else _transcoded(bench, path, name, used)
    found = find_header(_head(plain), path.name, delimiter)
    names, renamed = unique_names(found.headers)
    notices += [*found.notices, *renamed]
    columns = ", ".join(f"{literal(column)}: 'VARCHAR'" for column in names)
    read = (
        f"read_csv({literal(str(plain.resolve()))}, auto_detect=false, header=true, skip={found.skip}, "
        f"delim={literal(found.delimiter)}, quote={literal(found.quote)}, escape={literal(found.quote)}, "
        "strict_mode=true, null_padding=false, nullstr='', "
        f"max_line_size=8388608, compression={literal('gzip' if is_packed(plain) else 'none')}, columns={{{columns}}})"
    )
    try:
        return keep(bench, name, f"SELECT * FROM {read}", notices)
    except duckdb.Error as broken:
        _refuse_row(path, str(broken), len(names))


def _transcoded(bench: Workbench, path: Path, name: str, encoding: str) -> Path:
    """A copy in UTF-8: DuckDB needs a downloaded extension for Windows-1252."""
    copy = bench.staged_path(name, ".utf8.csv")
    with copy.open("w", encoding="utf-8", newline="") as out:
        out.writelines(decoded(path, encoding))
    return copy


def _head(path: Path) -> str:
    with opened(path) as stream:
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
