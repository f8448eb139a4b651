"""Whose page is this? Its person's alone: everybody else, whatever their role, finds nothing there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from golive.career.salary.seal import SealBroken
from golive.foundation.desk.access import signed_in
from golive.foundation.people.models import Person

Owned = TypeVar("Owned", bound=models.Model)


def private(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the desk: asks to sign in, hands the view its person, and no browser or proxy keeps the answer."""

    @wraps(view)
    @cache_control(private=True, no_store=True)
    def kept_to_oneself(request: HttpRequest, **names: object) -> HttpResponse:
        try:
            return guarded(request, **names)
        except SealBroken:
            return render(request, "career_desk/locked.html", {}, status=409)

    guarded = signed_in(view)
    kept_to_oneself.is_guarded = True  # type: ignore[attr-defined]
    return kept_to_oneself


def owned(person: Person, model: type[Owned], pk: int) -> Owned:
    """The row of this person; 404 for the row of anybody else, which does not even admit that it exists."""
    found = model._default_manager.filter(person=person, pk=pk).first()
    if found is None:
        raise Http404("There is nothing of yours at this address.")
    return found
