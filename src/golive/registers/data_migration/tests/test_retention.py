"""Do rows of data go when their time is over, and does everything stay that was counted and signed?"""

from __future__ import annotations

import os
import time
from datetime import timedelta

import pytest

from golive.foundation import audit
from golive.foundation.audit.models import Entry
from golive.foundation.implementations import actions as implementations
from golive.foundation.jobs import enqueue, run_pending
from golive.foundation.jobs.models import Job
from golive.foundation.register_kit.contract import signed_in
from golive.plain.verdict import Refused
from golive.registers.data_migration import actions, retention, rules, vault
from golive.registers.data_migration.models import (
    Extract,
    Load,
    MappingDocument,
    MigrationObject,
    MigrationSignOff,
    TestMigration,
    place,
)
from golive.registers.data_migration.tests.acme import a_test, an_object
from tests.world import World

ROWS = b"NR;NAME\n1;Ada\n"


pytestmark = pytest.mark.django_db(transaction=True)


def brought(world: World, days_ago: int, rows: bytes = ROWS) -> MigrationObject:
    """An object whose source was brought in so many days ago."""
    migrated = an_object(world)
    made, job = actions.bring_rows(migrated, by=world.lead, side=rules.SOURCE, file=("people.csv", [rows]))
    Job.objects.filter(pk=job.pk).update(state="done")
    read = [{"name": "people", "rows": 1, "columns": [["NR", "text"], ["NAME", "text"]]}]
    Extract.objects.filter(pk=made.pk).update(created_at=world.acme.now() - timedelta(days=days_ago), tables=read)
    return migrated


def signed(world: World, migrated: MigrationObject, days_ago: int) -> None:
    """Its test migration was signed so many days ago."""
    test: TestMigration = a_test(world)
    Load.objects.update_or_create(implementation=world.acme, test=test, object=migrated)
    MigrationSignOff.begin(
        world.acme, by=world.manager, test=test, content={"test": {"ref": test.ref}}, content_hash="0" * 64,
        signed_at=world.acme.now() - timedelta(days=days_ago),
    )  # fmt: skip


def night() -> None:
    enqueue("migration.forget", by=None)
    assert run_pending() == 1


def test_rows_that_nobody_signed_go_after_a_year_and_that_is_on_record(world: World) -> None:
    migrated = brought(world, 366)
    made = Extract.objects.get()
    assert vault.vault(made.sha256).read_bytes() == ROWS
    night()
    assert retention.is_gone(made.sha256)
    entry = Entry.objects.get(verb="migration.rows_removed")
    assert made.sha256[:12] in str(entry.data) and "people.csv" in str(entry.data)
    assert Extract.objects.get().sha256 == made.sha256  # what it was is still known
    assert audit.verify().sound
    page = signed_in(world.lead).get(migrated.get_absolute_url()).content.decode()
    assert "The rows are removed" in page and "rows removed" in page
    night()
    assert Entry.objects.filter(verb="migration.rows_removed").count() == 1


def test_a_file_that_no_record_has_goes_after_a_day(world: World) -> None:
    migrated = brought(world, 1)
    owned, partial = Extract.objects.get().sha256, "tmpx"
    old, fresh, expected, evidence = (vault.put(iter([each]))[0] for each in (b"old", b"fresh", b"made", b"differ"))
    MappingDocument.begin(world.acme, by=world.lead, object=migrated, expected={"kept": expected})
    Load.objects.update_or_create(
        implementation=world.acme, test=a_test(world), object=migrated, defaults={"evidence": evidence}
    )
    (place() / partial).write_bytes(b"half of an upload")
    before = time.time() - 25 * 3600
    for path in [*(vault.vault(each) for each in (owned, old, expected, evidence)), place() / partial]:
        os.utime(path, (before, before))
    night()
    assert [vault.vault(each).exists() for each in (owned, expected, evidence, fresh, old)] == [True] * 4 + [False]
    assert not (place() / partial).exists()
    assert Job.objects.latest("pk").result == {"files": 0, "unowned": 2}


def test_rows_in_their_time_stay_and_the_page_says_until_when(world: World) -> None:
    migrated = brought(world, 300)
    night()
    assert not retention.is_gone(Extract.objects.get().sha256)
    until = retention.kept_until(migrated)
    assert until == world.acme.today() + timedelta(days=65)
    assert f"kept until {until:%-d %b %Y}" in signed_in(world.lead).get(migrated.get_absolute_url()).content.decode()


def test_after_the_signature_the_shorter_time_counts_and_new_rows_begin_anew(world: World) -> None:
    migrated = brought(world, 120)
    signed(world, migrated, 100)
    assert retention.kept_until(migrated) == world.acme.today() - timedelta(days=10)
    Extract.objects.update(created_at=world.acme.now() - timedelta(days=99))
    assert retention.kept_until(migrated) == world.acme.today() + timedelta(days=365 - 99)


def test_an_implementation_may_keep_them_for_another_time(world: World) -> None:
    migrated = brought(world, 20)
    implementations.choose_value(world.acme, rules.KEEP_ROWS.key, 10, by=world.manager, because="Asked by the client.")
    assert retention.kept_until(migrated) == world.acme.today() - timedelta(days=10)


def test_the_same_file_that_another_object_needs_stays(world: World) -> None:
    brought(world, 400)
    other = an_object(world, "Contacts")
    _, job = actions.bring_rows(other, by=world.lead, side=rules.SOURCE, file=("again.csv", [ROWS]))
    Job.objects.filter(pk=job.pk).update(state="done")
    night()
    assert not retention.is_gone(Extract.objects.first().sha256)  # type: ignore[union-attr]


def test_a_job_on_rows_that_are_gone_says_so(world: World) -> None:
    brought(world, 400)
    night()
    with pytest.raises(Refused, match=r"rows of people\.csv were removed"), vault.folder() as at:
        vault.lay_out(at, Extract.objects.get())


def test_a_database_without_any_migration_is_not_the_one_of_these_files(world: World) -> None:
    sha256, _ = vault.put(iter([b"rows of another database"]))
    before = time.time() - 25 * 3600
    os.utime(vault.vault(sha256), (before, before))
    night()
    assert vault.vault(sha256).exists()
    an_object(world)
    night()
    assert not vault.vault(sha256).exists()


def test_rows_that_somebody_else_put_meanwhile_stay_when_one_is_refused(world: World) -> None:
    sha256, _ = vault.put(iter([b"the same rows twice"]))
    with pytest.raises(Refused), vault.taken_up(sha256):
        vault.put(iter([b"the same rows twice"]))
        raise Refused([])
    assert vault.vault(sha256).exists()
    with pytest.raises(Refused), vault.taken_up(sha256):
        raise Refused([])
    assert not vault.vault(sha256).exists()
