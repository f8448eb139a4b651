"""How are letters and roles given, accepted and delegated, and people asked and told? The only writers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from golive.foundation import audit
from golive.foundation.implementations.access import seat_of
from golive.foundation.implementations.models import Implementation
from golive.foundation.implementations.refs import next_ref
from golive.foundation.implementations.store import change
from golive.foundation.people.models import Person
from golive.plain.verdict import Kind, Refusal, require
from golive.registers.raci import matrix as matrices
from golive.registers.raci import queries, rules
from golive.registers.raci.models import Consultation, Delegation, Deliverable, Holder, Letter, Notice, RoleName
from golive.registers.raci.validity import A, R

audit.verb("raci.seeded", "{by} put the compulsory row {on} “{title}” into the matrix")
audit.verb("raci.added", "{by} added the row {on} “{title}”")
audit.verb("raci.closed", "{by} closed the row {on} “{title}”")
audit.verb("raci.role_named", "{by} named the role {on}")
audit.verb("raci.held", "{by} gave the role {on} to {person}")
audit.verb("raci.assigned", "{by} gave {role} the {letter} on {on}")
audit.verb("raci.cleared", "{by} took {letters} on {on} from {role}")
audit.verb("raci.accepted", "{by} accepted to answer for {on}")
audit.verb("raci.delegated", "{by} let {taker} act for {giver} from {from_on} until {until_on}")
audit.verb("raci.asked", "{by} asked {count} people about {on}, by {due}")
audit.verb("raci.answered", "{by} answered on {on}, {state}")
audit.verb("raci.told", "{by} told {count} people of {on}")


@transaction.atomic
def seed_compulsory(implementation: Implementation, *, by: Person) -> list[Deliverable]:
    """Put the four compulsory rows into the matrix; those that are there stay as they are."""
    require(rules.may_write(seat_of(by, implementation), "seed the compulsory rows"))
    there, made = {row.about for row in matrices.load(implementation).rows}, []
    for key, title, kind, letter in rules.COMPULSORY:
        if key in there:
            continue
        row = _create(
            implementation, by, title=title, kind=kind, about=key, required_letter=letter, provenance=rules.PROVENANCE
        )
        audit.record("raci.seeded", on=row, by=by, because=rules.PROVENANCE, title=title)
        made.append(row)
    return made


@transaction.atomic
def add(
    implementation: Implementation,
    *,
    by: Person,
    title: str,
    kind: str = "deliverable",
    about: str = "",
    cost_minor: int | None = None,
    made_by: str = "",
) -> Deliverable:
    """Add a row; ``about`` is the key under which other registers ask who answers."""
    taken = {row.about for row in matrices.load(implementation).rows}
    require(rules.may_add(seat_of(by, implementation), title=title, key=about.strip(), taken=taken))
    row = _create(
        implementation, by, title=title.strip(), kind=kind, about=about.strip(), cost_minor=cost_minor, made_by=made_by
    )
    audit.record("raci.added", on=row, by=by, title=row.title)
    return row


@transaction.atomic
def close(deliverable: Deliverable, *, by: Person, because: str, version: int | None = None) -> Deliverable:
    """Close a row that nobody needs any more; a compulsory row stays."""
    facts: dict[str, Any] = {
        "ref": deliverable.ref,
        "state": deliverable.state,
        "required": deliverable.required_letter,
    }
    require(rules.may_close(seat_of(by, deliverable.implementation), **facts, because=because))
    deliverable = change(deliverable, version=version, state=rules.CLOSED)
    audit.record("raci.closed", on=deliverable, by=by, because=because, title=deliverable.title)
    return deliverable


@transaction.atomic
def name_role(implementation: Implementation, *, by: Person, name: str, authority_minor: int | None = None) -> RoleName:
    """Name a role: a column of the matrix. Naming it again only changes its authority."""
    refusals = rules.may_write(seat_of(by, implementation), "name roles of the matrix")
    if not name.strip():
        refusals.append(Refusal("raci.name", "The role has no name.", "Name it as people say it.", Kind.INPUT, "name"))
    require(refusals)
    last = RoleName.objects.filter(implementation=implementation).aggregate(n=Max("order"))["n"] or 0
    role, new = RoleName.objects.get_or_create(
        implementation=implementation, name=name.strip(), defaults={"order": last + 1}
    )
    if new or role.authority_minor != authority_minor:
        role.authority_minor = authority_minor
        role.save(update_fields=["authority_minor"])
        audit.record("raci.role_named", on=role, by=by, authority_minor=authority_minor)
    return role


@transaction.atomic
def hold(
    role: RoleName, person: Person, *, by: Person, deputy: Person | None = None, from_on: date | None = None
) -> Holder:
    """Give a role to a person, with a deputy for absences. The holder before ends; the A's wait for acceptance."""
    implementation = role.implementation
    refusals = rules.may_write(seat_of(by, implementation), "say who holds which role")
    refusals += [*_strangers(implementation, "person", person), *_strangers(implementation, "deputy", deputy)]
    if deputy == person:
        problem = f"{person.name} cannot be their own deputy."
        refusals.append(Refusal("raci.deputy", problem, "Name somebody else.", Kind.INPUT, "deputy"))
    require(refusals)
    day = from_on or implementation.today()
    Holder.objects.select_for_update().filter(role=role, until_on=None).update(until_on=day)
    held = Holder.objects.create(role=role, person=person, deputy=deputy, from_on=day)
    audit.record("raci.held", on=role, by=by, person=person, deputy=deputy)
    return held


