"""How does a mapping go to its business owner in Excel, and come back from the pages?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from golive.engines.reconcile.mapping import Edited, from_workbook, to_workbook
from golive.foundation.implementations.access import Place
from golive.foundation.register_kit.pages import placed
from golive.foundation.register_kit.verbs import perform
from golive.plain.verdict import require
from golive.registers.data_migration import forms, queries, rules, vault
from golive.registers.data_migration.models import MappingDocument, MigrationObject

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@placed
def exported(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    """The mapping as a workbook."""
    migrated, held = _held(place, ref)
    with vault.folder() as at:
        vault.lay_out_mapping(at, held.text, queries.maps_of(migrated))
        content = to_workbook(held.text, at, "The mapping")
    name = f'attachment; filename="{migrated.ref}-mapping.xlsx"'
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": name})


@require_http_methods(["GET", "POST"])
@placed
def edited(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    """What an edited workbook changes; it is kept by the next step, as any other text of the mapping."""
    migrated, held = _held(place, ref)
    source = queries.extract(migrated, rules.SOURCE)
    allowed = rules.may_map(place.seat, title=migrated.title, source=bool(source and source.tables))
    back, found = f"{migrated.get_absolute_url()}mapping/", list[Edited]()

    def do(data: dict[str, Any]) -> str:
        found.append(_read(migrated, held, data["file"][1]))
        return back

    answer = perform(
        request,
        title=f"Bring back the workbook of {migrated.title}",
        intro="It is compared with the mapping as it stands. You see every change before anything is kept.",
        form=forms.WorkbookForm,
        do=do,
        back=back,
        allowed=allowed,
        submit="Show what it changes",
    )
    if not found:
        return answer
    shown = {
        "record": migrated,
        "found": found[0],
        "form": forms.MappingTextForm(initial={"text": found[0].text, "version": held.version}),
        "back": back,
    }
    return render(request, "data_migration/edited.html", shown)


def _held(place: Place, ref: str) -> tuple[MigrationObject, MappingDocument]:
    migrated = place.get(MigrationObject, ref)
    require(rules.may_see_rows(place.seat, f"the mapping of {migrated.title}"))
    held = queries.mapping(migrated)
    if held is None or not held.text:
        raise Http404("Nothing is mapped yet.")
    return migrated, held


def _read(migrated: MigrationObject, held: MappingDocument, content: bytes) -> Edited:
    """The workbook, read in a child of its own."""
    with vault.folder() as at:
        vault.lay_out_mapping(at, held.text, queries.maps_of(migrated))
        path = Path(at) / "workbook.xlsx"
        path.write_bytes(content)
        return from_workbook(path, held.text, at, "The mapping")
