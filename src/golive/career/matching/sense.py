"""How near in meaning is what was asked to the ways in which each question of the bank is asked?"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib import resources
from io import BytesIO

import numpy as np

from golive.career.bank import Question
from golive.career.matching.lexical import Scores
from golive.career.matching.minilm import Matrix, MiniLM

NEAREST = 3  # ways of asking whose mean counts: one alone may be near by accident
KEPT = "sense.npz"  # the vectors of the built-in bank: to compute them takes some ten seconds
AGREES = 0.999  # cosine of a kept vector and the same computed by the weights that are installed


class Sense:
    """The meaning of every way in which a question is asked, as 384 numbers of length 1 each."""

    def __init__(self, questions: Sequence[Question], meaning: MiniLM) -> None:
        asked = [ways(question) for question in questions]
        self._meaning = meaning
        self._ends = np.cumsum([len(each) for each in asked])[:-1]
        self._vectors = vectors([text for each in asked for text in each], meaning)

    def scores(self, text: str) -> Scores:
        """For each question from 0 to 1: the mean of its nearest ways of asking."""
        near = np.clip(self._vectors @ self._meaning.vector(text), 0, 1).astype(np.float64)
        return np.array([np.sort(each)[-NEAREST:].mean() for each in np.split(near, self._ends)])


def ways(question: Question) -> list[str]:
    return [question.question, *question.also_asked]


def mark(texts: Sequence[str]) -> str:
    """What tells whether kept vectors are those of these texts."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def vectors(texts: Sequence[str], meaning: MiniLM) -> Matrix:
    """One row per text: the kept ones where they are of these texts and these weights, else computed."""
    held, found = kept()
    if held == mark(texts) and float(found[0] @ meaning.vector(texts[0])) > AGREES:
        return found
    return np.vstack([meaning.vector(text) for text in texts])


def kept() -> tuple[str, Matrix]:
    """The mark of the texts whose vectors lie in the package, and the vectors."""
    with np.load(BytesIO(resources.files(__package__).joinpath(KEPT).read_bytes()), allow_pickle=False) as found:
        return str(found["mark"]), found["vectors"].astype(np.float32)
