"""Where is what? Phases in the order of the work, and the registers in each."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from golive.career.desk.sections import SECTIONS
from golive.foundation.implementations.access import Place
from golive.foundation.look.shell import NavEntry, NavPhase
from golive.foundation.register_kit.declaration import Register, registry

GROUPS = ["Plan & control", "Govern", "Decide", "Report"]
TABS = {"plan", "raid", "decisions"}
ACCOUNT, DESK = "/me/", "/me/desk/"


def groups(place: Place, path: str) -> list[NavPhase]:
    """The rail of one implementation: the cockpit first, then each group with its registers."""
    home = place.url()
    shown = [
        NavPhase(
            "",
            [
                NavEntry("Overview", "layout-dashboard", home, current=path == home, tab=True),
                _fixed(place, path, "Practices", "list-checks", "practices"),
            ],
        )
    ]
    for label in GROUPS:
        entries = [_entry(register, place, path) for register in registry.all() if register.group == label]
        if entries:
            shown.append(NavPhase(label, entries))
    record = [
        _fixed(place, path, "Imports", "upload", "imports"),
        _fixed(place, path, "People & roles", "users", "people"),
        _fixed(place, path, "Documents", "folder", "documents"),
        _fixed(place, path, "Jobs", "timer", "jobs"),
        _fixed(place, path, "Settings", "sliders-horizontal", "settings"),
        _fixed(place, path, "Audit", "scroll-text", "audit"),
    ]
    return [*shown, NavPhase("Record", record)]


def _fixed(place: Place, path: str, label: str, icon: str, name: str) -> NavEntry:
    url = place.url(name)
    return NavEntry(label, icon, url, current=path.startswith(url))


def _entry(register: Register, place: Place, path: str) -> NavEntry:
    url, badge = place.url(register.name), register.badge(place.implementation)
    return NavEntry(
        register.title,
        register.icon,
        place.url(register.name, register.home) if register.home else url,
        badge=badge.count if badge else "",
        hot=bool(badge and badge.hot),
        current=path.startswith(url),
        tab=register.name in TABS,
    )


def own(path: str) -> list[NavPhase]:
    """The rail outside of any implementation."""
    entries = [
        NavEntry("Implementations", "layers", "/", current=path == "/", tab=True),
        NavEntry(
            "Your account", "circle-user", ACCOUNT, current=path.startswith(ACCOUNT) and DESK not in path, tab=True
        ),
    ]
    desk = [NavEntry("Desk", "briefcase-business", DESK, current=path == DESK, tab=True)]
    desk += [NavEntry(each.label, each.icon, each.url, current=path.startswith(each.url)) for each in SECTIONS]
    return [NavPhase("", entries), NavPhase("Career desk", desk)]


def signed(request: HttpRequest, place: Place | None) -> Any:
    """The person as the rail shows them: with the roles held here, and the way out."""
    if not request.user.is_authenticated:
        return None
    person: Any = request.user
    person.role = ", ".join(sorted(place.seat.roles)).capitalize() if place else person.organisation
    person.sign_out_url, person.account_url, person.desk_url = "/sign-out/", ACCOUNT, DESK
    return person


def context(request: HttpRequest) -> dict[str, Any]:
    """What base.html needs on every page."""
    place: Place | None = getattr(request, "place", None)
    person = signed(request, place)
    return {
        "place": place,
        "implementation": place.implementation if place else None,
        "person": person,
        "nav": groups(place, request.path) if place else own(request.path) if person else [],
    }
