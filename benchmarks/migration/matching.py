"""How many of the true pairs does the matcher rank first, on fabricated pairs and on a real schema migration?"""

from __future__ import annotations

import csv
import gzip
import io
import re
import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.migration.noisy_schemas import FabricatedPair, Rows, fabricate
from golive.engines.reconcile.match.suggest import Suggestion, suggest

Truth = frozenset[tuple[str, str]]


def real_tables(shared: Path, rows: int = 800) -> Iterator[tuple[str, list[str], Rows]]:
    """Real tables with at least four columns: travel bookings, a CRM, person records."""
    for file in sorted((shared / "travel-sap").glob("*.csv.gz")):
        yield from _table(file.name.split(".")[0], file, ";", rows)
    yield from _table("person", shared / "duplicates" / "febrl1.csv.gz", ",", rows)
    crm = sqlite3.connect(":memory:")
    crm.executescript(_unpacked(shared / "crm-salesforce" / "npsp_1k.sql.gz"))
    for (name,) in crm.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
        found = crm.execute(f'SELECT * FROM "{name}" LIMIT {rows}')
        names = [column[0] for column in found.description]
        if len(names) >= 4:
            yield name, names, [[None if v is None else str(v) for v in row] for row in found]


def _unpacked(file: Path) -> str:
    return gzip.decompress(file.read_bytes()).decode("utf-8")


def _table(name: str, file: Path, delimiter: str, rows: int) -> Iterator[tuple[str, list[str], Rows]]:
    lines = list(csv.reader(io.StringIO(_unpacked(file)), delimiter=delimiter))
    if len(lines[0]) >= 4 and len(lines) > 20:
        yield name, [cell.strip() for cell in lines[0]], [[c.strip() for c in row] for row in lines[1 : rows + 1]]


def recall_at_truth(found: Sequence[Suggestion], truth: Truth) -> float:
    """The share of the true pairs among as many best suggestions as there are true pairs."""
    best = {(s.source.name, s.target.name) for s in found[: len(truth)]}
    return len(best & truth) / len(truth)


def hit_at(found: Iterable[Suggestion], truth: Truth, k: int) -> float:
    """The share of source columns with a true partner that have one among their k best."""
    ranked = defaultdict(list)
    for suggestion in found:
        ranked[str(suggestion.source)].append((suggestion.source.name, suggestion.target.name))
    wanted = {one for one, _ in truth}
    hit = {pairs[0][0] for pairs in ranked.values() if truth & set(pairs[:k])}
    return len(hit & wanted) / len(wanted)


def fabricated(shared: Path, seed: int = 1) -> list[tuple[FabricatedPair, list[Suggestion]]]:
    return [
        (pair, suggest(pair.source, pair.target, top=10))
        for name, names, rows in real_tables(shared)
        for pair in fabricate(name, names, rows, seed)
    ]


def renames(migration: str) -> Truth:
    """The documented renames of the official migration script, as (table.old, table.new)."""
    found = re.findall(r"\.(\w+) rename column (\w+) to (\w+)", migration)
    return frozenset((f"{table}.{old}", f"{table}.{new}") for table, old, new in found)


def main(shared: Path) -> None:
    begun = time.process_time()
    results = fabricated(shared)
    spent = time.process_time() - begun
    by_kind = defaultdict(list)
    for pair, found in results:
        by_kind[pair.name.split("/", 1)[1]].append(recall_at_truth(found, pair.truth))
        by_kind["all"].append(recall_at_truth(found, pair.truth))
    for kind, values in by_kind.items():
        print(f"  {kind:32} recall at ground truth {sum(values) / len(values):.3f} ({len(values)} pairs)")
    hits = [hit_at(found, pair.truth, 5) for pair, found in results]
    print(f"  hit@5 {sum(hits) / len(hits):.3f}; {spent:.1f} CPU s for {len(results)} pairs")


if __name__ == "__main__":
    main(Path("../shared/data/migration"))
