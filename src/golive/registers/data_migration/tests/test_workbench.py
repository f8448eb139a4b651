import html
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from golive.foundation.audit.models import Entry
from golive.foundation.implementations.models import RoleHolding
from golive.foundation.jobs import run_pending
from golive.foundation.jobs.actions import repeat, stop
from golive.foundation.jobs.models import Job
from golive.foundation.register_kit.contract import bearer, signed_in
from golive.plain.verdict import Kind, Refusal, Refused
from golive.registers.data_migration import actions, queries, rules, vault
from golive.registers.data_migration.models import Extract, Finding, Load, MappingDocument, MigrationObject
from golive.registers.data_migration.tests.acme import a_test, an_object, fresh
from tests.world import World

pytestmark = pytest.mark.process

SOURCE = "NR;NAME;STATUS;BETRAG;MANDT\n" + "".join(
    f"{n:06};{name} ;{code};{n},50;100\n"
    for n, name, code in [(1, "Ada", "A"), (2, "Bert", "X"), (3, "Cleo", "A"), (4, "Dora", "X")]
)
EMPTY = "Id,Name,Status,Amount\n"
ARRIVED = EMPTY + "000001,Ada,Active,1.50\n000002,Bert,Closed,2.50\n000003,CLEO,Active,3.50\n000009,Zoe,Active,9.50\n"
MAPPED = {"column_0": "NR", "key_0": "on", "expr_1": "trim(NAME)", "column_2": "STATUS", "map_2": "VM-001"}
MAPPED |= {"expr_3": "parse_decimal(BETRAG, ',', '.')", "type_3": "decimal(14,2)", "left_4": "client, not needed"}


def bring(client: Client, migrated: MigrationObject, side: str, text: str, name: str) -> None:
    file = SimpleUploadedFile(name, text.encode(), "text/csv")
    sent = client.post(migrated.get_absolute_url() + "rows/new/", {"side": side, "file": file})
    assert sent.status_code == 302, sent.content
    assert run_pending() == 1
    job = Job.objects.latest("pk")
    assert job.state == "done", job.error


@pytest.fixture
def mapped(world: World) -> MigrationObject:
    migrated, client = an_object(world), signed_in(world.lead)
    bring(client, migrated, "source", SOURCE, "customers.csv")
    bring(client, migrated, "target", EMPTY, "account.csv")
    made = actions.write_map(
        migrated,
        by=world.lead,
        title="Status",
        owner=world.client,
        entries=[{"from": "A", "to": "Active"}, {"from": "X", "to": "Closed"}],
    )
    actions.confirm_map(made, by=world.client, seen_hash=made.content_hash)
    kept = client.post(
        migrated.get_absolute_url() + "mapping/", MAPPED | {"version": MappingDocument.objects.get().version}
    )
    assert kept.status_code == 302, kept.content.decode()
    return migrated


@pytest.mark.django_db
def test_a_source_that_is_brought_in_is_audited_and_a_target_is_compared_with_it(world: World) -> None:
    migrated, client = an_object(world), signed_in(world.lead)
    bring(client, migrated, "source", SOURCE, "customers.csv")
    assert Finding.objects.filter(object=migrated, column="NAME").exists()
    assert "Both sides are needed" in client.get(migrated.get_absolute_url() + "mapping/").content.decode()
    bring(client, migrated, "target", EMPTY, "account.csv")
    page = client.get(migrated.get_absolute_url() + "mapping/").content.decode()
    assert "Nothing is mapped yet" in page and "Source of Status" in page
    assert 'value="1:NAME"' in page and "name 1.00" in page  # a suggestion, with its reason
    assert not MappingDocument.objects.get().text  # and nothing was accepted
    assert Extract.objects.count() == 2
    told = [e.verb for e in Entry.objects.filter(verb__startswith="migration.rows")]
    assert told.count("migration.rows_brought") == 2 and told.count("migration.rows_seen") == 2


@pytest.mark.slow
@pytest.mark.django_db
def test_a_suggestion_is_taken_by_its_button_alone(world: World) -> None:
    migrated, client = an_object(world), signed_in(world.lead)
    bring(client, migrated, "source", SOURCE, "customers.csv")
    bring(client, migrated, "target", EMPTY, "account.csv")
    base = migrated.get_absolute_url() + "mapping/"
    client.post(
        base, {"take": "1:NAME", "column_0": "NR", "key_0": "on", "version": MappingDocument.objects.get().version}
    )
    held = MappingDocument.objects.get()
    assert "from: NAME" in held.text and not held.is_complete
    page = client.get(base).content.decode()
    assert "The source field MANDT is UNMAPPED" in page


