from datetime import timedelta

import pytest

from golive.foundation import audit
from golive.foundation.documents import queries as documents
from golive.foundation.documents.models import Document
from golive.foundation.implementations import actions as implementations
from golive.foundation.people.confirming import Proof
from golive.plain.verdict import Refused
from golive.registers.data_migration import actions, judging, queries, rules
from golive.registers.data_migration.models import Finding, ValueMap
from golive.registers.data_migration.tests.acme import (
    a_test,
    accountable,
    an_object,
    audit_file,
    drawn_up,
    fresh,
    rehearsed,
    result,
    touch,
)
from tests.world import World

pytestmark = pytest.mark.django_db


def verbs(record: object) -> list[str]:
    return [entry.verb for entry in audit.history_of(record, limit=20)]


def test_the_load_order_follows_from_what_each_object_needs(world: World) -> None:
    users = an_object(world, "Users")
    accounts = an_object(world, "Accounts", needs=[users])
    contacts = an_object(world, "Contacts", needs=[accounts])
    assert (users.load_order, accounts.load_order, contacts.load_order) == (1, 2, 3)
    assert verbs(contacts) == ["migration.object_added"]
    actions.change_object(fresh(contacts), by=world.lead, needs=[users])
    assert fresh(contacts).load_order == 2
    assert "migration.object_changed" in verbs(contacts)


def test_a_circle_is_refused_and_printed_and_nothing_is_written(world: World) -> None:
    users = an_object(world, "Users")
    accounts = an_object(world, "Accounts", needs=[users])
    with pytest.raises(Refused, match="Accounts → Users → Accounts"):
        actions.change_object(fresh(users), by=world.manager, needs=[accounts])
    assert queries.needs_by_title(world.acme) == {"Users": set(), "Accounts": {"Users"}}


def test_what_is_left_behind_needs_a_reason_and_every_object_an_owner(world: World) -> None:
    with pytest.raises(Refused) as refused:
        an_object(world, "", owner=None, approach=rules.DROP)
    assert {each.field for each in refused.value.refusals} == {"title", "owner", "because"}
    dropped = an_object(world, "Old offers", approach=rules.DROP, because="Older than ten years.")
    assert not dropped.is_loaded
    with pytest.raises(Refused, match="may not add a migration object"):
        actions.add_object(
            world.acme, by=world.viewer, title="X", owner=world.lead, source_system="A", target_system="B"
        )


def test_a_test_migration_is_planned_started_and_timed(world: World) -> None:
    test = a_test(world)
    assert test.took == timedelta(hours=2)
    assert verbs(test) == ["migration.finished", "migration.started", "migration.planned"]
    with pytest.raises(Refused, match="already finished"):
        actions.finish_test(test, by=world.manager)
    with pytest.raises(Refused, match="1 to 100"):
        actions.plan_test(world.acme, by=world.manager, title="Second", volume_percent=0)


def test_a_result_is_read_and_its_file_kept_under_its_hash(world: World) -> None:
    migrated, test = an_object(world), a_test(world)
    load = actions.attach(test, migrated, by=world.lead, file=result(missing=3, changed=4), minutes=42)
    assert (load.verdict, load.differences, load.rows["missing"], load.columns) == (
        "differs",
        7,
        3,
        {"Name": 4, "City": 0},
    )
    assert load.causes[0]["signature"] == "truncated at 40"
    assert load.document is not None and load.document.content() == result(missing=3, changed=4)[1]
    assert "migration.reconciled" in verbs(test)
    assert list(documents.kept_about(test)) == []  # it is about the object in the test
    assert queries.durations(world.acme)[0].minutes == 42


def test_a_result_is_refused_before_the_run_for_dropped_data_and_for_a_file_that_is_none(world: World) -> None:
    migrated = an_object(world)
    planned = actions.plan_test(world.acme, by=world.manager, title="Later")
    with pytest.raises(Refused, match="has not run yet"):
        actions.attach(planned, migrated, by=world.lead, file=result())
    dropped = an_object(world, "Old", approach=rules.DROP, because="Nobody needs it.")
    with pytest.raises(Refused, match="left behind"):
        actions.attach(a_test(world), dropped, by=world.lead, file=result())
    with pytest.raises(Refused, match="no “rows”"):
        actions.attach(a_test(world), migrated, by=world.lead, file=("a.json", b"{}"))
    with pytest.raises(Refused, match="no file"):
        actions.attach(a_test(world), migrated, by=world.lead, file=None)
    with pytest.raises(Refused, match="may not attach"):
        actions.attach(a_test(world), migrated, by=world.viewer, file=result())
    assert Document.objects.count() == 0


