"""Does a person find what is due, log what they earn and tell of it, and does nobody else see any of it?"""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from golive.career.learning import keeping, reading, reads
from golive.career.learning.models import FeedEntry, HeldCertificate, ReadingItem, TrackedTrend
from golive.career.learning.tests.shelf import SECRETS, fill
from golive.foundation.register_kit.contract import signed_in

L = "/me/desk/learning/"
NEW = {"title": "Praxis", "kind": "publication", "every_days": "14", "address": "https://example.com/p", "feed": ""}


@pytest.fixture
def shelf(world):
    return fill(world.manager)


def test_an_empty_shelf_says_what_to_do_next(world):
    client = signed_in(world.manager)
    for end, words in (("", "Nothing on your reading list yet"), ("feeds/", "No feed yet"),
                       ("certificates/", "No certificate yet"), ("trends/", "No trend yet")):  # fmt: skip
        page = client.get(f"{L}{end}")
        assert page.status_code == 200 and words in page.content.decode() and "no-store" in page["Cache-Control"]
    assert client.get("/me/desk/stories/learning/").status_code == 404


def test_an_item_is_followed_read_done_and_brought_back(world):
    client, today = signed_in(world.manager), timezone.localdate()
    where = client.post(f"{L}new/", NEW)["Location"]
    assert client.post(f"{where}reading/", {"on": today.isoformat(), "learnt": "Ask why."})["Location"] == where
    page = client.get(where).content.decode()
    assert "Next review in 14 days." in page and "Ask why." in page and "on time" in page
    client.post(f"{where}state/", {"state": "done"})
    assert "Praxis" not in client.get(L).content.decode().split("<main", 1)[1]
    assert "Praxis" in client.get(L, {"show": "done"}).content.decode()
    assert client.post(f"{where}reading/", {"on": today.isoformat()}).status_code == 422
    client.post(f"{where}state/", {"state": "followed"})
    assert "Praxis" in client.get(L).content.decode() and "Ask why." in client.get(where).content.decode()
    assert client.post(f"{where}state/", {"state": "lost"}).status_code == 404


def test_what_is_due_comes_first_and_the_desk_says_so(world):
    client, today = signed_in(world.manager), timezone.localdate()
    for title, days, since in (("Later", 30, 1), ("Overdue", 7, 30)):
        made = reading.item(title=title, kind="book", every_days=days, since=today - timedelta(days=since))
        keeping.follow(world.manager, made)
    page = client.get(L).content.decode()
    assert "1 item to review." in page and page.index(">Overdue<") < page.index(">Later<") and "23 days late" in page
    desk = client.get("/me/desk/").content.decode()
    assert "Read what is due" in desk and "2 items, 1 due" in desk


def test_all_reasons_stand_at_their_fields_and_nothing_is_kept(world):
    answer = signed_in(world.manager).post(f"{L}new/", NEW | {"title": "", "every_days": "0", "address": "x"})
    assert answer.status_code == 422 and not ReadingItem.objects.exists()
    answer = signed_in(world.manager).post(f"{L}new/", NEW | {"feed": "http://127.0.0.1/feed"})
    assert answer.status_code == 422 and "not a public address" in answer.content.decode()
    assert not ReadingItem.objects.exists()


def test_a_long_list_is_cut_into_pages(world):
    made = [
        reading.item(title=f"Title {n:03}", kind="book", every_days=30, since=timezone.localdate()) for n in range(60)
    ]
    keeping.follow_all(world.manager, made)
    client = signed_in(world.manager)
    first, last = (client.get(L, {"page": page}).content.decode() for page in ("1", "99"))
    assert first.count('<th scope="row"') == 25 and "of 60 items" in first and last.count('<th scope="row"') == 10
    with pytest.raises(Exception, match="too many"):
        keeping.follow_all(world.manager, made * 8)


def test_a_certificate_takes_what_its_issuer_asks_for_and_counts_the_units(world):
    client, today = signed_in(world.manager), timezone.localdate()
    given = {"rule": "pmp", "gained": (today - timedelta(days=300)).isoformat(), "number": "7"}
    where = client.post(f"{L}certificates/new/", given | {"expires": (today + timedelta(days=796)).isoformat()})[
        "Location"
    ]
    page = client.get(where).content.decode()
    assert "Project Management Professional (PMP)" in page and "60 PDUs" in page and "Behind." in page
    client.post(f"{where}units/", {"on": today.isoformat(), "amount": "22.50", "what": "A course", "category": "Power"})
    page = client.get(where).content.decode()
    assert "37.5 PDUs" in page and "22.5" in page and "Valid." in page
    refused = client.post(f"{where}units/", {"on": today.isoformat(), "amount": "0", "what": ""})
    assert refused.status_code == 422
    client.post(f"{where}units/0/removal/")
    assert "No unit yet" in client.get(where).content.decode()
    assert client.get(f"{where}units/0/removal/").status_code == 404


