"""Which certificates does a person hold, what is missing to renew them, and for what were units earned?"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from golive.career.learning import certificates, keeping, reads
from golive.career.learning.certificates import Certificate, Units, standing
from golive.career.learning.forms import CertificateForm, NothingToType, UnitsForm
from golive.career.learning.item_pages import removed
from golive.career.learning.models import HeldCertificate
from golive.career.learning.sections import LEARNING
from golive.career.learning.showing import CERTIFICATE_COLUMNS, UNIT_COLUMNS, certificate_rows, tabs, unit_rows
from golive.career.own.pages import owned, private
from golive.foundation.people.models import Person
from golive.foundation.register_kit.verbs import perform

CERTIFICATES = f"{LEARNING}certificates/"


@require_GET
@private
def listed(request: HttpRequest, person: Person) -> HttpResponse:
    today, held = reads.today(person), reads.held_certificates(person)
    page = reads.page_of(held, request.GET.get("page", ""))
    soon = [each for _, each in held if standing(each, today).state in (certificates.DUE_SOON, certificates.EXPIRED)]
    shown = {
        "tabs": tabs(CERTIFICATES), "columns": CERTIFICATE_COLUMNS, "rows": certificate_rows(page.rows, today),
        "page": page, "soon": soon, "rules": list(certificates.rules().values()),
    }  # fmt: skip
    return render(request, "learning/certificates.html", shown)


def opened(person: Person, pk: int) -> tuple[HeldCertificate, Certificate]:
    """A certificate of this person's; 404 where there is none that this key opens."""
    row = owned(person, HeldCertificate, pk)
    if not row.words:
        raise Http404("This cannot be opened with the key of this installation.")
    return row, certificates.from_json(row.words)


@require_GET
@private
def certificate(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    row, held = opened(person, pk)
    shown = {
        "row": row, "held": held, "now": standing(held, reads.today(person)), "columns": UNIT_COLUMNS,
        "rows": unit_rows(row, held), "soon_days": certificates.soon_days(),
    }  # fmt: skip
    return render(request, "learning/certificate.html", shown)


@require_http_methods(["GET", "POST"])
@private
def new(request: HttpRequest, person: Person) -> HttpResponse:
    return perform(
        request,
        title="A certificate",
        form=CertificateForm,
        do=lambda data: keeping.gain(person, certificates.certificate(**_typed(data))),
        back=CERTIFICATES,
        submit="Keep it",
        intro="Sealed: nobody else sees it, no administrator either.",
    )


def _typed(data: dict[str, Any]) -> dict[str, Any]:
    given = {name: value for name, value in data.items() if name not in ("version", "rule", "per_cycle")}
    return given | {"needed": data["per_cycle"]}


@require_http_methods(["GET", "POST"])
@private
def words(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    row, held = opened(person, pk)
    initial = {name: getattr(held, name) for name in CertificateForm.base_fields if hasattr(held, name)}
    return perform(
        request,
        title="Edit",
        form=CertificateForm,
        do=lambda data: keeping.on_certificate(
            row, lambda now: certificates.changed(now, **_typed(data)), data["version"]
        ),
        back=row.get_absolute_url(),
        initial={**initial, "per_cycle": held.needed, "version": row.version},
    )


@require_http_methods(["GET", "POST"])
@private
def units(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    row, held = opened(person, pk)
    today = reads.today(person)
    return perform(
        request,
        title=f"Log {held.unit_name or 'unit'}s",
        form=UnitsForm,
        initial={"on": today},
        do=lambda data: keeping.on_certificate(row, lambda now: certificates.with_units(now, Units(**data), today)),
        back=row.get_absolute_url(),
        submit="Log them",
    )


@require_http_methods(["GET", "POST"])
@private
def units_removal(request: HttpRequest, person: Person, pk: int, number: int) -> HttpResponse:
    row, held = opened(person, pk)
    if number >= len(held.units):
        raise Http404("There is no such entry.")
    return perform(
        request,
        title="Remove this entry?",
        form=NothingToType,
        do=lambda data: keeping.on_certificate(row, lambda now: certificates.without_units(now, number), row.version),
        back=row.get_absolute_url(),
        submit="Remove it",
        intro=held.units[number].what,
        danger=True,
    )


@require_http_methods(["GET", "POST"])
@private
def removal(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    return removed(request, owned(person, HeldCertificate, pk), CERTIFICATES, "Remove this certificate?")
