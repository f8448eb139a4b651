"""How is a comparison written once for every server that Ibis knows?

In what all of them do alike: a column against a column of the same kind, a value map, a constant, a tolerance on
numbers. Whatever else a mapping says is refused with its field: elsewhere it might mean something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from golive.engines.reconcile.mapping.document import Compare, Field, FieldType, Mapping
from golive.engines.reconcile.refusals import refusal
from golive.engines.reconcile.sources.table import Kind
from golive.engines.reconcile.sources.through_ibis import NAMES, WIDEST, datatypes, ibis, plain
from golive.plain.verdict import Refusal, require

HERE = "Compute it here: --engine duckdb reads both sides."
# What takes texts for equal that are not, by the collation of a column: A and a, é and e, a space at the end.
LOOSE = frozenset({"mssql"})


@dataclass(frozen=True)
class Query:
    """The expressions of one comparison, to be compiled or run; writing them asks the server nothing.

    ``expected`` and ``found`` are both sides in the target's names; ``e`` and ``f`` the same as keys k0, k1 … and
    values v0, v1 …; ``twice`` holds the keys that are null or not unique; ``open`` everything that is not equal, with
    is_missing, is_extra and for each column a flag d0, d1 …, each 0 or 1.
    """

    key: tuple[str, ...]
    columns: tuple[str, ...]
    types: dict[str, FieldType]
    rules: dict[str, Compare]
    expected: Any
    found: Any
    e: Any
    f: Any
    twice: Any
    open: Any

    @property
    def keys(self) -> list[str]:
        return [f"k{at}" for at in range(len(self.key))]

    @property
    def counts(self) -> Any:
        """One row: how many are missing, extra, changed, and differ in each column (c0, c1 …)."""
        paired = 1 - self.open.is_missing - self.open.is_extra
        flags = {f"c{at}": self.open[f"d{at}"].sum() for at in range(len(self.columns))}
        asked = {"missing": self.open.is_missing.sum(), "extra": self.open.is_extra.sum(), "changed": paired.sum()}
        return self.open.aggregate(**asked, **flags)

    def rows_of(self, side: str) -> tuple[Any, Any, Any]:
        """Of a side three counts: its rows, those with a null in the key, those on a key that is not unique."""
        rows = self.e if side == "e" else self.f
        return (
            rows.count(),
            rows.filter(_any_null(rows, self.keys)).count(),
            rows.semi_join(self.twice, self.keys).count(),
        )

    def opened(self, most: int) -> Any:
        """Key and class of what is open, of each class the first by key."""
        missing, extra = self.open.is_missing == 1, self.open.is_extra == 1
        parts = []
        for test in (missing, extra, ~missing & ~extra):
            chosen = self.open.filter(test).select(*self.keys, "is_missing", "is_extra")
            parts.append(chosen.order_by(self.keys).limit(most))
        return ibis.union(*parts)

    def brought(self, side: str, most: int) -> Any:
        """The rows of a side that stand in a pair that differs, in the target's names."""
        pairs = self.open.filter((self.open.is_missing == 0) & (self.open.is_extra == 0))
        pairs = pairs.select(*self.keys).order_by(self.keys).limit(most)
        rows = self.expected if side == "e" else self.found
        named = zip(self.key, self.keys, strict=True)
        return rows.semi_join(pairs, [_in(rows[name], self.types[name]) == pairs[k] for name, k in named])

    def lost(self, mapping: Mapping) -> dict[str, Any]:
        """What the mapping demands of its rows and some break: the sentence, and how many."""
        return {
            f"{each.name}: {{n}} rows are null though it is mandatory": self.expected[each.name].isnull().sum()
            for each in mapping.fields
            if each.mandatory and each.name in self.expected.columns
        }


def query(mapping: Mapping, source: Any, target: Any, engine: str) -> Query:
    """Write the comparison of two tables of Ibis for an engine (its scheme, such as trino).

    Raises `Refused` with everything that the mapping says and is not done there.
    """
    writer = _Writer(mapping, source, target, engine)
    expected, found = writer.sides()
    require(writer.problems)
    columns = tuple(name for name in writer.types if name not in mapping.key_target and not writer.rule(name).skip)
    rules = {name: writer.rule(name) for name in writer.types}
    keys = [f"k{at}" for at in range(len(mapping.key_target))]
    e, f = (_narrow(side, mapping.key_target, columns, writer.types) for side in (expected, found))
    twice = _twice(e, f, keys)
    ours, theirs = (rows.filter(~_any_null(rows, keys)).anti_join(twice, keys) for rows in (e, f))
    opened = _open(ours, theirs, keys, [rules[name] for name in columns])
    return Query(mapping.key_target, columns, writer.types, rules, expected, found, e, f, twice, opened)


