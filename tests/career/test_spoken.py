"""Does a spoken question bring the right card, and a spoken answer its pace?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from benchmarks.career import spoken as benchmark
from golive.career.matching import matcher
from golive.career.speech import hear, offered, read_wav
from golive.web.cli.coach import app
from tests import spoken

pytestmark = pytest.mark.spoken
GOAL = 0.75  # issue: right card in the top 3


@pytest.fixture(autouse=True)
def _by_pocketsphinx(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLIVE_SPEECH_ENGINE", "pocketsphinx")
    monkeypatch.delenv("GOLIVE_SPEECH_MODEL", raising=False)


def test_a_spoken_question_is_heard_with_the_times_of_its_words() -> None:
    heard = hear(read_wav(spoken.say("How do you prevent and manage scope creep?")), offered())
    assert {"prevent", "scope", "creep"} <= set(heard.text.split())
    assert all(0 <= word.start < word.end <= heard.seconds + 0.1 for word in heard.words)
    assert all(word.confidence is not None and 0 <= word.confidence <= 1 for word in heard.words)


def test_listen_prints_the_words_the_pace_and_the_practice(tmp_path: Path) -> None:
    path = tmp_path / "asked.wav"
    path.write_bytes(
        spoken.say("How do you keep the scope from creeping when the client keeps asking for extra features?")
    )
    answer = CliRunner().invoke(app, ["listen", str(path), "--json"])
    told = json.loads(answer.stdout)
    assert answer.exit_code == 0
    assert 3 in [match["practice"] for match in told["matches"][:3]]
    assert told["engine"] == "pocketsphinx" and told["words"][0]["end"] > 0
    assert told["delivery"]["seconds"] >= 3


def test_a_file_that_is_no_recording_is_refused_with_the_cure(tmp_path: Path) -> None:
    path = tmp_path / "asked.wav"
    path.write_text("no sound")
    answer = CliRunner().invoke(app, ["listen", str(path)])
    assert answer.exit_code == 2 and "Save the recording as WAV" in answer.stderr


@pytest.mark.slow
def test_the_question_of_each_practice_brings_its_card() -> None:
    assert benchmark.measured(benchmark.asked_in_the_bank(), matcher(meaning=False)).top3 >= GOAL


@pytest.mark.slow
def test_questions_that_are_not_in_the_bank_bring_the_card_too() -> None:
    assert benchmark.measured(benchmark.kept_apart(even=True)[::4], matcher(meaning=False)).top3 >= GOAL
