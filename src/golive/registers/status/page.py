"""What does a one-page executive status say?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from golive.plain.money import Money
from golive.plain.rag import Rag
from golive.registers.status import frozen
from golive.registers.status.rules import Trend

FORMAT = "golive.status/1"


@dataclass(frozen=True)
class Cover:
    """Whose report this is, and of which day."""

    implementation: str
    client: str
    manager: str
    sponsor: str
    as_of: date
    number: int


@dataclass(frozen=True)
class Headline:
    """The answer in one sentence, what stands behind it, and its colour."""

    sentence: str
    detail: str
    tone: Rag


UNWRITTEN = Headline("", "", Rag.GREY)


@dataclass(frozen=True)
class Window:
    """A permitted go-live window and the chance (0..100) of going live on it or earlier."""

    day: date
    chance: int | None = None


@dataclass(frozen=True)
class GoLive:
    """The committed window and the forecast; ``unknown`` says why there is no forecast to rely on.

    ``chance`` is in whole percent, ``slack_days`` in working days, ``p80_moved_days`` in calendar days since the last
    report (positive = later).
    """

    committed: date | None = None
    p50: date | None = None
    p80: date | None = None
    chance: int | None = None
    slack_days: int | None = None
    p80_moved_days: int | None = None
    windows: tuple[Window, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Override:
    """Somebody answers for another colour than the computed one, until a day."""

    colour: Rag
    author: str
    reason: str
    expires: date


@dataclass(frozen=True)
class Line:
    """A dimension or a workstream: the computed colour, and what its lead reported beside it."""

    name: str
    computed: Rag
    reported: Rag | None = None
    reasons: tuple[str, ...] = ()
    figure: str = ""
    trend: Trend = Trend.NEW
    evidence_age_days: int | None = None
    override: Override | None = None

    @property
    def shown(self) -> Rag:
        return self.override.colour if self.override else self.computed


@dataclass(frozen=True)
class Decision:
    """What is asked of whom, by when, what we recommend, and what happens otherwise."""

    ref: str
    title: str
    recommendation: str
    by: date | None
    who: str
    consequence: str


@dataclass(frozen=True)
class RiskLine:
    """A top risk; ``days`` is what it adds to P80, None where no simulation says so."""

    ref: str
    title: str
    owner: str
    mitigation: str
    score: int
    days: float | None = None


@dataclass(frozen=True)
class MilestoneLine:
    """A coming milestone; ``moved_days`` is P80 against the baseline in calendar days."""

    name: str
    baseline: date | None
    p50: date | None
    p80: date | None
    moved_days: int | None
    colour: Rag


@dataclass(frozen=True)
class Budget:
    """Approved, spent, and expected at completion."""

    approved: Money
    spent: Money | None
    estimate: Money | None
    colour: Rag


@dataclass(frozen=True)
class Provenance:
    """Which run of which plan the forecast comes from."""

    iterations: int
    seed: int
    plan_version: str
    run_at: datetime


@dataclass(frozen=True)
class Anchor:
    """The head of the audit chain when the page was made."""

    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"


@dataclass(frozen=True)
class StatusPage:
    """Everything the report says; each paper is laid out from this and from nothing else."""

    cover: Cover
    go_live: GoLive
    headline: Headline = UNWRITTEN
    dimensions: tuple[Line, ...] = ()
    workstreams: tuple[Line, ...] = ()
    changed: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    risks: tuple[RiskLine, ...] = ()
    milestones: tuple[MilestoneLine, ...] = ()
    budget: Budget | None = None
    watermelon: float | None = None
    notes: tuple[str, ...] = ()
    anchor: Anchor | None = None
    provenance: Provenance | None = None
    thresholds: str = ""

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.dimensions + self.workstreams

    @property
    def hash(self) -> str:
        """SHA-256 of the content; the same page has the same hash on every machine."""
        return frozen.digest(self)

    def to_json(self) -> str:
        """The page as the JSON contract of `golive status --json` and of frozen reports."""
        return frozen.freeze(self, FORMAT)

    @classmethod
    def from_json(cls, text: str) -> StatusPage:
        """The page again; refuses a foreign format and a content that no longer matches its hash."""
        return frozen.thaw(cls, text, FORMAT)
