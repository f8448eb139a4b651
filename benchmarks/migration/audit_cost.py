"""What does the audit of a million rows cost, beside DuckDB's own SUMMARIZE of the same file?"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from benchmarks.migration.memory import peak_mb
from golive.engines.reconcile.audit import audit
from golive.engines.reconcile.sources import Workbench, open_source

ROUNDS = 3
PICK = "{}[(1 + hash(i * {}) % {})::INT]"


def make(path: Path, rows: int) -> None:
    """Twelve columns: key, numbers of four types, date, timestamp, name, e-mail, country, status, double."""
    names = PICK.format("['Anna', 'Bert', 'Carla', 'Dieter', 'Émile', 'Fritz']", 19, 6)
    families = PICK.format("['Smith', 'Jones', 'Müller', 'Schmidt']", 23, 4)
    country = PICK.format("['DE', 'FR', 'US', 'GB', 'AT']", 31, 5)
    status = PICK.format("['active', 'closed', 'new']", 37, 3)
    duckdb.sql(
        "COPY (SELECT i::BIGINT AS id, (hash(i) % 1000000)::INT AS amount, (hash(i * 3) % 100)::SMALLINT AS grade,"
        " CASE WHEN hash(i * 5) % 50 <> 0 THEN ((hash(i * 7) % 100000000) / 100.0)::DECIMAL(14, 2) END AS revenue,"
        " ((hash(i * 11) % 10000000) / 10000.0)::DECIMAL(10, 4) AS rate,"
        " CASE WHEN hash(i) % 20 <> 0 THEN DATE '2000-01-01' + (hash(i * 13) % 8000)::INT END AS since,"
        " TIMESTAMP '2010-01-01' + INTERVAL (hash(i * 17) % 400000000) SECOND AS changed_at,"
        f" {names} || ' ' || {families} || hash(i) % 1000 AS name,"
        " CASE WHEN hash(i * 29) % 10 <> 0 THEN 'user' || i || '@example.com' END AS email,"
        f" {country} AS country, {status} AS status, (hash(i * 41) % 1000000) / 777.0 AS score"
        f" FROM range({rows}) t(i)) TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
    )


def measured(path: Path) -> dict[str, float]:
    """CPU seconds of both (median of paired rounds), their ratio, and the peak memory, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.migration.audit_cost", str(path)]
    found: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return found


def _measure(path: str) -> dict[str, float]:
    with Workbench() as bench:
        source = open_source(bench, path)
        table = source.table()
        pairs = [
            (_cpu(lambda: bench.rows(f"SUMMARIZE SELECT * FROM {table.relation}")), _cpu(lambda: audit(bench, source)))
            for _ in range(ROUNDS)
        ]
    summarize, audited = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(mine / theirs for theirs, mine in pairs)
    return {"summarize": summarize, "audit": audited, "ratio": ratio, "peak_mb": peak_mb()}


def _cpu(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1])))
