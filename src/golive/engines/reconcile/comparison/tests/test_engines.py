"""Does the same reconciliation come to the same counts on every engine, whatever stands in the data?"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from golive.engines.reconcile.comparison import Outcome, pushed, reconcile, reconcile_on
from golive.engines.reconcile.comparison.compare import stored
from golive.engines.reconcile.comparison.sides import Values
from golive.engines.reconcile.mapping import parse_mapping
from golive.engines.reconcile.servers import Here, Server, open_server
from golive.engines.reconcile.servers.spark import SparkSession
from golive.engines.reconcile.sources import Workbench, open_source
from golive.plain.verdict import Refused
from tests.postgres import binaries, cluster

MAPPING = """
object: T
source: {table: S, filter: "gone <> 'X'"}
key: {target: [id, part], source: [strip_zeros(id), part]}
fields:
  name: {expr: "null_if_blank(squash(name))", type: text(12), compare: {ignore_case: true, trim: true}}
  plain: {from: name, compare: {blank_is_null: true}}
  amount: {expr: "parse_decimal(amount, ',', '.')", type: "decimal(12,2)", compare: {abs_tol: 0.01}}
  share: {expr: "parse_decimal(amount, ',', '.')", type: "decimal(20,4)", compare: {rel_tol: 0.05}}
  whole: {expr: "round(parse_decimal(amount, ',', '.'), 0)", type: integer}
  since: {expr: "parse_date(since, '%d.%m.%Y')", type: date, compare: {abs_tol: 86400}}
  until: {expr: "parse_date(since, '%d.%m.%Y')", type: date, compare: {date_format: "%d/%m/%Y"}}
  seen: {expr: "parse_datetime(seen, '%Y-%m-%d %H:%M:%S')", type: datetime}
  status: {from: status, map: status, unmapped: keep}
  active: {expr: "status = 'A'", type: boolean}
