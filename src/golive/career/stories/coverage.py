"""Of which practices, and for which kinds of question, has a person a story, from every place where they worked?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from golive.career.scoring import Score, score
from golive.career.stories.collection import collect, names_of
from golive.career.stories.mask import Mask
from golive.career.stories.own import OwnWords
from golive.foundation.implementations.access import first_roles, visible_to
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.plain.practices import PRACTICES
from golive.plain.story import CLAIM, KINDS, Figure, Story


@dataclass(frozen=True)
class Told:
    """A story with its score; ``own`` is its number among the person's own, None where the record tells it.

    ``url`` is its page where it is neither: a story that another part of the desk tells.
    """

    story: Story
    score: Score
    origin: str
    slug: str = ""
    own: int | None = None
    url: str = ""

    @property
    def title(self) -> str:
        return PRACTICES[self.story.practice]

    @property
    def claims(self) -> list[Figure]:
        return [figure for figure in self.story.figures if figure.evidence == CLAIM]

    @property
    def evidenced(self) -> list[Figure]:
        return [figure for figure in self.story.figures if figure.evidence != CLAIM]


@dataclass(frozen=True)
class Coverage:
    """Every story of a person."""

    stories: Sequence[Told]

    @cached_property
    def by_practice(self) -> dict[int, list[Told]]:
        """For each of the 25 practices its stories: the best first, between equals those with evidence."""
        found: dict[int, list[Told]] = {number: [] for number in PRACTICES}
        for told in sorted(self.stories, key=lambda each: (-each.score.total, each.own is not None)):
            found[told.story.practice].append(told)
        return found

    @property
    def gaps(self) -> list[int]:
        return [number for number, stories in self.by_practice.items() if not stories]

    @cached_property
    def by_kind(self) -> dict[str, list[Told]]:
        """For each kind of story that interviewers ask for those that serve it, the best first."""
        best = sorted(self.stories, key=lambda each: -each.score.total)
        return {kind: [told for told in best if kind in told.story.kinds] for kind in KINDS}

    @property
    def missing_kinds(self) -> list[str]:
        return [kind for kind, stories in self.by_kind.items() if not stories]


def coverage(person: Person, own: Iterable[tuple[int, OwnWords]] = (), more: Iterable[Told] = ()) -> Coverage:
    """The stories from every implementation in which this person holds a role, and their ``own``, by their number.

    ``more`` are those that other parts of the desk tell of the same person.
    """
    found = [told for held in visible_to(person) for told in recorded(held, person)]
    return Coverage([*found, *more, *(in_own_words(number, words) for number, words in own)])


def recorded(implementation: Implementation, person: Person) -> list[Told]:
    """What the record of one implementation tells."""
    held = collect(implementation, person).stories
    return [Told(kept.story, kept.score, implementation.name, implementation.slug) for kept in held]


def in_own_words(number: int, words: OwnWords) -> Told:
    story = words.story()
    return Told(story, score(story.text, practice=story.practice), "Your own words", own=number)


def mask_for(person: Person, own: Iterable[tuple[datetime, OwnWords]] = ()) -> Mask:
    """The stand-ins of this person's stories, in the order in which the names came up: a later one changes none."""
    places = first_roles(person)
    named = [(at, place.client) for at, place in places]
    named += [(at, name) for at, words in own for name in words.clients]
    people = [name for _, place in places for name in names_of(place) if name != person.name]
    return Mask.of([name for _, name in sorted(named)], people)
