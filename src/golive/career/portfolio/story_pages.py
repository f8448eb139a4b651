"""Which stories has a person, how good is each, where is the evidence of every figure, and which are missing?"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from golive.career.learning import telling
from golive.career.own.pages import owned, private
from golive.career.portfolio import keeping, reads
from golive.career.portfolio.lists import STORY_COLUMNS, TONES, practice_rows
from golive.career.portfolio.models import OwnStory
from golive.career.portfolio.sections import STORIES
from golive.career.portfolio.story_form import NothingToType, StoryForm
from golive.career.scoring import CRITERIA
from golive.career.stories import Told, from_json, hidden, in_own_words, own_words, pieces, recorded
from golive.career.stories.bullets import offered
from golive.foundation.implementations import access
from golive.foundation.people.models import Person
from golive.foundation.register_kit.verbs import perform
from golive.plain.practices import PRACTICES
from golive.plain.story import CLAIM

NAMES = {
    "structure": "Complete story", "quantified": "Figures", "framework": "Framework or tool", "human": "The people",
    "governance": "Governance", "ownership": "Your own part",
}  # fmt: skip


@require_GET
@private
def stories(request: HttpRequest, person: Person) -> HttpResponse:
    found = reads.all_stories(person)
    shown = {
        "columns": STORY_COLUMNS, "rows": practice_rows(found, address), "found": found, "address": address,
        "told": len(PRACTICES) - len(found.gaps),
    }  # fmt: skip
    return render(request, "portfolio/stories.html", shown)


def address(told: Told) -> str:
    if told.url:
        return told.url
    return f"{STORIES}own/{told.own}/" if told.own is not None else f"{STORIES}{told.slug}/{told.story.practice}/"


@require_GET
@private
def recorded_story(request: HttpRequest, person: Person, slug: str, practice: int) -> HttpResponse:
    place = access.enter(person, slug)
    told = next((each for each in recorded(place.implementation, person) if each.story.practice == practice), None)
    if told is None:
        raise Http404("The record tells no story of yours here.")
    return _story(request, person, told)


@require_GET
@private
def learning_story(request: HttpRequest, person: Person) -> HttpResponse:
    """Practice 25, told of the person's own shelf."""
    told = telling.told(person)
    if told is None:
        raise Http404("Your shelf tells no story yet: note what you read, log units, or say where you applied a trend.")
    return _story(request, person, told)


@require_GET
@private
def own_story(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    kept = _mine(person, pk)
    return _story(request, person, in_own_words(kept.pk, from_json(kept.words)))


def _mine(person: Person, pk: int) -> OwnStory:
    kept = owned(person, OwnStory, pk)
    if not kept.words:
        raise Http404("This story cannot be opened with the key of this installation.")
    return kept


def _story(request: HttpRequest, person: Person, told: Told) -> HttpResponse:
    masked = request.GET.get("names") == "masked"
    story = hidden(told.story, reads.mask(person).hide) if masked else told.story
    shown: dict[str, Any] = {
        "told": told, "story": story, "masked": masked, "tone": TONES[told.score.label], "pieces": pieces,
        "criteria": [(NAMES[name], told.score.criteria[name], told.score.evidence.get(name, [])) for name in CRITERIA],
        "lines": [] if masked else offered(told), "address": address(told),
        "claimed": [(f, line) for line in story.lines for f in line.figures if f.evidence == CLAIM],
    }  # fmt: skip
    return render(request, "portfolio/story.html", shown)


@require_http_methods(["GET", "POST"])
@private
def new(request: HttpRequest, person: Person) -> HttpResponse:
    asked = request.GET.get("practice", "")
    return perform(
        request,
        title="A story of your own",
        form=StoryForm,
        do=lambda data: keeping.tell(person, own_words(**_told(data))),
        back=STORIES,
        submit="Keep it",
        initial={"practice": int(asked)} if asked.isdigit() and int(asked) in PRACTICES else {},
        template="portfolio/story_form.html",
    )


@require_http_methods(["GET", "POST"])
@private
def edit(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    kept = _mine(person, pk)
    return perform(
        request,
        title="Tell it better",
        form=StoryForm,
        do=lambda data: keeping.retell(kept, own_words(**_told(data)), version=data["version"]),
        back=kept.get_absolute_url(),
        initial={**kept.words, "version": kept.version},
        template="portfolio/story_form.html",
    )


@require_http_methods(["GET", "POST"])
@private
def removal(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    kept = owned(person, OwnStory, pk)

    def do(_: dict[str, Any]) -> str:
        keeping.forget(kept)
        return STORIES

    return perform(
        request,
        title="Remove this story?",
        form=NothingToType,
        do=do,
        back=kept.get_absolute_url(),
        submit="Remove it",
        intro="It is gone then, and nobody can bring it back.",
        danger=True,
    )


def _told(data: dict[str, Any]) -> dict[str, Any]:
    given = {name: value for name, value in data.items() if name != "version"}
    return given | {"kinds": frozenset(given["kinds"])}
