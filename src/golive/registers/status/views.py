"""What does a person see and do with the status?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from golive.foundation.implementations.access import Place
from golive.foundation.register_kit.pages import placed
from golive.foundation.register_kit.verbs import perform
from golive.plain.seat import lacks_role
from golive.registers.status import actions, evaluating, forms, papers, picture, queries, reporting, rules
from golive.registers.status.models import Report
from golive.registers.status.page import StatusPage
from golive.registers.status.verbs import tabs, today_verbs

PAPERS: dict[str, tuple[str, Callable[[StatusPage], bytes | str]]] = {
    "pdf": ("application/pdf", papers.pdf),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", papers.pptx),
    "html": ("text/html; charset=utf-8", papers.html),
    "json": ("application/json", StatusPage.to_json),
}


@require_GET
@placed
def now(request: HttpRequest, place: Place) -> HttpResponse:
    page, last = queries.compute(place.implementation), queries.latest(place.implementation)
    context = picture.shown(page, place.implementation, picture.greener_today(last)) | {
        "tabs": tabs(place, "now"),
        "verbs": today_verbs(place),
        "papers": [(label, place.url("status", "now")[:-1] + f".{kind}", mark) for kind, label, mark in picture.PAPERS],
        "last": last,
    }
    return render(request, "status/now.html", context)


@require_GET
@placed
def paper_now(request: HttpRequest, place: Place, kind: str) -> HttpResponse:
    return _paper(place, queries.compute(place.implementation), kind)


@require_GET
@placed
def paper(request: HttpRequest, place: Place, ref: str, kind: str) -> HttpResponse:
    return _paper(place, place.get(Report, ref).page, kind)


def _paper(place: Place, page: StatusPage, kind: str) -> HttpResponse:
    if kind not in PAPERS:
        raise Http404(f"There is no paper of kind {kind}.")
    media_type, make = PAPERS[kind]
    name = f"{place.implementation.slug}-status-{page.cover.number}.{kind}"
    # Always an attachment: a page that people wrote words into is not opened in our own address.
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(make(page), content_type=media_type, headers=headers)


@require_POST
@placed
def observe(request: HttpRequest, place: Place) -> HttpResponse:
    actions.observe(place.implementation, by=place.person)
    return redirect(place.url("status", "now"))


@require_http_methods(["GET", "POST"])
@placed
def report(request: HttpRequest, place: Place) -> HttpResponse:
    last = queries.latest(place.implementation)
    today = place.implementation.today()
    return perform(
        request,
        title="Make the status report",
        intro="The page is computed now and frozen with its hash; it never changes afterwards.",
        form=forms.ReportForm,
        do=lambda data: actions.report(place.implementation, by=place.person, notes=data["notes"].splitlines()),
        back=place.url("status", "now"),
        allowed=reporting.may_report(place.seat, notes=(), last=last.as_of if last else None, today=today),
        submit="Freeze the report",
    )


@require_http_methods(["GET", "POST"])
@placed
def say(request: HttpRequest, place: Place) -> HttpResponse:
    back = place.url("status", "now")
    return perform(
        request,
        title="Say how a line stands",
        intro="Your colour stands beside the computed one. Where it is greener, the report says so.",
        form=partial(forms.ColourForm, lines=_lines(place)),
        do=lambda data: actions.say_colour(place.implementation, by=place.person, **data) and back,
        back=back,
        allowed=lacks_role(place.seat, reporting.MAY_SAY, "say how a line stands"),
        initial={"line": request.GET.get("line", "")},
    )


@require_http_methods(["GET", "POST"])
@placed
def override(request: HttpRequest, place: Place) -> HttpResponse:
    back = place.url("status", "now")
    return perform(
        request,
        title="Override a computed colour",
        intro="Your name, your reason, the end and the computed colour are printed beside it on every paper.",
        form=partial(forms.OverrideForm, lines=_lines(place), today=place.implementation.today()),
        do=lambda data: actions.override(place.implementation, by=place.person, **data) and back,
        back=back,
        allowed=lacks_role(place.seat, rules.MAY_OVERRIDE, "override a colour"),
        initial={"line": request.GET.get("line", "")},
        submit="Override",
        danger=True,
    )


def _lines(place: Place) -> list[str]:
    return [each.line.name for each in evaluating.evaluate(evaluating.ground(place.implementation))]


@require_http_methods(["GET", "POST"])
@placed
def send(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = place.get(Report, ref)
    subject, _, text = papers.email(found.page)
    preview: dict[str, Any] = {"subject": subject, "text": text}
    people = list(queries.recipients(place.implementation))
    return perform(
        request,
        title=f"Send {found.ref}",
        intro="Each gets a letter of their own, with the page as PDF.",
        form=partial(forms.SendForm, place=place),
        do=lambda data: actions.send(found, by=place.person, **data) and found.get_absolute_url(),
        back=found.get_absolute_url(),
        allowed=lacks_role(place.seat, reporting.MAY_PUBLISH, f"send {found.ref}"),
        initial={"to": people},
        submit="Send",
        template="status/send.html",
        context=preview,
    )
