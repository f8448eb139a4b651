"""Which functions work on text?"""

from __future__ import annotations

from golive.engines.reconcile.expressions.dialect import (
    WHITE,
    Engine,
    full_match,
    replace_all,
    text_literal,
    trimmed,
)
from golive.engines.reconcile.expressions.function import ANY, TEXT, Function, Value, Writer, template
from golive.engines.reconcile.expressions.patterns import common_pattern
from golive.engines.reconcile.sources.table import Kind

WIDEST = 500  # characters that padding may reach


def _trim(side: str) -> Writer:
    return lambda engine, values: trimmed(engine, values[0].sql, WHITE, side)


def _squash(engine: Engine, values: list[Value]) -> str:
    return trimmed(engine, replace_all(engine, values[0].sql, f"[{WHITE}]+", " "), " ")


def _case(name: str, special: str, plain: str) -> Writer:
    """ß and İ change differently on each engine, so they are changed before."""

    def write(engine: Engine, values: list[Value]) -> str:
        value = f"replace({values[0].sql}, '{special}', '{plain}')"
        return f'{name}({value} COLLATE "und-x-icu")' if engine is Engine.POSTGRES else f"{name}({value})"

    return write


def _length(value: Value, most: int = 10_000) -> int:
    number = value.whole
    if not 0 <= number <= most:
        raise ValueError(f"a length between 0 and {most:,} is expected")
    return number


def _side(name: str) -> Writer:
    return lambda _, values: f"{name}({values[0].sql}, {_length(values[1])})"


def _substring(_: Engine, values: list[Value]) -> str:
    start = _length(values[1])
    if start < 1:
        raise ValueError("the first character is number 1")
    return f"substring({values[0].sql}, {start}, {_length(values[2])})"


def _replace(_: Engine, values: list[Value]) -> str:
    if not values[1].text:
        raise ValueError("the text to be replaced is empty")
    return f"replace({values[0].sql}, {values[1].sql}, {values[2].sql})"


def _pad(name: str) -> Writer:
    def write(_: Engine, values: list[Value]) -> str:
        width, sign = _length(values[1], WIDEST), values[2].text
        if len(sign) != 1:
            raise ValueError("one character to fill up with is expected")
        value = values[0].sql
        return f"CASE WHEN length({value}) < {width} THEN {name}({value}, {width}, {values[2].sql}) ELSE {value} END"

    return write


def _strip_zeros(engine: Engine, values: list[Value]) -> str:
    value = values[0].sql
    bare = trimmed(engine, value, "0", "LEADING")
    return f"CASE WHEN {value} <> '' AND {bare} = '' THEN '0' ELSE {bare} END"


def _split_part(_: Engine, values: list[Value]) -> str:
    if not values[1].text or not 1 <= values[2].whole <= 1000:
        raise ValueError("a separator and the number of a part (from 1) are expected")
    return f"split_part({values[0].sql}, {values[1].sql}, {values[2].whole})"


def _begins(engine: Engine, values: list[Value]) -> str:
    return f"(left({values[0].sql}, {len(_some(values[1]))}) = {values[1].sql})"


def _ends(engine: Engine, values: list[Value]) -> str:
    return f"(right({values[0].sql}, {len(_some(values[1]))}) = {values[1].sql})"


def _contains(engine: Engine, values: list[Value]) -> str:
    _some(values[1])
    name = "strpos" if engine is not Engine.SPARK else "instr"
    return f"({name}({values[0].sql}, {values[1].sql}) > 0)"


def _some(value: Value) -> str:
    if not value.text:
        raise ValueError("the text to look for is empty")
    return value.text


def _matches(engine: Engine, values: list[Value]) -> str:
    return full_match(engine, values[0].sql, common_pattern(values[1].text))


def _extract(engine: Engine, values: list[Value]) -> str:
    pattern = common_pattern(values[1].text, one_of=False)
    if pattern.replace("(?:", "").count("(") != 1:
        raise ValueError("exactly one group ( ) around the wanted part is expected")
    value, sign = values[0].sql, text_literal(engine, pattern)
    if engine is Engine.POSTGRES:
        return f"nullif((regexp_match({value}, {sign}))[1], '')"
    return f"nullif(regexp_extract({value}, {sign}, 1), '')"


def _nfc(engine: Engine, values: list[Value]) -> str:
    return f"normalize({values[0].sql}, NFC)" if engine is Engine.POSTGRES else f"nfc_normalize({values[0].sql})"


def _text(engine: Engine, values: list[Value]) -> str:
    return as_text(engine, values[0])


