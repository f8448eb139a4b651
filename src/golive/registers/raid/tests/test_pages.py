import pytest

from golive.foundation.register_kit.contract import RegisterContract, bearer, signed_in
from golive.registers.raid import actions
from golive.registers.raid.models import Item
from golive.registers.raid.register import register
from golive.registers.raid.tests.test_actions import TRIGGER, risk
from tests.world import World


class TestRaidRegister(RegisterContract):
    register = register
    make = staticmethod(risk)


@pytest.mark.django_db
def test_a_risk_is_raised_assessed_owned_answered_and_quantified_on_its_pages(world: World) -> None:
    client = signed_in(world.lead)
    refused = client.post(world.acme.url("raid", "new"), {"kind": "risk", "title": " "})
    assert (refused.status_code, "Say it in one line" in refused.content.decode()) == (422, True)
    page = client.post(world.acme.url("raid", "new"), {"kind": "risk", "title": "The API fails"})["Location"]

    def send(part: str, **data) -> int:
        version = Item.objects.get(title="The API fails").version
        return client.post(f"{page}{part}/", {**data, "version": version}).status_code

    assert send("assessment", likelihood="3", impact="5") == 302
    assert send("assessment", likelihood="9", impact="5") == 422
    assert send("owner", owner=world.risk_owner.pk) == 302
    assert send("owner", owner=world.manager.pk) == 422
    answer = {"response": "reduce", "mitigation": "Mock it.", "measure": "Errors", "comparator": ">", "threshold": "5"}
    assert send("response", **answer) == 302
    assert send("figures", days_low="1", days_likely="2", days_high="4", cost="1200.50", tasks="T-4") == 302
    assert send("figures", days_low="1", tasks="four") == 422
    item = Item.objects.get(title="The API fails")
    assert (item.points, item.trigger["threshold"], item.cost_minor, item.task_uids) == (15, 5.0, 120050, [4])
    text = client.get(page).content.decode()
    assert "15 points" in text
    assert "Errors &gt; 5" in text


@pytest.mark.django_db
def test_a_reached_trigger_is_the_first_thing_on_the_page(world: World) -> None:
    actions.plan_response(risk(world), by=world.lead, response="accept", contingency="Load by hand.", trigger=TRIGGER)
    client = signed_in(world.lead)
    client.post(world.acme.url("raid", "readings", "new"), {"measure": TRIGGER["measure"], "value": "3.1", "unit": "%"})
    assert "1 trigger reached: R-001" in client.get(world.acme.url("raid")).content.decode()


@pytest.mark.django_db
def test_the_filters_find_what_needs_somebody(world: World) -> None:
    item = risk(world)
    client = signed_in(world.lead)
    assert item.ref in client.get(world.acme.url("raid"), {"needs": "owner"}).content.decode()
    actions.assign(item, world.risk_owner, by=world.manager)
    assert "Nothing matches" in client.get(world.acme.url("raid"), {"needs": "owner"}).content.decode()
    mine = signed_in(world.risk_owner).get(world.acme.url("raid"), {"needs": "mine"})
    assert item.title in mine.content.decode()


@pytest.mark.django_db
def test_a_program_raises_assesses_and_measures_under_the_same_rules(world: World, client) -> None:
    base = f"/api/v1{world.acme.url('raid')}"

    def send(path: str, body: dict, who):
        return client.post(base + path, body, content_type="application/json", headers=bearer(who))

    assert send("", {"kind": "risk", "title": "x"}, world.viewer).status_code == 403
    made = send("", {"kind": "risk", "title": "The API fails"}, world.lead)
    assert made.status_code == 201
    ref = made.json()["ref"]
    assert send(f"{ref}/assessment/", {"likelihood": 3, "impact": 5}, world.lead).json()["points"] == "15"
    refused = send(f"{ref}/owner/", {"owner": world.manager.email}, world.manager)
    assert refused.json()["refusals"][0]["code"] == "owner.manager"
    assert send("readings/", {"measure": "Errors", "value": 9}, world.lead).json() == {"fired": []}
    assert send(f"{ref}/review/", {"note": "Looked."}, world.lead).status_code == 200
