"""What does a register need to tell a person's story of a practice?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from golive.foundation import audit
from golive.foundation.implementations.access import seat_of
from golive.foundation.implementations.models import Implementation
from golive.foundation.look.words import full, number, plural
from golive.foundation.people.models import Person
from golive.plain.seat import Role
from golive.plain.story import Figure, Line, Story, said

_SEATS = {
    Role.MANAGER: "the implementation manager",
    Role.SPONSOR: "the executive sponsor",
    Role.LEAD: "a workstream lead",
    Role.COMMITTEE: "a member of the steering committee",
    Role.RISK_OWNER: "a risk owner",
    Role.CLIENT: "the client's counterpart",
    Role.CONTRIBUTOR: "a member of the team",
}


@dataclass(frozen=True)
class Ground:
    """One implementation and the person who tells of it."""

    implementation: Implementation
    person: Person

    @cached_property
    def deeds(self) -> dict[str, int]:
        """How often this person did what here, by the verb of the audit log."""
        return audit.deeds_of(self.implementation, self.person)

    def did(self, *verbs: str) -> Figure:
        """How often the person did this, with the log as evidence."""
        times = sum(self.deeds.get(verb, 0) for verb in verbs)
        return Figure(number(times), f"audit log: {', '.join(verbs)}", self.implementation.url("audit"))

    def times(self, one: str, *verbs: str, many: str = "") -> Figure:
        """The same with its noun: 22 impact assessments."""
        counted = self.did(*verbs)
        return Figure(plural(sum(self.deeds.get(verb, 0) for verb in verbs), one, many), counted.evidence, counted.url)

    def took_part(self, *verbs: str) -> bool:
        return any(self.deeds.get(verb, 0) for verb in verbs)

    def of(self, text: Any, evidence: str, *parts: object) -> Figure:
        """A figure of this implementation; ``parts`` lead to the page that shows it."""
        if isinstance(text, (date, datetime)):
            text = full(text)
        elif isinstance(text, (int, float)):
            text = number(text) if float(text).is_integer() else number(text, 1)
        return Figure(str(text), evidence, self.implementation.url(*parts))

    def record(self, text: Any, record: Any) -> Figure:
        """A figure or title read from one record."""
        shown = self.of(text, record.ref)
        return Figure(shown.text, record.ref, record.get_absolute_url())

    def count(self, n: int, one: str, evidence: str, *parts: object, many: str = "") -> Figure:
        return self.of(plural(n, one, many), evidence, *parts)

    @property
    def seat(self) -> str:
        """The seat in which the person speaks, the first that counts."""
        roles = seat_of(self.person, self.implementation).roles
        return next((word for role, word in _SEATS.items() if role in roles), "a member of the team")

    @property
    def opening(self) -> Line:
        """What was put in, for whom and how large: the first sentence of every story."""
        held, page = self.implementation, ("settings",)
        size, parts = [], {"client": self.of(held.client, "the implementation's facts", *page)}
        if held.users:
            size.append("{users}")
            parts["users"] = self.count(held.users, "user", "the implementation's facts", *page)
        if held.offices:
            size.append("{offices}")
            parts["offices"] = self.count(held.offices, "office", "the implementation's facts", *page)
        if held.budget:
            size.append("{budget}")
            parts["budget"] = self.of(str(held.budget), "the implementation's facts", *page)
        told = f": {', '.join(size)}" if size else ""
        parts["name"] = self.of(held.name, "the implementation's facts", *page)
        return said(f"I was {self.seat} of “{{name}}” at {{client}}{told}.", **parts)


@dataclass(frozen=True)
class Telling:
    """A register's story of one practice: None where the person took no part in it or there is too little to tell."""

    practice: int
    tell: Callable[[Ground], Story | None]
