"""What may a program read? The same records, columns and refusals as the pages, as typed JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import create_model

from golive.foundation import audit
from golive.foundation.implementations.access import enter
from golive.foundation.register_kit.declaration import Register
from golive.foundation.register_kit.lists import PAGE, listing
from golive.foundation.register_kit.pages import find, plain
from golive.foundation.register_kit.searching import fits
from golive.plain.money import Money
from golive.plain.verdict import require

TYPES: dict[str, Any] = {
    "date": date | None,
    "time": datetime | None,
    "number": float | None,
    "money": int | None,
    "share": float | None,
    "yes": bool | None,
}


class RefusalOut(Schema):
    code: str
    problem: str
    cure: str
    kind: str
    field: str


class RefusedOut(Schema):
    refusals: list[RefusalOut]


class NotFoundOut(Schema):
    detail: str


class HistoryOut(Schema):
    seq: int
    at: datetime
    actor: str
    verb: str
    sentence: str


# What every operation may answer besides its own result.
ANSWERS = {401: NotFoundOut, 403: RefusedOut, 404: NotFoundOut, 409: RefusedOut, 422: RefusedOut}


def record_schema(register: Register) -> type[Schema]:
    """The JSON form of a record: its reference, version, address, and every declared column."""
    fields: dict[str, Any] = {"ref": (str, ...), "version": (int, ...), "url": (str, ...)}
    for column in register.columns:
        fields.setdefault(column.key, (TYPES.get(column.kind, str | None), None))
    return create_model(f"{register.model.__name__}Out", __base__=Schema, **fields)


def as_dict(register: Register, record: Any) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for column in register.columns:
        value = plain(column.of(record))
        value = value.minor if isinstance(value, Money) else value
        cells[column.key] = value if column.kind in TYPES or value is None else str(value)
    return {**cells, "ref": record.ref, "version": record.version, "url": record.get_absolute_url()}


def read_api(register: Register, router: Router | None = None) -> Router:
    """List, record and history of a register, added to the router of its verbs (one path, several methods)."""
    router = router or Router(tags=[register.title])
    one = record_schema(register)
    many: Any = create_model(
        f"{register.model.__name__}Page",
        __base__=Schema,
        items=(list[one], ...),  # type: ignore[valid-type]
        count=(int, ...),
        page=(int, ...),
        pages=(int, ...),
    )
    name = register.name

    @router.get(
        f"/i/{{slug}}/{name}/",
        response={200: many, **ANSWERS},
        operation_id=f"{name}_list",
        summary=f"List {register.many}",
    )
    def list_records(
        request: HttpRequest, slug: str, q: str = "", sort: str = "", page: int = 1
    ) -> dict[str, Any]:  # filters of the page are understood as well
        place = enter(request.auth, slug)  # type: ignore[attr-defined]
        require(fits(q))
        found = listing(register, place, {**request.GET.dict(), "page": str(max(1, min(page, 10**6)))})
        rows = [as_dict(register, row) for row in found.rows]
        return {"items": rows, "count": found.count, "page": found.number, "pages": found.pages}

    @router.get(
        f"/i/{{slug}}/{name}/{{ref}}/",
        response={200: one, **ANSWERS},
        operation_id=f"{name}_get",
        summary=f"Read a {register.one}",
    )
    def read_record(request: HttpRequest, slug: str, ref: str) -> dict[str, Any]:
        return as_dict(register, find(register, enter(request.auth, slug), ref))  # type: ignore[attr-defined]

    @router.get(
        f"/i/{{slug}}/{name}/{{ref}}/history/",
        response={200: list[HistoryOut], **ANSWERS},
        operation_id=f"{name}_history",
        summary=f"What happened to a {register.one}",
    )
    def read_history(request: HttpRequest, slug: str, ref: str) -> list[dict[str, Any]]:
        record = find(register, enter(request.auth, slug), ref)  # type: ignore[attr-defined]
        return [
            {"seq": e.seq, "at": e.at, "actor": e.actor_name, "verb": e.verb, "sentence": e.sentence}
            for e in audit.history_of(record, limit=PAGE * 4)
        ]

    return router
