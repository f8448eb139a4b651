"""What does a refusal look like? 404 to strangers, 403, 409 or 422 with every reason, 503 if others write too long."""

from __future__ import annotations

from collections.abc import Callable, Collection
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import is_valid_path

from golive.foundation.database.meeting import is_busy, is_deadlock
from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.access import NotSignedIn, Place
from golive.foundation.implementations.models import Implementation
from golive.foundation.register_kit.declaration import registry
from golive.plain.seat import Role
from golive.plain.verdict import Kind, Refusal, Refused

STATUS = {Kind.RIGHTS: 403, Kind.CONFLICT: 409, Kind.STATE: 422, Kind.INPUT: 422}


class RefusalMiddleware:
    """Turns the refusals that views let through into pages (or JSON below /api/)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotSignedIn):
            return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}")
        if isinstance(exception, Refused):
            return refused(request, exception)
        if is_deadlock(exception) and not hasattr(request, "tried_again") and not connection.in_atomic_block:
            return self._try_again(request)
        return busy(request) if is_busy(exception) else None

    def _try_again(self, request: HttpRequest) -> HttpResponse | None:
        """Once more the whole request: PostgreSQL rolled its action back, and the other one is through by now."""
        request.tried_again = True  # type: ignore[attr-defined]
        for _, files in request.FILES.lists():
            for file in files:
                file.seek(0)
        asked = request.resolver_match
        assert asked is not None
        try:
            answer: HttpResponse = asked.func(request, *asked.args, **asked.kwargs)
        except Exception as again:
            answered = self.process_exception(request, again)
            if answered is None:
                raise
            return answered
        return answer


def busy(request: HttpRequest) -> HttpResponse:
    """Nothing was stored and nothing is broken. The page asks the database for nothing."""
    wait = {"Retry-After": "5"}
    if request.path.startswith("/api/"):
        cure = "Send the same request again in a few seconds."
        reason = Refusal("database.busy", "Others are writing just now; nothing was stored.", cure, Kind.CONFLICT)
        return JsonResponse(as_json(Refused([reason])), status=503, headers=wait)
    return HttpResponse(render_to_string("look/503.html", {"request": request}), status=503, headers=wait)


def as_json(refused: Refused) -> dict[str, object]:
    """The API's form of a refusal: every reason with its stable code."""
    return {
        "refusals": [
            {"code": r.code, "problem": r.problem, "cure": r.cure, "kind": str(r.kind), "field": r.field}
            for r in refused.refusals
        ]
    }


def refused(request: HttpRequest, exception: Refused) -> HttpResponse:
    status = STATUS[exception.kind]
    if request.path.startswith("/api/"):
        return JsonResponse(as_json(exception), status=status)
    shown = {"refusals": exception.refusals, "status": status, **_ways_on(request, exception)}
    return render(request, "register_kit/refused.html", shown, status=status)


def _ways_on(request: HttpRequest, exception: Refused) -> dict[str, object]:
    """For a member only: who holds a role that carries the right, and where the record is; nothing outside a place."""
    place: Place | None = getattr(request, "place", None)
    if place is None:
        return {"may": [], "back": None}
    roles = {role for refusal in exception.refusals for role in refusal.roles}
    return {"may": who_holds(place.implementation, roles) if roles else [], "back": _back(request, place)}


def who_holds(implementation: Implementation, roles: Collection[str]) -> list[tuple[str, str]]:
    """Each of these roles with the names of who holds it here now, in the order of the roles."""
    names: dict[str, list[str]] = {role.value: [] for role in Role if role in roles}
    for held in implementations.members_by_role(implementation):
        if held.role in names and held.person.is_active:
            names[held.role].append(held.person.name)
    return [(role.capitalize(), ", ".join(people)) for role, people in names.items()]


def _back(request: HttpRequest, place: Place) -> tuple[str, str]:
    """The address and the name of the record that the request was about, else of its register, else of the overview."""
    named = request.resolver_match.kwargs.get("ref", "") if request.resolver_match else ""
    base = place.url()
    inside = request.path.removeprefix(base).strip("/").split("/")
    parts = inside[: inside.index(named) + 1] if named in inside else inside[:1]
    address = place.url(*parts)
    if parts == inside or not is_valid_path(address):
        return base, place.implementation.name
    register = registry.by_name.get(parts[0])
    return address, named or (register.title if register else parts[0].replace("_", " ").capitalize())