@transaction.atomic
def assign(deliverable: Deliverable, role: RoleName, letter: str, *, by: Person, because: str = "") -> Letter:
    """Give a role a letter on a row. A and R go together; any other letter takes the place of the one before.

    Giving the A to another role moves it, which needs a reason and the acceptance of whoever holds that role.
    """
    deliverable = _held(deliverable)
    own, a_role = _letters(deliverable, role)
    facts: dict[str, Any] = {"ref": deliverable.ref, "role": role.name, "letter": letter, "own": own, "a_role": a_role}
    refusals = rules.may_assign(seat_of(by, deliverable.implementation), **facts, because=because)
    require(refusals + _elsewhere(deliverable, role))
    rows = Letter.objects.filter(deliverable=deliverable)
    if letter == A:
        rows.filter(letter=A).exclude(role=role).delete()
    kept = {A, R} if letter in (A, R) else {letter}
    rows.filter(role=role).exclude(letter__in=kept).delete()
    given, _ = Letter.objects.get_or_create(deliverable=deliverable, role=role, letter=letter)
    _touch(deliverable)
    audit.record("raci.assigned", on=deliverable, by=by, because=because, role=role.name, letter=letter)
    return given


@transaction.atomic
def clear(deliverable: Deliverable, role: RoleName, *, by: Person, because: str = "") -> None:
    """Take every letter of a role on a row away."""
    deliverable = _held(deliverable)
    require(rules.may_write(seat_of(by, deliverable.implementation), f"take letters on {deliverable.ref} away"))
    own, _ = _letters(deliverable, role)
    if own:
        Letter.objects.filter(deliverable=deliverable, role=role).delete()
        _touch(deliverable)
        letters = " and ".join(sorted(own))
        audit.record("raci.cleared", on=deliverable, by=by, because=because, role=role.name, letters=letters)


@transaction.atomic
def accept(deliverable: Deliverable, *, by: Person) -> Letter:
    """Accept to answer for a row: whoever holds its A says so once."""
    implementation = deliverable.implementation
    matrix, today = matrices.load(implementation), implementation.today()
    letter = matrix.a_letter(deliverable)
    holding = matrix.holding(letter.role_id, today) if letter else None
    accepted = queries.has_accepted(matrix, deliverable, today)
    accountable = holding.person_id if holding else None
    seat = seat_of(by, implementation)
    require(rules.may_accept(seat, ref=deliverable.ref, accountable=accountable, accepted=accepted))
    given = Letter.objects.select_for_update().get(deliverable=deliverable, letter=A)
    given.accepted_by, given.accepted_at = by, implementation.now()
    given.save(update_fields=["accepted_by", "accepted_at"])
    audit.record("raci.accepted", on=deliverable, by=by)
    return given


@transaction.atomic
def delegate(
    implementation: Implementation,
    from_person: Person,
    to_person: Person,
    *,
    by: Person,
    until_on: date | None,
    because: str,
    from_on: date | None = None,
) -> Delegation:
    """Let somebody act for somebody, until the end of a day at the latest."""
    today = implementation.today()
    facts: dict[str, Any] = {
        "giver": from_person.pk,
        "taker": to_person.pk,
        "until": until_on,
        "today": from_on or today,
    }
    refusals = rules.may_delegate(seat_of(by, implementation), **facts, because=because)
    refusals += _strangers(implementation, "from_person", from_person)
    require(refusals + _strangers(implementation, "to_person", to_person))
    assert until_on is not None  # may_delegate refused otherwise
    given = Delegation.objects.create(
        implementation=implementation,
        from_person=from_person,
        to_person=to_person,
        from_on=from_on or today,
        until_on=until_on,
        because=because,
    )
    days: dict[str, Any] = {"from_on": given.from_on.isoformat(), "until_on": given.until_on.isoformat()}
    audit.record(
        "raci.delegated", on=implementation, by=by, because=because, giver=from_person, taker=to_person, **days
    )
    return given


