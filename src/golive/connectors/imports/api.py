"""How does a program bring a file in, read its preview, and accept it?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile

from golive.connectors.imports import actions, queries, rules
from golive.connectors.imports.models import ImportBatch
from golive.connectors.imports.register import register
from golive.foundation.guard import IMPORT_LIMITS
from golive.foundation.implementations.access import enter
from golive.foundation.register_kit.api import ANSWERS
from golive.foundation.register_kit.pages import find
from golive.plain.verdict import require

router = Router(tags=[register.title])
BASE = "/i/{slug}/imports"


class LineOut(Schema):
    line: int
    sheet: str
    change: str
    cells: list[Any]
    reasons: list[str]


class PreviewOut(Schema):
    ref: str
    version: int
    url: str
    kind: str
    file: str
    sha256: str
    state: str
    counts: dict[str, int]
    reconciliation: str
    notices: list[str]
    problems: list[dict[str, Any]]
    figures: list[Any]
    columns: list[str]
    lines: list[LineOut]
    page: int
    pages: int
    mapping: dict[str, Any] | None
    result: dict[str, Any]


class DecisionIn(Schema):
    version: int | None = None


class MappingIn(Schema):
    mapping: dict[str, Any]
    version: int | None = None


def preview_out(batch: ImportBatch, page: int = 1) -> dict[str, Any]:
    """All that the page shows: counts, notices, problems, and one page of lines, the bad ones first."""
    found = queries.lines(batch)
    pages = max(1, -(-found.count() // queries.PAGE))
    page = min(max(1, page), pages)
    rows = found[(page - 1) * queries.PAGE : page * queries.PAGE]
    names = ("line", "sheet", "change", "cells", "reasons")
    return {
        "ref": batch.ref,
        "version": batch.version,
        "url": batch.get_absolute_url(),
        "kind": batch.kind,
        "file": batch.name,
        "sha256": batch.document.sha256,
        "state": batch.state,
        "counts": batch.counts,
        "reconciliation": batch.reconciliation,
        "notices": batch.notices,
        "problems": batch.problems,
        "figures": batch.figures,
        "columns": batch.columns,
        "lines": [{name: getattr(row, name) for name in names} for row in rows],
        "page": page,
        "pages": pages,
        "mapping": batch.mapping,
        "result": batch.result,
    }


@router.post(
    f"{BASE}/",
    response={200: PreviewOut, **ANSWERS},
    operation_id="imports_upload",
    summary="Bring a file in and preview it",
)
def upload(
    request: HttpRequest,
    slug: str,
    file: UploadedFile = File(...),  # noqa: B008
    kind: str = Form(""),
) -> dict[str, Any]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    name, size = file.name or "file", file.size or 0
    if size > IMPORT_LIMITS.file_bytes:
        require(rules.may_receive(place.seat, name=name, size=size))
    return preview_out(actions.upload(place.implementation, file.read(), by=place.person, name=name, kind=kind))


@router.get(
    f"{BASE}/{{ref}}/preview/",
    response={200: PreviewOut, **ANSWERS},
    operation_id="imports_preview",
    summary="Read what an import would change",
)
def read_preview(request: HttpRequest, slug: str, ref: str, page: int = 1) -> dict[str, Any]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    return preview_out(find(register, place, ref), page)


@router.post(
    f"{BASE}/{{ref}}/mapping/",
    response={200: PreviewOut, **ANSWERS},
    operation_id="imports_remap",
    summary="Read it again with other columns",
)
def remap(request: HttpRequest, slug: str, ref: str, body: MappingIn) -> dict[str, Any]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    batch = find(register, place, ref)
    return preview_out(actions.remap(batch, body.mapping, by=place.person, version=body.version))


@router.post(
    f"{BASE}/{{ref}}/acceptance/",
    response={200: PreviewOut, **ANSWERS},
    operation_id="imports_accept",
    summary="Take over what the preview shows",
)
def accept(request: HttpRequest, slug: str, ref: str, body: DecisionIn) -> dict[str, Any]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    return preview_out(actions.accept(find(register, place, ref), by=place.person, version=body.version))


@router.post(
    f"{BASE}/{{ref}}/discard/",
    response={200: PreviewOut, **ANSWERS},
    operation_id="imports_discard",
    summary="Decide against an import",
)
def discard(request: HttpRequest, slug: str, ref: str, body: DecisionIn) -> dict[str, Any]:
    place = enter(request.auth, slug)  # type: ignore[attr-defined]
    return preview_out(actions.discard(find(register, place, ref), by=place.person, version=body.version))
