"""What can this person tell of each practice, over every implementation in which they took part?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.core.cache import cache

from golive.career.stories import Mask, collect
from golive.career.stories.collection import names_of
from golive.foundation.implementations.queries import seats_of
from golive.foundation.people.models import Person
from golive.plain.story import Figure, Line, Story

KEPT_SECONDS = 300  # in this process's memory: a card must be there while the question is being typed
PARTS = ("situation", "task", "action", "result")


def own_stories(person: Person) -> Mapping[int, Story]:
    """The best story of each practice, without the names of clients and people; told anew every five minutes."""
    key = f"career.stories.{person.pk}"
    held = cache.get(key)
    if held is None:
        held = [_form(story) for story in _told(person).values()]
        cache.set(key, held, KEPT_SECONDS)
    stories = [_story(each) for each in held]
    return {story.practice: story for story in stories}


def _told(person: Person) -> dict[int, Story]:
    best: dict[int, tuple[int, Story]] = {}
    for seat in seats_of(person):
        place = seat.implementation
        mask = Mask.of([place.client], names_of(place))
        for kept in collect(place, person).stories:
            held = best.get(kept.story.practice)
            if held is None or kept.score.total > held[0]:
                best[kept.story.practice] = (kept.score.total, _masked(kept.story, mask))
    return {number: story for number, (_, story) in best.items()}


def _masked(story: Story, mask: Mask) -> Story:
    """Other houses' names stay here, also where the story is read out; the evidence still leads to the record."""
    parts = {
        name: tuple(
            Line(mask.hide(line.text), tuple(Figure(mask.hide(f.text), f.evidence, f.url) for f in line.figures))
            for line in getattr(story, name)
        )
        for name in PARTS
    }
    return Story(story.practice, **parts, kinds=story.kinds)


def _form(story: Story) -> dict[str, Any]:
    return {
        "practice": story.practice,
        "kinds": sorted(story.kinds),
        **{name: [asdict(line) for line in getattr(story, name)] for name in PARTS},
    }


def _story(held: dict[str, Any]) -> Story:
    parts = {
        name: tuple(Line(line["text"], tuple(Figure(**each) for each in line["figures"])) for line in held[name])
        for name in PARTS
    }
    return Story(held["practice"], **parts, kinds=frozenset(held["kinds"]))
