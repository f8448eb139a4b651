import pytest
from django.test import Client

from golive.foundation.register_kit.contract import bearer
from golive.registers.go_no_go import queries
from golive.registers.go_no_go.tests.cast import PASSWORD, committee, document, fresh, gate, small_gate, with_password
from tests.world import World

pytestmark = pytest.mark.django_db


def send(world: World, who: str, path: str, body: dict[str, object]):
    return Client().post(
        f"/api/v1{world.acme.url('go_no_go')}{path}",
        body,
        content_type="application/json",
        headers=bearer(world.cast[who]),
    )


def read(world: World, path: str) -> dict:
    return Client().get(f"/api/v1{world.acme.url('go_no_go')}{path}", headers=bearer(world.manager)).json()


def test_a_program_opens_the_gates_and_reads_the_live_verdict(world: World) -> None:
    opened = send(world, "manager", "", {})
    assert opened.status_code == 201
    assert [g["ref"] for g in opened.json()] == ["G-001", "G-002", "G-003", "G-004", "G-005"]
    kickoff = read(world, "G-001/evidence/")
    assert kickoff["verdict"] == "NOT DECIDABLE"
    assert kickoff["criteria"][0]["check"] == "scope.signed"
    assert kickoff["frozen_hash"] == ""
    assert send(world, "viewer", "", {}).status_code == 403


def test_a_program_goes_the_whole_way_from_answer_to_ruling(world: World) -> None:
    committee(world)
    ref = small_gate(world).ref
    said = {"met": True, "until": "2026-04-30", "document": document(world).ref}
    assert send(world, "manager", f"{ref}/criteria/1/answer/", said).json()["verdict"] == "GO"
    frozen = send(world, "manager", f"{ref}/evidence/", {}).json()
    assert frozen["frozen_hash"] == frozen["hash"]
    vote = {"choice": "go", "seen_hash": frozen["frozen_hash"], "version": frozen["version"]}
    for who in ("sponsor", "committee", "client"):
        assert send(world, who, f"{ref}/vote/", vote).status_code == 200
    with_password(world.sponsor)
    ruling = {"outcome": "go", "because": "All there.", "seen_hash": frozen["frozen_hash"]}
    wrong = send(world, "sponsor", f"{ref}/ruling/", {**ruling, "password": "x"})
    assert (wrong.status_code, wrong.json()["refusals"][0]["code"]) == (422, "confirm.password")
    done = send(world, "sponsor", f"{ref}/ruling/", {**ruling, "password": PASSWORD})
    assert (done.status_code, done.json()["outcome"], done.json()["hash"]) == (201, "GO", frozen["hash"])
    assert read(world, f"{ref}/")["state"] == "passed"


def test_a_program_is_refused_like_a_person(world: World) -> None:
    committee(world)
    found = small_gate(world)
    assert send(world, "lead", f"{found.ref}/vote/", {"choice": "go", "seen_hash": ""}).status_code == 403
    assert send(world, "manager", f"{found.ref}/evidence/", {"version": 99}).status_code == 409
    assert (
        send(world, "manager", f"{found.ref}/criteria/9/answer/", {"met": False, "until": "2026-04-30"}).status_code
        == 404
    )
    stranger = send(world, "stranger", f"{found.ref}/evidence/", {})
    assert stranger.status_code == 404


def test_a_token_alone_does_not_rule_for_a_chair_without_a_password(world: World) -> None:
    committee(world)
    found = small_gate(world, waivable_by="executive sponsor")
    waiver = {"because": "Next week.", "condition": "Omar does.", "until": "2026-03-23"}
    waived = send(world, "sponsor", f"{found.ref}/criteria/1/waiver/", waiver).json()
    assert (waived["verdict"], waived["criteria"][0]["waived_until"]) == ("GO WITH CONDITIONS", "2026-03-23")
    frozen = send(world, "manager", f"{found.ref}/evidence/", {}).json()
    for who in ("sponsor", "committee", "client"):
        send(world, who, f"{found.ref}/vote/", {"choice": "go", "seen_hash": frozen["hash"]})
    ruling = {"outcome": "go", "because": "All there.", "seen_hash": frozen["hash"]}
    refused = send(world, "sponsor", f"{found.ref}/ruling/", ruling)
    assert refused.json()["refusals"][0]["code"] == "confirm.code"
    assert fresh(found).state == "voting"


def test_the_kickoff_gate_is_read_with_the_same_hash_as_it_will_be_frozen_with(world: World) -> None:
    committee(world)
    found = gate(world)
    before = read(world, f"{found.ref}/evidence/")["hash"]
    assert send(world, "manager", f"{found.ref}/evidence/", {}).json()["frozen_hash"] == before
    assert queries.frozen(found).content_hash == before
