"""How does a person get in and out? By password, by a mailed code, or in the demo by a click on a name."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from golive.foundation.desk.access import browser_of, network_of, safe_next
from golive.foundation.desk.forms import CodeForm, SignInForm
from golive.foundation.implementations.queries import demo_cast
from golive.foundation.people import actions, queries, sign_in
from golive.foundation.people.models import Person
from golive.plain.verdict import Refusal, Refused

BROWSER_KEY = "browser_key"


@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    if request.method == "GET" and request.user.is_authenticated:
        return redirect(safe_next(request))
    form, refusals = SignInForm(request.POST if request.method == "POST" else None), []
    if request.method == "POST" and form.is_valid():
        try:
            person = sign_in.by_password(**form.cleaned_data, network=network_of(request))
            return _let_in(request, person, "with a password")
        except Refused as refused:
            refusals = list(refused.refusals)
    return _door(request, form, refusals)


def _door(request: HttpRequest, form: SignInForm, refusals: list[Refusal]) -> HttpResponse:
    shown = {
        "form": form,
        "refusals": refusals,
        "next": safe_next(request),
        "cast": demo_cast() if settings.DEMO_SIGN_IN else [],
    }
    status = 422 if refusals or form.errors else 200
    return render(request, "desk/sign_in.html", shown, status=status)


@require_POST
def ask_for_code(request: HttpRequest) -> HttpResponse:
    """Mail a code. The answer is the same whether the address is known or not."""
    form = SignInForm(request.POST)
    form.fields["password"].required = False
    if not form.is_valid():
        return _door(request, form, [])
    email = form.cleaned_data["email"]
    try:
        request.session[BROWSER_KEY] = sign_in.send_code(email, network=network_of(request))
    except Refused as refused:
        return _door(request, form, list(refused.refusals))
    return _ask(request, CodeForm(), [])


@never_cache
@require_http_methods(["GET", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    form, refusals = CodeForm(request.POST if request.method == "POST" else None), []
    if request.method == "POST" and form.is_valid():
        try:
            key = request.session.get(BROWSER_KEY, "")
            person = sign_in.by_code(key, form.cleaned_data["code"], network=network_of(request))
            return _let_in(request, person, "with a mailed code")
        except Refused as refused:
            refusals = list(refused.refusals)
    return _ask(request, form, refusals)


def _ask(request: HttpRequest, form: CodeForm, refusals: list[Refusal]) -> HttpResponse:
    shown = {"form": form, "refusals": refusals, "next": safe_next(request), "minutes": sign_in.CODE_MINUTES}
    return render(request, "desk/code.html", shown, status=422 if refusals or form.errors else 200)


@require_POST
def enter_demo(request: HttpRequest) -> HttpResponse:
    """One click signs in as somebody of the worked example; only where the demo is on, only as its people."""
    if not settings.DEMO_SIGN_IN:
        raise Http404
    asked = request.POST.get("person", "")
    person = queries.demo_cast().filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 19 else None
    if person is None:
        raise Http404
    return _let_in(request, person, "in the demo")


def _let_in(request: HttpRequest, person: Person, how: str) -> HttpResponse:
    target = safe_next(request)
    request.session.flush()  # nothing that somebody prepared in this browser goes along
    request.session["browser"] = browser_of(request)
    request.session["since"] = timezone.now().isoformat()
    login(request, person)
    actions.note_sign_in(by=person, how=how)
    return redirect(target)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect(settings.LOGIN_URL)
