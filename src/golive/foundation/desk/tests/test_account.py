"""What may a person do with their own account, and does it take effect at once?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from golive.foundation.audit.models import Entry
from golive.foundation.implementations import actions as implementations
from golive.foundation.people import actions
from golive.foundation.people.models import Person, Session, Token
from golive.foundation.register_kit.contract import signed_in
from golive.plain.seat import Role
from golive.plain.verdict import Refused
from tests.world import World

PASSWORD = "long enough to be mine 7"


def secret_from(page: str) -> str:
    return page.split("golive_")[1].split("<")[0].join(["golive_", ""])


def read(secret: str, address: str = "/api/v1/me/", method: str = "get", **more):  # type: ignore[no-untyped-def]
    return getattr(Client(), method)(address, headers={"Authorization": f"Bearer {secret}"}, **more)


def test_a_token_is_shown_once_and_acts_as_its_person(world: World) -> None:
    client = signed_in(world.manager)
    made = client.post("/me/tokens/new/", {"label": "Weekly export", "days": "90"})
    assert "no-store" in made["Cache-Control"]
    secret = secret_from(made.content.decode())
    assert read(secret).json()["name"] == "Jo Marsh"
    page = client.get("/me/").content.decode()
    assert "Weekly export" in page
    assert secret not in page
    assert secret not in str(list(Token.objects.values()))
    told = Entry.objects.latest("seq")
    assert (told.verb, told.implementation_id) == ("token.made", None)
    assert told.sentence.startswith("Jo Marsh made the token Weekly export, good until")


def test_a_token_without_label_or_with_another_lifetime_is_refused_with_every_reason(world: World) -> None:
    with pytest.raises(Refused) as refused:
        actions.make_token(by=world.manager, label=" ", days=5000)
    assert {r.code for r in refused.value.refusals} == {"token.label", "token.days"}
    assert signed_in(world.manager).post("/me/tokens/new/", {"label": "", "days": "90"}).status_code == 422
    assert not Token.objects.exists()


def test_a_revoked_or_expired_token_opens_nothing(world: World) -> None:
    token, secret = actions.make_token(by=world.manager, label="Export", days=30)
    assert read(secret).status_code == 200
    assert signed_in(world.manager).post(f"/me/tokens/{token.pk}/revocation/").status_code == 302
    assert read(secret).status_code == 401
    assert Entry.objects.latest("seq").sentence == "Jo Marsh revoked the token Export"
    token, secret = actions.make_token(by=world.manager, label="Other", days=30)
    Token.objects.filter(pk=token.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert read(secret).status_code == 401


def test_nobody_revokes_the_token_of_somebody_else(world: World) -> None:
    token, secret = actions.make_token(by=world.manager, label="Export", days=30)
    assert signed_in(world.sponsor).post(f"/me/tokens/{token.pk}/revocation/").status_code == 404
    with pytest.raises(Refused, match="not your token"):
        actions.revoke_token(token, by=world.sponsor)
    assert read(secret).status_code == 200


def test_a_token_may_what_its_person_may_and_no_more(world: World) -> None:
    _, viewer = actions.make_token(by=world.viewer, label="Dashboard", days=30)
    _, stranger = actions.make_token(by=world.stranger, label="Dashboard", days=30)
    _, manager = actions.make_token(by=world.manager, label="Dashboard", days=30)
    address = "/api/v1/i/acme-crm/settings/decisions.read_back_days/"
    body = {"data": {"value": 6, "because": "Holidays."}, "content_type": "application/json"}
    assert read(viewer, "/api/v1/i/acme-crm/people/").status_code == 200
    assert read(viewer, address, "post", **body).status_code == 403
    assert read(stranger, "/api/v1/i/acme-crm/people/").status_code == 404
    assert read(stranger, address, "post", **body).status_code == 404
    assert read(manager, address, "post", **body).json()["value"] == 6


def test_an_ended_role_takes_the_token_along_at_once(world: World) -> None:
    _, secret = actions.make_token(by=world.viewer, label="Dashboard", days=30)
    assert read(secret, "/api/v1/i/acme-crm/people/").status_code == 200
    implementations.end(world.acme, world.viewer, Role.VIEWER, by=world.manager)
    assert read(secret, "/api/v1/i/acme-crm/people/").status_code == 404
    assert read(secret).json()["implementations"] == []


def test_a_new_password_ends_every_other_session_and_keeps_this_one(world: World) -> None:
    here, elsewhere = signed_in(world.manager), signed_in(world.manager)
    done = here.post("/me/password/", {"old": "", "new": PASSWORD})
    assert done["Location"] == "/me/"
    assert here.get("/me/").status_code == 200
    assert elsewhere.get("/me/").status_code == 302
    assert Entry.objects.filter(verb="password.set").count() == 1


def test_a_password_is_changed_only_with_the_old_one_and_to_a_strong_one(world: World) -> None:
    client = signed_in(world.manager)
    client.post("/me/password/", {"old": "", "new": PASSWORD})
    refused = client.post("/me/password/", {"old": "wrong", "new": "short"})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "The old password is wrong" in page
    assert "too short" in page
    assert "wrong" not in page.split("<form")[-1].split("value=")[-1]
    assert Person.objects.get(pk=world.manager.pk).check_password(PASSWORD)


def test_a_person_ends_their_own_sessions_and_nobody_elses(world: World) -> None:
    here, phone, other = signed_in(world.manager), signed_in(world.manager), signed_in(world.sponsor)
    handle = Session.objects.get(session_key=phone.session.session_key).handle
    assert phone.session.session_key not in here.get("/me/").content.decode()
    other.post("/me/sessions/", {"session": handle})
    assert phone.get("/me/").status_code == 200
    here.post("/me/sessions/", {"session": handle})
    assert phone.get("/me/").status_code == 302
    assert here.get("/me/").status_code == 200
    phone = signed_in(world.manager)
    here.post("/me/sessions/")
    assert phone.get("/me/").status_code == 302
    assert other.get("/me/").status_code == 200
    assert Entry.objects.latest("seq").sentence == "Jo Marsh ended 1 of their own sessions"


def test_the_own_name_is_changed_and_an_empty_one_refused(world: World) -> None:
    client = signed_in(world.manager)
    assert client.post("/me/name/", {"name": "Jo M. Marsh", "organisation": "Vendor"})["Location"] == "/me/"
    assert "Jo M. Marsh" in client.get("/me/").content.decode()
    assert client.post("/me/name/", {"name": "  ", "organisation": ""}).status_code == 422
    assert Entry.objects.latest("seq").verb == "person.renamed"


def test_only_the_fields_of_the_form_are_taken(world: World) -> None:
    more = {"name": "Jo", "organisation": "V", "email": "x@evil.example", "is_active": "", "is_demo": "1"}
    signed_in(world.manager).post("/me/name/", more)
    after = Person.objects.get(pk=world.manager.pk)
    assert (after.email, after.is_active, after.is_demo) == ("jo.marsh@example.com", True, False)


def test_the_own_account_asks_who_is_not_signed_in_to_sign_in(db: None) -> None:
    for address in ("/", "/me/", "/me/name/", "/me/password/", "/me/tokens/new/", "/implementations/new/"):
        answer = Client().get(address)
        assert answer["Location"].startswith("/sign-in/?next="), address
    for address in ("/me/sessions/", "/me/tokens/1/revocation/"):
        assert Client().post(address)["Location"].startswith("/sign-in/"), address
    assert Client().get("/api/v1/me/").status_code == 401


def test_a_closed_account_ends_sessions_and_tokens_at_once(world: World) -> None:
    client = signed_in(world.viewer)
    _, secret = actions.make_token(by=world.viewer, label="Dashboard", days=30)
    actions.close(world.viewer, by=None, because="Left the client.")
    actions.close(world.viewer, by=None, because="Left the client.")
    assert client.get("/me/").status_code == 302
    assert read(secret).status_code == 401
    told = Entry.objects.filter(verb="person.closed")
    assert [(entry.sentence, entry.because) for entry in told] == [
        ("golive closed the account of Omar Haddad", "Left the client.")
    ]


def test_somebody_new_is_entered_once(db: None) -> None:
    person = actions.welcome(by=None, email=" Nadia@Example.com ", name="Nadia Roth")
    assert person.email == "nadia@example.com"
    assert Entry.objects.latest("seq").sentence == "golive entered Nadia Roth"
    with pytest.raises(Refused) as refused:
        actions.welcome(by=None, email="nadia@example.com", name="")
    assert {r.code for r in refused.value.refusals} == {"person.known", "person.name"}
    with pytest.raises(Refused, match="is not an e-mail address"):
        actions.welcome(by=None, email="nadia@", name="Nadia")
