"""How does a person do something to a record? One form in the drawer, the action, every reason if it is refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from golive.foundation.register_kit.refusals import STATUS
from golive.plain.verdict import Kind, Refusal, Refused, require


def perform(
    request: HttpRequest,
    *,
    title: str,
    form: Callable[..., forms.Form],
    do: Callable[[dict[str, Any]], Any],
    back: str,
    allowed: Sequence[Refusal] = (),
    submit: str = "Save",
    intro: str = "",
    initial: dict[str, Any] | None = None,
    danger: bool = False,
    template: str = "register_kit/verb.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form on GET, run ``do(cleaned_data)`` on POST, and go to what it returns (a record or an address).

    ``allowed`` are the reasons against even opening it: rights end in 403, others are shown above the switched-off
    form. A refusal of the action keeps everything typed and shows all reasons at once, at their fields where they
    name one. As a drawer (htmx) only the fragment is sent; without JavaScript the same address is a full page.
    """
    if any(refusal.kind is Kind.RIGHTS for refusal in allowed):
        require(allowed)
    bound = form(request.POST, request.FILES, initial=initial) if request.method == "POST" else form(initial=initial)
    refusals, status = list(allowed), 200
    if request.method == "POST":
        if bound.is_valid():
            try:
                return _done(request, do(bound.cleaned_data), back)
            except Refused as refused:
                refusals, status = _place(refused, bound), STATUS[refused.kind]
        else:
            status = 422
    shown = {
        "title": title, "form": bound, "refusals": refusals, "back": back, "submit": submit, "intro": intro,
        "danger": danger, "blocked": bool(allowed), "action": request.get_full_path(), **(context or {}),
    }  # fmt: skip
    return render(request, template, shown, status=status)


def _place(refused: Refused, form: forms.Form) -> list[Refusal]:
    """Reasons that name a field stand at the field; the others above the form."""
    for refusal in refused.refusals:
        if refusal.field in form.fields:
            form.add_error(refusal.field, str(refusal))
    return [refusal for refusal in refused.refusals if refusal.field not in form.fields]


def _done(request: HttpRequest, result: Any, back: str) -> HttpResponse:
    target = result if isinstance(result, str) else back
    if hasattr(result, "get_absolute_url"):
        target = result.get_absolute_url()
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return redirect(target)
