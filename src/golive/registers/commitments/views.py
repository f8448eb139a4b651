"""What does a person see and do with what the client owes?"""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from golive.foundation.implementations.access import Place
from golive.foundation.register_kit.pages import placed
from golive.foundation.register_kit.verbs import perform
from golive.plain.seat import lacks_role
from golive.registers.commitments import actions, forms, queries, rules
from golive.registers.commitments.models import Commitment


@require_http_methods(["GET", "POST"])
@placed
def ask(request: HttpRequest, place: Place) -> HttpResponse:
    return perform(
        request,
        title="Ask for a delivery",
        form=partial(forms.AskForm, place=place),
        do=lambda data: actions.ask(place.implementation, by=place.person, **data),
        back=place.url("commitments"),
        allowed=lacks_role(place.seat, rules.MAY_ASK, "ask for a delivery"),
        submit="Ask",
    )


@require_http_methods(["GET", "POST"])
@placed
def promise(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    owed = place.get(Commitment, ref, "counterpart")
    return perform(
        request,
        title=f"For which day does {owed.counterpart.name} promise {owed.ref}?",
        intro=queries.standing(owed).sentence or "",
        form=forms.DayForm,
        do=lambda data: actions.promise(owed, by=place.person, **data),
        back=owed.get_absolute_url(),
        allowed=rules.may_promise(
            owed, place.seat, on=place.implementation.today(), today=place.implementation.today()
        ),
        submit="Record the promise",
        initial={"version": owed.version},
    )


@require_http_methods(["GET", "POST"])
@placed
def deliver(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    owed, today = place.get(Commitment, ref, "counterpart"), place.implementation.today()
    return perform(
        request,
        title=f"{owed.ref} is there",
        form=forms.DeliveredForm,
        do=lambda data: actions.deliver(owed, by=place.person, **data),
        back=owed.get_absolute_url(),
        allowed=rules.may_deliver(owed, place.seat, on=today, today=today),
        submit="Record the delivery",
        initial={"version": owed.version, "on": today},
    )


@require_http_methods(["GET", "POST"])
@placed
def escalate(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    owed = place.get(Commitment, ref, "counterpart")
    sentence = queries.standing(owed).sentence
    return perform(
        request,
        title=f"Escalate {owed.ref}",
        intro="The sentence is computed from the plan as it stands. Put it into your own words; both are kept.",
        form=partial(forms.EscalateForm, place=place),
        do=lambda data: actions.escalate(owed, by=place.person, **data) and owed.get_absolute_url(),
        back=owed.get_absolute_url(),
        allowed=rules.may_escalate(owed, place.seat, words="-", sentence=sentence),
        submit="Send",
        initial={"words": sentence, "to": owed.counterpart_id},
    )


@require_http_methods(["GET", "POST"])
@placed
def cancel(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    owed = place.get(Commitment, ref)
    return perform(
        request,
        title=f"Cancel {owed.ref}",
        form=forms.BecauseForm,
        do=lambda data: actions.cancel(owed, by=place.person, **data),
        back=owed.get_absolute_url(),
        allowed=rules.may_cancel(owed, place.seat, because="-"),
        submit="Cancel it",
        initial={"version": owed.version},
        danger=True,
    )
