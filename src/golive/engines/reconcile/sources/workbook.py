"""Which tables are in this Excel file? One per sheet with content; every cell is text, dates are ISO."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import golive
from golive.engines.reconcile.refusals import refuse
from golive.engines.reconcile.sources.bench import Workbench
from golive.engines.reconcile.sources.staging import keep_csv, unique_names
from golive.engines.reconcile.sources.table import Column, Source, Table

_CHILD = "golive.engines.reconcile.sources.workbook_child"
_PACKAGES = str(Path(golive.__file__).parent.parent)
_SECONDS = 600
NOTICE = "Excel may have cut leading zeros and digits after the 15th; compare keys with care."


def read_workbook(bench: Workbench, path: Path) -> Source:
    """The sheets with content. The first row with content names the columns."""
    folder = bench.staged_path(path.stem, "")
    folder.mkdir()
    answer = _ask(path, folder)
    if "refused" in answer:
        refuse("source.workbook", f"{path.name}: {answer['refused']}.", "Save it again as .xlsx, or as CSV (UTF-8).")
    sheets = {sheet["name"]: sheet for sheet in answer["sheets"]}
    if not sheets:
        refuse("source.empty", f"{path.name}: no sheet has any content.", "Check the file.")

    def load(name: str) -> Table:
        names, notices = unique_names(sheets[name]["headers"])
        columns, title = [Column(column) for column in names], sheets[name]["title"]
        above = [f"The rows above the header were taken for a title: {title}."] if title else []
        return keep_csv(bench, name, columns, folder / sheets[name]["file"], [NOTICE, *above, *notices])

    return Source(str(path), tuple(sheets), load)


def _ask(path: Path, folder: Path) -> dict[str, Any]:
    return ask_child(_CHILD, [path.resolve(), folder], seconds=_SECONDS, folder=folder)


def ask_child(module: str, arguments: Sequence[object], *, seconds: int, folder: Path | None = None) -> dict[str, Any]:
    """The JSON that a module answers in a process of its own; why there is none, under “refused”."""
    command = [sys.executable, "-s", "-B", "-m", module, *map(str, arguments)]
    environment = {"PYTHONPATH": _PACKAGES, "PYTHONIOENCODING": "utf-8", "PYTHONSAFEPATH": "1"}
    try:
        ended = subprocess.run(command, capture_output=True, timeout=seconds, env=environment, cwd=folder)
    except subprocess.TimeoutExpired:
        return {"refused": f"reading it took longer than {seconds} s"}
    if ended.returncode:
        last = ended.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or [f"code {ended.returncode}"]
        return {"refused": f"it broke the reader or needs too much memory ({last[0][:200]})"}
    answer: dict[str, Any] = json.loads(ended.stdout)
    return answer
