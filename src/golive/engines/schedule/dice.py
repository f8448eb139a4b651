"""Which random number does this task have in this iteration? Always the same one.

A number is a function of (seed, stream, iteration) and of nothing else, so results do not depend on the order or size
of the blocks, and a changed plan is compared with the old one under the same luck. Mixing function: SplitMix64
(Steele, Lea, Flood 2014).
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Words = NDArray[np.uint64]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_A, _B = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_TWO_TO_53 = 1.0 / (1 << 53)


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
    word = steps + keys
    word = (word ^ (word >> np.uint64(30))) * _A
    word = (word ^ (word >> np.uint64(27))) * _B
    word ^= word >> np.uint64(31)
    return (np.asarray(word >> np.uint64(11), dtype=np.float64) + 0.5) * _TWO_TO_53


def normals(seed: int, name: str, steps: Words) -> Floats:
    """Standard normal numbers (Box and Muller 1958)."""
    radius = np.sqrt(-2.0 * np.log(uniforms(stream(seed, name, "radius"), steps)))
    return np.asarray(radius * np.cos(2.0 * np.pi * uniforms(stream(seed, name, "angle"), steps)))
