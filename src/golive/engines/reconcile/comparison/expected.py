"""What should have arrived? The mapping applied to the source, staged once and named by its content."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from golive.engines.reconcile.expressions import compile_expression
from golive.engines.reconcile.mapping.coverage import coverage
from golive.engines.reconcile.mapping.document import Field, FieldType, Mapping, ValueMap, key_expression
from golive.engines.reconcile.refusals import refusal
from golive.engines.reconcile.sources import Column, Kind, Table, Workbench, keep_rows, literal, quoted
from golive.plain.verdict import require

CODES_SHOWN = 10


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


def make_expected(bench: Workbench, mapping: Mapping, source: Table, out: Path | None = None) -> Expected:
    """Apply the mapping to a source table.

    Parameters
    ----------
    source : the table that the mapping reads.
    out : where to write the rows as Parquet; if not given they are computed whenever they are read.

    Raises `Refused` with every field that cannot be computed and every code that no value map knows.
    """
    found = coverage(mapping, source)
    require([refusal("mapping.expression", problem) for problem in found.errors])
    bench.lock(write_to=() if out is None else (out.resolve().parent,))
    writer = _Writer(bench, mapping, source)
    query = writer.query()
    writer.refuse_unknown_codes()
    if out is None:
        table = Table(mapping.object, bench.columns(f"({query})"), f"({query})")
    else:
        path = out.resolve()
        bench.run(f"COPY ({query}) TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)")
        relation = f"read_parquet({literal(str(path))})"
        table = Table(mapping.object, bench.columns(relation), relation, (), (str(path),))
    read = bench.rows(f"SELECT count(*) FROM {source.relation}")[0][0]
    rows = bench.rows(f"SELECT count(*) FROM {table.relation}")[0][0]
    return Expected(
        table, writer.types, read, rows, tuple(writer.findings(table)), _sha256(out.resolve()) if out else ""
    )


class _Writer:
    """Writes the query of the expected rows, and the questions about what was lost on the way."""

    def __init__(self, bench: Workbench, mapping: Mapping, source: Table) -> None:
        self.bench, self.mapping, self.source = bench, mapping, source
        self.kinds = {column.name: column.kind for column in source.columns}
        self.types: dict[str, FieldType] = {}
        self.joins: list[str] = []
        self.lossy: list[tuple[str, str]] = []
        self.unknown: list[tuple[Field, ValueMap, str]] = []

    def query(self) -> str:
        keys = [self._key(target, source) for target, source in zip(*self._keys(), strict=True)]
        fields = [self._field(each) for each in self.mapping.fields if not self._is_key(each.name)]
        condition = ""
        if self.mapping.filter:
            condition = f" WHERE {self._filter()}"
        joined = "".join(self.joins)
        return f"SELECT {', '.join([*keys, *fields])} FROM {self.source.relation} s{joined}{condition}"

    def _filter(self) -> str:
        return compile_expression(self.mapping.filter, self.kinds, prefix="s.", null_differs=True).sql

    def _keys(self) -> tuple[Sequence[str], Sequence[str]]:
        return self.mapping.key_target, self.mapping.key_source

    def _is_key(self, name: str) -> bool:
        return name.casefold() in {key.casefold() for key in self.mapping.key_target}

    def _key(self, target: str, source: str) -> str:
        found = self.mapping.field(target)
        if found is not None:
            return self._field(found, target)
        compiled = compile_expression(key_expression(source), self.kinds, prefix="s.")
        self.types[target] = FieldType(compiled.kind or Kind.TEXT)
        return f"{compiled.sql} AS {quoted(target)}"

    def _field(self, each: Field, name: str = "") -> str:
        name = name or each.name
        value, kind = self._value(each)
        declared = each.type or each.compare.as_type or FieldType(kind)
        self.types[name] = declared
        if declared.kind is not kind or declared.kind is Kind.DECIMAL:
            value = _converted(value, kind, declared)
        return f"{value} AS {quoted(name)}"

    def _value(self, each: Field) -> tuple[str, Kind]:
        if each.constant is not None:
            return f"CAST({literal(each.constant)} AS VARCHAR)", Kind.TEXT
        compiled = compile_expression(each.expression, self.kinds, prefix="s.")
        self.lossy += [(each.name, f"({a}) IS NOT NULL AND ({b}) IS NULL") for a, b in compiled.may_lose]
        if not each.map:
            return compiled.sql, compiled.kind or Kind.TEXT
        return self._mapped(each, compiled.sql), Kind.TEXT

    def _mapped(self, each: Field, value: str) -> str:
        held = self.mapping.maps[each.map]
        alias = f"m{len(self.joins)}"
        rows = [(code, meant) for code, meant in held.values.items()]
        table = keep_rows(self.bench, f"map_{held.name}", [Column("k"), Column("v")], rows)
        self.joins.append(f" LEFT JOIN {table.relation} {alias} ON {alias}.k = CAST({value} AS VARCHAR)")
        if each.unmapped == "error":
            self.unknown.append((each, held, f"{value}"))
        other = f"CAST({value} AS VARCHAR)" if each.unmapped == "keep" else "NULL"
        return f"CASE WHEN {alias}.k IS NOT NULL THEN {alias}.v ELSE {other} END"

    def refuse_unknown_codes(self) -> None:
        """Every code without a value, with how many rows have it; nothing is kept of a run that has one."""
        problems = []
        for each, held, value in self.unknown:
            known = ", ".join(literal(code) for code in held.values) or "''"
            where = f"{value} IS NOT NULL AND CAST({value} AS VARCHAR) NOT IN ({known})"
            if self.mapping.filter:
                where += f" AND ({self._filter()})"
            query = f"SELECT CAST({value} AS VARCHAR), count(*) FROM {self.source.relation} s WHERE {where} GROUP BY 1"
            found = self.bench.rows(f"{query} ORDER BY 2 DESC, 1")
            if found:
                shown = ", ".join(f"“{code}” ({rows:,} rows)" for code, rows in found[:CODES_SHOWN])
                problem = f"{each.name}: {len(found)} codes are not in the value map {held.name}: {shown}."
                cure = "Add them, or write unmapped: null or keep."
                problems.append(refusal("mapping.codes", problem, cure, each.name))
        require(problems)

    def findings(self, table: Table) -> list[str]:
        """What the mapping lost, cut or left empty."""
        asked: list[tuple[str, str]] = []
        for each in self.mapping.fields:
            declared = self.types.get(each.name)
            if each.mandatory:
                said = f"{each.name}: {{n}} rows are null though it is mandatory"
                asked.append((said, f"{quoted(each.name)} IS NULL"))
            if declared and declared.kind is Kind.TEXT and declared.size:
                longer = f"length({quoted(each.name)}) > {declared.size}"
                asked.append((f"{each.name}: {{n}} values are longer than {declared.size}", longer))
        found = _counted(self.bench, table.relation, asked)
        lost = [(f"{name}: {{n}} values could not be read and became null", sql) for name, sql in self.lossy]
        return found + _counted(self.bench, f"{self.source.relation} s", lost)


def _counted(bench: Workbench, relation: str, asked: Sequence[tuple[str, str]]) -> list[str]:
    if not asked:
        return []
    counts = bench.rows(f"SELECT {', '.join(f'count(*) FILTER ({sql})' for _, sql in asked)} FROM {relation}")[0]
    return [f"{text.format(n=f'{n:,}')}." for (text, _), n in zip(asked, counts, strict=True) if n]


def _converted(value: str, kind: Kind, declared: FieldType) -> str:
    """A computed value in its declared type; what does not fit the type is refused by the engine, never cut."""
    if declared.kind is Kind.TEXT:
        return f"CAST({value} AS VARCHAR)"
    if kind is Kind.TEXT:
        return read_as(value, declared)
    return f"CAST({value} AS {declared.sql})"


def read_as(value: str, declared: FieldType, date_format: str = "") -> str:
    """Text read as a type, strictly: what is not written so becomes null, never something near it."""
    plain = f"trim({value})"
    if declared.kind is Kind.DECIMAL:
        return _strict(plain, r"[+-]?\d{1,28}(\.\d*)?", declared.sql)
    if declared.kind is Kind.INTEGER:
        return _strict(plain, r"[+-]?\d{1,18}", "BIGINT")
    if declared.kind is Kind.FLOAT:
        return f"TRY_CAST({plain} AS DOUBLE)"
    if declared.kind is Kind.BOOLEAN:
        yes, no = "('true','t','1','yes','y')", "('false','f','0','no','n')"
        return f"CASE WHEN lower({plain}) IN {yes} THEN TRUE WHEN lower({plain}) IN {no} THEN FALSE END"
    if date_format:
        return f"CAST(try_strptime({plain}, {literal(date_format)}) AS {declared.sql})"
    if declared.kind is Kind.DATE:
        return _strict(plain, r"\d{4}-\d{2}-\d{2}([ T]00:00(:00(\.0+)?)?Z?)?", "DATE", f"left({plain}, 10)")
    moment = r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)?)?"
    return _strict(plain, moment, "TIMESTAMPTZ")


def _strict(value: str, pattern: str, sql_type: str, part: str = "") -> str:
    cast = f"TRY_CAST({part or value} AS {sql_type})"
    if sql_type == "TIMESTAMPTZ":
        cast = f"CAST({cast} AS TIMESTAMP)"
    return f"CASE WHEN regexp_full_match({value}, {literal(pattern)}) THEN {cast} END"


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
