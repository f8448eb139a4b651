"""What does a refusal look like? 404 to strangers, 403, 409 or 422 with every reason to members, sign-in to nobody."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from golive.foundation.implementations.access import NotSignedIn
from golive.plain.verdict import Kind, Refused

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
        return None


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
    return render(
        request, "register_kit/refused.html", {"refusals": exception.refusals, "status": status}, status=status
    )
