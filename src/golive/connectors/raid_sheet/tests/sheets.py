"""Which RAID sheets does Acme's team keep? Written for tests, as xlsx and CSV."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

HEADERS = ("ID", "Type", "Title", "Description", "Likelihood", "Impact", "Owner", "Due date", "Status")
ROWS: tuple[tuple[Any, ...], ...] = (
    ("R-1", "Risk", "Late chart of accounts", "", 4, 5, "Ines Ortega", "13/04/2026", "Open"),
    ("A-1", "Assumption", "Offices keep their printers", "", "", "", "Tom Brandt", "01/05/2026", "Open"),
    ("I-1", "Issue", "Test mails leave the house", "", "", 4, "Kim Vale", "02/03/2026", "Closed"),
    ("D-1", "Dependency", "Client delivers user list", "", "", "", "Ana Reyes", "20/03/2026", "In progress"),
)


def write_xlsx(path: Path, sheets: dict[str, Sequence[Sequence[Any]]]) -> Path:
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(at, column, datetime(value.year, value.month, value.day), day)
                    else:
                        sheet.write(at, column, value)
    return path


def write_csv(path: Path, rows: Sequence[Sequence[Any]], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", newline="", encoding=encoding) as stream:
        csv.writer(stream, delimiter=delimiter).writerows(rows)
    return path
