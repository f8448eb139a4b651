"""Does a machine read the résumé as it was written, and does no figure slip in without a source?"""

from io import BytesIO

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from golive.career import resume as desk
from golive.career.resume.resume import figures
from golive.plain.verdict import Refused

LINES = [
    "Led the roll-out of an ERP to 340 users in 4 offices, from 40% to 84% active use within 30 days",
    "Cut order entry from 11 to 6 minutes by redesigning the flow with two warehouse supervisors, first-time fit",
    "Ran UAT triage of 118 defects against go/no-go thresholds signed by the sponsor, 0 show-stoppers at go-live",
    "Trained 600 people through 30 power users, “train-the-trainer”, 95% passed the simulation — first attempt",
]


def held(lines=LINES, **more):
    job = {
        "name": "Acme & Söhne",
        "position": "Implementation Manager",
        "startDate": "2023-03",
        "highlights": list(lines),
    }
    basics = {
        "name": "Ada Éxample",
        "email": "ada@example.com",
        "location": {"city": "Denver"},
        "summary": "ERP and CRM.",
    }
    return {"basics": basics, "work": [job], "skills": [{"name": "Tools", "keywords": ["Jira", "MS Project"]}], **more}


def squeezed(text):
    return "".join(text.split())


def read_back(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def in_order(lines, text):
    """Is every line found whole, each after the one before?"""
    at, text = 0, squeezed(text)
    for line in lines:
        found = text.find(squeezed(line), at)
        if found < 0:
            return False
        at = found + len(squeezed(line))
    return True


def test_every_bullet_is_recovered_from_the_pdf_in_order():
    made = desk.from_json(held())
    text = read_back(desk.pdf(made))
    assert in_order(desk.plain_text(made).splitlines(), text)
    assert not in_order(LINES[::-1], text)
    assert all(" ".join(line.split()) in " ".join(text.split()) for line in LINES)


def test_the_same_resume_gives_the_same_bytes_and_a_tagged_file():
    made = desk.from_json(held())
    assert desk.pdf(made) == desk.pdf(made) and desk.docx(made) == desk.docx(made)
    reader = PdfReader(BytesIO(desk.pdf(made)))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "Résumé of Ada Éxample"
    assert len(reader.pages) == 1


def test_the_document_opens_and_says_the_same_words():
    made = desk.from_json(held())
    document = Document(BytesIO(desk.docx(made)))
    assert "\n".join(p.text for p in document.paragraphs) == desk.plain_text(made)
    assert [p.text for p in document.paragraphs if p.style.name == "List Bullet"] == LINES


# What a person types: letters of the West, digits, marks, and what markup would mistake for its own.
WORDS = st.text(
    "abcdefghijklmnopqrstuvwxyzABCfiffl ÄéßñÇ0123456789 .,;:%$€#*_`[]<>@&+-/()'\"", min_size=1, max_size=120
)


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS.filter(lambda text: text.strip()), min_size=1, max_size=8))
def test_whatever_is_written_is_recovered_in_order(lines):
    made = desk.from_json(held(lines))
    assert in_order([bullet.text for bullet in made.bullets], read_back(desk.pdf(made)))


@given(st.lists(WORDS, max_size=6), st.text(max_size=80))
def test_tailoring_adds_nothing_and_no_figure(lines, description):
    mine = desk.from_json(held([*LINES, *(line for line in lines if line.strip())]))
    made = desk.tailor(mine, description)
    assert {bullet.text for bullet in made.resume.bullets} <= {bullet.text for bullet in mine.bullets}
    assert set(figures(desk.plain_text(made.resume))) <= set(figures(desk.plain_text(mine)))


def test_bullets_that_meet_the_description_come_first_and_gaps_stay_open():
    made = desk.tailor(
        desk.from_json(held()), "We need UAT experience, defect triage and Salesforce. UAT is central. Jira."
    )
    assert made.resume.bullets[0].text == LINES[2]
    rows = {row.term: row for row in made.coverage}
    assert rows["UAT"].asked == 2 and rows["UAT"].met and rows["Jira"].skills == ("Jira",)
    assert made.gaps == ["Salesforce"]


def test_figures_are_found_as_people_write_them():
    assert figures("Cut cost by $1.2M (18.5 %) in Q3 at 4,000 sites; ISO9001.") == ["$1.2M", "18.5 %", "4,000"]


def test_the_unit_of_a_figure_does_not_stand_on_the_next_line():
    assert figures("1\n%\n20\nk and 5 %") == ["1", "20", "5 %"]


def test_an_evidenced_figure_a_claim_and_an_orphan_are_told_apart():
    work = [{"name": "A", "position": "P", "startDate": "2024", "highlights": ["Led 340 users in 4 sites for 9 months"],
             "x_evidence": [{"340": "evidence:PLAN", "4": "claim:user"}]}]  # fmt: skip
    (bullet,) = desk.from_json({"basics": {"name": "Ada"}, "work": work}).bullets
    assert (bullet.claims, bullet.unsourced) == (["4"], ["9"])


def test_every_problem_is_refused_at_once():
    wrong = {
        "basics": {},
        "work": [{"name": "A", "startDate": "March", "highlights": "x", "x_evidence": [{"3": "me"}]}],
        "skills": 1,
    }
    with pytest.raises(Refused) as refused:
        desk.from_json(wrong)
    told = str(refused.value)
    assert all(word in told for word in ("basics", "position", "“March”", "highlights", "source of 3", "skills"))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Responsible for training 300 users", "bullet.verb"),
        ("Led my team of 5 people", "bullet.person"),
        ("Led the project to success", "bullet.metric"),
        ("Saved 6 hours", "bullet.baseline"),
        ("Led " + "very " * 40 + "many of 300 users", "bullet.long"),
        ("Led 300 users", "bullet.source"),
    ],
)
def test_the_linter_finds(line, code):
    assert code in {finding.code for finding in desk.lint(desk.from_json(held([line])))}


def test_a_good_bullet_has_no_finding():
    line = "Raised adoption from 40% to 84% of 340 users with two champions, owned by the sponsor since"
    sources = {"40%": "evidence:S", "84%": "evidence:S", "340": "claim:user"}
    work = [{"name": "A", "position": "P", "startDate": "2024", "x_evidence": [sources], "highlights": [line]}]
    basics = {"name": "Ada", "email": "ada@example.com"}
    assert desk.lint(desk.from_json({"basics": basics, "work": work})) == []
