"""How does a mock interview run in the browser: begin, answer, be coached, see what comes next?"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from golive.career.bank import built_in
from golive.career.own.pages import owned, private
from golive.career.rehearsal import notebook, queries, rules
from golive.career.rehearsal.coaching import ASKS, coached, progress
from golive.career.rehearsal.drawing import guide_of
from golive.career.rehearsal.forms import AnswerForm, BeginForm, ReplyForm
from golive.career.rehearsal.hearing import PACE, ear
from golive.career.rehearsal.models import Answer, Rehearsal
from golive.foundation.people.models import Person
from golive.foundation.register_kit.verbs import perform
from golive.plain.verdict import require

HERE = "/me/desk/interview/"
SHOWN = 30  # rehearsals in the list


@require_http_methods(["GET", "POST"])
@private
def interview(request: HttpRequest, person: Person) -> HttpResponse:
    """Begin one, and see how the last ones went."""
    rows = queries.rehearsals(person)
    shown = {
        "rehearsals": [(row, queries.average_of(row)) for row in rows[:SHOWN]],
        "earlier": len(rows[SHOWN:]),
        "progress": progress(queries.marks(rows)),
        "criteria": ASKS.values(),
    }
    return perform(
        request,
        title="Mock interview",
        form=BeginForm,
        do=lambda data: notebook.begin(by=person, **data),
        back="/me/desk/",
        submit="Begin",
        initial={"practices": _wanted(request)},
        template="rehearsal/interview.html",
        context=shown,
    )


def _wanted(request: HttpRequest) -> list[int]:
    """The practices that a link asks for: ?practice=3."""
    return [int(each) for each in request.GET.getlist("practice") if each.isascii() and each.isdigit()]


@require_http_methods(["GET", "POST"])
@private
def rehearsal(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    """What is asked now; when nothing is left, how it went."""
    row = owned(person, Rehearsal, pk)
    now = queries.current(row)
    if now is None and request.method == "GET":
        return render(request, "rehearsal/done.html", _results(row))
    answer, is_follow_up = now or (_last(row), False)
    at = f"{answer.place}{'-follow-up' if is_follow_up else ''}"

    def do(data: dict[str, Any]) -> str:
        require(rules.may_go_on(request.GET.get("at", ""), at))
        if is_follow_up:
            notebook.reply(row, answer.place, **data)
            return row.get_absolute_url()
        made = notebook.answer(row, answer.place, **data)
        return made.get_absolute_url() if row.mode == "study" else row.get_absolute_url()

    return perform(
        request,
        title=f"Question {answer.place} of {row.answers.count()}",
        form=ReplyForm if is_follow_up else AnswerForm,
        do=do,
        back=HERE,
        submit="Done",
        template="rehearsal/question.html",
        context={"at": at, **_asked(row, answer, is_follow_up)},
    )


def _asked(row: Rehearsal, answer: Answer, is_follow_up: bool) -> dict[str, Any]:
    """In real mode nobody helps: the guide stays away."""
    text = (answer.follow_up or {}).get("text") if is_follow_up else answer.question
    guide = guide_of(built_in(), answer.practice) if row.mode == "study" else None
    return {"rehearsal": row, "answer": answer, "asked": text, "is_follow_up": is_follow_up, "guide": guide} | ear()


def _results(row: Rehearsal) -> dict[str, Any]:
    answers = list(row.answers.all())
    return {
        "rehearsal": row,
        "pace": PACE,
        "average": queries.average_of(row),
        "coached": [coached(each) for each in answers if each.answered_at],
        "skipped": [each for each in answers if each.skipped],
    }


@require_http_methods(["GET", "POST"])
@private
def coaching(request: HttpRequest, person: Person, pk: int, place: int) -> HttpResponse:
    """One answer of a study rehearsal: its points with the words behind them, and the follow-up."""
    row = owned(person, Rehearsal, pk)
    answer = _at(row, place)
    if not answer.answered_at or (row.mode == "real" and row.ended_at is None):
        return redirect(row)
    left = sum(each.open for each in row.answers.all())
    return perform(
        request,
        title=f"Question {place}: how it was",
        form=ReplyForm,
        do=lambda data: notebook.reply(row, place, **data),
        back=row.get_absolute_url(),
        submit="Answer the follow-up",
        template="rehearsal/coaching.html",
        context={"rehearsal": row, "answer": answer, "coached": coached(answer), "left": left} | ear(),
    )


@require_POST
@private
def skip(request: HttpRequest, person: Person, pk: int, place: int) -> HttpResponse:
    row = owned(person, Rehearsal, pk)
    return redirect(notebook.skip(row, _at(row, place).place))


@require_POST
@private
def end(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    return redirect(notebook.end(owned(person, Rehearsal, pk)))


@require_POST
@private
def forget(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    notebook.forget(owned(person, Rehearsal, pk))
    return redirect(HERE)


@require_GET
@private
def questions(request: HttpRequest, person: Person) -> HttpResponse:
    """The bank to read and search: what is tested, and how a good answer is built."""
    words = request.GET.get("q", "").strip()[:200]
    bank = built_in()
    found = bank.search(words) if words else bank.questions
    return render(request, "rehearsal/questions.html", {"words": words, "questions": found})


def _at(row: Rehearsal, place: int) -> Answer:
    found = row.answers.filter(place=place).select_related("rehearsal").first()
    if found is None:
        raise Http404(f"This rehearsal has no question {place}.")
    return found


def _last(row: Rehearsal) -> Answer:
    """Of a rehearsal that is over, for the page that says so."""
    found = row.answers.order_by("-place").first()
    if found is None:
        raise Http404("This rehearsal has no question.")
    return found
