from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from golive.foundation.people import letters
from golive.foundation.register_kit.contract import RegisterContract, signed_in
from golive.registers.go_no_go import actions, queries
from golive.registers.go_no_go.models import Ruling
from golive.registers.go_no_go.register import register
from golive.registers.go_no_go.tests.cast import (
    PASSWORD,
    cast_vote,
    committee,
    document,
    fresh,
    gate,
    put_to_vote,
    ready_to_rule,
    small_gate,
    yes,
)
from tests.world import World

pytestmark = pytest.mark.django_db


class TestGatesRegister(RegisterContract):
    register = register
    make = staticmethod(gate)


def test_the_gates_are_opened_on_their_page_and_each_shows_its_verdict(world: World) -> None:
    client, address = signed_in(world.manager), world.acme.url("go_no_go", "new")
    assert "hypercare exit" in client.get(address).content.decode()
    page = client.get(client.post(address)["Location"]).content.decode()
    assert "Next gate: Kickoff · NOT DECIDABLE" in page
    assert page.count('class="tile grey"') == 5
    assert "Open the gates" not in page


def test_the_page_of_a_gate_says_the_verdict_the_figures_the_cures_and_why(world: World) -> None:
    page = signed_in(world.manager).get(gate(world).get_absolute_url()).content.decode()
    assert "NOT DECIDABLE: 0 of 7 criteria met" in page
    assert "no scope recorded" in page
    assert "Write down what is in and out." in page
    assert "answered by hand" in page or "Answered by hand" in page
    assert "Nobody has a vote" in page
    assert page.count('class="why"') >= 8


def test_the_sum_of_a_gate_names_every_criterion_once(world: World) -> None:
    found = small_gate(world, waivable_by="executive sponsor")
    until = world.acme.today() + timedelta(days=7)
    for text, mandatory in (("Met?", True), ("Not met?", True), ("Unknown?", True), ("Optional?", False)):
        actions.add_criterion(found, by=world.manager, question=text, mandatory=mandatory)
    handed, first, second, _, _ = queries.criteria(found)
    for criterion, met in ((first, True), (second, False)):
        actions.answer(criterion, by=world.manager, met=met, until=until, document=document(world))
    actions.waive(handed, by=world.sponsor, because="Next week.", condition="By then.", until=until)
    stands = queries.standing(fresh(found))
    assert stands.met + sum(count for count, _ in stands.parts) == len(stands.items) == 5
    page = signed_in(world.manager).get(found.get_absolute_url()).content.decode()
    told = "1 of 5 criteria met, 1 not met, 1 without evidence that holds, 1 waived, 1 not mandatory and open."
    assert f"NO-GO: {told}" in page


def test_a_criterion_is_answered_with_an_uploaded_document(world: World) -> None:
    found = small_gate(world)
    address = f"{found.get_absolute_url()}criteria/1/answer/"
    client = signed_in(world.manager)
    refused = client.post(address, {"met": "yes", "until": "2026-04-30"})
    assert refused.status_code == 422
    assert "A yes without a document is a claim" in refused.content.decode()
    sent = SimpleUploadedFile("handover.pdf", b"%PDF-1.7", content_type="application/pdf")
    done = client.post(address, {"met": "yes", "until": "2026-04-30", "file": sent})
    assert "GO: 1 of 1 criteria met" in client.get(done["Location"]).content.decode()


def test_a_criterion_gets_an_owner_a_date_and_company_on_the_page(world: World) -> None:
    found, client = small_gate(world), signed_in(world.manager)
    base = found.get_absolute_url()
    client.post(f"{base}criteria/1/owner/", {"owner": world.lead.pk})
    client.post(f"{base}date/", {"due": "2026-05-01", "version": found.version})
    client.post(f"{base}criteria/new/", {"question": "Is it quiet?", "version": fresh(found).version})
    page = client.get(base).content.decode()
    assert "Owner: Priya Nair" in page
    assert "due 1 May 2026" in page
    assert "Is it quiet?" in page
    assert client.get(f"{base}criteria/9/owner/").status_code == 404


def test_a_waiver_and_its_end_stand_on_the_gate(world: World) -> None:
    found = small_gate(world, waivable_by="executive sponsor")
    address = f"{found.get_absolute_url()}criteria/1/waiver/"
    assert signed_in(world.manager).get(address).status_code == 403
    client = signed_in(world.sponsor)
    form = {"because": "Next week.", "condition": "Omar writes it down.", "until": "2026-03-23"}
    page = client.get(client.post(address, form)["Location"]).content.decode()
    assert "Waived until 23 Mar 2026 by Ruth Amadi: Next week. Condition: Omar writes it down." in page
    assert "GO WITH CONDITIONS" in page


def test_the_vote_form_shows_the_frozen_evidence_and_carries_version_and_hash(world: World) -> None:
    committee(world)
    found = small_gate(world)
    yes(world, found)
    client = signed_in(world.manager)
    client.post(f"{found.get_absolute_url()}evidence/", {"version": found.version})
    snapshot = queries.frozen(found)
    assert snapshot is not None
    voter = signed_in(world.sponsor)
    form = voter.get(f"{found.get_absolute_url()}vote/").content.decode()
    assert f'name="seen_hash" value="{snapshot.content_hash}"' in form
    assert f'name="version" value="{fresh(found).version}"' in form
    assert "Is it handed over?" in form
    sent = {"choice": "go", "seen_hash": snapshot.content_hash, "version": fresh(found).version}
    assert voter.post(f"{found.get_absolute_url()}vote/", sent).status_code == 302
    assert voter.post(f"{found.get_absolute_url()}vote/", sent).status_code == 422
    assert signed_in(world.lead).get(f"{found.get_absolute_url()}vote/").status_code == 403


