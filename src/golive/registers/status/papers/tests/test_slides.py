"""Do the slides open, say the same as the page, and keep their bytes?"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from golive.registers.status.page import StatusPage
from golive.registers.status.papers import pptx
from golive.registers.status.papers.laying_out import lay_out
from golive.registers.status.papers.same_bytes import same_bytes
from golive.registers.status.tests import pages

EVERY_PAGE = (pages.this_week, pages.last_week, pages.crowded, pages.blind, pages.hostile)


@cache
def drawn(made: Callable[[], StatusPage]) -> bytes:
    return pptx(made())


def opened(paper: bytes) -> Any:
    return Presentation(io.BytesIO(paper))


def words(paper: bytes) -> str:
    found = []
    for slide in opened(paper).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


def workbook(paper: bytes) -> Any:
    with zipfile.ZipFile(io.BytesIO(paper)) as packed:
        name = next(name for name in packed.namelist() if name.endswith(".xlsx"))
        return openpyxl.load_workbook(io.BytesIO(packed.read(name)))


@pytest.mark.parametrize("made", EVERY_PAGE)
def test_the_deck_opens_with_three_titled_wide_slides(made) -> None:
    deck = opened(drawn(made))
    assert len(deck.slides) == 3
    assert all(slide.shapes.title.text_frame.text for slide in deck.slides)
    assert round(deck.slide_width / deck.slide_height, 2) == 1.78


@pytest.mark.parametrize("made", (pages.this_week, pages.crowded))
def test_a_second_run_gives_the_same_bytes(made) -> None:
    assert drawn(made) == pptx(made())


def test_no_clock_is_left_in_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(drawn(pages.this_week))) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-03-20T00:00:00Z" in packed.read("docProps/core.xml")
    assert str(workbook(drawn(pages.this_week)).properties.created) == "2026-03-20 00:00:00"


def test_the_slides_say_what_the_page_says() -> None:
    sheet, text = lay_out(pages.this_week()), words(drawn(pages.this_week))
    wanted = [sheet.sentence, sheet.detail, sheet.name, sheet.report, *sheet.provenance, *sheet.changed, *sheet.notes]
    wanted += [word for fact in sheet.facts for word in (fact.label, fact.value, fact.note)]
    wanted += [word for row in sheet.workstreams for word in (row.name, row.pill.word, row.reasons, row.beside)]
    wanted += [word for it in sheet.decisions for word in (it.title, it.recommendation, it.consequence, it.by, it.who)]
    wanted += [word for it in sheet.risks for word in (it.title, it.mitigation, it.score, it.days, it.owner)]
    wanted += [word for it in sheet.milestones for word in (it.name, it.baseline, it.p50, it.p80, it.pill.word)]
    assert [word for word in wanted if word not in text] == []


def test_table_and_chart_are_native() -> None:
    shapes = list(opened(drawn(pages.this_week)).slides[0].shapes)
    assert {shape.name for shape in shapes if shape.has_table} == {"Figures", "Workstreams", "Milestones"}
    chart = next(shape.chart for shape in shapes if shape.has_chart)
    assert [list(series.values) for series in chart.plots[0].series] == [
        [5.0, 0.0, 0.0, 0.0, 0.0, None],
        [11.0, 0.0, 8.0, 9.0, 14.0, None],
    ]


def test_the_workbook_behind_the_chart_has_the_same_figures_and_no_formula() -> None:
    sheet = workbook(drawn(pages.hostile)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {"=1+1", '#read("/etc/passwd")'} <= {cell.value for cell in cells}
    assert [cell.value for cell in cells if cell.data_type == "f"] == []


def test_everything_stays_on_the_slide() -> None:
    deck = opened(drawn(pages.crowded))
    low = [
        shape.name for slide in deck.slides for shape in slide.shapes if shape.top + shape.height > deck.slide_height
    ]
    assert low == []
    assert "and 9 more" in words(drawn(pages.crowded))


def test_what_nobody_measured_is_not_on_track() -> None:
    text = words(drawn(pages.blind))
    assert "○ Not known" in text
    assert "On track" not in text


def test_a_control_character_does_not_break_the_file() -> None:
    page = replace(pages.this_week(), notes=("a\x00b\x1bc\u202e",))
    assert "–  abc" in words(pptx(page))


def test_the_same_entries_give_the_same_bytes_whatever_their_order_and_time() -> None:
    def packed(names: tuple[str, ...], year: int) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            for name in names:
                made.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), name)
        return out.getvalue()

    assert same_bytes(packed(("a", "b"), 2020)) == same_bytes(packed(("b", "a"), 2026))
