"""How does each line of a résumé look: which figures are borne out, which claimed, and what is wrong with it?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from golive.career.resume import Bullet, Finding, Resume, from_json, lint
from golive.career.resume.editing import LINKS, Form
from golive.career.resume.resume import EVIDENCE, FIGURE
from golive.career.stories import Told
from golive.career.stories.bullets import Stale, stale
from golive.plain.story import CLAIM


@dataclass(frozen=True)
class Mark:
    """A stretch of a line; ``state`` is evidence, claim, stale or open where it is a figure, else empty."""

    text: str
    state: str = ""
    source: str = ""
    url: str = ""


@dataclass(frozen=True)
class ShownLine:
    """A line with its marks, the figures that the record tells otherwise now, and the linter's findings."""

    number: int
    bullet: Bullet
    marks: list[Mark]
    stale: list[Stale]
    findings: list[Finding]


@dataclass(frozen=True)
class ShownJob:
    """A job with its lines; ``findings`` are those of the job as a whole."""

    at: int
    title: str
    dates: str
    lines: list[ShownLine]
    findings: list[Finding] = field(default_factory=list)


def marks(bullet: Bullet, links: dict[str, str], old: Iterable[Stale] = ()) -> list[Mark]:
    """The line in its stretches; put together they are the line again."""
    outdated, found, at = {each.token for each in old}, list[Mark](), 0
    for match in FIGURE.finditer(bullet.text):
        token = match.group().strip().rstrip(".,")
        start = match.start() + match.group().find(token)
        found += [Mark(bullet.text[at:start])] if start > at else []
        at = start + len(token)
        source = bullet.sources.get(token, "")
        state = "claim" if source == CLAIM else "evidence" if source.startswith(EVIDENCE) else "open"
        told = source.removeprefix(EVIDENCE) if state == "evidence" else ""
        found.append(Mark(token, "stale" if token in outdated else state, told, links.get(token, "")))
    return [*found, Mark(bullet.text[at:])] if at < len(bullet.text) else found


def shown_jobs(form: Form, told: list[Told]) -> list[ShownJob]:
    """Every job with its lines, beside what the linter and the record say of them."""
    resume = from_json(form)
    findings = lint(resume)
    return [_job(at, form, resume, findings, told) for at in range(len(resume.jobs))]


def whole_findings(form: Form) -> list[Finding]:
    """What the linter says of no job in particular."""
    resume = from_json(form)
    jobs = tuple(f"{job.position}, {job.name}" for job in resume.jobs)
    return [each for each in lint(resume) if not jobs or not each.place.startswith(jobs)]


def _job(at: int, form: Form, resume: Resume, findings: list[Finding], told: list[Told]) -> ShownJob:
    job, place = resume.jobs[at], f"{resume.jobs[at].position}, {resume.jobs[at].name}"
    links = form["work"][at].get(LINKS, [])
    lines = []
    for number, bullet in enumerate(job.bullets):
        old = stale(bullet, told)
        led = links[number] if number < len(links) and links[number] else {}
        wrong = [each for each in findings if each.place == f"{place}, bullet {number + 1}"]
        lines.append(ShownLine(number, bullet, marks(bullet, led, old), old, wrong))
    dates = f"{job.start} – {job.end or 'today'}"
    return ShownJob(at, place, dates, lines, [each for each in findings if each.place == place])
