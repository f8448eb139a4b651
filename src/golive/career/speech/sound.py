"""Is this a recording that can be listened to, and what does it sound like at 16,000 samples a second?"""

from __future__ import annotations

import io
import wave
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RATE = 16_000  # samples a second: what every engine was trained on
MOST_BYTES = 64 * 1024 * 1024
MOST_SECONDS = 300  # an interviewer expects two minutes; nobody listens to more than five
SHORTEST_SECONDS = 0.3
SILENCE = 200  # of 32,767: a room without a voice
RATES = (8_000, 192_000)
TAPS = 65  # of the filter before a recording is thinned out

Samples = NDArray[np.int16]


class Unhearable(ValueError):
    """A recording that cannot be used: what is wrong with it, then the cure."""


@dataclass(frozen=True)
class Sound:
    """One channel of 16-bit samples, 16,000 a second. It lives in memory only."""

    samples: Samples

    @property
    def seconds(self) -> float:
        return len(self.samples) / RATE

    @property
    def pcm(self) -> bytes:
        """The samples as little-endian bytes."""
        return self.samples.astype("<i2").tobytes()

    @property
    def floats(self) -> NDArray[np.float32]:
        """The samples from -1 to 1."""
        made: NDArray[np.float32] = self.samples.astype(np.float32) / np.float32(32_768)
        return made


def read_wav(data: bytes) -> Sound:
    """The sound of a WAV file: PCM of 8, 16, 24 or 32 bits, any number of channels, 8 to 192 kHz.

    Parameters
    ----------
    data : bytes
        The whole file. Nothing of it is written anywhere.

    Raises
    ------
    Unhearable
        It is no such file, holds no voice, or is too short, too long or too large; with the figure and the cure.

    Examples
    --------
    >>> read_wav(b"ID3 some music")
    Traceback (most recent call last):
    golive.career.speech.sound.Unhearable: This is no WAV file. Save the recording as WAV (PCM, 16 bit).
    """
    if len(data) > MOST_BYTES:
        raise Unhearable(f"The recording has {len(data) / 1e6:.0f} MB. Send at most {MOST_BYTES / 1e6:.0f} MB.")
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise Unhearable("This is no WAV file. Save the recording as WAV (PCM, 16 bit).")
    mono, rate = _decoded(data)
    seconds = len(mono) / rate
    if seconds > MOST_SECONDS:
        raise Unhearable(f"The recording lasts {seconds:.0f} s. Speak for at most {MOST_SECONDS // 60} minutes.")
    if seconds < SHORTEST_SECONDS:
        raise Unhearable(f"The recording lasts {seconds:.1f} s: too short to hear a word. Record it again.")
    if float(np.abs(mono).max(initial=0.0)) < SILENCE:
        raise Unhearable("The recording is silent. Check the microphone and record it again.")
    samples = np.clip(_at_rate(mono, rate), -32_768, 32_767).astype(np.int16)
    return Sound(samples)


def _decoded(data: bytes) -> tuple[NDArray[np.float32], int]:
    """One channel on the scale of 16 bits, and its rate."""
    try:
        with wave.open(io.BytesIO(data)) as file:
            width, channels, rate = file.getsampwidth(), file.getnchannels(), file.getframerate()
            if not RATES[0] <= rate <= RATES[1]:
                raise Unhearable(f"It has {rate:,} samples a second. Record it with {RATE:,} to 48,000.")
            # One sample more than may be: a header that promises too much is not believed.
            raw = file.readframes((MOST_SECONDS + 1) * rate)
    except (wave.Error, EOFError, RuntimeError, MemoryError, OverflowError) as broken:
        reason = str(broken) or "it is damaged"
        raise Unhearable(f"The WAV file cannot be read ({reason}). Save it as PCM, 16 bit.") from None
    if width not in _READ:
        raise Unhearable(f"Its samples have {8 * width} bits. Save it as PCM, 16 bit.")
    whole = len(raw) // (width * channels) * width * channels
    frames = _READ[width](raw[:whole]).reshape(-1, channels)
    mono: NDArray[np.float32] = frames.mean(axis=1, dtype=np.float32) if channels > 1 else frames[:, 0]
    return mono, rate


def _three_bytes(raw: bytes) -> NDArray[np.float32]:
    """24 bits: the low byte is left out."""
    return np.frombuffer(raw, np.uint8).reshape(-1, 3)[:, 1:].copy().view("<i2")[:, 0].astype(np.float32)


_READ: dict[int, Callable[[bytes], NDArray[np.float32]]] = {
    1: lambda raw: (np.frombuffer(raw, np.uint8).astype(np.float32) - np.float32(128)) * np.float32(256),
    2: lambda raw: np.frombuffer(raw, "<i2").astype(np.float32),
    3: _three_bytes,
    4: lambda raw: np.frombuffer(raw, "<i4").astype(np.float32) / np.float32(65_536),
}


def _at_rate(mono: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """At 16,000 a second; what is too high for it is filtered out first (windowed sinc), or it would fold back."""
    if rate == RATE:
        return mono
    if rate > RATE:
        at = np.arange(TAPS) - TAPS // 2
        share = 0.95 * RATE / rate
        filter_ = share * np.sinc(share * at) * np.hamming(TAPS)
        mono = np.convolve(mono, (filter_ / filter_.sum()).astype(np.float32), mode="same")
    count = int(len(mono) * RATE / rate)
    made: NDArray[np.float32] = np.interp(np.arange(count) * (rate / RATE), np.arange(len(mono)), mono)
    return made.astype(np.float32)
