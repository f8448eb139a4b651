"""How do rows from elsewhere become a table that DuckDB reads fast? Through CSV with marked nulls into Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from golive.engines.reconcile.sources.bench import Workbench
from golive.engines.reconcile.sources.table import Column, Table, literal, quoted

NULL = "\\N"


def keep(bench: Workbench, name: str, query: str, notices: Sequence[str] = ()) -> Table:
    """The result of a query as a Parquet file of the bench."""
    path = bench.staged_path(name)
    bench.run(f"COPY ({query}) TO {literal(str(path))} (FORMAT parquet, COMPRESSION lz4_raw)")
    return parquet_table(bench, name, path, notices)


def parquet_table(bench: Workbench, name: str, path: Path, notices: Sequence[str] = ()) -> Table:
    relation = f"read_parquet({bench.reads(path)})"
    return Table(name, bench.columns(relation), relation, tuple(notices), (str(path),))


def keep_rows(
    bench: Workbench, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], notices: Sequence[str] = ()
) -> Table:
    """Rows of plain values (None is null) as a table with the given columns."""
    path = bench.staged_path(name, ".csv")
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(map(csv_line, rows))
    try:
        return keep_csv(bench, name, columns, path, notices)
    finally:
        path.unlink()


def keep_csv(bench: Workbench, name: str, columns: Sequence[Column], path: Path, notices: Sequence[str] = ()) -> Table:
    """A CSV file of our own writing (no header, every value quoted, null as \\N) as a table."""
    types = ", ".join(f"{literal(column.name)}: {literal(column.sql_type)}" for column in columns)
    read = (
        f"read_csv({literal(str(path))}, auto_detect=false, header=false, delim=',', quote='\"', escape='\"', "
        f"nullstr={literal(NULL)}, allow_quoted_nulls=false, new_line='\\n', max_line_size=33554432, "
        f"columns={{{types}}})"
    )
    selected = ", ".join(quoted(column.name) for column in columns)
    return keep(bench, name, f"SELECT {selected} FROM {read}", notices)


def csv_line(row: Sequence[Any]) -> str:
    """A row in our own form of CSV."""
    return ",".join(map(_cell, row)) + "\n"


def _cell(value: Any) -> str:
    return NULL if value is None else '"' + str(value).replace('"', '""') + '"'


def unique_names(headers: Sequence[str]) -> tuple[list[str], list[str]]:
    """Headers that can be told apart, and what was changed.

    >>> unique_names(["Id", "", "id", "Name "])[0]
    ['Id', 'column_2', 'id_2', 'Name']
    """
    names: list[str] = []
    notices: list[str] = []
    for number, header in enumerate(headers, 1):
        given = header.strip().lstrip("\ufeff")
        name = "".join(sign for sign in given if ord(sign) >= 32 or sign in "\t\r\n").strip()
        if name != given:
            notices.append(f"The header of column {number} held a control character; it was left out.")
        if not name:
            name = f"column_{number}"
            notices.append(f"Column {number} has no header; it is called {name}.")
        seen, free = {other.casefold() for other in names}, 2
        if name.casefold() in seen:
            while f"{name}_{free}".casefold() in seen:
                free += 1
            notices.append(f"The header {name} stands twice; the second is called {name}_{free}.")
            name = f"{name}_{free}"
        names.append(name)
    return names, notices
