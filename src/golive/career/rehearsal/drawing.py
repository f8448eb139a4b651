"""Which questions come, in which order, and how is each worded this time?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from golive.career.bank import Bank, Question
from golive.career.matching import Match
from golive.plain.practices import PRACTICES

SURE = 0.3  # below this score a question of one's own is taken to be about none of the bank's


@dataclass(frozen=True)
class Asked:
    """A question as it is asked, and the practice (0: none of the 25) that it is about."""

    practice: int
    text: str


def draw(bank: Bank, practices: Sequence[int], count: int, rehearsed: Sequence[int], seed: int) -> list[Asked]:
    """``count`` questions from these practices (all, if none is named): what was rehearsed least comes first.

    A practice comes again only when every other has come; then it is worded in another way.

    >>> from golive.career.bank import built_in
    >>> [asked.practice for asked in draw(built_in(), [3, 4], 2, rehearsed=[3, 3, 4], seed=1)]
    [4, 3]
    """
    chance = Random(seed)
    pool = sorted(set(practices) or set(PRACTICES))
    chance.shuffle(pool)
    pool.sort(key=lambda number: rehearsed.count(number))
    found: list[Asked] = []
    for at in range(count):
        question = bank.of(pool[at % len(pool)])
        worded = [question.question, *question.also_asked]
        turn = rehearsed.count(question.practice) + at // len(pool)
        found.append(Asked(question.practice, worded[turn % len(worded)]))
    return found


def own(text: str, matches: Sequence[Match]) -> Asked:
    """A question of one's own, with the practice that it asks about."""
    best = matches[0] if matches else None
    return Asked(best.practice if best and best.score >= SURE else 0, text.strip())


def guide_of(bank: Bank, practice: int) -> Question | None:
    """What the bank knows of a practice; None for a question about none of the 25."""
    return bank.of(practice) if practice else None
