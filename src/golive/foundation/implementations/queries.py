"""Who is in it, who is in several, and which thresholds apply here?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.text import slugify

from golive.foundation.database.reading import asked_once
from golive.foundation.implementations.models import ChosenValue, Implementation, RoleHolding
from golive.foundation.people.models import Person
from golive.plain.seat import Role
from golive.plain.setting import Setting, Value, declared


def members(implementation: Implementation) -> QuerySet[RoleHolding]:
    open_holdings = RoleHolding.objects.filter(implementation=implementation, ended_at=None)
    return open_holdings.select_related("person").order_by("person__name", "role")


def members_by_role(implementation: Implementation) -> list[RoleHolding]:
    """Every open holding in the order of the roles, then by name."""
    order = {role.value: number for number, role in enumerate(Role)}
    held = members(implementation).select_related("granted_by")
    return sorted(held, key=lambda each: (order[each.role], each.person.name))


def manager_count(implementation: Implementation) -> int:
    held = RoleHolding.objects.filter(implementation=implementation, role=Role.MANAGER, ended_at=None)
    return held.count()


def ever_members(implementation: Implementation) -> QuerySet[Person]:
    """Everybody who holds or held a role here, by name."""
    held = RoleHolding.objects.filter(implementation=implementation).values("person")
    return Person.objects.filter(pk__in=held).order_by("name")


@dataclass(frozen=True)
class SeatIn:
    """One implementation and the roles that a person holds in it."""

    implementation: Implementation
    roles: list[str]


def seats_of(person: Person) -> list[SeatIn]:
    """The implementations of a person by name, in one query."""
    held = RoleHolding.objects.filter(person=person, ended_at=None).select_related("implementation")
    seats: dict[int, SeatIn] = {}
    for each in held.order_by("implementation__name", "implementation_id", "pk"):
        seat = seats.setdefault(each.implementation_id, SeatIn(each.implementation, []))
        seat.roles.append(each.role)
    return list(seats.values())


def demo_cast() -> list[tuple[str, list[Person]]]:
    """The people of the worked example grouped by the first role that each holds."""
    held = RoleHolding.objects.filter(person__is_demo=True, person__is_active=True, ended_at=None)
    first: dict[int, tuple[Role, Person]] = {}
    for each in sorted(held.select_related("person"), key=lambda h: list(Role).index(Role(h.role))):
        first.setdefault(each.person_id, (Role(each.role), each.person))
    groups: dict[str, list[Person]] = {}
    for role, person in sorted(first.values(), key=lambda found: (list(Role).index(found[0]), found[1].name)):
        groups.setdefault(role.value.capitalize(), []).append(person)
    return list(groups.items())


def free_slug(name: str) -> str:
    """A short name for the address that nobody uses yet: acme-crm-roll-out, then acme-crm-roll-out-2."""
    base = slugify(name)[:50] or "implementation"
    taken = set(Implementation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in [base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))] if slug not in taken)


def said(value: Value) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def value(implementation: Implementation, setting: Setting) -> Value:
    """The threshold that applies here: the chosen value, else the default."""
    chosen = _chosen(implementation).get(setting.key)
    return setting.default if chosen is None else chosen.value


@asked_once
def _chosen(implementation: Implementation) -> dict[str, ChosenValue]:
    return {c.key: c for c in ChosenValue.objects.filter(implementation=implementation).select_related("chosen_by")}


@dataclass(frozen=True)
class Applied:
    """One setting as it applies to an implementation; ``chosen`` is None where the default holds."""

    setting: Setting
    chosen: ChosenValue | None

    @property
    def value(self) -> Value:
        return self.setting.default if self.chosen is None else self.chosen.value


def values(implementation: Implementation) -> dict[str, Applied]:
    """Every declared setting of implementations by key as it applies here, in one query."""
    chosen = _chosen(implementation)
    return {s.key: Applied(s, chosen.get(s.key)) for s in declared() if not s.personal}