def test_stale_evidence_is_said_on_the_page_and_refused_with_409(world: World) -> None:
    committee(world)
    found = small_gate(world)
    snapshot = put_to_vote(world, found)
    yes(world, found)
    voter = signed_in(world.sponsor)
    assert "The evidence has changed since it was frozen" in voter.get(found.get_absolute_url()).content.decode()
    sent = {"choice": "go", "seen_hash": snapshot.content_hash, "version": fresh(found).version}
    refused = voter.post(f"{found.get_absolute_url()}vote/", sent)
    assert refused.status_code == 409
    assert "Freeze again" in refused.content.decode()


def ruling_form(found, **more: str) -> dict[str, object]:
    snapshot = queries.frozen(found)
    return {
        "outcome": "go", "because": "All there.", "seen_hash": snapshot.content_hash, "version": found.version, **more
    }  # fmt: skip


def test_the_chair_rules_with_the_password_and_the_ruling_shows_the_frozen_evidence(world: World) -> None:
    found = ready_to_rule(world)
    address, client = f"{found.get_absolute_url()}ruling/", signed_in(world.sponsor)
    assert "Your password" in client.get(address).content.decode()
    refused = client.post(address, ruling_form(found, password="no"))
    assert refused.status_code == 422
    assert "This is not the password of Ruth Amadi" in refused.content.decode()
    done = client.post(address, ruling_form(found, password=PASSWORD))
    page = signed_in(world.viewer).get(done["Location"]).content.decode()
    assert "confirmed with the password" in page
    assert queries.frozen(found).content_hash[:32] in page
    assert "Is it handed over?" in page
    assert signed_in(world.stranger).get(done["Location"]).status_code == 404
    assert "Ruled GO on 16 Mar 2026" in signed_in(world.viewer).get(found.get_absolute_url()).content.decode()


def test_a_chair_without_a_password_confirms_by_a_mailed_code(world: World, monkeypatch) -> None:
    monkeypatch.setattr(letters, "post", letters._send)
    found = ready_to_rule(world)
    world.sponsor.set_unusable_password()
    world.sponsor.save()
    address, client = f"{found.get_absolute_url()}ruling/", signed_in(world.sponsor)
    assert "Mail me a code" in client.get(address).content.decode()
    assert client.post(f"{address}code/").status_code == 302
    code = re.search(r"[B-Z]{4}-[B-Z]{4}", str(mail.outbox[-1].body))
    assert code is not None
    assert client.post(address, ruling_form(found, code="BBBB-BBBB")).status_code == 422
    assert client.post(address, ruling_form(found, code=code.group())).status_code == 302
    assert Ruling.objects.get().confirmed == "confirmed with a mailed code"


def test_the_people_of_the_demo_rule_by_a_click_only_where_the_demo_is_on(world: World, settings) -> None:
    found = ready_to_rule(world)
    type(world.sponsor).objects.filter(pk=world.sponsor.pk).update(is_demo=True)
    address, client = f"{found.get_absolute_url()}ruling/", signed_in(world.sponsor)
    settings.DEMO_SIGN_IN = False
    assert client.post(address, ruling_form(found)).status_code == 422
    settings.DEMO_SIGN_IN = True
    assert "Your password" not in client.get(address).content.decode()
    assert client.post(address, ruling_form(found)).status_code == 302
    assert Ruling.objects.get().confirmed == "signed in to the demo"


def test_a_dissent_is_printed_with_the_ruling(world: World) -> None:
    committee(world)
    found = small_gate(world)
    yes(world, found)
    put_to_vote(world, found)
    cast_vote(found, world.sponsor)
    cast_vote(found, world.committee)
    cast_vote(found, world.client, "no-go", "Denver is not ready.")
    world.sponsor.set_password(PASSWORD)
    world.sponsor.save()
    found = fresh(found)
    done = signed_in(world.sponsor).post(f"{found.get_absolute_url()}ruling/", ruling_form(found, password=PASSWORD))
    page = signed_in(world.viewer).get(done["Location"]).content.decode()
    assert page.count("Denver is not ready.") >= 2
    assert "Dissent" in page


def test_a_waiver_that_ended_is_still_shown_and_called_expired(world: World) -> None:
    found = small_gate(world, waivable_by="executive sponsor")
    form = {"because": "Next week.", "condition": "Omar does.", "until": "2026-03-17"}
    signed_in(world.sponsor).post(f"{found.get_absolute_url()}criteria/1/waiver/", form)
    type(world.acme).objects.filter(pk=world.acme.pk).update(clock=world.acme.clock + timedelta(days=3))
    page = signed_in(world.manager).get(found.get_absolute_url()).content.decode()
    assert "expired 17 Mar 2026" in page
    assert "NOT DECIDABLE" in page


def test_the_gates_page_asks_the_database_a_bounded_number_of_times(
    world: World, django_assert_max_num_queries
) -> None:
    found = ready_to_rule(world)
    client = signed_in(world.manager)
    for address in (world.acme.url("go_no_go"), found.get_absolute_url()):
        client.get(address)
        with django_assert_max_num_queries(90):
            client.get(address)
