"""Which functions work on numbers? Decimals throughout, never floats."""

from __future__ import annotations

from decimal import Decimal

from golive.engines.reconcile.expressions.dialect import FACTOR, NUMBER, Engine, full_match, text_literal, trimmed
from golive.engines.reconcile.expressions.function import ANY, TEXT, Function, Value, Writer, first_kind, template
from golive.engines.reconcile.expressions.function import NUMBER as NUMBERS
from golive.engines.reconcile.sources.table import Kind

_SIGNS = {".": "[.]", ",": ",", " ": "[ \u00a0]", "'": "'", "’": "’"}
_READABLE = TEXT | NUMBERS


def decimal_sql(value: Value) -> str:
    """The value as a decimal with eight places."""
    return value.sql if value.kind is None else f"CAST({value.sql} AS {NUMBER})"


def _parse_decimal(engine: Engine, values: list[Value]) -> str:
    """“1.234,56”, “-5”, “5-” (SAP puts the minus behind). A group must have three digits, or it is no number."""
    if values[0].kind is not Kind.TEXT:
        return decimal_sql(values[0])
    mark = values[1].text if len(values) > 1 else "."
    group = values[2].text if len(values) > 2 else ""
    if mark not in {".", ","} or (group and group not in _SIGNS) or mark == group:
        raise ValueError("a decimal sign (. or ,) and another sign for the groups (. , space or ') are expected")
    whole = "[0-9]{1,20}"
    if group:
        whole = f"(?:[0-9]{{1,3}}(?:{_SIGNS[group]}[0-9]{{3}}){{1,6}}|{whole})"
    shape = f"(?:[+-]?{whole}(?:{_SIGNS[mark]}[0-9]{{1,20}})?|{whole}(?:{_SIGNS[mark]}[0-9]{{1,20}})?-)"
    value = trimmed(engine, values[0].sql)
    plain = _plain(value, mark, group)
    signed = f"CASE WHEN right({value}, 1) = '-' THEN '-' || replace({plain}, '-', '') ELSE {plain} END"
    return f"CASE WHEN {full_match(engine, value, shape)} THEN CAST({signed} AS {NUMBER}) END"


def _plain(value: str, mark: str, group: str) -> str:
    if group:
        value = f"replace({value}, {text_literal(Engine.DUCKDB, group)}, '')"
        value = f"replace({value}, '\u00a0', '')" if group == " " else value
    return f"replace({value}, ',', '.')" if mark == "," else value


def _parse_integer(engine: Engine, values: list[Value]) -> str:
    if values[0].kind is Kind.INTEGER:
        return values[0].sql
    if values[0].kind is not Kind.TEXT:
        raise ValueError("it is a number already; round it to 0 places")
    value = trimmed(engine, values[0].sql)
    return f"CASE WHEN {full_match(engine, value, '[+-]?[0-9]{1,18}')} THEN CAST({value} AS BIGINT) END"


def _round(_: Engine, values: list[Value]) -> str:
    places = values[1].whole
    if not 0 <= places <= 8:
        raise ValueError("between 0 and 8 places are expected")
    return f"CAST(round({decimal_sql(values[0])}, {places}) AS {NUMBER})"


def _sum(sign: str) -> Writer:
    return lambda _, v: f"CAST({decimal_sql(v[0])} {sign} {decimal_sql(v[1])} AS {NUMBER})"


def _product(_: Engine, values: list[Value]) -> str:
    factors = (f"CAST({value.sql} AS {FACTOR})" if value.kind else "NULL" for value in values)
    return f"CAST({' * '.join(factors)} AS {NUMBER})"


def _quotient(engine: Engine, values: list[Value]) -> str:
    """Only by a number whose inverse has at most six places: anything else would be rounded somewhere unseen."""
    divisor = values[1].literal.value if values[1].literal else None
    if isinstance(divisor, bool) or not isinstance(divisor, Decimal) or divisor == 0:
        raise ValueError("division is by a written number other than 0 (such as 100)")
    inverse = 1 / divisor
    if inverse.normalize().as_tuple().exponent < -6:  # type: ignore[operator]
        raise ValueError(f"1/{divisor} does not end; multiply by the factor you mean")
    factor = Value(f"CAST('{inverse:f}' AS {FACTOR})", Kind.DECIMAL)
    return _product(engine, [values[0], factor])


def _kept(values: list[Value]) -> Kind | None:
    return first_kind(values[:1])


_AT_1 = frozenset({1})
NUMBER_FUNCTIONS = [
    Function(
        "parse_decimal", (_READABLE, TEXT, TEXT), Kind.DECIMAL, _parse_decimal,
        "text as a decimal: decimal sign (.), sign of the groups (none)", 1, 3, frozenset({1, 2}), may_lose=True,
    ),
    Function("parse_integer", (ANY,), Kind.INTEGER, _parse_integer, "text as a whole number", may_lose=True),
    Function("round", (NUMBERS, NUMBERS), Kind.DECIMAL, _round, "to n places, half away from zero", written=_AT_1),
    Function("abs", (NUMBERS,), _kept, template("abs({0})"), "without its sign"),
    Function("minus", (NUMBERS,), _kept, template("(- {0})"), "with the other sign"),
    Function("+", (NUMBERS, NUMBERS), Kind.DECIMAL, _sum("+"), "sum"),
    Function("-", (NUMBERS, NUMBERS), Kind.DECIMAL, _sum("-"), "difference"),
    Function("*", (NUMBERS, NUMBERS), Kind.DECIMAL, _product, "product (each factor with six places)"),
    Function("/", (NUMBERS, NUMBERS), Kind.DECIMAL, _quotient, "by a written number such as 100", written=_AT_1),
]  # fmt: skip
