"""What may this person do with the matrix or a row of it now?"""

from __future__ import annotations

from golive.foundation.implementations.access import Place
from golive.foundation.register_kit.declaration import Verb
from golive.registers.raci import queries, rules
from golive.registers.raci.matrix import load
from golive.registers.raci.models import Deliverable


def row_verbs(place: Place, row: Deliverable) -> list[Verb]:
    if row.state == rules.CLOSED:
        return []
    base, today = row.get_absolute_url(), place.implementation.today()
    matrix = load(place.implementation)
    verbs = []
    holding = (letter := matrix.a_letter(row)) and matrix.holding(letter.role_id, today)
    if holding and holding.person_id == place.person.pk and not queries.has_accepted(matrix, row, today):
        verbs.append(Verb("Accept", f"{base}acceptance/", "handshake", primary=True))
    if queries.consultations(row).filter(person=place.person, answered_at=None).exists():
        verbs.append(Verb("Answer", f"{base}answer/", "send", primary=True))
    may_assign = rules.may_write(place.seat, f"assign letters on {row.ref}")
    asked = len(matrix.people(row, "C", today))
    may_ask = rules.may_consult(place.seat, ref=row.ref, question="-", due=today, today=today, people=asked)
    may_tell = rules.may_inform(place.seat, ref=row.ref, text="-", people=len(matrix.people(row, "I", today)))
    may_close = rules.may_close(place.seat, ref=row.ref, state=row.state, required="", because="-")
    verbs += [
        Verb("Give a letter", f"{base}letters/", "pencil", may_assign),
        Verb("Ask the consulted", f"{base}consultation/", "message-circle-question-mark", may_ask),
        Verb("Tell the informed", f"{base}notice/", "megaphone", may_tell),
    ]
    if not row.required_letter:
        verbs.append(Verb("Close", f"{base}closing/", "x", may_close, danger=True))
    return verbs


def new_verb(place: Place) -> Verb:
    return Verb("Add a row", place.url("raci", "new"), "plus", rules.may_write(place.seat, "add rows"), primary=True)


def matrix_verbs(place: Place) -> list[Verb]:
    may = rules.may_write(place.seat, "change the matrix")
    here = {row.about for row in load(place.implementation).rows}
    verbs = []
    if any(key not in here for key, *_ in rules.COMPULSORY):
        verbs.append(Verb("Seed the compulsory rows", place.url("raci", "compulsory-rows"), "list-checks", may))
    return [
        *verbs,
        Verb("Name a role", place.url("raci", "roles", "new"), "user-plus", may),
        Verb("Say who holds a role", place.url("raci", "holders", "new"), "user-check", may),
        Verb("Delegate", place.url("raci", "delegations", "new"), "handshake"),
    ]


def list_verbs(place: Place) -> list[Verb]:
    return [Verb("Matrix", place.url("raci", "matrix"), "grid-3x3")]
