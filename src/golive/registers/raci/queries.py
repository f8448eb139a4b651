"""Who answers, who does it, who is asked and who is told; is the matrix valid, and is it followed?"""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from golive.foundation.database.reading import asked_once
from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.access import holders
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.registers.decisions import queries as decisions
from golive.registers.raci import liveness as live
from golive.registers.raci import rules
from golive.registers.raci import validity as valid
from golive.registers.raci.matrix import Matrix, load
from golive.registers.raci.models import Consultation, Deliverable, Letter, Notice


def accountable(implementation: Implementation, key: str) -> Person | None:
    """Who answers for the row with this key today: the holder of the A, or whoever acts for them."""
    matrix = load(implementation)
    row = matrix.row(key)
    return matrix.accountable(row, implementation.today()) if row else None


def entitled(implementation: Implementation, key: str) -> list[Person]:
    """Everybody who may act as the A of this row today: the holder and a delegate."""
    matrix = load(implementation)
    row = matrix.row(key)
    return matrix.entitled(row, implementation.today()) if row else []


def responsible(implementation: Implementation, key: str) -> list[Person]:
    return _people(implementation, key, valid.R)


def consulted(implementation: Implementation, key: str) -> list[Person]:
    return _people(implementation, key, valid.C)


def informed(implementation: Implementation, key: str) -> list[Person]:
    return _people(implementation, key, valid.I)


def _people(implementation: Implementation, key: str, letter: str) -> list[Person]:
    matrix = load(implementation)
    row = matrix.row(key)
    return matrix.people(row, letter, implementation.today()) if row else []


def letters_of(implementation: Implementation, person: Person) -> list[tuple[Deliverable, str]]:
    """The letters of a person today, row by row, those by delegation included (an A only)."""
    matrix, today = load(implementation), implementation.today()
    own = [
        (row, letter) for row in matrix.rows for letter in valid.LETTERS if person in matrix.people(row, letter, today)
    ]
    acting = [(row, valid.A) for row in matrix.rows if person in matrix.entitled(row, today)]
    return list(dict.fromkeys([*own, *acting]))


def rows_of(matrix: Matrix, implementation: Implementation) -> list[valid.Row]:
    """The rows as the rules of validity see them."""
    names, today, found = {role.pk: role.name for role in matrix.roles}, implementation.today(), []
    for row in matrix.rows:
        letters: dict[str, set[str]] = {}
        for each in matrix.letters.get(row.pk, []):
            letters.setdefault(names[each.role_id], set()).add(each.letter)
        found.append(
            valid.Row(
                row.ref,
                row.title,
                row.about,
                row.required_letter,
                {role: frozenset(own) for role, own in letters.items()},
                row.cost_minor,
                row.made_by,
                has_accepted(matrix, row, today),
            )
        )
    return found


def has_accepted(matrix: Matrix, row: Deliverable, today: date) -> bool:
    """True while the one who accepted the A still holds its role."""
    letter = matrix.a_letter(row)
    holding = matrix.holding(letter.role_id, today) if letter else None
    return holding is not None and letter is not None and letter.accepted_by_id == holding.person_id


def columns_of(matrix: Matrix, implementation: Implementation) -> list[valid.Column]:
    """The roles with whoever holds them today."""
    today, present = implementation.today(), set(holders(implementation).values_list("pk", flat=True))
    found = []
    for role in matrix.roles:
        holding = matrix.holding(role.pk, today)
        if holding is None:
            found.append(valid.Column(role.name, authority_minor=role.authority_minor))
            continue
        given = matrix.delegation(holding.person, today)
        deputy = given.to_person if given else holding.deputy
        found.append(
            valid.Column(
                role.name,
                holding.person.name,
                holding.person.organisation,
                deputy.name if deputy else "",
                role.authority_minor,
                holding.person_id in present,
            )
        )
    return found


def findings(implementation: Implementation) -> list[valid.Finding]:
    """Everything that is wrong with the matrix, the rows first."""
    matrix = load(implementation)
    return valid.findings(rows_of(matrix, implementation), columns_of(matrix, implementation), _limits(implementation))


def _limits(implementation: Implementation) -> valid.Limits:
    chosen = implementations.values(implementation)
    return valid.Limits(
        int(chosen[valid.MOST_R.key].value),
        int(chosen[valid.MOST_C.key].value),
        float(chosen[valid.MOST_A.key].value),
    )


@asked_once
def validity_facts(implementation: Implementation) -> rules.Validity:
    matrix, today = load(implementation), implementation.today()
    rows = rows_of(matrix, implementation)
    there = {row.key for row in rows}
    waiting = [
        (row.ref, person.name)
        for row in matrix.rows
        if not has_accepted(matrix, row, today)
        for person in matrix.people(row, valid.A, today)
    ]
    accepted = [a.accepted_at for row in matrix.rows if (a := matrix.a_letter(row)) and a.accepted_at]
    return rules.Validity(
        len(rows),
        valid.findings(rows, columns_of(matrix, implementation), _limits(implementation)),
        waiting,
        [title for key, title, _, _ in rules.COMPULSORY if key not in there],
        max([row.created_at for row in matrix.rows] + accepted, default=None),
    )


def liveness(implementation: Implementation) -> live.Liveness:
    """The decisions of the last days against the matrix, each with the holders on the day when it was taken."""
    days = int(implementations.value(implementation, live.DAYS))
    least = float(implementations.value(implementation, live.SHARE))
    matrix, found, outside = load(implementation), [], 0
    for decision in decisions.taken(implementation, days):
        row = matrix.row(decision.about) or matrix.row(live.key_of(decision.about))
        if row is None or decision.decided_by is None or decision.decided_at is None:
            outside += 1
            continue
        entitled = [person.name for person in matrix.entitled(row, timezone.localdate(decision.decided_at))]
        url, at = decision.get_absolute_url(), decision.decided_at
        found.append(live.Taken(decision.ref, url, row.ref, decision.decided_by.name, entitled, at))
    return live.Liveness(found, outside, days, least)


def letters(deliverable: Deliverable) -> QuerySet[Letter]:
    rows = Letter.objects.filter(deliverable=deliverable).select_related("role", "accepted_by")
    return rows.order_by("role__order", "role__name")


def consultations(deliverable: Deliverable) -> QuerySet[Consultation]:
    return Consultation.objects.filter(deliverable=deliverable).select_related("person").order_by("-asked_at", "pk")


def owed_by(implementation: Implementation, person: Person) -> QuerySet[Consultation]:
    """The questions this person was asked and has not answered."""
    rows = Consultation.objects.filter(deliverable__implementation=implementation, person=person, answered_at=None)
    return rows.select_related("deliverable", "deliverable__implementation").order_by("due", "pk")


def notices(deliverable: Deliverable) -> QuerySet[Notice]:
    return Notice.objects.filter(deliverable=deliverable).select_related("person", "sent_by").order_by("-sent_at", "pk")
