"""What may a program do with committees and meetings?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status

from golive.foundation.implementations.access import enter
from golive.foundation.people.models import Person
from golive.foundation.register_kit.api import ANSWERS, as_dict, record_schema
from golive.foundation.register_kit.pages import find
from golive.registers.steering import actions, queries
from golive.registers.steering.models import Committee
from golive.registers.steering.register import register

router = Router(tags=[register.title])
Meeting: Any = record_schema(register)
BASE = "/i/{slug}/steering"


class CallIn(Schema):
    committee: str
    on: datetime
    place: str = ""


class HoldIn(Schema):
    minutes: str
    present: list[str]
    version: int | None = None


class AgendaItemOut(Schema):
    ref: str
    title: str
    recommendation: str
    who: str
    due: str | None


@router.post(f"{BASE}/", response={201: Meeting, **ANSWERS}, operation_id="steering_call", summary="Call a meeting")
def call_meeting(request: HttpRequest, slug: str, body: CallIn) -> Status:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    committee = place.get(Committee, body.committee)
    meeting = actions.call_meeting(committee, by=place.person, on=body.on, place=body.place)
    return Status(201, as_dict(register, meeting))


@router.post(
    f"{BASE}/{{ref}}/minutes/",
    response={200: Meeting, **ANSWERS},
    operation_id="steering_hold",
    summary="Close a meeting; present names people by e-mail",
)
def hold(request: HttpRequest, slug: str, ref: str, body: HoldIn) -> dict[str, Any]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    came = Person.objects.filter(email__in=body.present)
    meeting = find(register, place, ref)
    return as_dict(
        register,
        actions.hold(meeting, by=place.person, minutes=body.minutes, present=came, version=body.version),
    )


@router.get(
    f"{BASE}/{{ref}}/agenda/",
    response={200: list[AgendaItemOut], **ANSWERS},
    operation_id="steering_agenda",
    summary="What a meeting has to decide",
)
def read_agenda(request: HttpRequest, slug: str, ref: str) -> list[dict[str, Any]]:
    meeting = find(register, enter(request.auth, slug), ref)  # type: ignore[attr-defined]
    return [
        {"ref": i.ref, "title": i.title, "recommendation": i.recommendation, "who": i.who, "due": i.due and str(i.due)}
        for i in queries.agenda(meeting)
    ]
