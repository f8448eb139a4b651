"""What stands on the card: how to build the answer, one's own story, its figures, and what is easily forgotten?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from golive.career.bank import Bank, Question
from golive.plain.story import Figure, Line, Story

MOST_WORDS = 60
MOST_FIGURES = 3


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
    """One line of each part; within 60 words together, the result and the action before the rest."""
    parts = {name: _telling(getattr(story, name)) for name in ("situation", "task", "action", "result")}
    kept: set[str] = set()
    room = MOST_WORDS
    for name in ("result", "action", "situation", "task"):
        line = parts[name]
        if line and (size := len(line.text.split())) <= room:
            kept.add(name)
            room -= size
    return [line for name, line in parts.items() if name in kept and line]


def _telling(lines: Sequence[Line]) -> Line | None:
    """The line with most figures; among equals the first."""
    return max(lines, key=lambda line: len(line.figures), default=None)
