"""What is compared, and how does each side's value read in the type of comparison?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from golive.engines.reconcile.expressions import FUNCTIONS, Engine
from golive.engines.reconcile.expressions.dialect import identifier
from golive.engines.reconcile.expressions.function import Value
from golive.engines.reconcile.expressions.types import cast_to, read_text
from golive.engines.reconcile.mapping.document import Compare, Control, FieldType
from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.sources import Kind, Table
from golive.engines.reconcile.sources.table import decimals_of, kind_of

DIGITS = 28


@dataclass(frozen=True)
class Computed:
    """Of an expected table that is computed whenever it is read: how to read it no more than is needed.

    ``watched`` is its query with more columns, of which ``conditions`` (over ``e``) speak; ``keys`` are the SQL of the
    target's keys over the source ``s``, and ``again`` writes the query for the rows that a join with ``s`` leaves.
    """

    watched: str
    conditions: tuple[str, ...]
    keys: Mapping[str, str]
    again: Callable[[str], str]


@dataclass(frozen=True)
class Sides:
    """What is compared: the expected and the found table, the key, and for each column its type and its tolerance."""

    expected: Table
    found: Table
    key: tuple[str, ...]
    types: Mapping[str, FieldType]
    rules: Mapping[str, Compare] = field(default_factory=dict)
    accept: Mapping[str, int] = field(default_factory=dict)
    controls: tuple[Control, ...] = ()
    computed: Computed | None = None

    @property
    def columns(self) -> list[str]:
        """The compared columns, in the order of the expected table."""
        keys = {name.casefold() for name in self.key}
        skipped = {name.casefold() for name, rule in self.rules.items() if rule.skip}
        return [n for n in self.expected.names if n.casefold() not in keys | skipped]

    @property
    def normalised(self) -> dict[str, list[str]]:
        """What is set aside in comparing, column by column."""
        return {name: rule.words for name, rule in self.rules.items() if rule.words}


class Values:
    """The SQL of the values of both sides, called e and f, on an engine."""

    def __init__(self, sides: Sides, engine: Engine = Engine.DUCKDB) -> None:
        self.sides, self.engine = sides, engine
        self._rules = {name.casefold(): rule for name, rule in sides.rules.items()}
        self.columns = sides.columns

    def rule(self, name: str) -> Compare:
        return self._rules.get(name.casefold(), Compare())

    def type(self, name: str) -> FieldType:
        declared = self.rule(name).as_type or self.sides.types.get(name)
        return declared or FieldType(kind_of(self.sides.expected.column(name).sql_type))

    def table(self, side: str) -> Table:
        return self.sides.expected if side == "e" else self.sides.found

    def raw(self, side: str, name: str) -> str:
        return f"{side}.{identifier(self.engine, self.table(side).column(name).name)}"

    def value(self, side: str, name: str, raw: str = "") -> str:
        """A value of one side in the type of comparison, with what was declared set aside; ``raw`` is its own SQL."""
        given, declared, rule = self.table(side).column(name).kind, self.type(name), self.rule(name)
        raw = raw or self.raw(side, name)
        if self._is_alike(name):
            return raw
        try:
            if declared.kind is Kind.TEXT:
                return self._text(cast_to(self.engine, raw, given, Kind.TEXT), rule)
            if given is Kind.TEXT:
                raw = f"nullif({raw}, '')" if rule.blank_is_null else raw
                return read_text(self.engine, raw, declared.kind, *declared.decimals, rule.date_format)
            return cast_to(self.engine, raw, given, declared.kind, *declared.decimals)
        except ValueError as unfit:
            refuse("compare.type", f"{name} cannot be compared: {unfit}.", "Run it with --engine duckdb.", name)

    def _is_alike(self, name: str) -> bool:
        """Whether both sides hold a number in one type, which can be compared as it is: a cast costs a tenth of a run.

        Not within a tolerance, where a difference must have room.
        """
        ours, theirs = (self.table(side).column(name) for side in "ef")
        declared = self.type(name)
        if ours.sql_type != theirs.sql_type or not declared.kind.is_number or ours.kind is not declared.kind:
            return False
        if self.rule(name).is_tolerant:
            return False
        if ours.kind is not Kind.DECIMAL:
            return True
        digits, places = decimals_of(ours.sql_type)
        return declared.decimals[1] >= places and declared.decimals[0] - declared.decimals[1] >= digits - places

    def _text(self, text: str, rule: Compare) -> str:
        text = f"trim({text})" if rule.trim else text
        text = FUNCTIONS["lower"].write(self.engine, [Value(text, Kind.TEXT)]) if rule.ignore_case else text
        return f"CASE WHEN trim({text}) <> '' THEN {text} END" if rule.blank_is_null else text

    def is_readable(self, name: str) -> bool:
        """Whether every value of the target can be read in the type because it has a type already, or is a text."""
        return self.type(name).kind is Kind.TEXT or self.sides.found.column(name).kind is not Kind.TEXT

    def unread(self, name: str) -> str:
        """Whether a value of the target is there but cannot be read in the type; then it differs from everything."""
        if self.is_readable(name):
            return "FALSE"
        blank = f" AND trim({self.raw('f', name)}) <> ''" if self.rule(name).blank_is_null else ""
        return f"({self.value('f', name)} IS NULL AND {self.raw('f', name)} IS NOT NULL{blank})"

    def beyond(self, name: str, e: str, f: str) -> str:
        """Whether two values are further apart than is tolerated.

        NULL is never within a tolerance: null against a value differs, null against null does not.
        """
        rule, declared = self.rule(name), self.type(name)
        if not rule.is_tolerant:
            return f"({e} IS DISTINCT FROM {f})"
        if declared.kind in {Kind.DATE, Kind.DATETIME}:
            gap = f"abs({self._micros(e)} - {self._micros(f)}) <= {round(rule.abs_tol * 1_000_000)}"
        else:
            share = f"CAST({rule.rel_tol!r} AS {self._double}) * abs(CAST({e} AS {self._double}))"
            bound = f"greatest(CAST({rule.abs_tol!r} AS {self._double}), {share})"
            if rule.rel_tol == 0 and declared.kind is Kind.DECIMAL:
                bound = f"CAST('{rule.abs_tol:.10f}' AS DECIMAL({DIGITS},10))"
            gap = f"abs({e} - {f}) <= {bound}"
        return f"({e} IS DISTINCT FROM {f} AND NOT coalesce({gap}, FALSE))"

    @property
    def _double(self) -> str:
        return "double precision" if self.engine is Engine.POSTGRES else "DOUBLE"

    def _micros(self, value: str) -> str:
        """Microseconds since 1970 of a date or a moment."""
        if self.engine is Engine.POSTGRES:
            return f"CAST(extract(epoch FROM {value}) * 1000000 AS bigint)"
        name = "epoch_us" if self.engine is Engine.DUCKDB else "unix_micros"
        return f"{name}(CAST({value} AS TIMESTAMP))"

    def changed(self, name: str, e: str = "", f: str = "", unread: str = "") -> str:
        """Whether a pair differs in a column: by its values, or because the target's cannot be read."""
        test = self.beyond(name, e or self.value("e", name), f or self.value("f", name))
        return test if self.is_readable(name) else f"({test} OR {unread or self.unread(name)})"