def as_text(engine: Engine, value: Value) -> str:
    """A value of any kind as text that does not depend on the engine: 12.5, 2026-03-01, true."""
    sql = value.sql
    if value.kind in {Kind.TEXT, None}:
        return sql
    if value.kind is Kind.DATETIME:
        shown = {
            Engine.DUCKDB: f"strftime({sql}, '%Y-%m-%d %H:%M:%S')",
            Engine.POSTGRES: f"to_char({sql}, 'YYYY-MM-DD HH24:MI:SS')",
            Engine.SPARK: f"date_format({sql}, 'yyyy-MM-dd HH:mm:ss')",
        }
        return shown[engine]
    if value.kind is Kind.BOOLEAN:
        return f"CASE WHEN {sql} THEN 'true' WHEN NOT {sql} THEN 'false' END"
    string = f"CAST({sql} AS {'STRING' if engine is Engine.SPARK else 'VARCHAR'})"
    if value.kind is not Kind.DECIMAL:
        return string
    fixed = f"CAST(CAST({sql} AS DECIMAL(28,8)) AS {'STRING' if engine is Engine.SPARK else 'VARCHAR'})"
    return trimmed(engine, trimmed(engine, fixed, "0", "TRAILING"), ".", "TRAILING")


_SPARK_NFC = {Engine.SPARK: "Spark has no Unicode normalisation"}
NUM = frozenset({Kind.INTEGER})
_FROM_1 = frozenset({1})
_FROM_2 = frozenset({1, 2})
TEXT_FUNCTIONS = [
    Function("trim", (TEXT,), Kind.TEXT, _trim("BOTH"), "without white space at the ends (tabs, line ends, nbsp too)"),
    Function("ltrim", (TEXT,), Kind.TEXT, _trim("LEADING"), "without white space at the beginning"),
    Function("rtrim", (TEXT,), Kind.TEXT, _trim("TRAILING"), "without white space at the end"),
    Function("squash", (TEXT,), Kind.TEXT, _squash, "trimmed, and each run of white space one space"),
    Function("upper", (TEXT,), Kind.TEXT, _case("upper", "ß", "SS"), "in capitals (ß becomes SS)"),
    Function("lower", (TEXT,), Kind.TEXT, _case("lower", "İ", "i"), "in small letters (İ becomes i)"),
    Function("length", (TEXT,), Kind.INTEGER, template("length({0})"), "how many characters"),
    Function("left", (TEXT, NUM), Kind.TEXT, _side("left"), "the first n characters", written=_FROM_1),
    Function("right", (TEXT, NUM), Kind.TEXT, _side("right"), "the last n characters", written=_FROM_1),
    Function("substring", (TEXT, NUM, NUM), Kind.TEXT, _substring, "from character a, n characters", written=_FROM_2),
    Function("replace", (TEXT, TEXT, TEXT), Kind.TEXT, _replace, "every a replaced by b", written=_FROM_2),
    Function("concat", (TEXT,), Kind.TEXT, lambda _, v: f"concat_ws('', {_listed(v)})", "joined; null is empty", 1, 20),
    Function(
        "join_text", (TEXT,), Kind.TEXT, lambda _, v: f"concat_ws({_listed(v)})",
        "joined by the first argument; nulls are left out", 2, 20, frozenset({0}),
    ),
    Function("pad_left", (TEXT, NUM, TEXT), Kind.TEXT, _pad("lpad"), "filled up to n, never cut", written=_FROM_2),
    Function("pad_right", (TEXT, NUM, TEXT), Kind.TEXT, _pad("rpad"), "filled up to n, never cut", written=_FROM_2),
    Function("strip_zeros", (TEXT,), Kind.TEXT, _strip_zeros, "without leading zeros; 000 is 0"),
    Function("digits", (TEXT,), Kind.TEXT, lambda e, v: replace_all(e, v[0].sql, "[^0-9]", ""), "its digits only"),
    Function("split_part", (TEXT, TEXT, NUM), Kind.TEXT, _split_part, "part n between separators", written=_FROM_2),
    Function("starts_with", (TEXT, TEXT), Kind.BOOLEAN, _begins, "whether it begins so", written=_FROM_1),
    Function("ends_with", (TEXT, TEXT), Kind.BOOLEAN, _ends, "whether it ends so", written=_FROM_1),
    Function("contains", (TEXT, TEXT), Kind.BOOLEAN, _contains, "whether it holds the text", written=_FROM_1),
    Function("matches", (TEXT, TEXT), Kind.BOOLEAN, _matches, "whether all of it has the pattern", written=_FROM_1),
    Function("extract_text", (TEXT, TEXT), Kind.TEXT, _extract, "the group ( ) of the pattern", written=_FROM_1),
    Function("nfc", (TEXT,), Kind.TEXT, _nfc, "in the composed Unicode form", not_on=_SPARK_NFC),
    Function("text", (ANY,), Kind.TEXT, _text, "as text: 12.5, 2026-03-01, true"),
]  # fmt: skip


def _listed(values: list[Value]) -> str:
    return ", ".join(value.sql for value in values)
