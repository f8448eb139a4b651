"""How did the migration go: objects, an audit, loads that differ less and less, and the first signature?"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime
from functools import partial

from golive.foundation.implementations.local_time import aware
from golive.foundation.people.confirming import Proof
from golive.registers.data_migration import actions, rules
from golive.registers.data_migration.models import Finding, MigrationObject, MigrationSignOff, TestMigration
from golive.web.demo.migration_files import customer_audit, reconciliation
from golive.web.demo.play.stage import Event, Stage, on
from golive.web.demo.story import migration as story


def events() -> Iterator[Event]:
    yield Event(on(story.LISTED, 10), _list)
    yield Event(on(story.AUDITED, 11), _audit)
    yield Event(on(story.AUDITED, 15), _decide)
    yield Event(on(story.MAPPED, 14), _map)
    yield Event(on(story.CONFIRMED, 9), _confirm)
    for rehearsal in story.REHEARSALS:
        yield Event(on(rehearsal.day, 7), partial(_plan, rehearsal))
        yield Event(on(rehearsal.day, rehearsal.hours[0]), partial(_start, rehearsal))
        yield Event(on(rehearsal.day, rehearsal.hours[1]), partial(_finish, rehearsal))
        yield Event(on(rehearsal.day, rehearsal.hours[1], 30), partial(_reconcile, rehearsal))
    yield Event(on(story.DRAWN_UP, 16), _draw_up)
    yield Event(on(story.SIGNED, 10), _sign)


def _list(stage: Stage) -> None:
    for moved in story.OBJECTS:
        actions.add_object(
            stage.implementation,
            by=stage["data"],
            title=moved.title,
            owner=stage[moved.owner],
            source_system="Legacy CRM (2013)",
            target_system=""
            if moved.approach == rules.DROP
            else "Archive"
            if moved.approach == rules.ARCHIVE
            else "New CRM",
            approach=moved.approach,
            because=moved.because,
            expected_rows=moved.rows,
            criticality=moved.criticality,
            needs=[_object(stage, title) for title in moved.needs],
        )


def _object(stage: Stage, title: str) -> MigrationObject:
    found = MigrationObject.objects.select_related("owner").get(implementation=stage.implementation, title=title)
    found.implementation = stage.implementation
    return found


def _audit(stage: Stage) -> None:
    accounts = _object(stage, "Accounts")
    file = ("KUNDEN-audit.json", customer_audit())
    actions.bring_audit(stage.implementation, by=stage["data"], file=file, migrated=accounts)


def _decide(stage: Stage) -> None:
    """Sofia accepts what has a safe cure; what breaks the load or needs the business waits."""
    for found in Finding.objects.filter(implementation=stage.implementation, weight="repair").select_related("object"):
        found.implementation = stage.implementation
        decision = rules.ACCEPT if found.rule else rules.FIX
        actions.decide(found, by=stage["data"], decision=decision)


MAPS = (
    ("Price list", story.PRODUCTS, "dana", story.PRICE_LISTS),
    ("Account status", "Accounts", "functional", story.STATUS),
)


def _map(stage: Stage) -> None:
    for title, moved, owner, pairs in MAPS:
        entries = [{"from": code, "to": target} for code, target in pairs]
        actions.write_map(_object(stage, moved), by=stage["data"], title=title, owner=stage[owner], entries=entries)


def _confirm(stage: Stage) -> None:
    """Dana Lee confirmed the price lists; the account status waits for the codes 7 and X, which nobody can explain."""
    found = actions.queries.value_maps(stage.implementation).get(title="Price list")
    found.implementation = stage.implementation
    actions.confirm_map(found, by=stage["dana"], seen_hash=found.content_hash)


def _test(stage: Stage, rehearsal: story.Rehearsal) -> TestMigration:
    found = TestMigration.objects.get(implementation=stage.implementation, title=rehearsal.title)
    found.implementation = stage.implementation
    return found


def _plan(rehearsal: story.Rehearsal, stage: Stage) -> None:
    actions.plan_test(
        stage.implementation,
        by=stage["manager"],
        title=rehearsal.title,
        volume_percent=rehearsal.percent,
        planned_on=rehearsal.day,
    )


def _start(rehearsal: story.Rehearsal, stage: Stage) -> None:
    actions.start_test(_test(stage, rehearsal), by=stage["data"])


def _finish(rehearsal: story.Rehearsal, stage: Stage) -> None:
    actions.finish_test(_test(stage, rehearsal), by=stage["data"])


def _reconcile(rehearsal: story.Rehearsal, stage: Stage) -> None:
    test = _test(stage, rehearsal)
    for title, minutes, load in rehearsal.loads:
        moved = _object(stage, title)
        file = (f"{test.ref}-{moved.ref}.json", reconciliation(title, load))
        actions.attach(test, moved, by=stage["data"], file=file, minutes=minutes)
    if rehearsal.percent == rules.FULL:
        extracted: datetime = aware(on(rehearsal.day, 8))
        last = aware(on(rehearsal.day, 7, 30))
        actions.check_freeze(_test(stage, rehearsal), by=stage["data"], extracted_at=extracted, source_changed_at=last)


def _draw_up(stage: Stage) -> None:
    actions.draw_up(_test(stage, story.REHEARSALS[-1]), by=stage["data"])


def _sign(stage: Stage) -> None:
    """Tomas Greer answers for the data; he has no mailbox, so a password of one use proves that it is he."""
    tomas, once = stage["sales_vp"], secrets.token_urlsafe(24)
    found = MigrationSignOff.objects.select_related("test", "created_by").get(implementation=stage.implementation)
    found.implementation = found.test.implementation = stage.implementation
    tomas.set_password(once)
    tomas.save(update_fields=["password"])
    statement = "Products and price books are complete; the rest waits for test migration 2."
    actions.sign(found, by=tomas, seen_hash=found.content_hash, statement=statement, proof=Proof(password=once))
    tomas.set_unusable_password()
    tomas.save(update_fields=["password"])
