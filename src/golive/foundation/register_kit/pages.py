"""Which pages does every register have? List, record, history, export and saved views."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET, require_POST

from golive.foundation import audit
from golive.foundation.database.reading import reading
from golive.foundation.export import Sheet, write_csv, write_xlsx
from golive.foundation.implementations.access import Place, enter
from golive.foundation.register_kit.cells import list_table
from golive.foundation.register_kit.declaration import Register
from golive.foundation.register_kit.lists import known_query, listing, narrow, ordered
from golive.foundation.register_kit.models import SavedView
from golive.foundation.register_kit.searching import fits
from golive.plain.money import Money
from golive.plain.verdict import require

EXPORT_LIMIT = 100_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def placed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the place behind its address instead of the slug; strangers get 404."""

    @wraps(view)
    def guarded(request: HttpRequest, slug: str, **names: str) -> HttpResponse:
        place = enter(request.user, slug)
        request.place = place  # type: ignore[attr-defined]
        if request.method not in ("GET", "HEAD"):
            return view(request, place, **names)
        with reading():
            return view(request, place, **names)

    guarded.is_guarded = True  # type: ignore[attr-defined]
    return guarded


def find(register: Register, place: Place, ref: str) -> Any:
    record = register.everything(place).filter(ref=ref).first()
    if record is None:
        raise Http404(f"There is no {register.one} {ref} here.")
    return record


def list_view(register: Register) -> Callable[..., HttpResponse]:
    @require_GET
    @placed
    def view(request: HttpRequest, place: Place) -> HttpResponse:
        found = listing(register, place, request.GET.dict())
        saved = SavedView.objects.filter(
            implementation=place.implementation, person=place.person, register=register.name
        )
        context = {
            "register": register,
            "listing": found,
            "table": list_table,
            "saved": list(saved),
            "new": register.new(place),
            "more": register.more(place),
            **register.overview(place),
        }
        return render(request, register.list_template, context)

    return view


def detail_view(register: Register) -> Callable[..., HttpResponse]:
    @require_GET
    @placed
    def view(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
        record = find(register, place, ref)
        return render(request, register.detail_template, detail_context(register, place, record))

    return view


def detail_context(register: Register, place: Place, record: Any) -> dict[str, Any]:
    return {
        "register": register,
        "record": record,
        "tone_of": partial(register.tone, record),
        "verbs": list(register.verbs(place, record)),
        "history": list(audit.history_of(record, limit=30)),
        **register.detail(place, record),
    }


def export_view(register: Register) -> Callable[..., HttpResponse]:
    @require_GET
    @placed
    def view(request: HttpRequest, place: Place, kind: str) -> HttpResponse:
        require(fits(request.GET.get("q", "")))  # a file says nowhere that it holds more than was searched for
        query = known_query(register, request.GET.dict())
        rows = ordered(register, narrow(register, register.everything(place), query, place), query.get("sort", ""))
        headers = [column.label for column in register.columns]
        cells = ([plain(column.of(row)) for column in register.columns] for row in rows[:EXPORT_LIMIT].iterator(1000))
        if kind == "csv":
            content, media_type = write_csv(cells, headers), "text/csv; charset=utf-8"
        else:
            content, media_type = write_xlsx(Sheet(register.title, headers, cells)), XLSX
        name = f"{place.implementation.slug}-{register.name}.{kind}"
        return HttpResponse(
            content, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
        )

    return view


def plain(value: Any) -> Any:
    """A cell's value without objects: people and records by their names; money stays money."""
    if value is None or isinstance(value, str | int | float | bool | Money) or hasattr(value, "isoformat"):
        return value
    return str(value)


def save_view(register: Register) -> Callable[..., HttpResponse]:
    @require_POST
    @placed
    def view(request: HttpRequest, place: Place) -> HttpResponse:
        here: dict[str, Any] = {"implementation": place.implementation, "person": place.person}
        here["register"] = register.name
        name, query = request.POST.get("name", "").strip()[:60], request.POST.get("query", "")[:500]
        if request.POST.get("forget"):
            SavedView.objects.filter(**here, name=request.POST["forget"]).delete()
        elif name:
            SavedView.objects.update_or_create(**here, name=name, defaults={"query": query.lstrip("?")})
        return redirect(place.url(register.name) + (f"?{query.lstrip('?')}" if query.strip("?") else ""))

    return view


def urls_for(register: Register, *verbs: URLPattern) -> list[URLPattern]:
    """The addresses of a register: its own verbs first, then what the kit gives."""
    base = f"i/<slug:slug>/{register.name}/"
    own = [*verbs]
    return [
        *own,
        path(base, list_view(register), name=f"{register.name}.list"),
        path(f"{base}export.<str:kind>", export_view(register), name=f"{register.name}.export"),
        path(f"{base}views/", save_view(register), name=f"{register.name}.views"),
        path(f"{base}<str:ref>/", detail_view(register), name=f"{register.name}.detail"),
    ]
