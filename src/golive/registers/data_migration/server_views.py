"""What does a person see of the declared servers, and how do they ask whether one answers?"""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from golive.foundation.implementations.access import Place
from golive.foundation.register_kit.pages import placed
from golive.foundation.register_kit.verbs import perform
from golive.plain.verdict import require
from golive.registers.data_migration import actions, connections, rules, servers


@require_GET
@placed
def listed(request: HttpRequest, place: Place) -> HttpResponse:
    require(rules.may_see_connections(place.seat))
    shown = servers.page(place) | {"file": settings.CONNECTIONS.name}
    return render(request, "data_migration/connections.html", shown)


@require_http_methods(["GET", "POST"])
@placed
def check(request: HttpRequest, place: Place, connection: str) -> HttpResponse:
    require(rules.may_see_connections(place.seat))
    found = connections.declared_for(place.implementation).get(connection)
    if found is None:
        raise Http404(f"No connection “{connection}” is declared for this implementation.")
    return perform(
        request,
        title=f"Check {found.title}",
        intro=f"{found.server} is asked with its account which tables may be read. Nothing is taken, and nothing is "
        "written there.",
        form=forms.Form,
        do=lambda data: place.url(
            "jobs", actions.check_connection(place.implementation, by=place.person, connection=connection).pk
        ),
        back=place.url("data_migration", "connections"),
        submit="Check it",
    )
