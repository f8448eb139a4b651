"""How are many records shown in few milliseconds? A table written straight to markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from golive.foundation.look.icons import icon


@dataclass(frozen=True)
class Column:
    """A column. ``sort_url`` makes its head a link; ``sorted`` is "", "ascending" or "descending";
    ``css`` may name number · tight · wide · grey · wrap; ``narrow=False`` leaves it out on a phone."""

    label: str
    sort_url: str = ""
    sorted: str = ""
    css: str = ""
    narrow: bool = True


@dataclass(frozen=True)
class Row:
    """A record. Text cells are escaped, `Markup` is taken as it is. The first cell names the record and links to it;
    ``drawer`` opens that link in the side panel; ``tone`` may be hot · quiet."""

    cells: Sequence[Any]
    url: str = ""
    drawer: bool = True
    tone: str = ""
    select: str = ""


DRAWER = 'hx-target="#drawer-content" hx-swap="innerHTML" hx-get='


def table(
    columns: Sequence[Column], rows: Iterable[Row], caption: str, *, select: str = "", body_id: str = ""
) -> Markup:
    """The whole table. ``caption`` is read out, not shown. ``select`` names a checkbox in front of every row."""
    head = "".join(_head(column) for column in columns)
    if select:
        head = f'<td class="tick"><span class="vh">Select</span></td>{head}'
    identity = f' id="{escape(body_id)}"' if body_id else ""
    body = table_body(columns, rows, select=select)
    return Markup(
        f'<div class="table-scroll"><table class="table"><caption class="vh">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody{identity}>{body}</tbody></table></div>"
    )


def table_body(columns: Sequence[Column], rows: Iterable[Row], *, select: str = "") -> Markup:
    """The rows alone, for htmx to swap in."""
    opening = [_opening(column) for column in columns]
    return Markup("".join(_row(opening, row, select) for row in rows))


def _head(column: Column) -> str:
    css = _css(column)
    if not column.sort_url:
        return f'<th scope="col"{css}>{escape(column.label)}</th>'
    mark = {"ascending": "arrow-up", "descending": "arrow-down"}.get(column.sorted, "chevrons-up-down")
    said = f' aria-sort="{column.sorted}"' if column.sorted else ""
    return (
        f'<th scope="col"{css}{said}><a class="sort" href="{escape(column.sort_url)}">'
        f"{escape(column.label)}{icon(mark)}</a></th>"
    )


def _css(column: Column) -> str:
    names = " ".join(filter(None, [column.css, "" if column.narrow else "not-narrow"]))
    return f' class="{names}"' if names else ""


def _opening(column: Column) -> str:
    return f'<td{_css(column)} data-label="{escape(column.label)}">'


def _row(opening: Sequence[str], row: Row, select: str) -> str:
    first, rest = row.cells[0], row.cells[1:]
    name = escape(first)
    if row.url:
        target = escape(row.url)
        drawer = f' {DRAWER}"{target}"' if row.drawer else ""
        name = Markup(f'<a href="{target}"{drawer}>{name}</a>')
    tick = ""
    if select:
        tick = (
            f'<td class="tick"><input type="checkbox" name="{escape(select)}" value="{escape(row.select)}" '
            f'aria-label="Select {escape(Markup(escape(first)).striptags())}"></td>'
        )
    head = f'<th scope="row"{opening[0][3:]}{name}</th>'
    tail = "".join(f"{tag}{escape(cell)}</td>" for tag, cell in zip(opening[1:], rest, strict=True))
    return f"<tr{_tone(row)}>{tick}{head}{tail}</tr>"


def _tone(row: Row) -> str:
    return f' class="{escape(row.tone)}"' if row.tone else ""
