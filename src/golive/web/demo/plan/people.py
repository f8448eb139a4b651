"""Who works on which line, for how much of the day, and at what rate?"""

from __future__ import annotations

from dataclasses import dataclass

from golive.web.demo.cast import ACME, CAST, HALDEN, Person
from golive.web.demo.plan.mspdi_values import MINUTES_PER_DAY
from golive.web.demo.plan.rows import Row

_RATE = {HALDEN: 140, ACME: 80}
_RATE_OF_OTHERS = 155
_PART_OF_DAY = {HALDEN: 75, ACME: 50}
_PART_OF_OTHERS = 100


@dataclass(frozen=True)
class Resource:
    """A person as the plan sees them; ``rate`` in dollars per hour, ``part`` in percent of the day."""

    uid: int
    person: Person

    @property
    def rate(self) -> int:
        return _RATE.get(self.person.organisation, _RATE_OF_OTHERS)

    @property
    def part(self) -> int:
        return _PART_OF_DAY.get(self.person.organisation, _PART_OF_OTHERS)

    def minutes(self, days: int) -> int:
        return days * MINUTES_PER_DAY * self.part // 100

    def cents(self, days: int) -> int:
        return self.minutes(days) * self.rate * 100 // 60


RESOURCES = tuple(Resource(number, person) for number, person in enumerate((p for p in CAST if p.roles), start=1))
BY_PERSON = {resource.person.key: resource for resource in RESOURCES}


def on(line: Row) -> list[Resource]:
    """The resources assigned to a line."""
    return [BY_PERSON[key] for key in line.who]


def minutes(line: Row, days: int) -> int:
    """Work of a line of that duration, in minutes."""
    return sum(resource.minutes(days) for resource in on(line))


def cents(line: Row, days: int) -> int:
    """Cost of a line of that duration, in cents, its fixed cost included."""
    return sum(resource.cents(days) for resource in on(line)) + line.fixed_cost * 100
