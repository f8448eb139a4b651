from typing import Any

import pytest
from django.test import Client

from golive.foundation.people.models import Person
from golive.foundation.register_kit.contract import bearer
from golive.registers.raci.tests.test_actions import lettered
from tests.world import World

pytestmark = pytest.mark.django_db


def send(world: World, person: Person, path: str, body: dict[str, Any] | None = None) -> Any:
    address = f"/api/v1{world.acme.url('raci')}{path}"
    return Client().post(address, body or {}, content_type="application/json", headers=bearer(person))


def read(world: World, person: Person) -> Any:
    return Client().get(f"/api/v1{world.acme.url('raci')}matrix/", headers=bearer(person))


def test_a_program_builds_a_matrix_and_reads_it_back(world: World) -> None:
    assert len(send(world, world.manager, "compulsory-rows/").json()) == 4
    made = send(world, world.manager, "", {"title": "Scope document", "about": "scope"})
    assert (made.status_code, made.json()["ref"]) == (201, "RA-005")
    assert send(world, world.manager, "roles/", {"name": "Sponsor"}).status_code == 201
    held = {"role": "Sponsor", "person": world.sponsor.email, "deputy": world.committee.email}
    assert send(world, world.manager, "holders/", held).json()["person"] == "Ruth Amadi"
    lettered_row = send(world, world.manager, "RA-005/letters/", {"role": "Sponsor", "letter": "A"}).json()
    assert (lettered_row["a_role"], lettered_row["a_person"]) == ("Sponsor", "Ruth Amadi")
    assert send(world, world.sponsor, "RA-005/acceptance/").status_code == 200
    found = read(world, world.viewer).json()
    assert found["roles"] == [{"name": "Sponsor", "person": "Ruth Amadi", "deputy": "Felix Brandt"}]
    rows = {each["ref"]: each for each in found["rows"]}
    assert (rows["RA-005"]["letters"], rows["RA-005"]["accepted"]) == ({"Sponsor": ["A"]}, True)
    assert "raci.no_a" in [each["code"] for each in found["findings"]]
    assert found["liveness"] is None
    assert read(world, world.stranger).status_code == 404


def test_a_program_asks_answers_tells_and_closes(world: World) -> None:
    made = lettered(world)
    asked = send(world, world.manager, f"{made.ref}/consultation/", {"question": "Right?", "due": "2026-03-20"})
    assert [each["person"] for each in asked.json()] == ["Priya Nair"]
    assert send(world, world.lead, f"{made.ref}/answer/", {"answer": "Yes."}).json()["answer"] == "Yes."
    assert send(world, world.lead, f"{made.ref}/notice/", {"text": "Approved."}).json()["people"] == ["Dana Lee"]
    days = {"until_on": "2026-03-20", "because": "Away"}
    people = {"from_person": world.sponsor.email, "to_person": world.committee.email}
    assert send(world, world.sponsor, "delegations/", {**people, **days}).json()["person"] == "Felix Brandt"
    assert (
        send(world, world.manager, f"{made.ref}/letters/", {"role": "Client finance", "letter": ""}).status_code == 200
    )
    assert send(world, world.manager, f"{made.ref}/closing/", {"because": "Done."}).json()["state"] == "closed"


def test_a_program_meets_the_same_refusals(world: World) -> None:
    made = lettered(world)
    denied = send(world, world.lead, f"{made.ref}/letters/", {"role": "Client finance", "letter": "C"})
    assert (denied.status_code, denied.json()["refusals"][0]["code"]) == (403, "rights.role")
    unknown = send(world, world.manager, f"{made.ref}/letters/", {"role": "Nobody", "letter": "C"})
    assert (unknown.status_code, unknown.json()["refusals"][0]["code"]) == (422, "raci.unknown_role")
    nobody = send(world, world.manager, "holders/", {"role": "Client finance", "person": world.stranger.email})
    assert (nobody.status_code, nobody.json()["refusals"][0]["code"]) == (422, "raci.unknown_person")
