"""What does a person see and do with change requests?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from golive.foundation.implementations.access import Place
from golive.foundation.register_kit.pages import placed
from golive.foundation.register_kit.verbs import perform
from golive.plain.seat import lacks_role
from golive.registers.changes import actions, forms, impact, picking, queries, rules, showing
from golive.registers.changes.models import ChangeRequest
from golive.registers.plan import queries as plan_queries
from golive.registers.scope import queries as scope_queries

RELATED = ("requested_by", "created_by", "meeting", "decision")


@require_http_methods(["GET", "POST"])
@placed
def draft(request: HttpRequest, place: Place) -> HttpResponse:
    return perform(
        request,
        title="Draft a change request",
        intro="Nothing happens to plan or scope before it is decided.",
        form=partial(forms.DraftForm, place=place),
        do=lambda data: actions.draft(place.implementation, by=place.person, **data),
        back=place.url("changes"),
        allowed=lacks_role(place.seat, rules.MAY_DRAFT, "draft a change request"),
        submit="Save the draft",
        template="changes/draft.html",
    )


@require_GET
@placed
def tasks(request: HttpRequest, place: Place) -> HttpResponse:
    """The tasks that a picker offers for what was typed in it, whatever the field is called."""
    typed = " ".join(str(each) for each in request.GET.values())
    found = plan_queries.find_tasks(place.implementation, typed)[: picking.OFFERED]
    return render(request, "changes/tasks.html", {"tasks": [(picking.as_typed(task), task) for task in found]})


@require_http_methods(["GET", "POST"])
@placed
def edit(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    change = place.get(ChangeRequest, ref, *RELATED)
    return perform(
        request,
        title=f"Edit {change.ref}",
        form=partial(forms.EditForm, place=place, change=change),
        do=lambda data: actions.edit(change, by=place.person, **data),
        back=change.get_absolute_url(),
        allowed=rules.may_edit(change, place.seat),
        initial=forms.initial_of(change),
        template="changes/draft.html",
    )


@require_http_methods(["GET", "POST"])
@placed
def assess(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    change = place.get(ChangeRequest, ref, *RELATED)
    return perform(
        request,
        title=f"Assess the impact of {change.ref}",
        intro="The plan is simulated with and without the change, under the same luck; the authority follows.",
        form=forms.VersionForm,
        do=lambda data: actions.assess(change, by=place.person, **data) and change.get_absolute_url(),
        back=change.get_absolute_url(),
        allowed=rules.may_assess(change, place.seat),
        submit="Simulate",
        initial={"version": change.version},
    )


@require_http_methods(["GET", "POST"])
@placed
def submit(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    change = place.get(ChangeRequest, ref, *RELATED)
    dossier, bench = impact.dossier(change), queries.bench(change)
    return perform(
        request,
        title=f"Submit {change.ref}",
        form=forms.VersionForm,
        do=lambda data: actions.submit(change, by=place.person, **data),
        back=change.get_absolute_url(),
        allowed=rules.may_submit(change, place.seat, dossier, bench),
        submit="Submit",
        initial={"version": change.version},
        template="changes/submit.html",
        context={**_on_the_table(change), "bench": bench},
    )


def _on_the_table(change: ChangeRequest) -> dict[str, Any]:
    """What stands above a vote and a decision: the request, its impact, and what an approval does to the P80."""
    found = impact.latest(change)
    return {"change": change, "impact": found, "at_p80": showing.at_p80(found) if found else []}


@require_http_methods(["GET", "POST"])
@placed
def vote(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    change = place.get(ChangeRequest, ref, *RELATED)
    dossier, bench = impact.dossier(change), queries.bench(change)
    votes = queries.votes(change, bench, dossier)
    return perform(
        request,
        title=f"Vote on {change.ref}",
        form=forms.VoteForm,
        do=lambda data: actions.vote(change, by=place.person, **data) and change.get_absolute_url(),
        back=change.get_absolute_url(),
        allowed=rules.may_vote(
            change,
            place.seat,
            bench,
            dossier,
            choice=rules.ABSTAINED,
            has_voted=any(each.person_id == place.person.pk for each in votes),
            seen_hash=dossier.hash,
        ),
        submit="Vote",
        initial={"version": change.version, "seen_hash": dossier.hash},
        template="changes/vote.html",
        context={**_on_the_table(change), "bench": bench},
    )


@require_http_methods(["GET", "POST"])
@placed
def decide(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    change = place.get(ChangeRequest, ref, *RELATED)
    dossier, bench = impact.dossier(change), queries.bench(change)
    return perform(
        request,
        title=f"Decide {change.ref}",
        form=forms.DecideForm,
        do=lambda data: actions.decide(change, by=place.person, **data) and change.get_absolute_url(),
        back=change.get_absolute_url(),
        allowed=rules.may_open_decision(change, place.seat, bench),
        submit="Record the decision",
        initial={"version": change.version, "seen_hash": dossier.hash},
        template="changes/decide.html",
        context={
            **_on_the_table(change),
            "bench": bench,
            "votes": queries.votes(change, bench, dossier),
            "not_carried_out": [
                *rules.impact_faults(change, dossier),
                *scope_queries.amend_refusals(place.implementation, change.scope_delta),
            ],
        },
    )


@require_http_methods(["GET", "POST"])
@placed
def schedule(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    change = place.get(ChangeRequest, ref, *RELATED)
    return perform(
        request,
        title=f"Put {change.ref} on an agenda",
        form=partial(forms.AgendaForm, place=place),
        do=lambda data: actions.put_on_agenda(change, data["meeting"], by=place.person),
        back=change.get_absolute_url(),
        allowed=rules.may_schedule(change, place.seat, meeting="", planned=True),
        submit="Put it on",
    )


def _step(
    title: str,
    form: Any,
    act: Callable[..., Any],
    allowed: Callable[[ChangeRequest, Place], Any],
    submit: str,
    **more: Any,
) -> Callable[..., HttpResponse]:
    """A verb that only needs a version and perhaps a note."""

    @require_http_methods(["GET", "POST"])
    @placed
    def view(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
        change = place.get(ChangeRequest, ref, *RELATED)
        return perform(
            request,
            title=title.format(ref=change.ref),
            form=form,
            do=lambda data: act(change, by=place.person, **data),
            back=change.get_absolute_url(),
            allowed=allowed(change, place),
            submit=submit,
            initial={"version": change.version},
            **more,
        )

    return view


withdraw = _step(
    "Withdraw {ref}",
    forms.BecauseForm,
    actions.withdraw,
    lambda change, place: rules.may_withdraw(change, place.seat, because="-"),
    "Withdraw",
    danger=True,
)
implement = _step(
    "{ref} is implemented",
    forms.NoteForm,
    actions.implement,
    lambda change, place: rules.may_move_on(change, place.seat, to=rules.IMPLEMENTED),
    "Record it",
)
verify = _step(
    "{ref} is verified",
    forms.NoteForm,
    actions.verify,
    lambda change, place: rules.may_move_on(change, place.seat, to=rules.VERIFIED),
    "Record it",
)
close = _step(
    "Close {ref}",
    forms.CloseForm,
    actions.close,
    lambda change, place: rules.may_move_on(change, place.seat, to=rules.CLOSED),
    "Close",
)
