"""Does a résumé grow from the record, with somebody answering for every figure, and leave as the same text?"""

from __future__ import annotations

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from pypdf import PdfReader

from golive.career.portfolio.models import KeptResume
from golive.career.resume.resume import figures
from golive.foundation.register_kit.contract import signed_in

JOB = {"position": "Implementation Manager", "name": "Vendor", "startDate": "2024-03"}
R = "/me/desk/resume/"


@pytest.fixture
def client(world):
    client = signed_in(world.manager)
    client.post(f"{R}beginning/")
    client.post(f"{R}jobs/", JOB)
    return client


def held(world):
    return KeptResume.objects.get(person=world.manager).form


def test_it_begins_with_what_is_known(world, client):
    assert held(world)["basics"]["email"] == world.manager.email
    page = client.get(R).content.decode()
    assert "Implementation Manager, Vendor" in page and "Write what changed because of you" in page


def test_a_line_from_the_record_brings_its_evidence(world, client, record):
    page = client.get(f"{R}jobs/0/record/").content.decode()
    line = page.split('name="line" value="', 1)[1].split('"', 1)[0]
    assert client.post(f"{R}jobs/0/record/", {"line": line}).status_code == 302
    assert held(world)["work"][0]["x_evidence"] == [
        {"10": "evidence:Change control", "37": "evidence:Impact assessments"}
    ]
    assert '<a class="fig" href="/i/acme-crm/changes/" title="Change control">10</a>' in client.get(R).content.decode()
    assert client.post(f"{R}jobs/0/record/", {"line": "Invented 99 things"}).status_code == 404


def test_a_figure_that_nobody_answers_for_is_refused_and_a_claim_is_marked(world, client, record):
    line = {"text": "Cut the close from 9 to 4 days for 300 users"}
    refused = client.post(f"{R}jobs/0/lines/", line)
    assert refused.status_code == 422 and "Nothing answers for 9, 4, 300." in refused.content.decode()
    assert client.post(f"{R}jobs/0/lines/", line | {"claims": "on"}).status_code == 302
    page = client.get(R).content.decode()
    assert page.count('<span class="sign claim">claim</span>') == 3
    assert "Appendix: your own claims" in page


def test_a_figure_that_the_record_tells_otherwise_now_is_flagged(world, client, record):
    page = client.get(f"{R}jobs/0/record/").content.decode()
    client.post(f"{R}jobs/0/record/", {"line": page.split('name="line" value="', 1)[1].split('"', 1)[0]})
    record.requests = 12
    shown = client.get(R).content.decode()
    assert '<span class="sign stale">changed</span>' in shown
    assert "The record no longer says 10 (Change control); it says 12 change requests" in shown


def test_lines_are_changed_moved_and_removed(world, client):
    for text in ("Led the first thing", "Led the second thing"):
        client.post(f"{R}jobs/0/lines/", {"text": text})
    client.post(f"{R}jobs/0/lines/1/rise/")
    assert held(world)["work"][0]["highlights"] == ["Led the second thing", "Led the first thing"]
    client.post(f"{R}jobs/0/lines/0/", {"text": "Led the best thing"})
    client.post(f"{R}jobs/0/lines/1/removal/")
    assert held(world)["work"][0]["highlights"] == ["Led the best thing"]
    assert client.get(f"{R}jobs/0/lines/7/").status_code == 404
    assert client.get(f"{R}jobs/4/").status_code == 404


def test_another_window_does_not_overwrite(world, client):
    version = KeptResume.objects.get(person=world.manager).version
    client.post(f"{R}jobs/0/", JOB | {"location": "Denver", "version": version})
    late = client.post(f"{R}jobs/0/", JOB | {"location": "Boise", "version": version})
    assert late.status_code == 409 and held(world)["work"][0]["location"] == "Denver"


def test_an_imported_source_counts_only_where_the_record_bears_it_out(world, record):
    line = "Decided 10 requests and 11 more"
    job = JOB | {
        "highlights": [line],
        "x_evidence": [{"10": "evidence:Change control", "11": "evidence:Change control"}],
    }
    file = SimpleUploadedFile("r.json", json.dumps({"basics": {"name": "Jo"}, "work": [job]}).encode())
    assert signed_in(world.manager).post(f"{R}import/", {"file": file}).status_code == 302
    assert held(world)["work"][0]["x_evidence"] == [{"10": "evidence:Change control", "11": "claim:user"}]


