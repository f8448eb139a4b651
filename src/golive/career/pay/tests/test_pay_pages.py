"""Does a person learn what the role pays, by figures of their own that nobody else sees?"""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings

from golive.career.pay.models import PayBlock, PayImport
from golive.career.pay.shelf import store_of
from golive.career.salary import Offer, Pay
from golive.career.salary.seal import SealBroken
from golive.career.salary.tests.test_importing import LCA, application
from golive.foundation import jobs
from golive.foundation.jobs.models import Job
from golive.foundation.register_kit.contract import signed_in

S = "/me/desk/salary/"
OFFER = {"title": "Implementation Manager", "level": "senior", "area": "Denver", "year": "2025", "base": "131071"}


def csv(name="offers.csv", rows="PM,2025,120000,150000\n"):
    return SimpleUploadedFile(name, f"title,year,base,total\n{rows}".encode())


def test_the_bands_stand_first_with_their_sources_and_that_it_is_a_proxy(world):
    asked = {"title": "Implementation Manager", "level": "senior", "sector": "51", "area": "Denver, CO"}
    page = signed_in(world.manager).get(S, asked).content.decode()
    for words in (
        "Half of such jobs pay $",
        "Four fifths lie between",
        "this is a proxy",
        "13-1082",
        "2024",
        "Walk away",
    ):
        assert words in page
    shown = [
        int(n.replace(",", ""))
        for n in re.findall(r"\$([\d,]+)(?: to|\.)", page.split("<main", 1)[1].split("Sources", 1)[0])
    ]
    assert shown and all(n % 1000 == 0 for n in shown)


def test_what_is_not_known_is_refused_with_what_is(world):
    client = signed_in(world.manager)
    assert client.get(S, {"title": ""}).status_code == 422
    assert client.get(S, {"title": "PM", "level": "wizard"}).status_code == 422
    assert "the bands are wider" in client.get(S, {"title": "PM", "area": "Atlantis"}).content.decode()


def test_an_offer_and_what_one_earns_move_the_negotiation_and_the_total(world):
    client = signed_in(world.manager)
    assert "not known" in client.get(S).content.decode()
    assert client.post(f"{S}now/", {"base": "110000", "bonus": "11000"}).status_code == 302
    assert client.post(f"{S}offers/", OFFER).status_code == 302
    page = client.get(S).content.decode()
    assert "Your best offer of $131,071 is the least you accept" in page
    assert "base times 1.10" in page and "You now" in page and "Your base lies" in page
    assert client.post(f"{S}now/", {"base": "0"}).status_code == 422
    assert client.post(f"{S}offers/", OFFER | {"base": ""}).status_code == 422
    assert store_of(world.manager).pay() == Pay(110_000, 11_000)


def test_nothing_of_it_stands_in_the_database_and_another_key_opens_nothing(world):
    client = signed_in(world.manager)
    client.post(f"{S}offers/", OFFER)
    client.post(f"{S}imports/new/", {"file": csv("secret-of-borealis.csv")})
    with connection.cursor() as cursor:
        held = ""
        for table in ("pay_payblock", "pay_payimport", "jobs_job", "audit_entry"):
            cursor.execute(f"SELECT * FROM {table}")
            held += str([[bytes(c) if isinstance(c, memoryview) else c for c in row] for row in cursor.fetchall()])
    assert not any(word in held for word in ("131071", "Implementation Manager", "secret-of-borealis", "Denver"))
    assert PayBlock.objects.exists()
    with override_settings(DESK_KEY=b"another"), pytest.raises(SealBroken):
        store_of(world.manager).offers()


def test_a_block_of_one_person_does_not_open_for_another(world):
    store_of(world.manager).replace("offer", "a", [Offer("PM", "", "", 2025, 1)])
    store_of(world.sponsor).replace("offer", "a", [Offer("PM", "", "", 2025, 2)])
    PayBlock.objects.filter(person=world.sponsor).delete()
    PayBlock.objects.update(person=world.sponsor)
    with pytest.raises(SealBroken):
        store_of(world.sponsor).offers()


