"""Which functions work on dates?"""

from __future__ import annotations

from datetime import date
from zoneinfo import available_timezones

from golive.engines.reconcile.expressions.dialect import Engine, full_match, text_literal, trimmed
from golive.engines.reconcile.expressions.function import MOMENT, TEXT, Function, Value, Writer
from golive.engines.reconcile.expressions.patterns import date_parts, date_pattern, java_format, postgres_format
from golive.engines.reconcile.sources.table import Kind

DATES = frozenset({Kind.DATE})
DATETIMES = frozenset({Kind.DATETIME})
WHOLE = frozenset({Kind.INTEGER})
_PLACES = {"%Y": 4, "%y": 2}


def _parse(into: str) -> Writer:
    """Exact shape first, then the calendar: 31.02. is null, never 2 March; two-digit years from 69 on are 19xx."""

    def write(engine: Engine, values: list[Value]) -> str:
        if values[0].kind is not Kind.TEXT:
            raise ValueError(f"it is a {values[0].kind or 'null'} already")
        parts = date_parts(values[1].text)
        if into == "DATE" and {"%H", "%M", "%S"} & set(parts):
            raise ValueError("a format with hours is read by parse_datetime")
        value = trimmed(engine, values[0].sql)
        shape = full_match(engine, value, date_pattern(parts))
        return f"CASE WHEN {shape} THEN {read_parts(engine, value, parts, into)} END"

    return write


def _read_duckdb(value: str, parts: list[str], into: str) -> str:
    found = f"try_strptime({value}, {text_literal(Engine.DUCKDB, ''.join(parts))})"
    return f"CAST({found} AS {into})"


def _read_spark(value: str, parts: list[str], into: str) -> str:
    apart = date_pattern(parts)
    if "%y" in parts:
        return _with_century(value, parts, into, apart)
    return f"CAST(try_to_timestamp({value}, {text_literal(Engine.SPARK, java_format(parts))}) AS {into})"


def _with_century(value: str, parts: list[str], into: str, pattern: str) -> str:
    """Java puts every two-digit year into this century."""
    signs = [part for part in parts if part in "%d%m%y%H%M%S" and part.startswith("%")]
    year = f"CAST(regexp_extract({value}, {text_literal(Engine.SPARK, pattern)}, {signs.index('%y') + 1}) AS INT)"
    read = f"try_to_timestamp({value}, {text_literal(Engine.SPARK, java_format(parts))})"
    return f"CAST(CASE WHEN {year} >= 69 THEN {read} - INTERVAL 100 YEAR ELSE {read} END AS {into})"


def _read_postgres(value: str, parts: list[str], into: str) -> str:
    """PostgreSQL has no attempt: each part is taken out and checked before a date is made."""
    signs = [part for part in parts if part.startswith("%")]
    found = f"regexp_match({value}, {text_literal(Engine.POSTGRES, '^' + date_pattern(parts) + '$')})"
    number = {sign: f"({found})[{place}]::int" for place, sign in enumerate(signs, 1)}
    year = number.get("%Y") or f"({number['%y']} + CASE WHEN {number['%y']} >= 69 THEN 1900 ELSE 2000 END)"
    month, day = number["%m"], number["%d"]
    last = f"extract(day FROM make_date({year}, {month}, 1) + INTERVAL '1 month' - INTERVAL '1 day')"
    made, times = f"make_date({year}, {month}, {day})", [number.get(sign, "0") for sign in ("%H", "%M", "%S")]
    within = "true"
    if into != "DATE":
        made = f"({made} + make_interval(0, 0, 0, 0, {', '.join(times)}))"
        within = f"{times[0]} <= 23 AND {times[1]} <= 59 AND {times[2]} <= 59"
    inner = f"CASE WHEN {day} BETWEEN 1 AND {last} AND {within} THEN {made} END"
    return f"CASE WHEN {month} BETWEEN 1 AND 12 AND {year} >= 1 THEN {inner} END"


_READ = {Engine.DUCKDB: _read_duckdb, Engine.SPARK: _read_spark, Engine.POSTGRES: _read_postgres}


def read_parts(engine: Engine, value: str, parts: list[str], into: str) -> str:
    """A text that has the shape of these parts as DATE or TIMESTAMP; null where the calendar does not have it."""
    return _READ[engine](value, parts, into)


