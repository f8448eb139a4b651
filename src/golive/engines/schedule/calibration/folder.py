"""Which finished projects lie in a folder?"""

from __future__ import annotations

import csv
import json
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from golive.engines.schedule.calibration.date_order import Row
from golive.engines.schedule.calibration.finished import EVERYTHING, FinishedProject, from_pair, from_plan
from golive.engines.schedule.calibration.paired import from_plan_and_rows
from golive.engines.schedule.calibration.table import projects_of, rows_of
from golive.engines.schedule.calibration.workbook import sheets
from golive.engines.schedule.findings import Finding, PlanError, error
from golive.engines.schedule.formats.files import read_plan

_ACTUAL = (
    "actual",
    "actuals",
    "as-built",
    "as_built",
    "asbuilt",
    "closed",
    "completed",
    "done",
    "final",
    "finished",
    "progress",
    "real",
    "result",
    "results",
    "tracking",
)
_PLANNED = ("baseline", "baselines", "initial", "original", "plan", "planned", "schedule", "as-planned", "as_planned")
_WORDS = "|".join(sorted(_ACTUAL + _PLANNED, key=len, reverse=True))
_ROLE = re.compile(rf"(?:^|[-_. ]+|(?<=\d)|(?-i:(?<=[a-z])(?=[A-Z])))({_WORDS})$", re.IGNORECASE)
"""The last word of a name: after a mark, a figure, or a small letter before a capital (“Floorplan” is a name)."""
_PLANS = (".xml", ".xml.gz", ".xer", ".pmxml", ".mpp")
_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".json")


@dataclass(frozen=True)
class _File:
    path: Path
    stem: str
    role: str

    @property
    def actual(self) -> bool:
        return self.role in _ACTUAL

    @property
    def is_plan(self) -> bool:
        return self.path.name.lower().endswith(_PLANS)


def read_folder(folder: Path) -> tuple[list[FinishedProject], list[Finding]]:
    """All finished projects below a folder, and what is wrong with the files that hold none.

    The name of a subfolder with several projects is their reference class, unless a column says it. OSError where
    there is no such folder.
    """
    if not folder.is_dir():
        raise OSError(f"No such folder: {folder}. Name the one that holds the finished projects.")
    found: list[FinishedProject] = []
    findings: list[Finding] = []
    for group, kind in _groups(folder):
        try:
            more, said = _read(group, kind)
        except PlanError as wrong:
            more, said = [], list(wrong.findings)
        except (OSError, ValueError, csv.Error) as wrong:
            more, said = [], [error("calibrate.file", f"{group[0].path.name}: {wrong}", "Correct the file.")]
        found += more
        findings += [_named(group, finding) for finding in said]
    return found, findings


def _named(group: Sequence[_File], finding: Finding) -> Finding:
    if any(file.path.name in finding.text for file in group):
        return finding
    text = f"{group[0].path.name}: {finding.text}"
    return Finding(finding.severity, finding.rule, text, finding.cure, finding.task, finding.line)