maps: {status: {A: Active, X: Closed}}
controls: [{count: true}, {sum: amount, by: [status]}, {orphans: name}]
"""
SOURCE = ["id", "part", "name", "amount", "since", "seen", "status", "gone"]
TARGET = ["id", "part", "name", "plain", "amount", "share", "whole", "since", "until", "seen", "status", "active"]
ids = st.sampled_from(["1", "2", "03", "3", "4", "", "ä"])
parts = st.sampled_from(["a", "b", "", "ß"])
names = st.sampled_from(
    ["", "Ada", "ADA", " Ada ", "a\tb", "a  b", "ß", "Σς", "ΣΑΣ", "İ", "ﬁx", "é", "e\u0301", "O'N\\n"]
)
amounts = st.sampled_from(["", "1,00", "1,01", "1,02", "-5", "5-", "1.234,56", "1e3", "x", "99999999", "0,005", "2,5"])
numbers = ["", "1.00", "1.01", "1", "1.005", "-5", "1234.56", "1e3", " 5 ", "5.", "99999999999", "nan", "2", "3", "0x1"]
days = st.sampled_from(["", "01.02.2024", "29.02.2024", "30.02.2024", "1.3.2024", "2024-02-01"])
isos = ["", "2024-02-01", "2024-02-30", "2024-02-29 00:00:00", "2024-03-01T00:00", "0000-01-01", "01.02.2024"]
written = st.sampled_from(["", "01/02/2024", "29/02/2024", "30/02/2024", "1/3/2024", "2024-02-01"])
moments = st.sampled_from(["", "2024-02-01 10:00:00", "2024-02-01 24:00:00", "2024-02-30 10:00:00"])
seen = [
    *("", "2024-02-01 10:00:00", "2024-02-01T11:00:00+01:00", "2024-02-01 11:00:00+01", "2024-02-01T08:30:00-0130"),
    *("2024-02-01T10:00:00Z", "2024-02-01 10:00:00.0000004", "2024-02-01 25:00:00", "2024-02-30T10:00:00Z", "x"),
]
codes = st.sampled_from(["A", "X", "Q", ""])
left_rows = st.lists(
    st.tuples(ids, parts, names, amounts, days, moments, codes, st.sampled_from(["", "X"])), max_size=12
)
right_rows = st.lists(
    st.tuples(
        *(ids, parts, names, names, st.sampled_from(numbers), st.sampled_from(numbers), st.sampled_from(numbers)),
        *(st.sampled_from(isos), written, st.sampled_from(seen), st.sampled_from(["Active", "Closed", "Q", ""])),
        st.sampled_from(["true", "t", "0", "", "maybe", "YES"]),
    ),
    max_size=12,
)


def files(folder: Path, left: list[Any], right: list[Any]) -> tuple[str, str]:
    for name, head, rows in (("S", SOURCE, left), ("T", TARGET, right)):
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows([head, *rows])
    return str(folder / "S.csv"), str(folder / "T.csv")


def told(bench: Workbench, outcome: Outcome) -> dict[str, Any]:
    """Everything that must be the same everywhere."""
    form = outcome.form()
    form["notices"] = sorted(form["notices"])
    return form | {"differences": sorted(each.id for each in stored(bench))}


def here(left: list[Any], right: list[Any]) -> dict[str, Any]:
    with Workbench(memory_mb=256) as bench:
        source, target = (open_source(bench, path) for path in files(bench.folder, left, right))
        return told(bench, reconcile(bench, parse_mapping(MAPPING), source, target)[1])


def there(server: Server | None, left: list[Any], right: list[Any]) -> dict[str, Any]:
    with Workbench(memory_mb=256) as bench:
        places = files(bench.folder, left, right)
        return told(bench, reconcile_on(server or Here(bench), bench, parse_mapping(MAPPING), *places)[1])


def many(seed: int, rows: int) -> tuple[list[Any], list[Any]]:
    """Random rows of which most keys stand once on both sides."""
    draw = random.Random(seed)
    one = lambda strategy: draw.choice(strategy.elements)  # noqa: E731
    left, right = [], []
    for number in range(rows):
        key = (str(number if draw.random() < 0.95 else draw.randrange(rows)), one(parts))
        left.append((*key, *(one(each) for each in (names, amounts, days, moments, codes)), draw.choice(["", "", "X"])))
        right.append(
            (
                *(key[0] if draw.random() < 0.95 else "", key[1], one(names), one(names)),
                *(draw.choice(numbers), draw.choice(numbers), draw.choice(numbers), draw.choice(isos), one(written)),
                *(draw.choice(seen), draw.choice(["Active", "Closed", "Q", ""]), draw.choice(["true", "0", "", "x"])),
            )
        )
    return left, right


@settings(max_examples=6, deadline=None)
@given(left_rows, right_rows)
def test_one_outer_join_counts_as_key_and_hash_do(left: list[Any], right: list[Any]) -> None:
    assert there(None, left, right) == here(left, right)


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    if binaries() is None:
        pytest.skip("PostgreSQL's server is not installed.")
    with cluster() as url, Workbench() as bench, open_server("postgres", bench, url) as server:
        yield server


@pytest.fixture(scope="module")
def spark() -> Iterator[Server]:
    if SparkSession is None:
        pytest.skip("pyspark is not installed (extra `spark`).")
    with Workbench() as bench, open_server("spark", bench, "local[2]") as server:
        yield server


@pytest.mark.slow
@pytest.mark.postgres
@settings(max_examples=6, deadline=None)
@given(left=left_rows, right=right_rows)
def test_postgresql_counts_as_duckdb_does(postgres: Server, left: list[Any], right: list[Any]) -> None:
    assert there(postgres, left, right) == here(left, right)


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("seed", range(4))
def test_postgresql_counts_as_duckdb_does_over_many_rows(postgres: Server, seed: int) -> None:
    assert there(postgres, *many(seed, 2_000)) == here(*many(seed, 2_000))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_spark_counts_as_duckdb_does(spark: Server, seed: int) -> None:
    assert there(spark, *many(seed, 2_000)) == here(*many(seed, 2_000))


SMALL = """
object: T
source: {table: s}
key: {target: [id], source: [id]}
fields: {paid: {from: paid}, kind: {from: kind}}
"""


@pytest.mark.postgres
def test_what_lies_on_the_server_stays_there_in_types_that_the_bench_knows(postgres: Server) -> None:
    with psycopg.connect(postgres.url) as connection:
        connection.execute("CREATE TABLE s (id smallint, paid numeric(8,2), kind char(4), at timestamptz)")
        connection.execute('CREATE TABLE "T" (id bigint, paid numeric(10,3), kind text)')
        connection.execute("INSERT INTO s VALUES (1, 1.5, 'a', now()), (2, 2, 'b', now()), (3, 3, 'c', now())")
        connection.execute("""INSERT INTO "T" VALUES (1, 1.5, 'a'), (2, 2.001, 'b'), (4, 1, 'x')""")
    with Workbench() as bench:
        outcome = reconcile_on(postgres, bench, parse_mapping(SMALL), f"{postgres.url}::s", postgres.url)[1]
        found = outcome.rows
        assert (found.matched, found.changed, found.missing, found.extra) == (1, 1, 1, 1)
        assert outcome.columns == {"paid": 1, "kind": 0}
    with Workbench() as bench:
        sides = (open_source(bench, f"{postgres.url}::{name}") for name in ("s", "T"))
        assert reconcile(bench, parse_mapping(SMALL), *sides)[1].form() == outcome.form()


@pytest.mark.postgres
def test_more_than_comes_back_is_counted_in_full_and_said(postgres: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pushed, "MOST_BROUGHT", 3)
    rows = [[str(n), "a", "Ada", "1,00", "", "", "A", ""] for n in range(9)]
    arrived = [[str(n), "a", "Bea", "Ada", "1.00", "1.00", "1", "", "", "", "Active", "true"] for n in range(9)]
    found = there(postgres, rows, arrived)
    assert (found["rows"]["changed"], found["columns"]["name"]) == (9, 9)
    assert "Of 9 changed rows the first 3 by key came back from PostgreSQL" in found["notices"][0]


def test_an_engine_that_counts_otherwise_reports_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    right = Values.beyond

    def wrong(self: Values, name: str, e: str, f: str) -> str:
        return "TRUE" if name == "whole" and e.startswith("e.v") else right(self, name, e, f)

    monkeypatch.setattr(Values, "beyond", wrong)
    row = ["1", "a", "Ada", "1,00", "", "", "A", ""]
    with pytest.raises(Refused, match="whole: DuckDB finds 1 values that differ, DuckDB 0 of them"):
        there(None, [row], [["1", "a", "Ada", "Ada", "1.00", "1.00", "1", "", "", "", "Active", "true"]])


def test_a_value_too_large_for_its_type_is_refused_and_named() -> None:
    with pytest.raises(Refused, match=r"99999999999.*DECIMAL\(12,2\).*Declare a type that holds it"):
        here([["1", "a", "", "99999999999", "", "", "A", ""]], [["1", "a", *[""] * 10]])


def test_an_engine_that_is_not_known_or_not_placed_is_refused() -> None:
    with Workbench() as bench:
        with pytest.raises(Refused, match="Use one of duckdb, postgres, spark, trino"), open_server("excel", bench):
            pass
        with (
            pytest.raises(Refused, match="Name one: --at postgresql://"),
            open_server("postgres", bench, "", ["s.csv"]),
        ):
            pass
        unreachable = open_server("postgres", bench, "postgresql://ann:secret@127.0.0.1:1/crm")
        with pytest.raises(Refused, match=r"ann@127\.0\.0\.1:1/crm") as caught, unreachable:
            pass
        assert "secret" not in str(caught.value)
