import pytest

from golive.foundation.register_kit.contract import RegisterContract, signed_in
from golive.registers.scope import actions, queries
from golive.registers.scope.models import ScopeItem
from golive.registers.scope.register import register
from golive.registers.scope.tests.test_actions import approved, drawn_up, line, signed
from tests.world import World


class TestScopeRegister(RegisterContract):
    register = register
    make = staticmethod(line)


@pytest.mark.django_db
def test_a_line_is_written_on_the_page_and_a_missing_title_is_named(world: World) -> None:
    client, address = signed_in(world.manager), world.acme.url("scope", "new")
    assert client.get(address).status_code == 200
    refused = client.post(address, {"title": "", "kind": "in"})
    assert refused.status_code == 422
    assert "Say in one line what is delivered" in refused.content.decode()
    done = client.post(address, {"title": "Mobile use", "kind": "in", "acceptance": "Visit report in one minute"})
    assert "Mobile use" in client.get(done["Location"]).content.decode()


@pytest.mark.django_db
def test_a_line_is_edited_and_removed_on_its_page(world: World) -> None:
    item, client = line(world), signed_in(world.lead)
    form = {"title": "Quotes", "kind": "in", "acceptance": "x", "area": "", "version": item.version}
    assert client.get(f"{item.get_absolute_url()}edit/").status_code == 200
    assert client.post(f"{item.get_absolute_url()}edit/", form).status_code == 302
    item.refresh_from_db()
    assert item.title == "Quotes"
    assert client.get(f"{item.get_absolute_url()}removal/").status_code == 200
    gone = client.post(f"{item.get_absolute_url()}removal/", {"because": "Dear", "version": item.version})
    assert gone.status_code == 302
    assert ScopeItem.objects.get(pk=item.pk).state == "removed"


@pytest.mark.django_db
def test_the_scope_is_drawn_up_and_signed_on_its_pages(world: World) -> None:
    line(world)
    client = signed_in(world.manager)
    assert (
        "0 of 2 signatures"
        in client.get(client.post(world.acme.url("scope", "baselines", "new"))["Location"]).content.decode()
    )
    baseline = queries.baseline(world.acme)
    assert baseline is not None
    form = client.get(f"{baseline.get_absolute_url()}signature/").content.decode()
    assert baseline.content_hash in form
    assert "Quotes with price books" in form
    for person in (world.manager, world.sponsor):
        sent = signed_in(person).post(f"{baseline.get_absolute_url()}signature/", {"seen_hash": baseline.content_hash})
        assert sent.status_code == 302
    page = signed_in(world.viewer).get(baseline.get_absolute_url()).content.decode()
    assert "SB-001 is signed by Jo Marsh and Ruth Amadi" in page
    assert "The scope is signed" in signed_in(world.viewer).get(world.acme.url("scope")).content.decode()


@pytest.mark.django_db
def test_a_signature_for_another_text_is_a_conflict_and_names_both(world: World) -> None:
    baseline = drawn_up(world)
    sent = signed_in(world.sponsor).post(f"{baseline.get_absolute_url()}signature/", {"seen_hash": "0" * 64})
    assert sent.status_code == 409
    assert "is no longer the text you were shown" in sent.content.decode()


@pytest.mark.django_db
def test_the_page_of_an_amended_baseline_shows_the_decision_and_what_changed(world: World) -> None:
    signed(world)
    delta = {"remove": ["SC-002"], "change": [{"ref": "SC-001", "acceptance": "30 quotes"}]}
    baseline = actions.amend(world.acme, delta, by=world.sponsor, because=approved(world))
    page = signed_in(world.client).get(baseline.get_absolute_url()).content.decode()
    assert "is signed by the decision DEC-001" in page
    assert "What changed against the text before" in page
    assert "30 quotes" in page
    old = signed_in(world.client).get(world.acme.url("scope", "baselines", "SB-001")).content.decode()
    assert "amended since" in old


@pytest.mark.django_db
def test_a_text_is_taken_back_on_its_page(world: World) -> None:
    baseline, client = drawn_up(world), signed_in(world.manager)
    assert client.get(f"{baseline.get_absolute_url()}withdrawal/").status_code == 200
    assert client.post(f"{baseline.get_absolute_url()}withdrawal/", {"because": "Typing error"}).status_code == 302
    assert "was taken back" in client.get(baseline.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_a_line_that_moved_is_shown_beside_the_signed_text(world: World) -> None:
    signed(world)
    ScopeItem.objects.filter(ref="SC-001").update(title="Everything")
    page = signed_in(world.manager).get(world.acme.url("scope", "SC-001")).content.decode()
    assert "This line is changed against SB-001" in page


@pytest.mark.django_db
def test_a_stranger_finds_no_baseline(world: World) -> None:
    baseline = drawn_up(world)
    for part in ("", "signature/", "withdrawal/"):
        assert signed_in(world.stranger).get(baseline.get_absolute_url() + part).status_code == 404
