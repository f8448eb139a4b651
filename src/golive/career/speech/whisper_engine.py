"""What does Whisper hear, run by faster-whisper?"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from golive.career.speech.sound import Sound
from golive.career.speech.transcript import Segment, Word


def fits(folder: Path) -> bool:
    """Whether the folder is a converted model of Whisper."""
    return (folder / "model.bin").is_file() and (folder / "config.json").is_file()


class Whisper:
    """A model on the processor, in whole numbers of 8 bits; nothing is fetched."""

    def __init__(self, model: str) -> None:
        library = import_module("faster_whisper")
        self._model = library.WhisperModel(model, device="cpu", compute_type="int8", local_files_only=True)

    def transcribe(self, sound: Sound) -> list[Segment]:
        found, _ = self._model.transcribe(sound.floats, language="en", word_timestamps=True, vad_filter=True)
        return [Segment(each.text.strip(), tuple(map(_word, each.words or ()))) for each in found]


def _word(each: object) -> Word:
    word, start, end, sure = (getattr(each, name) for name in ("word", "start", "end", "probability"))
    return Word(word.strip(), float(start), float(end), float(sure))
