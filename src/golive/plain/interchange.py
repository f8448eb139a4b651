"""What did the file of another tool say? The hub that every importer speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class SourceFile:
    """The file as evidence: its name, its size in bytes and the SHA-256 of its content."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class RowProblem:
    """What is wrong with one row: where, the value found, why, and the cure.

    ``rejects`` is True where the row was left out; False where the row was taken without this one value.
    """

    line: int
    column: str
    value: str
    reason: str
    cure: str
    sheet: str = ""
    rejects: bool = True

    def __str__(self) -> str:
        where = f"{self.sheet}, line {self.line}" if self.sheet else f"Line {self.line}"
        shown = f' "{self.value}"' if self.value else ""
        return f"{where}, {self.column}{shown}: {self.reason} {self.cure}".rstrip()


@dataclass(frozen=True)
class Parsed(Generic[Item]):
    """All that one file brought: items, every problem, what was assumed, and a count that adds up.

    ``rows`` counts the rows below the headers. ``profile`` is what to remember for the next file of this shape.
    """

    items: tuple[Item, ...]
    problems: tuple[RowProblem, ...]
    notices: tuple[str, ...]
    source: SourceFile
    rows: int
    rejected: int
    skipped: int
    profile: Mapping[str, Any] = field(default_factory=dict)

    @property
    def accepted(self) -> int:
        return len(self.items)

    @property
    def reconciles(self) -> bool:
        return self.rows == self.accepted + self.rejected + self.skipped

    @property
    def reconciliation(self) -> str:
        """The line that is always shown.

        >>> Parsed(("a",), (), (), SourceFile("x.csv", 1, ""), rows=3, rejected=1, skipped=1).reconciliation
        '3 rows in the file = 1 accepted + 1 rejected + 1 skipped'
        """
        parts = f"{self.accepted:,} accepted + {self.rejected:,} rejected + {self.skipped:,} skipped"
        return f"{self.rows:,} {'row' if self.rows == 1 else 'rows'} in the file = {parts}"


@dataclass(frozen=True)
class PersonGiven:
    """A person as the file names them; who that is here is decided later, never guessed."""

    name: str = ""
    account: str = ""
    email: str = ""

    def __str__(self) -> str:
        return self.name or self.email or self.account


def person_given(text: str, account: str = "") -> PersonGiven | None:
    """Read a name as tools write it; an empty cell is nobody.

    >>> person_given("Ines Ortega <ines@acme.test>")
    PersonGiven(name='Ines Ortega', account='', email='ines@acme.test')
    >>> person_given("ines@acme.test").email
    'ines@acme.test'
    """
    text = text.strip()
    if not text and not account:
        return None
    if text.endswith(">") and "<" in text:
        name, _, mail = text[:-1].rpartition("<")
        return PersonGiven(name.strip(), account, mail.strip())
    if "@" in text and " " not in text:
        return PersonGiven("", account, text)
    return PersonGiven(text, account)


class RaidKind(StrEnum):
    RISK = "risk"
    ASSUMPTION = "assumption"
    ISSUE = "issue"
    DEPENDENCY = "dependency"
    ACTION = "action"
    DECISION = "decision"


class RaidStatus(StrEnum):
    """The states that sheets agree on; the word the sheet used is kept beside it."""

    IDENTIFIED = "identified"
    ASSESSED = "assessed"
    PLANNED = "response planned"
    MONITORING = "monitoring"
    OPEN = "open"
    IN_PROGRESS = "in progress"
    OCCURRED = "occurred"
    CLOSED = "closed"


class Response(StrEnum):
    AVOID = "avoid"
    REDUCE = "reduce"
    TRANSFER = "transfer"
    ACCEPT = "accept"


@dataclass(frozen=True)
class RaidItem:
    """One line of a RAID log. Likelihood and impact are 1-5; None means that the sheet did not say.

    ``id`` is the sheet's own, or one derived from kind and title where it has none (``id_derived``).
    """

    id: str
    kind: RaidKind
    title: str
    line: int
    sheet: str = ""
    id_derived: bool = False
    description: str = ""
    because: str = ""
    may: str = ""
    which: str = ""
    likelihood: int | None = None
    impact: int | None = None
    score_given: int | None = None
    residual_likelihood: int | None = None
    residual_impact: int | None = None
    residual_score_given: int | None = None
    owner: PersonGiven | None = None
    giver: PersonGiven | None = None
    response: Response | None = None
    plan: str = ""
    contingency: str = ""
    trigger: str = ""
    due: date | None = None
    need_by: date | None = None
    validate_by: date | None = None
    created: date | None = None
    closed: date | None = None
    status: RaidStatus | None = None
    status_given: str = ""
    priority: str = ""
    category: str = ""
    workstream: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def identity(self) -> tuple[str, str]:
        """The key of idempotency: the same pair in a later file is the same record."""
        return ("raid_sheet", f"{self.kind}:{self.id}")

    @property
    def score(self) -> int | None:
        """Likelihood x impact, 1-25; the score the sheet states only where one of the two is missing."""
        if self.likelihood is None or self.impact is None:
            return self.score_given
        return self.likelihood * self.impact


@dataclass(frozen=True)
class Link:
    """A link between two backlog items: ``kind`` as the tool names it (Blocks), seen from this item.

    ``outward`` is True where this item does it (blocks), False where it is done to it (is blocked by).
    """

    kind: str
    key: str
    outward: bool


@dataclass(frozen=True)
class Comment:
    text: str
    written: datetime | None = None
    author: str = ""


@dataclass(frozen=True)
class Attachment:
    """A file that the tool holds: only its name and address, it is never fetched on import."""

    name: str
    url: str = ""
    added: datetime | None = None


@dataclass(frozen=True)
class BacklogItem:
    """One issue or work item of a tracker. Estimates are seconds of work; times are as the file gives them, no zone."""

    key: str
    summary: str
    line: int
    system: str = "jira"
    id: str = ""
    type: str = ""
    status: str = ""
    category: str = ""
    resolution: str = ""
    priority: str = ""
    project: str = ""
    assignee: PersonGiven | None = None
    reporter: PersonGiven | None = None
    creator: PersonGiven | None = None
    created: datetime | None = None
    updated: datetime | None = None
    resolved: datetime | None = None
    due: date | None = None
    start: date | None = None
    parent: str = ""
    epic: str = ""
    description: str = ""
    environment: str = ""
    sprints: tuple[str, ...] = ()
    story_points: float | None = None
    estimate_seconds: int | None = None
    remaining_seconds: int | None = None
    spent_seconds: int | None = None
    labels: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    comments: tuple[Comment, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    extra: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def identity(self) -> tuple[str, str]:
        """The key of idempotency: the numeric id survives a move to another project, the key does not."""
        return (self.system, self.id or self.key)


def told_once(notices: Sequence[str]) -> tuple[str, ...]:
    """The notices in their order, each said once.

    >>> told_once(["a", "b", "a"])
    ('a', 'b')
    """
    return tuple(dict.fromkeys(notices))
