"""What may a program do with the RAID log?"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema, Status

from golive.foundation.implementations.access import enter
from golive.foundation.people.models import Person
from golive.foundation.register_kit.api import ANSWERS, as_dict, record_schema
from golive.foundation.register_kit.pages import find
from golive.registers.raid import actions
from golive.registers.raid.register import register

router = Router(tags=[register.title])
ItemOut: Any = record_schema(register)
BASE = "/i/{slug}/raid"


class RaiseIn(Schema):
    kind: Literal["risk", "assumption", "issue", "dependency"]
    title: str
    because: str = ""
    may: str = ""
    which: str = ""
    due: date | None = None


class AssessIn(Schema):
    likelihood: int | None = None
    impact: int | None = None
    residual_likelihood: int | None = None
    residual_impact: int | None = None
    because: str = ""
    version: int | None = None


class AssignIn(Schema):
    owner: str
    version: int | None = None


class NoteIn(Schema):
    note: str = ""
    version: int | None = None


class ReadingIn(Schema):
    measure: str
    value: float
    unit: str = ""
    origin: str = ""


class FiredOut(Schema):
    fired: list[str]


@router.post(f"{BASE}/", response={201: ItemOut, **ANSWERS}, operation_id="raid_raise", summary="Raise an item")
def raise_item(request: HttpRequest, slug: str, body: RaiseIn) -> Status:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    item = actions.raise_item(place.implementation, by=place.person, **body.dict())
    return Status(201, as_dict(register, item))


@router.post(
    f"{BASE}/readings/",
    response={200: FiredOut, **ANSWERS},
    operation_id="raid_measure",
    summary="Record a reading; answers with the risks whose trigger it reached",
)
def measure(request: HttpRequest, slug: str, body: ReadingIn) -> dict[str, Any]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    return {"fired": [item.ref for item in actions.measure(place.implementation, by=place.person, **body.dict())]}


@router.post(
    f"{BASE}/{{ref}}/assessment/", response={200: ItemOut, **ANSWERS}, operation_id="raid_assess", summary="Assess"
)
def assess(request: HttpRequest, slug: str, ref: str, body: AssessIn) -> dict[str, Any]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    given = body.dict(exclude_unset=True)
    return as_dict(register, actions.assess(find(register, place, ref), by=place.person, **given))


@router.post(
    f"{BASE}/{{ref}}/owner/",
    response={200: ItemOut, **ANSWERS},
    operation_id="raid_assign",
    summary="Name the owner by e-mail",
)
def assign(request: HttpRequest, slug: str, ref: str, body: AssignIn) -> dict[str, Any]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    # Somebody unknown is a stranger like any other: the action refuses them with the rest.
    owner = Person.objects.filter(email=body.owner.lower()).first() or Person(pk=0, name=body.owner)
    return as_dict(register, actions.assign(find(register, place, ref), owner, by=place.person, version=body.version))


@router.post(
    f"{BASE}/{{ref}}/review/", response={200: ItemOut, **ANSWERS}, operation_id="raid_review", summary="Review"
)
def review(request: HttpRequest, slug: str, ref: str, body: NoteIn) -> dict[str, Any]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    return as_dict(register, actions.review(find(register, place, ref), by=place.person, **body.dict()))
