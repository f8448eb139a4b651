"""Does every engine answer every function as defined, or is it refused there?"""

from __future__ import annotations

import psycopg
import pytest

from golive.engines.reconcile.expressions import FUNCTIONS, Engine, compile_expression
from golive.engines.reconcile.expressions.conformance import ROWS, differences, functions_in, refused_on
from golive.engines.reconcile.servers import open_server
from golive.engines.reconcile.servers.spark import SparkSession
from golive.engines.reconcile.sources import Kind, Workbench
from golive.plain.verdict import Refused
from tests.postgres import binaries, cluster


def test_every_function_has_a_row():
    shown = set().union(*(functions_in(row[0]) for row in ROWS))
    assert sorted(set(FUNCTIONS) - shown) == []


def test_duckdb_answers_as_defined():
    with Workbench() as bench:
        bench.lock()
        assert differences(Engine.DUCKDB, lambda sql: bench.rows(sql)[0]) == []


@pytest.mark.postgres
@pytest.mark.skipif(binaries() is None, reason="PostgreSQL's server is not installed.")
def test_postgresql_answers_as_defined():
    with cluster() as url, psycopg.connect(url, autocommit=True) as connection:
        assert differences(Engine.POSTGRES, lambda sql: connection.execute(sql).fetchone()) == []


@pytest.mark.slow
@pytest.mark.skipif(SparkSession is None, reason="pyspark is not installed (extra `spark`).")
def test_spark_answers_as_defined():
    with Workbench() as bench, open_server("spark", bench, "local[1]") as server:
        assert differences(Engine.SPARK, lambda sql: server.session.sql(sql).collect()[0]) == []


@pytest.mark.parametrize("engine", Engine)
def test_a_function_that_an_engine_answers_differently_is_refused_there(engine):
    for name in refused_on(engine):
        row = next(row for row in ROWS if name in functions_in(row[0]))
        with pytest.raises(Refused, match="is refused on"):
            compile_expression(row[0], {"x": Kind.TEXT}, engine=engine)
    assert refused_on(Engine.SPARK) == {"nfc", "to_utc"}
