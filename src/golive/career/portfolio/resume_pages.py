"""How does a person begin, change and see their résumé?"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from golive.career.own.pages import private
from golive.career.portfolio import keeping, reads
from golive.career.portfolio.models import KeptResume
from golive.career.portfolio.resume_form import BasicsForm, ImportForm, JobForm, ListsForm, NothingToType
from golive.career.portfolio.resume_view import shown_jobs, whole_findings
from golive.career.portfolio.sections import RESUME
from golive.career.resume import blocks, claims, editing, from_json
from golive.career.resume.reading import MOST_BYTES
from golive.foundation.people.models import Person
from golive.foundation.register_kit.verbs import perform
from golive.plain.verdict import Kind, Refusal, require

Change = Callable[[editing.Form, dict[str, Any]], editing.Form]


@require_GET
@private
def resume(request: HttpRequest, person: Person) -> HttpResponse:
    kept = reads.resume_of(person)
    if kept is None:
        shut = reads.is_shut(person)
        name = "career_desk/locked.html" if shut else "portfolio/no_resume.html"
        return render(request, name, {}, status=409 if shut else 200)
    told, made = list(reads.all_stories(person).stories), from_json(kept.form)
    shown = {
        "kept": kept, "jobs": shown_jobs(kept.form, told), "whole": whole_findings(kept.form), "blocks": blocks(made),
        "claims": claims(made), "made": made,
    }  # fmt: skip
    return render(request, "portfolio/resume.html", shown)


@require_POST
@private
def begin(request: HttpRequest, person: Person) -> HttpResponse:
    if reads.resume_of(person) is None and not reads.is_shut(person):
        keeping.begin(person, editing.begun(person.name, person.email, person.job_title))
    return redirect(RESUME)


@require_http_methods(["GET", "POST"])
@private
def bring_in(request: HttpRequest, person: Person) -> HttpResponse:
    there = reads.resume_of(person) is not None
    return perform(
        request,
        title="Bring in a résumé",
        form=ImportForm,
        do=lambda data: _imported(person, data["file"]),
        back=RESUME,
        submit="Bring it in",
        intro="It takes the place of the résumé that is here." if there else "",
    )


def _imported(person: Person, file: Any) -> KeptResume:
    require([_unusable(f"{file.name} has {file.size:,} bytes.", "A résumé is text.")] if file.size > MOST_BYTES else [])
    try:
        held = json.loads(file.read().decode("utf-8-sig"))
    except (ValueError, RecursionError) as wrong:
        require([_unusable(f"{file.name} is no JSON ({str(wrong)[:120]}).", "Export it as JSON Resume.")])
    stories = reads.all_stories(person).stories
    form, _ = editing.taken_over(held, reads.borne_out(stories))
    return keeping.begin(person, form)


def _unusable(problem: str, cure: str) -> Refusal:
    return Refusal("resume.unusable", problem, cure, Kind.INPUT, "file")


@require_http_methods(["GET", "POST"])
@private
def removal(request: HttpRequest, person: Person) -> HttpResponse:
    _mine(person)
    return perform(
        request, title="Remove your résumé?", form=NothingToType, do=lambda data: keeping.give_up(person),
        back=RESUME, submit="Remove it", intro="Download it first if you may want it again.", danger=True,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@private
def basics(request: HttpRequest, person: Person) -> HttpResponse:
    held = _mine(person).form["basics"]
    shown = {**held, "city": (held.get("location") or {}).get("city", "")}
    return changed(
        request, person, "Name, contact and summary", BasicsForm,
        lambda form, data: editing.with_basics(form, data, data["city"]), shown,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@private
def lists(request: HttpRequest, person: Person) -> HttpResponse:
    return changed(
        request, person, "Skills, certifications, education, languages", ListsForm,
        lambda form, data: editing.with_lists(form, **{name: data[name] for name in LISTS}),
        dict(editing.typed(_mine(person).form)),
    )  # fmt: skip


LISTS = ("skills", "certificates", "education", "languages")


@require_http_methods(["GET", "POST"])
@private
def new_job(request: HttpRequest, person: Person) -> HttpResponse:
    _mine(person)
    return changed(request, person, "A job", JobForm, lambda form, data: editing.with_job(form, None, data), {})


@require_http_methods(["GET", "POST"])
@private
def job(request: HttpRequest, person: Person, at: int) -> HttpResponse:
    shown = job_at(person, at)
    return changed(request, person, "The job", JobForm, lambda form, data: editing.with_job(form, at, data), shown)


@require_http_methods(["GET", "POST"])
@private
def job_removal(request: HttpRequest, person: Person, at: int) -> HttpResponse:
    lines = len(job_at(person, at).get("highlights", []))
    intro = f"Its {lines} lines go with it." if lines else ""
    return removed(request, person, "Remove this job?", intro, lambda form: editing.without_job(form, at))


def removed(
    request: HttpRequest, person: Person, title: str, intro: str, change: Callable[[editing.Form], editing.Form]
) -> HttpResponse:
    """A part of the résumé taken away after one question."""
    kept = _mine(person)
    return perform(
        request, title=title, form=ByVersion, do=lambda data: keeping.revise(person, change, version=data["version"]),
        back=RESUME, submit="Remove it", intro=intro, danger=True, initial={"version": kept.version},
    )  # fmt: skip


class ByVersion(NothingToType):
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


def changed(
    request: HttpRequest,
    person: Person,
    title: str,
    form: Callable[..., forms.Form],
    change: Change,
    initial: dict[str, Any],
    **more: Any,
) -> HttpResponse:
    """A part of the résumé in a form of its own."""
    kept = _mine(person)

    def do(data: dict[str, Any]) -> KeptResume:
        version = data.pop("version", None)
        return keeping.revise(person, lambda held: change(held, data), version=version)

    return perform(
        request, title=title, form=form, do=do, back=RESUME, initial={**initial, "version": kept.version}, **more
    )


def job_at(person: Person, at: int) -> dict[str, Any]:
    work: list[dict[str, Any]] = _mine(person).form.get("work", [])
    if at >= len(work):
        raise Http404("There is no such job in your résumé.")
    return work[at]


def _mine(person: Person) -> KeptResume:
    kept = reads.resume_of(person)
    if kept is None:
        raise Http404("You have no résumé yet.")
    return kept
