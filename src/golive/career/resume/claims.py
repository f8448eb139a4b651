"""Which figures of a résumé rest on the person's word alone, and where do they stand?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from golive.career.resume.resume import Resume, figures


@dataclass(frozen=True)
class Claimed:
    """Figures of one text for which only the person answers."""

    place: str
    text: str
    figures: tuple[str, ...]


def claims(resume: Resume) -> list[Claimed]:
    """The appendix for the person: every text with such figures. It is never printed on the résumé.

    Years of jobs, certificates and education are dates, as typed, and no figures.

    >>> claims(Resume("Ada", summary="Ten years, 12 roll-outs."))[0].figures
    ('12',)
    """
    return [claimed for claimed in _all(resume) if claimed.figures]


def _all(resume: Resume) -> Iterator[Claimed]:
    yield Claimed("Headline", resume.label, tuple(figures(resume.label)))
    yield Claimed("Summary", resume.summary, tuple(figures(resume.summary)))
    for job in resume.jobs:
        place = f"{job.position}, {job.name}"
        yield Claimed(place, job.summary, tuple(figures(job.summary)))
        for bullet in job.bullets:
            unborne = [f for f in bullet.figures if f in bullet.claims or f in bullet.unsourced]
            yield Claimed(place, bullet.text, tuple(unborne))
    for heading, texts in (
        ("Skills", [word for name, words in resume.skills for word in (name, *words)]),
        ("Languages", resume.languages),
    ):
        yield from (Claimed(heading, text, tuple(figures(text))) for text in texts)
