"""Which rows does a pay file from outside hold? Read in a limited child, which tells how far it is."""

from __future__ import annotations

import os
from dataclasses import astuple
from pathlib import Path
from typing import IO, Any

from golive.career.salary import Parsed
from golive.career.salary.sheet import SheetError
from golive.foundation.guard.limits import MEGABYTE, Limits
from golive.foundation.guard.refusals import refuse
from golive.foundation.guard.zips import opened_zip

# A disclosure file inflates to more than 500 MB; reading it was measured at a tenth of a second for each of them.
LIMITS = Limits(
    file_bytes=50 * MEGABYTE,
    cpu_seconds=300,
    wall_seconds=900,
    inflated_bytes=1_500 * MEGABYTE,
    inflation_ratio=400,
    written_bytes=1_500 * MEGABYTE,
    answer_bytes=400 * MEGABYTE,
)
MOST_ROWS = 400_000  # kept of one file


def read(path: str, limits: Limits, name: str, year: int | None, progress_file: str) -> dict[str, Any]:
    """Kind, year, count and kept rows of the file; the share that is read stands in ``progress_file`` meanwhile."""
    suffix = Path(name).suffix.lower()
    if suffix not in {".csv", ".txt", ".tsv"}:
        with opened_zip(path, limits, limits.workbook_members):
            pass
    try:
        with open(progress_file, "wb", buffering=0) as told:
            parsed = Parsed(Path(path), name=name, year=year, progress=lambda s: _tell(told.fileno(), s), spill=_spill)
            kept = [astuple(row) for row, _ in zip(parsed.rows, range(MOST_ROWS + 1), strict=False)]
    except SheetError as wrong:
        problem, _, cure = str(wrong).rpartition(". ")
        refuse("pay", f"{problem}.", cure.replace("Give it with --year.", "Give the year."))
    if len(kept) > MOST_ROWS:
        refuse("rows", f"More than {MOST_ROWS:,} rows of it concern this role.", "Split the file.")
    return {"kind": parsed.kind, "kept_as": parsed.kept_as, "year": parsed.year, "read": parsed.read, "rows": kept}


def _spill() -> IO[bytes]:
    """In the folder of this child, which goes with it: the child itself may not remove a file."""
    return open("texts", "w+b")


def _tell(file: int, share: float) -> None:
    os.pwrite(file, f"{share:.3f}".encode(), 0)
