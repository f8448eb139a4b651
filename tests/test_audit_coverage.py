"""Does every action stand in the log, and does a test say in which words?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from golive.foundation import audit, jobs
from golive.foundation.audit.models import Entry
from golive.foundation.documents import actions as documents
from golive.foundation.implementations import actions as implementations
from golive.foundation.jobs import actions as job_actions
from golive.foundation.jobs.models import Job
from golive.foundation.jobs.queue import enqueue
from golive.foundation.people import actions as people
from golive.foundation.people.models import Session
from golive.foundation.register_kit.contract import signed_in
from golive.plain.setting import declared
from golive.registers.commitments import actions as commitments
from golive.registers.commitments.tests.test_actions import asked
from golive.registers.go_no_go import actions as gates
from golive.registers.go_no_go.tests import cast
from golive.registers.plan import actions as plan
from golive.registers.plan import queries as plans
from golive.registers.plan.tests.plans import EIGHT_DAYS
from golive.registers.plan.tests.test_actions import loaded
from golive.registers.raci import actions as raci
from golive.registers.raid import actions as raid
from golive.registers.steering import actions as steering
from golive.registers.steering.tests.test_pages import make as meeting
from tests.house.actions import Calls, actions, asserted_verbs, declared_verbs, recorded_verbs
from tests.house.sources import House, the_house
from tests.world import World

THE_HOUSE = the_house()


@jobs.kind("audited.note", title="Noting")
def note(job: Job) -> dict[str, Any]:
    return {}


def test_every_public_action_records_what_it_did() -> None:
    found, calls = actions(THE_HOUSE), Calls(THE_HOUSE)
    assert len(found) > 90
    assert [action for action in found if not calls.records(action)] == []


def test_an_action_that_records_nothing_would_be_found(tmp_path: Any) -> None:
    folder = tmp_path / "registers" / "plan"
    folder.mkdir(parents=True)
    head = "from django.db import transaction\nfrom golive.foundation import audit\n"
    silent = "@transaction.atomic\ndef load(x):\n    return _write(x)\ndef _write(x):\n    return x\n"
    told = (
        "@transaction.atomic\ndef save(x):\n    return _tell(x)\ndef _tell(x):\n    audit.record('plan.saved', on=x)\n"
    )
    (folder / "actions.py").write_text(head + silent + told)
    house = House(tmp_path)
    calls = Calls(house)
    assert [name for name in actions(house) if not calls.records(name)] == [("golive.registers.plan.actions", "load")]


def test_every_verb_that_is_declared_is_recorded_and_named_by_a_test() -> None:
    verbs = declared_verbs(THE_HOUSE)
    assert len(verbs) > 90
    assert set(verbs) - recorded_verbs(THE_HOUSE) == set()
    assert sorted(set(verbs) - asserted_verbs()) == []


def _describe(world: World) -> None:
    implementations.describe(world.acme, by=world.manager, offices=5)


def _set_value(world: World) -> None:
    setting = next(each for each in declared() if type(each.default) is int)
    implementations.choose_value(world.acme, setting.key, setting.default, by=world.manager, because="As agreed.")


def _stop(world: World) -> None:
    job_actions.stop(enqueue("audited.note", by=world.viewer, implementation=world.acme), by=world.viewer)


def _token(world: World) -> None:
    made, _ = people.make_token(by=world.viewer, label="Script", days=30)
    people.revoke_token(made, by=world.viewer)


def _sessions(world: World) -> None:
    signed_in(world.viewer)
    signed_in(world.viewer)
    kept = Session.objects.filter(person=world.viewer).latest("expire_date")
    assert people.end_sessions(by=world.viewer, keep=kept.session_key) == 1


def _freeze(world: World) -> None:
    cast.committee(world)
    found = cast.small_gate(world)
    cast.yes(world, found)
    gates.freeze(cast.fresh(found), by=world.manager)


def _plan(world: World) -> None:
    loaded(world)
    plan.set_target(world.acme, 9, by=world.manager)
    plan.apply_patch(world.acme, EIGHT_DAYS, by=world.manager, because="CR-012 was approved.", about="CR-012")
    plan.lead(plans.workstreams(world.acme)[0], world.lead, by=world.manager)
    plan.recompute(world.acme, by=world.manager)


PLAYED: list[tuple[Callable[[World], object], dict[str, str]]] = [
    (lambda w: None, {"implementation.opened": "Jo Marsh opened", "role.granted": "Jo Marsh"}),
    (_describe, {"implementation.described": "Jo Marsh"}),
    (_set_value, {"setting.chosen": "Jo Marsh"}),
    (lambda w: implementations.end(w.acme, w.viewer, "viewer", by=w.manager), {"role.ended": "Omar Haddad"}),
    (lambda w: people.welcome(by=w.manager, email="new@example.com", name="Nia New"), {"person.entered": "Nia New"}),
    (lambda w: people.note_sign_in(by=w.viewer, how="by password"), {"person.signed_in": "by password"}),
    (_token, {"token.revoked": "Omar Haddad revoked the token"}),
    (_sessions, {"session.ended": "ended 1 of their own sessions"}),
    (_stop, {"job.stopped": "Noting"}),
    (lambda w: _document(w), {"document.kept": "(7 bytes, SHA-256"}),
    (
        lambda w: commitments.cancel(asked(w), by=w.manager, because="Not needed."),
        {"commitment.cancelled": "Jo Marsh"},
    ),
    (lambda w: steering.cancel(meeting(w), by=w.manager, because="Holiday."), {"meeting.cancelled": "MTG-001"}),
    (lambda w: raci.name_role(w.acme, by=w.manager, name="Sponsor"), {"raci.role_named": "Sponsor"}),
    (
        lambda w: raci.add(w.acme, by=w.manager, title="Change requests", kind="decision", about="changes"),
        {"raci.added": "Jo Marsh"},
    ),
    (
        lambda w: raid.measure(w.acme, by=w.manager, measure="duplicates", value=3.0, unit="%"),
        {"raid.measured": "duplicates"},
    ),
    (_freeze, {"gate.frozen": "Jo Marsh"}),
    (
        _plan,
        {
            "plan.target_set": "Jo Marsh",
            "plan.changed": "Jo Marsh",
            "workstream.led": "Priya Nair",
            "plan.forecast": "P80",
        },
    ),
]


def _document(world: World) -> None:
    documents.keep(
        world.acme, b"minutes", by=world.manager, title="Minutes", name="minutes.txt", media_type="text/plain"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("act, told", PLAYED, ids=lambda value: "+".join(value) if isinstance(value, dict) else "")
def test_what_was_done_stands_in_the_log_as_a_sentence(act: Any, told: dict[str, str], world: World) -> None:
    act(world)
    for verb, words in told.items():
        entry = Entry.objects.filter(verb=verb).latest("seq")
        assert words in entry.sentence, entry.sentence
    assert audit.verify([audit.head()]).sound
