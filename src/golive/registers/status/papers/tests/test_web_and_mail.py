"""Do page and mail say everything, the answer first, and let no word become markup?"""

from __future__ import annotations

import html as escaping
import re
from dataclasses import replace

import pytest
from lxml import html as parser

from golive.registers.status.papers import email, html
from golive.registers.status.papers.laying_out import lay_out
from golive.registers.status.tests import pages

EVERY_PAGE = (pages.this_week, pages.last_week, pages.crowded, pages.blind, pages.hostile)


def seen(markup: str) -> str:
    tree = parser.fromstring(markup)
    for style in tree.xpath("//style"):
        style.drop_tree()
    return " ".join(tree.text_content().split())


@pytest.mark.parametrize("made", EVERY_PAGE)
def test_page_and_mail_are_the_same_twice(made) -> None:
    assert html(made()) == html(made())
    assert email(made()) == email(made())


def test_the_page_carries_every_word_of_the_report() -> None:
    sheet, text = lay_out(pages.this_week()), seen(html(pages.this_week()))
    wanted = [sheet.sentence, sheet.detail, sheet.report, sheet.as_of, *sheet.changed, *sheet.notes, *sheet.provenance]
    wanted += [word for fact in sheet.facts for word in (fact.label, fact.value, fact.note)]
    wanted += [
        word for row in sheet.workstreams for word in (row.name, row.pill.word, row.reasons, row.beside, row.age)
    ]
    wanted += [word for row in sheet.dimensions for word in (row.name, row.pill.word, row.figure)]
    wanted += [word for it in sheet.decisions for word in (it.title, it.recommendation, it.consequence, it.by, it.who)]
    wanted += [word for it in sheet.risks for word in (it.title, it.mitigation, it.score, it.days, it.owner)]
    wanted += [word for it in sheet.milestones for word in (it.name, it.baseline, it.p50, it.p80, it.moved)]
    assert [word for word in wanted if word not in text] == []


@pytest.mark.parametrize("paper", (html, lambda page: email(page)[1]))
def test_words_that_are_markup_stay_words(paper) -> None:
    markup = paper(pages.hostile())
    assert "<script" not in markup
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in markup
    assert all(words in escaping.unescape(markup) for words in pages.HOSTILE)


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    tree = parser.fromstring(html(pages.this_week()))
    assert tree.xpath("//script | //link | //img | //iframe | //@href | //@src | //@style | //@onload") == []


def test_the_style_carries_the_nonce_where_one_is_given() -> None:
    assert '<style nonce="abc123">' in html(pages.this_week(), nonce="abc123")
    assert "nonce" not in html(pages.this_week())


def test_the_answer_is_the_first_line_of_the_mail_and_in_its_subject() -> None:
    subject, markup, text = email(pages.this_week())
    sentence = "58 % chance of going live on 23 May 2026. Plan on 6 Jun 2026."
    assert text.splitlines()[0] == sentence
    assert sentence in subject
    assert seen(markup).removeprefix("Acme CRM roll-out: Status report 12").lstrip().startswith(sentence)


def test_the_plain_text_carries_every_figure() -> None:
    sheet, text = lay_out(pages.this_week()), email(pages.this_week())[2]
    wanted = [sheet.detail, *sheet.changed, *sheet.notes, *sheet.provenance]
    wanted += [word for fact in sheet.facts for word in (fact.label, fact.value)]
    wanted += [word for row in sheet.workstreams for word in (row.name, row.figure, row.reasons, row.beside, row.age)]
    wanted += [word for it in sheet.decisions for word in (it.title, it.recommendation, it.consequence, it.by, it.who)]
    wanted += [word for it in sheet.risks for word in (it.title, it.mitigation, it.score, it.days)]
    wanted += [word for it in sheet.milestones for word in (it.name, it.baseline, it.p50, it.p80)]
    assert [word for word in wanted if word not in text] == []


def test_no_subject_can_carry_a_second_header() -> None:
    page = pages.this_week()
    cover = replace(page.cover, implementation="Acme\r\nBcc: all@example.com")
    subject = email(replace(page, cover=cover))[0]
    assert "\n" not in subject
    assert "\r" not in subject


def test_the_mail_keeps_its_styles_inline_and_its_dark_colours() -> None:
    markup = email(pages.this_week())[1]
    assert "prefers-color-scheme: dark" in markup
    assert re.search(r'<h1 style="[^"]*font-size', markup)


@pytest.mark.parametrize("paper", (html, lambda page: email(page)[1], lambda page: email(page)[2]))
def test_what_nobody_measured_is_said_and_never_called_on_track(paper) -> None:
    said = paper(pages.blind())
    assert "not measured" in said
    assert "Not known" in said
    assert "On track" not in said


def test_the_override_is_named_with_author_end_and_reason() -> None:
    said = "Overridden by Maya Chen until Wed 1 Apr (computed off track): The three totals are agreed roundings"
    assert said in seen(html(pages.this_week()))
    assert said in email(pages.this_week())[2]
