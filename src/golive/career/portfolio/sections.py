"""Which parts of the desk show what a person has done, and what comes next in them?"""

from __future__ import annotations

from collections.abc import Iterator

from golive.career.own.sections import DESK, Section, Step
from golive.career.portfolio import reads
from golive.career.portfolio.models import OwnStory
from golive.foundation.implementations.access import visible_to
from golive.foundation.look.words import plural
from golive.foundation.people.models import Person

STORIES, RESUME = f"/{DESK}stories/", f"/{DESK}resume/"


def _stories_standing(person: Person) -> str:
    """How many sources there are: to count what the record tells, all of it would have to be read."""
    places, own = visible_to(person).count(), OwnStory.objects.filter(person=person).count()
    told = [f"from {plural(places, 'implementation')}"] if places else []
    return ", ".join([*told, *([f"{own} in your own words"] if own else [])])


def _resume_standing(person: Person) -> str:
    kept = reads.resume_of(person)
    return f"{sum(len(job.get('highlights', [])) for job in kept.form.get('work', []))} lines" if kept else ""


def _steps(person: Person) -> Iterator[Step]:
    if reads.resume_of(person) is None:
        text = "Begin it from your account, or bring in a JSON Resume. Lines with evidence come from your record."
        yield Step(40, "You have no résumé yet.", text, RESUME, "Begin your résumé")


SECTIONS = [
    Section(
        "Stories",
        "book-open",
        STORIES,
        "What you can tell of each practice, every figure with its evidence.",
        _stories_standing,
    ),
    Section(
        "Résumé",
        "file-user",
        RESUME,
        "Lines that the record answers for, checked and tailored, as PDF and DOCX.",
        _resume_standing,
        lambda person: list(_steps(person)),
    ),
]
