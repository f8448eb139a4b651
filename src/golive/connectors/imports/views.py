"""What does a person see and do to bring a file in?"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from golive.connectors.imports import actions, forms, preview_page, rules
from golive.connectors.imports.kinds import KINDS
from golive.connectors.imports.models import ImportBatch
from golive.connectors.imports.register import register
from golive.foundation.guard import IMPORT_LIMITS
from golive.foundation.implementations.access import Place
from golive.foundation.register_kit.pages import find, placed
from golive.foundation.register_kit.verbs import perform
from golive.plain.verdict import require


@require_http_methods(["GET", "POST"])
@placed
def upload(request: HttpRequest, place: Place) -> HttpResponse:
    return perform(
        request,
        title="Import a file",
        form=forms.UploadForm,
        do=lambda data: _received(place, data["file"], data["kind"]),
        back=place.url("imports"),
        allowed=rules.may_import(place.seat),
        submit="Show what it would change",
        template="imports/upload.html",
        context={"kinds": list(KINDS.values())},
    )


def _received(place: Place, file: Any, kind: str) -> ImportBatch:
    # The size is asked before the content: a file beyond the limit is not read into memory.
    if file.size > IMPORT_LIMITS.file_bytes:
        require(rules.may_receive(place.seat, name=file.name, size=file.size))
    return actions.upload(place.implementation, file.read(), by=place.person, name=file.name, kind=kind)


@require_GET
@placed
def batch(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = find(register, place, ref)
    shown = preview_page.context(place, found, request.GET.get("change", ""), request.GET.get("page", "1"))
    return render(
        request,
        register.detail_template,
        {"register": register, "verbs": [], "tone_of": partial(register.tone, found), **shown},
    )


@require_GET
@placed
def progress(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    """How far the reading is; once it has ended the page is loaded anew."""
    found = find(register, place, ref)
    answer = render(request, "imports/progress.html", {"record": found})
    if found.state != rules.READING or found.job is None or not found.job.open:
        answer["HX-Refresh"] = "true"
    return answer


@require_http_methods(["GET", "POST"])
@placed
def mapping(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = find(register, place, ref)
    has_mapping = found.mapping is not None
    return perform(
        request,
        title=f"How are the columns of {found.name} read?",
        form=partial(MappingWithResult, batch=found),
        do=lambda data: actions.remap(found, data["mapping"], by=place.person, version=data["version"]),
        back=found.get_absolute_url(),
        allowed=rules.may_remap(found.ref, found.state, place.seat, has_mapping=has_mapping),
        submit="Read it again",
        initial={"version": found.version},
        template="imports/mapping.html",
    )


class MappingWithResult(forms.MappingForm):
    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        return {**given, "mapping": self.chosen()} if not self.errors else given


@require_POST
@placed
def accept(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = find(register, place, ref)
    actions.accept(found, by=place.person, version=_version(request))
    return redirect(found.get_absolute_url())


@require_POST
@placed
def discard(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = find(register, place, ref)
    actions.discard(found, by=place.person, version=_version(request))
    return redirect(found.get_absolute_url())


def _version(request: HttpRequest) -> int | None:
    given = request.POST.get("version", "")
    return int(given) if given.isdigit() else None