def test_the_minutes_of_a_load_go_to_the_cutover_scaled_to_all_of_the_data(world: World) -> None:
    migrated, test = an_object(world), a_test(world, volume=20)
    actions.attach(test, migrated, by=world.lead, file=result())
    assert queries.durations(world.acme) == []
    actions.time_load(test, migrated, by=world.lead, minutes=30)
    assert [(each.title, each.minutes, each.at_full_volume) for each in queries.durations(world.acme)] == [
        ("Accounts", 30, 150)
    ]
    assert "migration.timed" in verbs(test)
    with pytest.raises(Refused, match="more than 0"):
        actions.time_load(test, migrated, by=world.lead, minutes=0)


def test_the_comparison_shows_what_the_corrections_did(world: World) -> None:
    migrated, first, second = an_object(world), a_test(world), a_test(world, "Second")
    actions.attach(first, migrated, by=world.lead, file=result(changed=9))
    causes = [{"column": "City", "signature": "case", "count": 2}]
    actions.attach(second, migrated, by=world.lead, file=result(missing=1, causes=causes))
    assert [(line.state, line.signature) for line in queries.compared(first, second)] == [
        ("new", "case"),
        ("new", "row is missing"),
        ("fixed", "truncated at 40"),
    ]


def test_control_totals_count_rows_and_columns_of_the_last_result_of_each_object(world: World) -> None:
    migrated, test = an_object(world), a_test(world)
    other = an_object(world, "Contacts")
    actions.attach(test, migrated, by=world.lead, file=result(missing=2, changed=1))
    some = queries.control_totals(world.acme)
    assert (some.oldest, some.reconciled, some.never_reconciled) == (None, 1, (other.title,))
    actions.attach(test, other, by=world.lead, file=result())
    found = queries.control_totals(world.acme)
    assert (found.checked, found.failed, found.oldest) == (6, 2, test.finished_at)


def test_an_audit_brings_groups_and_the_next_one_keeps_their_decisions(world: World) -> None:
    document = actions.bring_audit(world.acme, by=world.lead, file=audit_file({}, {"column": "NAME", "count": 3}))
    assert "migration.audited" in verbs(document)
    one, two = Finding.objects.order_by("pk")
    actions.decide(fresh(one), by=world.lead, decision=rules.ACCEPT)
    assert "migration.finding_decided" in verbs(one)
    actions.bring_audit(world.acme, by=world.lead, file=audit_file({"count": 5}))
    assert (fresh(one).count, fresh(one).decision, fresh(one).gone) == (5, rules.ACCEPT, False)
    assert fresh(two).gone
    with pytest.raises(Refused, match="found AF-002 no more"):
        actions.decide(fresh(two), by=world.lead, decision=rules.FIX)
    verdict = judging.source_is_audited(queries.audited_facts(world.acme))
    assert not verdict.met  # no object is listed yet
    an_object(world)
    assert judging.source_is_audited(queries.audited_facts(world.acme)).met


def test_only_the_owner_of_the_data_decides_beside_manager_and_lead(world: World) -> None:
    migrated = an_object(world, owner=world.client)
    actions.bring_audit(world.acme, by=world.lead, file=audit_file({}), migrated=migrated)
    found = fresh(Finding.objects.get())
    with pytest.raises(Refused, match="does not own"):
        actions.decide(found, by=world.contributor, decision=rules.FIX)
    with pytest.raises(Refused, match="may not decide"):
        actions.decide(found, by=world.viewer, decision=rules.FIX)
    actions.decide(found, by=world.client, decision=rules.FIX)
    assert found.decided_by == world.client


