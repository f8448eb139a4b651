"""Is everything refused that is not a scalar expression of our own functions?"""

from __future__ import annotations

import resource
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.engines.reconcile.expressions import Engine, compile_expression, parse
from golive.engines.reconcile.sources import Kind, Workbench
from golive.plain.verdict import Refused

COLUMNS = {"NAME1": Kind.TEXT, "STAT": Kind.TEXT, "UMSATZ": Kind.TEXT, "N": Kind.INTEGER, "Straße": Kind.TEXT}

HARMLESS = [
    "NAME1",
    "name1",
    '"Straße"',
    "Straße",
    "nullif(squash(trim(NAME1)), '')",
    "parse_decimal(UMSATZ, ',', '.') * 1.19",
    "case when STAT in ('A', 'B') then 'active' else 'closed' end",
    "not STAT = 'X' and N between 1 and 9",
    "'-- no comment; DROP TABLE t'",
    "'it''s'",
    "concat(NAME1, ' ', STAT)",
    "-N + 3 * (2 - 1)",
    "coalesce(null, NAME1)",
    "replace(NAME1, '\\', '')",
    "matches(NAME1, '[A-Z]{2}[0-9]{2}')",
    "\"NAME1\" || 'x'",
]

ATTACKS = [
    # statements and comments
    "NAME1; DROP TABLE t",
    "NAME1 -- comment",
    "NAME1 /* comment */",
    "1); DROP TABLE source; --",
    "NAME1) FROM source UNION SELECT (1",
    "SELECT 1",
    "(SELECT 1)",
    "(SELECT content FROM read_text('/etc/passwd'))",
    "EXISTS (SELECT 1)",
    "NAME1 IN (SELECT NAME1 FROM other)",
    "ATTACH 'x.db'",
    "COPY NAME1 TO 'x'",
    "PRAGMA database_list",
    "SET memory_limit = '100GB'",
    "INSTALL httpfs",
    "CALL pragma_version()",
    # functions of the engine
    "read_text('/etc/passwd')",
    "read_csv('/etc/passwd')",
    "read_blob('x')",
    "glob('*')",
    "getenv('HOME')",
    "current_setting('threads')",
    "pg_read_file('/etc/passwd')",
    "pg_sleep(100)",
    "lo_import('/etc/passwd')",
    "dblink('host=x', 'select 1')",
    "query('SELECT 1')",
    "now()",
    "current_date()",
    "random()",
    "uuid()",
    "nextval('s')",
    "version()",
    "java_method('java.lang.System', 'exit')",
    "reflect('java.lang.System', 'exit', 0)",
    "repeat('x', 2000000000)",
    "lpad('x', 2000000000)",
    "printf('%2000000000d', N)",
    "range(1000000000)",
    "generate_series(1, 1000000000)",
    "list_transform([1, 2], x -> x)",
    "cast(NAME1 AS INTEGER)",
    "try_cast(NAME1 AS INTEGER)",
    "eval('1')",
    # syntax outside the grammar
    "NAME1::INTEGER",
    "NAME1[1]",
    "{'a': 1}",
    "[1, 2]",
    "x -> x + 1",
    "NAME1 COLLATE NOCASE",
    "source.NAME1",
    "main.source.NAME1",
    "\"read_text\"('/etc/passwd')",
    "*",
    "count(*)",
    "sum(N) OVER ()",
    "NAME1 LIKE '%a%'",
    "NAME1 ~ 'a'",
    "NAME1 GLOB '*'",
    "INTERVAL 1 DAY",
    "DATE '2026-01-01'",
    "$1",
    "?",
    ":name",
    "@@version",
    "E'\\x41'",
    "x'41'",
    "$$text$$",
    "`NAME1`",
    "1e400",
    "0x1F",
    "1_000",
    "{{ NAME1 }}",
    "${jndi:ldap://x}",
    "__import__('os').system('id')",
    "'never closed",
    '"never closed',
    "((NAME1)",
    "NAME1)",
    "",
    " ",
    "case end",
    "case when then end",
    "and",
    "NAME1 NAME1",
    "trim(NAME1",
    "trim(,)",
    "trim()",
    "trim(NAME1, NAME1)",
    "nothing(NAME1)",
    "UNKNOWN",
    "trim(UNKNOWN)",
    "trim(N)",
    "NAME1 + 1",
    "NAME1 < 'b'",
    "N = 'a'",
    "if(NAME1, 1, 2)",
    "case when NAME1 then 1 end",
    "coalesce(N, 'a')",
    # what must be written out
    "pad_left(NAME1, N, '0')",
    "pad_left(NAME1, 2000000000, '0')",
    "pad_left(NAME1, 9, '')",
    "replace(NAME1, '', 'x')",
    "replace(NAME1, NAME1, STAT)",
    "left(NAME1, -1)",
    "left(NAME1, 1.5)",
    "round(N, 99)",
    "N / 0",
    "N / 3",
    "N / N",
    "99999999999999999999",
    "0.123456789",
    "parse_decimal(UMSATZ, ',', ',')",
    "parse_decimal(UMSATZ, 'x')",
    "parse_date(NAME1, 'nonsense')",
    "parse_date(NAME1, '%d.%m')",
    "parse_date(NAME1, '%Q')",
    "parse_date(NAME1, STAT)",
    "date('2026-02-30')",
    "date(NAME1)",
    "to_utc(parse_datetime(NAME1, '%Y-%m-%d %H:%M'), 'Nowhere')",
    "matches(NAME1, '(a+)+')",
    "matches(NAME1, '.*')",
    "matches(NAME1, '(?=a)')",
    "matches(NAME1, 'a{1000}')",
    "matches(NAME1, '(a')",
    "matches(NAME1, '[')",
    "matches(NAME1, '*a')",
    "matches(NAME1, '\\p{L}')",
    "extract_text(NAME1, 'a|(b)')",
    "extract_text(NAME1, 'ab')",
    # too much
    "(" * 500 + "NAME1" + ")" * 500,
    "not " * 400 + "STAT = 'a'",
    "1" + " + 1" * 400,
    "'" + "x" * 600 + "'",
    "x" * 3_000,
    "'\x00'",
    "'\x1b[31m'",
    "NAME1 = '\x07'",
]

