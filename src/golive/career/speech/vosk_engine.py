"""What does Vosk hear?"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

from golive.career.speech.sound import RATE, Sound
from golive.career.speech.transcript import Segment, Word

PIECE = 8_000  # bytes: a quarter of a second


def fits(folder: Path) -> bool:
    """Whether the folder is a model of Vosk."""
    return (folder / "am" / "final.mdl").is_file() or (folder / "final.mdl").is_file()


class Vosk:
    """A model of Vosk; a recogniser is made for each recording, since it remembers what it heard."""

    def __init__(self, model: str) -> None:
        self._vosk = import_module("vosk")
        self._vosk.SetLogLevel(-1)
        self._model = self._vosk.Model(model)

    def transcribe(self, sound: Sound) -> list[Segment]:
        recogniser = self._vosk.KaldiRecognizer(self._model, RATE)
        recogniser.SetWords(True)
        pcm, found = sound.pcm, []
        for at in range(0, len(pcm), PIECE):
            if recogniser.AcceptWaveform(pcm[at : at + PIECE]):
                found.append(_segment(recogniser.Result()))
        found.append(_segment(recogniser.FinalResult()))
        return [segment for segment in found if segment.text]


def _segment(result: str) -> Segment:
    held = json.loads(result)
    words = [Word(each["word"], each["start"], each["end"], each.get("conf")) for each in held.get("result", [])]
    return Segment(held.get("text", ""), tuple(words))
