"""How are the rows of a table shown that were refused or differ?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from golive.connectors.imports.kinds.protocol import Row
from golive.plain.interchange import RowProblem
from golive.plain.verdict import Kind, Refusal, Refused
from golive.plain.written_dates import Order

LONG = 160


def order_in(mapping: Mapping[str, Any] | None) -> Order | None:
    """The order of day and month that a person chose; None lets the file decide."""
    given = str((mapping or {}).get("date_order") or "")
    if not given:
        return None
    if given not in list(Order):
        cure = f"Use one of: {', '.join(Order)}."
        raise Refused([Refusal("import.date_order", f"“{given[:40]}” is no order of dates.", cure, Kind.INPUT)])
    return Order(given)


def said(value: Any) -> str:
    """A value as a cell of a preview: short, and empty where there is none."""
    if value is None or value == "" or value == [] or value == {}:
        return ""
    if isinstance(value, datetime | date):
        return f"{value.day} {value:%b %Y}"
    if isinstance(value, float):
        return f"{value:g}"
    text = ", ".join(map(said, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= LONG else text[: LONG - 1] + "…"


def cells(names: Sequence[str], values: Mapping[str, Any], changes: Mapping[str, tuple[Any, Any]]) -> list[Any]:
    """The named fields, with before and after where they change, and at the end what else changes."""
    shown = [
        [said(changes[name][0]) or "–", said(changes[name][1]) or "–"] if name in changes else said(values.get(name))
        for name in names
    ]
    also = [name.removesuffix("_id").removesuffix("_at").replace("_", " ") for name in changes if name not in names]
    return [*shown, ", ".join(also)]


def refused(problems: Iterable[RowProblem], width: int) -> list[Row]:
    """One row per line that was left out, with every reason."""
    found: dict[tuple[str, int], list[RowProblem]] = {}
    for problem in problems:
        if problem.rejects:
            found.setdefault((problem.sheet, problem.line), []).append(problem)
    return [
        Row(line, "bad", [""] * width, sheet, [_why(problem) for problem in wrong])
        for (sheet, line), wrong in found.items()
    ]


def _why(problem: RowProblem) -> str:
    value = f" “{said(problem.value)}”" if problem.value else ""
    return f"{problem.column}{value}: {problem.reason} {problem.cure}".strip()
