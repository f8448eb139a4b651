"""What does sherpa-onnx hear?"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import numpy as np

from golive.career.speech.sound import RATE, Sound
from golive.career.speech.transcript import Segment, Word

PARTS = ("encoder", "decoder", "joiner")
TAIL = np.zeros(RATE // 2, np.float32)  # half a second of silence, or the last word is not given out
NEW_WORD = ("▁", " ")  # how a piece says that a word begins with it
LAST_PIECE = 0.2  # seconds: the engine says when a piece begins, not when it ends


def fits(folder: Path) -> bool:
    """Whether the folder is a streaming transducer: three graphs and the table of their pieces."""
    return (folder / "tokens.txt").is_file() and all(_graph(folder, part) for part in PARTS)


def _graph(folder: Path, part: str) -> str:
    """The file of this part; that in whole numbers of 8 bits where there are two."""
    found = sorted(folder.glob(f"{part}*.onnx"), key=lambda path: (".int8" not in path.name, path.name))
    return str(found[0]) if found else ""


class Sherpa:
    """A streaming transducer on one core."""

    def __init__(self, model: str) -> None:
        library, folder = import_module("sherpa_onnx"), Path(model)
        graphs = {part: _graph(folder, part) for part in PARTS}
        self._recogniser = library.OnlineRecognizer.from_transducer(
            tokens=str(folder / "tokens.txt"), num_threads=1, sample_rate=RATE, **graphs
        )

    def transcribe(self, sound: Sound) -> list[Segment]:
        stream = self._recogniser.create_stream()
        stream.accept_waveform(RATE, sound.floats)
        stream.accept_waveform(RATE, TAIL)
        stream.input_finished()
        while self._recogniser.is_ready(stream):
            self._recogniser.decode_stream(stream)
        text = self._recogniser.get_result(stream).strip()
        times = _words(self._recogniser.tokens(stream), self._recogniser.timestamps(stream))
        return [Segment(text.lower(), times)] if text else []


def _words(pieces: Sequence[str], begins: Sequence[float]) -> tuple[Word, ...]:
    """Pieces put together to words; the engine gives no confidence."""
    ends = [*begins[1:], begins[-1] + LAST_PIECE] if begins else []
    found: list[Word] = []
    for piece, start, end in zip(pieces, begins, ends, strict=False):
        text = piece.lstrip("".join(NEW_WORD)).lower()
        if piece.startswith(NEW_WORD) or not found:
            found.append(Word(text, float(start), float(end)))
        else:
            found[-1] = Word(found[-1].text + text, found[-1].start, float(end))
    return tuple(word for word in found if word.text)
