"""Is anybody signed in, and where may they be sent afterwards?"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from golive.foundation.implementations.access import NotSignedIn
from golive.foundation.people.models import Person


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For pages that belong to the person and to no implementation: who is not signed in is asked to."""

    @wraps(view)
    def guarded(request: HttpRequest, **names: object) -> HttpResponse:
        if not isinstance(request.user, Person):
            raise NotSignedIn
        return view(request, request.user, **names)

    guarded.is_guarded = True  # type: ignore[attr-defined]
    return guarded


def safe_next(request: HttpRequest) -> str:
    """Where to go after signing in: an address of this installation, or the start page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    local = wanted.startswith("/") and not wanted.startswith(settings.LOGIN_URL)
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if local and allowed else settings.LOGIN_REDIRECT_URL


def network_of(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def browser_of(request: HttpRequest) -> str:
    """The browser in two words, for the list of one's own sessions: "Firefox on Windows"."""
    agent = request.headers.get("User-Agent", "")
    browsers = {"Edg/": "Edge", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
    systems = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "macOS"}
    systems["Linux"] = "Linux"
    browser = next((name for mark, name in browsers.items() if mark in agent), "A browser")
    system = next((name for mark, name in systems.items() if mark in agent), "")
    return f"{browser} on {system}" if system else browser
