"""Which functions compare, choose and deal with null?"""

from __future__ import annotations

from golive.engines.reconcile.expressions.dialect import Engine, trimmed
from golive.engines.reconcile.expressions.function import ANY, TEXT, Function, Value, Writer, first_kind, template
from golive.engines.reconcile.expressions.number_functions import decimal_sql
from golive.engines.reconcile.sources.table import Kind

BOOL = frozenset({Kind.BOOLEAN})
_COMPARISONS = ("=", "<>", "<", "<=", ">", ">=")


def alike(values: list[Value]) -> list[str]:
    """The values in one kind: numbers of different kinds as decimals. Raises ValueError where they cannot be one."""
    kinds = {value.kind for value in values if value.kind is not None}
    if len(kinds) <= 1:
        return [value.sql for value in values]
    if all(kind.is_number for kind in kinds):
        return [decimal_sql(value) for value in values]
    shown = " and ".join(sorted(kinds))
    raise ValueError(f"{shown} cannot be one; use text(), parse_decimal() or parse_date()")


def _compared(sign: str) -> Writer:
    def write(engine: Engine, values: list[Value]) -> str:
        left, right = alike(values)
        if sign in {"<", "<=", ">", ">="} and Kind.TEXT in {value.kind for value in values}:
            raise ValueError("texts are not in the same order on every engine; compare numbers or dates")
        return f"({left} {sign} {right})"

    return write


def _in(_: Engine, values: list[Value]) -> str:
    sql = alike(values)
    return f"({sql[0]} IN ({', '.join(sql[1:])}))"


def _between(engine: Engine, values: list[Value]) -> str:
    low, high = _compared(">=")(engine, values[:2]), _compared("<=")(engine, [values[0], values[2]])
    return f"({low} AND {high})"


def _coalesce(_: Engine, values: list[Value]) -> str:
    return f"coalesce({', '.join(alike(values))})"


def _nullif(_: Engine, values: list[Value]) -> str:
    left, right = alike(values)
    return f"nullif({left}, {right})"


def _blank(engine: Engine, values: list[Value]) -> str:
    return f"CASE WHEN {trimmed(engine, values[0].sql)} <> '' THEN {values[0].sql} END"


def _if(_: Engine, values: list[Value]) -> str:
    yes, no = alike(values[1:])
    return f"CASE WHEN {values[0].sql} THEN {yes} ELSE {no} END"


def _decode(_: Engine, values: list[Value]) -> str:
    """Pairs of code and meaning, then perhaps what stands for every other code."""
    pairs, other = values[1:], ""
    if len(pairs) % 2:
        pairs, other = pairs[:-1], f" ELSE {alike([*pairs[1::2], pairs[-1]])[-1]}"
    codes = alike([values[0], *pairs[::2]])
    meanings = alike([*pairs[1::2], *values[len(values) - 1 :]] if other else pairs[1::2])
    whens = " ".join(f"WHEN {codes[0]} = {code} THEN {said}" for code, said in zip(codes[1:], meanings, strict=False))
    return f"CASE {whens}{other} END"


def _decoded(values: list[Value]) -> Kind | None:
    pairs = values[1:]
    return first_kind(pairs[1::2] + (pairs[-1:] if len(pairs) % 2 else []))


LOGIC_FUNCTIONS = [
    Function("coalesce", (ANY,), first_kind, _coalesce, "the first that is not null", 2, 20),
    Function("nullif", (ANY, ANY), lambda v: first_kind(v), _nullif, "null where both are equal"),
    Function("null_if_blank", (TEXT,), Kind.TEXT, _blank, "null where only white space"),
    Function("if", (BOOL, ANY, ANY), lambda v: first_kind(v[1:]), _if, "the second or the third by the first"),
    Function("decode", (ANY,), _decoded, _decode, "code, meaning, code, meaning …, other", 3, 100),
    Function("and", (BOOL, BOOL), Kind.BOOLEAN, template("({0} AND {1})"), "both"),
    Function("or", (BOOL, BOOL), Kind.BOOLEAN, template("({0} OR {1})"), "one or both"),
    Function("not", (BOOL,), Kind.BOOLEAN, template("(NOT {0})"), "the opposite"),
    Function("is null", (ANY,), Kind.BOOLEAN, template("({0} IS NULL)"), "whether nothing is there"),
    Function("is not null", (ANY,), Kind.BOOLEAN, template("({0} IS NOT NULL)"), "whether something is there"),
    Function("in", (ANY,), Kind.BOOLEAN, _in, "whether it is one of a list", 2, 200),
    Function("between", (ANY, ANY, ANY), Kind.BOOLEAN, _between, "from and to included"),
    *(Function(sign, (ANY, ANY), Kind.BOOLEAN, _compared(sign), "compared") for sign in _COMPARISONS),
    Function(
        "||", (TEXT, TEXT), Kind.TEXT, template("({0} || {1})"), "joined; null if one is null",
    ),
]  # fmt: skip
