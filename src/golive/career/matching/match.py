"""Which of the 25 practices does a question ask about, and how sure is that?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from golive.career.bank import GENERAL, Bank, Question, built_in
from golive.career.matching.lexical import Scores, Words, by_pieces, document
from golive.career.matching.minilm import MiniLM, installed
from golive.career.matching.sense import Sense
from golive.career.matching.words import terms

# Chosen on the sets of tests/career that may be used to tune; benchmarks/career tells those that were kept apart.
SATURATION = 8.0  # the BM25 score at which a match counts half
PIECES, MEANING = 2.0, 2.0  # weight of character pieces, and of the sentence's meaning where MiniLM is installed
FLOOR, FLOOR_OF_MEANING = 0.24, 0.29  # below this nothing in the bank is meant: by words alone, and with MiniLM
LONGEST = 4_000  # characters of a question that are read


@dataclass(frozen=True)
class Match:
    """A practice (0 = none of the 25) with its score from 0 to 1, and the question of the bank that came nearest."""

    practice: int
    score: float
    question: Question | None = None


class Matcher:
    """Matches against one bank; ``meaning`` adds the sense of the sentence to its words."""

    def __init__(self, bank: Bank, meaning: MiniLM | None = None) -> None:
        self._questions = bank.questions
        self._words = Words([document(question) for question in bank.questions])
        self._pieces = by_pieces(bank.questions)
        self._sense = None if meaning is None else Sense(bank.questions, meaning)

    def match(self, asked: str) -> list[Match]:
        """Every practice of the bank, the likeliest first; 0 stands where a general question or nothing was meant.

        >>> best = matcher(meaning=False).match("How did you keep new requests from moving the date?")[0]
        >>> best.practice
        3
        >>> matcher(meaning=False).match("Bake a cake with three eggs.")[0].practice
        0
        """
        scores = self._scores(asked[:LONGEST])
        best: dict[int, Match] = {GENERAL: Match(GENERAL, FLOOR if self._sense is None else FLOOR_OF_MEANING)}
        for question, score in zip(self._questions, scores, strict=True):
            held = best.get(question.practice)
            if held is None or score > held.score:
                best[question.practice] = Match(question.practice, round(float(score), 4), question)
        return sorted(best.values(), key=lambda each: (-each.score, each.practice))

    def _scores(self, asked: str) -> Scores:
        words = self._words.scores(terms(asked))
        scores = words / (float(words.max(initial=0.0)) + SATURATION) + PIECES * self._pieces.scores(asked)
        if self._sense is None:
            return scores / (1 + PIECES)
        found: Scores = (scores + MEANING * self._sense.scores(asked)) / (1 + PIECES + MEANING)
        return found


_ONE_BUILDS = Lock()


@lru_cache(maxsize=2)
def matcher(meaning: bool = True) -> Matcher:
    """The matcher of the built-in bank; with ``meaning`` it uses MiniLM where that is installed."""
    return Matcher(built_in(), installed() if meaning else None)


def match(asked: str) -> list[Match]:
    """Every practice, the likeliest first."""
    with _ONE_BUILDS:
        ready = matcher()
    return ready.match(asked)
