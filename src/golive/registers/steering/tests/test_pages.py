import pytest

from golive.foundation.register_kit.contract import RegisterContract, bearer, signed_in
from golive.registers.steering import actions
from golive.registers.steering.models import Meeting
from golive.registers.steering.register import register
from golive.registers.steering.tests.test_actions import THURSDAY, founded
from tests.world import World


def make(world: World) -> Meeting:
    return actions.call_meeting(founded(world), by=world.manager, on=THURSDAY, place="Room 4")


class TestSteeringRegister(RegisterContract):
    register = register
    make = staticmethod(make)


@pytest.mark.django_db
def test_a_committee_is_founded_seated_and_called_together_on_its_pages(world: World) -> None:
    client = signed_in(world.manager)
    page = client.post(world.acme.url("steering", "committees", "new"), {"title": "Board", "level": "steering"})
    committee = page["Location"]
    assert "Nobody has a seat yet" in client.get(committee).content.decode()
    seated = client.post(f"{committee}seats/new/", {"person": world.sponsor.pk, "seat": "chair", "votes": "on"})
    assert seated.status_code == 302
    refused = client.post(f"{committee}meetings/new/", {"on": "2026-03-01T10:00"})
    assert refused.status_code == 422
    assert "in the past" in refused.content.decode()
    called = client.post(f"{committee}meetings/new/", {"on": "2026-03-19T10:00"})
    assert "Nothing to decide" in client.get(called["Location"]).content.decode()


@pytest.mark.django_db
def test_a_viewer_sees_the_verbs_switched_off_with_the_reason(world: World) -> None:
    meeting = make(world)
    page = signed_in(world.viewer).get(meeting.get_absolute_url()).content.decode()
    assert "may not close MTG-001" in page
    assert signed_in(world.viewer).get(f"{meeting.get_absolute_url()}minutes/").status_code == 403


@pytest.mark.django_db
def test_a_program_calls_and_closes_a_meeting_with_the_same_refusals(world: World, client) -> None:
    committee = founded(world)
    base = f"/api/v1{world.acme.url('steering')}"
    body = {"committee": committee.ref, "on": "2026-03-19T10:00:00Z"}
    refused = client.post(base, body, content_type="application/json", headers=bearer(world.viewer))
    assert (refused.status_code, refused.json()["refusals"][0]["code"]) == (403, "rights.role")
    called = client.post(base, body, content_type="application/json", headers=bearer(world.manager))
    assert called.status_code == 201
    address = f"{base}{called.json()['ref']}/"
    assert client.get(f"{address}agenda/", headers=bearer(world.viewer)).json() == []
    minutes = {"minutes": "Met.", "present": [world.sponsor.email]}
    short = client.post(f"{address}minutes/", minutes, content_type="application/json", headers=bearer(world.manager))
    assert short.json()["refusals"][0]["code"] == "meeting.quorum"
