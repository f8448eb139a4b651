"""What may a program read and do with the status?"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from golive.foundation.implementations.access import enter, holders
from golive.foundation.register_kit.api import ANSWERS, as_dict, record_schema
from golive.foundation.register_kit.pages import find
from golive.plain.rag import Rag
from golive.registers.status import actions, papers, queries
from golive.registers.status.register import register

router = Router(tags=[register.title])
Out: Any = record_schema(register)
BASE = "/i/{slug}/status"
Sayable = Literal["green", "amber", "red"]
FILES = {"pdf": ("application/pdf", papers.pdf), "pptx": ("application/octet-stream", papers.pptx)}


class ReportIn(Schema):
    notes: list[str] = []


class ColourIn(Schema):
    line: str
    colour: Sayable
    note: str = ""


class OverrideIn(Schema):
    line: str
    colour: Sayable
    reason: str
    expires: date | None = None


class SendIn(Schema):
    to: list[str]


class StatusLineOut(Schema):
    line: str
    colour: str


class SentOut(Schema):
    sent: int


@router.get(f"{BASE}/now/", operation_id="status_now", summary="Today's status page (format golive.status/1)")
def now(request: HttpRequest, slug: str) -> HttpResponse:
    page = queries.compute(enter(request.auth, slug).implementation)  # type: ignore[attr-defined]
    return HttpResponse(page.to_json(), content_type="application/json")


@router.get(f"{BASE}/{{ref}}/page/", operation_id="status_page", summary="A frozen page, letter by letter")
def frozen(request: HttpRequest, slug: str, ref: str) -> HttpResponse:
    found = find(register, enter(request.auth, slug), ref)  # type: ignore[attr-defined]
    return HttpResponse(found.content, content_type="application/json")


@router.get(f"{BASE}/{{ref}}/paper.{{kind}}", operation_id="status_paper", summary="A frozen page as PDF or slides")
def paper(request: HttpRequest, slug: str, ref: str, kind: str) -> HttpResponse:
    found = find(register, enter(request.auth, slug), ref)  # type: ignore[attr-defined]
    if kind not in FILES:
        raise Http404(f"There is no paper of kind {kind}.")
    media_type, make = FILES[kind]
    name = f"{slug}-status-{found.number}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(make(found.page), content_type=media_type, headers=headers)


@router.post(
    f"{BASE}/", response={201: Out, **ANSWERS}, operation_id="status_report", summary="Make and freeze a report"
)
def report(request: HttpRequest, slug: str, body: ReportIn) -> Status:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    return Status(201, as_dict(register, actions.report(place.implementation, by=place.person, notes=body.notes)))


@router.post(
    f"{BASE}/observations/", response={200: list[StatusLineOut], **ANSWERS}, operation_id="status_observe",
    summary="Keep today's evaluation of every line",
)  # fmt: skip
def observe(request: HttpRequest, slug: str) -> list[dict[str, str]]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    return [
        {"line": each.line, "colour": each.shown} for each in actions.observe(place.implementation, by=place.person)
    ]


@router.post(
    f"{BASE}/colours/",
    response={201: StatusLineOut, **ANSWERS},
    operation_id="status_say",
    summary="Say a line's colour",
)
def say(request: HttpRequest, slug: str, body: ColourIn) -> Status:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    facts = body.dict() | {"colour": Rag(body.colour)}
    made = actions.say_colour(place.implementation, by=place.person, **facts)
    return Status(201, {"line": made.line, "colour": made.colour})


@router.post(
    f"{BASE}/overrides/", response={201: StatusLineOut, **ANSWERS}, operation_id="status_override",
    summary="Override a computed colour",
)  # fmt: skip
def override(request: HttpRequest, slug: str, body: OverrideIn) -> Status:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    facts = body.dict() | {"colour": Rag(body.colour)}
    made = actions.override(place.implementation, by=place.person, **facts)
    return Status(201, {"line": made.line, "colour": made.colour})


@router.post(
    f"{BASE}/{{ref}}/sending/", response={200: SentOut, **ANSWERS}, operation_id="status_send",
    summary="Mail a report",
)  # fmt: skip
def send(request: HttpRequest, slug: str, ref: str, body: SendIn) -> dict[str, int]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    found = find(register, place, ref)
    people = holders(place.implementation).filter(email__in=[address.lower() for address in body.to])
    sent = actions.send(found, by=place.person, to=people)
    return {"sent": sent.to.count()}
