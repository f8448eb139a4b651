"""Which engine of this machine turns speech into text, and what is missing where none does?"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Protocol

from golive.career.speech import sherpa_engine, vosk_engine, whisper_engine
from golive.career.speech.pocketsphinx_engine import PocketSphinx
from golive.career.speech.sound import Sound
from golive.career.speech.transcript import Segment, Transcript
from golive.career.speech.whisper_engine import Whisper

ENGINE, MODEL = "GOLIVE_SPEECH_ENGINE", "GOLIVE_SPEECH_MODEL"


class Engine(Protocol):
    """The port: one recording in, what was said in it out."""

    def transcribe(self, sound: Sound) -> list[Segment]:
        """The segments in their order, with the times and the confidence of words where the engine gives them."""
        ...


class NoEngine(ValueError):
    """There is no engine, or it lacks something: what, then the cure."""


@dataclass(frozen=True)
class Kind:
    """An engine that golive can use; ``fits`` tells a folder with a model of it (None: it brings its own)."""

    name: str
    title: str
    module: str
    install: str
    fits: Callable[[Path], bool] | None
    make: Callable[[str], Engine]

    @property
    def installed(self) -> bool:
        return find_spec(self.module) is not None


# The first that is installed and has what it needs is used, unless one is named.
KINDS = (
    Kind("vosk", "Vosk", "vosk", "golive[speech]", vosk_engine.fits, vosk_engine.Vosk),
    Kind(
        "sherpa-onnx", "sherpa-onnx", "sherpa_onnx", "golive[speech-sherpa]", sherpa_engine.fits, sherpa_engine.Sherpa
    ),
    Kind("faster-whisper", "Whisper", "faster_whisper", "golive[speech-whisper]", whisper_engine.fits, Whisper),
    Kind("pocketsphinx", "PocketSphinx", "pocketsphinx", "pocketsphinx", None, PocketSphinx),
)


@dataclass(frozen=True)
class Offer:
    """An engine that is ready to be used, and the folder of its model (empty: it brings its own)."""

    kind: Kind
    model: str = ""

    @property
    def title(self) -> str:
        return self.kind.title


def offered(environ: Mapping[str, str] = os.environ) -> Offer:
    """The engine of this machine: the one named in GOLIVE_SPEECH_ENGINE, else the first that has what it needs.

    GOLIVE_SPEECH_MODEL names the folder of its model. Raises NoEngine, saying what is missing and how to get it.

    >>> offered({"GOLIVE_SPEECH_ENGINE": "parrot"})  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    golive.career.speech.engines.NoEngine: GOLIVE_SPEECH_ENGINE is “parrot”. Use vosk, ... or pocketsphinx.
    """
    named, model = environ.get(ENGINE, "").strip(), environ.get(MODEL, "").strip()
    kinds = [kind for kind in KINDS if kind.name == named] if named else _that_fit(model)
    if not kinds:
        names = ", ".join(kind.name for kind in KINDS[:-1]) + f" or {KINDS[-1].name}"
        raise NoEngine(f"{ENGINE} is “{named}”. Use {names}.")
    ready = [kind for kind in kinds if kind.installed and not _lacks(kind, model)]
    if ready:
        return Offer(ready[0], model if ready[0].fits else "")
    raise NoEngine(_what_is_missing(kinds, named, model))


def _that_fit(model: str) -> Sequence[Kind]:
    """A model tells by its files whose it is; without one, whatever is installed."""
    own = [kind for kind in KINDS if model and kind.fits and kind.fits(Path(model))]
    return own or KINDS


def _lacks(kind: Kind, model: str) -> str:
    """What keeps an installed engine from being used; empty where nothing does."""
    if kind.fits is None:
        return ""
    if not model:
        return f"{kind.title} is installed and has no model. Put one into a folder and name that in {MODEL}."
    if not Path(model).is_dir():
        return f"{MODEL} is {model}, and there is no such folder. Name the folder of a model of {kind.title}."
    if not kind.fits(Path(model)):
        return f"{model} holds no model of {kind.title}. Name another in {MODEL}, or another engine in {ENGINE}."
    return ""


def _what_is_missing(kinds: Sequence[Kind], named: str, model: str) -> str:
    if named and not kinds[0].installed:
        return f"{kinds[0].title} is not installed. Get it with: pip install '{kinds[0].install}'."
    lacking = [_lacks(kind, model) for kind in kinds if kind.installed]
    if lacking:
        return lacking[0]
    get = f"pip install '{kinds[0].install}'"
    if len(kinds) == 1:
        return f"{model} is a model of {kinds[0].title}, which is not installed. Get it with: {get}."
    cure = f"{get}, and name the folder of a model in {MODEL}"
    return f"No engine that turns speech into text is installed. Get one with: {cure}."


@lru_cache(maxsize=1)
def _made(offer: Offer) -> Engine:
    """Reading a model takes seconds; it is kept while the program runs."""
    return offer.kind.make(offer.model)


_ONE_HEARS = Lock()


def hear(sound: Sound, offer: Offer | None = None, wait_seconds: float = -1) -> Transcript:
    """What was said in the recording, by the offered engine of this machine.

    One recording at a time: engines use every core they find. ``wait_seconds`` is how long to wait for the one before
    (negative: as long as it takes). Raises NoEngine, TimeoutError.
    """
    use = offer or offered()
    if not _ONE_HEARS.acquire(timeout=wait_seconds):
        raise TimeoutError("Another recording is being turned into text.")
    try:
        segments = _made(use).transcribe(sound)
    finally:
        _ONE_HEARS.release()
    return Transcript(use.kind.name, round(sound.seconds, 2), segments)