@pytest.mark.django_db
def test_the_mapping_shows_its_sample_and_opens_the_gate(world: World, mapped: MigrationObject) -> None:
    held = MappingDocument.objects.get()
    assert held.is_complete and held.checked["share"] == 1
    samples = dict(held.checked["sample"])
    assert samples["Status"][:2] == ["Active", "Closed"] and samples["Amount"][0] == "1.50"
    page = signed_in(world.lead).get(mapped.get_absolute_url() + "mapping/").content.decode()
    assert "The mapping may be run" in page and "1.50" in page
    assert Entry.objects.filter(verb="migration.mapped").count() == 1
    assert signed_in(world.viewer).get(mapped.get_absolute_url() + "mapping/").status_code == 403


@pytest.mark.slow
@pytest.mark.django_db
def test_a_mapping_with_gaps_or_a_code_nobody_confirmed_is_not_run(world: World, mapped: MigrationObject) -> None:
    client, base = signed_in(world.lead), mapped.get_absolute_url() + "mapping/"
    client.post(base, MAPPED | {"left_4": "", "version": MappingDocument.objects.get().version})
    refused = client.post(base + "run/")
    assert refused.status_code == 422 and "MANDT is UNMAPPED" in refused.content.decode()
    assert not Job.objects.filter(kind="migration.run").exists()


@pytest.mark.slow
@pytest.mark.django_db
def test_what_a_person_wrote_as_yaml_is_kept_by_the_workbench(world: World, mapped: MigrationObject) -> None:
    client, base = signed_in(world.lead), mapped.get_absolute_url() + "mapping/"
    held = MappingDocument.objects.get()
    text = held.text.replace("type: decimal(14,2)", "type: decimal(14,2)\n    compare: {abs_tol: 0.01}")
    client.post(base + "text/", {"text": text, "version": held.version})
    client.post(base, MAPPED | {"version": MappingDocument.objects.get().version})
    assert "abs_tol: 0.01" in MappingDocument.objects.get().text
    broken = client.post(base + "text/", {"text": "fields: [", "version": MappingDocument.objects.get().version})
    assert broken.status_code == 302 and MappingDocument.objects.get().checked["errors"]


@pytest.mark.slow
@pytest.mark.django_db
def test_a_mapping_goes_to_excel_and_its_changes_are_shown_before_they_are_kept(
    world: World, mapped: MigrationObject
) -> None:
    client, base = signed_in(world.lead), mapped.get_absolute_url() + "mapping/"
    book = openpyxl.load_workbook(io.BytesIO(client.get(base + "workbook/").content))
    untouched = back_with(client, base, book)
    assert "Nothing is changed" in untouched.content.decode()
    book["Fields"]["I2"].value = "asked Jane"
    shown = back_with(client, base, book)
    assert "1 change in the mapping" in shown.content.decode() and "asked Jane" in shown.content.decode()
    held = MappingDocument.objects.get()
    assert "asked Jane" not in held.text
    text = html.unescape(re.findall(r"<textarea[^>]*>(.*?)</textarea>", shown.content.decode(), re.DOTALL)[0])
    client.post(base + "text/", {"text": text, "version": held.version})
    assert "asked Jane" in MappingDocument.objects.get().text
    stale = back_with(client, base, book)
    assert stale.status_code == 422 and "changed since this workbook was made" in stale.content.decode()
    assert signed_in(world.viewer).get(base + "workbook/").status_code == 403


def back_with(client: Client, base: str, book: openpyxl.Workbook) -> Any:
    out = io.BytesIO()
    book.save(out)
    return client.post(base + "workbook/edited/", {"file": SimpleUploadedFile("m.xlsx", out.getvalue())})


@pytest.mark.slow
@pytest.mark.django_db
def test_the_run_makes_the_file_for_the_loader(world: World, mapped: MigrationObject) -> None:
    client, base = signed_in(world.lead), mapped.get_absolute_url() + "mapping/"
    assert client.post(base + "run/").status_code == 302
    assert run_pending() == 1
    held = MappingDocument.objects.get()
    assert held.expected["rows"] == 4
    assert b"".join(client.get(base + "expected/").streaming_content)[:4] == b"PAR1"  # type: ignore[attr-defined]
    assert signed_in(world.client).get(base + "expected/").status_code == 403
    assert Entry.objects.filter(verb="migration.ran").count() == 1


