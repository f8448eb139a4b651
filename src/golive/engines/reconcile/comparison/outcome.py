"""What did a reconciliation find?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

PASS, FAIL = "pass", "fail"


@dataclass(frozen=True)
class Rows:
    """Rows by class; each row of either side is in exactly one.

    ``matched`` and ``changed`` are pairs (the first without any difference), ``missing`` rows were expected and did
    not arrive, ``extra`` ones arrived unexpected. ``duplicate_key`` counts the keys that stand more than once on a
    side (or are null): their rows, ``duplicate_source`` and ``duplicate_target``, are never joined.
    """

    source: int
    target: int
    matched: int
    missing: int
    extra: int
    changed: int
    duplicate_key: int = 0
    duplicate_source: int = 0
    duplicate_target: int = 0


@dataclass(frozen=True)
class Difference:
    """One value that differs, or a whole row (``column`` empty) that is missing, extra or stands on a key twice."""

    kind: str
    key: tuple[str, ...]
    column: str = ""
    expected: str | None = None
    found: str | None = None
    signature: str = ""

    @property
    def id(self) -> str:
        """The same difference in two runs has the same id: key, column and signature."""
        parts = "\x1f".join((self.kind, *self.key, self.column, self.signature))
        return hashlib.sha256(parts.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Cause:
    """Differences with one root cause: a column, what is wrong with its values, how often, and where to look."""

    column: str
    signature: str
    count: int
    examples: tuple[Difference, ...] = ()

    @property
    def sentence(self) -> str:
        one = self.examples[0] if self.examples else None
        shown = f", such as {one.expected!r} → {one.found!r} at {', '.join(one.key)}" if one else ""
        return f"{self.column}: {self.signature}, {self.count} values{shown}"


@dataclass(frozen=True)
class Outcome:
    """Everything about one comparison: rows by class, mismatches by column, causes, and the verdict.

    ``accepted`` are the counts that were declared as acceptable before the run; ``normalised`` says for each column
    what was set aside in comparing.
    """

    rows: Rows
    columns: Mapping[str, int]
    causes: tuple[Cause, ...]
    key: tuple[str, ...] = ()
    accepted: Mapping[str, int] = field(default_factory=dict)
    normalised: Mapping[str, list[str]] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def exceeded(self) -> dict[str, int]:
        """The classes whose count is above what was accepted."""
        counts = {name: getattr(self.rows, name) for name in ("missing", "extra", "changed", "duplicate_key")}
        return {name: count for name, count in counts.items() if count > self.accepted.get(name, 0)}

    @property
    def verdict(self) -> str:
        return FAIL if self.exceeded else PASS

    def form(self) -> dict[str, Any]:
        """The JSON of `golive data reconcile --json`."""
        rows = self.rows
        return {
            "rows": {
                "source": rows.source,
                "target": rows.target,
                "matched": rows.matched,
                "missing": rows.missing,
                "extra": rows.extra,
                "changed": rows.changed,
                "duplicate_key": rows.duplicate_key,
            },
            "columns": dict(self.columns),
            "causes": [_cause_form(cause) for cause in self.causes],
            "verdict": self.verdict,
            "exceeded": self.exceeded,
            "normalised": dict(self.normalised),
            "notices": list(self.notices),
        }


def _cause_form(cause: Cause) -> dict[str, Any]:
    examples: Iterable[Difference] = cause.examples
    return {
        "column": cause.column,
        "signature": cause.signature,
        "count": cause.count,
        "examples": [{"key": list(e.key), "expected": e.expected, "found": e.found} for e in examples],
    }
