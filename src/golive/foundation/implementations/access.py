"""May this person see it? The only way to a record: strangers find nothing, members learn why they may not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from golive.foundation.implementations.known import here
from golive.foundation.implementations.models import Implementation, RoleHolding
from golive.foundation.people.models import Person
from golive.plain.seat import Role, Seat

M = TypeVar("M", bound=models.Model)


class NotSignedIn(Exception):
    """Nobody is signed in; the web floor answers with the sign-in page (401 for programs)."""


def visible_to(person: Person) -> QuerySet[Implementation]:
    """The implementations in which this person holds a role now."""
    held = RoleHolding.objects.filter(implementation=OuterRef("pk"), person=person, ended_at=None)
    return Implementation.objects.filter(Exists(held)).order_by("name")


def first_roles(person: Person) -> list[tuple[datetime, Implementation]]:
    """Every implementation in which this person ever held a role, with the moment of the first, in that order."""
    held = RoleHolding.objects.filter(person=person).select_related("implementation").order_by("granted_at", "pk")
    found: dict[int, tuple[datetime, Implementation]] = {}
    for each in held:
        found.setdefault(each.implementation_id, (each.granted_at, each.implementation))
    return list(found.values())


def seat_of(person: Person, implementation: Implementation) -> Seat:
    """The person's roles as they stand now; actions call it inside their transaction."""
    held = RoleHolding.objects.filter(implementation=implementation, person=person, ended_at=None)
    roles = frozenset(Role(role) for role in held.values_list("role", flat=True))
    return Seat(person.pk, person.name, implementation.pk, roles if person.is_active else frozenset())


@dataclass(frozen=True)
class Place:
    """Where a request stands: one implementation, one person, and that person's seat in it."""

    implementation: Implementation
    person: Person
    seat: Seat

    def all(self, model: type[M]) -> QuerySet[M]:
        """Every record of this kind in this implementation, and of no other."""
        return here(model, self.implementation)

    def get(self, model: type[M], ref: str, *related: str) -> M:
        """The record with this reference here; 404 where there is none, also if another implementation has it."""
        rows = self.all(model).select_related(*related) if related else self.all(model)
        record = rows.filter(ref=ref).first()
        if record is None:
            raise Http404(f"There is no {model._meta.verbose_name} {ref} here.")
        return record

    def url(self, *parts: object) -> str:
        return self.implementation.url(*parts)


def enter(person: Person | AnonymousUser, slug: str) -> Place:
    """The place behind a URL. A stranger gets the same 404 as for a slug that does not exist."""
    if not isinstance(person, Person):
        raise NotSignedIn
    implementation = Implementation.objects.filter(slug=slug).first()
    seat = seat_of(person, implementation) if implementation else None
    if implementation is None or seat is None or not seat.roles:
        raise Http404("There is no such implementation.")
    return Place(implementation, person, seat)


def holders(implementation: Implementation, *roles: Role) -> QuerySet[Person]:
    """The people who hold any of these roles here now, by name."""
    held = RoleHolding.objects.filter(implementation=implementation, person=OuterRef("pk"), ended_at=None)
    if roles:
        held = held.filter(role__in=[role.value for role in roles])
    return Person.objects.filter(Exists(held), is_active=True).order_by("name")
