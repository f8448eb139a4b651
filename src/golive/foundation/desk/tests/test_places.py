"""Do roles, settings and the log show what is so, refuse who may not, and say why?"""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.core import mail
from django.test import Client
from markupsafe import escape

from golive.foundation import audit
from golive.foundation.audit.models import Entry
from golive.foundation.implementations import actions, queries
from golive.foundation.implementations.models import ChosenValue, Implementation, RoleHolding
from golive.foundation.people import letters
from golive.foundation.people.models import Person
from golive.foundation.register_kit.contract import bearer, signed_in
from golive.plain.seat import Role
from golive.plain.verdict import Refused
from tests.world import World

PAGES = ["people/", "people/new/", "settings/", "settings/facts/", "settings/decisions.read_back_days/", "audit/"]
PAGES += ["documents/", "jobs/"]
READ = ["people/", "settings/", "audit/", "documents/", "jobs/"]
XSS = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "javascript:alert(1)//'"]


@pytest.fixture(autouse=True)
def _letters_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "post", letters._send)


def invite(world: World, **more: str) -> RoleHolding:
    chosen = {"email": "New@Example.com", "role": Role.LEAD.value, "name": "Nadia Roth", "organisation": "Vendor"}
    return actions.invite(world.acme, by=world.manager, **(chosen | more))


# Who sees what


@pytest.mark.parametrize("page", READ)
def test_every_member_reads_it_and_a_stranger_finds_nothing(world: World, page: str) -> None:
    for name, person in world.cast.items():
        expected = 404 if name == "stranger" else 200
        assert signed_in(person).get(world.acme.url() + page).status_code == expected, name
    assert Client().get(world.acme.url() + page)["Location"].startswith("/sign-in/?next=")


@pytest.mark.parametrize("page", ["people/new/", "settings/facts/", "settings/decisions.read_back_days/"])
def test_a_viewer_is_told_why_not_and_a_stranger_finds_nothing(world: World, page: str) -> None:
    for method in ("get", "post"):
        refused = getattr(signed_in(world.viewer), method)(world.acme.url() + page)
        assert refused.status_code == 403
        assert "Omar Haddad (viewer) may not" in refused.content.decode()
        assert getattr(signed_in(world.stranger), method)(world.acme.url() + page).status_code == 404
        assert getattr(Client(), method)(world.acme.url() + page)["Location"].startswith("/sign-in/")


def test_looking_at_a_page_twice_writes_nothing(world: World) -> None:
    client = signed_in(world.manager)
    addresses = ["/", "/me/", "/sign-in/", "/implementations/new/", *(world.acme.url() + page for page in PAGES)]

    def state() -> tuple[object, ...]:
        return audit.head(), *(
            list(model.objects.order_by("pk").values()) for model in (Person, Implementation, RoleHolding, ChosenValue)
        )

    before = state()
    for address in addresses * 2:
        client.get(address)
    assert state() == before


@pytest.mark.parametrize("text", XSS)
def test_names_and_reasons_are_shown_as_they_are_and_never_run(world: World, text: str) -> None:
    Person.objects.filter(pk=world.sponsor.pk).update(name=text, organisation=text)
    Implementation.objects.filter(pk=world.acme.pk).update(name=text, client=text)
    world.acme.refresh_from_db()
    actions.choose_value(world.acme, "decisions.read_back_days", 5, by=world.manager, because=text)
    actions.invite(world.acme, by=world.manager, email="n@example.com", role="viewer", name=text, organisation=text)
    client = signed_in(world.manager)
    for address in ("/", "/me/", *(world.acme.url() + page for page in PAGES)):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page, address
        assert "<img src=x" not in page, address
        assert 'href="javascript:' not in page, address
    # What looks like a template stays what was typed.
    assert str(escape(text)) in client.get(world.acme.url("people")).content.decode()


# People and roles


def test_a_role_given_by_address_enters_the_person_and_sends_a_letter(
    world: World,
    django_capture_on_commit_callbacks,  # type: ignore[no-untyped-def]
) -> None:
    address = world.acme.url("people", "new")
    chosen = {"email": "New@Example.com", "role": "workstream lead", "name": "Nadia Roth", "organisation": "Vendor"}
    with django_capture_on_commit_callbacks(execute=True):
        done = signed_in(world.manager).post(address, chosen)
    assert done["Location"] == world.acme.url("people")
    nadia = Person.objects.get(email="new@example.com")
    assert (nadia.name, nadia.is_demo, nadia.has_usable_password() and bool(nadia.password)) == (
        "Nadia Roth",
        False,
        False,
    )
    assert Entry.objects.latest("seq").sentence == "Jo Marsh made Nadia Roth workstream lead of Acme CRM roll-out"
    letter = mail.outbox[-1]
    assert letter.to == ["new@example.com"]
    assert "Jo Marsh has made you workstream lead" in letter.body
    assert "/i/acme-crm/" in letter.body
    assert "Nadia Roth" in signed_in(nadia).get(world.acme.url("people")).content.decode()


