"""What do the importers cost beside a bare reader? `PYTHONPATH=src python -m benchmarks.intake [rows ...]`

Prints, for each format and number of rows, the processor seconds and the peak memory (this process and its largest
child) of the bare reader and of the importer in the same run, and the ratio of the two times.
"""

from __future__ import annotations

import csv
import multiprocessing
import resource
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter  # type: ignore[import-untyped]

from golive.connectors import jira, raid_sheet

RAID_HEADERS = [
    "ID", "Type", "Title", "Description", "Likelihood", "Impact", "Owner", "Response", "Mitigation", "Due date",
    "Date raised", "Status", "Category", "Workstream", "Office",
]  # fmt: skip
JIRA_HEADERS = [
    "Summary", "Issue key", "Issue id", "Issue Type", "Status", "Project key", "Priority", "Resolution", "Assignee",
    "Assignee Id", "Reporter", "Reporter Id", "Created", "Updated", "Resolved", "Due date", "Labels", "Labels",
    "Description", "Watchers", "Watchers", "Original estimate", "Σ Original Estimate", "Outward issue link (Blocks)",
    "Sprint", "Sprint", "Custom field (Story Points)", "Custom field (Rank)", "Comment", "Comment", "Comment", "Parent",
    "Parent key", "Status Category", *[f"Custom field (Field {n})" for n in range(66)],
]  # fmt: skip
_FIRST_DAY = date(2026, 1, 1)


def raid_rows(count: int) -> list[list[Any]]:
    kinds = ("Risk", "Assumption", "Issue", "Dependency")
    statement = "Because the client data is late, the migration may slip, which would cost a window."
    return [
        [
            f"R-{n}", kinds[n % 4], f"Item {n} of the log", statement, n % 5 + 1, n % 5 + 1, f"Person {n % 40}",
            "Reduce", "Weekly call with the client", (_FIRST_DAY + timedelta(n % 300)).strftime("%d/%m/%Y"),
            "2026-01-02", "Open", "Data", "Migration", f"Office {n % 4}",
        ]
        for n in range(count)
    ]  # fmt: skip


def jira_rows(count: int) -> list[list[str]]:
    rows = []
    for n in range(1, count + 1):
        cells = {
            "Summary": f"Issue number {n}", "Issue key": f"CRM-{n}", "Issue id": str(10_000 + n), "Issue Type": "Story",
            "Status": "Open", "Priority": "High", "Assignee": f"Person {n % 40}", "Created": "25/Feb/26 10:17 PM",
            "Updated": "26/Feb/26 9:01 AM", "Labels": "ui", "Description": "As a manager I see my team. " * 8,
            "Custom field (Rank)": "0|i02m2f:", "Comment": "25/Feb/26 10:17 PM;5f1;See below; thanks",
            "Parent": str(10_000 + n // 2), "Status Category": "To Do", "Original estimate": "28800",
        }  # fmt: skip
        rows.append([cells.pop(header, "") for header in JIRA_HEADERS])
    return rows


def write_csv(path: Path, rows: list[list[Any]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)
    return path


def write_xlsx(path: Path, rows: list[list[Any]]) -> Path:
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("RAID")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return path


def bare_csv(path: Path) -> int:
    with path.open(newline="", encoding="utf-8") as stream:
        return len(list(csv.reader(stream)))


def bare_calamine(path: Path) -> int:
    with python_calamine.CalamineWorkbook.from_path(path) as book:
        return len(book.get_sheet_by_index(0).to_python())


def import_raid(path: Path) -> int:
    parsed = raid_sheet.parse(path)
    assert parsed.reconciles and not parsed.rejected, parsed.problems[:3]
    return parsed.accepted


def import_jira(path: Path) -> int:
    parsed = jira.parse(path)
    assert parsed.reconciles and not parsed.rejected, parsed.problems[:3]
    return parsed.accepted


def measured(work: Callable[[Path], int], path: Path) -> tuple[float, float]:
    """Processor seconds (own and child's) and peak megabytes of one run in a fresh process, its child's too."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure, (work, path))


def _measure(work: Callable[[Path], int], path: Path) -> tuple[float, float]:
    before = _processor_seconds()
    work(path)
    seconds = _processor_seconds() - before
    own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return seconds, (own + children) / 1024


def _processor_seconds() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def main(counts: list[int]) -> None:
    print("file          rows     MB |  bare s  bare MB |  ours s  ours MB |  ratio")
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            raid, issues = [RAID_HEADERS, *raid_rows(count)], [JIRA_HEADERS, *jira_rows(count)]
            for name, path, bare, ours in (
                ("RAID csv", write_csv(Path(folder, "raid.csv"), raid), bare_csv, import_raid),
                ("RAID xlsx", write_xlsx(Path(folder, "raid.xlsx"), raid), bare_calamine, import_raid),
                ("Jira csv", write_csv(Path(folder, "jira.csv"), issues), bare_csv, import_jira),
            ):
                seconds, memory = measured(bare, path)
                our_seconds, our_memory = measured(ours, path)
                size = path.stat().st_size / 1e6
                print(
                    f"{name:<10} {count:>7,} {size:>6.1f} | {seconds:>7.2f} {memory:>8.0f} |"
                    f" {our_seconds:>7.2f} {our_memory:>8.0f} | {our_seconds / seconds:>6.1f}"
                )
