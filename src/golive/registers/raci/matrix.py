"""Which letter does which role have, and who stands behind it on a day? The whole matrix in a few queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from golive.foundation.database.reading import asked_once
from golive.foundation.implementations.known import here
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.registers.raci.models import Delegation, Deliverable, Holder, Letter, RoleName
from golive.registers.raci.rules import OPEN
from golive.registers.raci.validity import A


@dataclass
class Matrix:
    """The open rows, the roles, the letters, and everybody who held a role or acted for somebody."""

    rows: list[Deliverable]
    roles: list[RoleName]
    letters: dict[int, list[Letter]] = field(default_factory=dict)
    holdings: dict[int, list[Holder]] = field(default_factory=dict)
    delegations: list[Delegation] = field(default_factory=list)

    def row(self, key: str) -> Deliverable | None:
        """The open row with this key, or with this reference."""
        return next((row for row in self.rows if key and key in (row.about, row.ref)), None)

    def holding(self, role_id: int, on: date) -> Holder | None:
        held = self.holdings.get(role_id, [])
        return next((h for h in held if h.from_on <= on and (h.until_on is None or h.until_on > on)), None)

    def delegation(self, person: Person, on: date) -> Delegation | None:
        """The delegation of a person that holds on a day, both days included."""
        given = [d for d in self.delegations if d.from_person_id == person.pk and d.from_on <= on <= d.until_on]
        return given[-1] if given else None

    def people(self, row: Deliverable, letter: str, on: date) -> list[Person]:
        """The holders of the roles with this letter, in the order of the columns."""
        roles = [each.role_id for each in self.letters.get(row.pk, []) if each.letter == letter]
        held = [self.holding(role.pk, on) for role in self.roles if role.pk in roles]
        return list(dict.fromkeys(holding.person for holding in held if holding))

    def accountable(self, row: Deliverable, on: date) -> Person | None:
        """Whoever holds the A, or acts for them on that day."""
        entitled = self.entitled(row, on)
        return entitled[-1] if entitled else None

    def entitled(self, row: Deliverable, on: date) -> list[Person]:
        """Whoever may act as the A on that day: the holder, then the delegate."""
        held = self.people(row, A, on)
        acting = [given.to_person for person in held if (given := self.delegation(person, on))]
        return [*held, *acting]

    def a_letter(self, row: Deliverable) -> Letter | None:
        return next((each for each in self.letters.get(row.pk, []) if each.letter == A), None)


@asked_once
def load(implementation: Implementation) -> Matrix:
    """The matrix as it stands, with everybody who ever held a role of it."""
    rows = here(Deliverable, implementation).filter(state=OPEN)
    roles = RoleName.objects.filter(implementation=implementation).order_by("order", "name")
    found = Matrix(list(rows.order_by("ref")), list(roles))
    for letter in Letter.objects.filter(deliverable__implementation=implementation).select_related("role"):
        found.letters.setdefault(letter.deliverable_id, []).append(letter)
    held = Holder.objects.filter(role__implementation=implementation).select_related("person", "deputy")
    for holding in held.order_by("-from_on", "-pk"):
        found.holdings.setdefault(holding.role_id, []).append(holding)
    given = Delegation.objects.filter(implementation=implementation).select_related("from_person", "to_person")
    found.delegations = list(given.order_by("pk"))
    return found
