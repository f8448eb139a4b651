"""How does Acme's own RAID sheet look, with its title rows, its own words and its three bad rows?"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from golive.web.demo.raid_rows import ASSUMPTIONS, BAD_ROWS, DEPENDENCIES, ISSUES, RISKS, Cell, Item

_CREATED = datetime(2026, 3, 13, 16, 30)
_HEADER_ROW = 4
_COLUMNS: tuple[tuple[str, int, Callable[[Item], Cell]], ...] = (
    ("Ref", 7, lambda i: i.ref),
    ("Type", 12, lambda i: i.type),
    ("Headline", 44, lambda i: i.title),
    ("Description", 60, lambda i: i.text),
    ("WS", 18, lambda i: i.workstream),
    ("Prob.", 7, lambda i: i.likelihood),
    ("Sev", 6, lambda i: i.impact),
    ("Who", 18, lambda i: i.who),
    ("Mitigation", 44, lambda i: i.response),
    ("Plan B", 36, lambda i: i.fallback),
    ("Trigger", 36, lambda i: i.trigger),
    ("Prob. after", 9, lambda i: i.after.likelihood if i.after else None),
    ("Sev after", 9, lambda i: i.after.impact if i.after else None),
    ("Cost if hit (k$)", 10, lambda i: i.thousands),
    ("Days if hit", 10, lambda i: i.days),
    ("Raised on", 12, lambda i: i.raised),
    ("Due", 12, lambda i: i.due if i.type in ("Risk", "Issue") else None),
    ("Validate by", 12, lambda i: i.due if i.type == "Assumption" else None),
    ("Needed by", 12, lambda i: i.due if i.type == "Dependency" else None),
    ("From", 14, lambda i: i.giver),
    ("State", 13, lambda i: i.state),
    ("Last review", 12, lambda i: i.reviewed),
    ("Remarks", 30, lambda i: i.remark),
)


def sheet(until: date | None = None) -> bytes:
    """The workbook, or what it was on an earlier day: without later rows; the same bytes at every call."""
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": "Acme CRM RAID log", "author": "Maya Okonjo", "created": _CREATED})
    page = book.add_worksheet("RAID log")
    _title_rows(page, book)
    _rows(page, book, _in_sheet_order() if until is None else _then(until))
    _lists(book.add_worksheet("Lists"))
    book.close()
    return buffer.getvalue()


def _title_rows(page: Worksheet, book: Workbook) -> None:
    page.write(0, 0, "Acme Corp: CRM roll-out", book.add_format({"bold": True, "font_size": 16}))
    page.write(1, 0, "RAID log, kept by Maya Okonjo. Please do not sort, the committee quotes the Ref.")
    page.write(2, 0, "Status of")
    page.write_datetime(2, 1, _CREATED, book.add_format({"num_format": "dd mmm yyyy"}))


def _rows(page: Worksheet, book: Workbook, items: list[Item | None]) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#DDE6F0", "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for column, (name, width, _) in enumerate(_COLUMNS):
        page.set_column(column, column, width)
        page.write(_HEADER_ROW, column, name, bold)
    page.freeze_panes(_HEADER_ROW + 1, 3)
    for offset, item in enumerate(items, start=_HEADER_ROW + 1):
        if item:
            _row(page, offset, item, day)


def _in_sheet_order() -> list[Item | None]:
    """Grouped by type with an empty row between the groups; the bad rows stand where somebody typed them."""
    likely_seven, no_such_day, no_title = BAD_ROWS
    return [*RISKS, likely_seven, None, *ASSUMPTIONS, no_such_day, None, *ISSUES, no_title, None, *DEPENDENCIES]


def _then(day: date) -> list[Item | None]:
    """The rows that were in the sheet on that day; what was closed later is still open."""
    known = [item for item in _in_sheet_order() if item and item not in BAD_ROWS and item.raised <= day]
    return [replace(item, state="Open") if _closed_after(item, day) else item for item in known]


def _closed_after(item: Item, day: date) -> bool:
    return item.state in ("Closed", "Validated") and isinstance(item.reviewed, date) and item.reviewed > day


def _row(page: Worksheet, row: int, item: Item, day: Format) -> None:
    for column, (_, _, read) in enumerate(_COLUMNS):
        value = read(item)
        if isinstance(value, date):
            page.write_datetime(row, column, datetime.combine(value, datetime.min.time()), day)
        elif value not in (None, ""):
            page.write(row, column, value)


def _lists(page: Worksheet) -> None:
    for row, words in enumerate(
        (("Type", "State"), ("Risk", "Open"), ("Assumption", "Monitoring"), ("Issue", "Closed"))
    ):
        page.write_row(row, 0, words)


def row_in_sheet(ref: str) -> int:
    """The row number, as the spreadsheet shows it, of the item with that reference."""
    found = [row for row, item in enumerate(_in_sheet_order(), start=_HEADER_ROW + 2) if item and item.ref == ref]
    return found[0]
