"""Is a file read in the encoding that was chosen for it, by everything that reads it?"""

from __future__ import annotations

import json
from typing import Any

import duckdb
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from golive.foundation.audit.models import Entry
from golive.foundation.jobs import run_pending
from golive.foundation.jobs.models import Job
from golive.foundation.register_kit.contract import bearer, signed_in
from golive.registers.data_migration import rules
from golive.registers.data_migration.models import Extract, Load, MappingDocument, MigrationObject, vault
from golive.registers.data_migration.tests.acme import a_test, an_object
from tests.world import World

pytestmark = pytest.mark.process

SOURCE = "NR;NAME\n000001;Müller\n000002;Ada\n".encode()
ARRIVED = "Id,Name\n000001,MÃ¼ller\n000002,Ada\n".encode("utf-16")
MAPPED = {"column_0": "NR", "key_0": "on", "column_1": "NAME"}


def bring(client: Client, migrated: MigrationObject, side: str, content: bytes, name: str, encoding: str) -> Job:
    file = SimpleUploadedFile(name, content, "text/csv")
    sent = client.post(migrated.get_absolute_url() + "rows/new/", {"side": side, "file": file, "encoding": encoding})
    assert sent.status_code == 302, sent.content.decode()
    run_pending()
    return Job.objects.latest("pk")


@pytest.mark.django_db
def test_audit_mapping_run_and_reconciliation_read_a_file_as_it_was_chosen(world: World) -> None:
    """Every byte of the source agrees with UTF-8 too, so only the choice makes two letters of one."""
    migrated, client, test = an_object(world), signed_in(world.lead), a_test(world)
    assert bring(client, migrated, "source", SOURCE, "customers.csv", "cp1252").state == "done"
    assert bring(client, migrated, "target", ARRIVED, "account.csv", "utf-16").state == "done"
    base = migrated.get_absolute_url()
    page = client.get(base).content.decode()
    assert "Windows-1252 ·" in page and "UTF-16 ·" in page
    assert "agrees with UTF-8. Check one name with an accent." in page
    client.post(base + "mapping/", MAPPED | {"version": MappingDocument.objects.get().version})
    held = MappingDocument.objects.get()
    assert dict(held.checked["sample"])["Name"] == ["MÃ¼ller", "Ada"], held.checked
    client.post(base + "mapping/run/")
    run_pending()
    kept = str(vault(MappingDocument.objects.get().expected["kept"]))
    assert ("MÃ¼ller",) in duckdb.sql(f"SELECT Name FROM read_parquet('{kept}')").fetchall()
    client.post(test.get_absolute_url() + "reconciliation/", {"migrated": migrated.pk})
    run_pending()
    load = Load.objects.get(test=test)
    assert (load.verdict, load.rows["matched"]) == ("agrees", 2)
    told = json.loads(load.document.content()) if load.document else {}
    assert told["encodings"] == {"source": "cp1252", "target": "utf-16"}


@pytest.mark.django_db
def test_bytes_that_do_not_fit_end_the_job_with_file_line_byte_and_cure(world: World) -> None:
    migrated, client = an_object(world), signed_in(world.lead)
    job = bring(client, migrated, "source", "NR;NAME\n1;Ada\n2;Müller\n".encode("cp1252"), "customers.csv", "utf-8")
    assert job.state == "failed"
    assert "customers.csv, line 3: the byte 0xfc at 17 is not UTF-8." in job.error
    assert "Choose the right encoding" in job.error
    again = bring(client, migrated, "source", "NR;NAME\n1;Ada\n2;Müller\n".encode("cp1252"), "customers.csv", "cp1252")
    assert again.state == "done", again.error


@pytest.mark.django_db
def test_an_encoding_that_nobody_offers_is_not_taken(world: World) -> None:
    migrated, client = an_object(world), signed_in(world.lead)
    page = client.get(migrated.get_absolute_url() + "rows/new/").content.decode()
    assert "Detect it" in page and "ISO-8859-1 (Latin-1, older systems)" in page
    file = SimpleUploadedFile("customers.csv", SOURCE, "text/csv")
    sent = {"side": "source", "file": file, "encoding": "klingon"}
    assert client.post(migrated.get_absolute_url() + "rows/new/", sent).status_code == 422
    assert not Extract.objects.exists()


@pytest.mark.django_db
def test_a_program_brings_rows_in_with_their_encoding_and_is_refused_like_a_person(world: World) -> None:
    migrated = an_object(world)
    address = f"/api/v1{migrated.get_absolute_url()}rows/"

    def send(who: str, **form: Any) -> Any:
        file = SimpleUploadedFile("customers.csv", SOURCE, "text/csv")
        sent = {"file": file, "side": "source"} | form
        return Client().post(address, sent, headers=bearer(world.cast[who]))

    made = send("lead", encoding="cp1252")
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["encoding"], told["side"], told["object"]) == ("cp1252", "source", migrated.ref)
    run_pending()
    assert Extract.objects.get().table["columns"] and Entry.objects.filter(verb="migration.rows_brought").count() == 1
    assert send("client").status_code == 403
    wrong = send("lead", encoding="klingon", side="left")
    assert wrong.status_code == 422
    assert {each["field"] for each in wrong.json()["refusals"]} == {"encoding", "side"}
    assert Extract.objects.count() == 1


@pytest.mark.django_db
def test_a_file_beyond_the_limit_is_refused_by_page_and_program_before_it_is_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "LARGEST_ROWS", 10)
    migrated, address = an_object(world), "rows/new/"
    file = {"side": "source", "file": SimpleUploadedFile("customers.csv", SOURCE, "text/csv")}
    by_page = signed_in(world.lead).post(migrated.get_absolute_url() + address, file)
    file["file"] = SimpleUploadedFile("customers.csv", SOURCE, "text/csv")
    by_api = Client().post(f"/api/v1{migrated.get_absolute_url()}rows/", file, headers=bearer(world.lead))
    for answer in (by_page, by_api):
        assert answer.status_code == 422 and "customers.csv has" in answer.content.decode()
    assert not Extract.objects.exists()
