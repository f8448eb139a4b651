"""What does PocketSphinx hear, when it expects the words of the question bank?"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from golive.career.bank import built_in
from golive.career.speech import bank_language
from golive.career.speech.sound import Sound
from golive.career.speech.transcript import Segment, Word

FRAMES = 100  # a second
NAME = "bank"


class PocketSphinx:
    """The English that comes with the package, with the bank's sentences as what is likely to be said."""

    def __init__(self, model: str = "") -> None:
        library = import_module("pocketsphinx")
        self._decoder = library.Decoder(library.Config(lm=None, loglevel="FATAL"))
        for name, sounds in bank_language.SPOKEN.items():
            if self._decoder.lookup_word(name) is None:
                self._decoder.add_word(name, sounds, True)
        self._expect(library)

    def _expect(self, library: Any) -> None:
        """The likely sentences, written down for a moment: the library reads them from a file."""
        home = Path(library.get_model_path()) / "en-us"
        log = self._decoder.get_logmath()
        spoken = library.NGramModel(library.Config(lm=None), log, str(home / "en-us.lm.bin"))
        known = bank_language.pronounced((home / "cmudict-en-us.dict").read_text("utf-8"))
        everyday = {word: log.exp(spoken.prob([word])) for word in known}
        with TemporaryDirectory(prefix="golive-speech-") as folder:
            path = Path(folder) / "bank.arpa"
            path.write_text(bank_language.expected(built_in(), everyday), "utf-8")
            self._decoder.add_lm_file(NAME, str(path))
        self._decoder.activate_search(NAME)

    def transcribe(self, sound: Sound) -> list[Segment]:
        self._decoder.start_utt()
        self._decoder.process_raw(sound.pcm, full_utt=True)
        self._decoder.end_utt()
        words = [word for each in self._decoder.seg() or () if (word := self._word(each)) is not None]
        return [Segment(" ".join(word.text for word in words), tuple(words))] if words else []

    def _word(self, each: Any) -> Word | None:
        """None for silence and noises, which it writes in brackets; “the(2)” is another way to say “the”."""
        if each.word[:1] in "<[+":
            return None
        word, end = each.word.partition("(")[0], each.end_frame + 1
        return Word(word, each.start_frame / FRAMES, end / FRAMES, round(min(1.0, each.prob), 3))
