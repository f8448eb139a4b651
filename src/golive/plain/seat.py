"""Who is asking, and in which roles of this implementation?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from golive.plain.verdict import Kind, Refusal


class Role(StrEnum):
    MANAGER = "manager"
    SPONSOR = "executive sponsor"
    COMMITTEE = "committee member"
    LEAD = "workstream lead"
    RISK_OWNER = "risk owner"
    CONTRIBUTOR = "contributor"
    CLIENT = "client counterpart"
    VIEWER = "viewer"


EVERY_ROLE = frozenset(Role)
TEAM = EVERY_ROLE - {Role.VIEWER}


@dataclass(frozen=True)
class Seat:
    """A person's place in one implementation: the only thing that rules know of who is asking."""

    person_id: int
    name: str
    implementation_id: int
    roles: frozenset[Role]

    def holds(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)


def lacks_role(seat: Seat, allowed: Collection[Role], action: str) -> list[Refusal]:
    """The refusal of somebody whose roles do not carry the right; an empty list where they do.

    >>> seat = Seat(1, "Kim Vale", 1, frozenset({Role.VIEWER}))
    >>> print(lacks_role(seat, {Role.MANAGER}, "submit a change request")[0])
    Kim Vale (viewer) may not submit a change request. Ask a manager.
    """
    if not seat.roles.isdisjoint(allowed):
        return []
    held = ", ".join(sorted(seat.roles)) or "no role"
    carrying = tuple(role for role in Role if role in allowed)
    asked = " or ".join(f"{_article(role)} {role}" for role in carrying)
    problem = f"{seat.name} ({held}) may not {action}."
    return [Refusal("rights.role", problem, f"Ask {asked}.", Kind.RIGHTS, roles=carrying)]


def _article(role: Role) -> str:
    return "an" if role[0] in "aeiou" else "a"