def test_a_small_file_is_read_at_once(world):
    client = signed_in(world.manager)
    answer = client.post(f"{S}imports/new/", {"file": csv()})
    page = client.get(answer["Location"]).content.decode()
    assert "1 of 1 rows concern this role and are kept." in page and "offers of your own" in page
    assert "offers.csv" in client.get(f"{S}imports/").content.decode()
    assert store_of(world.manager).offers()[0].total == 150_000


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (csv("offers.pdf"), "is no .xlsx or .csv file"),
        (csv(rows="PM,soon,lots,\n"), "Row 2: year is"),
        (SimpleUploadedFile("x.csv", b"name,age\nAda,36\n"), "is no pay data that is known"),
        (SimpleUploadedFile("x.xlsx", b"PK not really"), "damaged"),
        (SimpleUploadedFile("wages.csv", b"occ_code,a_median,a_pct10,a_pct90\n13-1082,1,1,1\n"), "Give the year"),
    ],
)
def test_what_is_no_pay_file_is_refused_with_the_reason_and_nothing_is_kept(world, file, why):
    answer = signed_in(world.manager).post(f"{S}imports/new/", {"file": file})
    assert answer.status_code == 422 and why in answer.content.decode().replace("&#34;", '"')
    assert not PayImport.objects.exists() and not PayBlock.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_large_file_is_read_in_a_job_that_says_how_far_it_is(world, settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path
    monkeypatch.setattr("golive.career.pay.importing.INLINE_BYTES", 10)
    rows = "\n".join(",".join(application()) for _ in range(40))
    file = SimpleUploadedFile("LCA.csv", f"{','.join(LCA)}\n{rows}\n".encode())
    client = signed_in(world.manager)
    where = client.post(f"{S}imports/new/", {"file": file})["Location"]
    (waiting,) = (tmp_path / "pay-uploads").iterdir()
    assert waiting.stat().st_mode & 0o777 == 0o600
    assert "LCA.csv" in client.get(where).content.decode()
    assert client.get(f"{where}progress/")["HX-Refresh"] if not Job.objects.get().open else True
    jobs.run_pending()
    assert "40 of 40 rows" in client.get(where).content.decode()
    assert client.get(f"{where}progress/")["HX-Refresh"] == "true"
    assert not waiting.exists()
    job = Job.objects.get()
    assert job.state == "done" and "LCA" not in f"{job.title} {job.args} {job.result} {job.message}"
    assert len(store_of(world.manager).certified()) == 40


@pytest.mark.django_db(transaction=True)
def test_a_large_file_that_is_of_no_use_says_so_where_its_person_looks(world, settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path
    monkeypatch.setattr("golive.career.pay.importing.INLINE_BYTES", 10)
    client = signed_in(world.manager)
    where = client.post(f"{S}imports/new/", {"file": SimpleUploadedFile("x.csv", b"name,age\nAda,36\n")})["Location"]
    jobs.run_pending()
    page = client.get(where).content.decode()
    assert "This file was not used." in page and "OCC_CODE" in page
    assert list((tmp_path / "pay-uploads").iterdir()) == []


def test_a_source_is_removed_after_one_question(world):
    client = signed_in(world.manager)
    client.post(f"{S}imports/new/", {"file": csv()})
    assert "offers.csv" in client.get(f"{S}sources/offer/0/removal/").content.decode()
    assert client.post(f"{S}sources/offer/0/removal/").status_code == 302
    assert store_of(world.manager).offers() == []
    assert client.get(f"{S}sources/offer/0/removal/").status_code == 404
    assert client.get(f"{S}sources/nothing/0/removal/").status_code == 404


@pytest.mark.parametrize("end", ["", "now/", "offers/", "imports/", "imports/new/"])
def test_everybody_has_their_own_and_who_is_not_signed_in_none(world, end):
    signed_in(world.manager).post(f"{S}offers/", OFFER)
    mine = signed_in(world.manager).get(f"{S}{end}")
    assert mine.status_code == 200 and "no-store" in mine["Cache-Control"]
    other = signed_in(world.sponsor).get(f"{S}{end}").content.decode()
    assert "131,071" not in other and "typed on the desk" not in other
    assert Client().get(f"{S}{end}")["Location"].startswith("/sign-in/")


def test_nobody_else_finds_an_import_or_a_source(world):
    where = signed_in(world.manager).post(f"{S}imports/new/", {"file": csv()})["Location"]
    for other in (world.sponsor, world.stranger):
        for address in (where, f"{where}progress/", f"{S}sources/offer/0/removal/"):
            assert signed_in(other).get(address).status_code == 404
    assert Client().get(where)["Location"].startswith("/sign-in/")


def test_with_another_key_the_page_says_so_and_nothing_is_written_over(world):
    client = signed_in(world.manager)
    client.post(f"{S}offers/", OFFER)
    kept = list(PayBlock.objects.values_list("pk", "source"))
    with override_settings(DESK_KEY=b"another"):
        for address in (S, f"{S}offers/", f"{S}imports/"):
            answer = client.post(address, OFFER) if address.endswith("offers/") else client.get(address)
            assert answer.status_code == 409 and "cannot be opened" in answer.content.decode(), address
        assert client.get("/me/desk/").status_code == 200
    assert list(PayBlock.objects.values_list("pk", "source")) == kept
