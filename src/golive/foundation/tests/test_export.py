"""Can a text of a stranger run as a formula in the spreadsheet of the one who opens our export?"""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from golive.foundation.export import Sheet, csv_lines, neutral, restored, write_csv, write_xlsx
from golive.foundation.guard import read_tables
from golive.plain.money import Money

_PAYLOADS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠SUM", " =1+1",
    '=HYPERLINK("http://x.test","click")', "=cmd|' /C calc'!A0", "\ufeff=1", "\u200b=1", '";=1', "http://x.test",
)  # fmt: skip
_STARTERS = tuple("=+-@\t\r\n＝＋－＠")


@pytest.mark.parametrize("payload", _PAYLOADS)
def test_no_payload_is_a_formula_in_either_format(payload: str, tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(write_xlsx(Sheet("Risks", ["Title"], [[payload]]))))
    cell = book["Risks"]["A2"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    (_, row) = csv.reader(io.StringIO(write_csv([[payload]], ["Title"]).decode("utf-8-sig"), newline=""))
    assert not row[0].lstrip(" \ufeff\u200b").startswith(_STARTERS)
    assert restored(row[0]) == payload


def test_no_formula_hyperlink_or_outside_part_is_in_the_workbook() -> None:
    data = write_xlsx(Sheet("Risks", ["Title"], [[payload] for payload in _PAYLOADS]))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "<hyperlink" not in sheet
        assert not [name for name in archive.namelist() if "external" in name.lower()]


def test_figures_and_dates_stay_figures_and_dates() -> None:
    row = [-5, 2.5, Decimal("3.25"), True, date(2026, 3, 20), datetime(2026, 3, 20, 9, 30), Money(-120_000), None]
    assert write_csv([row], list("abcdefgh")).decode("utf-8-sig").splitlines()[1] == (
        '-5,2.5,3.25,"yes","2026-03-20","2026-03-20 09:30","-$1,200.00",""'
    )
    sheet = load_workbook(io.BytesIO(write_xlsx(Sheet("A", list("abcdefgh"), [row]))))["A"]
    assert [cell.value for cell in sheet[2]] == [
        -5, 2.5, 3.25, True, datetime(2026, 3, 20), datetime(2026, 3, 20, 9, 30), "-$1,200.00", None,
    ]  # fmt: skip
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:H2"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), 10**20, "\0", "\ud800", "x" * 40_000])
def test_values_that_a_cell_cannot_hold_become_text_and_never_disappear(value: Any) -> None:
    sheet = load_workbook(io.BytesIO(write_xlsx(Sheet("A", ["a"], [[value], ["end"]]))))["A"]
    assert sheet["A3"].value == "end"
    assert value == "\0" or sheet["A2"].value
    assert write_csv([[value]], ["a"])


def test_the_same_rows_give_the_same_bytes() -> None:
    sheets = [Sheet("Risks", ["a"], [["x", 1]]), Sheet("Issues", ["a"], [[time(9, 30)]])]
    assert write_xlsx(sheets) == write_xlsx(sheets)
    assert b"".join(csv_lines([["x"]], ["a"])) == write_csv([["x"]], ["a"])


def test_names_of_tabs_are_made_valid_and_unique(tmp_path: Path) -> None:
    names = ["Risks/Issues [2026]", "A" * 40, "A" * 50, "history", "", "risks issues  2026"]
    data = write_xlsx([Sheet(name, ["ID", "Title"], [["1", "a"]]) for name in names])
    path = tmp_path / "many.xlsx"
    path.write_bytes(data)
    tabs = [table.name for table in read_tables(path)]
    assert len({tab.casefold() for tab in tabs}) == len(names)
    assert all(len(tab) <= 31 for tab in tabs)


@given(st.text(max_size=40))
def test_making_neutral_can_be_undone_and_leaves_no_starter(text: str) -> None:
    safe = neutral(text)
    assert not safe.startswith(_STARTERS)
    assert restored(safe) == text or text.startswith("'")
