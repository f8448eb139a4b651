"""How does an implementation begin, and how do people get and lose their roles? The only writers."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from golive.foundation import audit
from golive.foundation.audit.wording import words
from golive.foundation.implementations import rules
from golive.foundation.implementations.access import seat_of
from golive.foundation.implementations.models import ChosenValue, Implementation, RoleHolding
from golive.foundation.implementations.store import change
from golive.foundation.people import actions as people
from golive.foundation.people import letters, limits
from golive.foundation.people.models import Person
from golive.plain.money import Money
from golive.plain.seat import Role
from golive.plain.setting import Value, declared, setting
from golive.plain.verdict import Kind, Refusal, require

audit.verb("implementation.opened", "{by} opened the implementation {on}")
audit.verb("implementation.described", "{by} changed what {on} is: {changed}")
audit.verb("role.granted", "{by} made {person} {role} of {on}")
audit.verb("role.ended", "{by} ended the role {role} of {person} in {on}")
audit.verb("setting.chosen", "{by} set {key} from {was} to {to} in {on}")


def _told(key: str, was: Any, now: Any, currency: str) -> str:
    """One change as a reader says it.

    >>> _told("users", None, 340, "USD"), _told("budget_minor", 100, 200, "USD")
    ('users from nothing to 340', 'budget from $1 to $2')
    """
    if key.endswith("_minor"):
        was, now = (None if minor is None else Money(minor, currency) for minor in (was, now))
    label = key.replace("_minor", "").replace("_on", " date").replace("_", " ")
    return f"{label} from {words(was)} to {words(now)}"


@transaction.atomic
def open_implementation(*, by: Person, slug: str, name: str, client: str, **facts: Any) -> Implementation:
    """A new implementation; who opens it becomes its manager."""
    refusals = rules.wrong_facts({"name": name, "client": client, **facts})
    if Implementation.objects.filter(slug=slug).exists():
        cure = "Choose another short name."
        refusals.append(Refusal("implementation.slug", f"“{slug}” is already in use.", cure, Kind.INPUT, "slug"))
    require(refusals)
    implementation = Implementation.objects.create(slug=slug, name=name, client=client, **facts)
    RoleHolding.objects.create(
        implementation=implementation, person=by, role=Role.MANAGER, granted_by=by, granted_at=implementation.now()
    )
    audit.record("implementation.opened", on=implementation, by=by)
    return implementation


@transaction.atomic
def describe(
    implementation: Implementation, *, by: Person, version: int | None = None, because: str = "", **facts: Any
) -> Implementation:
    """Change the figures that an implementation is described with: dates, users, budget, phase."""
    before = {key: getattr(implementation, key) for key in facts}
    require(rules.may_describe(seat_of(by, implementation), before, facts, because))
    changed = {key: value for key, value in facts.items() if value != before[key]}
    if not changed:
        return implementation
    was = {key: before[key] for key in changed}
    implementation = change(implementation, version=version, **changed)
    told = ", ".join(_told(key, was[key], changed[key], implementation.currency) for key in sorted(changed))
    audit.record(
        "implementation.described", on=implementation, by=by, because=because, changed=told, was=was, now=changed
    )
    return implementation


@transaction.atomic
def invite(
    implementation: Implementation, *, by: Person, email: str, role: str, name: str = "", organisation: str = ""
) -> RoleHolding:
    """Give a role by e-mail address; who is not here yet is entered with this name, and a letter is sent."""
    address = email.strip().lower()
    known = Person.objects.filter(email=address).first()
    active = known is None or known.is_active
    refusals = rules.may_grant(seat_of(by, implementation), role=role, to_self=known == by)
    require(refusals + rules.may_invite(email=address, name=name, known=known is not None, active=active))
    limits.count("invitation", whom=str(by.pk))
    person = known or people.welcome(by=by, email=address, name=name, organisation=organisation)
    new = not RoleHolding.objects.filter(
        implementation=implementation, person=person, role=role, ended_at=None
    ).exists()
    held = grant(implementation, person, role, by=by)
    if new:
        letter = letters.invitation(
            person, by=by, role=str(role), what=implementation.name, address=implementation.url()
        )
        transaction.on_commit(lambda: letters.post(letter))
    return held


@transaction.atomic
def grant(implementation: Implementation, person: Person, role: str, *, by: Person) -> RoleHolding:
    """Give a person a role. Giving it twice changes nothing."""
    require(rules.may_grant(seat_of(by, implementation), role=role, to_self=person == by))
    held = RoleHolding.objects.filter(implementation=implementation, person=person, role=role, ended_at=None).first()
    if held:
        return held
    held = RoleHolding.objects.create(
        implementation=implementation, person=person, role=role, granted_by=by, granted_at=implementation.now()
    )
    audit.record("role.granted", on=implementation, by=by, person=person, role=str(role))
    return held


@transaction.atomic
def end(implementation: Implementation, person: Person, role: str, *, by: Person, because: str = "") -> None:
    """End a role. Its holder loses the rights with the next request."""
    open_holdings = RoleHolding.objects.select_for_update().filter(implementation=implementation, ended_at=None)
    managers = open_holdings.filter(role=Role.MANAGER).count()
    require(rules.may_end(seat_of(by, implementation), role=role, managers=managers))
    ended = open_holdings.filter(person=person, role=role).update(ended_at=implementation.now())
    if ended:
        audit.record("role.ended", on=implementation, by=by, person=person, role=str(role), because=because)


@transaction.atomic
def choose_value(implementation: Implementation, key: str, value: Value, *, by: Person, because: str) -> ChosenValue:
    """Set a threshold for this implementation, with the reason why it differs from the default."""
    if key not in {each.key for each in declared() if not each.personal}:
        cure = "The Settings page lists them all."
        require([Refusal("setting.unknown", f"There is no setting {key}.", cure, Kind.INPUT, "key")])
    require(rules.may_set(seat_of(by, implementation), because=because, setting=setting(key), value=value))
    before = ChosenValue.objects.filter(implementation=implementation, key=key).first()
    was = before.value if before else setting(key).default
    chosen, _ = ChosenValue.objects.update_or_create(
        implementation=implementation,
        key=key,
        defaults={"value": value, "because": because, "chosen_by": by, "chosen_at": implementation.now()},
    )
    audit.record("setting.chosen", on=implementation, by=by, because=because, key=key, was=str(was), to=str(value))
    return chosen