@pytest.mark.django_db
def test_a_load_is_reconciled_and_every_difference_can_be_looked_into(world: World, mapped: MigrationObject) -> None:
    client, test = signed_in(world.lead), a_test(world)
    bring(client, mapped, "target", ARRIVED, "account.csv")
    sent = client.post(test.get_absolute_url() + "reconciliation/", {"migrated": mapped.pk, "minutes": "4"})
    assert sent.status_code == 302, sent.content.decode()
    assert run_pending() == 1
    load = Load.objects.get(test=test)
    assert (load.rows["missing"], load.rows["extra"], load.rows["changed"], load.minutes) == (1, 1, 1, 4)
    assert load.verdict == "differs" and load.columns["Name"] == 1
    told = json.loads(load.document.content()) if load.document else {}
    assert told["inputs"]["differences"] == load.evidence
    base = f"{test.get_absolute_url()}differences/{mapped.ref}/"
    page = client.get(base).content.decode()
    assert "000004" in page and "000009" in page and "1–3" in page
    assert "xxxx" in page.lower() and "CLEO" not in page  # the form, never the value
    one = client.get(base, {"column": "Name", "signature": load.causes[0]["signature"]}).content.decode()
    assert "000003" in one and "000004" not in one
    assert signed_in(world.viewer).get(base).status_code == 403
    assert signed_in(world.stranger).get(base).status_code == 404
    assert "differences/" in client.get(test.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_ends_its_job_with_the_reason(world: World) -> None:
    migrated, client = an_object(world), signed_in(world.lead)
    file = SimpleUploadedFile("broken.csv", b"A;B\n1;2\n1;2;3\n", "text/csv")
    client.post(migrated.get_absolute_url() + "rows/new/", {"side": "source", "file": file})
    run_pending()
    job = Job.objects.latest("pk")
    assert job.state == "failed" and "3 cells, but the header has 2" in job.error


BROKEN = b"A;B\n1;2\n1;2;3\n"


@pytest.mark.django_db
@pytest.mark.parametrize(("side", "text"), [("source", SOURCE), ("target", EMPTY)])
def test_a_file_that_cannot_be_read_never_hides_the_good_one_before_it(world: World, side: str, text: str) -> None:
    migrated, client = an_object(world), signed_in(world.lead)
    bring(client, migrated, side, text, "good.csv")
    broken = SimpleUploadedFile("broken.csv", BROKEN, "text/csv")
    client.post(migrated.get_absolute_url() + "rows/new/", {"side": side, "file": broken})
    page = client.get(migrated.get_absolute_url()).content.decode()
    assert "broken.csv is being read; until then" in page and "could not be read" not in page
    run_pending()
    holds = queries.extract(fresh(migrated), side)
    assert holds is not None and holds.name == "good.csv" and holds.tables
    page = html.unescape(client.get(migrated.get_absolute_url()).content.decode())
    assert "could not be read" in page and "broken.csv, line 3: 3 cells, but the header has 2" in page
    assert "Bring the mended file in, or run its job again. Until then good.csv holds." in page
    told = Client().get(f"/api/v1{migrated.get_absolute_url()}rows/", headers=bearer(world.lead)).json()
    assert [(each["name"], each["standing"], each["holds"]) for each in told] == [
        ("good.csv", "read", True),
        ("broken.csv", "unreadable", False),
    ]
    assert "3 cells" in told[1]["error"] and told[0]["error"] == ""
    bring(client, migrated, side, text + "\n", "better.csv")
    page = client.get(migrated.get_absolute_url()).content.decode()
    assert "better.csv" in page and "broken.csv" not in page


@pytest.mark.django_db
def test_a_broken_file_of_one_side_does_not_stop_the_reading_of_the_other(world: World) -> None:
    migrated, client = an_object(world), signed_in(world.lead)
    for side, text, name in [("target", BROKEN, "broken.csv"), ("source", SOURCE.encode(), "customers.csv")]:
        file = SimpleUploadedFile(name, text, "text/csv")
        client.post(migrated.get_absolute_url() + "rows/new/", {"side": side, "file": file})
    assert run_pending() == 2
    assert sorted(Job.objects.values_list("state", flat=True)) == ["done", "failed"]
    assert queries.extract(fresh(migrated), rules.TARGET) is None
    source = queries.extract(fresh(migrated), rules.SOURCE)
    assert source is not None and source.name == "customers.csv"
    bring(client, migrated, "target", EMPTY, "account.csv")
    assert "Source of Status" in client.get(migrated.get_absolute_url() + "mapping/").content.decode()


@pytest.mark.django_db
def test_a_file_whose_reading_was_stopped_holds_once_its_job_has_run_again(world: World) -> None:
    migrated, client = an_object(world), signed_in(world.lead)
    file = SimpleUploadedFile("customers.csv", SOURCE.encode(), "text/csv")
    client.post(migrated.get_absolute_url() + "rows/new/", {"side": "source", "file": file})
    job = Job.objects.latest("pk")
    stop(job, by=world.lead)
    assert queries.extract(fresh(migrated), rules.SOURCE) is None
    assert "Its reading was stopped." in client.get(migrated.get_absolute_url()).content.decode()
    repeat(Job.objects.get(pk=job.pk), by=world.lead)
    run_pending()
    found = queries.extract(fresh(migrated), rules.SOURCE)
    assert found is not None and found.tables
    assert "could not be read" not in client.get(migrated.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_only_who_runs_the_migration_brings_rows_in(world: World) -> None:
    migrated = an_object(world)
    assert signed_in(world.client).get(migrated.get_absolute_url() + "rows/new/").status_code == 403
    empty = signed_in(world.lead).post(migrated.get_absolute_url() + "rows/new/", {"side": "source"})
    assert empty.status_code == 422 and "no file" in empty.content.decode()
    assert queries.extract(fresh(migrated), rules.SOURCE) is None


@pytest.mark.slow
@pytest.mark.django_db
def test_a_job_works_on_the_files_there_were_when_it_was_started(world: World, mapped: MigrationObject) -> None:
    actions.run_mapping(mapped, by=world.lead)
    later = SimpleUploadedFile("later.csv", (SOURCE + "000005;Eve;A;5,50;100\n").encode(), "text/csv")
    signed_in(world.lead).post(mapped.get_absolute_url() + "rows/new/", {"side": "source", "file": later})
    run_pending()
    assert Extract.objects.filter(side="source").count() == 2
    assert MappingDocument.objects.get().expected["read"] == 4


@pytest.fixture
def empty_vault(tmp_path: Path) -> Iterator[None]:
    """Files are kept under their hash: what another test kept would already be there."""
    with override_settings(DATA=tmp_path):
        yield


def kept_files() -> set[Path]:
    return {path for path in (Path(settings.DATA) / "migration").rglob("*") if path.is_file()}


@pytest.mark.django_db
@pytest.mark.usefixtures("empty_vault")
@pytest.mark.parametrize("kind", ["run", "reconcile"])
def test_who_loses_their_rights_while_a_job_works_leaves_no_file_behind(
    world: World, mapped: MigrationObject, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    test = a_test(world)
    if kind == "reconcile":
        bring(signed_in(world.lead), mapped, "target", ARRIVED, "account.csv")
        job = actions.reconcile(test, mapped, by=world.lead)
    else:
        job = actions.run_mapping(mapped, by=world.lead)
    before, put_file, put = kept_files(), vault.put_file, list[str]()

    def withdrawn(path: Path) -> str:
        put.append(put_file(path))  # the engine is done; what it made lies in the vault
        assert vault.vault(put[0]) in kept_files() - before
        RoleHolding.objects.filter(person=world.lead, implementation=world.acme).delete()
        return put[0]

    monkeypatch.setattr(vault, "put_file", withdrawn)
    run_pending()
    job.refresh_from_db()
    assert (job.state, len(put)) == ("failed", 1) and world.lead.name in job.error
    assert kept_files() == before
    assert MappingDocument.objects.get().expected == {} and not Load.objects.exclude(verdict="").exists()
    assert not Entry.objects.filter(verb__in=["migration.ran", "migration.reconciled"]).exists()


@pytest.mark.django_db
def test_a_refused_result_that_another_record_has_too_stays(
    world: World, mapped: MigrationObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.run_mapping(mapped, by=world.lead)
    run_pending()
    kept = MappingDocument.objects.get().expected["kept"]
    actions.run_mapping(mapped, by=world.lead)
    monkeypatch.setattr(actions, "_may_run", refused)
    run_pending()
    assert Job.objects.latest("pk").state == "failed"
    assert vault.vault(kept).exists() and MappingDocument.objects.get().expected["kept"] == kept


def refused(*_: object) -> None:
    raise Refused([Refusal("data_migration.rights", "No longer.", "Ask.", Kind.RIGHTS)])


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("empty_vault")
def test_a_running_job_that_is_stopped_leaves_nothing_half_done(
    world: World, mapped: MigrationObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, advance = actions.run_mapping(mapped, by=world.lead), Job.advance

    def stopped(running: Job, *told: object) -> None:
        stop(Job.objects.get(pk=running.pk), by=world.lead)  # the button, while the engine works
        advance(running, *told)

    monkeypatch.setattr(Job, "advance", stopped)
    before = kept_files()
    run_pending()
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert MappingDocument.objects.get().expected == {}
    assert not Entry.objects.filter(verb="migration.ran").exists()
    assert kept_files() == before
