from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from golive.connectors.imports import actions, rules
from golive.connectors.imports.models import ImportBatch
from golive.connectors.imports.register import register
from golive.connectors.imports.tests import files
from golive.foundation.jobs import Job, run_pending
from golive.foundation.register_kit.contract import RegisterContract, bearer, signed_in
from golive.registers.raid.models import Item
from tests.world import World

pytestmark = pytest.mark.process


def make(world: World) -> ImportBatch:
    return actions.preview(world.acme, files.RAID, by=world.manager, name="log.csv")


class TestImportsRegister(RegisterContract):
    register = register
    make = staticmethod(make)


def uploaded(content: bytes, name: str) -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, content), "kind": ""}


@pytest.mark.django_db
def test_a_file_is_brought_in_previewed_and_accepted_on_the_pages(world: World) -> None:
    client = signed_in(world.manager)
    assert "Bring a file in" in client.get(world.acme.url("imports")).content.decode()
    sent = client.post(world.acme.url("imports", "new"), uploaded(files.RAID, "log.csv"))
    assert sent.status_code == 302
    page = client.get(sent["Location"]).content.decode()
    for words in (
        "2 records would be written. 1 row is refused.",
        "3 rows in the file = 2 accepted + 1 rejected + 0 skipped",
        "Write 1, 2, 3, 4 or 5",
        "Duplicates in the contacts",
        "How the columns are read",
        "SHA-256",
    ):
        assert words in page, words
    assert page.index("Refused") < page.index("Duplicates in the contacts")
    done = client.post(sent["Location"] + "acceptance/", {"version": ImportBatch.objects.get().version})
    assert done.status_code == 302
    page = client.get(done["Location"]).content.decode()
    assert "2 new and 0 changed items in the RAID log." in page and "Open the RAID log" in page
    again = client.post(sent["Location"] + "acceptance/", {})
    assert again.status_code == 409
    assert "was accepted already" in again.content.decode()


@pytest.mark.django_db
def test_the_rows_can_be_narrowed_and_turned_page_by_page(world: World) -> None:
    rows = b"".join(b"R-%d,Risk,Risk number %d\r\n" % (n, n) for n in range(1, 121))
    batch = actions.preview(world.acme, b"ID,Type,Title\r\n" + rows, by=world.manager, name="log.csv")
    client = signed_in(world.viewer)
    first = client.get(batch.get_absolute_url()).content.decode()
    assert "Risk number 50<" in first and "Risk number 51<" not in first
    assert "Risk number 51<" in client.get(batch.get_absolute_url(), {"page": "2"}).content.decode()
    assert client.get(batch.get_absolute_url(), {"change": "changed", "page": "x"}).status_code == 200


@pytest.mark.django_db
def test_a_file_that_cannot_be_used_says_why_and_offers_no_accepting(world: World) -> None:
    client = signed_in(world.manager)
    sent = client.post(world.acme.url("imports", "new"), uploaded(files.xxe_plan(), "plan.xml"))
    page = client.get(sent["Location"]).content.decode()
    assert "This file cannot be used." in page and "line 2 declares a DTD" in page
    assert "acceptance/" not in page
    assert client.post(sent["Location"] + "acceptance/", {}).status_code == 422


@pytest.mark.django_db
def test_an_empty_upload_is_refused_at_its_field(world: World) -> None:
    answer = signed_in(world.manager).post(world.acme.url("imports", "new"), uploaded(b"", "empty.csv"))
    assert answer.status_code == 422
    assert "empty" in answer.content.decode()
    assert signed_in(world.manager).post(world.acme.url("imports", "new"), {}).status_code == 422


@pytest.mark.django_db
def test_who_may_not_import_is_told_who_may(world: World) -> None:
    batch = make(world)
    for name in ("viewer", "contributor", "sponsor"):
        client = signed_in(world.cast[name])
        assert client.get(world.acme.url("imports", "new")).status_code == 403
        refused = client.post(batch.get_absolute_url() + "acceptance/", {})
        assert refused.status_code == 403 and "may not accept a RAID log" in refused.content.decode()
        assert "Bring a file in" not in client.get(world.acme.url("imports")).content.decode()
    stranger = signed_in(world.stranger)
    for part in ("acceptance/", "discard/", "mapping/"):
        assert stranger.post(batch.get_absolute_url() + part, {}).status_code == 404
    assert stranger.post(world.acme.url("imports", "new"), uploaded(files.RAID, "a.csv")).status_code == 404
    assert not Item.objects.exists()


