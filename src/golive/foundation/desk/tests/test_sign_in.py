"""Who gets in, who does not, and what does the answer give away?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from golive.foundation.audit.models import Entry
from golive.foundation.people import letters, limits
from golive.foundation.people.models import Attempt, Code, Person, Session
from golive.foundation.people.sign_in import TRIES_PER_CODE
from tests.world import World

PASSWORD = "long enough to be mine 7"
FORGED = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "http://evil.example@testserver/",
    "javascript:alert(1)",
    "data:text/html,x",
    " //evil.example",
    "/\t/evil.example",
    "//testserver@evil.example/",
    "/sign-in/?next=//evil.example",
    "ftp://testserver/",
]


@pytest.fixture(autouse=True)
def _letters_at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(letters, "post", letters._send)
    yield


@pytest.fixture
def jo(world: World) -> Person:
    world.manager.set_password(PASSWORD)
    world.manager.save()
    return world.manager


def enter(client: Client, email: str, password: str = PASSWORD, **more: str):  # type: ignore[no-untyped-def]
    return client.post("/sign-in/", {"email": email, "password": password, **more})


def test_address_and_password_let_in_and_the_log_says_so(jo: Person) -> None:
    client = Client()
    answer = enter(client, "Jo.Marsh@Example.com", next="/i/acme-crm/people/")
    assert (answer.status_code, answer["Location"]) == (302, "/i/acme-crm/people/")
    assert client.get("/").status_code == 200
    assert Entry.objects.latest("seq").sentence == "Jo Marsh signed in with a password"


def test_unknown_address_wrong_password_and_no_password_get_the_same_answer(jo: Person, world: World) -> None:
    bodies = set()
    for email in ("nobody@example.com", jo.email, world.sponsor.email):
        answer = enter(Client(), email, "a wrong password")
        assert answer.status_code == 422
        text = re.sub(r'(csrfmiddlewaretoken" value=|nonce=)"[^"]*"', "", answer.content.decode())
        bodies.add(text.replace(email, "EMAIL"))
    assert len(bodies) == 1
    assert "do not fit together" in bodies.pop()


def test_an_empty_password_opens_nobody_who_has_none(world: World) -> None:
    for password in ("", "!", " "):
        assert enter(Client(), world.sponsor.email, password).status_code == 422


def test_who_may_not_sign_in_any_more_is_out_with_the_next_click(jo: Person) -> None:
    client = Client()
    enter(client, jo.email)
    Person.objects.filter(pk=jo.pk).update(is_active=False)
    assert client.get("/")["Location"].startswith("/sign-in/")
    assert enter(Client(), jo.email).status_code == 422


def test_the_eleventh_guess_is_refused_even_with_the_right_password(jo: Person) -> None:
    for _ in range(limits.LIMITS["password"]):
        assert "do not fit" in enter(Client(), jo.email, "wrong").content.decode()
    refused = enter(Client(), jo.email)
    assert refused.status_code == 422
    assert "too many tries" in refused.content.decode()
    Attempt.objects.update(at=timezone.now() - limits.WINDOW - timedelta(seconds=1))
    assert enter(Client(), jo.email).status_code == 302


def test_attempts_name_neither_address_nor_network(jo: Person) -> None:
    enter(Client(), jo.email, "wrong")
    kept = " ".join(Attempt.objects.values_list("key", flat=True))
    assert kept
    assert "example" not in kept
    assert "127.0.0.1" not in kept


@pytest.mark.parametrize("target", FORGED)
def test_no_address_leads_out_of_the_house(jo: Person, target: str) -> None:
    assert enter(Client(), jo.email, next=target)["Location"] == "/"
    client = Client()
    client.force_login(jo)
    assert client.get("/sign-in/", {"next": target})["Location"] == "/"


def test_signing_in_and_out_needs_the_pages_own_token(jo: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    for address in ("/sign-in/", "/sign-in/code/", "/sign-in/code/enter/", "/sign-in/demo/", "/sign-out/"):
        assert client.post(address, {"email": jo.email, "password": PASSWORD}).status_code == 403, address


def test_a_link_cannot_sign_anybody_out(jo: Person) -> None:
    client = Client()
    client.force_login(jo)
    assert client.get("/sign-out/").status_code == 405
    assert client.get("/").status_code == 200
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert client.get("/")["Location"].startswith("/sign-in/")


def test_the_session_gets_a_new_key_and_nothing_of_the_old_one(jo: Person) -> None:
    client = Client()
    client.post("/sign-in/code/", {"email": jo.email})
    before = client.session.session_key
    enter(client, jo.email)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()
    assert "browser_key" not in client.session


def mailed() -> str:
    found = re.search(r"\b([A-Z]{4}-[A-Z]{4})\b", mail.outbox[-1].body)
    assert found
    return found[1]


def test_a_mailed_code_lets_in_once(world: World) -> None:
    client = Client()
    asked = client.post("/sign-in/code/", {"email": world.sponsor.email, "next": "/me/"})
    assert asked.status_code == 200
    assert mail.outbox[-1].to == [world.sponsor.email]
    code = mailed()
    assert code not in mail.outbox[-1].subject
    done = client.post("/sign-in/code/enter/", {"code": code.lower().replace("-", " "), "next": "/me/"})
    assert done["Location"] == "/me/"
    assert Entry.objects.latest("seq").sentence == "Ruth Amadi signed in with a mailed code"
    again = Client()
    again.cookies = client.cookies
    client.post("/sign-out/")
    assert client.post("/sign-in/code/enter/", {"code": code}).status_code == 422


def test_the_answer_to_an_unknown_address_is_the_same_and_no_letter_goes_out(world: World) -> None:
    def body(email: str) -> str:
        answer = Client().post("/sign-in/code/", {"email": email})
        assert answer.status_code == 200
        return re.sub(r'(csrfmiddlewaretoken" value=|nonce=)"[^"]*"', "", answer.content.decode())

    assert body("nobody@example.com") == body(world.sponsor.email)
    assert [letter.to for letter in mail.outbox] == [[world.sponsor.email]]


def test_a_code_opens_only_the_browser_that_asked_for_it(world: World) -> None:
    Client().post("/sign-in/code/", {"email": world.sponsor.email})
    stolen = mailed()
    thief = Client()
    thief.post("/sign-in/code/", {"email": "nobody@example.com"})
    assert thief.post("/sign-in/code/enter/", {"code": stolen}).status_code == 422
    assert Client().post("/sign-in/code/enter/", {"code": stolen}).status_code == 422


def test_a_code_dies_of_age_and_of_wrong_tries(world: World) -> None:
    client = Client()
    client.post("/sign-in/code/", {"email": world.sponsor.email})
    for _ in range(TRIES_PER_CODE):
        assert client.post("/sign-in/code/enter/", {"code": "BBBB-BBBB"}).status_code == 422
    assert client.post("/sign-in/code/enter/", {"code": mailed()}).status_code == 422
    client.post("/sign-in/code/", {"email": world.sponsor.email})
    Code.objects.update(expires_at=timezone.now())
    assert client.post("/sign-in/code/enter/", {"code": mailed()}).status_code == 422


def test_only_so_many_letters_are_sent_to_one_address(world: World) -> None:
    for _ in range(limits.LIMITS["code"] + 3):
        Client().post("/sign-in/code/", {"email": world.sponsor.email})
    assert len(mail.outbox) == limits.LIMITS["code"]


def test_neither_code_nor_password_is_kept_readable(world: World) -> None:
    Client().post("/sign-in/code/", {"email": world.sponsor.email})
    code = mailed().replace("-", "")
    assert not Code.objects.filter(digest__contains=code).exists()
    assert code not in str(list(Code.objects.values()))


def test_in_the_demo_one_click_signs_in_and_elsewhere_it_does_not_exist(world: World, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    Person.objects.filter(pk=world.sponsor.pk).update(is_demo=True)
    chosen = {"person": world.sponsor.pk}
    monkeypatch.setattr(settings, "DEMO_SIGN_IN", False)
    assert Client().post("/sign-in/demo/", chosen).status_code == 404
    assert "Ruth Amadi" not in Client().get("/sign-in/").content.decode()
    monkeypatch.setattr(settings, "DEMO_SIGN_IN", True)
    page = Client().get("/sign-in/").content.decode()
    assert "Ruth Amadi" in page
    assert "Executive sponsor" in page
    assert "Jo Marsh" not in page
    assert Client().post("/sign-in/demo/", {"person": world.manager.pk}).status_code == 404
    assert Client().post("/sign-in/demo/", {"person": "9" * 40}).status_code == 404
    client = Client()
    assert client.post("/sign-in/demo/", chosen).status_code == 302
    assert "Acme CRM roll-out" in client.get("/").content.decode()


def test_the_scripts_of_a_page_carry_the_nonce_that_its_policy_allows(db: None) -> None:
    answer = Client().get("/sign-in/")
    allowed = re.search(r"script-src 'nonce-([^']+)'", answer["Content-Security-Policy"])
    assert allowed
    nonces = re.findall(r'<script[^>]*nonce="([^"]*)"', answer.content.decode())
    assert nonces
    assert set(nonces) == {allowed[1]}
