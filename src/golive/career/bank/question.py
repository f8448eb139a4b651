"""What does the desk know about one interview question, and which questions speak of this?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields

from golive.plain.practices import PRACTICES

GENERAL = 0  # the practice of a question that belongs to none of the 25


@dataclass(frozen=True)
class Question:
    """One question with its guide. ``practice`` is 1 to 25, or 0 for a general one, which has a ``topic``.

    ``frameworks``, ``tools`` and ``metrics`` are what a good answer may name; ``keywords`` are the words by which the
    question is recognised when somebody asks it in their own.
    """

    practice: int
    question: str
    guide: tuple[str, ...]
    keywords: tuple[str, ...]
    topic: str = ""
    also_asked: tuple[str, ...] = ()
    tests: str = ""
    frameworks: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    human: str = ""
    governance: str = ""
    follow_ups: tuple[str, ...] = ()
    weak: str = ""
    strong: str = ""

    @property
    def title(self) -> str:
        """The name of the practice, or the topic of a general question."""
        return PRACTICES.get(self.practice, self.topic)

    def lines(self) -> Iterator[str]:
        """Everything it says, line by line."""
        for field in fields(self):
            held = getattr(self, field.name)
            if isinstance(held, tuple):
                yield from held
            elif isinstance(held, str) and held:
                yield held


@dataclass(frozen=True)
class Bank:
    """Questions in their order: those of the practices first.

    >>> bank = Bank((Question(3, "How do you prevent scope creep?", ("Sign it.",), ("scope creep",)),))
    >>> bank.of(3).title
    'Scope creep'
    >>> [found.practice for found in bank.search("creep")]
    [3]
    """

    questions: tuple[Question, ...]

    def of(self, practice: int) -> Question:
        """The first question of a practice. KeyError with the cure where the bank has none."""
        for question in self.questions:
            if question.practice == practice:
                return question
        known = ", ".join(sorted({str(q.practice) for q in self.questions}, key=int))
        raise KeyError(f"The bank has no question for practice {practice}. Choose one of {known}.")

    def search(self, words: str) -> list[Question]:
        """Questions in which every word occurs, those whose question or keywords have it first."""
        asked = re.findall(r"\w+", words.lower())
        found: list[tuple[int, int, Question]] = []
        for question in self.questions:
            everything = " ".join([question.title, *question.lines()]).lower()
            if asked and all(word in everything for word in asked):
                head = " ".join([question.title, question.question, *question.keywords]).lower()
                found.append((-sum(word in head for word in asked), len(found), question))
        return [question for *_, question in sorted(found, key=lambda row: row[:2])]

    def merged(self, other: Bank) -> Bank:
        """This bank with the questions of a team's bank: theirs replace ours of the same practice and wording."""
        theirs = {(q.practice, q.question) for q in other.questions}
        kept = [q for q in self.questions if (q.practice, q.question) not in theirs]
        return Bank(tuple(sorted([*other.questions, *kept], key=lambda q: (q.practice == GENERAL, q.practice))))
