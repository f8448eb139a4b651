"""What does a person see and do with the scope?"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from golive.foundation import audit
from golive.foundation.implementations.access import Place
from golive.foundation.look.tables import Column, Row
from golive.foundation.register_kit.pages import placed
from golive.foundation.register_kit.verbs import perform
from golive.registers.scope import actions, delta, forms, queries, rules
from golive.registers.scope.models import ScopeBaseline, ScopeItem
from golive.registers.scope.verbs import baseline_verbs

GROUPS = (
    (delta.IN, "In scope", "How it is accepted"),
    (delta.OUT, "Out of scope", "Why it is out"),
    (delta.ASSUMPTION, "Taken for granted", "If it is wrong"),
)


@require_http_methods(["GET", "POST"])
@placed
def add(request: HttpRequest, place: Place) -> HttpResponse:
    return perform(
        request,
        title="Write a scope line",
        form=partial(forms.LineForm, place=place),
        do=lambda data: actions.add(place.implementation, by=place.person, **data),
        back=place.url("scope"),
        allowed=rules.may_write(place.seat, queries.signing_facts(place.implementation)),
        submit="Write the line",
    )


@require_http_methods(["GET", "POST"])
@placed
def edit(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    """After the first signature only what stays open is offered."""
    item = place.get(ScopeItem, ref)
    facts = queries.signing_facts(place.implementation)
    open_fields = ("owner", "estimate_days")
    names = open_fields if facts.frozen else (*delta.SIGNED_FIELDS, *open_fields)
    return perform(
        request,
        title=f"Edit {item.ref}",
        intro="The signed text is closed; a change request changes it." if facts.frozen else "",
        form=partial(forms.EditOpenForm if facts.frozen else forms.EditForm, place=place),
        do=lambda data: actions.edit(item, by=place.person, **data),
        back=item.get_absolute_url(),
        allowed=rules.may_write(place.seat, facts, touches_text=False),
        initial={name: getattr(item, name) for name in names} | {"version": item.version},
    )


@require_http_methods(["GET", "POST"])
@placed
def remove(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    item = place.get(ScopeItem, ref)
    facts = queries.signing_facts(place.implementation)
    return perform(
        request,
        title=f"Remove {item.ref}",
        intro=item.title,
        form=forms.RemoveForm,
        do=lambda data: actions.remove(item, by=place.person, **data),
        back=item.get_absolute_url(),
        allowed=rules.may_remove(place.seat, facts, ref=item.ref, state=item.state, because="-"),
        submit="Remove it",
        initial={"version": item.version},
        danger=True,
    )


@require_http_methods(["GET", "POST"])
@placed
def draw_up(request: HttpRequest, place: Place) -> HttpResponse:
    facts, lines = queries.signing_facts(place.implementation), queries.lines(place.implementation)
    return perform(
        request,
        title="Draw up the scope for signature",
        intro=f"{len(lines)} lines. {rules.WHO_SIGNS}",
        form=forms.DrawUpForm,
        do=lambda data: actions.draw_up(place.implementation, by=place.person, **data),
        back=place.url("scope"),
        allowed=rules.may_draw_up(place.seat, facts, lines),
        submit="Draw it up",
    )


@require_GET
@placed
def baseline(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = place.get(ScopeBaseline, ref, "decision", "created_by")
    context = {
        "record": found,
        "verbs": baseline_verbs(place, found),
        "history": audit.history_of(found, limit=30),
        **_text(found),
    }
    return render(request, "scope/baseline.html", context)


@require_http_methods(["GET", "POST"])
@placed
def sign(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = place.get(ScopeBaseline, ref, "decision", "created_by")
    facts = queries.signing_facts(place.implementation)
    has_signed = queries.signatures(found).filter(person=place.person).exists()
    return perform(
        request,
        title=f"Sign the scope {found.ref}",
        form=forms.SignForm,
        do=lambda data: actions.sign(found, by=place.person, **data),
        back=found.get_absolute_url(),
        allowed=rules.may_sign(place.seat, facts, ref=found.ref, has_signed=has_signed),
        submit="Sign this text",
        initial={"seen_hash": found.content_hash},
        template="scope/sign.html",
        context={"record": found, **_text(found)},
    )


@require_http_methods(["GET", "POST"])
@placed
def take_back(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = place.get(ScopeBaseline, ref)
    facts = queries.signing_facts(place.implementation)
    return perform(
        request,
        title=f"Take back {found.ref}",
        intro="Signatures already given stay on record and bind nobody. The lines can be edited again.",
        form=forms.TakeBackForm,
        do=lambda data: actions.take_back(found, by=place.person, **data),
        back=found.get_absolute_url(),
        allowed=rules.may_take_back(place.seat, facts, ref=found.ref, because="-"),
        submit="Take it back",
        danger=True,
    )


def _text(found: ScopeBaseline) -> dict[str, Any]:
    """The text of a baseline by kind, its signatures and what it changed."""
    lines = found.content["lines"]
    current = queries.is_current(found)
    signed = list(queries.signatures(found))
    people = {signature.person_id for signature in signed}
    owed = current and found.agreed_at is None
    required = queries.required_signatories(found.implementation) if owed else []
    return {
        "groups": [(label, _columns(why), _rows(lines, kind)) for kind, label, why in GROUPS],
        "signatures": signed,
        "waiting": [person for person in required if person.pk not in people],
        "current": current,
        "changes": queries.changed_by(found),
        "facts": queries.signing_facts(found.implementation) if current else None,
        "who_signs": rules.WHO_SIGNS,
    }


def _columns(why: str) -> list[Column]:
    return [Column("What"), Column("No.", css="tight grey"), Column(why), Column("Area", css="tight")]


def _rows(lines: list[dict[str, str]], kind: str) -> list[Row]:
    return [
        Row([line["title"], line["ref"], line["acceptance"] or "–", line["area"] or "–"])
        for line in lines
        if line["kind"] == kind
    ]
