"""Where does a person stand in their preparation, and what comes next?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from golive.career.desk.sections import SECTIONS
from golive.career.own.pages import private
from golive.foundation.people.models import Person


@require_GET
@private
def desk(request: HttpRequest, person: Person) -> HttpResponse:
    steps = sorted((step for section in SECTIONS for step in section.steps(person)), key=lambda step: step.rank)
    parts = [(section, section.standing(person)) for section in SECTIONS]
    return render(request, "career_desk/desk.html", {"parts": parts, "steps": steps})
