"""Which random number does this task have in this iteration? Always the same one.

A number is a function of (seed, stream, iteration) and of nothing else, so results do not depend on the order or size
of the blocks, and a changed plan is compared with the old one under the same luck. Mixing function: SplitMix64
(Steele, Lea, Flood 2014).
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_A, _B = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_ODD = np.uint64(0xD1342543DE82EF95)
_TWO_TO_53 = 1.0 / (1 << 53)


def _mixed(word: Words) -> Words:
    word = (word ^ (word >> np.uint64(30))) * _A
    word = (word ^ (word >> np.uint64(27))) * _B
    return word ^ (word >> np.uint64(31))


def stream(seed: int, *name: object) -> int:
    """The key of a stream of numbers, from the seed and a name such as ("task", 12)."""
    text = "\x1f".join(map(str, (seed, *name)))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def counters(first: int, count: int) -> Words:
    """The counters of iterations first … first + count - 1, shared by all streams of a block."""
    return (np.arange(first + 1, first + count + 1, dtype=np.uint64)) * _GOLDEN


def uniforms(key: int, steps: Words) -> Floats:
    """Uniform numbers in (0, 1), never 0 and never 1."""
    return uniforms_of(np.full(1, key, dtype=np.uint64), steps)


def uniforms_of(keys: Words, steps: Words) -> Floats:
    """The same for a column of keys at once: one row per key."""
    word = _mixed(steps + keys)
    return (np.asarray(word >> np.uint64(11), dtype=np.float64) + 0.5) * _TWO_TO_53


def keys(seed: int, kind: str, uids: ArrayLike) -> Words:
    """The streams of many numbered things at once, such as of all tasks by their uids."""
    numbers = np.asarray(uids, dtype=np.int64).astype(np.uint64)
    return _mixed(np.uint64(stream(seed, kind)) + numbers * _ODD)


def sixteen_bits(key: np.uint64, first: int, count: int) -> NDArray[np.uint16]:
    """Whole numbers 0 … 65,535 of iterations first … first + count - 1, both multiples of 4: four to a random word."""
    with np.errstate(over="ignore"):
        words = _mixed(key + np.arange(first // 4 + 1, (first + count) // 4 + 1, dtype=np.uint64) * _GOLDEN)
    return words.astype("<u8").view("<u2")


def normals(seed: int, name: str, steps: Words) -> Floats:
    """Standard normal numbers (Box and Muller 1958)."""
    radius = np.sqrt(-2.0 * np.log(uniforms(stream(seed, name, "radius"), steps)))
    return np.asarray(radius * np.cos(2.0 * np.pi * uniforms(stream(seed, name, "angle"), steps)))
