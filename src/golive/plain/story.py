"""What does a person tell of a practice, and where can every figure in it be looked up?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from string import Formatter

# The stories that an interviewer asks for sooner or later.
KINDS = (
    "large roll-out",
    "saved project",
    "conflict",
    "technical crisis",
    "delayed go-live",
    "failure and what changed",
)
MOST_WORDS = 180
CLAIM = "claim:user"  # the evidence of a figure for which only the person answers
_FORMAT = Formatter()


@dataclass(frozen=True)
class Figure:
    """A figure, a date or a quoted title as it stands in a story, with the record it was read from."""

    text: str
    evidence: str
    url: str = ""

    def __post_init__(self) -> None:
        if not self.evidence.strip():
            raise ValueError(f"The figure “{self.text}” has no evidence. Name the record it was read from.")


@dataclass(frozen=True)
class Line:
    """One sentence of a story, with the figures in it in their order."""

    text: str
    figures: tuple[Figure, ...] = ()


def said(template: str, /, **parts: Figure) -> Line:
    """A sentence whose figures come from evidence; a numeral written into the sentence itself is refused.

    Raises ValueError for a numeral in the template, KeyError for a part that was not given.

    >>> said("I decided {n} requests.", n=Figure("10", "Change control")).text
    'I decided 10 requests.'
    >>> said("I decided 10 requests.")
    Traceback (most recent call last):
    ValueError: “I decided 10 requests.” holds a figure without evidence. Give it as a part of its own.
    """
    used = []
    for written, name, _, _ in _FORMAT.parse(template):
        if re.search(r"\d", written):
            problem = f"“{written.strip()}” holds a figure without evidence."
            raise ValueError(f"{problem} Give it as a part of its own.")
        if name is not None:
            used.append(parts[name])
    return Line(template.format(**{name: part.text for name, part in parts.items()}), tuple(used))


@dataclass(frozen=True)
class Story:
    """A practice told as situation, task, action and result; every figure carries its evidence.

    ``kinds`` are those of `KINDS` that the story serves.
    """

    practice: int
    situation: tuple[Line, ...]
    task: tuple[Line, ...]
    action: tuple[Line, ...]
    result: tuple[Line, ...]
    kinds: frozenset[str] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        if unknown := sorted(self.kinds - set(KINDS)):
            raise ValueError(f"Practice {self.practice}: no such kind of story: {', '.join(unknown)}.")

    def parts(self) -> Iterator[tuple[str, tuple[Line, ...]]]:
        """The four parts with their names, in the order in which they are told."""
        yield "Situation", self.situation
        yield "Task", self.task
        yield "Action", self.action
        yield "Result", self.result

    @property
    def lines(self) -> list[Line]:
        return [line for _, lines in self.parts() for line in lines]

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def figures(self) -> list[Figure]:
        """The figures in their order, each once."""
        return list(dict.fromkeys(figure for line in self.lines for figure in line.figures))

    @property
    def words(self) -> int:
        return len(self.text.split())


def untraceable(text: str, figures: list[Figure]) -> list[str]:
    """The numerals of a text that no figure accounts for, in their order.

    >>> untraceable("10 of 12 weeks", [Figure("10", "CR-001")])
    ['12']
    """
    known = {numeral for figure in figures for numeral in numerals(figure.text)}
    return [numeral for numeral in numerals(text) if numeral not in known]


def numerals(text: str) -> list[str]:
    """The numbers in a text as they are written: digits with the signs inside of them."""
    return re.findall(r"\d+(?:[.,:/\u202f\u00a0]\d+)*", text)
