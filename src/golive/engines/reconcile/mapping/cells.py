"""Which cells does a workbook hold? Read in a process of its own, for it comes from outside."""

from __future__ import annotations

from pathlib import Path

from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.sources.workbook import ask_child

MOST_BYTES, SECONDS = 10_000_000, 60
_CHILD = "golive.engines.reconcile.mapping.cells_child"
_CURE = "Save it again as .xlsx in Excel or LibreOffice."

Cells = dict[str, list[list[tuple[str, str]]]]


def read_cells(path: Path) -> Cells:
    """By sheet the rows of cells, each as its text and what it is: text, number, date or truth.

    Raises `Refused` for what is no workbook, too large, or breaks its reader.
    """
    if not path.is_file():
        refuse("mapping.missing", f"{path.name} cannot be read.", "Check the path.")
    if path.stat().st_size > MOST_BYTES:
        refuse(
            "mapping.size", f"{path.name} has more than {MOST_BYTES // 1_000_000} MB.", "It holds more than a mapping."
        )
    answer = ask_child(_CHILD, [path.resolve()], seconds=SECONDS)
    if why := answer.get("refused"):
        refuse("mapping.workbook", f"{path.name}: {why}.", _CURE)
    return {name: [[(text, kind) for text, kind in row] for row in rows] for name, rows in answer["sheets"].items()}
