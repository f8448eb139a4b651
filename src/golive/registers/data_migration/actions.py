"""How is a migration listed, rehearsed, reconciled, audited, mapped and signed? The only writers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction

from golive.foundation import audit, jobs
from golive.foundation.documents import actions as documents
from golive.foundation.documents.models import Document
from golive.foundation.implementations.access import seat_of
from golive.foundation.implementations.models import Implementation
from golive.foundation.implementations.store import change
from golive.foundation.jobs.models import Job
from golive.foundation.people.confirming import Proof, confirm
from golive.foundation.people.models import Person
from golive.plain.verdict import require
from golive.registers.data_migration import connections, ordering, queries, reading, retention, rules, sheet, vault
from golive.registers.data_migration.models import (
    Extract,
    Finding,
    Load,
    MappingDocument,
    MigrationObject,
    MigrationSignOff,
    TestMigration,
    ValueMap,
)

audit.verb("migration.object_added", "{by} added the object {on} “{title}” ({approach})")
audit.verb("migration.object_changed", "{by} changed the object {on} “{title}”")
audit.verb("migration.planned", "{by} planned the test migration {on} “{title}” at {volume} % of the data")
audit.verb("migration.started", "{by} started the test migration {on}")
audit.verb("migration.finished", "{by} finished the test migration {on} after {minutes} minutes")
audit.verb("migration.reconciled", "{by} attached the reconciliation of {object} to {on}: {verdict} ({document})")
audit.verb("migration.timed", "{by} timed {object} in {on}: {minutes} minutes")
audit.verb("migration.freeze_checked", "{by} checked the freeze of {on}: {outcome}")
audit.verb(
    "migration.audited", "{by} brought in the audit of {source}: {new} new, {same} known, {gone} gone ({document})"
)
audit.verb("migration.finding_decided", "{by} decided {on} “{title}”: {decision}")
audit.verb("migration.map_written", "{by} wrote the value map {on} “{title}” with {entries} entries")
audit.verb("migration.map_confirmed", "{by} confirmed the value map {on} (SHA-256 {hash_short})")
audit.verb("migration.drawn_up", "{by} drew up the sign-off {on} of {test} (SHA-256 {hash_short})")
audit.verb("migration.signed", "{by} signed {on} for {test}, {how} (SHA-256 {hash_short})")
audit.verb("migration.rows_brought", "{by} brought in {file} for {object} (SHA-256 {sha256_short})")
audit.verb("migration.snapshot_asked", "{by} asked for a snapshot of {table} of {connection} for {on}")
audit.verb(
    "migration.snapshot_taken",
    "{by} took {rows} rows of {table} of {connection} as {on} for {object} (SHA-256 {sha256_short})",
)
audit.verb("migration.connection_checked", "{by} had {connection} asked whether it answers")
audit.verb("migration.rows_seen", "{by} had {file} looked at: {rows} rows in {tables} tables")
audit.verb("migration.mapped", "{by} wrote the mapping {on} of {object} (SHA-256 {hash_short})")
audit.verb("migration.ran", "{by} ran the mapping {on}: {rows} rows are expected (SHA-256 {hash_short})")
audit.verb("migration.rows_removed", "{by} removed {file} of {on}, kept until {until} (SHA-256 {sha256_short})")

JSON, PDF = "application/json", "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@transaction.atomic
def add_object(
    implementation: Implementation,
    *,
    by: Person,
    title: str,
    owner: Person | None,
    source_system: str,
    target_system: str = "",
    approach: str = rules.MIGRATE,
    because: str = "",
    expected_rows: int | None = None,
    criticality: str = "medium",
    needs: Iterable[MigrationObject] = (),
) -> MigrationObject:
    """List one kind of data with its owner and approach; its place in the load follows from what it needs."""
    _hold(implementation)
    given: dict[str, Any] = {"title": title.strip(), "owner": owner, "approach": approach, "because": because}
    given |= {"source_system": source_system, "target_system": target_system}
    wanted = list(needs)
    require(
        rules.may_write(seat_of(by, implementation), "add a migration object") + _faults(implementation, given, wanted)
    )
    made = MigrationObject.begin(implementation, by=by, **given, expected_rows=expected_rows, criticality=criticality)
    made.needs.set(wanted)
    _order(implementation)
    made.refresh_from_db(fields=["load_order"])
    audit.record("migration.object_added", on=made, by=by, title=made.title, approach=approach)
    return made


@transaction.atomic
def change_object(
    found: MigrationObject,
    *,
    by: Person,
    needs: Iterable[MigrationObject] | None = None,
    version: int | None = None,
    **fields: Any,
) -> MigrationObject:
    """Change what was said of an object; a circle of needs is refused with the circle."""
    implementation = found.implementation
    _hold(implementation)
    names = ("title", "owner", "approach", "because", "source_system", "target_system")
    given = {name: fields.get(name, getattr(found, name)) for name in names}
    wanted = list(found.needs.all()) if needs is None else list(needs)
    seat = seat_of(by, implementation)
    require(rules.may_write(seat, f"change {found.ref}") + _faults(implementation, given, wanted, found))
    found = change(found, version=version, **fields)
    found.needs.set(wanted)
    _order(implementation)
    found.refresh_from_db(fields=["load_order"])
    audit.record("migration.object_changed", on=found, by=by, title=found.title)
    return found


def _faults(
    implementation: Implementation,
    given: Mapping[str, Any],
    needs: Sequence[MigrationObject],
    found: MigrationObject | None = None,
) -> list[Any]:
    known = queries.needs_by_title(implementation)
    before = found.title if found else ""
    taken = given["title"] != before and given["title"] in known
    if found:
        known = {given["title"] if n == before else n: o for n, o in known.items()}
        known = {
            name: {given["title"] if each == before else each for each in others} for name, others in known.items()
        }
    known[given["title"]] = {given["title"] if found and each.pk == found.pk else each.title for each in needs}
    return rules.object_is_complete(
        title=given["title"],
        taken=taken,
        owner=given["owner"] is not None,
        approach=given["approach"],
        because=given["because"],
        source=given["source_system"],
        target=given["target_system"],
    ) + rules.has_no_circle(known)


def _order(implementation: Implementation) -> None:
    """Number the load anew; only rows whose step changed are written."""
    steps = ordering.load_order(queries.needs_by_title(implementation))
    for each in MigrationObject.objects.filter(implementation=implementation):
        if each.load_order != steps[each.title]:
            MigrationObject.objects.filter(pk=each.pk).update(load_order=steps[each.title])


def _hold(implementation: Implementation) -> None:
    """One writer at a time: load orders and sign-offs depend on many rows."""
    Implementation.objects.select_for_update().get(pk=implementation.pk)


@transaction.atomic
def plan_test(
    implementation: Implementation,
    *,
    by: Person,
    title: str,
    volume_percent: int | None = rules.FULL,
    planned_on: date | None = None,
) -> TestMigration:
    """Plan a rehearsal of the load; the last of an object runs at full volume."""
    require(rules.may_plan(seat_of(by, implementation), title=title, volume=volume_percent))
    made = TestMigration.begin(implementation, by=by, title=title, volume_percent=volume_percent, planned_on=planned_on)
    audit.record("migration.planned", on=made, by=by, title=title, volume=volume_percent)
    return made


@transaction.atomic
def start_test(
    test: TestMigration, *, by: Person, started_at: datetime | None = None, version: int | None = None
) -> TestMigration:
    """The load begins now, or began then."""
    require(rules.may_start(seat_of(by, test.implementation), ref=test.ref, state=test.state))
    test = change(test, version=version, state=rules.RUNNING, started_at=started_at or test.implementation.now())
    audit.record("migration.started", on=test, by=by)
    return test


@transaction.atomic
def finish_test(
    test: TestMigration, *, by: Person, finished_at: datetime | None = None, version: int | None = None
) -> TestMigration:
    """The load has ended; how long it took is measured, not estimated."""
    now = test.implementation.now()
    finished = finished_at or now
    seat = seat_of(by, test.implementation)
    require(rules.may_finish(seat, ref=test.ref, state=test.state, started=test.started_at, finished=finished, now=now))
    test = change(test, version=version, state=rules.FINISHED, finished_at=finished)
    minutes = round(test.took.total_seconds() / 60) if test.took else 0
    audit.record("migration.finished", on=test, by=by, minutes=minutes)
    return test


def attach(
    test: TestMigration,
    migrated: MigrationObject | None,
    *,
    by: Person,
    file: tuple[str, bytes] | None,
    minutes: float | None = None,
) -> Load:
    """Attach the reconciliation of one object: the file is kept with its hash, and its figures are read from it."""
    # The file is read in the guarded child before the transaction, so that nobody waits for it.
    name, content = file or ("", b"")
    require(rules.may_write(seat_of(by, test.implementation), f"attach a reconciliation to {test.ref}"))
    if migrated is None or not content:
        require(rules.is_given(migrated=migrated is not None, content=bool(content)))
    assert migrated is not None
    return _attach(test, migrated, by, name, content, reading.result_of(reading.parse(content, name), name), minutes)


@transaction.atomic
def _attach(
    test: TestMigration,
    migrated: MigrationObject,
    by: Person,
    name: str,
    content: bytes,
    result: reading.Result,
    minutes: float | None,
    evidence: str = "",
) -> Load:
    implementation = test.implementation
    _hold(implementation)
    _may_touch(test, migrated, by)
    document = documents.keep(
        implementation,
        content,
        by=by,
        title=f"Reconciliation of {migrated.title} in {test.ref}",
        name=name,
        media_type=JSON,
        about=f"{test.ref} {migrated.ref}",
    )
    load = _load(test, migrated)
    timed: dict[str, Any] = {} if minutes is None else {"minutes": minutes}
    load = change(
        load,
        document=document,
        rows=result.rows,
        columns=result.columns,
        causes=[asdict(cause) for cause in result.causes],
        differences=max(result.differences, sum(result.columns.values())),
        verdict=result.verdict,
        said=result.said[:200],
        attached_by=by,
        attached_at=implementation.now(),
        evidence=evidence,
        **timed,
    )
    audit.record(
        "migration.reconciled",
        on=test,
        by=by,
        object=migrated.ref,
        verdict=result.verdict,
        document=document.ref,
        sha256=document.sha256,
    )
    return load


@transaction.atomic
def time_load(test: TestMigration, migrated: MigrationObject, *, by: Person, minutes: float) -> Load:
    """How long one object took: what the cutover will be planned with."""
    _hold(test.implementation)
    _may_touch(test, migrated, by)
    require(rules.is_a_time(minutes))
    load = change(_load(test, migrated), minutes=minutes)
    audit.record("migration.timed", on=test, by=by, object=migrated.ref, minutes=minutes)
    return load


def _may_touch(test: TestMigration, migrated: MigrationObject, by: Person) -> None:
    test.refresh_from_db(fields=["state", "version"])
    require(
        rules.may_attach(
            seat_of(by, test.implementation),
            ref=test.ref,
            state=test.state,
            title=migrated.title,
            is_loaded=migrated.is_loaded,
            signed=queries.signed_for(test),
        )
    )


def _load(test: TestMigration, migrated: MigrationObject) -> Load:
    found, _ = Load.objects.get_or_create(implementation=test.implementation, test=test, object=migrated)
    return found


@transaction.atomic
def check_freeze(
    test: TestMigration,
    *,
    by: Person,
    extracted_at: datetime | None,
    source_changed_at: datetime | None,
    version: int | None = None,
) -> TestMigration:
    """Record whether the source stood still: the last change of a row against the time of the extract."""
    implementation = test.implementation
    _hold(implementation)
    require(
        rules.may_check_freeze(
            seat_of(by, implementation),
            ref=test.ref,
            extracted=extracted_at,
            changed=source_changed_at,
            now=implementation.now(),
        )
        + rules.is_not_signed(test.ref, queries.signed_for(test))
    )
    test = change(
        test, version=version, extracted_at=extracted_at, source_changed_at=source_changed_at, freeze_checked_by=by
    )
    assert extracted_at is not None and source_changed_at is not None
    outcome = (
        "the source stood still" if source_changed_at <= extracted_at else "the source was changed after the extract"
    )
    audit.record("migration.freeze_checked", on=test, by=by, outcome=outcome)
    return test


def bring_audit(
    implementation: Implementation,
    *,
    by: Person,
    file: tuple[str, bytes] | None,
    migrated: MigrationObject | None = None,
) -> Document:
    """Bring in an audit: new groups wait for a decision, known ones keep theirs, those no longer found are gone."""
    name, content = file or ("", b"")
    require(rules.may_write(seat_of(by, implementation), "bring in an audit"))
    if not content:
        require(rules.is_given(migrated=True, content=False))
    found = reading.audit_of(reading.parse(content, name), name)
    return _bring(implementation, by, name, content, found, migrated)


@transaction.atomic
def _bring(
    implementation: Implementation,
    by: Person,
    name: str,
    content: bytes,
    found: reading.AuditFile,
    migrated: MigrationObject | None,
) -> Document:
    _hold(implementation)
    seat = seat_of(by, implementation)
    require(rules.may_bring_audit(seat, audited=found.source, findings=len(found.findings)))
    document = documents.keep(
        implementation,
        content,
        by=by,
        title=f"Audit of {found.source}",
        name=name,
        media_type=JSON,
        about=found.source[:60],
    )
    held = Finding.objects.filter(implementation=implementation, audited=found.source)
    known = {each.source_id: each for each in held}
    new = 0
    for each in found.findings:
        source_id = f"{found.source}|{each.key}"[:200]
        new += _keep(implementation, by, found.source, source_id, each, known.pop(source_id, None), document, migrated)
    gone = 0
    for lost in known.values():
        if not lost.gone:
            change(lost, gone=True)
            gone += 1
    audit.record(
        "migration.audited",
        on=document,
        by=by,
        source=found.source,
        new=new,
        same=len(found.findings) - new,
        gone=gone,
        document=document.ref,
    )
    return document


def _keep(
    implementation: Implementation,
    by: Person,
    audited: str,
    source_id: str,
    each: reading.Found,
    held: Finding | None,
    document: Document,
    migrated: MigrationObject | None,
) -> int:
    """One group, written anew or brought up to date; 1 where it is new."""
    fields: dict[str, Any] = {name: value for name, value in asdict(each).items() if name != "key"} | {"gone": False}
    fields |= {"document": document, "seen_at": implementation.now()}
    if held is not None:
        moved: dict[str, Any] = {"object": migrated} if migrated else {}
        change(held, **fields, **moved)
        return 0
    Finding.begin(
        implementation,
        by=by,
        **fields,
        audited=audited,
        object=migrated,
        source="data_audit",
        source_id=source_id,
    )
    return 1


@transaction.atomic
def decide(finding: Finding, *, by: Person, decision: str, because: str = "", version: int | None = None) -> Finding:
    """The one decision on a group: it stands for every row in it, also in the next audit."""
    owner = finding.object.owner_id if finding.object else None
    require(
        rules.may_decide(
            seat_of(by, finding.implementation),
            ref=finding.ref,
            gone=finding.gone,
            decision=decision,
            rule=finding.rule,
            because=because,
            owner=owner,
        )
    )
    now = finding.implementation.now()
    finding = change(finding, version=version, decision=decision, because=because, decided_by=by, decided_at=now)
    audit.record(
        "migration.finding_decided",
        on=finding,
        by=by,
        because=because,
        title=finding.title,
        decision=rules.DECISIONS[decision],
    )
    return finding


@transaction.atomic
def write_map(
    migrated: MigrationObject,
    *,
    by: Person,
    title: str,
    owner: Person,
    entries: Sequence[Mapping[str, Any]],
    found: ValueMap | None = None,
    version: int | None = None,
) -> ValueMap:
    """Write or rewrite a value map; what its business owner confirmed before lapses in the same step."""
    implementation = migrated.implementation
    require(rules.may_write_map(seat_of(by, implementation), title=title, entries=entries))
    lines = [{"from": each["from"], "to": each["to"], "rows": each.get("rows")} for each in entries]
    fields: dict[str, Any] = {"title": title, "owner": owner, "entries": lines, "written_by": by, "object": migrated}
    fields |= {"content_hash": documents.content_hash(lines), "confirmed_at": None, "confirmed_by": None}
    if found is None:
        found = ValueMap.begin(implementation, by=by, **fields)
    else:
        found = change(found, version=version, **fields)
    audit.record("migration.map_written", on=found, by=by, title=title, entries=len(lines))
    return found


@transaction.atomic
def confirm_map(found: ValueMap, *, by: Person, seen_hash: str, version: int | None = None) -> ValueMap:
    """The business owner confirms exactly the entries that were shown."""
    require(
        rules.may_confirm_map(
            seat_of(by, found.implementation),
            ref=found.ref,
            owner=found.owner_id,
            owner_name=found.owner.name,
            confirmed=found.confirmed_at is not None,
            unmapped=found.unmapped,
        )
    )
    documents.sign(found, found.entries, by=by, signed_as="business owner", seen_hash=seen_hash)
    found = change(found, version=version, confirmed_at=found.implementation.now(), confirmed_by=by)
    audit.record("migration.map_confirmed", on=found, by=by, hash_short=found.content_hash[:12])
    return found


@transaction.atomic
def draw_up(test: TestMigration, *, by: Person, version: int | None = None) -> MigrationSignOff:
    """Freeze the evidence of a test migration under its hash, for the person who answers for it."""
    implementation = test.implementation
    _hold(implementation)
    require(rules.may_draw_up(seat_of(by, implementation), queries.evidence(test, by.pk)))
    test = change(test, version=version)
    content = queries.content_of(test)
    made = MigrationSignOff.begin(
        implementation, by=by, test=test, content=content, content_hash=documents.content_hash(content)
    )
    audit.record("migration.drawn_up", on=made, by=by, test=test.ref, hash_short=made.content_hash[:12])
    return made


def sign(
    found: MigrationSignOff, *, by: Person, seen_hash: str, statement: str = "", proof: Proof | None = None
) -> MigrationSignOff:
    """The A of the matrix signs exactly this evidence; who it is is proved once more, at this moment."""
    # Outside of the transaction: a wrong password must count although nothing is written.
    _may_sign(found, by, seen_hash)
    return _sign(found, by, seen_hash, statement, confirm(by, proof or Proof()))


def _may_sign(found: MigrationSignOff, by: Person, seen_hash: str) -> None:
    now_hash = documents.content_hash(queries.content_of(found.test))
    seen = seen_hash if seen_hash == found.content_hash else "another"
    require(
        rules.may_sign(
            seat_of(by, found.implementation),
            queries.evidence(found.test, found.created_by_id),
            entitled=queries.entitled(found.implementation),
            signed=found.signed_at is not None,
            seen_hash=seen,
            now_hash=now_hash,
            ref=found.ref,
        )
    )


@transaction.atomic
def _sign(found: MigrationSignOff, by: Person, seen_hash: str, statement: str, how: str) -> MigrationSignOff:
    implementation = found.implementation
    _hold(implementation)
    found.refresh_from_db()
    found.implementation = found.test.implementation = implementation
    _may_sign(found, by, seen_hash)
    documents.sign(found, found.content, by=by, signed_as="accountable (A)", seen_hash=seen_hash)
    found = change(found, statement=statement, signed_at=implementation.now(), signed_by=by, confirmed=how[:60])
    found = change(found, pdf=_paper(found, by, PDF), xlsx=_paper(found, by, XLSX))
    audit.record("migration.signed", on=found, by=by, test=found.test.ref, how=how, hash_short=found.content_hash[:12])
    return found


def _paper(found: MigrationSignOff, by: Person, media_type: str) -> Document:
    """The signed sheet as it is handed out, kept with its own hash."""
    kind = "pdf" if media_type == PDF else "xlsx"
    content = sheet.pdf(found) if kind == "pdf" else sheet.xlsx(found)
    return documents.keep(
        found.implementation,
        content,
        by=by,
        title=f"Sign-off sheet {found.ref}",
        name=f"{found.ref}-sign-off.{kind}",
        media_type=media_type,
        about=found.ref,
    )


def bring_rows(
    migrated: MigrationObject, *, by: Person, side: str, file: tuple[str, Iterable[bytes]] | None, encoding: str = ""
) -> tuple[Extract, Job]:
    """Keep a file of rows, with the encoding that was chosen for it, and have the engine look at it in the background.

    Whatever reads the file later reads it in this encoding.
    """
    _may_bring(migrated, by, file=file is not None, side=side, encoding=encoding)
    assert file is not None
    name, pieces = file
    sha256, size = vault.put(iter(pieces))
    with vault.taken_up(sha256):
        return _bring_rows(migrated, by, side=side, name=name[:200], size=size, sha256=sha256, encoding=encoding)


def _may_bring(migrated: MigrationObject, by: Person, **given: Any) -> None:
    seat = seat_of(by, migrated.implementation)
    require(rules.may_bring_rows(seat, is_loaded=migrated.is_loaded, title=migrated.title, **given))


@transaction.atomic
def _bring_rows(migrated: MigrationObject, by: Person, **fields: Any) -> tuple[Extract, Job]:
    made, job = _begin_look(Extract.begin(migrated.implementation, by=by, object=migrated, **fields), by)
    audit.record(
        "migration.rows_brought", on=made, by=by, file=made.name, object=migrated.ref, sha256_short=made.sha256[:12]
    )
    return made, job


def ask_snapshot(migrated: MigrationObject, *, by: Person, side: str, connection: str, table: str) -> Job:
    """Have a table of a declared server copied in the background; it then counts like a file that was brought in.

    ``Refused`` also where the server is not reached or the table is not there.
    """
    declared = connections.declared_for(migrated.implementation)
    _may_take(migrated, by, side=side, connection=connection, table=table, declared=declared)
    # The server is asked before the transaction, so that nobody waits for it.
    return _ask_snapshot(
        migrated, by, side, declared[connection], connections.require_table(declared[connection], table.strip())
    )


@transaction.atomic
def check_connection(implementation: Implementation, *, by: Person, connection: str) -> Job:
    """Have a declared server asked in the background whether it lets its account in."""
    declared = connections.declared_for(implementation)
    require(rules.may_check_connection(seat_of(by, implementation), connection=connection, declared=declared))
    title = declared[connection].title
    job = jobs.enqueue(
        "migration.check_connection", by=by, implementation=implementation,
        dedupe=f"check {implementation.pk} {connection}", connection=connection, server=title,
    )  # fmt: skip
    audit.record("migration.connection_checked", on=implementation, by=by, connection=title)
    return job


def may_still_check(implementation: Implementation, *, by: Person, connection: str) -> connections.Connection:
    """The connection. ``Refused`` where the right or the connection was withdrawn since the check was asked for."""
    declared = connections.declared_for(implementation)
    require(rules.may_check_connection(seat_of(by, implementation), connection=connection, declared=declared))
    return declared[connection]


def may_still_take(migrated: MigrationObject, *, by: Person, side: str, connection: str, table: str) -> None:
    """``Refused`` where the right or the connection was withdrawn since the snapshot was asked for."""
    declared = connections.declared_for(migrated.implementation)
    _may_take(migrated, by, side=side, connection=connection, table=table, declared=declared)


def _may_take(migrated: MigrationObject, by: Person, **given: Any) -> None:
    seat = seat_of(by, migrated.implementation)
    require(rules.may_take_snapshot(seat, is_loaded=migrated.is_loaded, title=migrated.title, **given))


@transaction.atomic
def _ask_snapshot(
    migrated: MigrationObject, by: Person, side: str, connection: connections.Connection, table: str
) -> Job:
    same = hashlib.sha256(json.dumps([migrated.pk, side, connection.name, table]).encode()).hexdigest()
    job = jobs.enqueue(
        "migration.snapshot", by=by, implementation=migrated.implementation, dedupe=f"snapshot {same}",
        object=migrated.pk, side=side, connection=connection.name, table=table, server=connection.title,
    )  # fmt: skip
    audit.record("migration.snapshot_asked", on=migrated, by=by, table=table, connection=connection.title)
    return job


@transaction.atomic
def snapshot_taken(
    migrated: MigrationObject, *, by: Person, side: str, sha256: str, size: int, origin: Mapping[str, Any]
) -> tuple[Extract, Job]:
    """A copied table is there: it is kept as what its side holds, and looked at like a file."""
    _may_bring(migrated, by, file=True, side=side)
    name = f"{origin['table'].replace('/', '_')[:190]}.parquet"
    fields: dict[str, Any] = {"side": side, "name": name, "size": size, "sha256": sha256, "origin": dict(origin)}
    made, job = _begin_look(Extract.begin(migrated.implementation, by=by, object=migrated, **fields), by)
    audit.record(
        "migration.snapshot_taken",
        on=made,
        by=by,
        rows=origin["rows"],
        table=origin["table"],
        connection=origin["connection"],
        object=migrated.ref,
        sha256_short=sha256[:12],
    )
    return made, job


def _begin_look(made: Extract, by: Person) -> tuple[Extract, Job]:
    job = jobs.enqueue(
        "migration.look",
        by=by,
        implementation=made.implementation,
        dedupe=f"look {made.pk}",
        extract=made.pk,
        file=made.name,
    )
    return change(made, looking=job), job


def rows_removed(found: Iterable[retention.Held]) -> None:
    """Rows that nobody needs any more go, as soon as that is on record; hashes, counts and signatures stay."""
    gone = list(found)
    for each in gone:
        for sha256, file in each.files.items():
            audit.record(
                "migration.rows_removed", on=each.object, by=None, file=file, until=each.until, sha256_short=sha256[:12]
            )
    transaction.on_commit(partial(retention.remove, gone))


@transaction.atomic
def looked(made: Extract, *, by: Person, found: Mapping[str, Any]) -> Extract:
    """What the engine saw in a file: its tables, what the audit found in it, and which column may go where."""
    require(rules.may_write(seat_of(by, made.implementation), f"look at {made.name}"))
    made = change(made, tables=found["tables"])
    if "audit" in found:
        content = json.dumps(found["audit"], ensure_ascii=False).encode()
        name = f"{made.ref}-audit.json"
        _bring(made.implementation, by, name, content, reading.audit_of(found["audit"], name), made.object)
    if found.get("suggestions"):
        change(_mapping(made.object, by), suggestions=found["suggestions"])
    rows = sum(table["rows"] for table in found["tables"])
    audit.record("migration.rows_seen", on=made, by=by, file=made.name, rows=rows, tables=len(found["tables"]))
    return made


def _mapping(migrated: MigrationObject, by: Person) -> MappingDocument:
    return queries.mapping(migrated) or MappingDocument.begin(migrated.implementation, by=by, object=migrated)


@transaction.atomic
def write_mapping(
    migrated: MigrationObject, *, by: Person, text: str, checked: Mapping[str, Any], version: int | None = None
) -> MappingDocument:
    """Keep the mapping with what the engine said of it; what it made before counts no more."""
    _hold(migrated.implementation)
    source = queries.extract(migrated, rules.SOURCE)
    seat = seat_of(by, migrated.implementation)
    require(rules.may_map(seat, title=migrated.title, source=bool(source and source.tables)))
    found = change(
        _mapping(migrated, by),
        version=version,
        text=text,
        content_hash=hashlib.sha256(text.encode()).hexdigest(),
        written_by=by,
        checked=dict(checked),
        expected={},
    )
    audit.record("migration.mapped", on=found, by=by, object=migrated.ref, hash_short=found.content_hash[:12])
    return found


def run_mapping(migrated: MigrationObject, *, by: Person) -> Job:
    """Have the engine make what should arrive."""
    _may_run(migrated, by)
    source = queries.extract(migrated, rules.SOURCE)
    return jobs.enqueue(
        "migration.run", by=by, implementation=migrated.implementation, dedupe=f"run {migrated.pk}",
        object=migrated.pk, title=migrated.title, source=source.pk if source else None,
    )  # fmt: skip


def _may_run(migrated: MigrationObject, by: Person) -> None:
    found = queries.mapping(migrated)
    said = found.checked if found else {}
    gaps = [*said.get("errors", []), *said.get("gaps", [])]
    seat = seat_of(by, migrated.implementation)
    require(rules.may_run(seat, title=migrated.title, mapped=bool(found and found.text), gaps=gaps))


@transaction.atomic
def ran(found: MappingDocument, *, by: Person, expected: Mapping[str, Any], kept: str) -> MappingDocument:
    """What should arrive is made; ``kept`` is the hash under which its file lies."""
    _may_run(found.object, by)
    found = change(found, expected=dict(expected) | {"kept": kept})
    audit.record("migration.ran", on=found, by=by, rows=expected["rows"], hash_short=kept[:12])
    return found


def reconcile(
    test: TestMigration, migrated: MigrationObject | None, *, by: Person, minutes: float | None = None
) -> Job:
    """Have the engine hold what arrived against the mapping, as the result of this test migration."""
    if migrated is None:
        require(rules.is_given(migrated=False, content=True))
    assert migrated is not None
    _may_touch(test, migrated, by)
    _may_run(migrated, by)
    source, target = (queries.extract(migrated, side) for side in rules.SIDES)
    seat = seat_of(by, test.implementation)
    require(rules.may_reconcile(seat, title=migrated.title, target=bool(target and target.tables)))
    return jobs.enqueue(
        "migration.reconcile", by=by, implementation=test.implementation, dedupe=f"reconcile {test.pk} {migrated.pk}",
        test=test.pk, object=migrated.pk, title=migrated.title, minutes=minutes, of=test.ref,
        source=source.pk if source else None, target=target.pk if target else None,
    )  # fmt: skip


def reconciled(
    test: TestMigration,
    migrated: MigrationObject,
    *,
    by: Person,
    outcome: Mapping[str, Any],
    evidence: str,
    minutes: float | None,
) -> Load:
    """Keep the outcome of a run as the result of the object, with every difference under its hash."""
    name = f"{test.ref}-{migrated.ref}.json"
    content = json.dumps(outcome, ensure_ascii=False).encode()
    return _attach(test, migrated, by, name, content, reading.result_of(outcome, name), minutes, evidence)
