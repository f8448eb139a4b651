from typing import Any

import pytest
from django.test import Client

from golive.foundation.people.models import Person
from golive.foundation.register_kit.contract import bearer
from golive.registers.scope.tests.test_actions import drawn_up, line
from tests.world import World

pytestmark = pytest.mark.django_db


def send(world: World, person: Person, path: str, body: dict[str, Any], method: str = "post") -> Any:
    call = getattr(Client(), method)
    address = f"/api/v1{world.acme.url('scope')}{path}"
    return call(address, body, content_type="application/json", headers=bearer(person))


def test_a_program_writes_edits_and_removes_a_line(world: World) -> None:
    made = send(world, world.manager, "", {"title": "Mobile", "acceptance": "One minute"})
    assert made.status_code == 201
    ref, version = made.json()["ref"], made.json()["version"]
    changed = send(world, world.lead, f"{ref}/", {"title": "Mobile use", "version": version}, "patch").json()
    assert (changed["title"], changed["acceptance"]) == ("Mobile use", "One minute")
    gone = send(world, world.manager, f"{ref}/removal/", {"because": "Release 2"})
    assert gone.json()["state"] == "removed"


def test_a_program_meets_the_same_refusals(world: World) -> None:
    denied = send(world, world.viewer, "", {"title": "Mobile"})
    assert (denied.status_code, denied.json()["refusals"][0]["code"]) == (403, "rights.role")
    item = line(world)
    gone = send(world, world.manager, f"{item.ref}/removal/", {"because": ""})
    assert (gone.status_code, gone.json()["refusals"][0]["code"]) == (422, "scope.because")


def test_a_program_draws_up_reads_and_signs_the_text_it_saw(world: World) -> None:
    line(world)
    drawn = send(world, world.manager, "baselines/", {}).json()
    wrong = send(world, world.sponsor, "baselines/SB-001/signature/", {"seen_hash": "0" * 64})
    assert (wrong.status_code, wrong.json()["refusals"][0]["code"]) == (409, "signature.content_changed")
    for person in (world.manager, world.sponsor):
        answer = send(world, person, "baselines/SB-001/signature/", {"seen_hash": drawn["content_hash"]})
        assert answer.status_code == 200
    assert answer.json()["agreed_at"]
    address = f"/api/v1{world.acme.url('scope')}baselines/SB-001/"
    read = Client().get(address, headers=bearer(world.viewer)).json()
    assert [each["person"] for each in read["signatures"]] == ["Jo Marsh", "Ruth Amadi"]
    assert Client().get(address, headers=bearer(world.stranger)).status_code == 404


def test_a_program_takes_an_unsigned_text_back(world: World) -> None:
    baseline = drawn_up(world)
    answer = send(world, world.manager, f"baselines/{baseline.ref}/withdrawal/", {"because": "Typing error"})
    assert (answer.status_code, answer.json()["current"]) == (200, False)
