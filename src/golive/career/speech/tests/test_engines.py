"""Which engine is used, what is said where one lacks something, and does each adapter read its library's answer?"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from golive.career.speech import KINDS, NoEngine, Offer, Sound, engines, hear, offered

ONE_SECOND = Sound(np.full(16_000, 1_000, np.int16))
FILES = {
    "vosk": ["am/final.mdl"],
    "sherpa-onnx": ["tokens.txt", "encoder.int8.onnx", "encoder.onnx", "decoder.onnx", "joiner.onnx"],
    "faster-whisper": ["model.bin", "config.json"],
}


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The modules that are to be found here, whatever this machine has."""
    names: set[str] = set()
    monkeypatch.setattr(engines, "find_spec", lambda name: object() if name in names else None)
    return names


def model(folder: Path, name: str) -> str:
    for each in FILES[name]:
        (folder / each).parent.mkdir(exist_ok=True)
        (folder / each).touch()
    return str(folder)


def why(**environ: str) -> str:
    with pytest.raises(NoEngine) as refused:
        offered(environ)
    return str(refused.value)


def test_without_an_engine_the_extra_and_the_setting_are_named(installed: set[str]) -> None:
    assert why() == (
        "No engine that turns speech into text is installed. Get one with: "
        "pip install 'golive[speech]', and name the folder of a model in GOLIVE_SPEECH_MODEL."
    )


@pytest.mark.parametrize(
    ("name", "extra"),
    [("vosk", "speech"), ("sherpa-onnx", "speech-sherpa"), ("faster-whisper", "speech-whisper")],
)
def test_a_named_engine_that_is_not_installed_names_its_extra(installed: set[str], name: str, extra: str) -> None:
    assert f"pip install 'golive[{extra}]'" in why(GOLIVE_SPEECH_ENGINE=name)


def test_an_installed_engine_without_a_model_is_not_offered(installed: set[str], tmp_path: Path) -> None:
    installed.add("vosk")
    assert "Vosk is installed and has no model" in why()
    assert "there is no such folder" in why(GOLIVE_SPEECH_ENGINE="vosk", GOLIVE_SPEECH_MODEL=str(tmp_path / "none"))
    assert "holds no model of Vosk" in why(GOLIVE_SPEECH_ENGINE="vosk", GOLIVE_SPEECH_MODEL=str(tmp_path))


@pytest.mark.parametrize("name", FILES)
def test_a_model_tells_whose_it_is(installed: set[str], tmp_path: Path, name: str) -> None:
    folder = model(tmp_path, name)
    kind = next(each for each in KINDS if each.name == name)
    assert f"a model of {kind.title}, which is not installed" in why(GOLIVE_SPEECH_MODEL=folder)
    installed.update(each.module for each in KINDS)
    assert offered({"GOLIVE_SPEECH_MODEL": folder}) == Offer(kind, folder)


def test_the_engine_that_brings_its_model_is_offered_as_the_last(installed: set[str], tmp_path: Path) -> None:
    installed.update(["pocketsphinx", "vosk"])
    assert offered({}).kind.name == "pocketsphinx"
    assert offered({"GOLIVE_SPEECH_MODEL": model(tmp_path, "vosk")}).kind.name == "vosk"


def library(monkeypatch: pytest.MonkeyPatch, name: str, **parts: Any) -> None:
    """A stand-in with the calls that the real library has; its models are too large for a test."""
    module = ModuleType(name)
    for key, value in parts.items():
        setattr(module, key, value)
    monkeypatch.setitem(sys.modules, name, module)
    engines._made.cache_clear()


def heard_by(name: str, folder: str) -> Any:
    return hear(ONE_SECOND, Offer(next(each for each in KINDS if each.name == name), folder))


class Recogniser:
    """As vosk.KaldiRecognizer: a sentence after half a second, the rest at the end."""

    def __init__(self, model: Any, rate: int) -> None:
        assert rate == 16_000
        self.fed = 0

    def SetWords(self, on: bool) -> None:
        assert on

    def AcceptWaveform(self, pcm: bytes) -> bool:
        self.fed += len(pcm)
        return self.fed == 16_000

    def Result(self) -> str:
        word = {"word": "scope", "start": 0.1, "end": 0.4, "conf": 0.9}
        return json.dumps({"result": [word], "text": "scope"})

    def FinalResult(self) -> str:
        return json.dumps({"text": "" if self.fed != 32_000 else "creep"})


def test_vosk_gives_words_with_times_and_confidence(monkeypatch: pytest.MonkeyPatch) -> None:
    library(monkeypatch, "vosk", SetLogLevel=lambda n: None, Model=lambda path: path, KaldiRecognizer=Recogniser)
    found = heard_by("vosk", "folder")
    assert found.text == "scope creep"
    assert (found.words[0].text, found.words[0].end, found.words[0].confidence) == ("scope", 0.4, 0.9)


def test_whisper_gives_words_and_fetches_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    word = SimpleNamespace(word=" scope", start=0.1, end=0.4, probability=0.8)

    class WhisperModel:
        def __init__(self, path: str, device: str, compute_type: str, local_files_only: bool) -> None:
            assert local_files_only

        def transcribe(self, audio: Any, **chosen: Any) -> Any:
            assert audio.dtype == np.float32 and chosen["word_timestamps"]
            return iter([SimpleNamespace(text=" scope ", words=[word])]), None

    library(monkeypatch, "faster_whisper", WhisperModel=WhisperModel)
    found = heard_by("faster-whisper", "folder")
    assert (found.text, found.words[0].text, found.words[0].confidence) == ("scope", "scope", 0.8)


def test_sherpa_puts_its_pieces_together(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    left = [1, 1]

    class Online:
        def create_stream(self) -> Any:
            return SimpleNamespace(accept_waveform=lambda rate, samples: None, input_finished=lambda: None)

        def is_ready(self, stream: Any) -> bool:
            return bool(left)

        def decode_stream(self, stream: Any) -> None:
            left.pop()

        def get_result(self, stream: Any) -> str:
            return " SCOPE CREEP"

        def tokens(self, stream: Any) -> list[str]:
            return ["▁SC", "OPE", "▁CREEP"]

        def timestamps(self, stream: Any) -> list[float]:
            return [0.1, 0.2, 0.6]

    def from_transducer(**given: Any) -> Online:
        assert given["encoder"].endswith("encoder.int8.onnx")
        return Online()

    library(monkeypatch, "sherpa_onnx", OnlineRecognizer=SimpleNamespace(from_transducer=from_transducer))
    found = heard_by("sherpa-onnx", model(tmp_path, "sherpa-onnx"))
    assert found.text == "scope creep"
    assert [(word.text, word.start, word.end) for word in found.words] == [("scope", 0.1, 0.6), ("creep", 0.6, 0.8)]
    assert found.words[0].confidence is None
    assert found.spoken_seconds == 1


def test_a_second_recording_waits_no_longer_than_it_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with engines._ONE_HEARS, pytest.raises(TimeoutError, match="Another recording"):
        hear(ONE_SECOND, Offer(KINDS[0], ""), wait_seconds=0.01)