def _format(engine: Engine, values: list[Value]) -> str:
    parts = date_parts(values[1].text)
    if engine is Engine.DUCKDB:
        return f"strftime({values[0].sql}, {text_literal(engine, ''.join(parts))})"
    if engine is Engine.POSTGRES:
        return f"to_char({values[0].sql}, {text_literal(engine, postgres_format(parts))})"
    return f"date_format({values[0].sql}, {text_literal(engine, java_format(parts, lenient=False))})"


def _date(engine: Engine, values: list[Value]) -> str:
    try:
        day = date.fromisoformat(values[0].text)
    except ValueError:
        raise ValueError("a date such as '2026-03-31' is expected") from None
    return f"CAST('{day}' AS DATE)"


def _add_days(engine: Engine, values: list[Value]) -> str:
    days = values[1].whole
    if abs(days) > 40_000:
        raise ValueError("at most 40,000 days are expected")
    return f"CAST({values[0].sql} + INTERVAL '{days}' DAY AS DATE)"


def _part(name: str) -> Writer:
    return lambda _, values: f"CAST(extract({name} FROM {values[0].sql}) AS BIGINT)"


def _excel_date(engine: Engine, values: list[Value]) -> str:
    """Serial numbers of Excel; 60 is the 29 February 1900 that never was, read as the 28th."""
    value, shape = values[0].sql, ""
    if values[0].kind is Kind.TEXT:
        value = trimmed(engine, value)
        shape = f"WHEN NOT {full_match(engine, value, '[0-9]{1,7}')} THEN NULL "
    number = f"CAST({value} AS INT)"
    plus = f"date_add(DATE '1899-12-30', {number})" if engine is Engine.SPARK else f"(DATE '1899-12-30' + {number})"
    early = plus.replace("1899-12-30", "1899-12-31")
    inner = f"CASE WHEN {number} BETWEEN 61 AND 2958465 THEN {plus} WHEN {number} = 60 THEN DATE '1900-02-28' "
    return (
        f"CASE {shape}ELSE {inner}WHEN {number} BETWEEN 1 AND 59 THEN {early} END END"
        if shape
        else (f"{inner}WHEN {number} BETWEEN 1 AND 59 THEN {early} END")
    )


def _to_utc(engine: Engine, values: list[Value]) -> str:
    """Where a change of clocks repeats an hour, winter time is taken; what the clocks skip never was, and is null."""
    if values[1].text not in available_timezones():
        raise ValueError("a time zone such as 'Europe/Berlin' is expected")
    zone, local = values[1].sql, values[0].sql
    moment = f"timezone({zone}, {local})"
    return f"CASE WHEN timezone({zone}, {moment}) = {local} THEN timezone('UTC', {moment}) END"


_AT_1 = frozenset({1})
DATE_FUNCTIONS = [
    Function(
        "parse_date", (TEXT, TEXT), Kind.DATE, _parse("DATE"), "text as a date: format '%d.%m.%Y'",
        written=_AT_1, may_lose=True,
    ),
    Function(
        "parse_datetime", (TEXT, TEXT), Kind.DATETIME, _parse("TIMESTAMP"), "text as date and time: '%d.%m.%Y %H:%M'",
        written=_AT_1, may_lose=True,
    ),
    Function("format_date", (MOMENT, TEXT), Kind.TEXT, _format, "as text in a format", written=_AT_1),
    Function("date", (TEXT,), Kind.DATE, _date, "a fixed date: date('2026-03-31')", written=frozenset({0})),
    Function("date_of", (MOMENT,), Kind.DATE, lambda _, v: f"CAST({v[0].sql} AS DATE)", "the day of a date and time"),
    Function("add_days", (MOMENT, WHOLE), Kind.DATE, _add_days, "n days later", written=_AT_1),
    Function("year", (MOMENT,), Kind.INTEGER, _part("year"), "its year"),
    Function("month", (MOMENT,), Kind.INTEGER, _part("month"), "its month, 1 to 12"),
    Function("day", (MOMENT,), Kind.INTEGER, _part("day"), "its day of the month"),
    Function("excel_date", (TEXT | WHOLE,), Kind.DATE, _excel_date, "Excel's serial number as a date", may_lose=True),
    Function(
        "to_utc", (DATETIMES, TEXT), Kind.DATETIME, _to_utc, "local time of a zone as UTC",
        written=_AT_1, may_lose=True,
        not_on={Engine.SPARK: "Spark takes summer time where the clocks repeat an hour, the others winter time"},
    ),
]  # fmt: skip
