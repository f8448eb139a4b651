"""How is a value read from text, or cast, into a declared type, so that every engine answers alike?"""

from __future__ import annotations

from golive.engines.reconcile.expressions.date_functions import read_parts
from golive.engines.reconcile.expressions.dialect import Engine, full_match, string_type, text_literal
from golive.engines.reconcile.expressions.patterns import date_parts, date_pattern
from golive.engines.reconcile.sources.table import Kind

_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.][0-9]{1,9})?)?"
_MOMENT = f"{_DAY}(?:[ T]{_TIME}(?:Z|[+-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?)?)?"
_MIDNIGHT = f"{_DAY}(?:[ T]00:00(?::00(?:[.]0{{1,9}})?)?Z?)?"
_FLOAT = "[+-]?(?:[0-9]{1,20}(?:[.][0-9]{0,60})?|[.][0-9]{1,60})(?:[eE][+-]?(?:[0-9]{1,2}|[12][0-7][0-9]))?"
_TRUE, _FALSE = "('true','t','1','yes','y')", "('false','f','0','no','n')"
_NAMES = {
    Engine.DUCKDB: {Kind.INTEGER: "BIGINT", Kind.FLOAT: "DOUBLE", Kind.DATETIME: "TIMESTAMP"},
    Engine.POSTGRES: {Kind.INTEGER: "bigint", Kind.FLOAT: "double precision", Kind.DATETIME: "timestamp"},
    Engine.SPARK: {Kind.INTEGER: "BIGINT", Kind.FLOAT: "DOUBLE", Kind.DATETIME: "TIMESTAMP"},
}


def engine_type(engine: Engine, kind: Kind, digits: int = 28, places: int = 8) -> str:
    """The engine's type of a kind; ``digits`` and ``places`` are those of a decimal.

    >>> engine_type(Engine.POSTGRES, Kind.FLOAT), engine_type(Engine.SPARK, Kind.DECIMAL, 14, 2)
    ('double precision', 'DECIMAL(14,2)')
    """
    if kind is Kind.DECIMAL:
        return f"DECIMAL({digits},{places})"
    if kind is Kind.TEXT:
        return string_type(engine)
    return _NAMES[engine].get(kind, kind.value.upper())


def cast_to(engine: Engine, value: str, given: Kind, kind: Kind, digits: int = 28, places: int = 8) -> str:
    """A value of one kind in another; halves are rounded away from zero, of floats to the even number.

    A float becomes a decimal by its shortest text (0.285 is 0.29, not 0.28), and text only on DuckDB: raises ValueError
    elsewhere, because engines write floats differently.
    """
    if kind is Kind.TEXT:
        if given is Kind.FLOAT and engine is not Engine.DUCKDB:
            raise ValueError(f"{engine} writes floats in its own way; declare the type decimal")
        return value if given is Kind.TEXT else f"CAST({value} AS {string_type(engine)})"
    wanted = engine_type(engine, kind, digits, places)
    if kind is Kind.DECIMAL and given is Kind.FLOAT:
        if engine is Engine.POSTGRES:
            value = f"CAST({value} AS text)"
        else:
            value = f"CAST({value} AS {string_type(engine)})"
    if kind is Kind.INTEGER and engine is Engine.SPARK and given in {Kind.DECIMAL, Kind.FLOAT}:
        value = f"{'round' if given is Kind.DECIMAL else 'bround'}({value}, 0)"
    return f"CAST({value} AS {wanted})"


