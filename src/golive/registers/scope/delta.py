"""What would this change do to the signed scope, and can it be applied at all? Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from golive.plain.verdict import Kind, Refusal

IN, OUT, ASSUMPTION = "in", "out", "assumption"
KINDS = (IN, OUT, ASSUMPTION)
SIGNED_FIELDS = ("title", "kind", "acceptance", "area")
PARTS = ("add", "remove", "change")

Line = Mapping[str, str]  # one line of the scope as it is signed: ref and the signed fields
Delta = Mapping[str, Sequence[Any]]


@dataclass(frozen=True)
class Difference:
    """One line that differs: ``before`` is None where it is new, ``after`` is None where it is gone."""

    ref: str
    title: str
    before: Line | None
    after: Line | None

    @property
    def word(self) -> str:
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"

    @property
    def fields(self) -> list[tuple[str, str, str]]:
        """Each changed field as (field, before, after)."""
        before, after = self.before or {}, self.after or {}
        pairs = [(name, before.get(name, ""), after.get(name, "")) for name in SIGNED_FIELDS]
        return [(name, old, new) for name, old, new in pairs if old != new]


def differences(before: Sequence[Line], after: Sequence[Line]) -> list[Difference]:
    """The lines in which two texts of the scope differ, by reference.

    >>> old = [{"ref": "SC-001", "title": "Quotes", "kind": "in", "acceptance": "a", "area": ""}]
    >>> [(d.ref, d.word) for d in differences(old, [])]
    [('SC-001', 'removed')]
    """
    was, now = {line["ref"]: line for line in before}, {line["ref"]: line for line in after}
    found = []
    for ref in sorted(was.keys() | now.keys()):
        old, new = was.get(ref), now.get(ref)
        if old is None or new is None or any(old.get(f, "") != new.get(f, "") for f in SIGNED_FIELDS):
            found.append(Difference(ref, (new or old or {}).get("title", ""), old, new))
    return found


def can_apply(delta: Delta, lines: Sequence[Line]) -> list[Refusal]:
    """Every reason against applying a delta to these lines; an empty list where it can be applied."""
    known = {line["ref"]: line for line in lines}
    refusals = [
        _wrong("scope.delta_part", f"The scope change has a part “{part}”.", f"Its parts are {', '.join(PARTS)}.")
        for part in delta
        if part not in PARTS
    ]
    added, removed, changed = (list(delta.get(part, ())) for part in PARTS)
    if not refusals and not (added or removed or changed):
        refusals.append(
            _wrong("scope.delta_empty", "The scope change changes nothing.", "Name what it adds or removes.")
        )
    refusals += [_unknown(ref) for ref in removed if ref not in known]
    for number, line in enumerate(added, start=1):
        refusals += _line(f"Added line {number}", line)
    for line in changed:
        ref = str(line.get("ref", ""))
        if ref not in known:
            refusals.append(_unknown(ref))
        elif ref in removed:
            refusals.append(_wrong("scope.delta_twice", f"{ref} is both changed and removed.", "Choose one."))
        else:
            refusals += _line(ref, {**known[ref], **line})
    return refusals


def _line(name: str, line: Mapping[str, Any]) -> list[Refusal]:
    refusals = []
    if unknown := sorted(set(line) - {"ref", *SIGNED_FIELDS}):
        problem, cure = f"{name} sets {', '.join(unknown)}.", f"A line holds {', '.join(SIGNED_FIELDS)}."
        refusals.append(_wrong("scope.delta_field", problem, cure))
    if not str(line.get("title", "")).strip():
        refusals.append(_wrong("scope.title", f"{name} has no title.", "Say in one line what it is."))
    kind = line.get("kind", IN)
    if kind not in KINDS:
        refusals.append(_wrong("scope.kind", f"{name} is of the kind “{kind}”.", "It is in, out or assumption."))
    if kind == IN and not str(line.get("acceptance", "")).strip():
        refusals.append(_wrong("scope.acceptance", f"{name} has no acceptance.", "Say how the client will accept it."))
    return refusals


def _unknown(ref: object) -> Refusal:
    return _wrong(
        "scope.delta_ref", f"{ref or 'A line without a number'} is not in the scope.", "Use its number, SC-…."
    )


def _wrong(code: str, problem: str, cure: str) -> Refusal:
    return Refusal(code, problem, cure, Kind.INPUT, "scope_delta")
