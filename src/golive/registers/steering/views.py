"""What does a person see and do with committees and meetings?"""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from golive.foundation import audit
from golive.foundation.implementations.access import Place
from golive.foundation.register_kit.pages import placed
from golive.foundation.register_kit.verbs import perform
from golive.registers.steering import actions, forms, queries, rules
from golive.registers.steering.models import Committee, Meeting
from golive.registers.steering.verbs import committee_verbs


@require_http_methods(["GET", "POST"])
@placed
def found(request: HttpRequest, place: Place) -> HttpResponse:
    return perform(
        request,
        title="Found a committee",
        form=forms.FoundForm,
        do=lambda data: actions.found(place.implementation, by=place.person, **data),
        back=place.url("steering"),
        allowed=rules.may_organise(place.seat, "found a committee"),
        submit="Found",
    )


@require_GET
@placed
def committee(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = place.get(Committee, ref)
    context = {
        "record": found,
        "verbs": committee_verbs(place, found),
        "history": audit.history_of(found, limit=30),
        "members": queries.members(found),
        "authority": queries.limits(place.implementation),
    }
    return render(request, "steering/committee.html", context)


@require_http_methods(["GET", "POST"])
@placed
def seat(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    committee = place.get(Committee, ref)
    return perform(
        request,
        title=f"Give a seat in {committee.title}",
        form=partial(forms.SeatForm, place=place),
        do=lambda data: actions.seat(committee, by=place.person, **data) and committee.get_absolute_url(),
        back=committee.get_absolute_url(),
        allowed=rules.may_organise(place.seat, f"give seats in {committee.title}"),
        submit="Give the seat",
    )


@require_http_methods(["GET", "POST"])
@placed
def unseat(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    committee = place.get(Committee, ref)
    return perform(
        request,
        title=f"End a seat in {committee.title}",
        form=partial(forms.UnseatForm, committee=committee),
        do=lambda data: actions.unseat(committee, by=place.person, **data),
        back=committee.get_absolute_url(),
        allowed=rules.may_organise(place.seat, f"end seats in {committee.title}"),
        submit="End the seat",
        danger=True,
    )


@require_http_methods(["GET", "POST"])
@placed
def call_meeting(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    committee = place.get(Committee, ref)
    return perform(
        request,
        title=f"Call a meeting of {committee.title}",
        form=forms.CallForm,
        do=lambda data: actions.call_meeting(committee, by=place.person, **data),
        back=committee.get_absolute_url(),
        allowed=rules.may_organise(place.seat, "call a meeting"),
        submit="Call the meeting",
    )


@require_http_methods(["GET", "POST"])
@placed
def hold(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    meeting = place.get(Meeting, ref, "committee")
    return perform(
        request,
        title=f"Close {meeting.ref}",
        intro="The agenda is kept as it stands now.",
        form=partial(forms.HoldForm, meeting=meeting),
        do=lambda data: actions.hold(meeting, by=place.person, **data),
        back=meeting.get_absolute_url(),
        allowed=rules.may_hold(meeting, place.seat, minutes="-", present=range(99), quorum=0),
        submit="Close the meeting",
        initial={"version": meeting.version},
    )


@require_http_methods(["GET", "POST"])
@placed
def cancel(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    meeting = place.get(Meeting, ref, "committee")
    return perform(
        request,
        title=f"Cancel {meeting.ref}",
        form=forms.CancelForm,
        do=lambda data: actions.cancel(meeting, by=place.person, **data),
        back=meeting.get_absolute_url(),
        allowed=rules.may_organise(place.seat, f"cancel {meeting.ref}"),
        submit="Cancel the meeting",
        danger=True,
    )
