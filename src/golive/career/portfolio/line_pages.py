"""How does a line get into the résumé, and who answers for its figures?"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from golive.career.own.pages import private
from golive.career.portfolio import keeping, reads
from golive.career.portfolio.resume_form import LineForm
from golive.career.portfolio.resume_pages import changed, job_at, removed
from golive.career.portfolio.resume_view import marks
from golive.career.portfolio.sections import RESUME
from golive.career.resume import Bullet, editing
from golive.career.resume.lint import bullet_findings
from golive.career.resume.resume import figures
from golive.career.stories.bullets import Offered, offered
from golive.foundation.people.models import Person
from golive.plain.story import CLAIM


@require_http_methods(["GET", "POST"])
@private
def new(request: HttpRequest, person: Person, at: int) -> HttpResponse:
    job_at(person, at)
    return changed(
        request, person, "A line", LineForm,
        lambda form, data: editing.with_bullet(form, at, None, data["text"], claims=data["claims"]), {},
        template="portfolio/line_form.html", context={"held": "", "seen": _seen("", {}, {})},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@private
def line(request: HttpRequest, person: Person, at: int, number: int) -> HttpResponse:
    text, sources, links = line_at(person, at, number)
    seen = _seen(text, sources, links)
    return changed(
        request, person, "The line", LineForm,
        lambda form, data: editing.with_bullet(form, at, number, data["text"], claims=data["claims"]),
        {"text": text, "claims": CLAIM in sources.values()},
        template="portfolio/line_form.html", context={"held": f"{at}.{number}", "seen": seen},
    )  # fmt: skip


def line_at(person: Person, at: int, number: int) -> tuple[str, dict[str, str], dict[str, str]]:
    """A line with the sources and the links of its figures; 404 where there is none."""
    job = job_at(person, at)
    lines = job.get("highlights", [])
    if number >= len(lines):
        raise Http404("There is no such line in this job.")
    held = [dict((job.get(key) or [{}] * len(lines))[number] or {}) for key in ("x_evidence", editing.LINKS)]
    return lines[number], held[0], held[1]


@require_http_methods(["GET", "POST"])
@private
def removal(request: HttpRequest, person: Person, at: int, number: int) -> HttpResponse:
    text, _, _ = line_at(person, at, number)
    return removed(request, person, "Remove this line?", text, lambda form: editing.without_bullet(form, at, number))


@require_POST
@private
def rise(request: HttpRequest, person: Person, at: int, number: int) -> HttpResponse:
    line_at(person, at, number)
    keeping.revise(person, lambda form: editing.moved_up(form, at, number))
    return redirect(RESUME)


@require_POST
@private
def check(request: HttpRequest, person: Person) -> HttpResponse:
    """What the linter and the record say of a line while it is typed."""
    at, _, number = request.POST.get("held", "").partition(".")
    sources, links = dict[str, str](), dict[str, str]()
    if at.isdigit() and number.isdigit():
        _, sources, links = line_at(person, int(at), int(number))
    text = " ".join(request.POST.get("text", "")[:600].split())
    return render(request, "portfolio/line_seen.html", _seen(text, sources, links))


def _seen(text: str, sources: dict[str, str], links: dict[str, str]) -> dict[str, object]:
    known = {token: sources[token] for token in figures(text) if token in sources}
    bullet = Bullet(text, known)
    return {"marks": marks(bullet, links), "findings": bullet_findings(bullet) if text else [], "typed": text}


@require_http_methods(["GET", "POST"])
@private
def from_record(request: HttpRequest, person: Person, at: int) -> HttpResponse:
    """Lines from the stories: the record's with evidence, one's own as claims. One click puts one into the job."""
    job = job_at(person, at)
    found = [line for told in reads.all_stories(person).stories for line in offered(told)]
    if request.method == "POST":
        chosen = _chosen(found, request.POST.get("line", ""))
        keeping.revise(person, lambda form: editing.with_bullet(
            form, at, None, chosen.bullet.text, sources=chosen.bullet.sources, links=chosen.links
        ))  # fmt: skip
        return redirect(RESUME)
    lines = [
        (line, marks(line.bullet, dict(line.links)), line.bullet.text in job.get("highlights", [])) for line in found
    ]
    return render(request, "portfolio/from_record.html", {"job": job, "lines": lines, "at": at})


def _chosen(found: list[Offered], text: str) -> Offered:
    for line in found:
        if line.bullet.text == text:
            return line
    raise Http404("Your stories do not offer this line any more.")
