"""Which parts of the desk show what a person has done, and what comes next in them?"""

from __future__ import annotations

from collections.abc import Iterator

from golive.career.own.sections import DESK, Section, Step
from golive.career.portfolio import reads
from golive.foundation.people.models import Person
from golive.plain.practices import PRACTICES

STORIES, RESUME = f"/{DESK}stories/", f"/{DESK}resume/"


def _stories_standing(person: Person) -> str:
    found = reads.all_stories(person)
    return f"{len(PRACTICES) - len(found.gaps)} of {len(PRACTICES)} practices told" if found.stories else ""


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
