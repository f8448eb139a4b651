"""What would a reader, or an applicant system, stumble over in this résumé?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from golive.career.resume.resume import Bullet, Job, Resume

MOST_WORDS = 32
WEAK = re.compile(r"^(?:responsible|duties|helped|assisted|worked|participated|involved|tasked|in charge)\b", re.I)
PERSON = re.compile(r"\b(?:I|me|my|mine|we|our|us)\b")
UNIT = re.compile(
    r"%|[$€£]|\b(?:users?|people|sites?|offices?|countr(?:y|ies)|hours?|days?|weeks?|months?|years?|minutes?|tickets?|"
    r"records?|teams?|defects?|million|thousand|requests?|interfaces?|workstreams?|points?|employees|staff)\b",
    re.I,
)
BEFORE_AFTER = re.compile(r"\bfrom\b.+\bto\b|→|->|\b(?:against|versus|vs|below|above|under) (?:a |the )?", re.I)
SCALE = re.compile(
    r"\d[\d,.]*\+?[kKM]?\s+(?:\w+\s){0,2}(?:users|people|sites|offices|countries|employees|staff|plants)", re.I
)
GOVERNANCE = re.compile(
    r"steer|sponsor|govern|RACI|sign-?off|handover|handed over|owner|review|audit|change board", re.I
)
ADOPTION = re.compile(r"adopt|active|train|champion|power user|usage|users|resist|coach", re.I)
IRREGULAR = frozenset(
    [
        "led",
        "built",
        "ran",
        "won",
        "cut",
        "drove",
        "set",
        "held",
        "brought",
        "made",
        "took",
        "wrote",
        "taught",
        "grew",
        "kept",
        "chose",
        "got",
        "put",
        "sold",
        "saw",
        "rebuilt",
        "gave",
        "found",
        "began",
        "met",
        "sent",
        "oversaw",
        "spent",
        "read",
        "told",
    ]
)


@dataclass(frozen=True)
class Finding:
    """What is wrong where, and how to mend it; ``code`` is stable."""

    code: str
    place: str
    problem: str
    cure: str


def lint(resume: Resume) -> list[Finding]:
    """Every finding, job by job and bullet by bullet.

    >>> found = lint(Resume("Ada", jobs=(Job("Lead", "Acme", "2024", bullets=(Bullet("Responsible for testing"),)),)))
    >>> sorted({each.code for each in found if "bullet" in each.place})
    ['bullet.metric', 'bullet.verb']
    """
    return [*_whole(resume), *(each for job in resume.jobs for each in _job(job))]


def _whole(resume: Resume) -> Iterator[Finding]:
    if not any("@" in text for text in resume.contact):
        yield Finding("contact.email", "basics", "There is no e-mail address.", "Write one: applicant systems need it.")
    if not resume.jobs:
        yield Finding("work.missing", "work", "There is no job.", "Add the latest one with its bullets.")
    starts = [job.start for job in resume.jobs]
    if starts != sorted(starts, reverse=True):
        yield Finding("work.order", "work", "The jobs are not in order.", "Put the latest first.")


def _job(job: Job) -> Iterator[Finding]:
    place = f"{job.position}, {job.name}"
    texts = " ".join(bullet.text for bullet in job.bullets)
    if not job.bullets:
        yield Finding("job.empty", place, "It has no bullet.", "Write what changed because of you.")
        return
    if not GOVERNANCE.search(texts):
        yield Finding("job.governance", place, "No bullet tells of governance.", "Say who decided or owns it.")
    if not ADOPTION.search(texts):
        yield Finding("job.adoption", place, "No bullet tells of people and adoption.", "Say how many use it.")
    for number, bullet in enumerate(job.bullets, 1):
        for code, problem, cure in _bullet(bullet):
            yield Finding(code, f"{place}, bullet {number}", problem, cure)


def bullet_findings(bullet: Bullet) -> list[Finding]:
    """What is wrong with one line, whatever job it belongs to."""
    return [Finding(code, "", problem, cure) for code, problem, cure in _bullet(bullet)]


def _bullet(bullet: Bullet) -> Iterator[tuple[str, str, str]]:
    words = bullet.text.split()
    first = re.sub(r"\W", "", words[0]).lower() if words else ""
    if WEAK.match(bullet.text) or not (first.endswith("ed") or first in IRREGULAR):
        yield (
            "bullet.verb",
            f"It begins with “{words[0] if words else ''}”.",
            "Begin with what you did: led, cut.",
        )
    if PERSON.search(bullet.text):
        yield "bullet.person", "It speaks in the first person.", "Leave out I, my, we and our."
    if len(words) > MOST_WORDS:
        yield "bullet.long", f"It has {len(words)} words.", f"At most {MOST_WORDS}: keep the result, drop the rest."
    if not bullet.figures or not UNIT.search(bullet.text):
        yield "bullet.metric", "It has no figure with a unit.", "Add the measured result, or the size."
    elif not BEFORE_AFTER.search(bullet.text) and not SCALE.search(bullet.text):
        yield "bullet.baseline", "Its figure has no scale and no before.", "Say from what to what, or for how many."
    if bullet.unsourced:
        told = ", ".join(bullet.unsourced)
        yield "bullet.source", f"Nothing answers for {told}.", "Name the record in x_evidence, or mark it claim:user."
