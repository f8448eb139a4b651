"""Of what is the question going to be, by the words heard so far?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from golive.career.matching import Match

# Chosen on the odd questions of tests/career.
MARGIN = 0.03  # so far ahead of the next practice, the first may be shown at once
STABLE = 2  # else it must be first so many times in a row
FEWEST_WORDS = 4  # before that every question sounds alike
Matching = Callable[[str], list[Match]]


@dataclass(frozen=True)
class Heard:
    """After some words: which practice's card to show (None: none yet), how sure from 0 to 1, and the next likely."""

    text: str
    practice: int | None
    sureness: float
    others: tuple[int, ...] = ()
    final: bool = False


class Listening:
    """Follows one question; give it the whole text so far with each change, and nothing is kept after it.

    >>> from golive.career.matching import match
    >>> listening = Listening(match)
    >>> listening.hear("How").practice is None
    True
    >>> listening.hear("How do you prevent scope creep?", final=True).practice
    3
    """

    def __init__(self, match: Matching) -> None:
        self._match = match
        self._last: int | None = None
        self._times = 0
        self._shown: int | None = None

    def hear(self, text: str, final: bool = False) -> Heard:
        """What to show now; a card that is shown stays until another is as clear as it was."""
        if len(text.split()) < FEWEST_WORDS and not final:
            return Heard(text, None, 0.0)
        found = self._match(text)
        first = found[0]
        self._times = self._times + 1 if first.practice == self._last else 1
        self._last = first.practice
        ahead = first.score - found[1].score if len(found) > 1 else first.score
        if final or ahead >= MARGIN or (self._times >= STABLE and first.practice):
            self._shown = first.practice or None
        others = tuple(each.practice for each in found[:4] if each.practice not in {0, self._shown})[:3]
        return Heard(text, self._shown, round(max(0.0, min(1.0, ahead / (MARGIN * 4))), 2), others, final)


def speeds(question: str, practice: int, match: Matching) -> float | None:
    """At which share of its words a typed question first shows the right card, for good; None if it never does."""
    words = question.split()
    listening, shown = Listening(match), []
    for at in range(1, len(words) + 1):
        shown.append(listening.hear(" ".join(words[:at]), final=at == len(words)).practice)
    if shown[-1] != practice:
        return None
    since = len(shown)
    while since and shown[since - 1] == practice:
        since -= 1
    return (since + 1) / len(words)


def followed(partials: Iterable[str], match: Matching) -> Iterator[Heard]:
    """The same for a stream of texts, each longer than the one before; the last of them is final."""
    listening, held = Listening(match), ""
    for text in partials:
        if text.strip() and text != held:
            held = text
            yield listening.hear(text)
    if held:
        yield listening.hear(held, final=True)
