"""In which order do the words of a résumé stand, on paper and in a document alike?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from golive.career.resume.resume import Job, Resume

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True)
class Block:
    """A piece of text with its part: name, label, contact, heading, job, dates, text or bullet."""

    kind: str
    text: str


def blocks(resume: Resume) -> list[Block]:
    """One column, the headings that applicant systems know, in their usual order; PDF and DOCX are made from this."""
    return [block for block in _blocks(resume) if block.text]


def plain_text(resume: Resume) -> str:
    """All of it as lines, as an applicant system should see it."""
    return "\n".join(block.text for block in blocks(resume))


def _blocks(resume: Resume) -> Iterator[Block]:
    yield Block("name", resume.name)
    yield Block("label", resume.label)
    yield Block("contact", " | ".join(resume.contact))
    if resume.summary:
        yield Block("heading", "Summary")
        yield Block("text", resume.summary)
    if resume.jobs:
        yield Block("heading", "Experience")
    for job in resume.jobs:
        yield from _job(job)
    lists = (
        ("Skills", [f"{name}: {', '.join(words)}" if words else name for name, words in resume.skills]),
        ("Certifications", resume.certificates),
        ("Education", resume.education),
        ("Languages", resume.languages),
    )
    for heading, lines in lists:
        if lines:
            yield Block("heading", heading)
            yield from (Block("text", line) for line in lines)


def _job(job: Job) -> Iterator[Block]:
    yield Block("job", f"{job.position}, {job.name}")
    yield Block("dates", " | ".join(part for part in (f"{_date(job.start)} – {_date(job.end)}", job.location) if part))
    yield Block("text", job.summary)
    yield from (Block("bullet", bullet.text) for bullet in job.bullets)


def _date(text: str) -> str:
    """A date as applicant systems read it: “Mar 2024”, “2024”, or “Present”."""
    if not text:
        return "Present"
    year, _, rest = text.partition("-")
    return f"{MONTHS[int(rest[:2]) - 1]} {year}" if rest else year
