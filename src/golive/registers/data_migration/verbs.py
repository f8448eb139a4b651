"""What may this person do with an object, a test migration, a finding, a value map or a sign-off now?"""

from __future__ import annotations

from golive.foundation.documents.actions import content_hash
from golive.foundation.implementations.access import Place
from golive.foundation.register_kit.declaration import Verb
from golive.plain.verdict import Refusal
from golive.registers.data_migration import queries, rules
from golive.registers.data_migration.models import Finding, MigrationObject, MigrationSignOff, TestMigration, ValueMap


def new_object(place: Place) -> Verb:
    may = rules.may_write(place.seat, "add a migration object")
    return Verb("Add an object", place.url("data_migration", "new"), "plus", may, primary=True)


def object_verbs(place: Place, found: MigrationObject) -> list[Verb]:
    base, may = found.get_absolute_url(), rules.may_write(place.seat, f"change {found.ref}")
    rows = rules.may_bring_rows(place.seat, file=True, is_loaded=found.is_loaded, title=found.title)
    source = queries.extract(found, rules.SOURCE)
    has_source = bool(source and source.tables)
    return [
        Verb("Bring in data", f"{base}rows/new/", "upload", rows, primary=not has_source),
        Verb("Map it", f"{base}mapping/", "git-compare", may_map(place, found, has_source), primary=has_source),
        Verb("Edit", f"{base}edit/", "pencil", may),
    ]


def may_map(place: Place, found: MigrationObject, has_source: bool) -> list[Refusal]:
    seen = rules.may_see_rows(place.seat, found.title)
    return seen or rules.may_map(place.seat, title=found.title, source=has_source)


def new_test(place: Place) -> Verb:
    may = rules.may_write(place.seat, "plan a test migration")
    return Verb("Plan a test migration", place.url("data_migration", "tests", "new"), "plus", may, primary=True)


def test_verbs(place: Place, test: TestMigration) -> list[Verb]:
    """In the order of its life; what is finished can still be reconciled, until it is signed."""
    base, seat, now = test.get_absolute_url(), place.seat, place.implementation.now()
    signed = queries.signed_for(test)
    if signed:
        return []
    may_attach = rules.may_attach(seat, ref=test.ref, state=test.state, title="", is_loaded=True, signed=signed)
    may_freeze = rules.may_check_freeze(seat, ref=test.ref, extracted=now, changed=now, now=now)
    if test.state == rules.PLANNED:
        return [
            Verb("Start", f"{base}start/", "play", rules.may_start(seat, ref=test.ref, state=test.state), primary=True)
        ]
    run = Verb("Reconcile", f"{base}reconciliation/", "scale", may_attach)
    attach = Verb("Attach a reconciliation", f"{base}results/new/", "paperclip", may_attach)
    freeze = Verb("Check the freeze", f"{base}freeze/", "snowflake", may_freeze)
    if test.state == rules.RUNNING:
        may_finish = rules.may_write(seat, f"finish {test.ref}")
        return [Verb("Finish", f"{base}end/", "flag", may_finish, primary=True), run, attach, freeze]
    may_draw = rules.may_draw_up(seat, queries.evidence(test, place.person.pk))
    return [
        run,
        attach,
        freeze,
        Verb("Draw up the sign-off", f"{base}signoff/", "file-pen-line", may_draw, primary=True),
    ]


def bring_audit(place: Place) -> Verb:
    may = rules.may_write(place.seat, "bring in an audit")
    return Verb("Bring in an audit", place.url("data_migration", "findings", "new"), "upload", may, primary=True)


def finding_verbs(place: Place, found: Finding) -> list[Verb]:
    owner = found.object.owner_id if found.object else None
    may = rules.may_decide(
        place.seat, ref=found.ref, gone=found.gone, decision=rules.FIX, rule="-", because="-", owner=owner
    )
    label = "Decide again" if found.decision else "Decide"
    return [Verb(label, f"{found.get_absolute_url()}decision/", "gavel", may, primary=not found.decision)]


def new_map(place: Place) -> Verb:
    may = rules.may_write(place.seat, "write a value map")
    return Verb("Write a value map", place.url("data_migration", "maps", "new"), "plus", may, primary=True)


def map_verbs(place: Place, found: ValueMap) -> list[Verb]:
    base = found.get_absolute_url()
    may_confirm = rules.may_confirm_map(
        place.seat,
        ref=found.ref,
        owner=found.owner_id,
        owner_name=found.owner.name,
        confirmed=found.confirmed_at is not None,
        unmapped=found.unmapped,
    )
    edit = Verb("Edit", f"{base}edit/", "pencil", rules.may_write(place.seat, f"change {found.ref}"))
    if found.confirmed_at:
        return [edit]
    return [Verb("Confirm", f"{base}confirmation/", "circle-check", may_confirm, primary=True), edit]


def is_changed(found: MigrationSignOff) -> bool:
    """Whether the evidence is no longer what was drawn up."""
    return content_hash(queries.content_of(found.test)) != found.content_hash


def may_sign(place: Place, found: MigrationSignOff) -> list[Refusal]:
    return rules.may_sign(
        place.seat,
        queries.evidence(found.test, found.created_by_id),
        entitled=queries.entitled(place.implementation),
        signed=found.signed_at is not None,
        seen_hash=found.content_hash,
        now_hash=content_hash(queries.content_of(found.test)),
        ref=found.ref,
    )


def sign_off_verbs(place: Place, found: MigrationSignOff) -> list[Verb]:
    if found.signed_at:
        return []
    return [Verb("Sign", f"{found.get_absolute_url()}signature/", "signature", may_sign(place, found), primary=True)]