def test_without_a_day_or_units_a_certificate_is_grey_and_never_green(world):
    client = signed_in(world.manager)
    given = {"name": "Vendor admin", "issuer": "Vendor", "gained": "2024-01-01"}
    where = client.post(f"{L}certificates/new/", given)["Location"]
    page = client.get(where).content.decode().split("<main", 1)[1]
    assert "Not known." in page and "verdict grey" in page and "green" not in page
    both = client.post(f"{L}certificates/new/", given | {"expires": "2030-01-01", "lasts": "on"})
    assert both.status_code == 422
    assert client.post(f"{L}certificates/new/", {"gained": "2024-01-01"}).status_code == 422


def test_a_certificate_that_ends_soon_comes_first_on_the_desk(world):
    client, today = signed_in(world.manager), timezone.localdate()
    given = {"rule": "pmp", "gained": "2022-01-01", "expires": (today + timedelta(days=20)).isoformat()}
    client.post(f"{L}certificates/new/", given)
    desk = client.get("/me/desk/").content.decode()
    assert "Project Management Professional (PMP) expires on" in desk and "60 PDUs are missing." in desk


def test_a_trend_is_applied_with_a_record_or_as_a_claim(world, shelf):
    client, today = signed_in(world.manager), timezone.localdate().isoformat()
    where = shelf["trend"].get_absolute_url()
    page = client.get(where).content.decode()
    assert "Borealis Quarterly" in page and '<span class="sign">claim</span>' in page
    answer = client.post(f"{where}uses/", {"on": today, "where": "The board", "slug": "acme-crm", "ref": "NO-999"})
    assert answer.status_code == 422 and "There is no record NO-999" in answer.content.decode()
    elsewhere = client.post(f"{where}uses/", {"on": today, "where": "There", "slug": "", "ref": "DEC-001"})
    assert elsewhere.status_code == 422
    assert client.post(f"{where}uses/", {"on": today, "where": "The board"}).status_code == 302
    assert client.post(f"{where}uses/1/removal/").status_code == 302
    assert len(TrackedTrend.objects.get().words["uses"]) == 1


def test_an_entry_goes_to_the_list_with_one_click_and_only_once(world, shelf):
    client = signed_in(world.manager)
    where = client.post(f"{L}feeds/entries/{shelf['entry'].pk}/")["Location"]
    page = client.get(where).content.decode()
    assert "feed-canary" in page and "From Borealis Quarterly" in page
    again = client.post(f"{L}feeds/entries/{shelf['entry'].pk}/")
    assert again.status_code == 422
    assert "Back to" not in again.content.decode() and "To the start page" in again.content.decode()
    assert ReadingItem.objects.count() == 2 and FeedEntry.objects.get().taken


