"""Which words and pieces of words is a question made of?"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

import snowballstemmer  # type: ignore[import-untyped]

_STEMMER = snowballstemmer.stemmer("english")


def _listed(words: str) -> list[str]:
    return words.split()


# What people say while they think, and what every question has in common.
_THINKING = "um uh er hmm like yeah okay ok well so just kind sort know mean actually basically right"
FILLERS = frozenset(_listed(_THINKING))
STOPWORDS = frozenset(
    _listed(
        """
        a an the and or but of to in on at by for from with about into over as is are was were be been
        being am do does did have has had having will would can could should shall may might must i you
        he she it we they me him her us them my your his its our their this that these those there here
        what which who whom how when where why if then than not no any some one ones also too very more
        most other such own same tell describe give walk through talk explain example time let take got
        get go going say said thing things something way bit lot maybe please thanks
        """
    )
)
_CONTRACTED = re.compile(r"\b(\w+)'(?:s|re|ve|ll|d|m|t)\b")


def tokens(text: str) -> list[str]:
    """The stems of the words that carry meaning, in their order.

    >>> tokens("Um, how do you, like, handle scope-creeping stakeholders?")
    ['handl', 'scope', 'creep', 'stakehold']
    """
    return [stem(word) for word in plain_words(text) if word not in STOPWORDS and word not in FILLERS]


def plain_words(text: str) -> list[str]:
    """Lower-case words without accents and contractions."""
    plain = unicodedata.normalize("NFKD", text.lower()).replace("\u2019", "'")
    plain = _CONTRACTED.sub(r"\1", plain)
    return re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    found: str = _STEMMER.stemWord(word)
    return found


def terms(text: str) -> list[str]:
    """Stems, and pairs of neighbouring stems.

    >>> terms("scope creep")
    ['scope', 'creep', 'scope creep']
    """
    single = tokens(text)
    return single + [f"{a} {b}" for a, b in pairwise(single)]


def pieces(text: str, shortest: int = 3, longest: int = 5) -> list[str]:
    """Character runs inside of words, which forgive a typing error.

    >>> pieces("uat")
    [' ua', 'uat', 'at ', ' uat', 'uat ', ' uat ']
    """
    out = []
    for word in plain_words(text):
        if word in STOPWORDS or word in FILLERS:
            continue
        padded = f" {word} "
        for size in range(shortest, longest + 1):
            out += [padded[at : at + size] for at in range(len(padded) - size + 1)]
    return out
