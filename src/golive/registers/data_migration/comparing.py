"""What did the corrections between two test migrations fix, what is new, and what is still there?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

FIXED, NEW, PERSISTS = "fixed", "new", "persists"


@dataclass(frozen=True)
class Line:
    """One root cause of one object in the two test migrations; None = it was not there."""

    object: str
    column: str
    signature: str
    before: int | None
    after: int | None
    example: str = ""

    @property
    def state(self) -> str:
        if self.after is None:
            return FIXED
        return NEW if self.before is None else PERSISTS

    @property
    def most(self) -> int:
        return max(self.before or 0, self.after or 0)


def compare(
    before: Mapping[str, Iterable[Mapping[str, Any]]], after: Mapping[str, Iterable[Mapping[str, Any]]]
) -> list[Line]:
    """The root causes of the objects that both test migrations measured: the new first, the fixed last, each by size.

    Each side maps an object to its causes ({"column", "signature", "count"}). An object that only one side measured
    says nothing about what was fixed, and is left out.

    >>> before = {"MO-001": [{"column": "Name", "signature": "truncated", "count": 7}]}
    >>> [(line.state, line.signature) for line in compare(before, {"MO-001": []})]
    [('fixed', 'truncated')]
    """
    found = []
    for name in before:
        if name not in after:
            continue
        old, new = _by_key(before[name]), _by_key(after[name])
        for key in old | new:
            example = str((new.get(key) or old[key]).get("example", ""))
            found.append(Line(name, *key, _count(old.get(key)), _count(new.get(key)), example))
    order = {NEW: 0, PERSISTS: 1, FIXED: 2}
    return sorted(found, key=lambda line: (order[line.state], -line.most, line.object, line.column, line.signature))


def _by_key(causes: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], Mapping[str, Any]]:
    return {(str(each["column"]), str(each["signature"])): each for each in causes}


def _count(cause: Mapping[str, Any] | None) -> int | None:
    return None if cause is None else int(cause["count"])
