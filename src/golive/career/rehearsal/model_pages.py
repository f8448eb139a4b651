"""How does a person choose a language model, see what would leave, and read what it wrote?"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from golive.career.own.pages import owned, private
from golive.career.prose import FOLLOW_UP, Asked, ModelFailed
from golive.career.prose.pydantic_ai_model import missing
from golive.career.rehearsal import egress
from golive.career.rehearsal.forms import ModelForm
from golive.career.rehearsal.models import Conversation, Rehearsal
from golive.foundation.people.models import Person
from golive.foundation.register_kit.verbs import perform

HERE = "/me/desk/model/"


@require_http_methods(["GET", "POST"])
@private
def chosen_model(request: HttpRequest, person: Person) -> HttpResponse:
    """Choose a model, or none; what leaves, what never does, and the last calls."""
    choice = egress.choice_of(person)

    def do(data: dict[str, Any]) -> str:
        egress.choose(person, **data)
        return HERE

    return perform(
        request,
        title="Language model",
        form=ModelForm,
        do=do,
        back="/me/desk/",
        submit="Agree and keep it",
        initial={"url": choice.place.url, "model": choice.place.model} if choice else {},
        template="rehearsal/model.html",
        context={
            "choice": choice,
            "lacking": egress.model_of(choice).available() if choice else missing(),
            "leaves": egress.LEAVES,
            "never": egress.NEVER,
        },
    )


@require_POST
@private
def end(request: HttpRequest, person: Person) -> HttpResponse:
    """No model any more; address, key and the list of calls are gone."""
    egress.give_up(person)
    return redirect(HERE)


@require_http_methods(["GET", "POST"])
@private
def wording(request: HttpRequest, person: Person, pk: int, place: int) -> HttpResponse:
    """An answer, or its follow-up (?for=follow-up), in a model's words."""
    row = owned(person, Rehearsal, pk)
    answer = row.answers.filter(place=place, answered_at__isnull=False).first()
    if answer is None or (row.mode == "real" and row.ended_at is None):
        raise Http404(f"This rehearsal has no answer {place} to read.")
    kind = FOLLOW_UP if request.GET.get("for") == FOLLOW_UP else ""
    return _written(request, person, egress.asked_of_answer(person, answer, kind), answer.get_absolute_url())


@require_http_methods(["GET", "POST"])
@private
def line(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    """What one could say next in a role-play."""
    row = owned(person, Conversation, pk)
    if row.ended_at is not None:
        raise Http404("This conversation is over.")
    return _written(request, person, egress.asked_of_conversation(person, row), row.get_absolute_url())


def _written(request: HttpRequest, person: Person, asked: Asked, back: str) -> HttpResponse:
    """First exactly what would leave; sent only by pressing Send. Nothing that comes back is kept."""
    choice, found, problem = egress.choice_of(person), None, ""
    if request.method == "POST":
        try:
            found = egress.ask(person, asked)
        except ModelFailed as failed:
            problem = str(failed)
    shown = {"asked": asked, "choice": choice, "found": found, "problem": problem, "back": back}
    return render(request, "rehearsal/wording.html", shown, status=422 if problem else 200)
