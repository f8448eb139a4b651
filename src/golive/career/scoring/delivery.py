"""How was it said: how fast, for how long, and with how many words that say nothing?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from golive.plain.setting import Setting

_SLOWEST = Setting(
    "delivery.slowest",
    120,
    "words a minute",
    "An answer spoken more slowly than this is called slow.",
    "rule of thumb: the usual advice to speakers, 120 to 160",
    personal=True,
)
_FASTEST = Setting(
    "delivery.fastest",
    160,
    "words a minute",
    "An answer spoken faster than this is called fast.",
    "rule of thumb: the usual advice to speakers, 120 to 160",
    personal=True,
)
_LONGEST = Setting(
    "delivery.longest_minutes",
    2.5,
    "minutes",
    "An answer that takes longer is called long.",
    "our own choice: interviewers expect about two minutes",
    personal=True,
)
_MANY = Setting(
    "delivery.fillers_percent",
    4,
    "% of words",
    "More fillers than this are pointed out.",
    "our own choice",
    personal=True,
)
SLOWEST, FASTEST, LONGEST, MANY = (float(each.default) for each in (_SLOWEST, _FASTEST, _LONGEST, _MANY))
ADVISED = _SLOWEST.provenance
FEWEST_WORDS = 20  # below that a pace says nothing
_FILLERS = re.compile(
    r"\b(?:u+m+|u+h+m?|e+rm?|hmm+|you know|sort of|kind of|i mean|basically|actually|literally|honestly|obviously)\b"
    r"|(?<=, )like(?=,)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Delivery:
    """Words, fillers with how often each was said and, where it was spoken, words and fillers per minute.

    It stands beside the score and never counts in it.
    """

    words: int
    fillers: dict[str, int]
    seconds: int | None = None
    per_minute: int | None = None

    @property
    def filler_count(self) -> int:
        return sum(self.fillers.values())

    @property
    def fillers_per_minute(self) -> float | None:
        """None where it was typed, or was too short to say."""
        return round(60 * self.filler_count / self.seconds, 1) if self.seconds and self.per_minute else None

    @property
    def advice(self) -> list[str]:
        """What to do about it; empty where it was said well."""
        found, best = [], f"{SLOWEST:.0f} to {FASTEST:.0f} are followed best"
        if self.per_minute is not None and self.per_minute > FASTEST:
            found.append(f"Slower: {self.per_minute} words a minute; {best}.")
        if self.per_minute is not None and self.per_minute < SLOWEST:
            found.append(f"Livelier: {self.per_minute} words a minute; {best}.")
        if self.seconds is not None and self.seconds > 60 * LONGEST:
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
