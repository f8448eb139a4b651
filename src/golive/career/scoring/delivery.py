"""How was it said: how fast, for how long, and with how many words that say nothing?"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Spoken English is followed best at 120 to 160 words a minute; a choice from the usual advice to speakers.
SLOWEST, FASTEST = 120, 160
LONGEST_MINUTES = 2.5  # an interviewer expects about two minutes
MANY = 4  # fillers in a hundred words
FEWEST_WORDS = 20  # below that a pace says nothing
_FILLERS = re.compile(
    r"\b(?:u+m+|u+h+m?|e+rm?|hmm+|you know|sort of|kind of|i mean|basically|actually|literally|honestly|obviously)\b"
    r"|(?<=, )like(?=,)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Delivery:
    """Words, fillers with how often each was said and, where the time is known, words per minute."""

    words: int
    fillers: dict[str, int]
    seconds: int | None = None
    per_minute: int | None = None

    @property
    def filler_count(self) -> int:
        return sum(self.fillers.values())

    @property
    def advice(self) -> list[str]:
        """What to do about it; empty where it was said well."""
        found = []
        if self.per_minute is not None and self.per_minute > FASTEST:
            found.append(f"Slower: {self.per_minute} words a minute; {SLOWEST} to {FASTEST} are followed best.")
        if self.per_minute is not None and self.per_minute < SLOWEST:
            found.append(f"Livelier: {self.per_minute} words a minute; {SLOWEST} to {FASTEST} are followed best.")
        if self.seconds is not None and self.seconds > 60 * LONGEST_MINUTES:
            found.append(f"Shorter: it took {self.seconds // 60}:{self.seconds % 60:02} minutes; aim at two.")
        if self.words >= FEWEST_WORDS and 100 * self.filler_count > MANY * self.words:
            most = max(self.fillers, key=lambda name: self.fillers[name])
            found.append(f"Pause instead of “{most}”: {self.filler_count} fillers in {self.words} words.")
        return found


def delivery(text: str, seconds: int | None = None) -> Delivery:
    """How a text was said; ``seconds`` only where it was spoken, since typing says nothing about talking.

    >>> said = delivery("Um, we basically did it, you know, in May.")
    >>> said.words, said.fillers
    (9, {'um': 1, 'basically': 1, 'you know': 1})
    """
    words = len(text.split())
    fillers: dict[str, int] = {}
    for found in _FILLERS.finditer(text):
        name = found[0].lower()
        fillers[name] = fillers.get(name, 0) + 1
    pace = round(60 * words / seconds) if seconds and words >= FEWEST_WORDS else None
    return Delivery(words, fillers, seconds, pace)
