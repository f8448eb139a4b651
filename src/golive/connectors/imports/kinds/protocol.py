"""What must the reader of one kind of file be able to do? Know it, read it, compare it, apply it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.plain.interchange import RowProblem
from golive.plain.seat import Role
from golive.plain.verdict import Refused


@dataclass(frozen=True)
class Read:
    """What stands in the file, before anything here is looked at. ``content`` is what compare and apply take."""

    content: Any
    notices: Sequence[str] = ()
    problems: Sequence[RowProblem] = ()
    reconciliation: str = ""
    mapping: dict[str, Any] | None = None
    profile: Mapping[str, Any] = field(default_factory=dict)
    rejected: int = 0


class NeedsMapping(Refused):
    """The file cannot be read as it is, but a person can say what its columns are."""

    def __init__(self, refused: Refused, mapping: dict[str, Any]) -> None:
        super().__init__(refused.refusals)
        self.mapping = mapping


@dataclass(frozen=True)
class Row:
    """What one row would do. A cell is text, or (before, after) where it changes."""

    line: int
    change: str
    cells: Sequence[Any]
    sheet: str = ""
    reasons: Sequence[str] = ()


@dataclass(frozen=True)
class Comparison:
    """What accepting would change now; ``rows`` leaves out what stays the same, ``figures`` are (label, was, is)."""

    columns: Sequence[str]
    rows: Sequence[Row]
    same: int
    figures: Sequence[tuple[str, str | None, str]] = ()
    notices: Sequence[str] = ()

    @property
    def digest(self) -> str:
        """The same for the same changes: what a person saw is what is applied."""
        shown = [[row.line, row.sheet, row.change, row.cells] for row in self.rows]
        text = json.dumps([shown, self.same, self.figures], sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Applied:
    """What was written, in words, and where to look at it."""

    told: str
    url: str
    label: str


class FileKind(Protocol):
    """One kind of file that can be imported."""

    name: str
    title: str
    what: str
    icon: str
    brings: str
    accepts: str
    roles: frozenset[Role]

    def is_it(self, path: str, name: str) -> bool: ...

    def read(self, path: str, name: str, mapping: dict[str, Any] | None, remembered: Mapping[str, Any]) -> Read: ...

    def compare(self, implementation: Implementation, content: Any) -> Comparison: ...

    def apply(self, implementation: Implementation, content: Any, *, by: Person, source: str, url: str) -> Applied: ...
