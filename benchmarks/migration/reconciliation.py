"""What does a complete reconciliation cost, measured against reading and hashing both sides once?"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.migration.first_look import Figure
from golive.engines.reconcile.comparison import reconcile
from golive.engines.reconcile.mapping import parse_mapping
from golive.engines.reconcile.sources import Workbench, literal, open_source

ROWS = int(os.environ.get("GOLIVE_BENCH_ROWS", "10000000"))
COLUMNS = ("qty", "region", "amount", "rate", "born", "seen", "name", "email", "country", "status", "score")
MEMORY_MB = 640
_SOURCE = """
SELECT i::BIGINT AS id, (hash(i, 1) % 1000)::INT AS qty, (hash(i, 2) % 50)::SMALLINT AS region,
  CASE WHEN hash(i, 3) % 50 > 0 THEN ((hash(i, 4) % 10000000) / 100)::DECIMAL(14,2) END AS amount,
  ((hash(i, 5) % 1000000) / 10000)::DECIMAL(10,4) AS rate,
  CASE WHEN hash(i, 6) % 20 > 0 THEN DATE '2015-01-01' + (hash(i, 7) % 4000)::INT END AS born,
  TIMESTAMP '2020-01-01' + to_seconds((hash(i, 8) % 100000000)::BIGINT) AS seen,
  'Name ' || (hash(i, 9) % 500000) AS name,
  CASE WHEN hash(i, 10) % 10 > 0 THEN 'u' || (hash(i, 11) % 9000000) || '@example.com' END AS email,
  ['DE', 'FR', 'US', 'GB', 'IT'][1 + (hash(i, 12) % 5)::INT] AS country,
  ['new', 'open', 'done'][1 + (hash(i, 13) % 3)::INT] AS status, (hash(i, 14) % 1000000) / 7.0::DOUBLE AS score
FROM range({rows}) AS t(i)"""
_TARGET = """
SELECT * EXCLUDE (h) REPLACE (
  CASE WHEN h = 1 THEN qty + 1 ELSE qty END AS qty, CASE WHEN h = 2 THEN amount + 1 ELSE amount END AS amount,
  CASE WHEN h = 3 THEN born + 1 ELSE born END AS born, CASE WHEN h = 4 THEN upper(name) ELSE name END AS name)
FROM (
  SELECT *, CASE WHEN hash(id, 20) % 1000 = 0 THEN 1 + (hash(id, 21) % 4)::INT ELSE 0 END AS h
  FROM read_parquet({source}) WHERE hash(id, 22) % 5000 > 0
  UNION ALL SELECT * REPLACE (id + 1000000000 AS id), 0 FROM read_parquet({source}) WHERE hash(id, 23) % 10000 = 0
) ORDER BY hash(id, 30)"""


def sections() -> list[tuple[str, Callable[[], list[Figure]]]]:
    """Title and measurement of each part, to be run one after the other."""
    return [(f"Reconciliation of {ROWS:,} rows × 12", plain)]


def make(folder: Path, rows: int) -> None:
    """A source and a shuffled target: .1 % changed, .02 % missing, .01 % extra."""
    with Workbench(memory_mb=2048) as bench:
        source, target = folder / "s.parquet", folder / "t.parquet"
        how = "(FORMAT parquet, COMPRESSION zstd)"
        bench.run(f"COPY ({_SOURCE.format(rows=rows)}) TO {literal(str(source))} {how}")
        query = _TARGET.format(source=literal(str(source)))
        bench.run(f"COPY ({query}) TO {literal(str(target))} {how}")


def plain() -> list[Figure]:
    """Both parts in processes of their own, three pairs, the middle ratio."""
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), ROWS)
        runs = [(_child("floor", folder), _child("reconcile", folder)) for _ in range(3)]
    pairs = sorted(runs, key=lambda pair: pair[1][0] / pair[0][0])
    (floor, _), (spent, _) = pairs[1]
    memory = max(pair[1][1] for pair in pairs)
    shown = f"{spent:.1f} CPU s, {spent / floor:.2f} × scan and row hash of both sides ({floor:.1f} s)"
    return [
        Figure("cost", shown, "≤ 2.4 ×", spent / floor <= 2.4),
        Figure("peak memory", f"{memory:.0f} MB", "≤ 1,024 MB", memory <= 1024),
    ]


def _child(what: str, folder: str) -> tuple[float, float]:
    """CPU seconds and peak memory (MB) of one part."""
    command = [sys.executable, "-m", "benchmarks.migration.reconciliation", what, folder]
    seconds, memory = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(seconds), float(memory)


def floor(folder: Path) -> None:
    """Scan both sides and hash every row: what no exact comparison can do without."""
    with Workbench(memory_mb=MEMORY_MB) as bench:
        for name in ("s", "t"):
            table = open_source(bench, folder / f"{name}.parquet").table()
            bench.rows(f"SELECT bit_xor(hash({', '.join(table.names)})) FROM {table.relation}")


def compared(folder: Path) -> None:
    """The complete reconciliation, every difference kept."""
    fields = ", ".join(f"{name}: {{from: {name}}}" for name in COLUMNS)
    text = f"{{object: t, source: {{table: s}}, key: {{target: [id], source: [id]}}, fields: {{{fields}}}}}"
    with Workbench(memory_mb=MEMORY_MB) as bench:
        source, target = (open_source(bench, folder / f"{name}.parquet") for name in ("s", "t"))
        rows = reconcile(bench, parse_mapping(text), source, target)[1].rows
        assert rows.changed and rows.missing and rows.extra, rows


if __name__ == "__main__":
    began = time.process_time()
    {"floor": floor, "reconcile": compared}[sys.argv[1]](Path(sys.argv[2]))
    print(time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
