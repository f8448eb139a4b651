"""Does a word leave only after its person agreed, saw it and pressed Send, and never one of what never leaves?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings

from golive.career.prose import pydantic_ai_model as adapter
from golive.career.prose.tests.stub import Stub, stub
from golive.career.rehearsal.models import Answer, ChosenModel
from golive.foundation.register_kit.contract import signed_in
from tests.world import World

MODEL, HERE = "/me/desk/model/", "/me/desk/interview/"
SAID = "At Acme with 340 users I held the date, Sanjay asked why, write to me@acme.example or call +49 30 1234567."


@pytest.fixture
def server() -> Iterator[Stub]:
    with stub() as told, override_settings(INTERNAL_HOSTS=told.hosts):
        yield told


@pytest.fixture
def me(world: World) -> Client:
    return signed_in(world.manager)


def chosen(me: Client, server: Stub, **given: Any) -> Any:
    return me.post(MODEL, {"url": server.url, "model": "stub", "key": "secret-key", "agreed": "on", **given})


def answered(me: Client, text: str = SAID) -> str:
    """The address of the model's wording of an answer."""
    begun = me.post(HERE, {"mode": "study", "count": "1"})["Location"]
    return f"{me.post(begun, {'text': text})['Location']}wording/"


def read(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_without_a_choice_nothing_leaves_and_the_page_says_so(me: Client, server: Stub) -> None:
    address = answered(me)
    assert "None is chosen, so nothing leaves" in read(me.get(address))
    assert me.post(address).status_code == 422
    assert server.asked == []


def test_what_is_not_installed_is_said_before_anything_is_typed(me: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "is not installed" not in read(me.get(MODEL))
    monkeypatch.setattr(adapter, "find_spec", lambda name: None)
    assert "is not installed" in read(me.get(MODEL))


def test_without_consent_no_model_is_kept(me: Client, server: Stub) -> None:
    answer = chosen(me, server, agreed="")
    assert answer.status_code == 422 and "You have not agreed." in read(answer)
    assert ChosenModel.objects.count() == 0


def test_an_address_of_the_own_network_is_refused_unless_it_is_listed(me: Client, server: Stub) -> None:
    with override_settings(INTERNAL_HOSTS=frozenset()):
        assert chosen(me, server).status_code == 422
    assert ChosenModel.objects.count() == 0
    assert chosen(me, server).status_code == 302


def test_the_exact_words_are_shown_then_sent_masked_and_noted(me: Client, server: Stub) -> None:
    chosen(me, server)
    address = answered(me)
    preview = read(me.get(address))
    assert server.asked == [] and "340 users" in preview
    server.says = json.dumps({"sentences": ["I held the date for 340 users.", "It saved 99 days."]})
    page = read(me.post(address))
    assert "Written by a model" in page and "I held the date for 340 users." in page and "1 sentence left out" in page
    for hidden in ("Acme", "acme.example", "1234567"):
        assert hidden not in server.sent
    assert "Client A" in server.sent
    assert "Characters" in read(me.get(MODEL)) and "Nothing was sent" not in read(me.get(MODEL))


def test_a_model_changes_neither_points_nor_answer(me: Client, server: Stub) -> None:
    chosen(me, server)
    address = answered(me)
    before = Answer.objects.values_list("found", "said").get()
    server.says = json.dumps({"sentences": ["I held the date."]})
    assert me.post(address).status_code == 200
    assert Answer.objects.values_list("found", "said").get() == before


def test_what_speaks_of_pay_never_leaves(me: Client, server: Stub) -> None:
    chosen(me, server)
    answer = me.post(answered(me, "I ran it for two years and then asked for a higher salary because of the scope."))
    assert answer.status_code == 422 and "which never leaves" in read(answer)
    assert server.asked == []


def test_the_follow_up_and_a_line_of_a_role_play_have_the_same_door(me: Client, server: Stub) -> None:
    chosen(me, server)
    server.says = "And why?"
    assert "And why?" in read(me.post(f"{answered(me)}?for=follow-up"))
    talk = me.post("/me/desk/role-play/scope-creep/begin/")["Location"]
    assert "And why?" in read(me.post(f"{talk}line/"))


def test_the_key_lies_sealed_is_never_shown_and_goes_to_no_other_address(me: Client, server: Stub) -> None:
    chosen(me, server)
    with connection.cursor() as cursor:
        cursor.execute("select held from rehearsal_chosenmodel")
        assert "secret-key" not in cursor.fetchone()[0]
    assert "secret-key" not in read(me.get(MODEL))
    chosen(me, server, key="")
    assert ChosenModel.objects.get().held["key"] == "secret-key"
    chosen(me, server, key="", url=f"{server.url}/other")
    assert ChosenModel.objects.get().held["key"] == ""


def test_switched_off_it_is_gone(me: Client, server: Stub) -> None:
    chosen(me, server)
    assert me.post(f"{MODEL}end/").status_code == 302
    assert ChosenModel.objects.count() == 0


def test_nobody_else_reaches_an_answer(me: Client, world: World, server: Stub) -> None:
    assert signed_in(world.sponsor).get(answered(me)).status_code == 404
