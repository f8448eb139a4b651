"""Has every figure of a résumé a source, whatever is done to it, and what do applicant systems read?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.career.resume import checks, claims, docx, editing, from_json, pdf
from golive.career.resume.applicant_check import in_order
from golive.career.resume.resume import figures
from golive.plain.story import CLAIM
from golive.plain.verdict import Refused

JOB = {"position": "Lead", "name": "Acme", "startDate": "2024"}
LINE = st.lists(
    st.sampled_from(["Cut", "from", "9", "to", "4", "days", "84%", "$1.2M", "for", "1,200", "users"]),
    min_size=1,
    max_size=12,
).map(" ".join)
SOURCE = st.sampled_from([CLAIM, "evidence:CR-012"])


def begun():
    return editing.with_job(editing.begun("Ada", "ada@example.org"), None, JOB)


EDIT = st.one_of(
    st.tuples(st.just("add"), LINE, st.dictionaries(st.sampled_from(["9", "4", "84%"]), SOURCE), st.booleans()),
    st.tuples(st.just("change"), LINE, st.integers(0, 4), st.booleans()),
    st.tuples(st.just("remove"), st.integers(0, 4)),
    st.tuples(st.just("rise"), st.integers(0, 4)),
)


@given(st.lists(EDIT, max_size=12))
def test_after_any_edits_every_figure_has_a_source_and_no_source_is_left_behind(edits):
    form = begun()
    for edit in edits:
        before = form
        try:
            form = apply(form, edit)
        except (Refused, LookupError):
            assert form == before
        job = form["work"][0]
        for line, sources in zip(job.get("highlights", []), job.get("x_evidence", []), strict=True):
            assert set(sources) == set(figures(line))
        assert all(bullet.unsourced == [] for bullet in from_json(form).bullets)


def apply(form, edit):
    match edit:
        case ("add", text, sources, claimed):
            return editing.with_bullet(form, 0, None, text, claims=claimed, sources=sources)
        case ("change", text, number, claimed):
            return editing.with_bullet(form, 0, number, text, claims=claimed)
        case ("remove", number):
            return editing.without_bullet(form, 0, number)
        case ("rise", number):
            return editing.moved_up(form, 0, number)


def test_a_figure_without_a_source_is_refused_and_the_form_stays_as_it_was():
    form = begun()
    with pytest.raises(Refused, match=r"Nothing answers for 9, 4\."):
        editing.with_bullet(form, 0, None, "Cut it from 9 to 4 days")
    assert form == begun()
    assert editing.with_bullet(form, 0, None, "Led it calmly")["work"][0]["highlights"] == ["Led it calmly"]


def test_an_imported_source_that_nothing_bears_out_is_a_claim():
    held = begun()
    held["work"][0] |= {"highlights": ["Cut 9 of 4"], "x_evidence": [{"9": "evidence:X", "4": "evidence:Y"}]}
    form, claimed = editing.taken_over(held, {("9", "evidence:X"): "/x/"})
    assert form["work"][0]["x_evidence"] == [{"9": "evidence:X", "4": CLAIM}] and claimed == 1
    assert form["work"][0]["x_links"] == [{"9": "/x/"}] and "x_links" not in editing.to_give_away(form)["work"][0]


def test_the_short_lists_are_typed_as_they_are_shown():
    typed = {"skills": "Tools: Jira, SAP\nCalm", "certificates": "PMP, PMI, 2022", "education": "BSc, IT, CU, 2018",
             "languages": "English, native"}  # fmt: skip
    assert editing.typed(editing.with_lists(begun(), **typed)) == typed


def test_the_appendix_lists_every_figure_that_rests_on_the_persons_word():
    form = editing.with_basics(begun(), {"name": "Ada", "email": "a@b.org", "summary": "12 roll-outs"})
    form = editing.with_bullet(form, 0, None, "Cut 9 of 4", claims=True, sources={"4": "evidence:X"})
    assert [(each.place, each.figures) for each in claims(from_json(form))] == [
        ("Summary", ("12",)),
        ("Lead, Acme", ("9",)),
    ]


def test_the_checks_hold_for_what_is_built_and_fail_for_what_is_not():
    resume = from_json(editing.with_bullet(begun(), 0, None, "Cut the close from 9 to 4 days", claims=True))
    assert [check.question for check in checks(resume, pdf(resume), docx(resume)) if not check.holds] == []
    other = replace(
        resume, contact=(), jobs=(replace(resume.jobs[0], bullets=(*resume.jobs[0].bullets, *resume.bullets)),)
    )
    failed = {check.question for check in checks(other, pdf(resume), docx(resume)) if not check.holds}
    assert "There is an e-mail address in the text" in failed and "The DOCX says the same" in failed
    assert in_order(["a", "b"], "b a") is False
