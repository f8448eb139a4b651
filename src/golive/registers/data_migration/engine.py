"""What does the engine do with the files of an object? Plain functions for the guarded child: paths in, JSON out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from golive.engines.reconcile import audit as first_look
from golive.engines.reconcile import catalogue, comparison
from golive.engines.reconcile.audit.form import audit_form, masked
from golive.engines.reconcile.comparison.evidence import STORED, personal_parts
from golive.engines.reconcile.comparison.reconcile import source_table, target_table
from golive.engines.reconcile.expressions import columns_of, parse
from golive.engines.reconcile.mapping import Mapping, coverage, read_mapping
from golive.engines.reconcile.mapping.document import key_expression
from golive.engines.reconcile.match import Suggestion, suggest
from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.sources import Column, Source, Table, Workbench, literal, open_source, quoted
from golive.engines.reconcile.sources.staging import keep_csv
from golive.plain.verdict import Refused

STAGE, TOLD, DIFFERENCES, EXPECTED = "stage", "told.json", "differences.parquet", "expected.parquet"
SNAPSHOT = "snapshot.parquet"
SAMPLE_ROWS = 5
TOP = 5


def say(folder: str, step: int, steps: int, message: str) -> None:
    """Tell the parent how far it is; written whole, so that nobody reads half of it."""
    half = Path(folder) / f"{TOLD}.half"
    half.write_text(json.dumps([step, steps, message]), encoding="utf-8")
    half.replace(Path(folder) / TOLD)


Side = Sequence[str]  # the path of a file, and the encoding that was chosen for it


def pack(path: str, limits: Any, folder: str, columns: list[list[str]]) -> dict[str, Any]:
    """Rows that were copied out of a server, as one Parquet file in the folder; each column in its type."""
    with _bench(folder) as bench:
        bench.reads(path)
        bench.lock()
        try:
            table = keep_csv(bench, "snapshot", [Column(*each) for each in columns], Path(path))
        except duckdb.Error as broken:
            found = re.search(r'column "?([^":\n]{1,100})', str(broken))
            where = f"the column {found.group(1).strip()}" if found else "a column"
            cure = "Take a view that casts it to text."
            refuse("source.values", f"{where} holds a value that its type cannot hold here.", cure)
        rows = bench.rows(f"SELECT count(*) FROM {table.relation}")[0][0]
        Path(table.files[0]).rename(Path(folder) / SNAPSHOT)
        return {"rows": rows}


def look(path: str, limits: Any, folder: str, encoding: str) -> dict[str, Any]:
    """Tables and columns of a source, and everything its audit finds; personal values masked."""
    with _bench(folder) as bench:
        say(folder, 1, 3, "Reading the file")
        place = _place(bench, (path, encoding))
        place.tables()
        bench.lock()
        say(folder, 2, 3, "Looking for what is wrong")
        found = first_look.audit(bench, place)
        form = audit_form(found, mask=True)
        return {"tables": _tables(bench, place), "audit": form | {"source": Path(path).name}}


def describe(path: str, limits: Any, folder: str, encoding: str, other: Side = ()) -> dict[str, Any]:
    """Tables and columns of a target; with the ``other`` side, which column of it may go into which, and why."""
    with _bench(folder) as bench:
        say(folder, 1, 3, "Reading the file")
        places = [_place(bench, each) for each in filter(None, ((path, encoding), other))]
        for place in places:
            place.tables()
        bench.lock()
        found = {"tables": _tables(bench, places[0]), "suggestions": []}
        if other:
            say(folder, 2, 3, "Comparing the columns of both sides")
            target, source = (catalogue.describe(bench, place) for place in places)
            pairs = suggest(list(source.columns()), list(target.columns()), top=TOP)
            found["suggestions"] = [_suggestion(each) for each in pairs]
        return found


def check(path: str, limits: Any, folder: str, source: Side, target: Side, hidden: list[str]) -> dict[str, Any]:
    """Coverage of a mapping, and the first rows it makes; values of ``hidden`` source columns show their form only."""
    with _bench(folder) as bench:
        mapping, left, right = _opened(bench, path, source, target)
        bench.lock()
        found = coverage(mapping, left, right)
        told: dict[str, Any] = {
            "source": found.source,
            "target": found.target,
            "share": found.share,
            "errors": list(found.errors),
            "gaps": list(found.gaps),
            "sample": [],
        }
        try:
            told["sample"] = [] if found.errors else _sample(bench, mapping, left, set(hidden))
        except Refused as refused:
            told["errors"] = [str(each) for each in refused.refusals]
        return told


def run(path: str, limits: Any, folder: str, source: Side) -> dict[str, Any]:
    """Apply a mapping: what should arrive, as one Parquet file in the folder."""
    with _bench(folder) as bench:
        say(folder, 1, 3, "Reading the source")
        mapping = read_mapping(Path(path))
        table = source_table(mapping, _place(bench, source))
        say(folder, 2, 3, "Applying the mapping")
        made = comparison.make_expected(bench, mapping, table, Path(folder) / EXPECTED)
        told = {"read": made.read, "rows": made.rows, "excluded": made.excluded, "sha256": made.sha256}
        return told | {"mapping": mapping.sha256, "findings": list(made.findings)}


def reconcile(path: str, limits: Any, folder: str, source: Side, target: Side) -> dict[str, Any]:
    """Hold what arrived against what the mapping says; every difference goes into one Parquet file in the folder."""
    with _bench(folder) as bench:
        say(folder, 1, 4, "Reading both sides")
        mapping = read_mapping(Path(path))
        places = [_place(bench, each) for each in (source, target)]
        source_table(mapping, places[0]), target_table(mapping, places[1])
        say(folder, 2, 4, "Applying the mapping and comparing every value")
        made, outcome = comparison.reconcile(bench, mapping, *places)
        say(folder, 3, 4, "Keeping every difference")
        kept = bench.folder / DIFFERENCES
        order = f"SELECT * FROM {STORED} ORDER BY kind, col, signature, key"
        bench.run(f"COPY ({order}) TO {literal(str(kept))} (FORMAT parquet, COMPRESSION zstd)")
        kept.rename(Path(folder) / DIFFERENCES)
        return outcome.form(masked) | {"excluded": made.excluded, "mapping": mapping.sha256}


def differences(path: str, limits: Any, column: str, signature: str, first: int, most: int) -> dict[str, Any]:
    """A page of the kept differences, values masked; counted before they are cut."""
    with Workbench(memory_mb=512, threads=1, folder=Path.cwd() / STAGE) as bench:  # the child's own folder
        relation = f"read_parquet({bench.reads(path)})"
        bench.lock()
        where = f"col = {literal(column)} AND signature = {literal(signature)}" if signature else "TRUE"
        count = bench.rows(f"SELECT count(*) FROM {relation} WHERE {where}")[0][0]
        page = f"ORDER BY kind, col, signature, key LIMIT {int(most)} OFFSET {int(first)}"
        query = f"SELECT kind, key, col, expected, found, signature FROM {relation} WHERE {where} {page}"
        hidden = personal_parts(bench, relation, ())
        rows = [
            [
                kind,
                ", ".join(_part(*part) for part in zip(key, hidden, strict=True)),
                col,
                _form(expected),
                _form(found),
                sign or "",
            ]
            for kind, key, col, expected, found, sign in bench.rows(query)
        ]
        return {"count": count, "rows": rows}


def _part(value: Any, hides: bool) -> str:
    """A part of a key; where the keys hold personal data, its form only."""
    return masked(str(value)) if hides else str(value)


def _form(value: str | None) -> str | None:
    return None if value is None else masked(value)


@contextmanager
def _bench(folder: str) -> Iterator[Workbench]:
    """A bench that stages in the folder of the job, which the parent removes."""
    with Workbench(folder=Path(folder) / STAGE) as bench:
        yield bench


def _place(bench: Workbench, side: Side) -> Source:
    path, encoding = side
    return open_source(bench, path, encoding=encoding)


def _opened(bench: Workbench, path: str, source: Side, target: Side) -> tuple[Mapping, Table, Table | None]:
    mapping = read_mapping(Path(path))
    left = source_table(mapping, _place(bench, source))
    return mapping, left, target_table(mapping, _place(bench, target)) if target else None


def _tables(bench: Workbench, place: Source) -> list[dict[str, Any]]:
    return [
        {
            "name": table.name,
            "rows": bench.rows(f"SELECT count(*) FROM {table.relation}")[0][0],
            "columns": [[column.name, column.kind.value] for column in table.columns],
            "notices": list(table.notices),
        }
        for table in place.tables()
    ]


def _suggestion(one: Suggestion) -> dict[str, Any]:
    pair = {"source": one.source.name, "target": one.target.name, "target_table": one.target.table}
    return pair | {"score": one.score, "reasons": list(one.reasons)}


def _sample(bench: Workbench, mapping: Mapping, source: Table, hidden: set[str]) -> list[list[Any]]:
    """For each target field: its name and its values in the first rows."""
    made = comparison.make_expected(bench, mapping, source)
    names = made.table.names
    wanted = ", ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in names)
    rows = bench.rows(f"SELECT {wanted} FROM {made.table.relation} LIMIT {SAMPLE_ROWS}")
    spoken = [(each.name, each.expression) for each in mapping.fields if each.expression]
    spoken += [(t, key_expression(s)) for t, s in zip(mapping.key_target, mapping.key_source, strict=True)]
    veiled = {name.casefold() for name in hidden}
    secret = {name for name, text in spoken if veiled & {used.casefold() for used in columns_of(parse(text))}}
    return [[name, [_form(row[at]) if name in secret else row[at] for row in rows]] for at, name in enumerate(names)]