def test_a_list_leaves_and_comes_in_as_csv_and_opml(world, shelf):
    client = signed_in(world.manager)
    client.post(f"{L}new/", NEW | {"title": "=1+1"})
    content = client.get(f"{L}reading-list.csv").content
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert {row["title"] for row in rows} == {"Borealis Quarterly", "'=1+1"}
    other = signed_in(world.sponsor)
    assert other.post(f"{L}import/", {"file": SimpleUploadedFile("list.csv", content)}).status_code == 302
    assert other.post(f"{L}import/", {"file": SimpleUploadedFile("list.csv", content)}).status_code == 302
    assert [held.title for _, held in reads.items(world.sponsor)].count("=1+1") == 1
    assert len(reads.items(world.sponsor)) == 2
    (last,) = (held.last_read for _, held in reads.items(world.sponsor) if held.title == "Borealis Quarterly")
    assert last == timezone.localdate() - timedelta(days=10)
    opml = (
        b'<opml version="2.0"><body><outline text="News" xmlUrl="https://example.com/f.xml" htmlUrl="x"/></body></opml>'
    )
    assert other.post(f"{L}import/", {"file": SimpleUploadedFile("f.opml", opml)}).status_code == 302
    root = ElementTree.fromstring(other.get(f"{L}feeds.opml").content)
    assert [each.get("xmlUrl") for each in root.iter("outline")] == ["https://example.com/f.xml"]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.txt", b"x", "is no .csv or .opml file"),
        ("a.csv", b"name\nx\n", "has no column"),
        ("a.csv", b"title,kind,every_days\n,book,x\nA,poem,3\n", "Row 3"),
        ("a.csv", b"title,last_read\nA,soon\n", "last_read is"),
        ("a.opml", b"<opml><body/></opml>", "names no feed"),
        ("a.opml", b'<!DOCTYPE opml [<!ENTITY a "b">]><opml/>', "declares a DTD"),
        ("a.opml", b"<opml", "not well-formed"),
    ],
)
def test_a_file_that_is_no_list_is_refused_whole_with_the_reason(world, name, content, why):
    answer = signed_in(world.manager).post(f"{L}import/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422 and why in answer.content.decode().replace("&#39;", "'")
    assert not ReadingItem.objects.exists()


def test_nothing_that_was_typed_or_came_in_can_be_read_in_the_database(world, shelf):
    tables = [name for name in connection.introspection.table_names() if name.startswith("learning_")]
    with connection.cursor() as cursor:
        held = ""
        for table in [*tables, "jobs_job", "audit_entry"]:
            cursor.execute(f"SELECT * FROM {table}")
            held += str(cursor.fetchall())
    assert len(tables) == 5 and not any(word in held for word in (*SECRETS, "example.com", "Education", "PDU"))


def test_another_key_opens_nothing_and_writes_over_nothing(world, shelf):
    client, where = signed_in(world.manager), shelf["item"].get_absolute_url()
    with override_settings(DESK_KEY=b"another"):
        assert client.get(where).status_code == 404 and client.get(L).status_code == 200
        for end in ("feeds/", "certificates/", "trends/"):
            assert client.get(f"{L}{end}").status_code == 200
    assert "Borealis" in client.get(where).content.decode()


ENDS = ["{item}/", "{item}/words/", "{item}/reading/", "{item}/removal/", "certificates/{certificate}/",
        "certificates/{certificate}/words/", "certificates/{certificate}/units/", "certificates/{certificate}/removal/",
        "certificates/{certificate}/units/0/removal/", "trends/{trend}/", "trends/{trend}/words/",
        "trends/{trend}/uses/", "trends/{trend}/uses/0/removal/", "trends/{trend}/removal/"]  # fmt: skip


@pytest.mark.parametrize("end", ENDS)
def test_nobody_else_finds_it_whatever_their_role(world, shelf, end):
    where = L + end.format(**{name: row.pk for name, row in shelf.items()})
    assert signed_in(world.manager).get(where).status_code == 200
    for other in (world.sponsor, world.viewer, world.stranger):
        assert signed_in(other).get(where).status_code == 404
        assert signed_in(other).post(where, NEW).status_code in (404, 405)
    assert Client().get(where)["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("kind", ["item", "certificate", "trend"])
def test_an_old_window_does_not_overwrite(world, shelf, kind):
    client, row = signed_in(world.manager), shelf[kind]
    where = f"{row.get_absolute_url()}words/"
    form = client.get(where).content.decode()
    given = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form.split("<main", 1)[1]))
    given |= {"kind": "book", "verdict": "try", "outcome": "", "what": "", "why": ""}
    given.pop("csrfmiddlewaretoken", None)
    given.pop("lasts", None)
    given.pop("sources", None)
    assert client.post(where, given).status_code == 302, client.post(where, given).content.decode()
    late = client.post(where, given)
    assert late.status_code == 409 and "another window" in late.content.decode()


def test_it_is_removed_after_one_question(world, shelf):
    client = signed_in(world.manager)
    for kind in ("item", "certificate", "trend"):
        where = f"{shelf[kind].get_absolute_url()}removal/"
        assert client.get(where).status_code == 200
        client.post(where)
    assert not (ReadingItem.objects.exists() or HeldCertificate.objects.exists() or TrackedTrend.objects.exists())
    assert not FeedEntry.objects.exists()


def test_what_a_form_then_asks_for_is_not_called_optional(world):
    page = signed_in(world.manager).get(f"{L}certificates/new/").content.decode()
    assert re.search(r">Certificate</label>", page) and re.search(r">Number <small>optional</small></label>", page)


@pytest.mark.parametrize("end", ["", "feeds/", "certificates/", "trends/", "{item}/", "{certificate}/", "{trend}/"])
def test_a_longer_shelf_asks_the_database_no_more_often(world, shelf, end):
    client = signed_in(world.manager)
    where = {"{certificate}/": "certificates/{certificate}/", "{trend}/": "trends/{trend}/"}.get(end, end)
    where = L + where.format(**{name: row.pk for name, row in shelf.items()})

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(where).status_code == 200
        return len(found)

    asked()
    before = asked()
    for _ in range(12):
        fill(world.manager)
    assert asked() == before
