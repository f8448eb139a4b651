"""Which card stands on the screen while the question is still being typed? Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from golive.career.bank import built_in
from golive.career.copilot import Heard, Listening, card_for
from golive.career.matching import match
from golive.career.own.pages import private
from golive.career.rehearsal.forms import LiveForm
from golive.career.rehearsal.hearing import ear
from golive.career.rehearsal.own_stories import own_stories
from golive.career.rehearsal.rules import LONGEST_QUESTION
from golive.foundation.people.models import Person
from golive.foundation.register_kit.verbs import perform
from golive.plain.practices import PRACTICES
from golive.plain.story import Story
from golive.plain.verdict import Kind, Refusal, require

HERE = "/me/desk/copilot/"
LIVE = "copilot_live"  # in the session, until it is ended or the person leaves
LOOK_BACK = 2  # words: the card waits until two readings in a row agree
SURE, LIKELY = 0.6, 0.25


@require_GET
@private
def copilot(request: HttpRequest, person: Person) -> HttpResponse:
    """The page itself; ``?drawn=7`` puts a question of the bank there to rehearse with."""
    asked = [each for question in built_in().questions if question.practice for each in question.also_asked]
    drawn = request.GET.get("drawn", "")
    at = int(drawn) % len(asked) if drawn.isascii() and drawn.isdigit() and len(drawn) < 9 else None
    text = "" if at is None else asked[at]
    # A step that shares no factor with the number of questions leads through all of them.
    shown = {
        "following": ((at or 0) + 37) % len(asked),
        "live": _is_live(request),
        **ear(),
        **_heard(text, own_stories(person) if text else {}),
    }
    return render(request, "rehearsal/copilot.html", shown)


@require_POST
@private
def card(request: HttpRequest, person: Person) -> HttpResponse:
    """The card for the words so far: a fragment for the page that asks while one types, else the whole page.

    The page asks once when it opens, with no words yet: so the stories are told, and the bank is made ready to be
    matched, before the first card needs them.
    """
    stories = own_stories(person)
    text = request.POST.get("question", "")[:LONGEST_QUESTION]
    if not text.strip():
        match("")
    chosen = request.POST.get("practice", "")
    typing = request.headers.get("HX-Trigger-Name") == "question"
    practice = int(chosen) if chosen.isascii() and chosen.isdigit() and int(chosen) in PRACTICES else None
    shown = _heard(text, stories, practice, final=not typing)
    if request.headers.get("HX-Request"):
        return render(request, "rehearsal/card.html", shown)
    page = {"following": 0, "live": _is_live(request), **ear(), **shown}
    return render(request, "rehearsal/copilot.html", page)


def _heard(text: str, stories: Mapping[int, Story], chosen: int | None = None, final: bool = True) -> dict[str, Any]:
    heard = _follow(text, final or text.rstrip().endswith("?"))
    practice = chosen or (heard.practice if heard else None)
    return {
        "question": text,
        "heard": heard,
        "card": card_for(practice or 0, built_in(), stories),
        "chosen": chosen is not None,
        "sureness": _word(heard) if heard else None,
        "others": [(number, PRACTICES[number]) for number in (heard.others if heard else ()) if number != practice],
    }


def _follow(text: str, final: bool) -> Heard | None:
    """As if the last words had just been heard one by one: the page remembers nothing between two requests."""
    words = text.split()
    if not words:
        return None
    listening = Listening(match)
    for end in range(max(1, len(words) - LOOK_BACK), len(words)):
        listening.hear(" ".join(words[:end]))
    return listening.hear(" ".join(words), final=final)


def _word(heard: Heard) -> tuple[str, str]:
    """How sure in a colour and a word."""
    if heard.sureness >= SURE:
        return "green", "Sure"
    return ("amber", "Likely") if heard.sureness >= LIKELY else ("grey", "A guess")


@require_http_methods(["GET", "POST"])
@private
def live(request: HttpRequest, person: Person) -> HttpResponse:
    """Live only after a plain notice, and only for who confirms it."""

    def do(data: dict[str, Any]) -> str:
        problem = "You have not confirmed that the interviewer knows."
        cure = "Ask whether notes are allowed, say that you use them, and confirm it here; or go on rehearsing."
        require([] if data["told"] else [Refusal("copilot.told", problem, cure, Kind.INPUT, "told")])
        request.session[LIVE] = True
        return HERE

    return perform(
        request, title="Use the copilot live", form=LiveForm, do=do, back=HERE, submit="Go live",
        template="rehearsal/live.html",
    )  # fmt: skip


@require_POST
@private
def rehearse(request: HttpRequest, person: Person) -> HttpResponse:
    """Back from live to rehearsing."""
    request.session.pop(LIVE, None)
    return redirect(HERE)


def _is_live(request: HttpRequest) -> bool:
    return bool(request.session.get(LIVE))
