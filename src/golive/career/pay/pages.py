"""What does the role pay, how sure is that, and with which figures does one negotiate?"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from golive.career.own.pages import owned, private
from golive.career.pay import importing
from golive.career.pay.forms import EstimateForm, NothingToType, OfferForm, PayFileForm, PayForm
from golive.career.pay.models import PayImport
from golive.career.pay.picture import bands
from golive.career.pay.sections import SALARY
from golive.career.pay.shelf import store_of
from golive.career.pay.showing import INPUT_COLUMNS, input_rows, source_list, standing
from golive.career.salary import Estimate, Offer, Pay, Store, built_in, estimate
from golive.career.salary.store import KINDS
from golive.foundation.people.models import Person
from golive.foundation.register_kit.verbs import perform
from golive.plain.verdict import Refused

TYPED = "typed on the desk"  # the source of what was typed here and came from no file


@require_GET
@private
def salary(request: HttpRequest, person: Person) -> HttpResponse:
    held = store_of(person)
    asked = EstimateForm(request.GET or None, initial={"title": person.job_title or "Implementation Manager"})
    given = asked.cleaned_data if asked.is_bound and asked.is_valid() else {}
    refusals, found = [], None
    if not asked.is_bound or given:
        try:
            found = _estimate(held, given or {"title": asked.get_initial_for_field(asked.fields["title"], "title")})
        except Refused as refused:
            refusals = list(refused.refusals)
    pay, offers = held.pay(), held.offers()
    shown = {
        "form": asked, "refusals": refusals, "found": found, "columns": INPUT_COLUMNS, "pay": pay, "offers": offers,
        "rows": input_rows(found) if found else [], "picture": bands(found, pay) if found else "",
        "standing": standing(found, pay) if found else "", "sector": _sector(found),
    }  # fmt: skip
    return render(request, "pay/salary.html", shown, status=422 if asked.errors or refusals else 200)


def _sector(found: Estimate | None) -> str:
    names = built_in().held["sectors"].get(found.sector if found else "", [""])
    return str(names[0]).capitalize()


def _estimate(held: Store, given: dict[str, Any]) -> Estimate:
    return estimate(
        given["title"], level=given.get("level", ""), sector=given.get("sector", ""), area=given.get("area", ""),
        wages=held.wages(), certified=held.certified(), offers=held.offers(), pay=held.pay(),
        raise_per_year=given.get("raise_per_year") or 0.0, to_year=given.get("to_year"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@private
def pay_now(request: HttpRequest, person: Person) -> HttpResponse:
    held = store_of(person)
    kept = held.pay()
    return perform(
        request,
        title="What you earn now",
        form=PayForm,
        do=lambda data: held.replace("pay", TYPED, [Pay(**{name: value or 0 for name, value in data.items()})]),
        back=SALARY,
        intro="Sealed: nobody else sees it, no administrator either.",
        initial={name: getattr(kept, name) for name in PayForm.base_fields} if kept else {},
    )


@require_http_methods(["GET", "POST"])
@private
def new_offer(request: HttpRequest, person: Person) -> HttpResponse:
    held = store_of(person)
    return perform(
        request,
        title="An offer",
        form=OfferForm,
        do=lambda data: held.replace("offer", TYPED, [*held.from_source("offer", TYPED), Offer(**data)]),
        back=SALARY,
        intro="Sealed: nobody else sees it, no administrator either.",
    )


@require_GET
@private
def imports(request: HttpRequest, person: Person) -> HttpResponse:
    made = [each for each in PayImport.objects.filter(person=person).select_related("job")[:50] if each.told]
    going = [each for each in made if each.ended_at is None]
    return render(request, "pay/imports.html", {"sources": source_list(store_of(person)), "made": made, "going": going})


@require_http_methods(["GET", "POST"])
@private
def new_import(request: HttpRequest, person: Person) -> HttpResponse:
    return perform(
        request,
        title="Bring in pay data",
        form=PayFileForm,
        do=lambda data: importing.bring_in(person, data["file"], data["year"]),
        back=f"{SALARY}imports/",
        submit="Bring it in",
        intro="Only what concerns this role is kept, sealed. A file of the same name replaces the one before.",
    )


@require_GET
@private
def one_import(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    return render(request, "pay/import.html", {"made": _mine(person, pk)})


@require_GET
@private
def progress(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    """The bar alone; once the job has ended the page is loaded anew."""
    made = _mine(person, pk)
    answer = render(request, "pay/progress.html", {"made": made})
    if made.ended_at is not None or made.job is None or not made.job.open:
        answer["HX-Refresh"] = "true"
    return answer


def _mine(person: Person, pk: int) -> PayImport:
    made = owned(person, PayImport, pk)
    if not made.told:
        raise Http404("What was brought in cannot be opened with the key of this installation.")
    return made


@require_http_methods(["GET", "POST"])
@private
def removal(request: HttpRequest, person: Person, kind: str, number: int) -> HttpResponse:
    """Forget what came from one source; it is named by its number, for its name is nobody's business."""
    held = store_of(person)
    names = [source.name for source in held.sources() if source.kind == kind] if kind in KINDS else []
    if number >= len(names):
        raise Http404("There is no such source of yours.")
    return perform(
        request,
        title="Remove these figures?",
        form=NothingToType,
        do=lambda data: held.remove(kind, names[number]),
        back=SALARY if kind in ("pay", "offer") else f"{SALARY}imports/",
        submit="Remove them",
        intro=f"Everything from {names[number]}.",
        danger=True,
    )