def _groups(folder: Path) -> Iterator[tuple[list[_File], str]]:
    """The files of each project: a plan and its actuals may be two."""
    groups: dict[tuple[Path, str], list[_File]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(".") and path.name.lower().endswith(_PLANS + _TABLES):
            file = _file(path)
            groups.setdefault((path.parent, file.stem.casefold()), []).append(file)
    per_folder: dict[Path, int] = {}
    for (parent, stem), _ in groups.items():
        home = parent if stem else parent.parent
        per_folder[home] = per_folder.get(home, 0) + 1
    for (parent, stem), group in groups.items():
        home = parent if stem else parent.parent
        own = home != folder and folder in home.parents and per_folder[home] > 1
        alone = len(group) == 1
        files = [_File(f.path, f.stem or parent.name, "" if alone and f.stem else f.role) for f in group]
        yield files, home.name if own else EVERYTHING


def _file(path: Path) -> _File:
    stem = re.sub(r"\.(xml|gz|xer|pmxml|mpp|csv|tsv|txt|xlsx|json)$", "", path.name, flags=re.IGNORECASE)
    stem = re.sub(r"\.xml$", "", stem, flags=re.IGNORECASE)
    role = _ROLE.search(stem)
    return _File(path, stem[: role.start()] if role else stem, role[1].lower() if role else "")


def _read(group: Sequence[_File], kind: str) -> tuple[list[FinishedProject], list[Finding]]:
    plans = [file for file in group if file.is_plan]
    if len(plans) == 2 and sum(file.actual for file in plans) == 1:
        before, after = sorted(plans, key=lambda file: file.actual)
        pair = read_plan(before.path), read_plan(after.path)
        return [from_pair(*pair, before.stem, kind, before.path.name)], []
    tables = [file for file in group if not file.is_plan]
    if len(plans) == 1 and tables and all(file.actual for file in tables) and not plans[0].actual:
        rows = _joined([row for file in tables for row in _rows(file)])
        project, said = from_plan_and_rows(read_plan(plans[0].path), rows, plans[0].stem, kind, plans[0].path.name)
        return [project], said
    found: list[FinishedProject] = []
    findings: list[Finding] = []
    for file in plans:
        try:
            found.append(from_plan(read_plan(file.path), file.stem, kind, file.path.name))
        except PlanError as wrong:
            findings += [_named([file], finding) for finding in wrong.findings]
    if tables:
        rows = _joined([row for file in sorted(tables, key=lambda f: f.actual) for row in _rows(file)])
        more, said = projects_of(rows, tables[0].stem, kind, tables[0].path.name)
        found, findings = found + more, findings + said
    return found, findings


def _rows(file: _File) -> list[Row]:
    if file.path.suffix.lower() == ".xlsx":
        return _of_workbook(file)
    if file.path.suffix.lower() == ".json":
        return rows_of(_cells_of_json(file.path), file.path.name, actuals=file.actual, decimal=".")
    decoded = _decoded(file.path.read_bytes())
    lines = decoded.splitlines()[:20]
    most = max(";\t,", key=lambda mark: sum(line.count(mark) for line in lines))
    cells = list(csv.reader(StringIO(decoded), delimiter=most))
    return rows_of(cells, file.path.name, actuals=file.actual)


def _cells_of_json(path: Path) -> list[list[object]]:
    """The objects of a list as a table: of the file itself, or of the first list in it."""
    try:
        found = json.loads(path.read_bytes())
    except ValueError as wrong:
        raise PlanError([error("calibrate.file", f"{path.name} is no JSON ({wrong}).", "Save it again.")]) from None
    if isinstance(found, dict):
        found = next((value for value in found.values() if isinstance(value, list)), [])
    rows = [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    head = list(dict.fromkeys(key for row in rows for key in row))
    return [list(head), *([_cell(row.get(key)) for key in head] for row in rows)]


def _cell(value: object) -> object:
    """A list of predecessors as planners write it."""
    return ";".join(map(str, value)) if isinstance(value, list) else value


def _decoded(content: bytes) -> str:
    """The text of a table: UTF-16 (Excel's Unicode text) by its mark or its zeros, UTF-8, or else Windows' own."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16")
    head = content[:200]
    for coding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if len(zeros) > 1 and zeros.count(0) > len(zeros) // 2:
            return content.decode(coding)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _of_workbook(file: _File) -> list[Row]:
    """All sheets that name columns; in sheets of actuals and tracking periods a plain “start” is the actual one."""
    found: list[Row] = []
    for title, cells in sheets(file.path):
        late = bool(re.search(r"actual|track|^tp ?\d|progress", title, re.IGNORECASE)) or file.actual
        if re.search(r"risk|baseline|plan|schedule|task|activit|sheet", title, re.IGNORECASE) or late:
            try:
                found += rows_of(cells, f"{file.path.name}, sheet {title}", actuals=late, decimal=".")
            except PlanError:
                continue
    if not found:
        text = f"{file.path.name}: no sheet names columns that are known here."
        raise PlanError([error("calibrate.columns", text, "Name them as in docs/cli/plan.md.")])
    return found


def _joined(rows: Sequence[Row]) -> list[Row]:
    """One row per project and task: later files and sheets add what the first did not say.

    Tasks of one name without an id are told apart by their order, where each table that names them has as many; the
    later ones say so as ``again``. A row whose task the same table names again otherwise says where, as ``twice``.
    """
    found: dict[object, Row] = {}
    last: dict[object, Row] = {}
    met: dict[tuple[str, str], Counter[str]] = {}
    for number, row in enumerate(rows):
        key: tuple[object, ...] = (row.get("project", ""), row.get("id") or number)
        if not row.get("id") and row.get("name"):
            counts = met.setdefault((row.get("project", ""), row["name"]), Counter())
            counts[_source(row)] += 1
            key = (row.get("project", ""), row["name"], counts[_source(row)])
        kept = found.setdefault(key, {})
        before = last.get(key)
        if before and _source(before) == _source(row) and _told(before) != _told(row):
            kept["twice"] = row["place"]
            continue
        last[key] = row
        if len(key) > 2 and key[2] != 1:
            kept["again"] = row["place"]
        kept.update(
            {name: value for name, value in row.items() if value and (name.startswith("actual") or not kept.get(name))}
        )
    for named, counts in met.items():
        if len(set(counts.values())) > 1:
            found[*named, 1]["twice"] = found[*named, 2]["place"]
    return list(found.values())


def _source(row: Row) -> str:
    return row["place"].partition(" of ")[2]


def _told(row: Row) -> Row:
    return {name: value for name, value in row.items() if not name.endswith("place")}
