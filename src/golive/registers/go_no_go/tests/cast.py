"""Who sits in the committee, and how does a gate get as far as a test needs it?"""

from __future__ import annotations

from datetime import timedelta

from golive.foundation.documents import actions as documents
from golive.foundation.documents.models import Document
from golive.foundation.people.confirming import Proof
from golive.foundation.people.models import Person
from golive.registers.go_no_go import actions, queries
from golive.registers.go_no_go.models import Criterion, Gate, Ruling, Snapshot
from golive.registers.scope import actions as scope
from golive.registers.steering import actions as steering
from golive.registers.steering.models import Committee
from tests.world import World

PASSWORD = "seven-rivers-of-maple"


def committee(world: World) -> Committee:
    """The sponsor chairs; the committee member and the client vote too; the lead advises without a vote."""
    founded = steering.found(world.acme, by=world.manager, title="Steering committee")
    steering.seat(founded, world.sponsor, by=world.manager, seat="chair")
    steering.seat(founded, world.committee, by=world.manager)
    steering.seat(founded, world.client, by=world.manager)
    steering.seat(founded, world.lead, by=world.manager, seat="advisor", votes=False)
    return founded


def gate(world: World, kind: str = "kickoff") -> Gate:
    actions.open_gates(world.acme, by=world.manager)
    return queries.gates(world.acme).get(kind=kind)


def small_gate(world: World, *, waivable_by: str = "", mandatory: bool = True) -> Gate:
    """The close gate with a single question, answered by hand."""
    found = gate(world, "close")
    Criterion.objects.filter(gate=found).delete()
    actions.add_criterion(
        found, by=world.manager, question="Is it handed over?", waivable_by=waivable_by, mandatory=mandatory
    )
    return queries.gates(world.acme).get(pk=found.pk)


def question(found: Gate) -> Criterion:
    first = queries.criteria(found).first()
    assert first is not None
    first.gate = found
    return first


def document(world: World) -> Document:
    return documents.keep(
        world.acme, b"minutes", by=world.manager, title="Minutes", name="minutes.txt", media_type="text/plain"
    )


def yes(world: World, found: Gate, by: Person | None = None, days: int = 30) -> None:
    until = world.acme.today() + timedelta(days=days)
    actions.answer(question(found), by=by or world.manager, met=True, until=until, document=document(world))


def sign_scope(world: World) -> None:
    scope.add(world.acme, by=world.manager, title="Quotes", kind="in", acceptance="A quote in ten minutes")
    baseline = scope.draw_up(world.acme, by=world.manager)
    for person in (world.manager, world.sponsor):
        baseline = scope.sign(baseline, by=person, seen_hash=baseline.content_hash)


def fresh(found: Gate) -> Gate:
    """The gate as the next request reads it, with its implementation."""
    return Gate.objects.select_related("implementation").get(pk=found.pk)


def put_to_vote(world: World, found: Gate) -> Snapshot:
    return actions.freeze(found, by=world.manager)


def cast_vote(found: Gate, by: Person, choice: str = "go", because: str = "") -> None:
    snapshot = queries.frozen(found)
    assert snapshot is not None
    actions.vote(found, by=by, choice=choice, because=because, seen_hash=snapshot.content_hash)


def ready_to_rule(world: World, **more: object) -> Gate:
    """A gate that is met, frozen and voted on by all three seats, and a chair with a password."""
    committee(world)
    found = small_gate(world, **more)  # type: ignore[arg-type]
    yes(world, found)
    put_to_vote(world, found)
    for person in (world.sponsor, world.committee, world.client):
        cast_vote(found, person)
    with_password(world.sponsor)
    return fresh(found)


def with_password(person: Person) -> None:
    person.set_password(PASSWORD)
    person.save()


def rule(world: World, found: Gate, *, by: Person | None = None, **more: object) -> Ruling:
    snapshot = queries.frozen(found)
    said: dict[str, object] = {
        "outcome": "go",
        "because": "Everything is there.",
        "seen_hash": snapshot.content_hash if snapshot else "",
        "proof": Proof(password=PASSWORD),
    }
    return actions.rule(found, by=by or world.sponsor, **{**said, **more})  # type: ignore[arg-type]
