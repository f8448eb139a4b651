from typing import Any

import pytest
from django.test import Client

from golive.foundation.people.models import Person
from golive.foundation.register_kit.contract import bearer
from tests.world import World

pytestmark = pytest.mark.django_db
QUESTION = {"title": "Which price list leads?", "recommendation": "The ERP's.", "due": "2026-03-20"}


def send(world: World, person: Person, path: str, body: dict[str, Any] | None = None) -> Any:
    address = f"/api/v1{world.acme.url('decisions')}{path}"
    if body is None:
        return Client().get(address, headers=bearer(person))
    return Client().post(address, body, content_type="application/json", headers=bearer(person))


def codes(answer: Any) -> list[str]:
    return [refusal["code"] for refusal in answer.json()["refusals"]]


def asked(world: World, **more: Any) -> str:
    made = send(world, world.manager, "", QUESTION | {"decider": world.sponsor.email} | more)
    assert made.status_code == 201
    return str(made.json()["ref"])


def test_a_program_asks_decides_disputes_and_confirms(world: World) -> None:
    ref = asked(world)
    body = {"outcome": "ERP leads", "because": "One source.", "concerned": [world.client.email]}
    taken = send(world, world.sponsor, f"{ref}/decision/", body)
    assert taken.json()["state"] == "decided"
    assert send(world, world.lead, f"{ref}/dissent/", {"text": "No regional prices."}).status_code == 201
    assert send(world, world.client, f"{ref}/confirmation/", {}).status_code == 200
    word = send(world, world.viewer, f"{ref}/word/").json()
    assert [(each["person"], each["text"]) for each in word["dissents"]] == [(world.lead.email, "No regional prices.")]
    assert [(each["person"], bool(each["read_at"])) for each in word["read_backs"]] == [(world.client.email, True)]


def test_a_program_meets_the_same_refusals(world: World) -> None:
    ref = asked(world)
    body = {"outcome": "ERP leads", "because": "One source."}
    denied = send(world, world.lead, f"{ref}/decision/", body)
    assert (denied.status_code, codes(denied)) == (403, ["decision.authority"])
    assert codes(send(world, world.sponsor, f"{ref}/decision/", body | {"because": " "})) == ["decision.because"]
    unknown = send(world, world.sponsor, f"{ref}/decision/", body | {"concerned": ["x@y.z"]})
    assert codes(unknown) == ["person.unknown"]
    assert send(world, world.sponsor, f"{ref}/decision/", body | {"version": 9}).status_code == 409
    assert send(world, world.client, f"{ref}/confirmation/", {}).status_code == 403
    assert send(world, world.stranger, f"{ref}/decision/", body).status_code == 404
    assert codes(send(world, world.manager, "", QUESTION | {"title": " "})) == ["decision.title"]


def test_a_program_withdraws_and_replaces(world: World) -> None:
    gone = asked(world)
    assert codes(send(world, world.lead, f"{gone}/withdrawal/", {"because": "x"})) == ["rights.role"]
    assert send(world, world.manager, f"{gone}/withdrawal/", {"because": "Settled."}).json()["state"] == "withdrawn"
    assert codes(send(world, world.manager, f"{gone}/replacement/", QUESTION)) == ["decision.not_standing"]
    first = asked(world)
    send(world, world.sponsor, f"{first}/decision/", {"outcome": "A", "because": "b"})
    made = send(world, world.manager, f"{first}/replacement/", QUESTION | {"decider": world.sponsor.email})
    assert made.status_code == 201
    send(world, world.sponsor, f"{made.json()['ref']}/decision/", {"outcome": "B", "because": "c"})
    assert send(world, world.viewer, f"{first}/").json()["state"] == "superseded"
    assert send(world, world.viewer, f"{first}/word/").json()["replaced_by"] == made.json()["ref"]
