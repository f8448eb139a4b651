"""Does an engine answer every function as we define it? Nasty rows, each with the one right answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from golive.engines.reconcile.expressions.compile import FUNCTIONS, compile_expression
from golive.engines.reconcile.expressions.dialect import Engine, string_type, text_literal
from golive.engines.reconcile.expressions.function import Value
from golive.engines.reconcile.expressions.grammar import parse
from golive.engines.reconcile.expressions.text_functions import as_text
from golive.engines.reconcile.expressions.tree import Call, walk
from golive.engines.reconcile.sources.table import Kind

AT_ONCE = 20  # rows that one query asks
_ROW = {
    Engine.DUCKDB: "struct_pack(x := {}) AS n{}",
    Engine.SPARK: "named_struct('x', {}) AS n{}",
    Engine.POSTGRES: "(SELECT {} AS x) AS n{}",
}
Row = tuple[str, str | None, str | None]  # expression over the text column x, the value of x, the answer as text

ROWS: list[Row] = [
    ("trim(x)", " \t\u00a0a b\r\n", "a b"),
    ("trim(x)", "", ""),
    ("trim(x)", None, None),
    ("ltrim(x)", "\t a ", "a "),
    ("rtrim(x)", " a \n", " a"),
    ("squash(x)", "  a \t\n b\u00a0\u00a0c ", "a b c"),
    ("upper(x)", "straße é ñ", "STRASSE É Ñ"),
    ("upper(x)", "ÿ", "Ÿ"),
    ("lower(x)", "İSTANBUL ÄÖÜ", "istanbul äöü"),
    ("length(x)", "aé€😀", "4"),
    ("length(x)", " a ", "3"),
    ("length(x)", None, None),
    ("left(x, 2)", "😀é", "😀é"),
    ("left(x, 2)", "a", "a"),
    ("left(x, 0)", "a", ""),
    ("right(x, 2)", "abc", "bc"),
    ("right(x, 0)", "abc", ""),
    ("substring(x, 2, 2)", "abcd", "bc"),
    ("substring(x, 9, 2)", "abcd", ""),
    ("replace(x, 'a', 'bb')", "banana", "bbbnbbnbb"),
    ("replace(x, '\\', '/')", "a\\b", "a/b"),
    ("replace(x, 'a', '')", None, None),
    ("concat(x, '-', x)", "a", "a-a"),
    ("concat(x, '-')", None, "-"),
    ("x || '!'", "a", "a!"),
    ("x || '!'", None, None),
    ("join_text(', ', x, null, 'b')", "a", "a, b"),
    ("join_text(', ', x, 'b')", None, "b"),
    ("pad_left(x, 10, '0')", "1234", "0000001234"),
    ("pad_left(x, 3, '0')", "12345", "12345"),
    ("pad_left(x, 3, '0')", None, None),
    ("pad_right(x, 3, '.')", "é", "é.."),
    ("strip_zeros(x)", "000123", "123"),
    ("strip_zeros(x)", "0000", "0"),
    ("strip_zeros(x)", "", ""),
    ("strip_zeros(x)", "0A0", "A0"),
    ("digits(x)", "+49 (0)89-12٣", "4908912"),
    ("split_part(x, ',', 2)", "a,b,c", "b"),
    ("split_part(x, ',', 9)", "a,b", ""),
    ("split_part(x, '.', 1)", "a.b", "a"),
    ("starts_with(x, 'ab')", "abc", "true"),
    ("starts_with(x, '%')", "abc", "false"),
    ("ends_with(x, 'bc')", "abc", "true"),
    ("ends_with(x, 'abcd')", "abc", "false"),
    ("contains(x, '_')", "abc", "false"),
    ("contains(x, 'b')", None, None),
    ("matches(x, '[A-Z]{2}\\d+')", "DE89", "true"),
    ("matches(x, '[A-Z]{2}\\d+')", "DE89\n", "false"),
    ("matches(x, '[^,]*')", "a\nb", "true"),
    ("matches(x, '\\d')", "٣", "false"),
    ("matches(x, 'a|bc')", "abc", "false"),
    ("extract_text(x, 'No ([0-9]+)')", "No 12, No 3", "12"),
    ("extract_text(x, 'No ([0-9]+)')", "none", None),
    ("nfc(x)", "e\u0301", "é"),
    ("text(parse_decimal(x))", "12.50", "12.5"),
    ("text(parse_decimal(x))", "100", "100"),
    ("text(parse_date(x, '%Y-%m-%d'))", "2026-03-01", "2026-03-01"),
    ("text(x = 'a')", "a", "true"),
    ("parse_decimal(x, ',', '.')", "1.234,56", "1234.56"),
    ("parse_decimal(x, ',', '.')", "1234,5", "1234.5"),
    ("parse_decimal(x, ',', '.')", "1.23", None),
    ("parse_decimal(x, ',', '.')", "12.34,5", None),
    ("parse_decimal(x, ',', '.')", " 1.000,00- ", "-1000"),
    ("parse_decimal(x, ',', '.')", "-5", "-5"),
    ("parse_decimal(x, ',', '.')", "--5", None),
    ("parse_decimal(x)", "1e3", None),
    ("parse_decimal(x)", "0x1F", None),
    ("parse_decimal(x)", "1_000", None),
    ("parse_decimal(x)", "1,5", None),
    ("parse_decimal(x)", "NaN", None),
    ("parse_decimal(x)", "Infinity", None),
    ("parse_decimal(x)", "٣", None),
    ("parse_decimal(x)", "", None),
    ("parse_decimal(x)", "0.123456785", "0.12345679"),
    ("parse_decimal(x, ',', ' ')", "1\u00a0234,5", "1234.5"),
    ("parse_integer(x)", "0042", "42"),
    ("parse_integer(x)", "2.5", None),
    ("parse_integer(x)", "1e3", None),
    ("parse_integer(x)", "999999999999999999999", None),
    ("round(parse_decimal(x), 2)", "2.345", "2.35"),
    ("round(parse_decimal(x), 2)", "-2.345", "-2.35"),
    ("round(parse_decimal(x), 0)", "2.5", "3"),
    ("abs(parse_decimal(x))", "-1.5", "1.5"),
    ("- parse_integer(x)", "5", "-5"),
    ("parse_decimal(x) + 0.1", "0.2", "0.3"),
    ("parse_decimal(x) - 1", "0.5", "-0.5"),
    ("parse_decimal(x) * 1.19", "100", "119"),
    ("parse_decimal(x) / 100", "12345", "123.45"),
    ("parse_date(x, '%d.%m.%Y')", "31.12.2025", "2025-12-31"),
    ("parse_date(x, '%d.%m.%Y')", "1.2.2025", "2025-02-01"),
    ("parse_date(x, '%d.%m.%Y')", "31.02.2025", None),
    ("parse_date(x, '%d.%m.%Y')", "29.02.2024", "2024-02-29"),
    ("parse_date(x, '%d.%m.%Y')", "29.02.2023", None),
    ("parse_date(x, '%d.%m.%Y')", "01.13.2025", None),
    ("parse_date(x, '%d.%m.%Y')", "01.02.25", None),
    ("parse_date(x, '%d.%m.%Y')", "00.00.0000", None),
    ("parse_date(x, '%d.%m.%Y')", "2025-01-02", None),
    ("parse_date(x, '%d.%m.%Y')", " 01.02.2025 ", "2025-02-01"),
    ("parse_date(x, '%d.%m.%Y')", "01.02.2025 10:00", None),
    ("parse_date(x, '%Y%m%d')", "20250102", "2025-01-02"),
    ("parse_date(x, '%Y%m%d')", "2025012", None),
    ("parse_date(x, '%d.%m.%y')", "01.02.69", "1969-02-01"),
    ("parse_date(x, '%d.%m.%y')", "01.02.68", "2068-02-01"),
    ("parse_date(x, '%d.%m.%y')", "29.02.00", "2000-02-29"),
    ("parse_date(x, '%d.%m.%Y')", None, None),
    ("parse_datetime(x, '%d.%m.%Y %H:%M')", "01.02.2025 23:59", "2025-02-01 23:59:00"),
    ("parse_datetime(x, '%d.%m.%Y %H:%M')", "01.02.2025 24:00", None),
    ("parse_datetime(x, '%Y-%m-%dT%H:%M:%S')", "2025-02-01T01:02:03", "2025-02-01 01:02:03"),
    ("format_date(parse_date(x, '%Y-%m-%d'), '%d.%m.%Y')", "2025-02-01", "01.02.2025"),
    ("format_date(parse_date(x, '%Y-%m-%d'), '%d/%m/%y')", "2025-02-01", "01/02/25"),
    ("if(parse_date(x, '%Y-%m-%d') > date('2025-01-01'), 'new', 'old')", "2025-01-02", "new"),
    ("date_of(parse_datetime(x, '%Y-%m-%d %H:%M'))", "2025-02-01 23:59", "2025-02-01"),
    ("add_days(parse_date(x, '%Y-%m-%d'), 1)", "2024-02-28", "2024-02-29"),
    ("add_days(parse_date(x, '%Y-%m-%d'), -1)", "2025-01-01", "2024-12-31"),
    ("year(parse_date(x, '%Y-%m-%d'))", "2025-01-02", "2025"),
    ("month(parse_date(x, '%Y-%m-%d'))", "2025-01-02", "1"),
    ("day(parse_date(x, '%Y-%m-%d'))", "2025-01-02", "2"),
    ("excel_date(x)", "45658", "2025-01-01"),
    ("excel_date(x)", "60", "1900-02-28"),
    ("excel_date(x)", "1", "1900-01-01"),
    ("excel_date(x)", "61", "1900-03-01"),
    ("excel_date(x)", "0", None),
    ("excel_date(x)", "45658.5", None),
    ("to_utc(parse_datetime(x, '%Y-%m-%d %H:%M'), 'Europe/Berlin')", "2024-07-01 12:00", "2024-07-01 10:00:00"),
    ("to_utc(parse_datetime(x, '%Y-%m-%d %H:%M'), 'Europe/Berlin')", "2024-10-27 02:30", "2024-10-27 01:30:00"),
    ("to_utc(parse_datetime(x, '%Y-%m-%d %H:%M'), 'Europe/Berlin')", "2024-03-31 02:30", None),
    ("coalesce(x, 'none')", None, "none"),
    ("coalesce(x, 'none')", "", ""),
    ("nullif(x, '')", "", None),
    ("nullif(x, 'a ')", "a", "a"),
    ("null_if_blank(x)", " \t", None),
    ("null_if_blank(x)", " a ", " a "),
    ("if(x = 'a', 1, 2.5)", "b", "2.5"),
    ("if(x = 'a', 'yes', 'no')", None, "no"),
    ("decode(x, 'A', 'Active', 'B', 'Blocked')", "B", "Blocked"),
    ("decode(x, 'A', 'Active', 'B', 'Blocked')", "C", None),
    ("decode(x, 'A', 'Active', 'other')", None, "other"),
    ("case when x is null then 'null' when x = '' then 'empty' else x end", "", "empty"),
    ("case when x = 'a' then 'A' end", "b", None),
    ("x = 'a'", "A", "false"),
    ("x = 'a'", "a ", "false"),
    ("x <> 'a'", None, None),
    ("x is null or x = 'b'", None, "true"),
    ("not (x = 'b') and x is not null", "a", "true"),
    ("x in ('a', 'b')", "b", "true"),
    ("x not in ('a', 'b')", "c", "true"),
    ("x in ('a', null)", "c", None),
    ("parse_decimal(x) between 1 and 2.5", "2.5", "true"),
    ("parse_decimal(x) < 3", "2", "true"),
    ("parse_decimal(x) <= 2", "2", "true"),
    ("parse_decimal(x) > 3", "2", "false"),
    ("parse_decimal(x) >= 2", "2.0", "true"),
]  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """A row on which an engine does not answer as defined."""

    function: str
    row: Row
    answer: object


def functions_in(expression: str) -> set[str]:
    """The functions and operators that an expression uses."""
    return {node.function for node in walk(parse(expression)) if isinstance(node, Call)}


def refused_on(engine: Engine) -> set[str]:
    """The functions that the engine is known to answer differently, and that are therefore refused there."""
    return {function.name for function in FUNCTIONS.values() if engine in (function.not_on or {})}


def query_of(rows: Sequence[Row], engine: Engine) -> str:
    """One query whose single row has the answer of each of these rows, as text."""
    asked, given = [], []
    for at, (expression, value, _) in enumerate(rows):
        found = compile_expression(expression, {"x": Kind.TEXT}, engine=engine, prefix=f"n{at}.")
        asked.append(f"CAST({as_text(engine, Value(f'({found.sql})', found.kind))} AS {string_type(engine)}) AS a{at}")
        held = f"CAST({'NULL' if value is None else text_literal(engine, value)} AS {string_type(engine)})"
        given.append(_ROW[engine].format(held, at))
    if engine is Engine.POSTGRES:
        return f"SELECT {', '.join(asked)} FROM {', '.join(given)}"
    return f"SELECT {', '.join(asked)} FROM (SELECT {', '.join(given)}) AS nasty"


def differences(engine: Engine, run: Callable[[str], Sequence[object]]) -> list[Difference]:
    """Every row that the engine answers differently; ``run`` gives the first row of a query.

    Rows with functions that are refused on the engine are left out.
    """
    refused = refused_on(engine)
    asked = [row for row in ROWS if not functions_in(row[0]) & refused]
    answers = [
        answer for at in range(0, len(asked), AT_ONCE) for answer in _answers(asked[at : at + AT_ONCE], engine, run)
    ]
    return [
        Difference(", ".join(sorted(functions_in(row[0]))), row, answer)
        for row, answer in zip(asked, answers, strict=True)
        if answer != row[2]
    ]


def _answers(rows: Sequence[Row], engine: Engine, run: Callable[[str], Sequence[object]]) -> list[object]:
    """The answers of several rows by one query: some engines take their time over each.

    Where it fails, the halves are asked apart until the row is found: an engine that fails differs, however it fails.
    """
    try:
        return list(run(query_of(rows, engine)))
    except Exception as failed:
        if len(rows) == 1:
            return [failed]
    half = len(rows) // 2
    return _answers(rows[:half], engine, run) + _answers(rows[half:], engine, run)