class _Writer:
    """Both sides in the target's names, and all that cannot be written."""

    def __init__(self, mapping: Mapping, source: Any, target: Any, engine: str) -> None:
        self.mapping, self.source, self.target, self.engine = mapping, source, target, engine
        self.name = NAMES.get(engine, engine)
        self.types: dict[str, FieldType] = {}
        self.problems: list[Refusal] = []
        if mapping.filter:
            self._refuse("filter", "the filter is an expression")
        for control in mapping.controls:
            self._refuse("controls", f"the control total “{control.words}” is not computed there")

    def _refuse(self, field: str, why: str) -> None:
        self.problems.append(
            refusal("server.elsewhere", f"{field}: {why}; {self.name} is not asked that.", HERE, field)
        )

    def rule(self, name: str) -> Compare:
        found = self.mapping.field(name)
        return found.compare if found else Compare()

    def sides(self) -> tuple[Any, Any]:
        chosen: dict[str, tuple[Any, Any]] = {}
        for name, key in zip(self.mapping.key_target, self.mapping.key_source, strict=True):
            field = self.mapping.field(name) or Field(name, column=key)
            self._add(chosen, field)
        for field in self.mapping.fields:
            if field.name not in chosen:
                self._add(chosen, field)
        if self.problems:
            return None, None
        mine, theirs = ({name: values[at] for name, values in chosen.items()} for at in (0, 1))
        return self.source.select(**mine), self.target.select(**theirs)

    def _add(self, chosen: dict[str, tuple[Any, Any]], field: Field) -> None:
        mine, theirs = self._value(field), self._column(self.target, field.name, "the target")
        if mine is None or theirs is None:
            return
        if type_ := self._type(field, mine, theirs):
            self.types[field.name] = type_
            chosen[field.name] = (mine, theirs)

    def _column(self, table: Any, name: str, where: str) -> Any:
        """A column, exactly or else regardless of case: Oracle and Snowflake write capitals."""
        found = [each for each in table.columns if each == name] or [
            each for each in table.columns if each.casefold() == name.casefold()
        ]
        if len(found) == 1:
            return plain(table[found[0]])
        shown = ", ".join(table.columns[:20])
        self.problems.append(refusal("server.column", f"{name}: {where} has no such column.", f"It has {shown}.", name))
        return None

    def _value(self, field: Field) -> Any:
        if field.expr:
            return self._refuse(field.name, "an expression is proven on DuckDB, PostgreSQL and Spark only")
        if field.constant is not None:
            return ibis.literal(field.constant)
        value = self._column(self.source, field.column, "the source")
        if value is None or not field.map:
            return value
        if not value.type().is_string():
            return self._refuse(field.name, "a value map is looked up by text, and the column is none")
        if field.unmapped == "error":
            return self._refuse(
                field.name, "codes that a value map does not know are not looked for (unmapped: null or keep)"
            )
        pairs = list(self.mapping.maps[field.map].values.items())
        return value.cases(*pairs, else_=value if field.unmapped == "keep" else ibis.null(str))

    def _type(self, field: Field, mine: Any, theirs: Any) -> FieldType | None:
        """The type in which both are compared, or None where one of them would have to be read as something else."""
        ours, arrived = kind_of(mine.type()), kind_of(theirs.type())
        rule, declared = field.compare, field.compare.as_type or field.type
        before = len(self.problems)
        if ours is not arrived:
            self._refuse(field.name, f"{ours.value} is held against {arrived.value}")
        elif declared and declared.kind is not ours:
            self._refuse(field.name, f"declared as {declared.kind.value}, it lies there as {ours.value}")
        for said, why in (
            (rule.trim, "trim"),
            (rule.ignore_case, "ignore_case"),
            (rule.blank_is_null, "blank_is_null"),
        ):
            if said:
                self._refuse(field.name, f"{why} differs from server to server")
        if rule.date_format:
            self._refuse(field.name, "a date written as text is read")
        if rule.is_tolerant and not ours.is_number:
            self._refuse(field.name, f"a tolerance on {ours.value} is measured")
        if ours is Kind.TEXT and self.engine in LOOSE and not rule.skip:
            self._refuse(field.name, "texts that differ in case or accents may count as equal there")
        if ours is Kind.DATETIME and (mine.type().timezone is None) != (theirs.type().timezone is None):
            self._refuse(field.name, "a moment with a time zone is held against one without")
        type_ = (
            self._decimal(field.name, declared, mine.type(), theirs.type()) if ours is Kind.DECIMAL else FieldType(ours)
        )
        return type_ if len(self.problems) == before else None

    def _decimal(self, name: str, declared: FieldType | None, mine: Any, theirs: Any) -> FieldType:
        if declared and declared.decimals[1] < mine.scale:
            self._refuse(
                name, f"declared with {declared.decimals[1]} places, it lies there with {mine.scale} and is rounded"
            )
        places = max(mine.scale, theirs.scale)
        digits = max(mine.precision - mine.scale, theirs.precision - theirs.scale) + places
        if digits > WIDEST:
            self._refuse(name, f"{digits} digits are needed to compare it, and {WIDEST} are the most")
        return FieldType(Kind.DECIMAL, min(digits, WIDEST), places)


