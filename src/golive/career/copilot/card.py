"""What stands on the card: how to build the answer, one's own story, its figures, and what is easily forgotten?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from golive.career.bank import Bank, Question
from golive.plain.story import Figure, Line, Story

MOST_WORDS = 60
MOST_FIGURES = 3
PARTS = ("situation", "task", "action", "result")


@dataclass(frozen=True)
class Card:
    """A card to glance at; ``story`` has at most four lines, one for each part, and is empty where none is told yet."""

    practice: int
    title: str
    structure: tuple[str, ...]
    story: tuple[str, ...]
    figures: tuple[Figure, ...]
    human: str
    governance: str


def card_for(practice: int, bank: Bank, stories: Mapping[int, Story] | None = None) -> Card | None:
    """The card of a practice from the bank's guide and the person's own story of it; None for 0 (none of the 25).

    >>> from golive.career.bank import built_in
    >>> card_for(3, built_in()).title
    'Scope creep'
    """
    if not practice:
        return None
    question: Question = bank.of(practice)
    story = (stories or {}).get(practice)
    lines = _four_lines(story) if story else []
    figures = [figure for line in lines for figure in line.figures]
    return Card(
        practice,
        question.title,
        question.guide,
        tuple(line.text for line in lines),
        tuple(dict.fromkeys(figures))[:MOST_FIGURES],
        question.human,
        question.governance,
    )


def _four_lines(story: Story) -> list[Line]:
    """One line of each part, as many as fit into 60 words together without losing the figures or the result."""
    parts = [[*getattr(story, name), None] for name in PARTS]
    fitting = (chosen for chosen in product(*parts) if _words(chosen) <= MOST_WORDS)
    best = max(fitting, key=_telling, default=())
    return [line for line in best if line is not None]


def _words(lines: Sequence[Line | None]) -> int:
    return sum(len(line.text.split()) for line in lines if line is not None)


def _telling(lines: Sequence[Line | None]) -> tuple[int, bool, int, bool, int, int]:
    """How much the lines tell: two figures and the result before all, then parts, the action, more figures."""
    told = [line for line in lines if line is not None]
    figures = len({figure for line in told for figure in line.figures})
    return min(figures, 2), lines[3] is not None, len(told), lines[2] is not None, figures, _words(lines)
