"""What may a program do with what the client owes?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status

from golive.foundation.implementations.access import enter, holders
from golive.foundation.register_kit.api import ANSWERS, as_dict, record_schema
from golive.foundation.register_kit.pages import find
from golive.registers.commitments import actions, queries
from golive.registers.commitments.register import register

router = Router(tags=[register.title])
Out: Any = record_schema(register)
BASE = "/i/{slug}/commitments"


class AskIn(Schema):
    title: str
    counterpart: str
    task_uid: int
    note: str = ""


class DayIn(Schema):
    on: date
    note: str = ""
    version: int | None = None


class StandingOut(Schema):
    ref: str
    colour: str
    sentence: str | None
    need_by: date | None
    drop_dead: date | None
    from_window: date | None
    to_window: date | None
    cost_minor: int | None
    spare_working_days: int | None


@router.post(f"{BASE}/", response={201: Out, **ANSWERS}, operation_id="commitments_ask", summary="Ask for a delivery")
def ask(request: HttpRequest, slug: str, body: AskIn) -> Status:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    who = holders(place.implementation).filter(email=body.counterpart.lower()).first()
    facts = body.dict() | {"counterpart": who}
    return Status(201, as_dict(register, actions.ask(place.implementation, by=place.person, **facts)))


@router.get(
    f"{BASE}/{{ref}}/standing/",
    response={200: StandingOut, **ANSWERS},
    operation_id="commitments_standing",
    summary="What does a delay cost?",
)
def standing(request: HttpRequest, slug: str, ref: str) -> dict[str, Any]:
    found = queries.standing(find(register, enter(request.auth, slug), ref))  # type: ignore[attr-defined]
    delay = found.delay
    return {
        "ref": found.commitment.ref,
        "colour": found.colour.value,
        "sentence": found.sentence,
        "need_by": delay and delay.need_by,
        "drop_dead": delay and delay.drop_dead,
        "from_window": delay and delay.from_window,
        "to_window": delay and delay.to_window,
        "cost_minor": delay.cost.minor if delay and delay.cost else None,
        "spare_working_days": found.spare,
    }


@router.post(
    f"{BASE}/{{ref}}/promise/",
    response={200: Out, **ANSWERS},
    operation_id="commitments_promise",
    summary="Promise a day",
)
def promise(request: HttpRequest, slug: str, ref: str, body: DayIn) -> dict[str, Any]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    return as_dict(register, actions.promise(find(register, place, ref), by=place.person, **body.dict()))


@router.post(
    f"{BASE}/{{ref}}/delivery/",
    response={200: Out, **ANSWERS},
    operation_id="commitments_deliver",
    summary="Record the delivery",
)
def deliver(request: HttpRequest, slug: str, ref: str, body: DayIn) -> dict[str, Any]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    return as_dict(register, actions.deliver(find(register, place, ref), by=place.person, **body.dict()))
