"""Which cells does this workbook hold, each with what Excel made of it? Read in a process of its own."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineWorkbook

from golive.engines.reconcile.sources.workbook_child import cell_text, confine, forged

SHEETS, ROWS, COLUMNS = 20, 20_000, 40


def main(path: str) -> None:
    """Answer with the sheets as JSON: rows of pairs, a text and what the cell is (text, number, date, truth)."""
    confine()
    if why := forged(path):
        print(json.dumps({"refused": why}))
        return
    book = CalamineWorkbook.from_path(path)
    print(json.dumps({"sheets": {name: _rows(book, name) for name in book.sheet_names[:SHEETS]}}))


def _rows(book: CalamineWorkbook, name: str) -> list[list[list[str]]]:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=ROWS + 1)
    return [[[cell_text(cell) or "", _kind(cell)] for cell in row[:COLUMNS]] for row in rows]


def _kind(cell: Any) -> str:
    if isinstance(cell, bool):
        return "truth"
    if isinstance(cell, int | float):
        return "number"
    return "date" if isinstance(cell, datetime | date | time | timedelta) else "text"


if __name__ == "__main__":
    main(sys.argv[1])
