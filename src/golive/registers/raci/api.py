"""What may a program do with the matrix? People are named by their e-mail, roles by their name."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status

from golive.foundation.implementations.access import Place, enter, holders
from golive.foundation.people.models import Person
from golive.foundation.register_kit.api import ANSWERS, as_dict, record_schema
from golive.foundation.register_kit.pages import find
from golive.plain.verdict import Kind, Refusal, Refused
from golive.registers.raci import actions, queries
from golive.registers.raci.matrix import load
from golive.registers.raci.models import Consultation, Deliverable, RoleName
from golive.registers.raci.register import register

router = Router(tags=[register.title])
RowOut: Any = record_schema(register)
BASE = "/i/{slug}/raci"


class RowIn(Schema):
    title: str
    kind: str = "deliverable"
    about: str = ""
    cost_minor: int | None = None
    made_by: str = ""


class RoleIn(Schema):
    name: str
    authority_minor: int | None = None


class HolderIn(Schema):
    role: str
    person: str
    deputy: str | None = None


class LetterIn(Schema):
    role: str
    letter: str
    because: str = ""


class DelegationIn(Schema):
    from_person: str
    to_person: str
    from_on: date | None = None
    until_on: date | None = None
    because: str = ""


class QuestionIn(Schema):
    question: str
    due: date | None = None


class ConsultationAnswerIn(Schema):
    answer: str


class NoticeIn(Schema):
    text: str


class ClosingIn(Schema):
    because: str
    version: int | None = None


class RoleOut(Schema):
    name: str
    person: str | None
    deputy: str | None


class FindingOut(Schema):
    code: str
    hard: bool
    row: str
    role: str
    text: str
    cure: str


class MatrixRowOut(Schema):
    ref: str
    title: str
    key: str
    accepted: bool
    letters: dict[str, list[str]]


class MatrixOut(Schema):
    roles: list[RoleOut]
    rows: list[MatrixRowOut]
    findings: list[FindingOut]
    liveness: float | None
    decisions: int
    outside: int


class ConsultationOut(Schema):
    person: str
    question: str
    due: date
    answer: str
    answered_at: datetime | None


class ToldOut(Schema):
    people: list[str]


class HeldOut(Schema):
    role: str
    person: str


def _here(request: HttpRequest, slug: str) -> Place:
    return enter(request.auth, slug)  # type: ignore[attr-defined]


def _person(place: Place, field: str, email: str) -> Person:
    found = holders(place.implementation).filter(email=email).first()
    if found is None:
        cure = "Name somebody who holds a role here, by e-mail."
        raise Refused([Refusal("raci.unknown_person", f"There is no {email} here.", cure, Kind.INPUT, field)])
    return found


def _role(place: Place, name: str) -> RoleName:
    found = RoleName.objects.filter(implementation=place.implementation, name=name).first()
    if found is None:
        problem = f"The matrix has no role “{name}”."
        raise Refused([Refusal("raci.unknown_role", problem, "Name the role first.", Kind.INPUT, "role")])
    return found


def _read(place: Place, ref: str) -> dict[str, Any]:
    return as_dict(register, find(register, place, ref))


def _asked(each: Consultation) -> dict[str, Any]:
    return {
        "person": each.person.name,
        "question": each.question,
        "due": each.due,
        "answer": each.answer,
        "answered_at": each.answered_at,
    }


@router.get(
    f"{BASE}/matrix/",
    response={200: MatrixOut, **ANSWERS},
    operation_id="raci_matrix",
    summary="The matrix with its findings and its liveness",
)
def read_matrix(request: HttpRequest, slug: str) -> dict[str, Any]:
    implementation = _here(request, slug).implementation
    matrix, alive = load(implementation), queries.liveness(implementation)
    rows = queries.rows_of(matrix, implementation)
    return {
        "roles": [
            {"name": each.name, "person": each.person or None, "deputy": each.deputy or None}
            for each in queries.columns_of(matrix, implementation)
        ],
        "rows": [
            {
                "ref": row.ref,
                "title": row.title,
                "key": row.key,
                "accepted": row.accepted,
                "letters": {role: sorted(letters) for role, letters in row.letters.items()},
            }
            for row in rows
        ],
        "findings": [vars(each) for each in queries.findings(implementation)],
        "liveness": alive.index,
        "decisions": len(alive.taken),
        "outside": alive.outside,
    }


@router.post(f"{BASE}/", response={201: RowOut, **ANSWERS}, operation_id="raci_add", summary="Add a row")
def add(request: HttpRequest, slug: str, body: RowIn) -> Status:
    place = _here(request, slug)
    made = actions.add(place.implementation, by=place.person, **body.dict())
    return Status(201, _read(place, made.ref))


@router.post(
    f"{BASE}/compulsory-rows/",
    response={200: list[RowOut], **ANSWERS},
    operation_id="raci_seed",
    summary="Seed the compulsory rows; answers with those that were missing",
)
def seed(request: HttpRequest, slug: str) -> list[dict[str, Any]]:
    place = _here(request, slug)
    return [_read(place, row.ref) for row in actions.seed_compulsory(place.implementation, by=place.person)]


@router.post(f"{BASE}/roles/", response={201: RoleIn, **ANSWERS}, operation_id="raci_name_role", summary="Name a role")
def name_role(request: HttpRequest, slug: str, body: RoleIn) -> Status:
    place = _here(request, slug)
    role = actions.name_role(place.implementation, by=place.person, **body.dict())
    return Status(201, {"name": role.name, "authority_minor": role.authority_minor})


@router.post(
    f"{BASE}/holders/", response={200: HeldOut, **ANSWERS}, operation_id="raci_hold", summary="Say who holds a role"
)
def hold(request: HttpRequest, slug: str, body: HolderIn) -> dict[str, Any]:
    place = _here(request, slug)
    deputy = _person(place, "deputy", body.deputy) if body.deputy else None
    person = _person(place, "person", body.person)
    held = actions.hold(_role(place, body.role), person, by=place.person, deputy=deputy)
    return {"role": body.role, "person": held.person.name}


@router.post(
    f"{BASE}/delegations/",
    response={200: HeldOut, **ANSWERS},
    operation_id="raci_delegate",
    summary="Let somebody act for somebody until a day",
)
def delegate(request: HttpRequest, slug: str, body: DelegationIn) -> dict[str, Any]:
    place = _here(request, slug)
    giver, taker = _person(place, "from_person", body.from_person), _person(place, "to_person", body.to_person)
    facts: dict[str, Any] = {"from_on": body.from_on, "until_on": body.until_on, "because": body.because}
    actions.delegate(place.implementation, giver, taker, by=place.person, **facts)
    return {"role": f"for {giver.name}", "person": taker.name}


@router.post(
    f"{BASE}/{{ref}}/letters/", response={200: RowOut, **ANSWERS}, operation_id="raci_assign", summary="Give a letter"
)
def assign(request: HttpRequest, slug: str, ref: str, body: LetterIn) -> dict[str, Any]:
    """An empty letter takes every letter of the role on this row away."""
    place = _here(request, slug)
    row, role = place.get(Deliverable, ref), _role(place, body.role)
    if body.letter:
        actions.assign(row, role, body.letter, by=place.person, because=body.because)
    else:
        actions.clear(row, role, by=place.person, because=body.because)
    return _read(place, ref)


@router.post(
    f"{BASE}/{{ref}}/acceptance/",
    response={200: RowOut, **ANSWERS},
    operation_id="raci_accept",
    summary="Accept to answer for a row",
)
def accept(request: HttpRequest, slug: str, ref: str) -> dict[str, Any]:
    place = _here(request, slug)
    actions.accept(place.get(Deliverable, ref), by=place.person)
    return _read(place, ref)


@router.post(
    f"{BASE}/{{ref}}/consultation/",
    response={200: list[ConsultationOut], **ANSWERS},
    operation_id="raci_consult",
    summary="Ask the consulted",
)
def consult(request: HttpRequest, slug: str, ref: str, body: QuestionIn) -> list[dict[str, Any]]:
    place = _here(request, slug)
    row = place.get(Deliverable, ref)
    return [_asked(each) for each in actions.consult(row, by=place.person, question=body.question, due=body.due)]


@router.post(
    f"{BASE}/{{ref}}/answer/",
    response={200: ConsultationOut, **ANSWERS},
    operation_id="raci_answer",
    summary="Answer a question that one was asked",
)
def answer(request: HttpRequest, slug: str, ref: str, body: ConsultationAnswerIn) -> dict[str, Any]:
    place = _here(request, slug)
    return _asked(actions.answer(place.get(Deliverable, ref), by=place.person, answer=body.answer))


@router.post(
    f"{BASE}/{{ref}}/notice/",
    response={200: ToldOut, **ANSWERS},
    operation_id="raci_inform",
    summary="Tell the informed",
)
def inform(request: HttpRequest, slug: str, ref: str, body: NoticeIn) -> dict[str, Any]:
    place = _here(request, slug)
    told = actions.inform(place.get(Deliverable, ref), by=place.person, text=body.text)
    return {"people": [each.person.name for each in told]}


@router.post(
    f"{BASE}/{{ref}}/closing/", response={200: RowOut, **ANSWERS}, operation_id="raci_close", summary="Close a row"
)
def close(request: HttpRequest, slug: str, ref: str, body: ClosingIn) -> dict[str, Any]:
    place = _here(request, slug)
    actions.close(place.get(Deliverable, ref), by=place.person, because=body.because, version=body.version)
    return _read(place, ref)
