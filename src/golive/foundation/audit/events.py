"""What can happen here, and in which words is it told?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import Formatter

_NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_DECLARED: dict[str, Event] = {}
RESERVED = frozenset({"at", "because"})


@dataclass(frozen=True)
class Event:
    """A past event ("change.decided") and the sentence that tells it, with {by}, {on} and its data as fields."""

    name: str
    sentence: str

    @property
    def named(self) -> frozenset[str]:
        """Every field of the sentence."""
        return frozenset(field for _, field, _, _ in Formatter().parse(self.sentence) if field is not None)

    @property
    def fields(self) -> frozenset[str]:
        """The data that the sentence needs, beyond {by} and {on}."""
        return self.named - {"by", "on"}


def verb(name: str, sentence: str) -> Event:
    """Declare an event once, beside the action that records it.

    >>> verb("example.moved", "{by} moved {on} to {to}").fields
    frozenset({'to'})
    """
    new = Event(name, sentence)
    if not _NAME.fullmatch(name):
        raise ValueError(f"“{name}” is no name of an event. Write it as noun.past: change.decided.")
    if "{by}" not in sentence:
        raise ValueError(f"The sentence of {name} does not say who did it. Put {{by}} into it.")
    wrong = [field for field in new.fields if not field.isidentifier() or field in RESERVED]
    if wrong:
        raise ValueError(f"The sentence of {name} cannot use {', '.join(sorted(wrong))} as a field.")
    if _DECLARED.setdefault(name, new) != new:
        raise ValueError(f"{name} is declared twice, with different sentences: “{_DECLARED[name].sentence}” is there.")
    return new


def declared() -> dict[str, Event]:
    """Every event that the loaded actions have declared, by name."""
    return dict(sorted(_DECLARED.items()))


def lookup(name: str) -> Event:
    if name not in _DECLARED:
        raise ValueError(f'{name} is not declared. Say how it is told: audit.verb({name!r}, "{{by}} … {{on}}").')
    return _DECLARED[name]
