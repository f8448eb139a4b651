"""What may a program do with people, settings and the log? The same as its person on the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema, Status

from golive.foundation.desk.audit_log import PAGE, Asked, found
from golive.foundation.implementations import actions, queries
from golive.foundation.implementations.access import enter
from golive.foundation.implementations.models import RoleHolding
from golive.foundation.register_kit.api import ANSWERS

router = Router(tags=["People, settings and audit"])
Value = bool | int | float | str


class SeatOut(Schema):
    slug: str
    name: str
    client: str
    phase: str
    committed_on: date | None
    roles: list[str]


class MeOut(Schema):
    email: str
    name: str
    organisation: str
    implementations: list[SeatOut]


class HoldingOut(Schema):
    id: int
    person: str
    email: str
    organisation: str
    role: str
    since: datetime


class GrantIn(Schema):
    email: str
    role: str
    name: str = ""
    organisation: str = ""


class EndIn(Schema):
    because: str = ""


class SettingOut(Schema):
    key: str
    value: Value
    default: Value
    unit: str
    meaning: str
    provenance: str
    because: str


class SettingIn(Schema):
    value: Value
    because: str


class EntryOut(Schema):
    seq: int
    at: datetime
    actor: str
    verb: str
    about: str
    url: str
    sentence: str
    because: str


class LogOut(Schema):
    items: list[EntryOut]
    next_before: int | None


@router.get("/me/", response={200: MeOut, **ANSWERS}, operation_id="me", summary="Who am I, and where do I sit?")
def me(request: HttpRequest) -> dict[str, Any]:
    person = request.auth  # type: ignore[attr-defined]
    seats = [
        {
            "slug": seat.implementation.slug,
            "name": seat.implementation.name,
            "client": seat.implementation.client,
            "phase": seat.implementation.phase,
            "committed_on": seat.implementation.committed_on,
            "roles": seat.roles,
        }
        for seat in queries.seats_of(person)
    ]
    return {"email": person.email, "name": person.name, "organisation": person.organisation, "implementations": seats}


def _holding(held: RoleHolding) -> dict[str, Any]:
    who = held.person
    named = {"person": who.name, "email": who.email, "organisation": who.organisation}
    return {"id": held.pk, "role": held.role, "since": held.granted_at, **named}


@router.get(
    "/i/{slug}/people/",
    response={200: list[HoldingOut], **ANSWERS},
    operation_id="people_list",
    summary="Who holds which role",
)
def people(request: HttpRequest, slug: str) -> list[dict[str, Any]]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    return [_holding(held) for held in queries.members_by_role(place.implementation)]


@router.post(
    "/i/{slug}/people/", response={200: HoldingOut, **ANSWERS}, operation_id="people_grant", summary="Give a role"
)
def grant(request: HttpRequest, slug: str, body: GrantIn) -> dict[str, Any]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    return _holding(actions.invite(place.implementation, by=place.person, **body.dict()))


@router.post(
    "/i/{slug}/people/{holding}/end/", response={204: None, **ANSWERS}, operation_id="people_end", summary="End a role"
)
def end(request: HttpRequest, slug: str, holding: str, body: EndIn) -> Status[None]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    mine = place.all(RoleHolding).select_related("person").filter(ended_at=None)
    number = int(holding) if holding.isascii() and holding.isdigit() and len(holding) < 19 else 0
    held = mine.filter(pk=number).first()
    if held is None:
        raise Http404("Nobody holds this role here any more.")
    actions.end(place.implementation, held.person, held.role, by=place.person, because=body.because)
    return Status(204, None)


def _setting(applied: queries.Applied) -> dict[str, Any]:
    s = applied.setting
    declared = {"key": s.key, "default": s.default, "unit": s.unit, "meaning": s.meaning, "provenance": s.provenance}
    return {**declared, "value": applied.value, "because": applied.chosen.because if applied.chosen else ""}


@router.get(
    "/i/{slug}/settings/",
    response={200: list[SettingOut], **ANSWERS},
    operation_id="settings_list",
    summary="Every threshold as it applies here",
)
def settings(request: HttpRequest, slug: str) -> list[dict[str, Any]]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    return [_setting(applied) for applied in queries.values(place.implementation).values()]


@router.post(
    "/i/{slug}/settings/{key}/",
    response={200: SettingOut, **ANSWERS},
    operation_id="settings_choose",
    summary="Set a threshold",
)
def choose(request: HttpRequest, slug: str, key: str, body: SettingIn) -> dict[str, Any]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    if key not in queries.values(place.implementation):
        raise Http404(f"There is no setting {key}.")
    actions.choose_value(place.implementation, key, body.value, by=place.person, because=body.because)
    return _setting(queries.values(place.implementation)[key])


@router.get(
    "/i/{slug}/audit/",
    response={200: LogOut, **ANSWERS},
    operation_id="audit_list",
    summary="What happened here, latest first",
)
def log(
    request: HttpRequest, slug: str, what: str = "", who: str = "", about: str = "", before: str = ""
) -> dict[str, Any]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    asked = Asked.read({"what": what, "who": who, "about": about, "before": before})
    entries = list(found(place, asked)[: PAGE + 1])
    items = [
        {
            "seq": e.seq, "at": e.at, "actor": e.actor_name, "verb": e.verb, "about": e.subject_ref,
            "url": e.subject_url, "sentence": e.sentence, "because": e.because,
        }
        for e in entries[:PAGE]
    ]  # fmt: skip
    return {"items": items, "next_before": items[-1]["seq"] if len(entries) > PAGE else None}