@pytest.mark.parametrize("content", [b"no json", b'{"work": [{"name": "x"}]}', b"[1]", b'{"a":' * 30_000])
def test_a_file_that_is_no_resume_is_refused_with_the_reason(world, content):
    file = SimpleUploadedFile("r.json", content)
    answer = signed_in(world.manager).post(f"{R}import/", {"file": file})
    assert answer.status_code == 422 and "data-focus" in answer.content.decode()
    assert not KeptResume.objects.exists()


def test_pdf_docx_and_json_leave_with_the_same_words(world, client, record):
    client.post(f"{R}jobs/0/lines/", {"text": "Cut the close from 9 to 4 days", "claims": "on"})
    pdf = client.get(f"{R}resume.pdf")
    assert pdf["Content-Disposition"] == 'attachment; filename="Jo-Marsh-Resume.pdf"'
    assert "Cut the close from 9 to 4 days" in PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text()
    assert pdf.content == client.get(f"{R}resume.pdf").content
    assert client.get(f"{R}resume.docx").content[:2] == b"PK"
    given = json.loads(client.get(f"{R}resume.json").content)
    assert given["work"][0]["highlights"] == ["Cut the close from 9 to 4 days"] and "x_links" not in given["work"][0]
    assert client.get(f"{R}resume.exe").status_code == 404
    checked = client.get(f"{R}applicant-check/").content.decode()
    assert "1 of 1" in checked and "no title" not in checked and ">no<" not in checked


def test_tailoring_shows_gaps_and_adds_nothing(world, client):
    for text in ("Led the offsite", "Led UAT with the plant"):
        client.post(f"{R}jobs/0/lines/", {"text": text})
    assert client.post(f"{R}tailoring/", {"wanted": ""}).status_code == 422
    assert client.post(f"{R}tailoring/", {"wanted": "You own UAT and data migration."}).status_code == 302
    page = client.get(f"{R}tailoring/").content.decode()
    assert "Your lines meet 1 of 2 demands." in page and "Open: data migration" in page
    text = PdfReader(io.BytesIO(client.get(f"{R}resume.pdf?for=description").content)).pages[0].extract_text()
    assert text.index("Led UAT") < text.index("Led the offsite") and "data migration" not in text


def test_what_is_wrong_with_a_line_is_said_while_it_is_typed(world, client):
    seen = client.post(f"{R}line-check/", {"text": "Responsible for 12 sites", "held": ""}).content.decode()
    assert "It begins with “Responsible”." in seen and "no source" in seen
    assert "Nothing to mend" not in seen
    assert "while you type" in client.post(f"{R}line-check/", {"text": " "}).content.decode()


PAGES = ["", "import/", "basics/", "lists/", "jobs/", "jobs/0/", "jobs/0/lines/", "jobs/0/record/", "jobs/0/removal/",
         "tailoring/", "applicant-check/", "resume.pdf", "resume.docx", "resume.json", "removal/"]  # fmt: skip


@pytest.mark.parametrize("end", PAGES)
def test_everybody_sees_their_own_resume_only_and_who_is_not_signed_in_none(world, client, end):
    mine = client.get(f"{R}{end}")
    assert mine.status_code == 200 and "no-store" in mine["Cache-Control"]
    other = signed_in(world.sponsor).get(f"{R}{end}")
    assert other.status_code == (200 if end in ("", "import/") else 404)
    assert b"Vendor" not in other.content or end == "import/"
    assert Client().get(f"{R}{end}")["Location"].startswith("/sign-in/")


def test_every_figure_of_the_printed_resume_has_a_source(world, client, record):
    page = client.get(f"{R}jobs/0/record/").content.decode()
    client.post(f"{R}jobs/0/record/", {"line": page.split('name="line" value="', 1)[1].split('"', 1)[0]})
    client.post(f"{R}jobs/0/lines/", {"text": "Won 7 sponsors", "claims": "on"})
    for text, sources in zip(held(world)["work"][0]["highlights"], held(world)["work"][0]["x_evidence"], strict=True):
        assert set(figures(text)) == set(sources)


def test_the_resume_is_removed_after_one_question(world, client):
    assert client.get(f"{R}removal/").status_code == 200
    client.post(f"{R}removal/")
    assert not KeptResume.objects.exists() and "no résumé here yet" in client.get(R).content.decode()


def test_a_resume_that_this_key_does_not_open_is_never_written_over(world, client):
    before = held(world)
    with override_settings(DESK_KEY=b"another"):
        page = client.get(R)
        assert page.status_code == 409 and "cannot be opened" in page.content.decode()
        client.post(f"{R}beginning/")
        file = SimpleUploadedFile("mine.json", json.dumps({"basics": {"name": "Other"}}).encode())
        answer = client.post(f"{R}import/", {"file": file})
        assert answer.status_code == 409 and "put back the desk.key" in answer.content.decode()
    assert held(world) == before