def read_text(engine: Engine, value: str, kind: Kind, digits: int = 28, places: int = 8, date_format: str = "") -> str:
    """Text read as a kind, strictly: what is not written so becomes null, never something near it.

    Raises ValueError for a date format that the engine does not read.
    """
    plain = f"trim({value})"
    if kind is Kind.DECIMAL:
        return _when(engine, plain, "[+-]?[0-9]{1,28}(?:[.][0-9]*)?", _decimal(engine, plain, digits, places))
    if kind is Kind.INTEGER:
        return _when(engine, plain, "[+-]?[0-9]{1,18}", f"CAST({plain} AS BIGINT)")
    if kind is Kind.FLOAT:
        return _when(engine, plain, _FLOAT, f"CAST({plain} AS {engine_type(engine, kind)})")
    if kind is Kind.BOOLEAN:
        return f"CASE WHEN lower({plain}) IN {_TRUE} THEN TRUE WHEN lower({plain}) IN {_FALSE} THEN FALSE END"
    if date_format:
        return _in_format(engine, plain, kind, date_format)
    if kind is Kind.DATE:
        return _when(engine, plain, _MIDNIGHT, _day(engine, f"left({plain}, 10)"))
    return _when(engine, plain, _MOMENT, _moment(engine, plain))


def _when(engine: Engine, value: str, pattern: str, then: str) -> str:
    return f"CASE WHEN {full_match(engine, value, pattern)} THEN {then} END"


def _tried(engine: Engine, value: str, wanted: str) -> str:
    return f"try_cast({value} AS {wanted})"


def _decimal(engine: Engine, value: str, digits: int, places: int) -> str:
    """Too many digits for the type are null, not an error."""
    wanted = engine_type(engine, Kind.DECIMAL, digits, places)
    if engine is not Engine.POSTGRES:
        return _tried(engine, value, wanted)
    number, limit = f"CAST({value} AS numeric)", "1" + "0" * (digits - places)
    return f"CASE WHEN abs(round({number}, {places})) < {limit} THEN CAST({number} AS {wanted}) END"


def _day(engine: Engine, value: str) -> str:
    """A day that the calendar has; there is no year 0."""
    if engine is Engine.POSTGRES:
        return read_parts(engine, value, ["%Y", "-", "%m", "-", "%d"], "DATE")
    return f"CASE WHEN left({value}, 4) <> '0000' THEN {_tried(engine, value, 'DATE')} END"


def _moment(engine: Engine, value: str) -> str:
    """A moment in UTC: an offset is applied; what is behind the sixth decimal place of a second is cut off."""
    first, second = ("$1", "$2") if engine is Engine.SPARK else ("\\1", "\\2")
    cut = _replaced(engine, value, "([.][0-9]{6})[0-9]+", first)
    if engine is Engine.SPARK:
        cut = _replaced(engine, cut, "(:[0-9.]+[+-][0-9]{2})$", f"{first}:00")
        cut = _replaced(engine, cut, "(:[0-9.]+[+-][0-9]{2})([0-9]{2})$", f"{first}:{second}")
    day = _day(engine, f"left({value}, 10)")
    read = {
        Engine.DUCKDB: f"CAST(CAST({cut} AS TIMESTAMPTZ) AS TIMESTAMP)",
        Engine.POSTGRES: f"CAST(CAST({cut} AS timestamptz) AS timestamp)",
        Engine.SPARK: f"CAST({cut} AS TIMESTAMP)",
    }[engine]
    return f"CASE WHEN {day} IS NOT NULL THEN {read} END"


def _replaced(engine: Engine, value: str, pattern: str, by: str) -> str:
    return f"regexp_replace({value}, {text_literal(engine, pattern)}, {text_literal(engine, by)})"


def _in_format(engine: Engine, value: str, kind: Kind, date_format: str) -> str:
    """A format of the language means the same everywhere; DuckDB also reads its own (names of months and so on)."""
    wanted = engine_type(engine, kind)
    try:
        parts = date_parts(date_format)
    except ValueError as unknown:
        if engine is not Engine.DUCKDB:
            raise ValueError(f"the date format {date_format}: {unknown}") from None
        return f"CAST(try_strptime({value}, {text_literal(engine, date_format)}) AS {wanted})"
    into = "DATE" if kind is Kind.DATE and not {"%H", "%M", "%S"} & set(parts) else "TIMESTAMP"
    found = _when(engine, value, date_pattern(parts), read_parts(engine, value, parts, into))
    return found if into == wanted.upper() else f"CAST({found} AS {wanted})"
