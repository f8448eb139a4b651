"""What should have arrived? The mapping applied to the source, staged once and named by its content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from golive.engines.reconcile.comparison.mapped_query import MappedQuery
from golive.engines.reconcile.mapping.coverage import coverage
from golive.engines.reconcile.mapping.document import FieldType, Mapping
from golive.engines.reconcile.refusals import refusal, refuse
from golive.engines.reconcile.servers.here import Here
from golive.engines.reconcile.servers.server import Server
from golive.engines.reconcile.sources import Column, Table, Workbench, literal
from golive.plain.verdict import require


@dataclass(frozen=True)
class Expected:
    """The rows that the target should hold, with the types in which they are compared.

    ``read`` rows of the source, ``excluded`` by the filter; ``findings`` are sentences about values that were lost,
    are too long, or are null though mandatory. ``sha256`` is the hash of the file where one was written.
    """

    table: Table
    types: dict[str, FieldType]
    read: int
    rows: int
    findings: tuple[str, ...] = ()
    sha256: str = ""

    @property
    def excluded(self) -> int:
        return self.read - self.rows


@contextmanager
def fitting_values() -> Iterator[None]:
    """A value that does not fit its declared type is refused with the value; it is never cut, and never null."""
    try:
        yield
    except (duckdb.ConversionException, duckdb.OutOfRangeException) as failed:
        reason = str(failed).splitlines()[0].rstrip("!.")
        refuse("mapping.value", f"{reason}.", "Declare a type that holds it, or round it in the expression.")


def make_expected(bench: Workbench, mapping: Mapping, source: Table, out: Path | None = None) -> Expected:
    """Apply the mapping to a source table.

    Parameters
    ----------
    source : the table that the mapping reads.
    out : where to write the rows as Parquet; if not given they are computed whenever they are read.

    Raises `Refused` with every field that cannot be computed and every code that no value map knows.
    """
    asked, made = planned(bench, mapping, source, out)
    return replace(made, findings=tuple(asked.findings(made.table.relation)))


def planned(bench: Workbench, mapping: Mapping, source: Table, out: Path | None = None) -> tuple[MappedQuery, Expected]:
    """The same without its findings, and what finds them: a comparison sees most of them in passing."""
    found = coverage(mapping, source)
    require([refusal("mapping.expression", problem) for problem in found.errors])
    bench.lock(write_to=() if out is None else (out.resolve().parent,))
    asked = MappedQuery(Here(bench), mapping, source)
    query = asked.text()
    asked.refuse_unknown_codes()
    if out is None:
        table = Table(mapping.object, bench.columns(f"({query})"), f"({query})")
    else:
        path = out.resolve()
        with fitting_values():
            bench.run(f"COPY ({query}) TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)")
        relation = f"read_parquet({literal(str(path))})"
        table = Table(mapping.object, bench.columns(relation), relation, (), (str(path),))
    read = bench.rows(f"SELECT count(*) FROM {source.relation}")[0][0]
    rows = bench.rows(f"SELECT count(*) FROM {table.relation}")[0][0]
    return asked, Expected(table, asked.types, read, rows, (), _sha256(out.resolve()) if out else "")


def expected_on(server: Server, mapping: Mapping, source: Table) -> Expected:
    """The same on a server, where the rows stay.

    Parameters
    ----------
    source : a table of the server.

    Raises `Refused` likewise, and for every function that the server would answer differently.
    """
    found = coverage(mapping, source, engine=server.engine)
    require([refusal("mapping.expression", problem) for problem in found.errors])
    asked = MappedQuery(server, mapping, source)
    query = asked.text()
    asked.refuse_unknown_codes()
    relation = server.keep("golive_expected", query)
    columns = tuple(Column(name, asked.columns.get(name, said.sql)) for name, said in asked.types.items())
    read, rows = (server.rows(f"SELECT count(*) FROM {of} x")[0][0] for of in (source.relation, relation))
    findings = tuple(asked.findings(f"{relation} x"))
    return Expected(Table(mapping.object, columns, relation), asked.types, read, rows, findings)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
