"""What may a program do with change requests? The same verbs under the same rules."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema, Status

from golive.foundation.implementations.access import Place, enter, holders
from golive.foundation.people.models import Person
from golive.foundation.register_kit.api import ANSWERS, as_dict, record_schema
from golive.foundation.register_kit.pages import find
from golive.plain.verdict import Kind, Refusal, Refused
from golive.registers.changes import actions, impact
from golive.registers.changes.models import ChangeRequest, Impact
from golive.registers.changes.register import register
from golive.registers.steering.queries import Meeting

router = Router(tags=[register.title])
Out: Any = record_schema(register)
BASE = "/i/{slug}/changes"


class DraftIn(Schema):
    title: str
    justification: str
    need: str = ""
    alternative: str = ""
    requested_by: str | None = Field(None, description="E-mail of who asks for it; yourself if left out")
    cost_minor: int | None = None
    patch: dict[str, Any] = Field(default_factory=dict, description="The edit of the plan, in the engine's patch form")
    scope_delta: dict[str, Any] = Field(default_factory=dict)
    users_to_retrain: int | None = None
    test_cases: int | None = None
    acceptance_changed: bool = False


class VersionIn(Schema):
    version: int | None = None


class BecauseIn(VersionIn):
    because: str


class ChangeVoteIn(VersionIn):
    """Your own vote; nobody casts another's."""

    choice: str = Field(..., description="for, against or abstained")
    remark: str = ""
    seen_hash: str = Field(..., description="The dossier hash of the impact you read; refused if it is another now")


class DecideIn(BecauseIn):
    outcome: str
    conditions: str = ""
    offered: str = Field("", description="What is offered instead of a refused change")
    seen_hash: str | None = Field(
        None, description="The dossier hash of the impact you read; refused if it is another now"
    )


class NoteIn(VersionIn):
    note: str = ""


class CloseIn(NoteIn):
    actual_days: float


class ChangeEditIn(VersionIn):
    title: str | None = None
    justification: str | None = None
    need: str | None = None
    alternative: str | None = None
    cost_minor: int | None = None
    patch: dict[str, Any] | None = None
    scope_delta: dict[str, Any] | None = None
    users_to_retrain: int | None = None
    test_cases: int | None = None
    acceptance_changed: bool | None = None


class AgendaIn(Schema):
    meeting: str


class ImpactOut(Schema):
    assessed_at: datetime
    sentence: str
    finish_days: float | None
    window_before: date | None
    window_after: date | None
    windows_moved: int | None
    slack_before: int | None
    slack_after: int | None
    p50_days: float | None
    p80_days: float | None
    cost_share: float | None
    level: str
    because: list[str]
    stale: bool
    seen_hash: str


def _place(request: HttpRequest, slug: str) -> Place:
    return enter(request.auth, slug)  # type: ignore[attr-defined]


def _impact(change: ChangeRequest, found: Impact) -> dict[str, Any]:
    dossier = impact.dossier(change)
    names = [n for n in ImpactOut.model_fields if n not in {"because", "stale", "seen_hash"}]
    told = {name: getattr(found, name) for name in names}
    return {**told, "because": found.result["because"], "stale": dossier.stale, "seen_hash": dossier.hash}


def _member(place: Place, email: str) -> Person:
    found = holders(place.implementation).filter(email=email.lower()).first()
    if found is None:
        problem = f"{email} holds no role here."
        raise Refused([Refusal("person.unknown", problem, "Use the e-mail of a member.", Kind.INPUT)])
    return found


@router.post(f"{BASE}/", response={201: Out, **ANSWERS}, operation_id="changes_draft", summary="Draft a change request")
def draft(request: HttpRequest, slug: str, body: DraftIn) -> Status:
    place, text = _place(request, slug), body.dict()
    asker = text.pop("requested_by")
    who = _member(place, asker) if asker else None
    made = actions.draft(place.implementation, by=place.person, requested_by=who, **text)
    return Status(201, as_dict(register, made))


@router.get(
    f"{BASE}/{{ref}}/impact/",
    response={200: ImpactOut, **ANSWERS},
    operation_id="changes_impact",
    summary="Read the impact",
)
def read_impact(request: HttpRequest, slug: str, ref: str) -> dict[str, Any]:
    change = find(register, _place(request, slug), ref)
    found = impact.latest(change)
    if found is None:
        raise Http404(f"The impact of {ref} has not been assessed. Assess it with POST to this address.")
    return _impact(change, found)


