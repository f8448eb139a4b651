"""Is the language of the bank a model that holds together: every probability one, every run backed by a shorter one?"""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from golive.career.bank import Bank, Question
from golive.career.speech.bank_language import BEGIN, expected

WORDS = ["scope", "creep", "plan", "who", "decides"]
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


def read(arpa: str) -> list[dict[tuple[str, ...], tuple[float, float]]]:
    """The levels, each run with its probability and what is left after it."""
    levels: list[dict[tuple[str, ...], tuple[float, float]]] = []
    for line in arpa.splitlines():
        if line.endswith("-grams:"):
            levels.append({})
        elif levels and line and not line.startswith("\\"):
            parts = line.split()
            size = len(levels)
            left = float(parts[size + 1]) if len(parts) > size + 1 else 0.0
            levels[-1][tuple(parts[1 : size + 1])] = (10 ** float(parts[0]), 10**left)
    return levels


@given(st.lists(sentences, min_size=1, max_size=6))
def test_after_every_beginning_something_follows_with_certainty(said: list[str]) -> None:
    bank = Bank(tuple(Question(1, text, (), ()) for text in said))
    one, two, three = read(expected(bank, dict.fromkeys(WORDS, 0.1)))

    def chance(before: tuple[str, ...], word: str) -> float:
        level = (one, two, three)[len(before)]
        if (*before, word) in level:
            return level[(*before, word)][0]
        left = (one, two)[len(before) - 1].get(before, (0.0, 1.0))[1]
        return left * chance(before[1:], word)

    words = [word for (word,) in one if word != BEGIN]
    for before in [(), *one, *two]:
        if before[-1:] != ("</s>",):
            assert math.isclose(sum(chance(before, word) for word in words), 1, abs_tol=0.01)
    assert all(run[1:] in two and run[:-1] in two for run in three)
