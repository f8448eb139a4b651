"""What has a person kept, and what does the record bear out of it?"""

from __future__ import annotations

from collections.abc import Iterable

from golive.career.learning import telling
from golive.career.portfolio.models import KeptResume, OwnStory
from golive.career.resume.resume import EVIDENCE, figures
from golive.career.stories import Coverage, Mask, Told, coverage, from_json, mask_for
from golive.foundation.people.models import Person


def own_stories(person: Person) -> list[OwnStory]:
    """The person's own stories that this key opens, in the order of writing."""
    return [story for story in OwnStory.objects.filter(person=person) if story.words]


def all_stories(person: Person) -> Coverage:
    """The stories of the record, of the person's learning, and in their own words."""
    own = [(story.pk, from_json(story.words)) for story in own_stories(person)]
    learnt = telling.told(person)
    return coverage(person, own, [learnt] if learnt else [])


def mask(person: Person) -> Mask:
    return mask_for(person, [(story.written_at, from_json(story.words)) for story in own_stories(person)])


def resume_of(person: Person) -> KeptResume | None:
    """The person's résumé, or None where there is none that this key opens."""
    kept = KeptResume.objects.filter(person=person).first()
    return kept if kept is not None and kept.form else None


def is_shut(person: Person) -> bool:
    """Whether a résumé is kept that this key does not open."""
    return KeptResume.objects.filter(person=person).exists() and resume_of(person) is None


def borne_out(stories: Iterable[Told]) -> dict[tuple[str, str], str]:
    """The address of every figure and source that the record bears out."""
    return {
        (token, f"{EVIDENCE}{figure.evidence}"): figure.url
        for told in stories
        if told.own is None
        for figure in told.evidenced
        for token in figures(figure.text)
    }