@router.post(
    f"{BASE}/{{ref}}/impact/",
    response={200: ImpactOut, **ANSWERS},
    operation_id="changes_assess",
    summary="Simulate the impact",
)
def assess(request: HttpRequest, slug: str, ref: str) -> dict[str, Any]:
    place = _place(request, slug)
    change = find(register, place, ref)
    found = actions.assess(change, by=place.person)
    return _impact(find(register, place, ref), found)


@router.post(
    f"{BASE}/{{ref}}/submission/",
    response={200: Out, **ANSWERS},
    operation_id="changes_submit",
    summary="Submit",
)
def submit(request: HttpRequest, slug: str, ref: str, body: VersionIn) -> dict[str, Any]:
    place = _place(request, slug)
    actions.submit(find(register, place, ref), by=place.person, version=body.version)
    return as_dict(register, find(register, place, ref))


@router.post(
    f"{BASE}/{{ref}}/vote/",
    response={200: Out, **ANSWERS},
    operation_id="changes_vote",
    summary="Vote on the impact you read",
)
def vote(request: HttpRequest, slug: str, ref: str, body: ChangeVoteIn) -> dict[str, Any]:
    place = _place(request, slug)
    actions.vote(find(register, place, ref), by=place.person, **body.dict())
    return as_dict(register, find(register, place, ref))


@router.post(
    f"{BASE}/{{ref}}/decision/",
    response={200: Out, **ANSWERS},
    operation_id="changes_decide",
    summary="Decide",
)
def decide(request: HttpRequest, slug: str, ref: str, body: DecideIn) -> dict[str, Any]:
    place = _place(request, slug)
    actions.decide(find(register, place, ref), by=place.person, **body.dict())
    return as_dict(register, find(register, place, ref))


@router.post(
    f"{BASE}/{{ref}}/withdrawal/",
    response={200: Out, **ANSWERS},
    operation_id="changes_withdraw",
    summary="Withdraw",
)
def withdraw(request: HttpRequest, slug: str, ref: str, body: BecauseIn) -> dict[str, Any]:
    place = _place(request, slug)
    actions.withdraw(find(register, place, ref), by=place.person, **body.dict())
    return as_dict(register, find(register, place, ref))


@router.patch(f"{BASE}/{{ref}}/", response={200: Out, **ANSWERS}, operation_id="changes_edit", summary="Edit a draft")
def edit(request: HttpRequest, slug: str, ref: str, body: ChangeEditIn) -> dict[str, Any]:
    place = _place(request, slug)
    given = {name: value for name, value in body.dict(exclude_unset=True).items() if value is not None}
    actions.edit(find(register, place, ref), by=place.person, **given)
    return as_dict(register, find(register, place, ref))


@router.post(
    f"{BASE}/{{ref}}/agenda/",
    response={200: Out, **ANSWERS},
    operation_id="changes_schedule",
    summary="Put on an agenda",
)
def schedule(request: HttpRequest, slug: str, ref: str, body: AgendaIn) -> dict[str, Any]:
    place = _place(request, slug)
    actions.put_on_agenda(find(register, place, ref), place.get(Meeting, body.meeting), by=place.person)
    return as_dict(register, find(register, place, ref))


@router.post(
    f"{BASE}/{{ref}}/implementation/",
    response={200: Out, **ANSWERS},
    operation_id="changes_implement",
    summary="Record that it is implemented",
)
def implement(request: HttpRequest, slug: str, ref: str, body: NoteIn) -> dict[str, Any]:
    place = _place(request, slug)
    actions.implement(find(register, place, ref), by=place.person, **body.dict())
    return as_dict(register, find(register, place, ref))


@router.post(
    f"{BASE}/{{ref}}/verification/",
    response={200: Out, **ANSWERS},
    operation_id="changes_verify",
    summary="Record that it is verified",
)
def verify(request: HttpRequest, slug: str, ref: str, body: NoteIn) -> dict[str, Any]:
    place = _place(request, slug)
    actions.verify(find(register, place, ref), by=place.person, **body.dict())
    return as_dict(register, find(register, place, ref))


@router.post(f"{BASE}/{{ref}}/closure/", response={200: Out, **ANSWERS}, operation_id="changes_close", summary="Close")
def close(request: HttpRequest, slug: str, ref: str, body: CloseIn) -> dict[str, Any]:
    place = _place(request, slug)
    actions.close(find(register, place, ref), by=place.person, **body.dict())
    return as_dict(register, find(register, place, ref))
