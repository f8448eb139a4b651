"""Which implementations does this person take part in, and how does a new one begin?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from golive.foundation.desk.access import signed_in
from golive.foundation.desk.forms import OpenForm
from golive.foundation.implementations import actions, queries
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.foundation.register_kit.verbs import perform


@require_GET
@signed_in
def start(request: HttpRequest, person: Person) -> HttpResponse:
    return render(request, "desk/start.html", {"seats": queries.seats_of(person)})


@require_http_methods(["GET", "POST"])
@signed_in
def open_new(request: HttpRequest, person: Person) -> HttpResponse:
    def do(data: dict[str, Any]) -> Implementation:
        return actions.open_implementation(by=person, slug=queries.free_slug(data["name"]), **data)

    return perform(
        request,
        title="Open an implementation",
        intro="You become its manager. Everything else can be changed later, on its Settings page.",
        form=OpenForm,
        do=do,
        back="/",
        submit="Open it",
    )
