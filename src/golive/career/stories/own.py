"""What does a person tell in words of their own, and which figures in it rest on their word alone?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from golive.plain.practices import PRACTICES
from golive.plain.story import CLAIM, KINDS, MOST_WORDS, Figure, Line, Story, numerals
from golive.plain.verdict import Kind, Refusal, require

PARTS = ("situation", "task", "action", "result")
LONGEST = 2_000  # characters of one part
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True)
class OwnWords:
    """A story as its person typed it; ``client`` are names that a masked story does not say, parted by commas."""

    practice: int
    situation: str
    task: str
    action: str
    result: str
    kinds: frozenset[str] = field(default_factory=frozenset)
    client: str = ""

    @property
    def clients(self) -> list[str]:
        return [name.strip() for name in self.client.split(",") if name.strip()]

    def story(self) -> Story:
        """The same as a story in which every numeral is marked as a claim.

        >>> OwnWords(3, "At a bank.", "I had to.", "I cut 40 requests.", "12 stayed.").story().figures[0].evidence
        'claim:user'
        """
        situation, task, action, result = (tuple(_lines(getattr(self, part))) for part in PARTS)
        return Story(self.practice, situation, task, action, result, self.kinds)


def own_words(*, practice: int, kinds: frozenset[str] = frozenset(), client: str = "", **parts: str) -> OwnWords:
    """The story of these parts. ``Refused`` names everything that is missing or too long."""
    told = {part: " ".join(parts.get(part, "").split()) for part in PARTS}
    require(list(_problems(practice, kinds, told)))
    return OwnWords(practice=practice, kinds=kinds, client=client.strip(), **told)


def _problems(practice: int, kinds: frozenset[str], told: dict[str, str]) -> Iterator[Refusal]:
    if practice not in PRACTICES:
        yield Refusal(
            "story.practice", f"There is no practice {practice}.", "Choose one of the 25.", Kind.INPUT, "practice"
        )
    for kind in sorted(kinds - set(KINDS)):
        yield Refusal("story.kind", f"There is no kind “{kind}”.", f"Choose {', '.join(KINDS)}.", Kind.INPUT, "kinds")
    for part, text in told.items():
        if not text:
            yield Refusal("story.part", f"The {part} is missing.", "Write a sentence or two.", Kind.INPUT, part)
        elif len(text) > LONGEST:
            problem = f"The {part} has {len(text):,} characters."
            yield Refusal("story.long", problem, f"At most {LONGEST:,}.", Kind.INPUT, part)
    words = sum(len(text.split()) for text in told.values())
    if words > MOST_WORDS:
        problem = f"The story has {words} words."
        yield Refusal("story.words", problem, f"At most {MOST_WORDS}: that is two minutes.", Kind.INPUT)


def _lines(text: str) -> Iterator[Line]:
    for sentence in filter(None, (part.strip() for part in SENTENCE.split(text))):
        yield Line(sentence, tuple(Figure(numeral, CLAIM) for numeral in numerals(sentence)))


def to_json(words: OwnWords) -> dict[str, object]:
    """As it is kept; `from_json` reads it again."""
    parts = {part: getattr(words, part) for part in PARTS}
    return {"practice": words.practice, "kinds": sorted(words.kinds), "client": words.client, **parts}


def from_json(held: dict[str, object]) -> OwnWords:
    parts = {part: str(held.get(part, "")) for part in PARTS}
    kinds = held.get("kinds")
    kept = frozenset(str(kind) for kind in kinds) if isinstance(kinds, list) else frozenset[str]()
    return OwnWords(int(str(held["practice"])), **parts, kinds=kept, client=str(held.get("client", "")))
