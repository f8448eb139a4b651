from datetime import date

import pytest

from golive.foundation.register_kit.contract import RegisterContract, signed_in
from golive.registers.decisions import actions
from golive.registers.decisions.models import Decision
from golive.registers.decisions.register import register
from tests.world import World


def make(world: World) -> Decision:
    return actions.ask(
        world.acme,
        by=world.manager,
        title="Which price list leads?",
        recommendation="Take the ERP's price list.",
        due=date(2026, 3, 13),
        decider=world.sponsor,
    )


class TestDecisionsRegister(RegisterContract):
    register = register
    make = staticmethod(make)


@pytest.mark.django_db
def test_a_decision_is_asked_for_on_the_page(world: World) -> None:
    client = signed_in(world.manager)
    address = world.acme.url("decisions", "new")
    assert client.get(address).status_code == 200
    refused = client.post(address, {"title": "", "recommendation": "", "due": ""})
    assert refused.status_code == 422
    assert "Say by when it is needed" in refused.content.decode()
    done = client.post(address, {"title": "Who tests?", "recommendation": "Sales.", "due": "2026-03-20"})
    assert done.status_code == 302
    assert "Who tests?" in client.get(done["Location"]).content.decode()


@pytest.mark.django_db
def test_a_viewer_is_told_why_the_form_does_not_open(world: World) -> None:
    answer = signed_in(world.viewer).get(world.acme.url("decisions", "new"))
    assert answer.status_code == 403
    assert "may not ask for a decision" in answer.content.decode()


@pytest.mark.django_db
def test_a_decision_is_recorded_in_the_drawer_and_the_page_opens_anew(world: World) -> None:
    decision = make(world)
    answer = signed_in(world.sponsor).post(
        f"{decision.get_absolute_url()}decision/",
        {"outcome": "ERP leads", "because": "One truth.", "version": decision.version},
        headers={"HX-Request": "true", "HX-Target": "drawer-content"},
    )
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == decision.get_absolute_url()


@pytest.mark.django_db
def test_who_was_told_confirms_with_one_click(world: World) -> None:
    decision = actions.decide(make(world), by=world.sponsor, outcome="A", because="b", concerned=[world.lead])
    client = signed_in(world.lead)
    assert "I have read it" in client.get(decision.get_absolute_url()).content.decode()
    assert client.post(f"{decision.get_absolute_url()}confirmation/").status_code == 302
    assert "I have read it" not in client.get(decision.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_a_question_is_withdrawn_on_its_page_by_who_asked(world: World) -> None:
    decision = make(world)
    address = f"{decision.get_absolute_url()}withdrawal/"
    assert signed_in(world.lead).get(address).status_code == 403
    client = signed_in(world.manager)
    assert client.post(address, {"because": "", "version": decision.version}).status_code == 422
    assert client.post(address, {"because": "Settled.", "version": decision.version}).status_code == 302
    assert "Withdrawn" in client.get(decision.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_a_decision_that_stands_is_replaced_from_its_page(world: World) -> None:
    first = actions.decide(make(world), by=world.sponsor, outcome="ERP leads", because="b", concerned=[world.client])
    address, client = f"{first.get_absolute_url()}replacement/", signed_in(world.manager)
    assert signed_in(world.viewer).get(address).status_code == 403
    assert "stands until the new one is taken: ERP leads" in client.get(address).content.decode()
    form = {"title": "And now?", "recommendation": "CRM.", "due": "2026-03-20", "decider": world.sponsor.pk}
    page = client.post(address, form)["Location"]
    assert f"In place of</dt><dd>{first.ref}" in client.get(page).content.decode().replace("\n", "")
    assert "is asked for in its place" in client.get(first.get_absolute_url()).content.decode()
    done = signed_in(world.sponsor).post(f"{page}decision/", {"outcome": "CRM", "because": "c", "version": 1})
    assert done.status_code == 302
    text = client.get(first.get_absolute_url()).content.decode()
    assert "replaces it." in text and "Superseded" in text


@pytest.mark.django_db
def test_the_page_says_why_a_person_may_decide_and_how_far_the_decision_reached(world: World) -> None:
    decision = make(world)
    client = signed_in(world.lead)
    text = client.get(decision.get_absolute_url()).content.decode()
    assert "Who may decide?" in text and "was put to Ruth Amadi" in text
    actions.decide(decision, by=world.sponsor, outcome="A", because="b", concerned=[world.lead])
    text = client.get(decision.get_absolute_url()).content.decode()
    assert "Days to confirm" in text


@pytest.mark.django_db
def test_list_and_page_show_a_state_in_the_same_colour(world: World) -> None:
    decision = make(world)
    client = signed_in(world.manager)
    for address in (world.acme.url("decisions"), decision.get_absolute_url()):
        assert '<span class="chip amber">Wanted</span>' in client.get(address).content.decode(), address
