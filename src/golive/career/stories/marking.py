"""Where in a sentence does each figure stand, so that its evidence can stand beside it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from golive.plain.story import CLAIM, Figure, Line, Story


@dataclass(frozen=True)
class Piece:
    """A stretch of a sentence; with a ``figure`` where it is one."""

    text: str
    figure: Figure | None = None

    @property
    def claimed(self) -> bool:
        return self.figure is not None and self.figure.evidence == CLAIM


def pieces(line: Line) -> list[Piece]:
    """The sentence in its stretches; put together they are the sentence again.

    >>> [piece.text for piece in pieces(Line("I cut 3 of 4.", (Figure("3", "log"), Figure("4", "log"))))]
    ['I cut ', '3', ' of ', '4', '.']
    """
    found, at = [], 0
    for figure in line.figures:
        start = line.text.find(figure.text, at)
        if start < 0 or not figure.text:
            continue
        if start > at:
            found.append(Piece(line.text[at:start]))
        at = start + len(figure.text)
        found.append(Piece(line.text[start:at], figure))
    return [*found, Piece(line.text[at:])] if at < len(line.text) else found


def hidden(story: Story, hide: Callable[[str], str]) -> Story:
    """The same story without names; a figure whose evidence or address tells a name leads nowhere."""

    def line(held: Line) -> Line:
        return Line(hide(held.text), tuple(_figure(figure, hide) for figure in held.figures))

    situation, task, action, result = (tuple(map(line, lines)) for _, lines in story.parts())
    return Story(story.practice, situation, task, action, result, story.kinds)


def _figure(figure: Figure, hide: Callable[[str], str]) -> Figure:
    return Figure(hide(figure.text), hide(figure.evidence), "" if hide(figure.url) != figure.url else figure.url)
