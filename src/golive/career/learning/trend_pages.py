"""Which trends does a person track, from what, with which verdict, and where did they apply one?"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from golive.career.learning import keeping, reads, trends
from golive.career.learning.forms import NothingToType, TrendForm, UseForm
from golive.career.learning.item_pages import removed
from golive.career.learning.models import TrackedTrend
from golive.career.learning.sections import LEARNING
from golive.career.learning.showing import TREND_COLUMNS, tabs, trend_rows
from golive.career.learning.trends import Trend, Use
from golive.career.own.pages import owned, private
from golive.foundation.implementations.access import visible_to
from golive.foundation.people.models import Person
from golive.foundation.register_kit.verbs import perform

TRENDS = f"{LEARNING}trends/"


@require_GET
@private
def listed(request: HttpRequest, person: Person) -> HttpResponse:
    page = reads.page_of(reads.tracked(person), request.GET.get("page", ""))
    shown = {"tabs": tabs(TRENDS), "columns": TREND_COLUMNS, "rows": trend_rows(page.rows), "page": page}
    return render(request, "learning/trends.html", shown)


def opened(person: Person, pk: int) -> tuple[TrackedTrend, Trend]:
    """A trend of this person's; 404 where there is none that this key opens."""
    row = owned(person, TrackedTrend, pk)
    if not row.words:
        raise Http404("This cannot be opened with the key of this installation.")
    return row, trends.from_json(row.words)


@require_GET
@private
def trend(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    row, held = opened(person, pk)
    sources = [(n, item) for n, item in reads.items(person) if n in held.sources]
    places = dict(visible_to(person).values_list("slug", "name"))
    uses = [(number, use, places.get(use.slug, "")) for number, use in enumerate(held.uses)]
    shown = {"row": row, "trend": held, "verdict": trends.VERDICTS[held.verdict], "sources": sources, "uses": uses}
    return render(request, "learning/trend.html", shown)


def _form(person: Person) -> Any:
    return partial(TrendForm, sources=[(pk, item.title) for pk, item in reads.items(person)])


def _typed(data: dict[str, Any]) -> dict[str, Any]:
    given = {name: value for name, value in data.items() if name != "version"}
    return given | {"sources": tuple(given.get("sources", ()))}


@require_http_methods(["GET", "POST"])
@private
def new(request: HttpRequest, person: Person) -> HttpResponse:
    return perform(
        request,
        title="Track a trend",
        form=_form(person),
        do=lambda data: keeping.track(person, trends.trend(**_typed(data))),
        back=TRENDS,
        submit="Track it",
        initial={"since": reads.today(person)},
    )


@require_http_methods(["GET", "POST"])
@private
def words(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    row, held = opened(person, pk)
    initial = {name: getattr(held, name) for name in TrendForm.base_fields if name != "version"}
    return perform(
        request,
        title="Edit",
        form=_form(person),
        do=lambda data: keeping.on_trend(row, lambda now: trends.changed(now, **_typed(data)), data["version"]),
        back=row.get_absolute_url(),
        initial={**initial, "version": row.version},
    )


@require_http_methods(["GET", "POST"])
@private
def use(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    row, _ = opened(person, pk)

    def do(data: dict[str, Any]) -> TrackedTrend:
        made, today = used(person, **data), reads.today(person)
        return keeping.on_trend(row, lambda now: trends.applied(now, made, today))

    return perform(
        request,
        title="Where did you apply it?",
        form=partial(UseForm, places=list(visible_to(person).values_list("slug", "name"))),
        do=do,
        back=row.get_absolute_url(),
        submit="Note it",
        initial={"on": reads.today(person)},
    )


def used(person: Person, *, on: Any, where: str, slug: str, ref: str) -> Use:
    """With a record as evidence where one was named that the person may see, else a claim."""
    if not (slug or ref):
        return Use(on, where)
    record = reads.record_at(person, slug, ref)
    return Use(on, where, slug, record.ref, record.get_absolute_url())


@require_http_methods(["GET", "POST"])
@private
def use_removal(request: HttpRequest, person: Person, pk: int, number: int) -> HttpResponse:
    row, held = opened(person, pk)
    if number >= len(held.uses):
        raise Http404("There is no such place.")
    return perform(
        request,
        title="Remove this place?",
        form=NothingToType,
        do=lambda data: keeping.on_trend(row, lambda now: trends.without_use(now, number), row.version),
        back=row.get_absolute_url(),
        submit="Remove it",
        intro=held.uses[number].where,
        danger=True,
    )


@require_http_methods(["GET", "POST"])
@private
def removal(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    return removed(request, owned(person, TrackedTrend, pk), TRENDS, "Remove this trend?")
