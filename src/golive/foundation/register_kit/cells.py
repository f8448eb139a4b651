"""How does a record's figure look in a list? By the kind that its column declares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

from golive.foundation.look import words
from golive.foundation.look.icons import rag
from golive.foundation.look.tables import Column as Head
from golive.foundation.look.tables import Row, table
from golive.foundation.register_kit.declaration import Column
from golive.foundation.register_kit.lists import Listing
from golive.plain.money import Money


def person_cell(value: Any) -> Markup:
    name = str(value)
    return Markup(
        f'<span class="who"><span class="ava" aria-hidden="true">{escape(words.initials(name))}</span>'
        f"<span>{escape(name)}</span></span>"
    )


def _text(value: Any) -> str:
    return str(value)


def _money(value: Any) -> str:
    return str(value) if isinstance(value, Money) else words.money(value)


RENDER: dict[str, Callable[[Any], Any]] = {
    "person": person_cell,
    "date": words.short,
    "time": words.short,
    "number": words.number,
    "share": words.percent,
    "money": _money,
    "rag": rag,
    "yes": lambda value: "Yes" if value else "No",
}
CSS = {
    "number": "number tight",
    "money": "number tight",
    "share": "number tight",
    "ref": "tight grey",
    "date": "tight",
    "time": "tight",
}


def cell(column: Column, record: Any) -> Any:
    value = column.of(record)
    if value is None or value == "":
        return Markup('<span class="missing">–</span>')
    if column.kind == "chip":
        tone = column.tone(record) if column.tone else ""
        label = getattr(record, f"get_{column.key}_display", lambda: value)() if column.value is None else value
        return Markup(f'<span class="chip {escape(tone)}">{escape(label)}</span>')
    return RENDER.get(column.kind, _text)(value)


def list_table(listing: Listing) -> Markup:
    """The page of records as a table; the title cell names the record and opens it in the drawer."""
    columns = sorted(listing.columns, key=lambda c: c.kind != "title")
    heads = [
        Head(
            column.label,
            sort_url=listing.sort_address(column) if column.order else "",
            sorted=listing.sort_state(column) if column.order and listing.sort_state(column) != "none" else "",
            css=CSS.get(column.kind, ""),
            narrow=not column.wide,
        )
        for column in columns
    ]
    rows = [Row([cell(column, record) for column in columns], url=record.get_absolute_url()) for record in listing.rows]
    return table(heads, rows, f"{listing.register.title}, page {listing.number} of {listing.pages}")
