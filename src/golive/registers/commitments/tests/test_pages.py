import pytest

from golive.foundation.register_kit.contract import RegisterContract, bearer, signed_in
from golive.registers.commitments.register import register
from golive.registers.commitments.tests.test_actions import asked
from tests.world import World


class TestCommitmentsRegister(RegisterContract):
    register = register
    make = staticmethod(asked)


@pytest.mark.django_db
def test_the_list_begins_with_the_sharpest_delivery_in_one_sentence(world: World) -> None:
    asked(world)
    text = signed_in(world.viewer).get(world.acme.url("commitments")).content.decode()
    assert "after Wed 1 Apr go-live moves 23 May → 6 Jun" in text


@pytest.mark.django_db
def test_the_counterpart_promises_and_the_manager_escalates_on_the_pages(world: World) -> None:
    owed = asked(world)
    page = owed.get_absolute_url()
    theirs, ours = signed_in(world.client), signed_in(world.manager)
    late = theirs.post(f"{page}promise/", {"on": "2026-03-01", "version": owed.version})
    assert (late.status_code, "has passed" in late.content.decode()) == (422, True)
    assert theirs.post(f"{page}promise/", {"on": "2026-03-27", "version": owed.version}).status_code == 302
    assert theirs.get(f"{page}escalation/").status_code == 403
    letter = ours.get(f"{page}escalation/").content.decode()
    assert "We need signed chart of accounts" in letter
    assert ours.post(f"{page}escalation/", {"to": world.sponsor.pk, "words": "Please."}).status_code == 302
    assert "Please." in ours.get(page).content.decode()


@pytest.mark.django_db
def test_a_delivery_is_asked_for_by_its_task_number(world: World) -> None:
    asked(world)
    client, address = signed_in(world.lead), world.acme.url("commitments", "new")
    wrong = client.post(address, {"title": "Users", "counterpart": world.client.pk, "task": "T-77"})
    assert (wrong.status_code, "not in the plan" in wrong.content.decode()) == (422, True)
    assert client.post(address, {"title": "Users", "counterpart": world.client.pk, "task": "t-4"}).status_code == 302


@pytest.mark.django_db
def test_a_program_reads_what_a_delay_costs(world: World, client) -> None:
    owed = asked(world)
    base = f"/api/v1{owed.get_absolute_url()}"
    found = client.get(f"{base}standing/", headers=bearer(world.viewer)).json()
    assert (found["need_by"], found["drop_dead"], found["to_window"]) == ("2026-03-20", "2026-04-01", "2026-06-06")
    body = {"on": "2026-03-27"}
    assert (
        client.post(f"{base}promise/", body, content_type="application/json", headers=bearer(world.viewer)).status_code
        == 403
    )
    done = client.post(f"{base}promise/", body, content_type="application/json", headers=bearer(world.client))
    assert done.json()["expected_on"] == "2026-03-27"
