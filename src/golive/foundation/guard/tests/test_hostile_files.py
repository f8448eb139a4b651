"""Is every file that would harm a careless reader refused, with its name, the place and the cure?"""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from golive.foundation.guard import IMPORT_LIMITS, read_tables
from golive.foundation.guard.json_text import read_json
from golive.foundation.guard.quick import quick_extent
from golive.foundation.guard.tests.hostile import (
    ACCEPT,
    CORPUS,
    EITHER,
    GOOD_ROWS,
    JSON,
    REJECT,
    XML,
    sheet_xml,
    workbook,
)
from golive.foundation.guard.xml import check_xml
from golive.plain.verdict import Refused

pytestmark = pytest.mark.process


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_table_meets_what_is_expected(name: str, tmp_path: Path) -> None:
    expect, make = CORPUS[name]
    path = tmp_path / name
    path.write_bytes(make())
    try:
        tables = read_tables(path)
    except Refused as refused:
        assert expect in (REJECT, EITHER), str(refused)
        for refusal in refused.refusals:
            assert refusal.problem.startswith(f"{name}: ")
            assert refusal.cure
            # by its own rule: never by a crash, a limit of the child or an unexpected exception
            assert refusal.code not in ("file.unreadable", "file.too_costly", "file.too_slow"), str(refused)
    else:
        assert expect in (ACCEPT, EITHER), tables


@pytest.mark.parametrize("name", XML)
def test_hostile_xml_meets_what_is_expected(name: str, tmp_path: Path) -> None:
    expect, data = XML[name]
    path = tmp_path / "plan.xml"
    path.write_bytes(data)
    if expect == ACCEPT:
        check_xml(path, IMPORT_LIMITS, {"Project"})
        return
    with pytest.raises(Refused):
        check_xml(path, IMPORT_LIMITS, {"Project"})


@pytest.mark.parametrize("name", JSON)
def test_hostile_json_meets_what_is_expected(name: str, tmp_path: Path) -> None:
    expect, data = JSON[name]
    path = tmp_path / "data.json"
    path.write_bytes(data)
    if expect == ACCEPT:
        assert read_json(str(path), IMPORT_LIMITS)
        return
    with pytest.raises(Refused):
        read_json(str(path), IMPORT_LIMITS)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as stream:
        stream.truncate(IMPORT_LIMITS.file_bytes + 1)
    with pytest.raises(Refused, match=r"52,428,801 bytes \(limit 52,428,800\)"):
        read_tables(path)


def test_the_corpus_is_the_same_on_every_run() -> None:
    assert all(make() == make() for name, (_, make) in CORPUS.items() if "bomb" not in name)


_HIDDEN = (
    "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
    '<row r = "1"><c r = "XFD1048576"><v>1</v></c></row>',
    '<row r="1"><c\nr="XFD1048576"><v>1</v></c></row>',
    '<row r="1"><c s="0" r="XFD1048576"><v>1</v></c></row>',
    '<row r="1"><c r="&#88;FD1048576"><v>1</v></c></row>',
    '<row r="9999999"><c><v>1</v></c></row>',
    '<row r="1"><c r="XFD1048576"/></row>',
    '<row r="1"><c r="XFDD1"><v>1</v></c></row>',
)


@pytest.mark.parametrize("hidden", _HIDDEN)
def test_a_far_cell_cannot_be_hidden_from_the_quick_look(hidden: str, tmp_path: Path) -> None:
    path = tmp_path / "hidden.xlsx"
    path.write_bytes(workbook(GOOD_ROWS + hidden))
    with pytest.raises(Refused, match=r"lies beyond|has the address"):
        read_tables(path)


@pytest.mark.parametrize(
    "hidden",
    [
        "<!--",
        "<![CDATA[",
        "<!DOCTYPE a>",
        "<x:c r='XFD1'/>",
        "\0",
        "<c>",
        '<row r="x">',
        "<" + "a" * 3_000,
        "z" * 9_000_000,
    ],
)
def test_the_quick_look_leaves_every_unusual_sheet_to_the_slow_one(hidden: str) -> None:
    usual = sheet_xml(GOOD_ROWS).encode()
    assert quick_extent(io.BytesIO(usual), IMPORT_LIMITS) == (2, 2)
    for unusual in (usual + hidden.encode(), hidden.encode() + usual, b" " * (1 << 20) + usual + hidden.encode()):
        assert quick_extent(io.BytesIO(unusual), IMPORT_LIMITS) is None


def test_the_quick_look_finds_a_cell_across_the_border_of_two_pieces() -> None:
    for gap in range((1 << 20) - 60, (1 << 20) + 10):
        sheet = b"<sheetData>" + b" " * (gap - 40) + b'<row r="7"><c r="AB7"><v>1</v></c></row></sheetData>'
        assert quick_extent(io.BytesIO(sheet), IMPORT_LIMITS) == (7, 28)
