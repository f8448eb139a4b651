"""What does a person see first?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from golive.foundation.implementations.access import Place
from golive.foundation.register_kit.pages import placed
from golive.web.home import board, first_steps
from golive.web.home import cockpit as picture


@require_GET
@placed
def cockpit(request: HttpRequest, place: Place) -> HttpResponse:
    shown = picture.cockpit(place)
    shown["steps"] = first_steps.steps(place.implementation, shown["forecast"])
    return render(request, "home/cockpit.html", shown)


@require_GET
@placed
def practices(request: HttpRequest, place: Place) -> HttpResponse:
    return render(request, "home/practices.html", {"board": board.latest(place.implementation)})
