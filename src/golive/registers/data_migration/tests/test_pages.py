import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from golive.foundation.register_kit.contract import RegisterContract, bearer, signed_in
from golive.registers.data_migration import actions, rules
from golive.registers.data_migration.models import Finding, MigrationObject, TestMigration, ValueMap
from golive.registers.data_migration.register import register
from golive.registers.data_migration.tests.acme import a_test, an_object, audit_file, drawn_up, result
from tests.world import World


def make(world: World) -> MigrationObject:
    return an_object(world)


class TestDataMigrationRegister(RegisterContract):
    register = register
    make = staticmethod(make)


def upload(file: tuple[str, bytes]) -> SimpleUploadedFile:
    return SimpleUploadedFile(file[0], file[1], "application/json")


@pytest.mark.django_db
def test_a_migration_goes_from_the_first_object_to_the_comparison_by_the_pages_alone(world: World) -> None:
    client, base = signed_in(world.manager), world.acme.url("data_migration")
    given = {"title": "Accounts", "owner": world.client.pk, "approach": "migrate", "criticality": "high"}
    given |= {"source_system": "Old", "target_system": "New"}
    assert client.post(base + "new/", given).status_code == 302
    for number in (1, 2):
        client.post(base + "tests/new/", {"title": f"Test migration {number}", "volume_percent": 50})
        test = TestMigration.objects.latest("pk")
        page = test.get_absolute_url()
        client.post(page + "start/", {"version": test.version, "started_at": "2026-03-16T05:00"})
        file = upload(result(missing=9 // number, changed=12 if number == 1 else 0))
        sent = {"migrated": MigrationObject.objects.get().pk, "file": file, "minutes": "12.5"}
        assert client.post(page + "results/new/", sent).status_code == 302
        test.refresh_from_db()
        assert client.post(page + "end/", {"version": test.version}).status_code == 302
        assert "12.5 min" in client.get(page).content.decode()
    compared = client.get(base + "comparison/").content.decode()
    assert "truncated at 40" in compared and "1 root cause fixed" in compared
    assert "0 of 1 objects test-migrated 3 times" in client.get(base + "tests/").content.decode()


@pytest.mark.django_db
def test_a_file_that_is_no_reconciliation_is_refused_at_its_field(world: World) -> None:
    migrated, test = an_object(world), a_test(world)
    sent = {"migrated": migrated.pk, "file": upload(("a.json", b'{"rows": {"source": 1}}'))}
    answer = signed_in(world.lead).post(test.get_absolute_url() + "results/new/", sent)
    assert answer.status_code == 422
    assert "rows.target" in answer.content.decode()


@pytest.mark.django_db
def test_one_key_decides_a_finding_and_leads_to_the_next(world: World) -> None:
    actions.bring_audit(world.acme, by=world.lead, file=audit_file({}, {"column": "NAME"}))
    one, two = Finding.objects.order_by("pk")
    client = signed_in(world.lead)
    page = client.get(one.get_absolute_url()).content.decode()
    assert 'data-key="a"' in page and 'data-key="f"' in page and 'data-key="l"' in page
    answer = client.post(one.get_absolute_url() + "decision/", {"decision": "accept", "version": one.version})
    assert answer["Location"] == two.get_absolute_url()
    refused = client.post(two.get_absolute_url() + "decision/", {"decision": "leave", "version": two.version})
    assert refused.status_code == 422 and "does no harm" in refused.content.decode()
    assert 'data-key="a"' not in signed_in(world.viewer).get(two.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_a_value_map_is_written_and_confirmed_on_the_pages(world: World) -> None:
    migrated, base = an_object(world), world.acme.url("data_migration", "maps")
    given = {
        "title": "Status",
        "migrated": migrated.pk,
        "owner": world.client.pk,
        "entries": "A = Active ; 12\nX=Closed",
    }
    assert signed_in(world.lead).post(base + "new/", given).status_code == 302
    found = ValueMap.objects.get()
    assert found.entries == [{"from": "A", "to": "Active", "rows": 12}, {"from": "X", "to": "Closed", "rows": None}]
    client = signed_in(world.client)
    assert "Active" in client.get(found.get_absolute_url() + "confirmation/").content.decode()
    seen = {"seen_hash": found.content_hash, "version": found.version}
    assert client.post(found.get_absolute_url() + "confirmation/", seen).status_code == 302
    assert "Dana Lee confirmed it" in client.get(found.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_the_accountable_person_signs_on_the_page_and_takes_the_sheets(world: World) -> None:
    found = drawn_up(world)
    world.sponsor.set_password("correct horse battery")
    world.sponsor.save()
    client, page = signed_in(world.sponsor), found.get_absolute_url()
    assert found.content["objects"][0]["sha256"][:32] in client.get(page + "signature/").content.decode()
    wrong = client.post(page + "signature/", {"seen_hash": found.content_hash, "password": "no"})
    assert wrong.status_code == 422
    done = client.post(page + "signature/", {"seen_hash": found.content_hash, "password": "correct horse battery"})
    assert done.status_code == 302
    shown = client.get(page).content.decode()
    assert "Signed by Ruth Amadi" in shown and "Sign-off sheet (PDF)" in shown
    found.refresh_from_db()
    assert found.pdf is not None
    assert b"%PDF" in client.get(found.pdf.get_absolute_url() + "file/").content[:10]
    assert signed_in(world.manager).get(page + "signature/").status_code == 403


@pytest.mark.django_db
def test_empty_tabs_say_what_to_do_next(world: World) -> None:
    client, base = signed_in(world.manager), world.acme.url("data_migration")
    for part, words in (
        ("tests", "Plan the first one"),
        ("comparison", "two test migrations"),
        ("findings", "golive data audit"),
        ("maps", "business owner confirms"),
    ):
        assert words in client.get(f"{base}{part}/").content.decode(), part


@pytest.mark.django_db
def test_a_program_brings_results_and_reads_comparison_and_durations(world: World) -> None:
    migrated, first, second = an_object(world), a_test(world), a_test(world, "Second")
    client, headers = signed_in(None), bearer(world.lead)
    base = f"/api/v1{world.acme.url('data_migration')}"
    for test, changed in ((first, 9), (second, 0)):
        body = {"object": migrated.ref, "result": json.loads(result(changed=changed)[1]), "minutes": 30}
        made = client.post(f"{base}tests/{test.ref}/results/", body, "application/json", headers=headers)
        assert made.status_code == 201, made.content
        assert made.json()["objects"][0]["differences"] == changed
    lines = client.get(f"{base}comparison/{first.ref}/{second.ref}/", headers=headers).json()
    assert [(each["state"], each["signature"]) for each in lines] == [("fixed", "truncated at 40")]
    durations = client.get(f"{base}durations/", headers=headers).json()
    assert durations[0]["minutes_at_full_volume"] == 30
    refused = client.post(f"{base}tests/", {"title": "", "volume_percent": 0}, "application/json", headers=headers)
    assert refused.status_code == 422 and len(refused.json()["refusals"]) == 2
    again = client.post(f"{base}tests/{first.ref}/signoff/", {}, "application/json", headers=headers)
    assert {"sign_off.rehearsals", "sign_off.freeze_unknown"} <= {each["code"] for each in again.json()["refusals"]}
    assert rules.TEST_MIGRATIONS.default == 3
