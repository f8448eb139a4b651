"""What stands in the sheets of this workbook? Read in a process of its own: a forged sheet can end it."""

from __future__ import annotations

import json
import sys
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from golive.engines.reconcile.sources.header import MOST, is_header

try:
    import resource
except ImportError:  # Windows has no resource limits
    resource = None  # type: ignore[assignment]

MEMORY_BYTES = 3 << 30
CPU_SECONDS = 300
INFLATED_BYTES = 4 << 30
INFLATION = 250
SHEETS = 200
_TITLE_ROWS = 8
NULL = "\\N"


def main(path: str, folder: str) -> None:
    """Write one CSV file per sheet with content, and answer with their names as JSON."""
    confine()
    refusal = forged(path)
    if refusal:
        print(json.dumps({"refused": refusal}))
        return
    book = CalamineWorkbook.from_path(path)
    sheets = []
    for number, name in enumerate(book.sheet_names[:SHEETS]):
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=True)
        while rows and not any(cell != "" for cell in rows[0]):
            rows.pop(0)
        title = _title(rows)
        rows = rows[len(title) :]
        if rows:
            headers = [cell_text(cell) or "" for cell in rows[0]]
            said = "; ".join(filter(None, (cell_text(cell) for row in title for cell in row)))
            sheets.append({"name": name, "file": f"{number}.csv", "headers": headers, "title": said[:80]})
            _write(Path(folder) / f"{number}.csv", rows[1:])
    print(json.dumps({"sheets": sheets}))


def _title(rows: list[list[Any]]) -> list[list[Any]]:
    """The rows above the header: of one cell at most, and a blank one under them or a proper header (`is_header`)."""
    near = [[cell_text(cell) or "" for cell in row] for row in rows[: _TITLE_ROWS + MOST]]
    filled = [sum(bool(cell) for cell in row) for row in near]
    above = next((at for at, count in enumerate(filled) if count > 1), 0)
    if not above or above > _TITLE_ROWS or filled[above + 1 : above + 2] < [2]:
        return []
    return rows[:above] if not filled[above - 1] or is_header(near[above], near[above + 1 :]) else []


def confine() -> None:
    """No more memory and time than a workbook may need."""
    if resource is None:
        return
    wanted = ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_CORE, 0))
    for kind, value in wanted:
        hard = resource.getrlimit(kind)[1]  # whoever asked may be limited already
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (bound, bound))


def forged(path: str) -> str:
    """Why the container is no honest workbook; empty if it is one."""
    try:
        members = zipfile.ZipFile(path).infolist()
    except zipfile.BadZipFile:
        return "it is not an .xlsx file"
    inflated, packed = sum(m.file_size for m in members), sum(m.compress_size for m in members)
    if inflated > INFLATED_BYTES or (inflated > 64 << 20 and inflated > packed * INFLATION):
        return f"it unpacks to {inflated:,} bytes"
    return ""


def _write(path: Path, rows: list[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        for row in rows:
            texts = [cell_text(cell) for cell in row]
            if any(text is not None for text in texts):
                stream.write(",".join(NULL if t is None else '"' + t.replace('"', '""') + '"' for t in texts) + "\n")


def cell_text(cell: Any) -> str | None:
    """A cell as text that does not depend on the reader's country; nothing there is None.

    >>> cell_text(3.0), cell_text(date(2026, 3, 1)), cell_text(True), cell_text(""), cell_text(0.1)
    ('3', '2026-03-01', 'true', None, '0.1')
    """
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
