"""What can this person tell of each practice, over every implementation in which they took part?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from django.core.cache import cache

from golive.career.learning import reads as learning
from golive.career.learning import telling
from golive.career.portfolio import reads
from golive.career.portfolio.models import OwnStory
from golive.career.scoring import score
from golive.career.stories import Mask, collect, from_json
from golive.career.stories.collection import names_of
from golive.foundation.implementations.queries import seats_of
from golive.foundation.people.models import Person
from golive.plain.story import Figure, Line, Story

KEPT_SECONDS = 300  # in this process's memory: a card must be there while the question is being typed
PARTS = ("situation", "task", "action", "result")


def own_stories(person: Person) -> Mapping[int, Story]:
    """The best story of each practice, without the names of clients and people.

    The record's are told anew every five minutes, one's own as soon as one of them changes; between equals that of
    the record is told, for its figures have evidence.
    """
    versions = list(OwnStory.objects.filter(person=person).values_list("pk", "version"))
    recorded = _kept(f"career.stories.{person.pk}", lambda: _told(person))
    mine = _kept(f"career.own_words.{person.pk}.{versions}", lambda: _in_own_words(person)) if versions else []
    shelf = learning.versions(person)
    mine += _kept(f"career.learning.{person.pk}.{shelf}", lambda: _of_learning(person)) if shelf else []
    best: dict[int, tuple[int, Story]] = {}
    for each in [*recorded, *mine]:
        held = best.get(each["practice"])
        if held is None or each["total"] > held[0]:
            best[each["practice"]] = (each["total"], _story(each))
    return {number: story for number, (_, story) in best.items()}


def _kept(key: str, tell: Callable[[], dict[int, tuple[int, Story]]]) -> list[dict[str, Any]]:
    key = sha256(key.encode()).hexdigest()
    held: list[dict[str, Any]] | None = cache.get(key)
    if held is None:
        held = [_form(story) | {"total": total} for total, story in tell().values()]
        cache.set(key, held, KEPT_SECONDS)
    return held


def _in_own_words(person: Person) -> dict[int, tuple[int, Story]]:
    """The best in one's own words; whoever they name as a client is masked."""
    told = [from_json(row.words) for row in reads.own_stories(person)]
    mask = Mask.of([name for words in told for name in words.clients], [])
    best: dict[int, tuple[int, Story]] = {}
    for words in told:
        story = words.story()
        total = score(story.text, practice=story.practice).total
        if words.practice not in best or total > best[words.practice][0]:
            best[words.practice] = (total, _masked(story, mask))
    return best


def _of_learning(person: Person) -> dict[int, tuple[int, Story]]:
    """The story of practice 25 from the person's own shelf; the clients it names are masked."""
    told = telling.told(person)
    mask = Mask.of([seat.implementation.client for seat in seats_of(person)], [])
    return {told.story.practice: (told.score.total, _masked(told.story, mask))} if told else {}


def _told(person: Person) -> dict[int, tuple[int, Story]]:
    best: dict[int, tuple[int, Story]] = {}
    for seat in seats_of(person):
        place = seat.implementation
        mask = Mask.of([place.client], names_of(place))
        for kept in collect(place, person).stories:
            held = best.get(kept.story.practice)
            if held is None or kept.score.total > held[0]:
                best[kept.story.practice] = (kept.score.total, _masked(kept.story, mask))
    return best


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
