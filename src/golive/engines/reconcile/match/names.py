"""How alike are two lists of technical names, word by word and as a whole?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Indel

from golive.engines.reconcile.match.words import has_meaning, same_meaning, skeleton, words

Scores = npt.NDArray[np.float64]
UNRELATED = 0.6  # below this, likeness of two words is the alphabet's, not the trade's
BETTER = 0.6  # what the better covered of two names counts: a short name within a long one is no accident
SYNONYM, SHORTENED, WHOLE = 0.9, 0.95, 0.97


def name_scores(sources: Sequence[str], targets: Sequence[str]) -> Scores:
    """Likeness of every source name with every target name, 0 to 1; shape (sources, targets).

    Words weigh by how few names of their own side hold them (inverse document frequency), so that a table's prefix on
    every column weighs little. Two words are alike by letters, consonants, as abbreviation, or in the trade's words.

    >>> name_scores(["CUST_NM", "PLZ"], ["customer_name", "zip"]).round(1).tolist()
    [[0.9, 0.0], [0.0, 0.9]]
    """
    if not sources or not targets:
        return np.zeros((len(sources), len(targets)))
    by_word = _by_word([words(name) for name in sources], [words(name) for name in targets])
    return np.maximum(by_word, WHOLE * _as_a_whole(sources, targets))


def _by_word(sources: Sequence[tuple[str, ...]], targets: Sequence[tuple[str, ...]]) -> Scores:
    left, right = _Side(sources), _Side(targets)
    alike = _word_scores(left.vocabulary, right.vocabulary)
    forth = left.mean(right.best(alike.T).T)  # every source word with the best word of each target name
    back = right.mean(left.best(alike).T).T
    both: Scores = BETTER * np.maximum(forth, back) + (1 - BETTER) * np.minimum(forth, back)
    return both


class _Side:
    """The names of one side, flattened to words so that NumPy can reduce by name."""

    def __init__(self, names: Sequence[tuple[str, ...]]) -> None:
        names = [name or ("?",) for name in names]
        self.vocabulary = sorted({word for name in names for word in name})
        index = {word: place for place, word in enumerate(self.vocabulary)}
        self.flat = np.array([index[word] for name in names for word in name])
        self.starts = np.cumsum([0, *(len(name) for name in names[:-1])])
        held = np.zeros(len(self.vocabulary))
        for name in names:
            held[[index[word] for word in set(name)]] += 1
        self.weight = np.log(1 + len(names) / held)

    def best(self, alike: Scores) -> Scores:
        """From (own words, other words) to (own names, other words): the best word of each name."""
        found: Scores = np.maximum.reduceat(alike[self.flat], self.starts, axis=0)
        return found

    def mean(self, alike: Scores) -> Scores:
        """From (own words, other names) to (own names, other names): the weighted mean over the words of each name."""
        weight = self.weight[self.flat][:, None]
        found: Scores = np.add.reduceat(alike[self.flat] * weight, self.starts, axis=0)
        return found / np.add.reduceat(weight, self.starts, axis=0)


def _word_scores(left: list[str], right: list[str]) -> Scores:
    letters = process.cdist(left, right, scorer=Indel.normalized_similarity, dtype=np.float64)
    consonants = process.cdist(
        [skeleton(word) for word in left], [skeleton(word) for word in right], scorer=Indel.normalized_similarity
    )
    scores: Scores = np.maximum(letters, SHORTENED * consonants)
    scores[scores < UNRELATED] = 0.0
    for row, one in enumerate(left):
        for column, other in enumerate(right):
            if scores[row, column] < SHORTENED:
                scores[row, column] = max(scores[row, column], _abbreviates(one, other), _means(one, other))
    return scores


def _means(one: str, other: str) -> float:
    return SYNONYM if has_meaning(one) and same_meaning(one, other) else 0.0


def _abbreviates(one: str, other: str) -> float:
    """How surely the shorter word is the longer one cut off or with letters left out; 0 where it is not."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if not short or short[0] != long[0] or short.isdigit() or len(short) == len(long):
        return 0.0
    if long.startswith(short):
        return 0.9 if len(short) >= 3 else 0.7 if len(short) == 2 else 0.45
    letters = iter(long)
    if len(short) >= 2 and all(letter in letters for letter in short):
        return 0.8 if len(short) >= 3 else 0.6
    return 0.0


def _as_a_whole(sources: Sequence[str], targets: Sequence[str]) -> Scores:
    """Names without their separators, for those written together: `custname`, and their initials: `cn`."""
    left, right = ["".join(words(name)) for name in sources], ["".join(words(name)) for name in targets]
    letters = process.cdist(left, right, scorer=Indel.normalized_similarity, dtype=np.float64)
    bare_left, bare_right = [skeleton(word) for word in left], [skeleton(word) for word in right]
    consonants = process.cdist(bare_left, bare_right, scorer=Indel.normalized_similarity, dtype=np.float64)
    scores: Scores = np.maximum(letters, SHORTENED * consonants)
    scores[scores < UNRELATED] = 0.0
    return scores
