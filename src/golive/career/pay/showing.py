"""How do an estimate's sources and a person's own stand in tables?"""

from __future__ import annotations

from dataclasses import dataclass

from golive.career.salary import Estimate, Pay, Store
from golive.foundation.look.tables import Column, Row

INPUT_COLUMNS = [
    Column("Source", css="wide wrap"),
    Column("Year", css="number"),
    Column("n", css="wrap"),
    Column("Weight", css="number"),
    Column("Median", css="number"),
]
KINDS = {
    "wage": "wages of the statistics (OEWS)",
    "certified": "certified applications (LCA)",
    "offer": "offers of your own",
    "pay": "what you earn now",
}


@dataclass(frozen=True)
class Shown:
    """A source of the person with its number among those of its kind, by which it is removed."""

    kind: str
    number: int
    name: str
    what: str
    rows: int


def input_rows(found: Estimate) -> list[Row]:
    """Every source of the estimate with its year and its n; missing is said."""
    return [
        Row(
            [
                f"{each.what}. {each.source}",
                str(each.year),
                "not said" if each.n is None else f"{each.n:,} {each.n_covers}",
                f"{each.weight:.2f}",
                "–" if each.median is None else f"${each.median:,}",
            ]
        )
        for each in found.inputs
    ]


def source_list(held: Store) -> list[Shown]:
    seen: dict[str, int] = {}
    shown = []
    for source in held.sources():
        number = seen.get(source.kind, 0)
        seen[source.kind] = number + 1
        shown.append(Shown(source.kind, number, source.name, KINDS[source.kind], source.rows))
    return shown


def standing(found: Estimate, pay: Pay | None) -> str:
    """Where the person's base lies in the bands, in words."""
    if pay is None:
        return ""
    (low, high), (least, most) = found.band_50, found.band_80
    steps = [
        (least, "below the outer band"),
        (low, "in the lower part of the outer band"),
        (found.median, "in the lower half of the middle band"),
        (high, "in the upper half of the middle band"),
        (most, "in the upper part of the outer band"),
    ]
    return next((words for bound, words in steps if pay.base < bound), "above the outer band")