@transaction.atomic
def consult(
    deliverable: Deliverable, *, by: Person, question: str, due: date | None, people: Iterable[Person] | None = None
) -> list[Consultation]:
    """Ask everybody with a C on the row (or these people) for an opinion by a date."""
    implementation = deliverable.implementation
    asked = list(people) if people is not None else queries.consulted(implementation, deliverable.ref)
    facts: dict[str, Any] = {"ref": deliverable.ref, "question": question, "due": due, "today": implementation.today()}
    require(rules.may_consult(seat_of(by, implementation), **facts, people=len(asked)))
    assert due is not None  # may_consult refused otherwise
    made = [
        Consultation(
            deliverable=deliverable, person=each, question=question, due=due, asked_by=by, asked_at=implementation.now()
        )
        for each in dict.fromkeys(asked)
    ]
    Consultation.objects.bulk_create(made)
    audit.record("raci.asked", on=deliverable, by=by, count=len(made), due=str(due), question=question)
    return made


@transaction.atomic
def answer(deliverable: Deliverable, *, by: Person, answer: str) -> Consultation:
    """Answer the oldest open question on a row; an answer after its date is kept as late."""
    implementation = deliverable.implementation
    rows = Consultation.objects.filter(deliverable=deliverable, person=by)
    found = rows.select_for_update().filter(answered_at=None).order_by("due", "pk").first()
    facts: dict[str, Any] = {
        "ref": deliverable.ref,
        "asked": rows.exists(),
        "answered": found is None,
        "answer": answer,
    }
    require(rules.may_answer(seat_of(by, implementation), **facts))
    assert found is not None  # may_answer refused otherwise
    found.answer, found.answered_at = answer, implementation.now()
    found.save(update_fields=["answer", "answered_at"])
    today = implementation.today()
    state = rules.consulting_state(due=found.due, answered_on=today, today=today)
    audit.record("raci.answered", on=deliverable, by=by, state="after its date" if "late" in state else "in time")
    return found


@transaction.atomic
def inform(deliverable: Deliverable, *, by: Person, text: str, people: Iterable[Person] | None = None) -> list[Notice]:
    """Tell everybody with an I on the row (or these people) what happened."""
    implementation = deliverable.implementation
    told = list(people) if people is not None else queries.informed(implementation, deliverable.ref)
    require(rules.may_inform(seat_of(by, implementation), ref=deliverable.ref, text=text, people=len(told)))
    now = implementation.now()
    made = [Notice(deliverable=deliverable, person=p, text=text, sent_by=by, sent_at=now) for p in dict.fromkeys(told)]
    Notice.objects.bulk_create(made)
    audit.record("raci.told", on=deliverable, by=by, count=len(made), text=text)
    return made


def _create(implementation: Implementation, by: Person, **fields: Any) -> Deliverable:
    ref = next_ref(implementation, Deliverable.PREFIX)
    return Deliverable.objects.create(
        implementation=implementation, ref=ref, created_at=implementation.now(), created_by=by, **fields
    )


def _held(deliverable: Deliverable) -> Deliverable:
    """The row, read again while nobody else can change its letters."""
    return Deliverable.objects.select_for_update(of=("self",)).select_related("implementation").get(pk=deliverable.pk)


def _touch(deliverable: Deliverable) -> None:
    Deliverable.objects.filter(pk=deliverable.pk).update(version=F("version") + 1)


def _letters(deliverable: Deliverable, role: RoleName) -> tuple[set[str], str]:
    """The letters of the role on the row, and the role that has its A."""
    rows = list(queries.letters(deliverable))
    own = {each.letter for each in rows if each.role_id == role.pk}
    return own, next((each.role.name for each in rows if each.letter == A), "")


def _elsewhere(deliverable: Deliverable, role: RoleName) -> list[Refusal]:
    if role.implementation_id == deliverable.implementation_id:
        return []
    problem = f"The role {role.name} belongs to another implementation."
    return [Refusal("raci.role", problem, "Name the role here first.", Kind.INPUT, "role")]


def _strangers(implementation: Implementation, field: str, person: Person | None) -> list[Refusal]:
    if person is None or seat_of(person, implementation).roles:
        return []
    problem = f"{person.name} holds no role in {implementation.name}."
    return [Refusal("raci.stranger", problem, "Give them a role on the People page first.", Kind.INPUT, field)]
