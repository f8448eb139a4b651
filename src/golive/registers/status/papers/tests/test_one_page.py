"""Is the printed status one page, the same bytes, complete, and deaf to what people write into it?"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from pypdf import PdfReader

from golive.registers.status.page import StatusPage
from golive.registers.status.papers import pdf
from golive.registers.status.papers.laying_out import lay_out
from golive.registers.status.tests import pages

EVERY_PAGE = (pages.this_week, pages.last_week, pages.crowded, pages.blind, pages.hostile)


@cache
def printed(made: Callable[[], StatusPage]) -> bytes:
    return pdf(made())


def text_of(paper: bytes) -> str:
    return squeezed("\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(paper)).pages))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\u00a0]+", "", text)


@pytest.mark.parametrize("made", EVERY_PAGE)
def test_the_status_is_one_page(made) -> None:
    assert len(PdfReader(io.BytesIO(printed(made))).pages) == 1


@pytest.mark.parametrize("made", (pages.this_week, pages.crowded))
def test_a_second_run_gives_the_same_bytes(made) -> None:
    assert printed(made) == pdf(StatusPage.from_json(made().to_json()))


def test_another_content_gives_other_bytes() -> None:
    assert printed(pages.blind) != pdf(replace(pages.blind(), notes=("Something else.",)))


def test_every_figure_and_every_name_is_on_the_page() -> None:
    sheet, text = lay_out(pages.this_week()), text_of(printed(pages.this_week))
    wanted = [sheet.sentence, sheet.detail, sheet.report, sheet.as_of, *sheet.changed, *sheet.notes, *sheet.provenance]
    wanted += [word for fact in sheet.facts for word in (fact.label, fact.value, fact.note)]
    wanted += [
        word for row in sheet.workstreams for word in (row.name, row.pill.word, row.reasons, row.beside, row.age)
    ]
    wanted += [word for row in sheet.dimensions for word in (row.name, row.pill.word, row.figure)]
    wanted += [word for it in sheet.decisions for word in (it.title, it.recommendation, it.consequence, it.by, it.who)]
    wanted += [word for it in sheet.risks for word in (it.title, it.mitigation, it.score, it.days, it.owner, it.ref)]
    wanted += [word for it in sheet.milestones for word in (it.name, it.baseline, it.p50, it.p80, it.moved)]
    wanted += [word for it in sheet.windows for word in (it.day, it.chance)]
    assert [word for word in wanted if squeezed(word) not in text] == []


def test_what_nobody_measured_is_said_and_never_called_on_track() -> None:
    text = text_of(printed(pages.blind))
    assert text.count("notmeasured") >= 5
    assert "Notknown" in text
    assert "Ontrack" not in text


def test_too_much_is_cut_with_a_count_of_the_rest() -> None:
    text = text_of(printed(pages.crowded))
    assert "and8more" in text  # 14 milestones, six of them printed
    assert "DEC-4" in text  # the fifth of five decisions still has its place


def test_the_worst_and_the_overridden_survive_the_cut() -> None:
    page = pages.crowded("W" * 400)
    many = tuple(replace(line, name=f"{n}") for n, line in enumerate(page.workstreams * 3))
    text = text_of(pdf(replace(page, workstreams=many)))
    assert "OverriddenbyMayaChenuntilWed1Apr(computedofftrack)" in text


def test_one_page_even_when_every_word_is_endless() -> None:
    assert len(PdfReader(io.BytesIO(pdf(pages.crowded("W" * 3000)))).pages) == 1


def test_words_that_are_markup_stay_words() -> None:
    text = text_of(printed(pages.hostile))
    for words in pages.HOSTILE:
        assert squeezed(words) in text
    assert "root:" not in text


@pytest.mark.parametrize("words", ("日本語の計画", "Ready 😀", "a\x00b\x0b", "\u202eevil", "חדש"))
def test_any_script_prints_without_an_error(words: str) -> None:
    assert pdf(replace(pages.blind(), notes=(words,))).startswith(b"%PDF")


def test_the_paper_is_tagged_titled_and_in_english_for_screen_readers() -> None:
    reader = PdfReader(io.BytesIO(printed(pages.this_week)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("en")
    assert reader.metadata.title == "Acme CRM roll-out: Status report 12"
    assert b"pdfuaid:part" in reader.trailer["/Root"]["/Metadata"].get_data().replace(
        b"<pdfuaid:part>", b"pdfuaid:part"
    )
