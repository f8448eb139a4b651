"""What is due to be read, what was learnt from it, and how does a list come in and leave?"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from golive.career.learning import exchange, keeping, reading, reads
from golive.career.learning.forms import ItemForm, ListFileForm, NothingToType, ReadForm
from golive.career.learning.models import ReadingItem
from golive.career.learning.sections import LEARNING
from golive.career.learning.showing import ITEM_COLUMNS, day_of, item_rows, tabs
from golive.career.own.pages import owned, private
from golive.foundation.look.words import plural
from golive.foundation.people.models import Person
from golive.foundation.register_kit.verbs import perform

DUE = "due"


@require_GET
@private
def reading_list(request: HttpRequest, person: Person) -> HttpResponse:
    today, every = reads.today(person), reads.items(person)
    asked = request.GET.get("show", reading.FOLLOWED)
    counts = {DUE: sum(item.is_due(today) for _, item in every)}
    counts |= {state: sum(item.state == state for _, item in every) for state in reading.STATES}
    asked = asked if asked in counts else reading.FOLLOWED
    chosen = [(pk, item) for pk, item in every if (item.is_due(today) if asked == DUE else item.state == asked)]
    page = reads.page_of(chosen, request.GET.get("page", ""))
    names = {DUE: "Due", **reading.STATES}
    shown = {
        "tabs": tabs(LEARNING), "columns": ITEM_COLUMNS, "rows": item_rows(page.rows, today), "page": page,
        "told": any(item.reads for _, item in every),
        "every": every, "due": [item for _, item in every if item.is_due(today)], "asked": asked,
        "chips": [(name, f"?show={key}", key == asked, counts[key]) for key, name in names.items()],
    }  # fmt: skip
    return render(request, "learning/reading_list.html", shown)


def opened(person: Person, pk: int) -> tuple[ReadingItem, reading.Item]:
    """An item of this person's; 404 where there is none that this key opens."""
    row = owned(person, ReadingItem, pk)
    if not row.words:
        raise Http404("This cannot be opened with the key of this installation.")
    return row, reading.from_json(row.words)


@require_GET
@private
def item(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    row, held = opened(person, pk)
    fetched = reads.fetched_of(row.fetched, held.feed)
    entries = [each for each in row.entries.filter(taken=False)[: reads.PAGE] if each.words] if held.feed else []
    notes = sorted(held.reads, key=lambda each: each.on, reverse=True)
    used = [(n, trend) for n, trend in reads.tracked(person) if pk in trend.sources]
    shown = {
        "row": row, "item": held, "kind": reading.KINDS[held.kind], "state": reading.STATES[held.state],
        "days": held.days_until(reads.today(person)), "fetched": fetched, "entries": entries, "notes": notes,
        "trends": used, "day_of": day_of,
    }  # fmt: skip
    return render(request, "learning/item.html", shown)


@require_http_methods(["GET", "POST"])
@private
def new(request: HttpRequest, person: Person) -> HttpResponse:
    def do(data: dict[str, Any]) -> ReadingItem:
        return keeping.follow(person, reading.item(**_typed(data), since=reads.today(person)))

    return perform(request, title="Follow something", form=ItemForm, do=do, back=LEARNING, submit="Put it on the list")


def _typed(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "version"}


@require_http_methods(["GET", "POST"])
@private
def words(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    row, held = opened(person, pk)
    initial = {name: getattr(held, name) for name in ItemForm.base_fields if name != "version"}
    return perform(
        request,
        title="Edit",
        form=ItemForm,
        do=lambda data: keeping.on_item(row, lambda now: reading.changed(now, **_typed(data)), data["version"]),
        back=row.get_absolute_url(),
        initial={**initial, "version": row.version},
    )


@require_http_methods(["GET", "POST"])
@private
def reading_of(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    row, held = opened(person, pk)
    today = reads.today(person)
    return perform(
        request,
        title="Read",
        form=ReadForm,
        initial={"on": today},
        do=lambda data: keeping.on_item(row, lambda now: reading.read(now, data["on"], data["learnt"], today)),
        back=row.get_absolute_url(),
        submit="Note it",
        intro=f"{held.title} then comes up again in {plural(held.every_days, 'day')}.",
    )


@require_POST
@private
def state(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    """Done, dropped, or back on the list; the page that follows offers the way back."""
    row, _ = opened(person, pk)
    asked = request.POST.get("state", "")
    if asked not in reading.STATES:
        raise Http404("There is no such state.")
    keeping.set_state(row, asked)
    return redirect(row.get_absolute_url())


@require_http_methods(["GET", "POST"])
@private
def removal(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    return removed(request, owned(person, ReadingItem, pk), LEARNING, "Remove it from the list?")


def removed(request: HttpRequest, row: Any, back: str, title: str) -> HttpResponse:
    """The one question before something is gone for good."""

    def do(_: dict[str, Any]) -> str:
        keeping.forget(row)
        return back

    intro = "It is gone then with all its notes, and nobody can bring it back."
    return perform(
        request, title=title, form=NothingToType, do=do, back=row.get_absolute_url(), submit="Remove it", intro=intro,
        danger=True,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@private
def bring_in(request: HttpRequest, person: Person) -> HttpResponse:
    def do(data: dict[str, Any]) -> str:
        found = exchange.read(data["file"].name or "file", data["file"].read(), reads.today(person))
        keeping.follow_all(person, exchange.new_of(found, [held for _, held in reads.items(person)]))
        return LEARNING

    return perform(
        request, title="Bring in a list", form=ListFileForm, do=do, back=LEARNING, submit="Bring it in",
        intro="What is on your list already does not come in a second time.",
    )  # fmt: skip


@require_GET
@private
def as_csv(request: HttpRequest, person: Person) -> HttpResponse:
    content = exchange.to_csv(held for _, held in reads.items(person))
    return _download(content, "text/csv; charset=utf-8", "reading-list.csv")


@require_GET
@private
def as_opml(request: HttpRequest, person: Person) -> HttpResponse:
    content = exchange.to_opml(held for _, held in reads.items(person))
    return _download(content, "text/x-opml; charset=utf-8", "feeds.opml")


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=kind, headers=headers)
