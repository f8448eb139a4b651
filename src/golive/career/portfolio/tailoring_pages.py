"""What of a job description does the résumé meet, and how does it leave the house?"""

from __future__ import annotations

import json
import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from golive.career.own.pages import private
from golive.career.portfolio import keeping, reads
from golive.career.portfolio.lists import DEMAND_COLUMNS, demand_rows
from golive.career.portfolio.models import KeptResume
from golive.career.portfolio.resume_form import DescriptionForm
from golive.career.portfolio.sections import RESUME
from golive.career.resume import Resume, blocks, checks, docx, editing, from_json, pdf, tailor
from golive.foundation.people.models import Person

KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}


def _mine(person: Person) -> KeptResume:
    kept = reads.resume_of(person)
    if kept is None:
        raise Http404("You have no résumé yet.")
    return kept


@require_http_methods(["GET", "POST"])
@private
def tailoring(request: HttpRequest, person: Person) -> HttpResponse:
    kept = _mine(person)
    form = DescriptionForm(request.POST if request.method == "POST" else None, initial={"wanted": kept.wanted or ""})
    if request.method == "POST" and form.is_valid():
        keeping.aim(person, form.cleaned_data["wanted"])
        return redirect(f"{RESUME}tailoring/")
    resume = from_json(kept.form)
    made = tailor(resume, kept.wanted) if kept.wanted else None
    shown = {
        "columns": DEMAND_COLUMNS, "rows": demand_rows(made) if made else [], "form": form, "made": made,
        "blocks": blocks(made.resume if made else resume), "wanted": kept.wanted,
    }  # fmt: skip
    return render(request, "portfolio/tailoring.html", shown, status=422 if form.errors else 200)


@require_GET
@private
def applicant_check(request: HttpRequest, person: Person) -> HttpResponse:
    resume = from_json(_mine(person).form)
    return render(request, "portfolio/applicant_check.html", {"checks": checks(resume, pdf(resume), docx(resume))})


@require_GET
@private
def download(request: HttpRequest, person: Person, kind: str) -> HttpResponse:
    kept = _mine(person)
    if kind not in KINDS:
        raise Http404("A résumé leaves as PDF, DOCX or JSON.")
    resume = from_json(kept.form)
    if request.GET.get("for") == "description" and kept.wanted:
        resume = tailor(resume, kept.wanted).resume
    answer = HttpResponse(_content(kind, resume, kept), content_type=KINDS[kind])
    answer["Content-Disposition"] = f'attachment; filename="{_file_name(resume)}.{kind}"'
    return answer


def _content(kind: str, resume: Resume, kept: KeptResume) -> bytes:
    if kind == "json":
        return json.dumps(editing.to_give_away(kept.form), indent=2, ensure_ascii=False).encode()
    return pdf(resume) if kind == "pdf" else docx(resume)


def _file_name(resume: Resume) -> str:
    """A name that every system takes: letters, digits and hyphens."""
    return "-".join([*re.findall(r"[A-Za-z0-9]+", resume.name), "Resume"])
