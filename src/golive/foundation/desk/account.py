"""What belongs to a person alone? Name, password, the browsers they are signed in with, and keys for their programs."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from golive.foundation.desk.access import browser_of, signed_in
from golive.foundation.desk.forms import NameForm, PasswordForm, TokenForm
from golive.foundation.implementations.queries import seats_of
from golive.foundation.people import actions, queries
from golive.foundation.people.models import Person, Token
from golive.foundation.register_kit.verbs import perform
from golive.plain.verdict import Refused


@never_cache
@require_GET
@signed_in
def me(request: HttpRequest, person: Person) -> HttpResponse:
    shown = {
        "tokens": list(queries.tokens(person)),
        "sessions": list(queries.sessions(person)),
        "here": request.session.session_key,
        "seats": seats_of(person),
        "has_password": bool(person.password) and person.has_usable_password(),
    }
    return render(request, "desk/me.html", shown)


@require_http_methods(["GET", "POST"])
@signed_in
def rename(request: HttpRequest, person: Person) -> HttpResponse:
    return perform(
        request,
        title="Your name",
        form=NameForm,
        do=lambda data: actions.rename(by=person, **data) and "/me/",
        back="/me/",
        initial={"name": person.name, "organisation": person.organisation},
    )


@require_http_methods(["GET", "POST"])
@signed_in
def password(request: HttpRequest, person: Person) -> HttpResponse:
    def do(data: dict[str, Any]) -> str:
        changed = actions.set_password(by=person, **data)
        request.session.flush()
        request.session["browser"], request.session["since"] = browser_of(request), timezone.now().isoformat()
        login(request, changed)
        return "/me/"

    return perform(request, title="Set a password", form=PasswordForm, do=do, back="/me/", submit="Set it")


@require_POST
@signed_in
def end_sessions(request: HttpRequest, person: Person) -> HttpResponse:
    actions.end_sessions(by=person, keep=request.session.session_key or "", only=request.POST.get("session", ""))
    return redirect("/me/")


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def make_token(request: HttpRequest, person: Person) -> HttpResponse:
    """A page of its own, because the secret is shown in the answer to the form and never again."""
    form, refusals = TokenForm(request.POST if request.method == "POST" else None, initial={"days": 90}), []
    if request.method == "POST" and form.is_valid():
        try:
            token, secret = actions.make_token(by=person, **form.cleaned_data)
            return render(request, "desk/token_made.html", {"token": token, "secret": secret})
        except Refused as refused:
            refusals = list(refused.refusals)
    status = 422 if refusals or form.errors else 200
    return render(request, "desk/token.html", {"form": form, "refusals": refusals}, status=status)


@require_POST
@signed_in
def revoke_token(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    token = Token.objects.filter(pk=pk, person=person).first()
    if token is None:
        raise Http404("You have no such token.")
    actions.revoke_token(token, by=person)
    return redirect("/me/")
