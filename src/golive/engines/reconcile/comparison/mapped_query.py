"""How does an engine compute what should have arrived, and what is lost on the way?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from golive.engines.reconcile.expressions import Engine, compile_expression
from golive.engines.reconcile.expressions.compile import Compiled
from golive.engines.reconcile.expressions.dialect import identifier, string_type, text_literal
from golive.engines.reconcile.expressions.types import cast_to, read_text
from golive.engines.reconcile.mapping.document import Field, FieldType, Mapping, ValueMap, key_expression
from golive.engines.reconcile.refusals import refusal, refuse
from golive.engines.reconcile.sources import Column, Kind, Table
from golive.plain.verdict import require

CODES_SHOWN = 10


class Place(Protocol):
    """What computes: the bench, or a server."""

    engine: Engine

    def rows(self, sql: str) -> list[tuple[Any, ...]]: ...

    def keep_rows(self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> Table: ...


class MappedQuery:
    """Writes the query of the expected rows, and the questions about what was lost on the way."""

    def __init__(self, place: Place, mapping: Mapping, source: Table) -> None:
        self.place, self.mapping, self.source, self.engine = place, mapping, source, place.engine
        self.kinds = {column.name: column.kind for column in source.columns}
        self.types: dict[str, FieldType] = {}
        self.columns: dict[str, str] = {}
        self.keys: dict[str, str] = {}  # of the target, each with its SQL over the source
        self._wanted: list[str] = []
        self._joins: list[str] = []
        self._lossy: list[tuple[str, str, str]] = []  # field, what is read, and what it is read as
        self._unknown: list[tuple[Field, ValueMap, str]] = []

    def text(self) -> str:
        """The query; value maps are kept where it will run."""
        pairs = zip(self.mapping.key_target, self.mapping.key_source, strict=True)
        keys = [self._key(target, source) for target, source in pairs]
        fields = [self._field(each) for each in self.mapping.fields if not self._is_key(each.name)]
        self._wanted = [*keys, *fields]
        joined, condition = "".join(self._joins), self._condition()
        return f"SELECT {', '.join(self._wanted)} FROM {self.source.relation} s{joined}{condition}"

    def _condition(self) -> str:
        return f" WHERE {self._filter()}" if self.mapping.filter else ""

    def again(self, near: str) -> str:
        """The query once `text` wrote it, for those rows of the source alone that ``near`` (what follows its name,
        over ``s``) leaves: they are found before anything else is computed of them."""
        rows = f"(SELECT s.* FROM {self.source.relation} s{near})"
        return f"SELECT {', '.join(self._wanted)} FROM {rows} s{''.join(self._joins)}{self._condition()}"

    def watched(self) -> tuple[str, tuple[str, ...]]:
        """The query once `text` wrote it, with more columns, and what to watch in its rows ``e``: a condition for each
        finding there may be. What may be lost is computed once, and then both used and watched.
        """
        read = sorted({out for _, _, out in self._lossy}, key=len, reverse=True)
        names = {out: self._free(f"golive_read{at}") for at, out in enumerate(read)}
        lost = {self._free(f"golive_lost{at}"): each[1:] for at, each in enumerate(self._watched_losses)}
        flags = [f"({given}) IS NOT NULL AND ({out}) IS NULL AS {name}" for name, (given, out) in lost.items()]
        wanted, joined = ", ".join([*self._wanted, *flags]), "".join(self._joins)
        for out, name in names.items():
            wanted, joined = (text.replace(out, f"s.{name}") for text in (wanted, joined))
        once = "".join(f", {out} AS {name}" for out, name in names.items())
        rows = f"(SELECT s.*{once} FROM {self.source.relation} s{self._condition()})"
        conditions = [*(sql for _, sql in self._asked("e.")), *(f"e.{name}" for name in lost)]
        return f"SELECT {wanted} FROM {rows} s{joined}", tuple(conditions)

    def _free(self, name: str) -> str:
        """A name that neither the source nor the mapping has."""
        taken = {each.casefold() for each in (*self.kinds, *self.types)}
        while name in taken:
            name += "_"
        return name

    @property
    def _watched_losses(self) -> list[tuple[str, str, str]]:
        """Losses are counted in the whole source: those of rows that the filter leaves out would not be seen."""
        return [] if self.mapping.filter else self._lossy

    def _compiled(self, text: str, *, null_differs: bool = False) -> Compiled:
        return compile_expression(text, self.kinds, engine=self.engine, prefix="s.", null_differs=null_differs)

    def _filter(self) -> str:
        return self._compiled(self.mapping.filter, null_differs=True).sql

    def _is_key(self, name: str) -> bool:
        return name.casefold() in {key.casefold() for key in self.mapping.key_target}

    def _key(self, target: str, source: str) -> str:
        found = self.mapping.field(target)
        if found is not None:
            return self._field(found, target)
        compiled = self._compiled(key_expression(source))
        self.keys[target] = compiled.sql
        self.types[target] = FieldType(compiled.kind or Kind.TEXT)
        return f"{compiled.sql} AS {identifier(self.engine, target)}"

    def _field(self, each: Field, name: str = "") -> str:
        name = name or each.name
        value, kind = self._value(each)
        declared = each.type or each.compare.as_type or FieldType(kind)
        self.types[name] = declared
        own = self._own_type(each)
        if own and declared == FieldType(kind):
            self.columns[name] = own
        elif declared.kind is not kind or declared.kind is Kind.DECIMAL:
            value = self._converted(name, value, kind, declared)
        if self._is_key(name):
            self.keys[name] = value
        return f"{value} AS {identifier(self.engine, name)}"

    def _own_type(self, each: Field) -> str:
        """The type of a column that is taken as it is; empty for anything else."""
        return "" if each.expr or each.map or not each.column else self.source.column(each.column).sql_type

    def _converted(self, name: str, value: str, kind: Kind, declared: FieldType) -> str:
        """A value in its declared type; what does not fit the type is refused by the engine, never cut."""
        try:
            if kind is Kind.TEXT and declared.kind is not Kind.TEXT:
                return read_text(self.engine, value, declared.kind, *declared.decimals)
            return cast_to(self.engine, value, kind, declared.kind, *declared.decimals)
        except ValueError as unfit:
            refuse("mapping.type", f"field {name}: {unfit}.", "Run it with --engine duckdb.", name)

    def _string(self, value: str) -> str:
        return f"CAST({value} AS {string_type(self.engine)})"

    def _value(self, each: Field) -> tuple[str, Kind]:
        if each.constant is not None:
            return self._string(text_literal(self.engine, each.constant)), Kind.TEXT
        compiled = self._compiled(each.expression)
        self._lossy += [(each.name, given, out) for given, out in compiled.may_lose]
        if not each.map:
            return compiled.sql, compiled.kind or Kind.TEXT
        return self._mapped(each, self._converted(each.name, *_known(compiled), FieldType(Kind.TEXT))), Kind.TEXT

    def _mapped(self, each: Field, value: str) -> str:
        held = self.mapping.maps[each.map]
        alias = f"m{len(self._joins)}"
        table = self.place.keep_rows(f"map_{alias}", [Column("k"), Column("v")], list(held.values.items()))
        self._joins.append(f" LEFT JOIN {table.relation} {alias} ON {alias}.k = {value}")
        if each.unmapped == "error":
            self._unknown.append((each, held, value))
        other = value if each.unmapped == "keep" else "NULL"
        return f"CASE WHEN {alias}.k IS NOT NULL THEN {alias}.v ELSE {other} END"

    def refuse_unknown_codes(self) -> None:
        """Every code without a value, with how many rows have it; nothing is kept of a run that has one."""
        problems = []
        for each, held, value in self._unknown:
            known = ", ".join(text_literal(self.engine, code) for code in held.values) or "''"
            where = f"{value} IS NOT NULL AND {value} NOT IN ({known})"
            if self.mapping.filter:
                where += f" AND ({self._filter()})"
            query = f"SELECT {value} AS code, count(*) AS n FROM {self.source.relation} s WHERE {where} GROUP BY 1"
            found = self.place.rows(f"{query} ORDER BY 2 DESC, 1")
            if found:
                shown = ", ".join(f"“{code}” ({rows:,} rows)" for code, rows in found[:CODES_SHOWN])
                problem = f"{each.name}: {len(found)} codes are not in the value map {held.name}: {shown}."
                cure = "Add them, or write unmapped: null or keep."
                problems.append(refusal("mapping.codes", problem, cure, each.name))
        require(problems)

    def findings(self, expected: str, seen: Sequence[bool] | None = None) -> list[str]:
        """What the mapping lost, cut or left empty; ``expected`` is what stands after FROM.

        ``seen`` says for each condition of `watched` whether it held anywhere: only what did is counted.
        """
        asked, lost = self._asked(), self._lost()
        if seen is not None:
            of_rows, of_reading = seen[: len(asked)], seen[len(asked) :]
            asked = [each for each, held in zip(asked, of_rows, strict=True) if held]
            if not self.mapping.filter:
                lost = [each for each, held in zip(lost, of_reading, strict=True) if held]
        return self._counted(expected, asked) + self._counted(f"{self.source.relation} s", lost)

    def _asked(self, prefix: str = "") -> list[tuple[str, str]]:
        """What the mapping demands of its rows: the sentence with a place for the number, and who breaks it."""
        asked: list[tuple[str, str]] = []
        for each in self.mapping.fields:
            declared, name = self.types.get(each.name), prefix + identifier(self.engine, each.name)
            if each.mandatory:
                asked.append((f"{each.name}: {{n}} rows are null though it is mandatory", f"{name} IS NULL"))
            if declared and declared.kind is Kind.TEXT and declared.size:
                longer = f"length({name}) > {declared.size}"
                asked.append((f"{each.name}: {{n}} values are longer than {declared.size}", longer))
        return asked

    def _lost(self) -> list[tuple[str, str]]:
        return [
            (f"{name}: {{n}} values could not be read and became null", f"({given}) IS NOT NULL AND ({out}) IS NULL")
            for name, given, out in self._lossy
        ]

    def _counted(self, relation: str, asked: Sequence[tuple[str, str]]) -> list[str]:
        if not asked:
            return []
        counts = self.place.rows(
            f"SELECT {', '.join(f'count(CASE WHEN {sql} THEN 1 END)' for _, sql in asked)} FROM {relation}"
        )[0]
        return [f"{text.replace('{n}', f'{n:,}')}." for (text, _), n in zip(asked, counts, strict=True) if n]


def _known(compiled: Compiled) -> tuple[str, Kind]:
    return compiled.sql, compiled.kind or Kind.TEXT
