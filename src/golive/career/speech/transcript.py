"""Which words were heard, when, and how sure is the engine of each?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """A word with its seconds from the beginning; ``confidence`` from 0 to 1, None where the engine gives none."""

    text: str
    start: float
    end: float
    confidence: float | None = None


@dataclass(frozen=True)
class Segment:
    """What was said in one breath; ``words`` is empty where the engine gives no times."""

    text: str
    words: tuple[Word, ...] = ()


@dataclass(frozen=True)
class Transcript:
    """A recording as text: who turned it into text, how long it lasts, and what was said."""

    engine: str
    seconds: float
    segments: Sequence[Segment]

    @property
    def text(self) -> str:
        return " ".join(segment.text.strip() for segment in self.segments if segment.text.strip())

    @property
    def words(self) -> list[Word]:
        return [word for segment in self.segments for word in segment.words]

    @property
    def spoken_seconds(self) -> int:
        """From the first word to the end of the last, pauses included; of the whole where no times are known.

        >>> heard = Transcript("any", 9.0, [Segment("we did it", (Word("we", 2.0, 2.2), Word("it", 5.5, 6.0)))])
        >>> heard.spoken_seconds
        4
        """
        words = self.words
        return max(1, round(words[-1].end - words[0].start if words else self.seconds))
