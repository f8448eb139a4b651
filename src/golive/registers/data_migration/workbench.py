"""How do rows come in, and how are they mapped, run, reconciled and looked into, on the pages?"""

from __future__ import annotations

from functools import partial
from typing import Any, cast
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from golive.foundation.implementations.access import Place
from golive.foundation.look.tables import Column, Row
from golive.foundation.register_kit.pages import placed
from golive.foundation.register_kit.verbs import perform
from golive.plain.verdict import Refusal, Refused, require
from golive.registers.data_migration import (
    actions,
    connections,
    drafting,
    engine,
    forms,
    queries,
    retention,
    rules,
    vault,
    verbs,
)
from golive.registers.data_migration.models import Extract, Load, MappingDocument, MigrationObject, TestMigration

PAGE = 50
# Rows without a partner are causes of their own; so the evidence calls them.
ROW_SIGNATURES = {
    queries.ROW_CAUSES["missing"]: "missing row",
    queries.ROW_CAUSES["extra"]: "extra row",
    queries.ROW_CAUSES["duplicate_key"]: "key is not unique",
}
DIFFERENCE_COLUMNS = [
    Column("Key"), Column("Column", css="tight"), Column("Expected"), Column("Found"), Column("What is wrong"),
]  # fmt: skip


@require_http_methods(["GET", "POST"])
@placed
def bring_rows(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    found = place.get(MigrationObject, ref)

    def do(data: dict[str, Any]) -> str:
        _, job = actions.bring_rows(found, by=place.person, **data)
        return place.url("jobs", job.pk)

    servers = connections.offered(place.implementation)
    return perform(
        request,
        title=f"Bring in data of {found.title}",
        template="data_migration/bring.html",
        context={"offered": servers, "base": f"{found.get_absolute_url()}rows/from/"},
        intro="The source is audited as soon as it is here. Of the target, an export "
        "before the first load is enough to map: its header names the fields.",
        form=forms.RowsForm,
        do=do,
        back=found.get_absolute_url(),
        allowed=rules.may_bring_rows(place.seat, file=True, is_loaded=found.is_loaded, title=found.title),
        initial={"side": rules.TARGET if queries.extract(found, rules.SOURCE) else rules.SOURCE},
        submit="Bring it in",
    )


@require_http_methods(["GET", "POST"])
@placed
def take_snapshot(request: HttpRequest, place: Place, ref: str, connection: str) -> HttpResponse:
    found = place.get(MigrationObject, ref)
    require(rules.may_write(place.seat, "bring in data"))
    server = connections.declared_for(place.implementation).get(connection)
    if server is None:
        raise Http404(f"No connection “{connection}” is declared for this implementation.")
    refusals = rules.may_bring_rows(place.seat, file=True, is_loaded=found.is_loaded, title=found.title)
    tables, more = _listed(server, refusals)
    return perform(
        request,
        title=f"Take data of {found.title} from {server.title}",
        intro=f"All rows of one table or view of {server.server} are copied as they are now and kept under their "
        "hash. Whatever happens there later changes nothing here.",
        form=partial(forms.SnapshotForm, tables=tables, more=more),
        do=lambda data: place.url(
            "jobs", actions.ask_snapshot(found, by=place.person, connection=connection, **data).pk
        ),
        back=found.get_absolute_url(),
        allowed=refusals,
        initial={"side": rules.TARGET if queries.extract(found, rules.SOURCE) else rules.SOURCE},
        submit="Take it",
    )


def _listed(server: connections.Connection, refusals: list[Refusal]) -> tuple[list[str], bool]:
    """Its tables, and whether there are more; none, and the reason among the refusals, where it cannot be asked."""
    if refusals:
        return [], False
    try:
        return connections.tables_of(server)
    except Refused as refused:
        refusals += refused.refusals
        return [], False


@require_http_methods(["GET", "POST"])
@placed
def mapping(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    migrated = place.get(MigrationObject, ref, "owner")
    require(rules.may_see_rows(place.seat, f"the mapping of {migrated.title}"))
    source, target = (queries.extract(migrated, side) for side in rules.SIDES)
    held = queries.mapping(migrated)
    if source is None or not source.tables or target is None or not target.tables:
        if request.method == "POST":
            require(rules.may_map(place.seat, title=migrated.title, source=False))
        return _page(request, place, migrated, held, source, target, None)
    document = drafting.read(held.text if held else "")
    maps = [(each.ref, f"{each.ref} {each.title}") for each in queries.maps_of(migrated)]
    build = partial(forms.MappingForm, source=source, targets=target.columns, maps=maps, document=document)
    if request.method == "GET":
        return _page(request, place, migrated, held, source, target, build(initial={"version": _version(held)}))
    require(rules.may_map(place.seat, title=migrated.title, source=True))
    form = build(_taken(request))
    if not form.is_valid():
        return _page(request, place, migrated, held, source, target, form, status=422)
    made = drafting.document_of(
        document,
        form.lines(),
        form.left(),
        source=str(source.table["name"]),
        target=str(target.table["name"]),
        owner=migrated.owner.name if migrated.owner else "",
    )
    text = drafting.write(made)
    _keep(place, migrated, text, form.cleaned_data["version"])
    return redirect(f"{migrated.get_absolute_url()}mapping/")


def _taken(request: HttpRequest) -> Any:
    """What was sent; a suggestion that was taken by its button stands in its line."""
    sent = request.POST.copy()
    at, _, column = sent.get("take", "").partition(":")
    if column and at.isdigit():
        sent[f"column_{at}"], sent[f"expr_{at}"] = column, ""
    return sent


def _version(held: MappingDocument | None) -> int | None:
    return held.version if held else None


def _keep(place: Place, migrated: MigrationObject, text: str, version: int | None) -> MappingDocument:
    """Have the engine check the text in the guarded child, then keep both."""
    source, target = (queries.extract(migrated, side) for side in rules.SIDES)
    require(rules.may_map(place.seat, title=migrated.title, source=bool(source and source.tables)))
    assert source is not None
    hidden = queries.personal_columns(migrated)
    with vault.folder() as at:
        path = vault.lay_out_mapping(at, text, queries.maps_of(migrated))
        sides = [vault.side_of(at, source), vault.side_of(at, target) if target and target.tables else ()]
        try:
            checked = vault.ask(
                engine.check, path, at, *sides, source.columns if hidden is None else hidden, name="The mapping"
            )
        except Refused as refused:
            told = [str(each) for each in refused.refusals]
            checked = {"source": {}, "target": {}, "share": None, "errors": told, "gaps": [], "sample": []}
    return actions.write_mapping(migrated, by=place.person, text=text, checked=checked, version=version)


def _page(
    request: HttpRequest,
    place: Place,
    migrated: MigrationObject,
    held: MappingDocument | None,
    source: Extract | None,
    target: Extract | None,
    form: forms.MappingForm | None,
    status: int = 200,
) -> HttpResponse:
    checked = held.checked if held else {}
    shown = {
        "record": migrated,
        "held": held,
        "source": source,
        "target": target,
        "form": form,
        "checked": checked,
        "lines": _lines(form, held, checked) if form else [],
        "left": [(form[f"left_{at}"], name, checked.get("source", {}).get(name, "UNMAPPED"))
                 for at, name in enumerate(form.sources)] if form else [],
        "may": rules.may_map(place.seat, title=migrated.title, source=True),
        "may_run": _may_run(place, migrated, held),
        "may_take": rules.may_write(place.seat, "take what is expected"),
        "bring": verbs.object_verbs(place, migrated)[0],
    }  # fmt: skip
    return render(request, "data_migration/mapping.html", shown, status=status)


def _may_run(place: Place, migrated: MigrationObject, held: MappingDocument | None) -> list[Refusal]:
    gaps = [*held.checked.get("errors", []), *held.checked.get("gaps", [])] if held else []
    return rules.may_run(place.seat, title=migrated.title, mapped=bool(held and held.text), gaps=gaps)


def _lines(form: forms.MappingForm, held: MappingDocument | None, checked: dict[str, Any]) -> list[dict[str, Any]]:
    """One line for each target field: its inputs, what is suggested, and what it makes of the first rows."""
    pairs = held.suggestions if held else []
    samples = {name.casefold(): values for name, values in checked.get("sample", [])}
    states = checked.get("target", {})
    return [
        {
            "at": at,
            "target": target,
            **{name: form[f"{name}_{at}"] for name in ("column", "expr", "map", "type", "key")},
            "suggestions": [each for each in pairs if each["target"] == target],
            "sample": samples.get(target.casefold(), []),
            "state": states.get(target, ""),
        }
        for at, target in enumerate(form.targets)
    ]


@require_http_methods(["GET", "POST"])
@placed
def mapping_text(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    migrated = place.get(MigrationObject, ref)
    require(rules.may_see_rows(place.seat, f"the mapping of {migrated.title}"))
    held, source = queries.mapping(migrated), queries.extract(migrated, rules.SOURCE)
    return perform(
        request,
        title=f"Mapping of {migrated.title} as YAML",
        intro="Tolerances, constants, controls and filters are written here; the workbench keeps them.",
        form=forms.MappingTextForm,
        do=lambda data: _keep(place, migrated, data["text"].replace("\r\n", "\n"), data["version"]),
        back=f"{migrated.get_absolute_url()}mapping/",
        allowed=rules.may_map(place.seat, title=migrated.title, source=bool(source and source.tables)),
        initial={"text": held.text if held else "", "version": _version(held)},
        submit="Check and keep it",
    )


@require_http_methods(["GET", "POST"])
@placed
def run(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    migrated = place.get(MigrationObject, ref)
    return perform(
        request,
        title=f"Run the mapping of {migrated.title}",
        intro="It makes the rows that should arrive, as a file for the loader. Nothing of the target is touched.",
        form=forms.forms.Form,
        do=lambda data: place.url("jobs", actions.run_mapping(migrated, by=place.person).pk),
        back=f"{migrated.get_absolute_url()}mapping/",
        allowed=_may_run(place, migrated, queries.mapping(migrated)),
        submit="Run it",
    )


@require_GET
@placed
def expected(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    """The rows that should arrive, as they go to the loader."""
    migrated = place.get(MigrationObject, ref)
    require(rules.may_write(place.seat, "take what is expected"))
    held = queries.mapping(migrated)
    if held is None or not held.expected:
        raise Http404("The mapping has not run yet.")
    if retention.is_gone(held.expected["kept"]):
        raise Http404("The expected rows were removed when their time was over. Run the mapping again.")
    name = f"{migrated.ref}-expected.parquet"
    file = vault.vault(held.expected["kept"]).open("rb")
    return cast(HttpResponse, FileResponse(file, as_attachment=True, filename=name))


@require_http_methods(["GET", "POST"])
@placed
def reconcile(request: HttpRequest, place: Place, ref: str) -> HttpResponse:
    test = place.get(TestMigration, ref)
    signed = queries.signed_for(test)
    return perform(
        request,
        title=f"Reconcile in {test.ref}",
        intro="The last file of the target is held against what the mapping makes of the last file of the source, row "
        "by row and value by value.",
        form=partial(forms.ReconcileForm, place=place),
        do=lambda data: place.url("jobs", actions.reconcile(test, by=place.person, **data).pk),
        back=test.get_absolute_url(),
        allowed=rules.may_attach(place.seat, ref=test.ref, state=test.state, title="", is_loaded=True, signed=signed),
        submit="Reconcile",
    )


@require_GET
@placed
def differences(request: HttpRequest, place: Place, ref: str, of: str) -> HttpResponse:
    test, migrated = place.get(TestMigration, ref), place.get(MigrationObject, of)
    require(rules.may_see_rows(place.seat, f"the differences of {migrated.title}"))
    load = next((each for each in queries.loads_of(test) if each.object_id == migrated.pk), None)
    column, signature = request.GET.get("column", ""), request.GET.get("signature", "")
    number = int(text) if (text := request.GET.get("page", "1")).isdigit() and len(text) < 7 else 1
    first = (max(number, 1) - 1) * PAGE
    found: dict[str, Any] = _page_of(load, column, signature, first) if load else {"count": 0, "rows": []}
    shown = {
        "test": test,
        "record": migrated,
        "load": load,
        "causes": [
            (each, cause_url(test, migrated, each), is_chosen(each, column, signature))
            for each in (queries.causes_of(load) if load else [])
        ],
        "columns": DIFFERENCE_COLUMNS,
        "rows": [_row(each) for each in found["rows"]],
        "first": first + 1,
        "last": first + len(found["rows"]),
        "total": found["count"],
        "before": _at(request, number - 1) if number > 1 else "",
        "after": _at(request, number + 1) if first + PAGE < found["count"] else "",
        "chosen": bool(signature),
        "gone": load is not None and bool(load.evidence) and retention.is_gone(load.evidence),
    }
    return render(request, "data_migration/differences.html", shown)


def _page_of(load: Load, column: str, signature: str, first: int) -> dict[str, Any]:
    if not load.evidence or retention.is_gone(load.evidence):
        return {"count": 0, "rows": []}
    return vault.page_of(load.evidence, column, ROW_SIGNATURES.get(signature, signature), first, PAGE)


def is_chosen(cause: dict[str, Any], column: str, signature: str) -> bool:
    return bool(signature) and (cause["column"], cause["signature"]) == (column, signature)


def cause_url(test: TestMigration, migrated: MigrationObject, cause: dict[str, Any]) -> str:
    chosen = urlencode({"column": cause["column"], "signature": cause["signature"]})
    return f"{test.get_absolute_url()}differences/{migrated.ref}/?{chosen}"


def _at(request: HttpRequest, number: int) -> str:
    kept = request.GET.copy()
    kept["page"] = str(number)
    return f"?{kept.urlencode()}"


def _row(found: list[Any]) -> Row:
    kind, key, column, expected, arrived, signature = found
    whole = column == ""
    values = ["–" if each is None and whole else "null" if each is None else each for each in (expected, arrived)]
    return Row([key, column or "whole row", *values, signature or kind])
