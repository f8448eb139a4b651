"""Which words is a list searched for, and what of a search is too much?"""

from __future__ import annotations

from golive.plain.verdict import Kind, Refusal

MOST_WORDS = 20
LONGEST_WORD = 100  # characters


def words_of(text: str, most: int = MOST_WORDS) -> list[str]:
    """The first words of a search, each no longer than a database compares.

    Neither database takes a condition of a thousand parts, and PostgreSQL no character of value 0.

    >>> words_of("user  acceptance\\x00test", most=2)
    ['user', 'acceptance']
    """
    return [word[:LONGEST_WORD] for word in text.replace("\x00", " ").split()[:most]]


def fits(text: str) -> list[Refusal]:
    """Whether all of a search is searched for."""
    words, refusals = text.split(), []
    if len(words) > MOST_WORDS:
        problem = f"The search has {len(words):,} words; at most {MOST_WORDS} are searched for at once."
        refusals.append(Refusal("search.words", problem, "Leave some out.", Kind.INPUT, "q"))
    longest = max(map(len, words), default=0)
    if longest > LONGEST_WORD:
        problem = f"A word of the search has {longest:,} characters; at most {LONGEST_WORD} are compared."
        refusals.append(Refusal("search.long", problem, "Search for a part of it.", Kind.INPUT, "q"))
    return refusals
