"""Which question of the bank was asked, by its words alone?"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from golive.career.bank import Question
from golive.career.matching.words import pieces, terms

Scores = NDArray[np.float64]
K1, B = 1.2, 0.5  # saturation and length of BM25 (Robertson & Zaragoza 2009), with less weight on length: guides differ
# How often a part of a question counts: what it is called and known by says more than its guide.
WEIGHTS = {"title": 4, "question": 3, "keywords": 3, "also_asked": 2, "tests": 1, "frameworks": 1, "metrics": 1}


class Words:
    """BM25 over stems and pairs of stems. Cost of a question: its terms times the documents that hold them."""

    def __init__(self, documents: Sequence[Counter[str]]) -> None:
        self.size = len(documents)
        length = [sum(document.values()) for document in documents]
        average = sum(length) / max(1, len(length))
        holders: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, document in enumerate(documents):
            for term, count in document.items():
                holders[term].append((at, count))
        self._postings = {term: self._weighed(found, length, average) for term, found in holders.items()}

    def _weighed(self, found: list[tuple[int, int]], length: list[int], average: float) -> tuple[list[int], Scores]:
        idf = math.log(1 + (self.size - len(found) + 0.5) / (len(found) + 0.5))
        weights = [idf * n * (K1 + 1) / (n + K1 * (1 - B + B * length[at] / average)) for at, n in found]
        return [at for at, _ in found], np.array(weights)

    def scores(self, asked: Sequence[str]) -> Scores:
        """One score per document; a repeated word of the question counts once."""
        out = np.zeros(self.size)
        for term in dict.fromkeys(asked):
            if (posting := self._postings.get(term)) is not None:
                out[posting[0]] += posting[1]
        return out


class Nearness:
    """Cosine of TF-IDF over any pieces of a text."""

    def __init__(self, texts: Sequence[str], cut: Callable[[str], list[str]]) -> None:
        self._cut = cut
        counted = [Counter(cut(text)) for text in texts]
        spread = Counter(piece for document in counted for piece in document)
        self._at = {piece: n for n, piece in enumerate(spread)}
        self._idf = np.array([math.log((1 + len(texts)) / (1 + n)) + 1 for n in spread.values()])
        self._matrix = np.vstack([self._vector(document) for document in counted])

    def _vector(self, counted: Counter[str]) -> Scores:
        out = np.zeros(len(self._at))
        for piece, n in counted.items():
            if (at := self._at.get(piece)) is not None:
                out[at] = (1 + math.log(n)) * self._idf[at]
        norm = float(np.linalg.norm(out))
        return out / norm if norm else out

    def scores(self, text: str) -> Scores:
        found: Scores = self._matrix @ self._vector(Counter(self._cut(text)))
        return found


def document(question: Question) -> Counter[str]:
    """The terms of a question of the bank, each part as often as it weighs."""
    out: Counter[str] = Counter()
    for name, weight in WEIGHTS.items():
        held = getattr(question, name)
        for text in (held,) if isinstance(held, str) else held:
            for term in terms(text):
                out[term] += weight
    return out


def profile(question: Question) -> str:
    return " ".join([question.title, question.question, *question.keywords, *question.also_asked])


def by_pieces(questions: Sequence[Question]) -> Nearness:
    return Nearness([profile(question) for question in questions], pieces)
