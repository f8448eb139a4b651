"""Does the first look at the data keep its promises: cost, repairs, matching, duplicates?"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.migration import audit_cost
from benchmarks.migration.dirty_tables import spoiled
from benchmarks.migration.matching import fabricated, hit_at, recall_at_truth, renames
from benchmarks.migration.repairs import repair
from benchmarks.migration.twins import Pairs, f1_score, known_pairs, people_twice
from golive.engines.reconcile.catalogue import describe
from golive.engines.reconcile.duplicates import find_duplicates
from golive.engines.reconcile.match import suggest
from golive.engines.reconcile.sources import Table, Workbench, keep_rows, open_source
from golive.engines.reconcile.sources.table import Column

SHARED = Path(__file__).parents[3] / "shared" / "data" / "migration"
ROWS = 1_000_000
SEEDS = range(5)


@dataclass(frozen=True)
class Figure:
    """One promise: what was measured, what was promised, and whether it is kept (None: not measured here)."""

    what: str
    measured: str
    promised: str
    kept: bool | None

    def __str__(self) -> str:
        mark = {True: "kept", False: "NOT KEPT", None: "not measured"}[self.kept]
        return f"{self.what}: {self.measured} (promised {self.promised}; {mark})"


def sections() -> list[tuple[str, Callable[[], list[Figure]]]]:
    """Title and measurement of each part, to be run one after the other."""
    return [
        (f"Audit of {ROWS:,} rows × 12", cost),
        ("Repairs by twenty group decisions", repairs),
        ("Matching", matching),
        ("Duplicates", duplicates),
    ]


def cost() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.parquet"
        audit_cost.make(path, ROWS)
        found = audit_cost.measured(path)
    seconds = f"{found['audit']:.1f} CPU s, {found['ratio']:.2f} × SUMMARIZE ({found['summarize']:.1f} s)"
    return [
        Figure("cost", seconds, "≤ 4 ×", found["ratio"] <= 4),
        Figure("peak memory", f"{found['peak_mb']:.0f} MB", "< 700 MB", found["peak_mb"] < 700),
    ]


def repairs() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        found = [repair(spoiled(2000, seed), Path(folder)) for seed in SEEDS]
    share = min(one.share for one in found)
    harmed = sum(one.harmed for one in found)
    decisions = max(one.decisions for one in found)
    return [
        Figure(f"systematic errors repaired by {decisions} decisions", f"≥ {share:.3f}", "≥ .95", share >= 0.95),
        Figure("right cells harmed", str(harmed), "none", harmed == 0),
    ]


def matching() -> list[Figure]:
    if not SHARED.is_dir():
        return [Figure("matching", "the shared data are not here", "", None)]
    results = fabricated(SHARED)
    schemas = len({pair.name.split("/")[0] for pair, _ in results})
    recall = statistics.mean(recall_at_truth(found, pair.truth) for pair, found in results)
    hit = statistics.mean(hit_at(found, pair.truth, 5) for pair, found in results)
    what = f"{len(results)} pairs by the noise protocol from {schemas} real tables"
    return [
        Figure(f"{what}, recall at ground truth", f"{recall:.3f}", "≥ .95", recall >= 0.95),
        Figure(f"{what}, true partner in the top 5", f"{hit:.3f}", "", None),
        *_omop(SHARED / "health-omop"),
    ]


def _omop(folder: Path) -> Iterator[Figure]:
    with Workbench() as bench:
        old, new = (describe(bench, open_source(bench, folder / f"fields_{v}.csv.gz")) for v in ("v5.3", "v5.4"))
    top: dict[str, list[str]] = {}
    for one in suggest(list(old.columns()), list(new.columns())):
        top.setdefault(str(one.source).lower(), []).append(str(one.target).lower())
    same = {str(c).lower() for c in old.columns()} & {str(c).lower() for c in new.columns()}
    renamed = renames((folder / "v53_to_v54_postgresql.sql").read_text(encoding="utf-8").lower())
    kept = sum(name in top.get(name, ()) for name in same) / len(same)
    found = sum(after in top.get(before, ()) for before, after in renamed) / len(renamed)
    yield Figure(f"OMOP 5.3 to 5.4, {len(same)} unchanged fields in the top 5", f"{kept:.3f}", "≥ .95", kept >= 0.95)
    yield Figure(f"OMOP 5.3 to 5.4, {len(renamed)} renamed fields in the top 5", f"{found:.3f}", "≥ .7", found >= 0.7)


def duplicates() -> list[Figure]:
    figures = []
    with Workbench() as bench:
        file = SHARED / "duplicates" / "febrl1.csv.gz"
        if file.is_file():
            table = open_source(bench, file).table()
            truth = known_pairs(row[0] for row in bench.rows(f"SELECT rec_id FROM {table.relation}"))
            figures += _with_and_without(bench, "Febrl 1", table, "rec_id", "soc_sec_id", truth)
        for most, errors in ((1, 4), (3, 4), (5, 8)):
            columns, rows, truth = people_twice(2000, seed=1, most=most, errors=errors)
            table = keep_rows(bench, f"people{most}", [Column(name) for name in columns], rows)
            what = f"up to {most} copies with up to {errors} errors"
            figures += _with_and_without(bench, what, table, "id", "national_id", truth)
    return figures


def _with_and_without(
    bench: Workbench, what: str, table: Table, key: str, national: str, truth: Pairs
) -> Iterator[Figure]:
    for ignore, said, least in (((), "with", 0.97), ((national,), "without", 0.93)):
        found = find_duplicates(bench, table, key, ignore=ignore)
        f1 = f1_score(((pair.one, pair.other) for pair in found.pairs), truth)
        yield Figure(f"{what}, {said} the national id, F1", f"{f1:.3f}", f"≥ {least}", f1 >= least)


def main() -> None:
    for title, measure in sections():
        print(title)
        for figure in measure():
            print(f"  {figure}")


if __name__ == "__main__":
    main()
