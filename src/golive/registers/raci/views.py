"""What does a person see and do with the matrix?"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from golive.foundation.implementations.access import Place
from golive.foundation.register_kit.pages import placed
from golive.foundation.register_kit.verbs import perform
from golive.registers.raci import actions, forms, queries, rules
from golive.registers.raci.models import Deliverable
from golive.registers.raci.picture import matrix_page
from golive.registers.raci.verbs import matrix_verbs, new_verb


@require_GET
@placed
def matrix(request: HttpRequest, place: Place) -> HttpResponse:
    context = {**matrix_page(place.implementation), "new": new_verb(place), "more": matrix_verbs(place)}
    return render(request, "raci/matrix.html", context)


@require_http_methods(["GET", "POST"])
@placed
def seed(request: HttpRequest, place: Place) -> HttpResponse:
    titles = ", ".join(title for _, title, _, _ in rules.COMPULSORY)
    return perform(
        request,
        title="Seed the compulsory rows",
        intro=f"{titles}. {rules.PROVENANCE}",
        form=forms.NothingForm,
        do=lambda data: actions.seed_compulsory(place.implementation, by=place.person),
        back=place.url("raci", "matrix"),
        allowed=rules.may_write(place.seat, "seed the compulsory rows"),
        submit="Put them in",
    )


@require_http_methods(["GET", "POST"])
@placed
def add(request: HttpRequest, place: Place) -> HttpResponse:
    return perform(
        request,
        title="Add a row to the matrix",
        form=forms.AddForm,
        do=lambda data: actions.add(place.implementation, by=place.person, **data),
        back=place.url("raci", "matrix"),
        allowed=rules.may_write(place.seat, "add a row to the matrix"),
        submit="Add the row",
    )


@require_http_methods(["GET", "POST"])
@placed
def name_role(request: HttpRequest, place: Place) -> HttpResponse:
    return perform(
        request,
        title="Name a role",
        intro="Roles stand in the matrix, not people: people leave.",
        form=forms.RoleForm,
        do=lambda data: actions.name_role(place.implementation, by=place.person, **data),
        back=place.url("raci", "matrix"),
        allowed=rules.may_write(place.seat, "name roles of the matrix"),
        submit="Name it",
    )


@require_http_methods(["GET", "POST"])
@placed
def hold(request: HttpRequest, place: Place) -> HttpResponse:
    return perform(
        request,
        title="Say who holds a role",
        intro="A new holder accepts every A that comes with the role.",
        form=partial(forms.HoldForm, place=place),
        do=lambda data: actions.hold(by=place.person, **data) and place.url("raci", "matrix"),
        back=place.url("raci", "matrix"),
        allowed=rules.may_write(place.seat, "say who holds which role"),
    )


@require_http_methods(["GET", "POST"])
@placed
def delegate(request: HttpRequest, place: Place) -> HttpResponse:
    return perform(
        request,
        title="Delegate",
        intro="The delegate acts in every A of the one who is away, and it ends by itself.",
        form=partial(forms.DelegateForm, place=place),
        do=lambda data: actions.delegate(place.implementation, by=place.person, **data) and place.url("raci", "matrix"),
        back=place.url("raci", "matrix"),
        submit="Delegate",
        initial={"from_person": place.person.pk},
    )


@require_http_methods(["GET", "POST"])
@placed
def assign(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    row = place.get(Deliverable, ref)

    def do(data: dict[str, Any]) -> str:
        letter = data.pop("letter")
        if letter == forms.CLEAR:
            actions.clear(row, by=place.person, **data)
        else:
            actions.assign(row, letter=letter, by=place.person, **data)
        return row.get_absolute_url()

    return perform(
        request,
        title=f"Give a letter on {row.ref}",
        intro=row.title,
        form=partial(forms.AssignForm, place=place),
        do=do,
        back=row.get_absolute_url(),
        allowed=rules.may_write(place.seat, f"assign letters on {row.ref}"),
    )


@require_http_methods(["GET", "POST"])
@placed
def accept(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    row = place.get(Deliverable, ref)
    return perform(
        request,
        title=f"Accept to answer for {row.ref}",
        intro=f"You answer for “{row.title}”: its decisions and sign-offs come to you.",
        form=forms.NothingForm,
        do=lambda data: actions.accept(row, by=place.person) and row.get_absolute_url(),
        back=row.get_absolute_url(),
        submit="I accept",
    )


@require_http_methods(["GET", "POST"])
@placed
def consult(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    row, today = place.get(Deliverable, ref), place.implementation.today()
    people = queries.consulted(place.implementation, row.ref)
    facts: dict[str, Any] = {"ref": row.ref, "question": "-", "due": today, "today": today, "people": len(people)}
    return perform(
        request,
        title=f"Ask the consulted about {row.ref}",
        intro="Goes to " + (", ".join(person.name for person in people) or "nobody") + ". Silence is recorded.",
        form=forms.ConsultForm,
        do=lambda data: actions.consult(row, by=place.person, **data) and row.get_absolute_url(),
        back=row.get_absolute_url(),
        allowed=rules.may_consult(place.seat, **facts),
        submit="Ask them",
    )


@require_http_methods(["GET", "POST"])
@placed
def answer(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    row = place.get(Deliverable, ref)
    mine = queries.consultations(row).filter(person=place.person)
    waiting = mine.filter(answered_at=None).order_by("due", "pk").first()
    facts: dict[str, Any] = {"ref": row.ref, "asked": mine.exists(), "answered": waiting is None, "answer": "-"}
    return perform(
        request,
        title=f"Answer on {row.ref}",
        intro=waiting.question if waiting else "",
        form=forms.AnswerForm,
        do=lambda data: actions.answer(row, by=place.person, **data) and row.get_absolute_url(),
        back=row.get_absolute_url(),
        allowed=rules.may_answer(place.seat, **facts),
        submit="Answer",
    )


@require_http_methods(["GET", "POST"])
@placed
def inform(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    row = place.get(Deliverable, ref)
    people = queries.informed(place.implementation, row.ref)
    return perform(
        request,
        title=f"Tell the informed of {row.ref}",
        intro="Goes to " + (", ".join(person.name for person in people) or "nobody") + ".",
        form=forms.InformForm,
        do=lambda data: actions.inform(row, by=place.person, **data) and row.get_absolute_url(),
        back=row.get_absolute_url(),
        allowed=rules.may_inform(place.seat, ref=row.ref, text="-", people=len(people)),
        submit="Tell them",
    )


@require_http_methods(["GET", "POST"])
@placed
def close(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    row = place.get(Deliverable, ref)
    facts: dict[str, Any] = {"ref": row.ref, "state": row.state, "required": row.required_letter}
    return perform(
        request,
        title=f"Close {row.ref}",
        intro=row.title,
        form=forms.CloseForm,
        do=lambda data: actions.close(row, by=place.person, **data),
        back=row.get_absolute_url(),
        allowed=rules.may_close(place.seat, **facts, because="-"),
        submit="Close the row",
        initial={"version": row.version},
        danger=True,
    )
