"""How does a person keep, change and forget a story or a résumé of their own? The only writers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from golive.career.own.sealed import unopened
from golive.career.portfolio.models import KeptResume, OwnStory
from golive.career.resume import editing
from golive.career.stories import OwnWords, to_json
from golive.foundation.people.models import Person
from golive.plain.verdict import Kind, Refusal, require

MOST_STORIES = 200


def tell(person: Person, words: OwnWords) -> OwnStory:
    """Keep a story in the person's own words."""
    count = OwnStory.objects.filter(person=person).count()
    full = Refusal("story.many", f"You have {count} stories.", "Remove one that you no longer tell.")
    require([full] if count >= MOST_STORIES else [])
    return OwnStory.objects.create(person=person, words=to_json(words))


def retell(story: OwnStory, words: OwnWords, *, version: int | None) -> OwnStory:
    """Other words for the same story; refused where it was changed elsewhere meanwhile."""
    mine = OwnStory.objects.filter(pk=story.pk, person=story.person, version=version or story.version)
    changed = mine.update(words=to_json(words), version=story.version + 1)
    require([] if changed else [_conflict("story")])
    return story


def forget(story: OwnStory) -> None:
    story.delete()


@transaction.atomic
def begin(person: Person, form: dict[str, Any]) -> KeptResume:
    """Keep this résumé in the place of the one that there was; never in that of one that this key does not open."""
    kept = KeptResume.objects.select_for_update().filter(person=person).first()
    require([unopened("résumé")] if kept is not None and kept.form is None else [])
    if kept is None:
        return KeptResume.objects.create(person=person, form=form)
    kept.form, kept.version, kept.changed_at = form, kept.version + 1, timezone.now()
    kept.save(update_fields=["form", "version", "changed_at"])
    return kept


@transaction.atomic
def revise(person: Person, change: Callable[[editing.Form], editing.Form], *, version: int | None = None) -> KeptResume:
    """Change a part of the résumé as it stands now; refused where it was changed elsewhere meanwhile."""
    kept = KeptResume.objects.select_for_update().get(person=person)
    require([_conflict("résumé")] if version not in (None, kept.version) else [])
    require([unopened("résumé")] if kept.form is None else [])
    kept.form, kept.version, kept.changed_at = change(kept.form), kept.version + 1, timezone.now()
    kept.save(update_fields=["form", "version", "changed_at"])
    return kept


def aim(person: Person, description: str) -> KeptResume:
    """Remember the job description that the résumé is tailored to."""
    kept = KeptResume.objects.get(person=person)
    kept.wanted = description
    kept.save(update_fields=["wanted"])
    return kept


def give_up(person: Person) -> None:
    """Forget the résumé."""
    KeptResume.objects.filter(person=person).delete()


def _conflict(what: str) -> Refusal:
    cure = "Copy what you typed, open it again and put it in."
    return Refusal("portfolio.conflict", f"The {what} was changed in another window meanwhile.", cure, Kind.CONFLICT)
