"""Does the page hear what was recorded for it, refuse what it cannot hear, and keep nothing of it?"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from golive.career import speech
from golive.career.rehearsal import hearing
from golive.career.rehearsal.models import Answer
from golive.career.speech import engines
from golive.career.speech.tests.test_sound import recorded
from golive.foundation.register_kit.contract import signed_in
from tests.world import World

SPEECH, HERE = "/me/desk/speech/", "/me/desk/interview/"
HEARD = "we um basically did it in may you know and then it went live for four hundred users at the bank"
GOES = "Your voice goes to this golive only. Parrot makes it text there; the sound is not kept."


class Parrot:
    """An engine that always hears the same, or nothing."""

    def __init__(self, model: str) -> None:
        pass

    def transcribe(self, sound: speech.Sound) -> list[speech.Segment]:
        words = HEARD.split()
        timed = tuple(speech.Word(word, 0.5 * at, 0.5 * at + 0.4) for at, word in enumerate(words))
        return [speech.Segment(" ".join(words), timed)] if sound.seconds < 2 else []


@pytest.fixture
def me(world: World) -> Client:
    return signed_in(world.manager)


@pytest.fixture
def parrot(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    kind = engines.Kind("parrot", "Parrot", "json", "parrot", None, Parrot)
    monkeypatch.setattr(engines, "KINDS", (kind,))
    monkeypatch.setenv("GOLIVE_SPEECH_ENGINE", "parrot")
    engines._made.cache_clear()
    yield
    engines._made.cache_clear()


@pytest.fixture
def deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda name: None)
    monkeypatch.delenv("GOLIVE_SPEECH_ENGINE", raising=False)


def sent(me: Client, data: bytes) -> Any:
    return me.post(SPEECH, data, content_type="audio/wav")


def test_a_recording_comes_back_as_text_with_the_time_it_took(me: Client, parrot: None) -> None:
    answer = sent(me, recorded())
    assert answer.status_code == 200
    assert answer.json()["text"].startswith("we um basically did it")
    assert answer.json()["seconds"] == 10
    assert "no-store" in answer["Cache-Control"]


def test_nothing_of_the_sound_is_written(
    me: Client, parrot: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    opened: list[str] = []
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", lambda *a, **k: opened.append("file"))
    assert sent(me, recorded()).status_code == 200
    assert opened == [] and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"not a sound", "This is no WAV file"),
        (recorded(seconds=0.1), "too short to hear a word"),
        (recorded(loud=0.0), "Check the microphone"),
        (recorded(seconds=3), "No word was understood"),
    ],
)
def test_what_cannot_be_heard_is_said(me: Client, parrot: None, data: bytes, said: str) -> None:
    answer = sent(me, data)
    assert answer.status_code == 422 and said in answer.json()["problem"]


def test_a_recording_that_is_too_large_is_refused_before_it_is_read(me: Client, parrot: None) -> None:
    answer = sent(me, b"RIFF" + bytes(hearing.MOST_BYTES))
    assert answer.status_code == 413 and "Speak in parts" in answer.json()["problem"]


def test_while_another_is_heard_one_is_asked_to_wait(me: Client, parrot: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing, "WAIT_SECONDS", 0.01)
    with engines._ONE_HEARS:
        answer = sent(me, recorded())
    assert answer.status_code == 503 and "Try again in a minute" in answer.json()["problem"]


def test_without_an_engine_no_page_offers_one_and_the_address_says_what_is_missing(me: Client, deaf: None) -> None:
    assert "data-recording" not in me.get("/me/desk/copilot/").content.decode()
    assert "golive[speech]" in sent(me, recorded()).json()["problem"]


def test_with_an_engine_the_pages_say_where_the_sound_goes(me: Client, parrot: None) -> None:
    begun = me.post(HERE, {"mode": "study", "count": "1"})["Location"]
    role_play = me.post("/me/desk/role-play/scope-creep/begin/")["Location"]
    for address in ("/me/desk/copilot/", begun, role_play):
        assert GOES in me.get(address).content.decode(), address


def test_a_spoken_answer_shows_its_pace_beside_the_points(me: Client, parrot: None) -> None:
    begun = me.post(HERE, {"mode": "study", "count": "1"})["Location"]
    heard = sent(me, recorded()).json()
    coached = me.post(begun, {"text": heard["text"], "seconds": heard["seconds"]})["Location"]
    page = me.get(coached).content.decode()
    assert "126" in page and "18.0 a minute" in page
    typed = me.post(me.post(HERE, {"mode": "study", "count": "1"})["Location"], {"text": heard["text"]})
    assert "not spoken" in me.get(typed["Location"]).content.decode()
    spoken, written = Answer.objects.order_by("pk")
    assert spoken.found["total"] == written.found["total"]


def test_a_stranger_to_the_desk_is_asked_to_sign_in(db: None) -> None:
    assert sent(Client(), recorded()).status_code == 302