def test_giving_it_twice_changes_nothing_and_sends_no_second_letter(
    world: World,
    django_capture_on_commit_callbacks,  # type: ignore[no-untyped-def]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        first, second = invite(world), invite(world)
    assert first == second
    assert len(mail.outbox) == 1


def test_an_invitation_names_everything_that_is_wrong_with_it(world: World) -> None:
    with pytest.raises(Refused) as refused:
        invite(world, email="no address", role="emperor")
    assert {r.code for r in refused.value.refusals} == {"role.unknown", "person.email"}
    with pytest.raises(Refused) as refused:
        invite(world, name=" ")
    assert [r.code for r in refused.value.refusals] == ["invite.name"]
    with pytest.raises(Refused, match="cannot give a role to"):
        invite(world, email=world.manager.email)
    Person.objects.filter(pk=world.stranger.pk).update(is_active=False)
    with pytest.raises(Refused, match="may not sign in any more"):
        invite(world, email=world.stranger.email)
    assert not Person.objects.filter(email="new@example.com").exists()


def test_an_ended_role_is_out_with_the_next_click(world: World) -> None:
    viewer = signed_in(world.viewer)
    assert viewer.get(world.acme.url("people")).status_code == 200
    held = RoleHolding.objects.get(person=world.viewer, implementation=world.acme)
    address = world.acme.url("people", held.pk, "end")
    assert "lose what it allows" in signed_in(world.manager).get(address).content.decode()
    assert signed_in(world.manager).post(address, {"because": "Left the client."}).status_code == 302
    assert viewer.get(world.acme.url("people")).status_code == 404
    told = Entry.objects.latest("seq")
    assert told.sentence == "Jo Marsh ended the role viewer of Omar Haddad in Acme CRM roll-out"
    assert told.because == "Left the client."
    assert signed_in(world.manager).get(address).status_code == 404


def test_the_only_manager_stays(world: World) -> None:
    held = RoleHolding.objects.get(person=world.manager, implementation=world.acme)
    answer = signed_in(world.sponsor).post(world.acme.url("people", held.pk, "end"), {})
    assert answer.status_code == 422
    assert "This is the only manager" in answer.content.decode()
    assert queries.manager_count(world.acme) == 1


def test_a_role_of_another_implementation_is_not_found_here(world: World, other: Implementation) -> None:
    held = RoleHolding.objects.get(person=world.viewer, implementation=world.acme)
    assert signed_in(world.manager).post(other.url("people", held.pk, "end"), {}).status_code == 404
    assert RoleHolding.objects.get(pk=held.pk).ended_at is None


def test_a_program_gives_and_ends_roles_under_the_same_rules(world: World) -> None:
    address = f"/api/v1{world.acme.url('people')}"
    body = json.dumps({"email": "new@example.com", "role": "contributor", "name": "Nadia Roth"})
    json_type = "application/json"
    refused = Client().post(address, body, content_type=json_type, headers=bearer(world.viewer))
    assert refused.status_code == 403
    assert refused.json()["refusals"][0]["code"] == "rights.role"
    made = Client().post(address, body, content_type=json_type, headers=bearer(world.manager))
    assert made.status_code == 200
    end = f"{address}{made.json()['id']}/end/"
    assert Client().post(end, "{}", content_type=json_type, headers=bearer(world.stranger)).status_code == 404
    assert Client().post(end, "{}", content_type=json_type, headers=bearer(world.manager)).status_code == 204
    assert Client().post(end, "{}", content_type=json_type, headers=bearer(world.manager)).status_code == 404


# Start


def test_the_start_page_shows_ones_own_implementations_only(world: World, other: Implementation) -> None:
    mine = signed_in(world.viewer).get("/").content.decode()
    assert "Acme CRM roll-out" in mine
    assert ">Other<" not in mine
    assert "not part of an implementation yet" in signed_in(world.stranger).get("/").content.decode()


def test_who_opens_an_implementation_manages_it(world: World) -> None:
    client = signed_in(world.stranger)
    form = {"name": "Acme CRM", "client": "Acme", "currency": "EUR", "kickoff_on": "2026-04-01", "committed_on": ""}
    assert client.post("/implementations/new/", form)["Location"] == "/i/acme-crm-2/"
    assert [seat.roles for seat in queries.seats_of(world.stranger)] == [["manager"]]
    assert Entry.objects.latest("seq").sentence == "Sam Outis opened the implementation Acme CRM"
    wrong = client.post("/implementations/new/", form | {"committed_on": "2026-03-01"})
    assert wrong.status_code == 422
    assert "is not after the kickoff" in wrong.content.decode()


# Settings


def test_a_threshold_is_set_with_a_reason_and_shown_with_it(world: World) -> None:
    address = world.acme.url("settings", "decisions.read_back_days")
    client = signed_in(world.manager)
    refused = client.post(address, {"value": "-2", "because": ""})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "below zero" in page
    assert "has no reason" in page
    assert client.post(address, {"value": "5", "because": "Holidays in March."}).status_code == 302
    assert "Holidays in March." in client.get(world.acme.url("settings")).content.decode()
    assert Entry.objects.latest("seq").sentence.startswith("Jo Marsh set decisions.read_back_days from 3 to 5")
    assert client.get(world.acme.url("settings", "no.such")).status_code == 404


@pytest.mark.parametrize("value", ["seven", True, 2.5, float("inf")])
def test_a_threshold_keeps_its_type(world: World, value: object) -> None:
    with pytest.raises(Refused) as refused:
        actions.choose_value(world.acme, "decisions.read_back_days", value, by=world.manager, because="x")  # type: ignore[arg-type]
    assert refused.value.refusals[0].code == "setting.kind"
    with pytest.raises(Refused, match=r"no setting no\.such"):
        actions.choose_value(world.acme, "no.such", 1, by=world.manager, because="x")


def test_the_facts_change_with_figures_in_the_log_and_a_reason_for_what_was_promised(world: World) -> None:
    address, client = world.acme.url("settings", "facts"), signed_in(world.manager)
    form = {
        "name": "Acme CRM roll-out", "client": "Acme", "phase": "build", "kickoff_on": "2025-09-01",
        "committed_on": "2026-06-06", "users": "340", "offices": "4", "budget": "1200000", "spent": "",
        "burn_per_day": "6000", "delayed_benefit_per_day": "1400", "because": "", "version": world.acme.version,
    }  # fmt: skip
    refused = client.post(address, form)
    assert refused.status_code == 422
    assert "You change the committed date without a reason" in refused.content.decode()
    assert client.post(address, form | {"because": "DEC-004"}).status_code == 302
    world.acme.refresh_from_db()
    assert world.acme.committed_on == date(2026, 6, 6)
    told = Entry.objects.latest("seq")
    assert "committed date from 9 May 2026 to 6 Jun 2026, phase from discovery to build" in told.sentence
    assert told.because == "DEC-004"
    stale = client.post(address, form | {"because": "again", "users": "341"})
    assert stale.status_code == 409


# The log


def test_the_log_narrows_pages_and_leads_to_the_record(world: World) -> None:
    client, address = signed_in(world.viewer), world.acme.url("audit")
    for number in range(60):
        actions.choose_value(world.acme, "decisions.read_back_days", number, by=world.manager, because=f"r{number}")
    first = client.get(address).content.decode()
    assert "r59" in first
    assert ">r5<" not in first
    assert audit.head() in first
    last = Entry.objects.filter(implementation=world.acme).order_by("-seq")[49].seq
    older = client.get(address, {"before": last}).content.decode()
    assert "opened the implementation" in older
    assert ">r59<" not in older
    roles = client.get(address, {"what": "role"}).content.decode()
    assert "made Omar Haddad viewer" in roles
    assert "set decisions" not in roles
    assert "Nothing fits" in client.get(address, {"who": world.sponsor.pk}).content.decode()
    assert "Nothing fits" in client.get(address, {"about": "CR-999"}).content.decode()
    assert client.get(address, {"who": "x", "before": "9" * 30, "what": "'"}).status_code == 200


def test_the_log_of_another_implementation_is_not_here(world: World, other: Implementation) -> None:
    page = signed_in(world.manager).get(other.url("audit")).content.decode()
    assert "opened the implementation Other" in page
    assert "Omar Haddad" not in page
    told = Client().get(f"/api/v1{other.url('audit')}", headers=bearer(world.manager)).json()
    assert [entry["sentence"] for entry in told["items"]] == ["Jo Marsh opened the implementation Other"]


def test_the_manager_exports_the_log_and_that_is_in_the_log(world: World) -> None:
    address = world.acme.url("audit", "export")
    assert signed_in(world.viewer).post(address).status_code == 403
    assert signed_in(world.stranger).post(address).status_code == 404
    assert signed_in(world.manager).get(address).status_code == 405
    answer = signed_in(world.manager).post(address)
    assert "attachment" in answer["Content-Disposition"]
    lines = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
    assert [line["seq"] for line in lines] == list(
        Entry.objects.filter(implementation=world.acme).order_by("seq").values_list("seq", flat=True)
    )
    assert lines[-1]["verb"] == "audit.exported"
