"""Is a comparison that Ibis writes right where it can be run, and written for every server where it cannot?"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from golive.engines.reconcile.comparison import elsewhere_query, reconcile
from golive.engines.reconcile.comparison.compare import stored
from golive.engines.reconcile.comparison.elsewhere import reconcile_at, reconcile_elsewhere
from golive.engines.reconcile.comparison.elsewhere_query import query
from golive.engines.reconcile.mapping import parse_mapping
from golive.engines.reconcile.sources import Workbench, open_source, through_ibis
from golive.plain.verdict import Refused
from tests.postgres import binaries, cluster

ibis = through_ibis.ibis
needs_ibis = pytest.mark.skipif(not ibis, reason="Ibis is not installed (extra `ibis`).")
MAPPING = """
object: arrived
source: {table: legacy}
key: {target: [id, part], source: [nr, part]}
fields:
  name: {from: name, mandatory: true}
  paid: {from: paid, type: "decimal(14,3)", compare: {abs_tol: 0.01}}
  share: {from: paid, compare: {rel_tol: 0.05}}
  exact: {from: paid}
  since: {from: since, type: date}
  seen: {from: seen}
  active: {from: active}
  weight: {from: weight, compare: {skip: true}}
  status: {from: status, map: status, unmapped: keep}
  origin: {const: CRM}
maps: {status: {A: Active, X: Closed}}
"""
LEGACY = (
    "nr bigint, part text, name text, paid numeric(10,3), since date, seen timestamp, active boolean, weight float8, "
    "status text"
)
ARRIVED = (
    "id bigint, part text, name text, paid numeric(12,2), share numeric(12,4), exact numeric(10,3), since date, "
    "seen timestamp, active boolean, weight float8, status text, origin text"
)


def rows(seed: int, count: int) -> tuple[list[Any], list[Any]]:
    """Rows of both sides with nulls, keys that are not unique, and a little of every difference."""
    draw = random.Random(seed)
    names = ["Ada", "ada", "ADA ", "", None, "Σς", "O'N"]
    left, right = [], []
    for number in range(count):
        key = None if draw.random() < 0.02 else draw.choice([number, number, number, draw.randrange(count)])
        paid = draw.choice([None, number / 8, -1.005, 0])
        day, moment = draw.choice([None, "2026-03-01", "2026-02-28"]), draw.choice([None, "2026-03-01 10:00:00.123456"])
        active, code = draw.choice([None, True, False]), draw.choice(["A", "X", "Q", None])
        name = draw.choice(names)
        left.append((key, "a", name, paid, day, moment, active, 1.5, code))
        if draw.random() < 0.05:
            continue
        shown = {"A": "Active", "X": "Closed"}.get(code or "", code)
        near = None if paid is None else paid + draw.choice([0, 0, 0, 0.01, 0.02])
        right.append(
            (
                *(key if draw.random() < 0.97 else number + count, "a", draw.choice([name, name, *names])),
                *(near, near, paid if draw.random() < 0.9 else None),
                *(day if draw.random() < 0.95 else "2026-03-02", moment, active, 2.5),
                *(shown if draw.random() < 0.95 else code, draw.choice(["CRM"] * 9 + [None])),
            )
        )
    return left, right


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, Any]]:
    if binaries() is None:
        pytest.skip("PostgreSQL's server is not installed.")
    with cluster() as url:
        yield url, ibis.postgres.connect(user="golive", host=url.partition("host=")[2], database="postgres")


def fill(url: str, left: list[Any], right: list[Any]) -> None:
    with psycopg.connect(url) as connection:
        for name, columns, held in (("legacy", LEGACY, left), ("arrived", ARRIVED, right)):
            connection.execute(f"DROP TABLE IF EXISTS {name}".encode())
            connection.execute(f"CREATE TABLE {name} ({columns})".encode())
            with connection.cursor().copy(f"COPY {name} FROM STDIN".encode()) as copy:
                for row in held:
                    copy.write_row(row)


@needs_ibis
@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize(("seed", "count"), [(1, 0), (2, 5), (3, 300), (4, 2_000), (5, 2_000)])
def test_what_ibis_counts_on_a_server_is_what_the_bench_counts(server: Any, seed: int, count: int) -> None:
    url, connection = server
    fill(url, *rows(seed, count))
    mapping = parse_mapping(MAPPING)
    with Workbench() as bench:
        there = reconcile_elsewhere(bench, mapping, connection, "postgres")[1]
        found = there.form(), sorted(each.id for each in stored(bench))
    with Workbench() as bench:
        sides = (open_source(bench, f"{url}::{name}") for name in ("legacy", "arrived"))
        here = reconcile(bench, mapping, *sides)[1]
        assert found == (here.form(), sorted(each.id for each in stored(bench)))
    assert (
        count < 300 or min(there.columns[name] for name in ("name", "paid", "exact", "since", "status", "origin")) > 0
    )


LIES = {
    **{"nr": "int64", "part": "string", "name": "string", "paid": "decimal(10, 3)", "since": "date"},
    **{"seen": "timestamp(6)", "active": "boolean", "weight": "float64", "status": "string"},
}
LANDED = {
    **{"id": "int64", "part": "string", "name": "string", "paid": "decimal(12, 2)", "share": "decimal(12, 4)"},
    **{"exact": "decimal(10, 3)", "since": "date", "seen": "timestamp(6)", "active": "boolean", "weight": "float64"},
    **{"status": "string", "origin": "string"},
}
NUMBERS = """
object: arrived
source: {table: legacy}
key: {target: [id], source: [nr]}
fields: {paid: {from: paid, compare: {abs_tol: 0.01}}, share: {from: paid}, since: {from: since}}
"""


def written(mapping: str, engine: str) -> dict[str, str]:
    asked = query(parse_mapping(mapping), ibis.table(LIES, "legacy"), ibis.table(LANDED, "arrived"), engine)
    wanted = {"counts": asked.counts, "open": asked.opened(10), "brought": asked.brought("e", 10), "twice": asked.twice}
    return {name: str(ibis.to_sql(expression, dialect=engine)) for name, expression in wanted.items()}


@needs_ibis
@pytest.mark.parametrize("engine", [*through_ibis.NAMES, "mysql", "postgres", "duckdb"])
def test_the_comparison_is_written_for_every_server(engine: str) -> None:
    """Compiled by Ibis, and read again as that server's own SQL: both tables are joined, and nothing is hashed."""
    found = written(NUMBERS if engine == "mssql" else MAPPING, engine)
    dialect = "tsql" if engine == "mssql" else engine
    sqlglot = pytest.importorskip("sqlglot")
    for text in found.values():
        parsed = sqlglot.parse_one(text, read=dialect)
        named = {table.name for table in parsed.find_all(sqlglot.exp.Table)}
        assert {"legacy", "arrived"} <= named
        assert "HASH" not in text.upper()
    assert "LEFT OUTER JOIN" in found["open"]


