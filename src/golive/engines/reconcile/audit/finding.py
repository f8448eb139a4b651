"""What was found in a column, how often, and what would cure it? One group, one human decision."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

PER_RULE = 15  # pairs of a value map in one expression
LONGEST_MAP = 1200  # characters of one expression


class Weight(StrEnum):
    """How much a finding presses: what breaks the load, what changes values, what to know."""

    BLOCKS = "blocks"
    REPAIR = "repair"
    DECIDE = "decide"
    KNOW = "know"


@dataclass(frozen=True)
class Rule:
    """Where ``when`` holds, the column becomes ``then``: both in the language of mapping expressions."""

    column: str
    when: str
    then: str

    def __str__(self) -> str:
        return f"when {self.when} then {self.then}"


@dataclass(frozen=True)
class Finding:
    """A group of cells with one fault: column × detector × pattern.

    ``count`` is rows, ``examples`` the most frequent values, ``rules`` the proposed cure (none where only a person
    knows), ``says`` the sentence for the person who decides.
    """

    table: str
    column: str
    detector: str
    pattern: str
    count: int
    rows: int
    examples: tuple[str, ...]
    says: str
    weight: Weight
    rules: tuple[Rule, ...] = ()
    personal: bool = False

    @property
    def id(self) -> str:
        """The same for the same column, detector and pattern, so that a decision survives the next run."""
        text = "\x1f".join((self.table, self.column, self.detector, self.pattern))
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    @property
    def share(self) -> float:
        return self.count / self.rows if self.rows else 0.0


def text_of(value: str) -> str:
    """A text as a literal of the expression language.

    >>> text_of("O'Neil")
    "'O''Neil'"
    """
    return "'" + value.replace("'", "''") + "'"


def value_map(column: str, quoted: str, pairs: Sequence[tuple[str, str]]) -> tuple[Rule, ...]:
    """Rules that replace each first value by the second, split so that no expression becomes too long."""
    return tuple(_mapped(column, quoted, part) for part in _parts(pairs))


def _mapped(column: str, quoted: str, pairs: Sequence[tuple[str, str]]) -> Rule:
    known = ", ".join(text_of(old) for old, _ in pairs)
    meanings = ", ".join(f"{text_of(old)}, {text_of(new)}" for old, new in pairs)
    squashed = f"squash({quoted})"  # whether or not white space was cured before
    return Rule(column, f"{squashed} in ({known})", f"decode({squashed}, {meanings}, {quoted})")


def _parts(pairs: Sequence[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    part: list[tuple[str, str]] = []
    for old, new in pairs:
        if not writable(old) or not writable(new):
            continue
        used = sum(2 * len(one) + len(other) + 12 for one, other in part)
        if part and (len(part) == PER_RULE or used + 2 * len(old) + len(new) > LONGEST_MAP):
            yield part
            part = []
        part.append((old, new))
    if part:
        yield part


def writable(value: str) -> bool:
    """Whether a value can stand in an expression: no control characters, not too long."""
    return len(value) <= 200 and all(ord(sign) >= 32 for sign in value)
