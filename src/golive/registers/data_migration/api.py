"""What may a program do with the migration?"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from golive.foundation.desk.access import network_of
from golive.foundation.implementations.access import Place, enter, holders
from golive.foundation.jobs.models import Job
from golive.foundation.people.confirming import Proof
from golive.foundation.people.models import Person
from golive.foundation.register_kit.api import ANSWERS, as_dict, record_schema
from golive.plain.seat import TEAM
from golive.plain.verdict import Kind, Refusal, require
from golive.registers.data_migration import actions, connections, queries, rules
from golive.registers.data_migration.models import (
    Extract,
    Finding,
    Load,
    MigrationObject,
    MigrationSignOff,
    TestMigration,
    ValueMap,
)
from golive.registers.data_migration.register import register

router = Router(tags=[register.title])
ObjectOut: Any = record_schema(register)
BASE = "/i/{slug}/data_migration"


class MigrationObjectIn(Schema):
    title: str
    owner: str
    source_system: str
    target_system: str = ""
    approach: str = rules.MIGRATE
    because: str = ""
    expected_rows: int | None = None
    criticality: str = "medium"
    needs: list[str] = []


class TestMigrationIn(Schema):
    title: str
    volume_percent: int = rules.FULL
    planned_on: date | None = None


class TestMomentIn(Schema):
    at: datetime | None = None
    version: int | None = None


class FreezeCheckIn(Schema):
    extracted_at: datetime
    source_changed_at: datetime
    version: int | None = None


class ReconciliationIn(Schema):
    """``result`` is the JSON of `golive data reconcile --json`."""

    object: str
    result: dict[str, Any]
    minutes: float | None = None


class AuditFileIn(Schema):
    """``audit`` is the JSON of `golive data audit --json`."""

    audit: dict[str, Any]
    object: str = ""


class FindingDecisionIn(Schema):
    decision: str
    because: str = ""
    version: int | None = None


class MapEntryIn(Schema):
    source: str
    target: str
    rows: int | None = None


class ValueMapIn(Schema):
    title: str
    object: str
    owner: str
    entries: list[MapEntryIn]


class SeenMapIn(Schema):
    seen_hash: str


class MigrationSignatureIn(Schema):
    seen_hash: str
    statement: str = ""
    password: str = ""


class DrawUpVersionIn(Schema):
    version: int | None = None


class RowsOut(Schema):
    """``job`` is the address of the job that looks at it."""

    ref: str
    object: str
    side: str
    name: str
    size: int
    sha256: str
    encoding: str
    job: str


class HeldRowsOut(Schema):
    """``standing``: read, reading or unreadable; ``holds``: whether mapping, run and reconciliation work on it."""

    ref: str
    side: str
    name: str
    size: int
    sha256: str
    encoding: str
    created_at: datetime
    standing: str
    holds: bool
    error: str


class ConnectionOut(Schema):
    """A server that rows may be taken from; ``name`` is what an operation takes."""

    name: str
    title: str
    server: str


class TablesOut(Schema):
    """``more``: there are more than these, and each of them can be taken by its name too."""

    tables: list[str]
    more: bool


class SnapshotIn(Schema):
    """``table`` as the list of tables writes it: in PostgreSQL schema.table."""

    side: str
    connection: str
    table: str


class SnapshotOut(Schema):
    """``job`` is the address of the job that copies it."""

    job: str


class LoadOut(Schema):
    object: str
    title: str
    verdict: str
    rows: dict[str, int]
    columns: dict[str, int]
    causes: list[dict[str, Any]]
    differences: int | None
    minutes: float | None
    sha256: str


class TestMigrationOut(Schema):
    ref: str
    version: int
    title: str
    state: str
    volume_percent: int
    started_at: datetime | None
    finished_at: datetime | None
    extracted_at: datetime | None
    source_changed_at: datetime | None
    objects: list[LoadOut]
    url: str


class ComparedOut(Schema):
    object: str
    column: str
    signature: str
    state: str
    before: int | None
    after: int | None


class DurationOut(Schema):
    object: str
    title: str
    load_order: int
    test: str
    minutes: float
    volume_percent: int
    minutes_at_full_volume: float


class MigrationFindingOut(Schema):
    ref: str
    version: int
    object: str
    table: str
    column: str
    detector: str
    pattern: str
    count: int
    weight: str
    says: str
    rule: str
    decision: str
    because: str
    url: str


class ValueMapOut(Schema):
    ref: str
    version: int
    title: str
    object: str
    owner: str
    entries: list[dict[str, Any]]
    content_hash: str
    confirmed_at: datetime | None
    url: str


class MigrationSignOffOut(Schema):
    ref: str
    test: str
    content: dict[str, Any]
    content_hash: str
    signed_by: str | None
    signed_at: datetime | None
    url: str


def _place(request: HttpRequest, slug: str) -> Place:
    return enter(request.auth, slug)  # type: ignore[attr-defined]


def _test(place: Place, ref: str) -> dict[str, Any]:
    found = place.get(TestMigration, ref)
    fields = ("ref", "version", "title", "state", "volume_percent", "started_at", "finished_at", "extracted_at")
    shown = {name: getattr(found, name) for name in (*fields, "source_changed_at")}
    return shown | {"objects": [_load(each) for each in queries.loads_of(found)], "url": found.get_absolute_url()}


def _load(each: Load) -> dict[str, Any]:
    fields = ("verdict", "rows", "columns", "causes", "differences", "minutes")
    return {name: getattr(each, name) for name in fields} | {
        "object": each.object.ref,
        "title": each.object.title,
        "sha256": each.document.sha256 if each.document else "",
    }


def _rows(place: Place, made: Extract, job: Job) -> dict[str, Any]:
    fields = ("ref", "side", "name", "size", "sha256", "encoding")
    shown = {name: getattr(made, name) for name in fields}
    return shown | {"object": made.object.ref, "job": place.url("jobs", job.pk)}


def _finding(found: Finding) -> dict[str, Any]:
    fields = ("ref", "version", "table", "column", "detector", "pattern", "count", "weight", "says", "rule", "decision")
    shown = {name: getattr(found, name) for name in (*fields, "because")}
    return shown | {"object": found.object.ref if found.object else "", "url": found.get_absolute_url()}


def _map(found: ValueMap) -> dict[str, Any]:
    fields = ("ref", "version", "title", "entries", "content_hash", "confirmed_at")
    shown = {name: getattr(found, name) for name in fields}
    return shown | {"object": found.object.ref, "owner": found.owner.email, "url": found.get_absolute_url()}


def _sign_off(found: MigrationSignOff) -> dict[str, Any]:
    return {
        "ref": found.ref,
        "test": found.test.ref,
        "content": found.content,
        "content_hash": found.content_hash,
        "signed_by": found.signed_by.name if found.signed_by else None,
        "signed_at": found.signed_at,
        "url": found.get_absolute_url(),
    }


def _person(place: Place, email: str) -> Person:
    found = holders(place.implementation, *TEAM).filter(email__iexact=email).first()
    if found is None:
        problem = f"{email} is nobody on the team."
        require([Refusal("data_migration.person", problem, "Give the e-mail of a member.", Kind.INPUT, "owner")])
    assert found is not None
    return found


def _file(name: str, value: Any) -> tuple[str, bytes]:
    return f"{name}.json", json.dumps(value, sort_keys=True, ensure_ascii=False).encode()


@router.post(
    f"{BASE}/{{ref}}/rows/", response={201: RowsOut, **ANSWERS}, operation_id="migration_bring_rows",
    summary="Bring in a file of the source or the target; it is looked at in the background",
)  # fmt: skip
def bring_rows(
    request: HttpRequest,
    slug: str,
    ref: str,
    side: str = Form(""),
    file: UploadedFile | None = File(None),  # noqa: B008
    encoding: str = Form(""),
) -> Status:
    place = _place(request, slug)
    require(rules.may_write(place.seat, "bring in data"))
    name, size = (file.name or "file", file.size or 0) if file else ("", 0)
    require(rules.fits_here(name=name, size=size))
    sent = (name, file.chunks()) if file and size else None
    migrated = place.get(MigrationObject, ref)
    return Status(
        201, _rows(place, *actions.bring_rows(migrated, by=place.person, side=side, file=sent, encoding=encoding))
    )


@router.get(
    f"{BASE}/{{ref}}/rows/", response={200: list[HeldRowsOut], **ANSWERS}, operation_id="migration_rows",
    summary="The files of rows of an object, which of them hold, and why one could not be read",
)  # fmt: skip
def list_rows(request: HttpRequest, slug: str, ref: str) -> list[dict[str, Any]]:
    place = _place(request, slug)
    migrated = place.get(MigrationObject, ref)
    fields = ("ref", "side", "name", "size", "sha256", "encoding", "created_at", "standing")
    found = queries.extracts(migrated)
    hold = {each.pk for side in rules.SIDES if (each := queries.extract(migrated, side))}
    return [
        {name: getattr(each, name) for name in fields} | {"holds": each.pk in hold, "error": each.unread_because}
        for each in found
    ]


@router.get(
    f"{BASE}/connections/", response={200: list[ConnectionOut], **ANSWERS}, operation_id="migration_connections",
    summary="The servers that rows may be taken from",
)  # fmt: skip
def list_connections(request: HttpRequest, slug: str) -> list[dict[str, Any]]:
    place = _place(request, slug)
    require(rules.may_write(place.seat, "bring in data"))
    found = connections.declared_for(place.implementation).values()
    return [{"name": each.name, "title": each.title, "server": each.server} for each in found]


@router.get(
    f"{BASE}/connections/{{name}}/", response={200: TablesOut, **ANSWERS}, operation_id="migration_tables",
    summary="The tables and views of a server that its account may read",
)  # fmt: skip
def list_tables(request: HttpRequest, slug: str, name: str) -> dict[str, Any]:
    place = _place(request, slug)
    require(rules.may_write(place.seat, "bring in data"))
    found = connections.declared_for(place.implementation).get(name)
    if found is None:
        raise Http404(f"No connection “{name}” is declared for this implementation.")
    tables, more = connections.tables_of(found)
    return {"tables": tables, "more": more}


@router.post(
    f"{BASE}/{{ref}}/rows/snapshot/", response={201: SnapshotOut, **ANSWERS}, operation_id="migration_take_snapshot",
    summary="Take a table of a server as the rows of the source or the target, in the background",
)  # fmt: skip
def take_snapshot(request: HttpRequest, slug: str, ref: str, body: SnapshotIn) -> Status:
    place = _place(request, slug)
    require(rules.may_write(place.seat, "bring in data"))
    job = actions.ask_snapshot(place.get(MigrationObject, ref), by=place.person, **body.dict())
    return Status(201, {"job": place.url("jobs", job.pk)})


@router.post(
    f"{BASE}/", response={201: ObjectOut, **ANSWERS}, operation_id="migration_add_object", summary="Add an object"
)
def add_object(request: HttpRequest, slug: str, body: MigrationObjectIn) -> Status:
    place = _place(request, slug)
    require(rules.may_write(place.seat, "add a migration object"))
    given = body.dict(exclude={"owner", "needs"})
    needs = [place.get(MigrationObject, ref) for ref in body.needs]
    made = actions.add_object(
        place.implementation, by=place.person, owner=_person(place, body.owner), needs=needs, **given
    )
    return Status(201, as_dict(register, made))


@router.get(
    f"{BASE}/tests/", response={200: list[TestMigrationOut], **ANSWERS}, operation_id="migration_tests",
    summary="Every test migration with its results",
)  # fmt: skip
def list_tests(request: HttpRequest, slug: str) -> list[dict[str, Any]]:
    place = _place(request, slug)
    return [_test(place, each.ref) for each in queries.tests(place.implementation)]


@router.post(
    f"{BASE}/tests/",
    response={201: TestMigrationOut, **ANSWERS},
    operation_id="migration_plan",
    summary="Plan a test migration",
)
def plan_test(request: HttpRequest, slug: str, body: TestMigrationIn) -> Status:
    place = _place(request, slug)
    made = actions.plan_test(place.implementation, by=place.person, **body.dict())
    return Status(201, _test(place, made.ref))


@router.get(
    f"{BASE}/tests/{{ref}}/", response={200: TestMigrationOut, **ANSWERS}, operation_id="migration_test",
    summary="Read a test migration with its results",
)  # fmt: skip
def read_test(request: HttpRequest, slug: str, ref: str) -> dict[str, Any]:
    return _test(_place(request, slug), ref)


@router.post(
    f"{BASE}/tests/{{ref}}/start/", response={200: TestMigrationOut, **ANSWERS}, operation_id="migration_start",
    summary="Start a test migration",
)  # fmt: skip
def start_test(request: HttpRequest, slug: str, ref: str, body: TestMomentIn) -> dict[str, Any]:
    place = _place(request, slug)
    actions.start_test(place.get(TestMigration, ref), by=place.person, started_at=body.at, version=body.version)
    return _test(place, ref)


@router.post(
    f"{BASE}/tests/{{ref}}/end/", response={200: TestMigrationOut, **ANSWERS}, operation_id="migration_finish",
    summary="Finish a test migration",
)  # fmt: skip
def finish_test(request: HttpRequest, slug: str, ref: str, body: TestMomentIn) -> dict[str, Any]:
    place = _place(request, slug)
    actions.finish_test(place.get(TestMigration, ref), by=place.person, finished_at=body.at, version=body.version)
    return _test(place, ref)


@router.post(
    f"{BASE}/tests/{{ref}}/freeze/", response={200: TestMigrationOut, **ANSWERS}, operation_id="migration_freeze",
    summary="Record whether the source stood still",
)  # fmt: skip
def check_freeze(request: HttpRequest, slug: str, ref: str, body: FreezeCheckIn) -> dict[str, Any]:
    place = _place(request, slug)
    actions.check_freeze(place.get(TestMigration, ref), by=place.person, **body.dict())
    return _test(place, ref)


@router.post(
    f"{BASE}/tests/{{ref}}/results/", response={201: TestMigrationOut, **ANSWERS}, operation_id="migration_attach",
    summary="Attach the reconciliation of one object",
)  # fmt: skip
def attach(request: HttpRequest, slug: str, ref: str, body: ReconciliationIn) -> Status:
    place = _place(request, slug)
    found = place.get(TestMigration, ref)
    require(rules.may_write(place.seat, f"attach a reconciliation to {ref}"))
    migrated = place.get(MigrationObject, body.object)
    file = _file(f"{ref}-{body.object}", body.result)
    actions.attach(found, migrated, by=place.person, file=file, minutes=body.minutes)
    return Status(201, _test(place, ref))


@router.get(
    f"{BASE}/comparison/{{before}}/{{after}}/", response={200: list[ComparedOut], **ANSWERS},
    operation_id="migration_comparison", summary="What two test migrations have in common, root cause by root cause",
)  # fmt: skip
def comparison(request: HttpRequest, slug: str, before: str, after: str) -> list[dict[str, Any]]:
    place = _place(request, slug)
    lines = queries.compared(place.get(TestMigration, before), place.get(TestMigration, after))
    fields = ("object", "column", "signature", "state", "before", "after")
    return [{name: getattr(each, name) for name in fields} for each in lines]


@router.get(
    f"{BASE}/durations/", response={200: list[DurationOut], **ANSWERS}, operation_id="migration_durations",
    summary="The measured minutes of each object, for the cutover",
)  # fmt: skip
def durations(request: HttpRequest, slug: str) -> list[dict[str, Any]]:
    fields = ("object", "title", "load_order", "test", "minutes", "volume_percent")
    found = queries.durations(_place(request, slug).implementation)
    return [{n: getattr(e, n) for n in fields} | {"minutes_at_full_volume": e.at_full_volume} for e in found]


@router.get(
    f"{BASE}/findings/", response={200: list[MigrationFindingOut], **ANSWERS}, operation_id="migration_findings",
    summary="The finding groups of the last audits",
)  # fmt: skip
def list_findings(request: HttpRequest, slug: str) -> list[dict[str, Any]]:
    return [_finding(each) for each in queries.findings(_place(request, slug).implementation)]


@router.post(
    f"{BASE}/findings/", response={201: list[MigrationFindingOut], **ANSWERS}, operation_id="migration_bring_audit",
    summary="Bring in an audit",
)  # fmt: skip
def bring_audit(request: HttpRequest, slug: str, body: AuditFileIn) -> Status:
    place = _place(request, slug)
    require(rules.may_write(place.seat, "bring in an audit"))
    migrated = place.get(MigrationObject, body.object) if body.object else None
    actions.bring_audit(place.implementation, by=place.person, file=_file("audit", body.audit), migrated=migrated)
    return Status(201, [_finding(each) for each in queries.findings(place.implementation)])


@router.post(
    f"{BASE}/findings/{{ref}}/decision/", response={200: MigrationFindingOut, **ANSWERS},
    operation_id="migration_decide",
    summary="Decide a finding group: accept the rule, leave it, or fix it at the source",
)  # fmt: skip
def decide(request: HttpRequest, slug: str, ref: str, body: FindingDecisionIn) -> dict[str, Any]:
    place = _place(request, slug)
    return _finding(actions.decide(place.get(Finding, ref, "object"), by=place.person, **body.dict()))


@router.get(
    f"{BASE}/maps/",
    response={200: list[ValueMapOut], **ANSWERS},
    operation_id="migration_maps",
    summary="The value maps",
)
def list_maps(request: HttpRequest, slug: str) -> list[dict[str, Any]]:
    return [_map(each) for each in queries.value_maps(_place(request, slug).implementation)]


@router.post(
    f"{BASE}/maps/",
    response={201: ValueMapOut, **ANSWERS},
    operation_id="migration_write_map",
    summary="Write a value map",
)
def write_map(request: HttpRequest, slug: str, body: ValueMapIn) -> Status:
    place = _place(request, slug)
    require(rules.may_write(place.seat, "write a value map"))
    entries = [{"from": each.source, "to": each.target, "rows": each.rows} for each in body.entries]
    owner = _person(place, body.owner)
    migrated = place.get(MigrationObject, body.object)
    return Status(
        201, _map(actions.write_map(migrated, by=place.person, title=body.title, owner=owner, entries=entries))
    )


@router.post(
    f"{BASE}/maps/{{ref}}/confirmation/", response={200: ValueMapOut, **ANSWERS}, operation_id="migration_confirm_map",
    summary="Confirm the entries with this hash as their business owner",
)  # fmt: skip
def confirm_map(request: HttpRequest, slug: str, ref: str, body: SeenMapIn) -> dict[str, Any]:
    place = _place(request, slug)
    found = place.get(ValueMap, ref, "object", "owner")
    return _map(actions.confirm_map(found, by=place.person, seen_hash=body.seen_hash))


@router.post(
    f"{BASE}/tests/{{ref}}/signoff/", response={201: MigrationSignOffOut, **ANSWERS}, operation_id="migration_draw_up",
    summary="Draw up the sign-off of a test migration",
)  # fmt: skip
def draw_up(request: HttpRequest, slug: str, ref: str, body: DrawUpVersionIn) -> Status:
    place = _place(request, slug)
    made = actions.draw_up(place.get(TestMigration, ref), by=place.person, version=body.version)
    return Status(201, _sign_off(made))


@router.get(
    f"{BASE}/signoffs/{{ref}}/", response={200: MigrationSignOffOut, **ANSWERS}, operation_id="migration_sign_off",
    summary="Read a sign-off with its evidence and hash",
)  # fmt: skip
def read_sign_off(request: HttpRequest, slug: str, ref: str) -> dict[str, Any]:
    return _sign_off(_place(request, slug).get(MigrationSignOff, ref, "test", "signed_by"))


@router.post(
    f"{BASE}/signoffs/{{ref}}/signature/", response={200: MigrationSignOffOut, **ANSWERS},
    operation_id="migration_sign",
    summary="Sign the evidence with this hash; the password is asked for once more",
)  # fmt: skip
def sign(request: HttpRequest, slug: str, ref: str, body: MigrationSignatureIn) -> dict[str, Any]:
    place = _place(request, slug)
    found = place.get(MigrationSignOff, ref, "test", "signed_by", "created_by")
    found.test.implementation = place.implementation
    proof = Proof(password=body.password, network=network_of(request))
    said = {"seen_hash": body.seen_hash, "statement": body.statement}
    return _sign_off(actions.sign(found, by=place.person, proof=proof, **said))