@needs_ibis
def test_what_is_not_alike_everywhere_is_refused_field_by_field() -> None:
    asked = MAPPING.replace("source: {table: legacy}", "source: {table: legacy, filter: \"part = 'a'\"}")
    asked = asked.replace("exact: {from: paid}", 'exact: {expr: "paid"}').replace(
        "seen: {from: seen}", "seen: {from: name}"
    )
    asked = asked.replace("since: {from: since, type: date}", "since: {from: since, compare: {abs_tol: 86400}}")
    asked = asked.replace("mandatory: true", "compare: {trim: true, ignore_case: true, blank_is_null: true}")
    asked = asked.replace("unmapped: keep", "unmapped: error").replace("decimal(14,3)", "decimal(14,1)")
    asked = asked.replace("origin: {const: CRM}", "nowhere: {const: CRM}") + "controls: [{count: true}]\n"
    with pytest.raises(Refused) as caught:
        written(asked, "trino")
    said = "\n".join(str(each) for each in [caught.value])
    for part in (
        *("filter: the filter is an expression", "controls: the control total “count”", "name: trim differs"),
        *(
            "name: ignore_case differs",
            "name: blank_is_null differs",
            "paid: declared with 1 places",
            "since: a tolerance",
        ),
        *("exact: an expression is proven on", "seen: text is held against datetime", "status: codes that a value map"),
        "nowhere: the target has no such column",
    ):
        assert part in said, said


@needs_ibis
def test_texts_are_not_compared_where_a_collation_decides() -> None:
    with pytest.raises(Refused, match="name: texts that differ in case or accents may count as equal there"):
        written(MAPPING, "mssql")


@needs_ibis
@pytest.mark.postgres
@pytest.mark.slow
def test_a_server_that_counts_otherwise_reports_nothing(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    url, connection = server
    fill(url, *rows(7, 200))
    monkeypatch.setattr(elsewhere_query, "_differs", lambda e, f, rule: e.identical_to(f))
    with Workbench() as bench, pytest.raises(Refused, match=r"finds [0-9]+ values that differ, DuckDB"):
        reconcile_elsewhere(bench, parse_mapping(MAPPING), connection, "postgres")


def test_two_servers_are_not_compared_on_one_of_them() -> None:
    with Workbench() as bench, pytest.raises(Refused, match="Both sides must lie on one Trino"):
        reconcile_at(bench, parse_mapping(MAPPING), "trino", "trino://a@x/c/s", "trino://a@y/c/s")


@pytest.mark.skipif(bool(ibis), reason="Ibis is installed.")
def test_without_ibis_the_cure_is_said() -> None:
    with (
        Workbench() as bench,
        pytest.raises(Refused, match=r"pip install 'golive\[ibis\]' 'ibis-framework\[snowflake\]'"),
    ):
        open_source(bench, "snowflake://ann:secret@account/db/schema")


@needs_ibis
def test_a_server_that_is_not_reached_is_named_without_its_password() -> None:
    with Workbench() as bench, pytest.raises(Refused, match=r"trino://ann@127\.0\.0\.1:1/c/s") as caught:
        open_source(bench, "trino://ann:secret@127.0.0.1:1/c/s").table("t")
    assert "secret" not in str(caught.value)


@needs_ibis
@pytest.mark.postgres
@pytest.mark.slow
def test_what_ibis_reads_is_what_the_server_holds(server: Any) -> None:
    url, connection = server
    with psycopg.connect(url) as session:
        session.execute(
            "DROP TABLE IF EXISTS odd; CREATE TABLE odd (a bigint, d numeric, m numeric(30,10), u uuid, f real)"
        )
        session.execute("INSERT INTO odd VALUES (9007199254740993, 1.50, 12345678901234567890.0123456789, NULL, 0.5)")
    with Workbench() as bench:
        table = through_ibis.tables_of(bench, connection, "crm").table("odd")
        bench.lock()
        held = bench.rows(f"SELECT a, d, CAST(m AS VARCHAR), u, f FROM {table.relation}")
    assert held == [(9007199254740993, "1.50", "12345678901234567890.0123456789", None, 0.5)]
    assert [column.kind for column in table.columns] == ["integer", "text", "decimal", "text", "float"]
