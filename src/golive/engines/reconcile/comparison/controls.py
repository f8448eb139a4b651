"""Do the declared totals agree: counts, sums by group, references that lead nowhere?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from golive.engines.reconcile.comparison.sides import Values
from golive.engines.reconcile.expressions.dialect import string_type
from golive.engines.reconcile.mapping.document import Control

LARGEST = 1_000  # groups of one control that are listed, those that differ first


class Asked(Protocol):
    """What answers a query with all its rows."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]: ...


@dataclass(frozen=True)
class ControlTotal:
    """One total on both sides; ``group`` is empty where the control has none."""

    control: str
    group: str
    expected: str | None
    found: str | None

    @property
    def agrees(self) -> bool:
        return self.expected == self.found


def control_totals(place: Asked, controls: tuple[Control, ...], values: Values) -> Iterator[ControlTotal]:
    """Every control, group by group, those that differ first.

    Parameters
    ----------
    place : what computes, the bench or a server.
    values : the fields of both sides, in the type in which they are compared; sums of decimals stay exact.
    """
    for control in controls:
        sides = [dict(place.rows(_side(control, side, values))) for side in "ef"]
        expected, found = sides
        groups = [(group, _told(expected.get(group)), _told(found.get(group))) for group in expected | found]
        groups.sort(key=lambda group: (group[1] == group[2], group[0]))
        for group, one, other in groups[:LARGEST]:
            yield ControlTotal(control.words, group, one, other)


def _told(total: str | None) -> str | None:
    """A total without the zeros that only its fine type put behind two places.

    >>> _told("7.00000000"), _told("7.12500000"), _told("7"), _told("7.1")
    ('7.00', '7.125', '7', '7.1')
    """
    whole, point, places = (total or "").partition(".")
    return total if len(places) <= 2 or not places.isdigit() else whole + point + places[:2] + places[2:].rstrip("0")


def _side(control: Control, side: str, values: Values) -> str:
    text = string_type(values.engine)
    total = {
        "count": "count(*)",
        "sum": f"sum({values.value(side, control.field)})" if control.field else "",
        "orphans": f"sum(CASE WHEN {values.value(side, control.field)} IS NULL THEN 1 ELSE 0 END)"
        if control.field
        else "",
    }[control.what]
    if control.what == "orphans":
        total = f"CAST({total} AS BIGINT)"
    shown = ", ".join(f"coalesce(CAST({values.value(side, name)} AS {text}), 'null')" for name in control.by)
    group = f"concat_ws(' / ', {shown})" if shown else "''"
    grouped = " GROUP BY 1" if shown else ""
    return f"SELECT {group} AS g, CAST({total} AS {text}) AS n FROM {values.table(side).relation} {side}{grouped}"
