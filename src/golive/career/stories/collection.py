"""Which stories does the record hold of a person, how good are they, and which are missing?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from golive.career.scoring import Score, score
from golive.foundation.implementations.access import holders
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.foundation.register_kit.declaration import registry
from golive.foundation.register_kit.telling import Ground
from golive.plain.practices import PRACTICES
from golive.plain.story import KINDS, Story


@dataclass(frozen=True)
class Kept:
    """A story with the register that tells it and its score by the rubric of the mock interview."""

    story: Story
    register: str
    score: Score

    @property
    def title(self) -> str:
        return PRACTICES[self.story.practice]


@dataclass(frozen=True)
class Collection:
    """The stories of one person from one implementation, by practice."""

    implementation: Implementation
    person: Person
    stories: Sequence[Kept]

    @property
    def gaps(self) -> list[int]:
        """The practices of which nothing can be told yet."""
        told = {kept.story.practice for kept in self.stories}
        return [number for number in PRACTICES if number not in told]

    @property
    def missing_kinds(self) -> list[str]:
        """The kinds of story that an interviewer asks for and none of these serves."""
        served = {kind for kept in self.stories for kind in kept.story.kinds}
        return [kind for kind in KINDS if kind not in served]


def collect(implementation: Implementation, person: Person) -> Collection:
    """Every story that the registers can tell of this person; the best one for each practice."""
    ground, best = Ground(implementation, person), dict[int, Kept]()
    for register in registry.all():
        for telling in register.stories:
            story = telling.tell(ground)
            if story is None:
                continue
            kept = Kept(story, register.name, score(story.text, practice=story.practice))
            held = best.get(story.practice)
            if held is None or kept.score.total > held.score.total:
                best[story.practice] = kept
    return Collection(implementation, person, [best[number] for number in sorted(best)])


def names_of(implementation: Implementation) -> list[str]:
    """The names of everybody who holds a role in an implementation."""
    return list(holders(implementation).values_list("name", flat=True))
