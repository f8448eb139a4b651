"""How does a test get a sentence that somebody says, and what is missing where it cannot?"""

from __future__ import annotations

import shutil
import subprocess
from importlib.util import find_spec

VOICE = "en-us+f2"  # of espeak-ng's voices one that an engine trained on people understands (docs/why/speech.md)
WORDS_A_MINUTE = 150
HEAD = 44  # bytes before the samples of a WAV file


def missing() -> str:
    """What is missing to speak and to hear; empty where nothing is."""
    if shutil.which("espeak-ng") is None:
        return "espeak-ng is not installed. Install it (Debian, Ubuntu: apt-get install espeak-ng)."
    if find_spec("pocketsphinx") is None:
        return "pocketsphinx is not installed: it has no wheel for this Python or machine."
    return ""


def say(text: str, voice: str = VOICE, words_a_minute: int = WORDS_A_MINUTE) -> bytes:
    """A WAV file of the sentence."""
    command = ["espeak-ng", "-v", voice, "-s", str(words_a_minute), "--stdout", text]
    return subprocess.run(command, check=True, capture_output=True).stdout


def whole(streamed: bytes) -> bytes:
    """The same with the true length in its head: a program that writes to a pipe does not know it beforehand."""
    length = len(streamed) - HEAD
    sizes = (36 + length).to_bytes(4, "little"), length.to_bytes(4, "little")
    return streamed[:4] + sizes[0] + streamed[8:40] + sizes[1] + streamed[HEAD:]