@pytest.mark.django_db
def test_the_columns_are_corrected_on_a_page(world: World) -> None:
    batch = actions.preview(world.acme, files.RAID_OWN_WORDS, by=world.manager, name="log.csv")
    client = signed_in(world.manager)
    address = batch.get_absolute_url() + "mapping/"
    page = client.get(address).content.decode()
    assert "Worum geht es" in page and "Keep as an extra" in page
    chosen = {"s0c0": "id", "s0c1": "kind", "s0c2": "title", "s0c3": "likelihood", "s0kind": "", "date_order": ""}
    done = client.post(address, {**chosen, "version": batch.version})
    assert done.status_code == 302
    assert "2 records would be written." in client.get(done["Location"]).content.decode()
    stale = client.post(address, {**chosen, "version": batch.version})
    assert stale.status_code == 409


@pytest.mark.django_db(transaction=True)
def test_a_large_file_is_read_in_the_background_and_found_again(monkeypatch: pytest.MonkeyPatch, world: World) -> None:
    rows = b"".join(b"R-%d,Risk,%s %d\r\n" % (n, b"A long title that fills the file " * 20, n) for n in range(2000))
    client = signed_in(world.manager)
    sent = client.post(world.acme.url("imports", "new"), uploaded(b"ID,Type,Title\r\n" + rows, "log.csv"))
    page = client.get(sent["Location"]).content.decode()
    assert "It is being read." in page and "progress/" in page
    assert client.post(sent["Location"] + "acceptance/", {}).status_code == 422
    assert "HX-Refresh" not in client.get(sent["Location"] + "progress/").headers
    assert Job.objects.get().title == "Reading log.csv"
    run_pending()
    assert client.get(sent["Location"] + "progress/")["HX-Refresh"] == "true"
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.counts["new"]) == (rules.PARSED, 2000)


@pytest.mark.django_db(transaction=True)
def test_a_large_file_that_cannot_be_used_ends_with_its_reasons(world: World) -> None:
    content = files.xxe_plan() + b" " * 1_100_000
    batch = actions.upload(world.acme, content, by=world.manager, name="plan.xml")
    assert batch.state == rules.READING
    run_pending()
    batch.refresh_from_db()
    assert batch.state == rules.FAILED and "DTD" in batch.problems[0]["reason"]


@pytest.mark.django_db
def test_a_program_brings_a_file_in_reads_the_preview_and_accepts_it(world: World) -> None:
    client, token = Client(), bearer(world.manager)
    address = f"/api/v1{world.acme.url('imports')}"
    body = {"file": SimpleUploadedFile("log.csv", files.RAID), "kind": ""}
    shown = client.post(address, body, headers=token).json()
    assert (shown["state"], shown["counts"]["new"], shown["counts"]["bad"]) == ("parsed", 2, 1)
    assert shown["lines"][0]["change"] == "bad" and shown["lines"][0]["line"] == 4
    one = f"{address}{shown['ref']}/"
    assert client.get(f"{one}preview/?page=9", headers=token).json()["page"] == 1

    def post(part: str, value: dict[str, object], who: dict[str, str]) -> object:
        return client.post(f"{one}{part}/", value, content_type="application/json", headers=who)

    assert post("acceptance", {}, bearer(world.viewer)).status_code == 403
    assert post("acceptance", {"version": 1}, token).status_code == 409
    assert post("mapping", {"mapping": {"sheets": [{"a": 1}]}}, token).status_code == 422
    remapped = post("mapping", {"mapping": shown["mapping"], "version": shown["version"]}, token).json()
    done = post("acceptance", {"version": remapped["version"]}, token).json()
    assert done["state"] == "accepted" and done["result"]["url"] == world.acme.url("raid")
    assert post("discard", {}, token).status_code == 409
    assert client.post(address, {"file": BytesIO(files.RAID)}, headers=bearer(world.stranger)).status_code == 404
    assert Item.objects.count() == 2
