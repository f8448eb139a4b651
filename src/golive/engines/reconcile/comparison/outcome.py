"""What did a reconciliation find?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from golive.engines.reconcile.comparison.controls import ControlTotal

PASS, FAIL = "pass", "fail"
Shown = Callable[[str], str]


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
    controls: tuple[ControlTotal, ...] = ()
    seconds: float = 0.0
    seen: tuple[bool, ...] | None = None  # for each condition that was watched, whether it held in any expected row
    personal_key: tuple[bool, ...] = ()  # for each part of the key, whether it holds personal data

    def key_shown(self, key: Sequence[str], shown: Shown) -> tuple[str, ...]:
        """A key as it may be seen: of its parts those that hold personal data as ``shown`` shows a value."""
        hidden = (*self.personal_key, *[False] * len(key))
        return tuple(shown(part) if hides else part for part, hides in zip(key, hidden, strict=False))

    @property
    def exceeded(self) -> dict[str, int]:
        """The classes whose count is above what was accepted."""
        counts = {name: getattr(self.rows, name) for name in ("missing", "extra", "changed", "duplicate_key")}
        return {name: count for name, count in counts.items() if count > self.accepted.get(name, 0)}

    @property
    def verdict(self) -> str:
        return FAIL if self.exceeded else PASS

    def form(self, shown: Shown = str) -> dict[str, Any]:
        """The JSON of `golive data reconcile --json`; ``shown`` may hide what a value says."""
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
            "causes": [_cause_form(cause, shown, self.key_shown) for cause in self.causes],
            "verdict": self.verdict,
            "exceeded": self.exceeded,
            "normalised": dict(self.normalised),
            "notices": list(self.notices),
            "controls": [
                {"control": each.control, "group": each.group, "expected": each.expected, "found": each.found}
                for each in self.controls
            ],
        }


def _cause_form(
    cause: Cause, shown: Shown, key_shown: Callable[[Sequence[str], Shown], tuple[str, ...]]
) -> dict[str, Any]:
    def value(said: str | None) -> str | None:
        return None if said is None else shown(said)

    return {
        "column": cause.column,
        "signature": cause.signature,
        "count": cause.count,
        "examples": [
            {"key": list(key_shown(each.key, shown)), "expected": value(each.expected), "found": value(each.found)}
            for each in cause.examples
        ],
    }
