"""Which words are likely to follow each other in an interview about implementations?"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from golive.career.bank import Bank, Question

# How often a line of the bank counts: what is asked, above what is to be answered (our own choice).
ASKED, KNOWN_BY, ANSWERED = 6, 3, 1
EVERYDAY = 5_000  # words of everyday English that may come up besides
EVERYDAY_SHARE = 0.3
DISCOUNT = 3  # how much the variety of what follows a word tells of what else may follow (Witten & Bell 1991: 1)
BEGIN, END = "<s>", "</s>"
# The trade's words that a dictionary of English lacks, in the sounds of the CMU dictionary.
SPOKEN = {
    "raci": "R EY S IY",
    "adkar": "AE D K AA R",
    "uat": "Y UW EY T IY",
    "hypercare": "HH AY P ER K EH R",
    "prosci": "P R OW S AY",
    "jira": "JH IH R AH",
    "kotter": "K AA T ER",
    "moscow": "M AA S K OW",
    "erp": "IY AA R P IY",
    "crm": "S IY AA R EH M",
    "kpis": "K EY P IY AY Z",
    "cutover": "K AH T OW V ER",
    "rollout": "R OW L AW T",
    "signoff": "S AY N AO F",
    "workaround": "W ER K ER AW N D",
    "workstream": "W ER K S T R IY M",
    "workstreams": "W ER K S T R IY M Z",
    "onboarding": "AA N B AO R D IH NG",
}
Runs = Mapping[tuple[str, ...], float]


def pronounced(dictionary: str) -> set[str]:
    """The words of a CMU dictionary, one a line with its sounds; other ways to say a word count once.

    >>> sorted(pronounced("the DH AH\\nthe(2) DH IY\\nplan P L AE N"))
    ['plan', 'the']
    """
    return {line.split(maxsplit=1)[0].partition("(")[0] for line in dictionary.splitlines() if line.strip()}


def expected(bank: Bank, everyday: Mapping[str, float]) -> str:
    """A model of words, pairs and triples in the ARPA form, from a bank and from how frequent words are otherwise.

    Parameters
    ----------
    bank : Bank
        Its questions, the ways in which they are also asked, its keywords and guides.
    everyday : mapping of str to float
        Every word that the engine can say, with its probability in everyday English (any scale).

    Notes
    -----
    Interpolated with the shorter run as Witten & Bell (1991) do, each probability in base 10.

    Examples
    --------
    >>> from golive.career.bank import built_in
    >>> expected(built_in(), {"scope": 0.1, "creep": 0.1}).splitlines()[1]
    'ngram 1=20'
    """
    runs = [Counter[tuple[str, ...]]() for _ in range(3)]
    for sentence, times in _sentences(bank, everyday):
        for size, counted in enumerate(runs, 1):
            for at in range(len(sentence) - size + 1):
                counted[sentence[at : at + size]] += times
    one = _single(runs[0], everyday)
    two, left_one = _longer(runs[1], one)
    three, left_two = _longer(runs[2], two)
    return _arpa([(one, left_one), (two, left_two), (three, {})])


def _sentences(bank: Bank, everyday: Mapping[str, float]) -> Iterator[tuple[tuple[str, ...], int]]:
    for text, times in (line for question in bank.questions for line in _weighed(question)):
        for part in re.split(r"[.?!;:]", text):
            words = re.findall(r"[a-z']+", part.lower().replace("\u2019", "'"))
            known = [word for word in words if word in everyday or word in SPOKEN]
            if known:
                yield (BEGIN, *known, END), times


def _weighed(question: Question) -> Iterator[tuple[str, int]]:
    yield from ((text, ASKED) for text in (question.question, *question.also_asked))
    yield from ((text, KNOWN_BY) for text in question.keywords)
    yield from ((text, ANSWERED) for text in question.lines())


def _single(counted: Counter[tuple[str, ...]], everyday: Mapping[str, float]) -> Runs:
    """Each word of the bank and the most frequent everyday ones; a sentence's beginning is never said."""
    often = sorted(everyday, key=lambda word: (-everyday[word], word))[:EVERYDAY]
    words = sorted({word for (word,) in counted} | set(often))
    in_bank = sum(count for (word,), count in counted.items() if word != BEGIN)
    otherwise = sum(everyday.get(word, 0.0) for word in words) or 1.0
    return {
        (word,): (1 - EVERYDAY_SHARE) * (counted[(word,)] if word != BEGIN else 0) / in_bank
        + EVERYDAY_SHARE * everyday.get(word, 0.0) / otherwise
        for word in words
    }


def _longer(counted: Counter[tuple[str, ...]], shorter: Runs) -> tuple[Runs, Runs]:
    """The probability of each run, and of each beginning what is left for words that never followed it in the bank."""
    follow: dict[tuple[str, ...], dict[str, int]] = defaultdict(dict)
    for run, count in sorted(counted.items()):
        follow[run[:-1]][run[-1]] = count
    made: dict[tuple[str, ...], float] = {}
    left: dict[tuple[str, ...], float] = {}
    for before, words in follow.items():
        total = sum(words.values())
        own = total / (total + DISCOUNT * len(words))
        without = [shorter[(*before[1:], word)] for word in words]
        here = [own * count / total + (1 - own) * less for count, less in zip(words.values(), without, strict=True)]
        made |= {(*before, word): share for word, share in zip(words, here, strict=True)}
        left[before] = max(1e-9, 1 - sum(here)) / max(1e-9, 1 - sum(without))
    return made, left


def _arpa(levels: list[tuple[Runs, Runs]]) -> str:
    lines = ["\\data\\", *(f"ngram {size}={len(runs)}" for size, (runs, _) in enumerate(levels, 1)), ""]
    for size, (runs, left) in enumerate(levels, 1):
        lines += [f"\\{size}-grams:", *_written(runs, left, last=size == len(levels)), ""]
    return "\n".join([*lines, "\\end\\", ""])


def _written(runs: Runs, left: Runs, last: bool) -> Iterable[str]:
    for run in sorted(runs):
        share = f"{math.log10(max(runs[run], 1e-9)):.4f} {' '.join(run)}"
        yield share if last else f"{share} {math.log10(left.get(run, 1.0)):.4f}"
