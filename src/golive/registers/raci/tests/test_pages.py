import pytest
from django.test import Client
from django.utils.html import escape

from golive.foundation.register_kit.contract import RegisterContract, signed_in
from golive.registers.raci import actions
from golive.registers.raci.models import Deliverable, RoleName
from golive.registers.raci.register import register
from golive.registers.raci.tests.test_actions import decided, lettered, role, row
from tests.world import World


class TestRaciRegister(RegisterContract):
    register = register
    make = staticmethod(row)


def matrix(client: Client, world: World) -> str:
    answer = client.get(world.acme.url("raci", "matrix"))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
def test_an_empty_matrix_says_what_to_do_and_seeds_with_one_click(world: World) -> None:
    client = signed_in(world.manager)
    assert "Seed the four compulsory rows" in matrix(client, world)
    address = world.acme.url("raci", "compulsory-rows")
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    page = matrix(client, world)
    assert "Data-migration sign-off" in page
    assert "has no A" in page


@pytest.mark.django_db
def test_the_matrix_shows_letters_holders_findings_and_the_liveness(world: World) -> None:
    lettered(world)
    decided(world, "manager")
    page = matrix(signed_in(world.viewer), world)
    assert "Ruth Amadi" in page
    assert 'title="Executive sponsor: accountable">A<' in page
    assert "DEC-001 by Jo Marsh" in page
    assert "The matrix says Ruth Amadi" in page
    assert "0 of 1 decision by whoever answers" in page


@pytest.mark.django_db
def test_roles_are_named_held_and_lettered_on_the_pages(world: World) -> None:
    client, made = signed_in(world.manager), row(world)
    assert client.post(world.acme.url("raci", "roles", "new"), {"name": "Sponsor"}).status_code == 302
    named = RoleName.objects.get(name="Sponsor")
    held = {"role": named.pk, "person": world.sponsor.pk, "deputy": world.committee.pk}
    assert client.get(world.acme.url("raci", "holders", "new")).status_code == 200
    assert client.post(world.acme.url("raci", "holders", "new"), held).status_code == 302
    letters = f"{made.get_absolute_url()}letters/"
    assert client.get(letters).status_code == 200
    assert client.post(letters, {"role": named.pk, "letter": "A"}).status_code == 302
    assert "Ruth Amadi answers for it" in client.get(made.get_absolute_url()).content.decode()
    assert client.post(letters, {"role": named.pk, "letter": ""}).status_code == 302
    assert "Nobody answers for it" in client.get(made.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_the_one_who_answers_accepts_on_the_page(world: World) -> None:
    made, client = lettered(world), signed_in(world.sponsor)
    address = f"{made.get_absolute_url()}acceptance/"
    assert address in client.get(made.get_absolute_url()).content.decode()
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    page = client.get(made.get_absolute_url()).content.decode()
    assert address not in page
    assert "Accepted." in page
    assert signed_in(world.lead).post(address).status_code == 403


@pytest.mark.django_db
def test_opinions_are_asked_for_and_given_on_the_pages(world: World) -> None:
    made = lettered(world)
    base, manager = made.get_absolute_url(), signed_in(world.manager)
    assert "Priya Nair" in manager.get(f"{base}consultation/").content.decode()
    assert manager.post(f"{base}consultation/", {"question": "", "due": ""}).status_code == 422
    asked = manager.post(f"{base}consultation/", {"question": "Is it right?", "due": "2026-03-20"})
    assert asked.status_code == 302
    lead = signed_in(world.lead)
    assert "Is it right?" in lead.get(f"{base}answer/").content.decode()
    assert lead.post(f"{base}answer/", {"answer": "Ten days."}).status_code == 302
    assert "Ten days." in manager.get(base).content.decode()
    assert signed_in(world.client).get(f"{base}answer/").status_code == 403


@pytest.mark.django_db
def test_the_informed_are_told_and_a_row_is_closed_on_the_pages(world: World) -> None:
    made, client = lettered(world), signed_in(world.manager)
    base = made.get_absolute_url()
    assert client.get(f"{base}notice/").status_code == 200
    assert client.post(f"{base}notice/", {"text": "Approved."}).status_code == 302
    assert "Approved." in client.get(base).content.decode()
    assert client.get(f"{base}closing/").status_code == 200
    version = Deliverable.objects.get(pk=made.pk).version
    assert client.post(f"{base}closing/", {"because": "Done.", "version": version}).status_code == 302
    assert made.title not in matrix(client, world)


@pytest.mark.django_db
def test_a_delegation_is_entered_on_the_page_and_shown_with_its_end(world: World) -> None:
    lettered(world)
    client, address = signed_in(world.sponsor), world.acme.url("raci", "delegations", "new")
    assert client.get(address).status_code == 200
    people = {"from_person": world.sponsor.pk, "to_person": world.committee.pk}
    refused = client.post(address, {**people, "until_on": "", "because": ""})
    assert refused.status_code == 422
    assert "Say until when it holds" in refused.content.decode()
    assert client.post(address, {**people, "until_on": "2026-03-20", "because": "Away"}).status_code == 302
    assert "acting: Felix Brandt until 20 Mar 2026" in matrix(client, world)


@pytest.mark.django_db
def test_text_that_people_type_is_escaped_in_the_matrix(world: World) -> None:
    role(world, "<b>Boss</b>")
    row(world, title="<script>x</script>")
    page = matrix(signed_in(world.manager), world)
    assert "<script>x" not in page
    assert escape("<b>Boss</b>") in page


@pytest.mark.django_db
def test_a_stranger_finds_no_matrix_and_a_lead_may_not_write_it(world: World) -> None:
    made = actions.add(world.acme, by=world.manager, title="Design")
    for address in (world.acme.url("raci", "matrix"), f"{made.get_absolute_url()}letters/"):
        assert signed_in(world.stranger).get(address).status_code == 404
    assert signed_in(world.lead).get(f"{made.get_absolute_url()}letters/").status_code == 403
