"""What does a person see and do in the RAID log?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from golive.foundation.implementations.access import Place
from golive.foundation.register_kit.pages import placed
from golive.foundation.register_kit.verbs import perform
from golive.plain.seat import TEAM, lacks_role
from golive.registers.raid import actions, forms, rules
from golive.registers.raid.models import Item


@require_http_methods(["GET", "POST"])
@placed
def raise_item(request: HttpRequest, place: Place) -> HttpResponse:
    return perform(
        request,
        title="Raise an item",
        form=forms.RaiseForm,
        do=lambda data: actions.raise_item(place.implementation, by=place.person, **data),
        back=place.url("raid"),
        allowed=lacks_role(place.seat, TEAM, "raise an item"),
        submit="Raise",
        initial={"kind": request.GET.get("kind", rules.RISK)},
    )


@require_http_methods(["GET", "POST"])
@placed
def measure(request: HttpRequest, place: Place) -> HttpResponse:
    return perform(
        request,
        title="Record a reading",
        intro="Every trigger that looks at this measure is evaluated at once.",
        form=forms.ReadingForm,
        do=lambda data: (
            (actions.measure(place.implementation, by=place.person, **data) and place.url("raid")) or place.url("raid")
        ),
        back=place.url("raid"),
        allowed=lacks_role(place.seat, TEAM, "record a reading"),
        submit="Record",
        initial={"measure": request.GET.get("measure", ""), "unit": request.GET.get("unit", "")},
    )


def _on_item(
    title: str, form: Any, act: Callable[..., Any], verb: str, *, fields: tuple[str, ...] = (), danger: bool = False
) -> Callable[..., HttpResponse]:
    """A verb on one item: its form begins with what the item holds."""

    @require_http_methods(["GET", "POST"])
    @placed
    def view(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
        item = place.get(Item, ref, "owner")
        initial = {name: getattr(item, name) for name in fields} | {"version": item.version}
        initial |= item.trigger or {} if form is forms.AnswerForm else {}
        return perform(
            request,
            title=f"{title} {item.ref}",
            intro=item.title,
            form=partial(form, place=place) if form is forms.AssignForm else form,
            do=lambda data: act(item, by=place.person, **data),
            back=item.get_absolute_url(),
            allowed=rules.may_work_on(item, place.seat, verb),
            initial=initial,
            danger=danger,
        )

    return view


assess = _on_item("Assess", forms.AssessForm, actions.assess, "assess", fields=tuple(actions.FIGURES))
assign = _on_item(
    "Name the owner of",
    forms.AssignForm,
    lambda item, *, by, owner, version: actions.assign(item, owner, by=by, version=version),
    "give away",
    fields=("owner",),
)
answer = _on_item(
    "Plan the response to",
    forms.AnswerForm,
    actions.plan_response,
    "plan the response to",
    fields=("response", "mitigation", "contingency", "due"),
)
quantify = _on_item(
    "Quantify", forms.QuantifyForm, actions.quantify, "quantify", fields=("days_low", "days_likely", "days_high")
)
review = _on_item("Review", forms.NoteForm, actions.review, "review")
occur = _on_item("It has happened:", forms.BecauseForm, actions.occur, "record", danger=True)
close = _on_item("Close", forms.BecauseForm, actions.close, "close")
