"""What may a program do with the scope?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status

from golive.foundation.implementations.access import enter
from golive.foundation.register_kit.api import ANSWERS, as_dict, record_schema
from golive.registers.scope import actions, queries
from golive.registers.scope.models import ScopeBaseline, ScopeItem
from golive.registers.scope.register import register

router = Router(tags=[register.title])
Line: Any = record_schema(register)
BASE = "/i/{slug}/scope"


class LineIn(Schema):
    title: str
    kind: str = "in"
    acceptance: str = ""
    area: str = ""


class EditIn(Schema):
    title: str | None = None
    kind: str | None = None
    acceptance: str | None = None
    area: str | None = None
    version: int | None = None


class RemovalIn(Schema):
    because: str
    version: int | None = None


class DrawUpIn(Schema):
    because: str = ""


class SignatureIn(Schema):
    seen_hash: str


class TextLineOut(Schema):
    ref: str
    title: str
    kind: str
    acceptance: str
    area: str


class SignatureOut(Schema):
    person: str
    signed_as: str
    signed_at: datetime


class BaselineOut(Schema):
    ref: str
    number: int
    content_hash: str
    agreed_at: datetime | None
    decision: str | None
    current: bool
    signatures: list[SignatureOut]
    lines: list[TextLineOut]
    url: str


def _baseline(found: ScopeBaseline) -> dict[str, Any]:
    return {
        "ref": found.ref,
        "number": found.number,
        "content_hash": found.content_hash,
        "agreed_at": found.agreed_at,
        "decision": found.decision.ref if found.decision else None,
        "current": queries.is_current(found),
        "signatures": [
            {"person": each.person.name, "signed_as": each.signed_as, "signed_at": each.signed_at}
            for each in queries.signatures(found)
        ],
        "lines": found.content["lines"],
        "url": found.get_absolute_url(),
    }


@router.post(
    f"{BASE}/baselines/",
    response={201: BaselineOut, **ANSWERS},
    operation_id="scope_draw_up",
    summary="Draw up the scope for signature",
)
def draw_up(request: HttpRequest, slug: str, body: DrawUpIn) -> Status:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    return Status(201, _baseline(actions.draw_up(place.implementation, by=place.person, because=body.because)))


@router.get(
    f"{BASE}/baselines/{{ref}}/",
    response={200: BaselineOut, **ANSWERS},
    operation_id="scope_baseline",
    summary="Read a baseline with its text, hash and signatures",
)
def read_baseline(request: HttpRequest, slug: str, ref: str) -> dict[str, Any]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    return _baseline(place.get(ScopeBaseline, ref, "decision"))


@router.post(
    f"{BASE}/baselines/{{ref}}/signature/",
    response={200: BaselineOut, **ANSWERS},
    operation_id="scope_sign",
    summary="Sign the text with this hash",
)
def sign(request: HttpRequest, slug: str, ref: str, body: SignatureIn) -> dict[str, Any]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    found = place.get(ScopeBaseline, ref, "decision")
    return _baseline(actions.sign(found, by=place.person, seen_hash=body.seen_hash))


@router.post(
    f"{BASE}/baselines/{{ref}}/withdrawal/",
    response={200: BaselineOut, **ANSWERS},
    operation_id="scope_take_back",
    summary="Take back a text that is not fully signed",
)
def take_back(request: HttpRequest, slug: str, ref: str, body: DrawUpIn) -> dict[str, Any]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    found = place.get(ScopeBaseline, ref, "decision")
    return _baseline(actions.take_back(found, by=place.person, because=body.because))


@router.post(f"{BASE}/", response={201: Line, **ANSWERS}, operation_id="scope_add", summary="Write a scope line")
def add(request: HttpRequest, slug: str, body: LineIn) -> Status:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    return Status(201, as_dict(register, actions.add(place.implementation, by=place.person, **body.dict())))


@router.patch(
    f"{BASE}/{{ref}}/", response={200: Line, **ANSWERS}, operation_id="scope_edit", summary="Change a scope line"
)
def edit(request: HttpRequest, slug: str, ref: str, body: EditIn) -> dict[str, Any]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    item = place.get(ScopeItem, ref, "owner")
    given = {name: value for name, value in body.dict().items() if value is not None}
    return as_dict(register, actions.edit(item, by=place.person, **given))


@router.post(
    f"{BASE}/{{ref}}/removal/",
    response={200: Line, **ANSWERS},
    operation_id="scope_remove",
    summary="Remove a scope line",
)
def remove(request: HttpRequest, slug: str, ref: str, body: RemovalIn) -> dict[str, Any]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    item = place.get(ScopeItem, ref, "owner")
    return as_dict(register, actions.remove(item, by=place.person, because=body.because, version=body.version))
