"""What stands in a résumé, and which of its figures are evidenced, claimed, or neither?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from golive.plain.story import CLAIM

EVIDENCE = "evidence:"
# A number as a person reads it: 1,200 · 84% · $1.2M. A digit inside a word (Q3, ISO9001, B2B) is a name, not a figure,
# and a unit stands on its line.
FIGURE = re.compile(r"(?<![\w.])[$€£]?\d[\d,.]*\d?[^\S\n]?(?:%|[kKM]\b|bn\b)?|(?<![\w.])[$€£]?\d[^\S\n]?%?")


def figures(text: str) -> list[str]:
    """The figures of a text in their order.

    >>> figures("Trained 600 people in 5 weeks, 95% passed; saved $1.2M in Q3.")
    ['600', '5', '95%', '$1.2M']
    """
    return [found.group().strip().rstrip(".,") for found in FIGURE.finditer(text)]


@dataclass(frozen=True)
class Bullet:
    """One line of a job; ``sources`` names for a figure where it is from: “evidence:CR-012” or “claim:user”."""

    text: str
    sources: dict[str, str] = field(default_factory=dict)

    @property
    def figures(self) -> list[str]:
        return figures(self.text)

    @property
    def unsourced(self) -> list[str]:
        """Figures that nobody answers for."""
        return [each for each in self.figures if not self.sources.get(each, "").strip()]

    @property
    def claims(self) -> list[str]:
        """Figures that rest on the person's word."""
        return [each for each in self.figures if self.sources.get(each) == CLAIM]


@dataclass(frozen=True)
class Job:
    """A position with its bullets; dates as YYYY, YYYY-MM or YYYY-MM-DD, ``end`` empty while it lasts."""

    position: str
    name: str
    start: str
    end: str = ""
    location: str = ""
    summary: str = ""
    bullets: tuple[Bullet, ...] = ()


@dataclass(frozen=True)
class Resume:
    """A résumé in the order in which it is printed; ``raw`` is the JSON Resume it was read from, kept whole."""

    name: str
    label: str = ""
    contact: tuple[str, ...] = ()
    summary: str = ""
    jobs: tuple[Job, ...] = ()
    skills: tuple[tuple[str, tuple[str, ...]], ...] = ()
    certificates: tuple[str, ...] = ()
    education: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    raw: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def bullets(self) -> list[Bullet]:
        return [bullet for job in self.jobs for bullet in job.bullets]
