"""What does a complete reconciliation cost, measured against reading and hashing both sides once?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.migration.first_look import Figure
from benchmarks.migration.generated_rows import MAPPED, make
from benchmarks.migration.memory import peak_mb
from golive.engines.reconcile.comparison import reconcile
from golive.engines.reconcile.comparison.evidence import STORED
from golive.engines.reconcile.comparison.mapped_query import MappedQuery
from golive.engines.reconcile.mapping import parse_mapping
from golive.engines.reconcile.servers import Here
from golive.engines.reconcile.sources import Workbench, open_source

ROWS = int(os.environ.get("GOLIVE_BENCH_ROWS", "10000000"))
ROUNDS = 3
COLUMNS = ("qty", "region", "amount", "rate", "born", "seen", "name", "email", "country", "status", "score")
MEMORY_MB = 640


def sections() -> list[tuple[str, Callable[[], list[Figure]]]]:
    """Title and measurement of each part, to be run one after the other."""
    return [
        (f"Reconciliation of {ROWS:,} rows × 12", plain),
        (f"Reconciliation of {ROWS:,} mapped rows: text, local numbers and dates, value maps", mapped),
    ]


def plain() -> list[Figure]:
    """Both parts in processes of their own, paired, the middle ratio; and a tenth of the rows, for the growth."""
    spent, floor, ratio, memory = _paired(ROWS, "floor", "reconcile")
    small = _paired(ROWS // 10, "floor", "reconcile")
    shown = f"{spent:.1f} CPU s, {ratio:.2f} × scan and row hash of both sides ({floor:.1f} s)"
    growth = spent / small[0]
    tenth = f"{small[0]:.2f} CPU s, {small[2]:.2f} × scan and row hash ({small[1]:.2f} s)"
    return [
        Figure("cost", shown, "≤ 2.4 ×", ratio <= 2.4),
        Figure("peak memory", f"{memory:.0f} MB", "≤ 1,024 MB", memory <= 1024),
        Figure(f"cost of {ROWS // 10:,} rows", tenth, "", None),
        Figure("ten times the rows cost", f"{growth:.1f} times as much", "≤ 11", growth <= 11),
    ]


def mapped() -> list[Figure]:
    spent, floor, ratio, memory = _paired(ROWS, "map", "mapped")
    shown = f"{spent:.1f} CPU s, {ratio:.2f} × map and row hash of both sides ({floor:.1f} s)"
    return [
        Figure("cost", shown, "≤ 1.6 ×", ratio <= 1.6),
        Figure("peak memory", f"{memory:.0f} MB", "≤ 1,024 MB", memory <= 1024),
    ]


@dataclass(frozen=True)
class Measured:
    """CPU seconds, peak memory (MB) and counts of one part."""

    cpu: float
    memory: float
    counts: dict[str, int]


def _paired(rows: int, less: str, more: str) -> tuple[float, float, float, float]:
    """CPU seconds of both parts, their ratio (the middle one of paired rounds), and the peak memory of the second."""
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), rows, text=less == "map")
        runs = [(child(less, folder), child(more, folder)) for _ in range(ROUNDS)]
    one, other = sorted(runs, key=lambda pair: pair[1].cpu / pair[0].cpu)[ROUNDS // 2]
    return other.cpu, one.cpu, other.cpu / one.cpu, max(pair[1].memory for pair in runs)


def child(what: str, folder: str, module: str = "benchmarks.migration.reconciliation") -> Measured:
    """One part in a process of its own."""
    command = [sys.executable, "-m", module, what, folder]
    return Measured(**json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.splitlines()[-1]))


def floor(folder: Path) -> dict[str, int]:
    """Scan both sides and hash every row: what no exact comparison can do without."""
    with Workbench(memory_mb=MEMORY_MB) as bench:
        for name in ("s", "t"):
            table = open_source(bench, folder / f"{name}.parquet").table()
            bench.rows(f"SELECT bit_xor(hash({', '.join(table.names)})) FROM {table.relation}")
    return {}


def map_and_hash(folder: Path) -> dict[str, int]:
    """Map the source, scan the target, and hash every row of both."""
    with Workbench(memory_mb=MEMORY_MB) as bench:
        source, target = (open_source(bench, folder / f"{name}.parquet").table() for name in ("text", "t"))
        query = MappedQuery(Here(bench), parse_mapping(MAPPED), source).text()
        names = ", ".join(["id", *(field.name for field in parse_mapping(MAPPED).fields)])
        for relation in (f"({query})", target.relation):
            bench.rows(f"SELECT bit_xor(hash({names})) FROM {relation}")
    return {}


def compared(folder: Path) -> dict[str, int]:
    """The complete reconciliation, every difference kept."""
    fields = ", ".join(f"{name}: {{from: {name}}}" for name in COLUMNS)
    text = f"{{object: t, source: {{table: s}}, key: {{target: [id], source: [id]}}, fields: {{{fields}}}}}"
    return _reconciled(folder, "s", text)


def compared_mapped(folder: Path) -> dict[str, int]:
    return _reconciled(folder, "text", MAPPED)


def _reconciled(folder: Path, source: str, mapping: str) -> dict[str, int]:
    with Workbench(memory_mb=MEMORY_MB) as bench:
        sides = (open_source(bench, folder / f"{name}.parquet") for name in (source, "t"))
        found = reconcile(bench, parse_mapping(mapping), *sides)[1]
        rows = found.rows
        assert rows.changed and rows.missing and rows.extra, rows
        kept = bench.rows(f"SELECT count(*) FROM {STORED} WHERE kind = 'changed'")[0][0]
        assert kept == sum(found.columns.values()), "not every difference was kept"
        return {"missing": rows.missing, "extra": rows.extra, "changed": rows.changed, **found.columns}


PARTS = {
    "floor": floor,
    "reconcile": compared,
    "map": map_and_hash,
    "mapped": compared_mapped,
}


def report(parts: dict[str, Callable[[Path], dict[str, int]]]) -> None:
    """Run the part that the command line names, and print what it took."""
    began = time.process_time()
    counts = parts[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps({"cpu": time.process_time() - began, "memory": peak_mb(), "counts": counts}))


if __name__ == "__main__":
    report(PARTS)
