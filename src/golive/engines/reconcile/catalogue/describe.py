"""What does this source hold: its tables and columns with their kinds and a sample of their values?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from zlib import crc32

from golive.engines.reconcile.catalogue.dictionary import is_dictionary, read_dictionary, with_labels
from golive.engines.reconcile.catalogue.kinds import kind_of_values
from golive.engines.reconcile.catalogue.nouns import Catalogue, Column, Kind, Table
from golive.engines.reconcile.sources import Source, Workbench, quoted
from golive.engines.reconcile.sources import Table as Opened
from golive.engines.reconcile.sources.table import Kind as Stored

SAMPLE = 1000
FROM_ROWS = 200_000
TOGETHER = 40  # columns asked for in one query
LARGEST_DICTIONARY = 20_000
_KINDS = {
    Stored.INTEGER: Kind.INTEGER,
    Stored.DECIMAL: Kind.DECIMAL,
    Stored.FLOAT: Kind.DECIMAL,
    Stored.BOOLEAN: Kind.BOOLEAN,
    Stored.DATE: Kind.DATE,
    Stored.DATETIME: Kind.MOMENT,
}


def describe(bench: Workbench, source: Source, *, table: str = "", dictionary: Source | None = None) -> Catalogue:
    """The catalogue of a source; where a table is itself a data dictionary, the catalogue of what it describes.

    Parameters
    ----------
    table : describe this table only.
    dictionary : labels, descriptions, lengths and keys of the fields, from a table of any kind of source.

    Notes
    -----
    A dictionary that lies beside the tables it describes is taken as such. The sample of a column is the values whose
    hash is lowest, so that the samples of two columns with common values hold the same of them.
    """
    opened = [source.table(table)] if table else source.tables()
    found = Catalogue(source.place, tuple(_described(bench, one) for one in opened))
    said = [_dictionary(bench, one) for one in opened]
    described = [one for one in said if one is not None]
    if described and len(described) == len(opened):
        found = Catalogue(source.place, tuple(part for one in described for part in one.tables))
    elif described:
        kept = tuple(part for part, one in zip(found.tables, said, strict=True) if one is None)
        found = Catalogue(source.place, kept)
        for one in described:
            found = with_labels(found, one)
    for opened_table in dictionary.tables() if dictionary else ():
        found = with_labels(found, _read(bench, opened_table))
    return found


def _described(bench: Workbench, opened: Opened) -> Table:
    rows = bench.rows(f"SELECT count(*) FROM {opened.relation}")[0][0]
    columns = []
    for column, values in zip(opened.columns, _samples(bench, opened), strict=True):
        kind = _KINDS.get(column.kind) or kind_of_values(values[:300])
        columns.append(Column(opened.name, column.name, kind, column.sql_type, values=values))
    return Table(opened.name, tuple(columns), rows)


def _samples(bench: Workbench, opened: Opened) -> list[tuple[str, ...]]:
    """Of each column the values with the lowest hash; many columns in one query where all their values are few."""
    head = f"(SELECT * FROM {opened.relation} LIMIT {FROM_ROWS})"
    found: list[tuple[str, ...]] = []
    for start in range(0, len(opened.names), TOGETHER):
        names = opened.names[start : start + TOGETHER]
        counts = bench.rows(f"SELECT {_each('approx_count_distinct({})', names)} FROM {head}")[0]
        few = [name for name, count in zip(names, counts, strict=True) if count <= 2 * SAMPLE]
        values = "array_agg(DISTINCT {}::VARCHAR) FILTER ({}::VARCHAR <> '')"
        lists = bench.rows(f"SELECT {_each(values, few)} FROM {head}")[0] if few else ()
        known = dict(zip(few, (one or [] for one in lists), strict=True))
        found += [_sample(bench, opened.relation, name, known.get(name)) for name in names]
    return found


def _each(sql: str, names: Sequence[str]) -> str:
    return ", ".join(sql.replace("{}", quoted(name)) for name in names)


def _sample(bench: Workbench, relation: str, name: str, known: Sequence[str] | None) -> tuple[str, ...]:
    if known is not None and len(known) <= SAMPLE:
        return tuple(sorted(known, key=lambda v: (crc32(v.encode()), v)))  # as if drawn
    value = quoted(name)
    rows = bench.rows(
        f"SELECT v FROM (SELECT DISTINCT {value}::VARCHAR AS v FROM (SELECT {value} FROM {relation} LIMIT {FROM_ROWS}))"
        f" WHERE v <> '' ORDER BY hash(lower(trim(v))), v LIMIT {SAMPLE}"
    )
    return tuple(row[0] for row in rows)


def _dictionary(bench: Workbench, opened: Opened) -> Catalogue | None:
    head = bench.rows(f"SELECT COLUMNS(*)::VARCHAR FROM {opened.relation} LIMIT 50")
    return _read(bench, opened) if is_dictionary(opened.names, head) else None


def _read(bench: Workbench, opened: Opened) -> Catalogue:
    rows = bench.rows(f"SELECT COLUMNS(*)::VARCHAR FROM {opened.relation} LIMIT {LARGEST_DICTIONARY}")
    return read_dictionary(opened.name, opened.names, rows)


def short_name(catalogue: Catalogue, column: Column) -> str:
    """The column's name, with its table where there are several."""
    return str(column) if len(catalogue.tables) > 1 else str(replace(column, table=""))


def stem(place: str) -> str:
    """The name of a place for people: the file's or folder's, without its path."""
    return Path(place).name or place