BOMBS = [
    "replace(" * 4 + "NAME1" + ", 'a', 'aaaaaaaaaa')" * 4,
    "concat(" * 10 + "NAME1" + ", NAME1)" * 10,
    "pad_left(pad_left(pad_left(pad_left(NAME1, 500, 'x'), 500, 'y'), 500, 'x'), 500, 'y')",
    "parse_decimal(text(parse_decimal(text(parse_decimal(text(parse_decimal(text(parse_decimal(NAME1)))))))))",
    "squash(" * 30 + "NAME1" + ")" * 30,
    "matches(NAME1, '" + "[a-z]{100}" * 20 + "')",
    "case " + "when STAT = 'a' then 'b' " * 60 + "end",
]


@pytest.mark.parametrize("text", HARMLESS)
@pytest.mark.parametrize("engine", Engine)
def test_an_honest_expression_compiles_for_every_engine(text, engine):
    assert compile_expression(text, COLUMNS, engine=engine).sql


@pytest.mark.parametrize("text", ATTACKS)
@pytest.mark.parametrize("columns", [COLUMNS, dict.fromkeys(COLUMNS, Kind.TEXT)], ids=["typed", "text"])
def test_everything_else_is_refused_with_the_place_and_the_reason(text, columns):
    typed_only = {"trim(N)", "N = 'a'", "coalesce(N, 'a')"}
    if columns["N"] is Kind.TEXT and text in typed_only:
        return
    with pytest.raises(Refused) as caught:
        compile_expression(text, columns)
    assert "at character" in str(caught.value) or "limit" in str(caught.value)


@pytest.mark.parametrize("text", BOMBS)
def test_a_bomb_is_refused_or_ends_quickly_and_small(text):
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    try:
        sql = compile_expression(text, COLUMNS).sql
    except Refused:
        return
    with Workbench(seconds=6) as bench:
        rows = "SELECT repeat('a', 100) AS \"NAME1\", 'b' AS \"STAT\" FROM range(1000)"
        bench.rows(f"SELECT max(length(CAST(v AS VARCHAR))) FROM (SELECT {sql} AS v FROM ({rows}))")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    assert (grown < 1024, time.process_time() - began < 6) == (True, True)


@given(st.text(max_size=60))
def test_no_text_breaks_the_parser(text):
    try:
        parse(text)
    except Refused as refused:
        assert refused.refusals[0].code == "data.expression"


@given(
    st.lists(
        st.sampled_from(
            ["NAME1", "(", ")", ",", "'a'", "1", "+", "and", "not", "case", "when", "then", "end", "trim("]
        ),
        max_size=12,
    )
)
def test_what_compiles_runs(words):
    try:
        found = compile_expression(" ".join(words), COLUMNS)
    except Refused:
        return
    with Workbench() as bench:
        bench.rows(f"SELECT {found.sql} FROM (SELECT 'a' AS \"NAME1\")")


@given(st.text(st.characters(blacklist_categories=["Cc", "Cs"]), max_size=40))
def test_a_text_stays_a_text_whatever_stands_in_it(text):
    written = "'" + text.replace("'", "''") + "'"
    with Workbench() as bench:
        assert bench.rows(f"SELECT {compile_expression(written, {}).sql}") == [(text,)]
