"""Which demands of a job description do the existing bullets meet, and which stay open?"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from golive.career.bank import built_in
from golive.career.matching.words import tokens
from golive.career.resume.resume import Bullet, Job, Resume

MOST_BULLETS = 6  # for each job
MOST_TERMS = 25
# What such descriptions demand beside the frameworks, tools and measures that the question bank names.
MORE = (
    "PMP", "PRINCE2", "Prosci", "Scrum", "Agile", "SAFe", "Salesforce", "SAP", "Oracle", "Workday", "NetSuite",
    "Dynamics", "HubSpot", "ServiceNow", "Epic", "ERP", "CRM", "SaaS", "EHR", "HIPAA", "GDPR", "SOX", "API",
    "SQL", "Excel", "ETL", "Smartsheet", "Asana", "Confluence", "SharePoint", "Azure DevOps", "Power BI",
    "Tableau", "go-live", "hypercare", "UAT", "data migration", "integration", "change management",
    "stakeholder management", "training", "onboarding", "adoption", "risk management", "scope management",
    "budget", "vendor management", "requirements", "configuration", "workshop", "executive communication",
    "status reporting", "customer success", "cutover", "testing", "KPI", "ROI", "SLA", "remote",
)  # fmt: skip


@dataclass(frozen=True)
class Coverage:
    """A demanded term, how often it is demanded, and the bullets and skills that hold it; none = a gap."""

    term: str
    asked: int
    bullets: tuple[str, ...]
    skills: tuple[str, ...]

    @property
    def met(self) -> bool:
        return bool(self.bullets or self.skills)


@dataclass(frozen=True)
class Tailored:
    """The résumé with its own bullets chosen and reordered, and the table of what is met; nothing is ever added."""

    resume: Resume
    coverage: tuple[Coverage, ...]

    @property
    def gaps(self) -> list[str]:
        return [row.term for row in self.coverage if not row.met]


def tailor(resume: Resume, description: str, most_bullets: int = MOST_BULLETS) -> Tailored:
    """Choose for each job the bullets that meet most of the description, best first.

    >>> mine = Resume("Ada", jobs=(Job("Lead", "Acme", "2024", bullets=(Bullet("Baked."), Bullet("Led UAT.")))  ,))
    >>> made = tailor(mine, "You own UAT and data migration.")
    >>> [bullet.text for bullet in made.resume.bullets], made.gaps
    (['Led UAT.', 'Baked.'], ['data migration'])
    """
    asked = demanded(description)
    jobs = tuple(replace(job, bullets=_chosen(job, asked, most_bullets)) for job in resume.jobs)
    skills = [word for name, words in resume.skills for word in (name, *words)] + list(resume.certificates)
    rows = [
        Coverage(
            term,
            count,
            tuple(bullet.text for bullet in resume.bullets if _holds(bullet.text, term)),
            tuple(skill for skill in skills if _holds(skill, term)),
        )
        for term, count in asked.items()
    ]
    return Tailored(replace(resume, jobs=jobs), tuple(rows))


def demanded(description: str) -> dict[str, int]:
    """The terms of the trade in a description with how often they stand there, the most frequent first.

    >>> demanded("UAT, more UAT, and change management.")
    {'UAT': 2, 'change management': 1}
    """
    found = Counter({term: n for term in _lexicon() if (n := _times(description, term))})
    longest = {
        t: n for t, n in found.items() if not any(t != o and t.lower() in o.lower() and found[o] >= n for o in found)
    }
    order = sorted(longest, key=lambda term: (-longest[term], description.lower().find(term.lower())))
    return {term: longest[term] for term in order[:MOST_TERMS]}


@lru_cache(maxsize=1)
def _lexicon() -> tuple[str, ...]:
    bank = [term for q in built_in().questions for term in (*q.frameworks, *q.tools, *q.metrics)]
    return tuple({term.lower(): term for term in (*bank, *MORE)}.values())


def _chosen(job: Job, asked: dict[str, int], most: int) -> tuple[Bullet, ...]:
    """The best first; between equals those with evidence, then the order of the person."""

    def rank(at: int) -> tuple[float, int, int]:
        bullet = job.bullets[at]
        worth = sum(1 + min(count, 3) / 3 for term, count in asked.items() if _holds(bullet.text, term))
        return -worth, len(bullet.unsourced), at

    return tuple(job.bullets[at] for at in sorted(range(len(job.bullets)), key=rank)[:most])


def _holds(text: str, term: str) -> bool:
    return _times(text, term) > 0


def _times(text: str, term: str) -> int:
    """How often a term stands in a text, as written or with other endings."""
    written = len(
        re.findall(rf"(?<!\w){re.escape(term)}s?(?!\w)", text, 0 if term.isupper() and len(term) < 4 else re.I)
    )
    if written:
        return written
    stems, held = tokens(term), tokens(text)
    size = len(stems)
    return sum(held[at : at + size] == stems for at in range(len(held) - size + 1)) if size else 0