def test_a_value_map_is_confirmed_by_its_owner_and_lapses_with_every_change(world: World) -> None:
    migrated, entries = an_object(world), [{"from": "A", "to": "Active", "rows": 9}, {"from": "X", "to": ""}]
    found = actions.write_map(migrated, by=world.lead, title="Status", owner=world.client, entries=entries)
    with pytest.raises(Refused, match="leaves X without a target"):
        actions.confirm_map(found, by=world.client, seen_hash=found.content_hash)
    entries[1]["to"] = "Closed"
    found = actions.write_map(migrated, by=world.lead, title="Status", owner=world.client, entries=entries, found=found)
    with pytest.raises(Refused, match="does not own"):
        actions.confirm_map(fresh(found), by=world.lead, seen_hash=found.content_hash)
    with pytest.raises(Refused, match="no longer the text"):
        actions.confirm_map(fresh(found), by=world.client, seen_hash="0" * 64)
    found = actions.confirm_map(fresh(found), by=world.client, seen_hash=found.content_hash)
    assert found.confirmed_at
    assert {"migration.map_written", "migration.map_confirmed"} <= set(verbs(found))
    actions.write_map(migrated, by=world.lead, title="Status", owner=world.client, entries=entries[:1], found=found)
    assert ValueMap.objects.get().confirmed_at is None
    with pytest.raises(Refused, match="Mapped twice: A"):
        actions.write_map(migrated, by=world.lead, title="S", owner=world.client, entries=[entries[0], entries[0]])


def test_the_accountable_person_signs_the_evidence_and_both_papers_are_kept(world: World) -> None:
    found = drawn_up(world)
    assert "migration.drawn_up" in verbs(found)
    assert "migration.freeze_checked" in verbs(found.test)
    world.sponsor.set_password("correct horse battery")
    world.sponsor.save()
    signed = actions.sign(
        found,
        by=world.sponsor,
        seen_hash=found.content_hash,
        statement="It agrees.",
        proof=proof_of("correct horse battery"),
    )
    assert signed.signed_by == world.sponsor
    assert signed.pdf.content()[:5] == b"%PDF-" and signed.xlsx.content()[:2] == b"PK"  # type: ignore[union-attr]
    assert "migration.signed" in verbs(found)
    assert judging.migration_is_signed(queries.signed_facts(world.acme)).met
    assert judging.migration_reconciles(queries.rehearsed_facts(world.acme)).met


def proof_of(password: str) -> Proof:
    return Proof(password=password, network="127.0.0.1")


def test_a_wrong_password_signs_nothing(world: World) -> None:
    found = drawn_up(world)
    world.sponsor.set_password("correct horse battery")
    world.sponsor.save()
    with pytest.raises(Refused, match="not the password"):
        actions.sign(found, by=world.sponsor, seen_hash=found.content_hash, proof=proof_of("wrong"))
    assert fresh(found).signed_at is None


def test_nobody_signs_without_the_a_nor_their_own_work(world: World) -> None:
    found = drawn_up(world)
    for person in (world.committee, world.manager):
        with pytest.raises(Refused, match="does not answer for"):
            actions.sign(found, by=person, seen_hash=found.content_hash)
    implementations.grant(world.acme, world.sponsor, "workstream lead", by=world.manager)
    own = actions.draw_up(fresh(found.test), by=world.sponsor)
    with pytest.raises(Refused, match="Nobody signs their own work"):
        actions.sign(own, by=world.sponsor, seen_hash=own.content_hash)


def test_evidence_that_changed_after_it_was_drawn_up_is_not_signed(world: World) -> None:
    found = drawn_up(world)
    migrated = queries.objects(world.acme)[0]
    actions.attach(fresh(found.test), migrated, by=world.lead, file=result(rows=1001))
    with pytest.raises(Refused, match="no longer what"):
        actions.sign(fresh(found), by=world.sponsor, seen_hash=found.content_hash)


def test_a_sign_off_is_not_drawn_up_from_too_few_stale_or_unfrozen_rehearsals(world: World) -> None:
    accountable(world)
    _, test = rehearsed(world, times=2)
    touch(test, source_changed_at=world.acme.now(), finished_at=world.acme.now() - timedelta(days=40))
    with pytest.raises(Refused) as refused:
        actions.draw_up(fresh(test), by=world.manager)
    assert {each.code for each in refused.value.refusals} == {
        "sign_off.rehearsals", "sign_off.stale", "sign_off.freeze",
    }  # fmt: skip


def test_a_later_result_takes_the_signature_off_the_object(world: World) -> None:
    found = drawn_up(world)
    world.sponsor.set_password("correct horse battery")
    world.sponsor.save()
    actions.sign(found, by=world.sponsor, seen_hash=found.content_hash, proof=proof_of("correct horse battery"))
    migrated = queries.objects(world.acme)[0]
    with pytest.raises(Refused, match="is signed"):
        actions.attach(fresh(found.test), migrated, by=world.lead, file=result())
    assert queries.signed_objects(world.acme) == {migrated.ref}
    actions.attach(a_test(world, "Fourth"), migrated, by=world.lead, file=result(missing=1))
    assert queries.signed_objects(world.acme) == set()
