"""What may a program do with decisions? The same verbs under the same rules."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from golive.foundation.implementations.access import Place, enter, holders
from golive.foundation.people.models import Person
from golive.foundation.register_kit.api import ANSWERS, as_dict, record_schema
from golive.foundation.register_kit.pages import find
from golive.plain.verdict import Kind, Refusal, require
from golive.registers.decisions import actions, queries
from golive.registers.decisions.models import Decision
from golive.registers.decisions.register import register

router = Router(tags=[register.title])
Out: Any = record_schema(register)
BASE = "/i/{slug}/decisions"


class DecisionWantedIn(Schema):
    title: str
    recommendation: str
    due: date
    question: str = ""
    consequence: str = ""
    decider: str | None = Field(None, description="E-mail of who decides; the committee if left out")


class WithdrawalIn(Schema):
    because: str
    version: int | None = None


class TakenIn(WithdrawalIn):
    outcome: str
    concerned: list[str] = Field(default_factory=list, description="E-mails of those who must know")


class DissentIn(Schema):
    text: str


class CastOut(Schema):
    voter: str
    choice: str
    remark: str
    cast_at: datetime


class ReadBackOut(Schema):
    person: str
    sent_at: datetime
    read_at: datetime | None


class DissentOut(Schema):
    person: str
    text: str
    said_at: datetime


class WordOut(Schema):
    """What stands with a decision: how each voted, who disagreed and why, and who has confirmed having read it."""

    votes: list[CastOut]
    dissents: list[DissentOut]
    read_backs: list[ReadBackOut]
    replaced_by: str | None


def _place(request: HttpRequest, slug: str) -> Place:
    return enter(request.auth, slug)  # type: ignore[attr-defined]


def _people(place: Place, emails: list[str]) -> dict[str, Person]:
    """The members behind these addresses; refused with every unknown one."""
    wanted = {email.lower() for email in emails}
    found = {person.email: person for person in holders(place.implementation).filter(email__in=wanted)}
    require(
        Refusal("person.unknown", f"{email} holds no role here.", "Use the e-mail of a member.", Kind.INPUT)
        for email in sorted(wanted - found.keys())
    )
    return found


def _ask(place: Place, body: DecisionWantedIn, supersedes: Decision | None = None) -> Status:
    decider = _people(place, [body.decider])[body.decider.lower()] if body.decider else None
    facts = body.dict() | {"decider": decider, "supersedes": supersedes}
    return Status(201, as_dict(register, actions.ask(place.implementation, by=place.person, **facts)))


@router.post(f"{BASE}/", response={201: Out, **ANSWERS}, operation_id="decisions_ask", summary="Ask for a decision")
def ask(request: HttpRequest, slug: str, body: DecisionWantedIn) -> Status:
    return _ask(_place(request, slug), body)


@router.post(
    f"{BASE}/{{ref}}/replacement/",
    response={201: Out, **ANSWERS},
    operation_id="decisions_replace",
    summary="Ask for a decision in place of one that stands",
)
def replace(request: HttpRequest, slug: str, ref: str, body: DecisionWantedIn) -> Status:
    place = _place(request, slug)
    return _ask(place, body, find(register, place, ref))


@router.post(
    f"{BASE}/{{ref}}/decision/", response={200: Out, **ANSWERS}, operation_id="decisions_decide", summary="Decide"
)
def decide(request: HttpRequest, slug: str, ref: str, body: TakenIn) -> dict[str, Any]:
    place = _place(request, slug)
    concerned = _people(place, body.concerned).values()
    text = body.dict(exclude={"concerned"})
    return as_dict(register, actions.decide(find(register, place, ref), by=place.person, concerned=concerned, **text))


@router.post(
    f"{BASE}/{{ref}}/withdrawal/", response={200: Out, **ANSWERS}, operation_id="decisions_withdraw", summary="Withdraw"
)
def withdraw(request: HttpRequest, slug: str, ref: str, body: WithdrawalIn) -> dict[str, Any]:
    place = _place(request, slug)
    return as_dict(register, actions.withdraw(find(register, place, ref), by=place.person, **body.dict()))


@router.post(
    f"{BASE}/{{ref}}/dissent/", response={201: Out, **ANSWERS}, operation_id="decisions_dissent", summary="Dissent"
)
def dissent(request: HttpRequest, slug: str, ref: str, body: DissentIn) -> Status:
    place = _place(request, slug)
    actions.dissent(find(register, place, ref), by=place.person, text=body.text)
    return Status(201, as_dict(register, find(register, place, ref)))


@router.post(
    f"{BASE}/{{ref}}/confirmation/",
    response={200: Out, **ANSWERS},
    operation_id="decisions_confirm",
    summary="Confirm having read it",
)
def confirm(request: HttpRequest, slug: str, ref: str) -> dict[str, Any]:
    place = _place(request, slug)
    actions.confirm(find(register, place, ref), by=place.person)
    return as_dict(register, find(register, place, ref))


@router.get(
    f"{BASE}/{{ref}}/word/",
    response={200: WordOut, **ANSWERS},
    operation_id="decisions_word",
    summary="Votes, dissents and read-backs",
)
def word(request: HttpRequest, slug: str, ref: str) -> dict[str, Any]:
    decision = find(register, _place(request, slug), ref)
    after = queries.successor(decision)
    return {
        "votes": [
            {"voter": e.person.email, "choice": e.choice, "remark": e.remark, "cast_at": e.cast_at}
            for e in queries.votes(decision)
        ],
        "dissents": [
            {"person": e.person.email, "text": e.text, "said_at": e.said_at} for e in queries.dissents(decision)
        ],
        "read_backs": [
            {"person": e.person.email, "sent_at": e.sent_at, "read_at": e.read_at} for e in queries.read_backs(decision)
        ],
        "replaced_by": after.ref if after else None,
    }
