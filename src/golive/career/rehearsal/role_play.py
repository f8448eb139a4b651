"""How does a hard conversation run in the browser, turn by turn, and what is said about it afterwards?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from golive.career.own.pages import owned, private
from golive.career.rehearsal import notebook, queries, rules
from golive.career.rehearsal.forms import TurnForm
from golive.career.rehearsal.hearing import ear
from golive.career.rehearsal.models import Conversation
from golive.career.roleplays import MOVES, SLIPS, Play, Reply, Scenario, built_in, debrief
from golive.career.roleplays.play import MOST_TURNS, TOO_HOT
from golive.foundation.people.models import Person
from golive.foundation.register_kit.verbs import perform
from golive.plain.practices import PRACTICES
from golive.plain.verdict import require

HERE = "/me/desk/role-play/"
ENDINGS = {
    "best": ("green", "Won: the best ending"),
    "good": ("green", "A good ending"),
    "poor": ("amber", "A poor ending"),
    "worst": ("red", "Lost: the worst ending"),
    "broken off": ("grey", "Broken off"),
}
HEAT = ["calm", "reserved", "tense", "angry", "leaving"]


@require_GET
@private
def role_plays(request: HttpRequest, person: Person) -> HttpResponse:
    rows = queries.conversations(person)
    held: dict[str, list[tuple[Conversation, str]]] = {}
    for row in rows:
        held.setdefault(row.scenario, []).append((row, ending_of(row)))
    scenarios = [(each, PRACTICES[each.practice], held.get(each.name, [])) for each in built_in()]
    return render(request, "rehearsal/role_plays.html", {"scenarios": scenarios, "endings": ENDINGS})


@require_POST
@private
def begin(request: HttpRequest, person: Person, scenario: str) -> HttpResponse:
    try:
        return redirect(notebook.open_conversation(scenario, by=person))
    except KeyError as unknown:
        raise Http404(str(unknown.args[0])) from None


@require_http_methods(["GET", "POST"])
@private
def conversation(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    """What was said so far, and what you say now; after the end, what was found in your words."""
    row = owned(person, Conversation, pk)
    play, turns = queries.play_of(row)

    def do(data: dict[str, Any]) -> str:
        require(rules.may_go_on(request.GET.get("turn", ""), str(play.turn)))
        return f"{notebook.say(row, **data).get_absolute_url()}#now"

    return perform(
        request,
        title=play.scenario.title,
        form=TurnForm,
        do=do,
        back=HERE,
        submit="Say it",
        template="rehearsal/conversation.html",
        context=_shown(row, play, turns) | ear(),
    )


def _shown(row: Conversation, play: Play, turns: Sequence[tuple[str, Reply | None]]) -> dict[str, Any]:
    colour, word = ENDINGS[debrief(play).ending]
    return {
        "conversation": row,
        "play": play,
        "turns": [(said, reply, _noticed(reply)) for said, reply in turns],
        "debrief": debrief(play),
        "ended": (colour, word),
        "slips": SLIPS,
        "heat": HEAT[min(play.heat, TOO_HOT)],
        "left": MOST_TURNS - play.turn,
    }


def _noticed(reply: Reply | None) -> list[tuple[str, str]]:
    """What the other side answered to: (tone, words)."""
    if reply is None:
        return []
    good = [("green", f"You {MOVES[name]}") for name in reply.good]
    return good + [("red", f"You {SLIPS[name]}") for name in reply.bad]


def ending_of(row: Conversation) -> str:
    """The ending, or empty while it goes on."""
    known = {each.name for each in built_in()}
    if row.ended_at is None or row.scenario not in known:
        return ""
    return queries.play_of(row)[0].ending or "broken off"


@require_POST
@private
def break_off(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    row = owned(person, Conversation, pk)
    notebook.break_off(row)
    return redirect(row)


@require_POST
@private
def forget(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    notebook.forget(owned(person, Conversation, pk))
    return redirect(HERE)


def open_one(rows: Sequence[Conversation]) -> Conversation | None:
    return next((row for row in rows if row.ended_at is None), None)


def title_of(name: str) -> str:
    found: Scenario | None = next((each for each in built_in() if each.name == name), None)
    return found.title if found else name
