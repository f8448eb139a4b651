"""Who plays in the tests? A named cast in a named world: Acme's CRM roll-out, and a stranger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from golive.foundation.implementations import actions
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.plain.seat import Role

NOW = datetime(2026, 3, 16, 8, 0, tzinfo=UTC)
ROLES = {
    "sponsor": (Role.SPONSOR, "Ruth Amadi", "Acme"),
    "committee": (Role.COMMITTEE, "Felix Brandt", "Acme"),
    "lead": (Role.LEAD, "Priya Nair", "Vendor"),
    "risk_owner": (Role.RISK_OWNER, "Tomasz Wrona", "Acme"),
    "contributor": (Role.CONTRIBUTOR, "Lena Fischer", "Vendor"),
    "client": (Role.CLIENT, "Dana Lee", "Acme"),
    "viewer": (Role.VIEWER, "Omar Haddad", "Acme"),
}


@dataclass
class World:
    """Acme's CRM roll-out on Monday 16 March 2026, 08:00, with everybody in their seats."""

    acme: Implementation
    manager: Person
    sponsor: Person
    committee: Person
    lead: Person
    risk_owner: Person
    contributor: Person
    client: Person
    viewer: Person
    stranger: Person

    @property
    def cast(self) -> dict[str, Person]:
        """Every member by the name of their role, and the stranger."""
        return {name: getattr(self, name) for name in ["manager", *ROLES, "stranger"]}


def person(name: str, organisation: str = "Acme") -> Person:
    email = name.lower().replace(" ", ".") + "@example.com"
    return Person.objects.create(email=email, name=name, organisation=organisation)


def build_world() -> World:
    manager = person("Jo Marsh", "Vendor")
    acme = actions.open_implementation(
        by=manager,
        slug="acme-crm",
        name="Acme CRM roll-out",
        client="Acme",
        clock=NOW,
        kickoff_on=date(2025, 9, 1),
        committed_on=date(2026, 5, 9),
        users=340,
        offices=4,
        budget_minor=120_000_000,
        burn_per_day_minor=600_000,
        delayed_benefit_per_day_minor=140_000,
    )
    cast: dict[str, Person] = {}
    for key, (role, name, organisation) in ROLES.items():
        cast[key] = person(name, organisation)
        actions.grant(acme, cast[key], role, by=manager)
    return World(acme=acme, manager=manager, stranger=person("Sam Outis", "Elsewhere"), **cast)
