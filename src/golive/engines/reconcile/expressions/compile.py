"""How does an engine compute this expression, or why must it be refused?"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from golive.engines.reconcile.expressions.date_functions import DATE_FUNCTIONS
from golive.engines.reconcile.expressions.dialect import NUMBER, Engine, identifier, string_type, text_literal
from golive.engines.reconcile.expressions.function import Function, Value
from golive.engines.reconcile.expressions.grammar import parse
from golive.engines.reconcile.expressions.logic_functions import LOGIC_FUNCTIONS, alike
from golive.engines.reconcile.expressions.number_functions import NUMBER_FUNCTIONS
from golive.engines.reconcile.expressions.text_functions import TEXT_FUNCTIONS
from golive.engines.reconcile.expressions.tokens import wrong
from golive.engines.reconcile.expressions.tree import Call, Case, ColumnRef, Literal, Node, parts
from golive.engines.reconcile.sources.table import Kind

FUNCTIONS: dict[str, Function] = {
    function.name: function for function in (*TEXT_FUNCTIONS, *NUMBER_FUNCTIONS, *DATE_FUNCTIONS, *LOGIC_FUNCTIONS)
}
LARGEST_GROWTH = 1_000  # times: nested replacements may not make a text longer than that
LONGEST_SQL = 400_000  # characters


@dataclass
class Compiled:
    """The SQL of an expression, its kind, and the calls that may lose a value: (argument, result) in SQL."""

    sql: str
    kind: Kind | None
    may_lose: list[tuple[str, str]] = field(default_factory=list)


def compile_expression(
    text: str,
    columns: Mapping[str, Kind] | None,
    *,
    engine: Engine = Engine.DUCKDB,
    prefix: str = "",
    null_differs: bool = False,
) -> Compiled:
    """Check an expression against the columns there are and write it for an engine.

    Parameters
    ----------
    columns : name and kind of each column; None where they are not known (each is taken as text).
    prefix : what stands before a column in the SQL, such as ``s.``.
    null_differs : in a filter, ``<>`` also keeps what is null: a blank deletion mark is not the mark X.

    Raises `Refused` with the place in the text, the reason and the cure.

    Examples
    --------
    >>> compile_expression("coalesce(trim(NAME), 'none')", {"NAME": Kind.TEXT}).kind
    <Kind.TEXT: 'text'>
    """
    node = parse(text)
    writer = _Writer(text, columns, engine, prefix, null_differs)
    value = writer.value(node)
    growth = _growth(node)
    if growth > LARGEST_GROWTH:
        problem = f"It can make a text {growth:,.0f} times longer (limit {LARGEST_GROWTH:,})"
        wrong(text, 0, problem, "Replace by shorter texts.")
    return Compiled(value.sql, value.kind, writer.may_lose)


class _Writer:
    def __init__(
        self, text: str, columns: Mapping[str, Kind] | None, engine: Engine, prefix: str, null_differs: bool
    ) -> None:
        self.null_differs = null_differs
        self.text, self.engine, self.prefix, self.columns = text, engine, prefix, columns
        self.folded = {name.casefold(): name for name in columns or ()}
        self.may_lose: list[tuple[str, str]] = []

    def value(self, node: Node) -> Value:
        if isinstance(node, Literal):
            return self._literal(node)
        if isinstance(node, ColumnRef):
            return self._column(node)
        found = self._case(node) if isinstance(node, Case) else self._call(node)
        if len(found.sql) > LONGEST_SQL:
            wrong(self.text, node.at, "It unfolds to too much", "Split it, or use a value map.")
        return found

    def _literal(self, node: Literal) -> Value:
        value = node.value
        if value is None:
            return Value("NULL", None, node)
        if isinstance(value, bool):
            return Value("TRUE" if value else "FALSE", Kind.BOOLEAN, node)
        if isinstance(value, str):
            return Value(f"CAST({text_literal(self.engine, value)} AS {string_type(self.engine)})", Kind.TEXT, node)
        return self._number(value, node)

    def _number(self, value: Decimal, node: Literal) -> Value:
        exponent = value.as_tuple().exponent
        if abs(value) >= 10**18 or (isinstance(exponent, int) and exponent < -8):
            wrong(self.text, node.at, f"{value} has more than 18 digits or 8 decimal places", "Write fewer.")
        if value == value.to_integral_value() and "." not in str(value):
            return Value(f"CAST({value:f} AS BIGINT)", Kind.INTEGER, node)
        return Value(f"CAST('{value:f}' AS {NUMBER})", Kind.DECIMAL, node)

    def _column(self, node: ColumnRef) -> Value:
        name = node.name
        if self.columns is None:
            return Value(self.prefix + identifier(self.engine, name), Kind.TEXT)
        known = name if name in self.columns else self.folded.get(name.casefold())
        if known is None:
            near = difflib.get_close_matches(name, self.columns, 3) or list(self.columns)[:8]
            wrong(self.text, node.at, f"There is no column {name}", f"There are: {', '.join(near)}.")
        return Value(self.prefix + identifier(self.engine, known), self.columns[known])

    def _case(self, node: Case) -> Value:
        conditions = [self.value(condition) for condition, _ in node.whens]
        results = [self.value(result) for _, result in node.whens] + [self.value(node.otherwise)]
        if any(condition.kind not in {Kind.BOOLEAN, None} for condition in conditions):
            wrong(self.text, node.at, "WHEN needs a condition", "Compare with = or <>.")
        try:
            sql = alike(results)
        except ValueError as unlike:
            wrong(self.text, node.at, f"CASE: {unlike}")
        whens = " ".join(f"WHEN {c.sql} THEN {r}" for c, r in zip(conditions, sql, strict=False))
        return Value(f"CASE {whens} ELSE {sql[-1]} END", FUNCTIONS["coalesce"].kind_given(results))

    def _call(self, node: Call) -> Value:
        function = FUNCTIONS.get(node.function)
        if function is None:
            near = difflib.get_close_matches(node.function, FUNCTIONS, 3)
            cure = f"Perhaps {' or '.join(near)} is meant." if near else "Use one of the documented functions."
            wrong(self.text, node.at, f"There is no function {node.function}", cure)
        values = [self.value(arg) for arg in node.args]
        self._check(function, node, values)
        if self.null_differs and function.name == "<>":
            return Value(f"({values[0].sql} IS DISTINCT FROM {values[1].sql})", Kind.BOOLEAN)
        try:
            sql = function.write(self.engine, values)
        except ValueError as unfit:
            wrong(self.text, node.at, f"{function.name}: {unfit}")
        if function.may_lose:
            self.may_lose.append((values[0].sql, sql))
        return Value(sql, function.kind_given(values))

    def _check(self, function: Function, node: Call, values: list[Value]) -> None:
        if not function.fewest <= len(values) <= function.greatest:
            shown = (
                f"{function.fewest}"
                if function.fewest == function.greatest
                else (f"{function.fewest} to {function.greatest}")
            )
            wrong(self.text, node.at, f"{function.name} takes {shown} values, not {len(values)}", function.says + ".")
        if reason := (function.not_on or {}).get(self.engine):
            wrong(self.text, node.at, f"{function.name} is refused on {self.engine}: {reason}", "Run it on DuckDB.")
        for place, value in enumerate(values):
            if place in function.written and value.literal is None:
                wrong(
                    self.text, node.at, f"{function.name}: value {place + 1} must be written out", function.says + "."
                )
            if value.kind is not None and value.kind not in function.kinds_at(place):
                wanted = " or ".join(sorted(function.kinds_at(place)))
                cure = "Use text(), parse_decimal() or parse_date()."
                wrong(self.text, node.at, f"{function.name}: value {place + 1} is {value.kind}, not {wanted}", cure)


def _growth(node: Node) -> float:
    """How many times longer than its columns a text can become, at most."""
    below = [_growth(part) for part in parts(node)]
    most = max(below, default=1.0)
    if not isinstance(node, Call):
        return most
    if node.function == "replace" and len(node.args) == 3:
        old, new = (arg.value if isinstance(arg, Literal) else None for arg in node.args[1:])
        if isinstance(old, str) and isinstance(new, str) and old:
            return most * max(1.0, len(new) / len(old))
    return sum(below) if node.function in {"||", "concat", "join_text"} else most