def _in(value: Any, type_: FieldType) -> Any:
    """A decimal with the digits in which both sides are compared: no digit is lost."""
    return value.cast(datatypes.Decimal(*type_.decimals)) if type_.kind is Kind.DECIMAL else value


def kind_of(type_: Any) -> Kind:
    """The kind of an Ibis type that is one of ours."""
    if type_.is_integer():
        return Kind.INTEGER
    if type_.is_decimal():
        return Kind.DECIMAL
    if type_.is_floating():
        return Kind.FLOAT
    if type_.is_boolean():
        return Kind.BOOLEAN
    if type_.is_date():
        return Kind.DATE
    return Kind.DATETIME if type_.is_timestamp() else Kind.TEXT


def _narrow(side: Any, key: Sequence[str], columns: Sequence[str], types: dict[str, FieldType]) -> Any:
    """A side as keys and values by number, as they are compared: no name of ours meets one of theirs."""
    keys = {f"k{at}": _in(side[name], types[name]) for at, name in enumerate(key)}
    return side.select(**keys, **{f"v{at}": _in(side[name], types[name]) for at, name in enumerate(columns)})


def _any_null(rows: Any, keys: Sequence[str]) -> Any:
    tests = [rows[k].isnull() for k in keys]
    return ibis.or_(*tests)


def _twice(e: Any, f: Any, keys: list[str]) -> Any:
    """The keys that stand more than once on a side, or hold a null."""
    found = []
    for rows in (e, f):
        grouped = rows.group_by(keys).aggregate(n=rows.count())
        found.append(grouped.filter((grouped.n > 1) | _any_null(grouped, keys)).select(*keys))
    return ibis.union(*found, distinct=True)


def _open(e: Any, f: Any, keys: list[str], rules: Sequence[Compare]) -> Any:
    """What is missing or differs, by a join from the expected; and what is extra, by the rows that meet none."""
    theirs = f.rename({f"f_{name}": name for name in f.columns})
    joined = e.left_join(theirs, [e[k] == theirs[f"f_{k}"] for k in keys])
    missing = joined[f"f_{keys[0]}"].isnull()
    flags = {
        f"d{at}": _flag(~missing & _differs(joined[f"v{at}"], joined[f"f_v{at}"], rule))
        for at, rule in enumerate(rules)
    }
    held = joined.select(*keys, is_missing=_flag(missing), is_extra=_zero(), **flags)
    held = held.filter(ibis.or_(held.is_missing == 1, *(held[name] == 1 for name in flags)))
    alone = f.anti_join(e, keys)
    extra = alone.select(
        *keys, is_missing=_zero(), is_extra=_flag(alone[keys[0]].notnull()), **dict.fromkeys(flags, _zero())
    )
    return ibis.union(held, extra)


def _flag(test: Any) -> Any:
    """1 or 0: some servers have no column of truth values."""
    return ibis.ifelse(test, 1, 0).cast("int64")


def _zero() -> Any:
    return ibis.literal(0, type="int64")


def _differs(e: Any, f: Any, rule: Compare) -> Any:
    """Null against a value differs, null against null does not; null is never within a tolerance."""
    apart = ~e.identical_to(f)
    if not rule.is_tolerant:
        return apart
    if rule.rel_tol == 0 and e.type().is_decimal():
        bound = ibis.literal(Decimal(str(rule.abs_tol)), type="decimal(28, 10)")
        return apart & ~((e - f).abs() <= bound).fill_null(False)
    near, far = e.cast("float64"), f.cast("float64")
    bound = ibis.greatest(ibis.literal(rule.abs_tol), near.abs() * rule.rel_tol)
    return apart & ~((near - far).abs() <= bound).fill_null(False)
