"""Is every WAV file read as the same sound, and everything else refused with its figure and cure?"""

from __future__ import annotations

import io
import wave

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.career.speech import MOST_SECONDS, RATE, Unhearable, read_wav

TONE = 440.0


def recorded(seconds: float = 1.0, rate: int = RATE, width: int = 2, channels: int = 1, loud: float = 0.5) -> bytes:
    """A tone of 440 Hz."""
    at = np.arange(int(seconds * rate)) / rate
    wavy = np.repeat(loud * np.sin(2 * np.pi * TONE * at), channels)
    if width == 1:
        raw = (wavy * 127 + 128).astype(np.uint8).tobytes()
    else:
        raw = (wavy * (2 ** (8 * width - 1) - 1)).astype("<i4").view(np.uint8).reshape(-1, 4)[:, :width].tobytes()
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(raw)
    return held.getvalue()


def pitch(samples: np.ndarray) -> float:
    strengths = np.abs(np.fft.rfft(samples.astype(float)))
    return float(np.argmax(strengths) * RATE / len(samples))


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000])
@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_every_width_and_rate_is_the_same_second_of_the_same_tone(rate: int, width: int) -> None:
    sound = read_wav(recorded(rate=rate, width=width, channels=2))
    assert sound.seconds == pytest.approx(1.0, abs=0.001)
    assert pitch(sound.samples) == pytest.approx(TONE, abs=2)
    assert np.abs(sound.samples).max() == pytest.approx(16_384, rel=0.05)
    assert len(sound.pcm) == 2 * len(sound.floats)


def test_what_is_too_high_for_the_rate_does_not_fold_back() -> None:
    at = np.arange(48_000) / 48_000
    high = (16_000 * np.sin(2 * np.pi * 15_000 * at)).astype("<i2").tobytes()
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes(high)
    assert np.abs(read_wav(held.getvalue()).samples[200:-200]).max() < 300


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no WAV file"),
        (b"OggS and so on", "no WAV file"),
        (b"RIFF\x10\x00\x00\x00WAVEjunk", "cannot be read"),
        (recorded(seconds=0.1), "too short"),
        (recorded(seconds=MOST_SECONDS + 1, rate=8_000, width=1), "Speak for at most 5 minutes"),
        (recorded(loud=0.001), "silent"),
        (recorded(rate=4_000), "4,000 samples a second"),
    ],
)
def test_what_cannot_be_heard_is_refused_with_figure_and_cure(data: bytes, said: str) -> None:
    with pytest.raises(Unhearable, match=said):
        read_wav(data)


def test_a_header_that_promises_hours_is_not_believed() -> None:
    data = bytearray(recorded(seconds=2))
    data[40:44] = (0x7FFFFFFF).to_bytes(4, "little")
    assert read_wav(bytes(data)).seconds == pytest.approx(2.0, abs=0.01)


@given(st.data())
def test_no_damaged_file_does_anything_but_be_heard_or_refused(data: st.DataObject) -> None:
    whole = bytearray(recorded(seconds=0.4, rate=8_000))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, 60))] = data.draw(st.integers(0, 255))
    del whole[data.draw(st.integers(0, len(whole))) :]
    try:
        assert read_wav(bytes(whole)).seconds <= MOST_SECONDS
    except Unhearable as refused:
        assert str(refused).endswith(".")
