"""What does datacompy need for the same two files and the same counts?"""

from __future__ import annotations

import importlib
import importlib.util
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.migration.first_look import Figure
from benchmarks.migration.generated_rows import make
from benchmarks.migration.reconciliation import COLUMNS, child, report

ROOM = 18e9
"""Bytes of memory that ten million rows take in datacompy; with less there, three million are compared."""


def _rows() -> int:
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return int(os.environ.get("GOLIVE_BENCH_PAIR_ROWS", "10000000" if free > ROOM else "3000000"))


PAIR_ROWS = _rows()
_THIS = "benchmarks.migration.beside_datacompy"


def sections() -> list[tuple[str, Callable[[], list[Figure]]]]:
    """Title and measurement of each part, to be run one after the other."""
    return [(f"Reconciliation of {PAIR_ROWS:,} rows × 12 beside datacompy", beside_datacompy)]


def beside_datacompy() -> list[Figure]:
    """The same two files, the same counts: datacompy in memory against the reconciliation with all its evidence."""
    if importlib.util.find_spec("datacompy") is None:
        return [Figure("beside datacompy", "datacompy is not installed", "", None)]
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), PAIR_ROWS)
        ours = child("reconcile", folder)
        polars, pandas = (child(what, folder, _THIS) for what in ("polars", "pandas"))
    same = ours.counts == polars.counts == pandas.counts
    cpu, memory = polars.cpu / ours.cpu, polars.memory / ours.memory
    used = f"{ours.cpu:.1f} against {polars.cpu:.1f} CPU s", f"{ours.memory:.0f} against {polars.memory:.0f} MB"
    return [
        Figure("less CPU than datacompy on polars", f"{cpu:.1f} × ({used[0]})", "≥ 7 ×", cpu >= 7),
        Figure("less memory than datacompy on polars", f"{memory:.1f} × ({used[1]})", "≥ 12 ×", memory >= 12),
        Figure(
            "less CPU than datacompy on pandas",
            f"{pandas.cpu / ours.cpu:.1f} × ({pandas.cpu:.1f} CPU s, {pandas.memory:.0f} MB)",
            *("≥ 15 ×", pandas.cpu / ours.cpu >= 15),
        ),
        Figure("counts of the three", "identical" if same else "they differ", "identical", same),
    ]


def with_polars(folder: Path) -> dict[str, int]:
    polars, compare = importlib.import_module("polars"), importlib.import_module("datacompy").PolarsCompare
    return _counts(compare(*(polars.read_parquet(folder / f"{name}.parquet") for name in "st"), join_columns="id"))


def with_pandas(folder: Path) -> dict[str, int]:
    pandas, compare = importlib.import_module("pandas"), importlib.import_module("datacompy").PandasCompare
    return _counts(compare(*(pandas.read_parquet(folder / f"{name}.parquet") for name in "st"), join_columns="id"))


def _counts(found: Any) -> dict[str, int]:
    columns = {each["column"]: int(each["unequal_cnt"]) for each in found.column_stats if each["column"] in COLUMNS}
    changed = len(found.intersect_rows) - found.count_matching_rows()
    missing, extra = len(found.df1_unq_rows), len(found.df2_unq_rows)
    return {"missing": missing, "extra": extra, "changed": int(changed), **{name: columns[name] for name in COLUMNS}}


if __name__ == "__main__":
    report({"polars": with_polars, "pandas": with_pandas})
