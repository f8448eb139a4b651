"""What does a person see and do with decisions?"""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from golive.foundation.implementations.access import Place
from golive.foundation.register_kit.pages import placed
from golive.foundation.register_kit.verbs import perform
from golive.plain.seat import lacks_role
from golive.registers.decisions import actions, forms, queries, rules
from golive.registers.decisions.models import Decision


@require_http_methods(["GET", "POST"])
@placed
def ask(request: HttpRequest, place: Place) -> HttpResponse:
    return perform(
        request,
        title="Ask for a decision",
        form=partial(forms.AskForm, place=place),
        do=lambda data: actions.ask(place.implementation, by=place.person, **data),
        back=place.url("decisions"),
        allowed=lacks_role(place.seat, rules.MAY_ASK, "ask for a decision"),
        submit="Ask",
    )


@require_http_methods(["GET", "POST"])
@placed
def decide(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    decision = place.get(Decision, ref)
    return perform(
        request,
        title=f"Record the decision on {decision.ref}",
        intro=decision.recommendation,
        form=partial(forms.DecideForm, place=place),
        do=lambda data: actions.decide(decision, by=place.person, **data),
        back=decision.get_absolute_url(),
        allowed=rules.may_decide(decision, place.seat, queries.addressed(decision), outcome="-", because="-"),
        submit="Record the decision",
        initial={"version": decision.version},
    )


@require_http_methods(["GET", "POST"])
@placed
def withdraw(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    decision = place.get(Decision, ref)
    return perform(
        request,
        title=f"Withdraw {decision.ref}",
        form=forms.WithdrawForm,
        do=lambda data: actions.withdraw(decision, by=place.person, **data),
        back=decision.get_absolute_url(),
        allowed=rules.may_withdraw(decision, place.seat, because="-"),
        submit="Withdraw",
        initial={"version": decision.version},
        danger=True,
    )


@require_http_methods(["GET", "POST"])
@placed
def replace(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    decision = place.get(Decision, ref, "decided_by")
    return perform(
        request,
        title=f"Ask for a decision in place of {decision.ref}",
        intro=f"{decision.ref} stands until the new one is taken: {decision.outcome}",
        form=partial(forms.AskForm, place=place),
        do=lambda data: actions.ask(place.implementation, by=place.person, supersedes=decision, **data),
        back=decision.get_absolute_url(),
        allowed=rules.may_replace(decision, place.seat),
        submit="Ask",
        initial={"title": decision.title, "question": decision.question, "decider": decision.decided_by},
    )


@require_http_methods(["GET", "POST"])
@placed
def dissent(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    decision = place.get(Decision, ref)
    return perform(
        request,
        title=f"Dissent from {decision.ref}",
        intro="Your dissent stands with the decision for good.",
        form=forms.DissentForm,
        do=lambda data: actions.dissent(decision, by=place.person, **data) and decision.get_absolute_url(),
        back=decision.get_absolute_url(),
        allowed=rules.may_dissent(decision, place.seat, text="-"),
        submit="Record the dissent",
    )


@require_POST
@placed
def confirm(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    decision = place.get(Decision, ref)
    actions.confirm(decision, by=place.person)
    return redirect(decision.get_absolute_url())
