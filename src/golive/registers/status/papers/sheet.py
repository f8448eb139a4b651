"""Which words stand on every paper? The same ones, cut to the room that a paper has."""

from __future__ import annotations

from dataclasses import dataclass, field

from golive.registers.status.papers.axis import Axis


@dataclass(frozen=True)
class Limits:
    """How much of the page a paper has room for; ``words`` and ``names`` cut texts at so many characters."""

    words: int = 400
    names: int = 90
    lines: int = 40
    decisions: int = 20
    risks: int = 3
    milestones: int = 20
    changes: int = 20
    notes: int = 10


@dataclass(frozen=True)
class Pill:
    """A colour with its word; each paper draws its shape."""

    tone: str
    word: str


@dataclass(frozen=True)
class Fact:
    label: str
    value: str
    note: str
    tone: str = ""


@dataclass(frozen=True)
class Row:
    name: str
    pill: Pill
    figure: str
    reasons: str
    trend: str
    arrow: str
    age: str
    beside: str

    @property
    def said(self) -> str:
        """Figure and reasons as running text, the figure once."""
        said_twice = not self.figure or self.reasons.startswith(self.figure)
        return self.reasons if said_twice else f"{self.figure}. {self.reasons}".strip()


@dataclass(frozen=True)
class Asked:
    ref: str
    title: str
    recommendation: str
    by: str
    overdue: bool
    who: str
    consequence: str


@dataclass(frozen=True)
class Danger:
    ref: str
    title: str
    owner: str
    mitigation: str
    score: str
    tone: str
    days: str


@dataclass(frozen=True)
class Step:
    """A milestone with its dates in words and their places (0..1) on the axis; None = no date."""

    name: str
    baseline: str
    p50: str
    p80: str
    moved: str
    pill: Pill
    at_baseline: float | None
    at_p50: float | None
    at_p80: float | None
    days_p50: int | None
    days_p80: int | None


@dataclass(frozen=True)
class Chance:
    day: str
    chance: str
    share: float
    tone: str
    marks: str


@dataclass(frozen=True)
class Sheet:
    name: str
    client: str
    report: str
    as_of: str
    people: tuple[str, ...]
    sentence: str
    detail: str
    overall: Pill
    facts: tuple[Fact, ...]
    windows: tuple[Chance, ...]
    axis: Axis
    dimensions: tuple[Row, ...]
    workstreams: tuple[Row, ...]
    changed: tuple[str, ...]
    decisions: tuple[Asked, ...]
    risks: tuple[Danger, ...]
    milestones: tuple[Step, ...]
    notes: tuple[str, ...]
    more: dict[str, str] = field(default_factory=dict)
    provenance: tuple[str, ...] = ()
