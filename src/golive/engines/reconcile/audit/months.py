"""Which dates have their month as a word, and in which order do they stand?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from golive.engines.reconcile.audit.dates import is_date
from golive.engines.reconcile.audit.finding import Finding, Weight
from golive.engines.reconcile.audit.look import Look

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("Jan",),
            ("Feb",),
            ("Mar", "Mrz", "Mär"),
            ("Apr",),
            ("May", "Mai"),
            ("Jun",),
            ("Jul",),
            ("Aug",),
            ("Sep",),
            ("Oct", "Okt"),
            ("Nov",),
            ("Dec", "Dez"),
        ),
        1,
    )
    for name in names
}
BARE = "squash(replace(replace(replace({x}, '.', ' '), ',', ' '), '-', ' '))"


@dataclass(frozen=True)
class Order:
    """How such a date is written: its shapes, its pattern once points and hyphens are blanks, where its parts stand."""

    name: str
    shapes: str
    pattern: str
    day: int
    month: int
    year: int


ORDERS = (
    Order("D Mon YYYY", r"9[-. ]+a[-. ]+9", "[0-9]{1,2} [A-Za-zä]+ [0-9]{4}", 1, 2, 3),
    Order("Mon D, YYYY", r"a[. ]+9[, ]+9", "[A-Za-zä]+ [0-9]{1,2} [0-9]{4}", 2, 1, 3),
)


def month_names(look: Look) -> Iterator[Finding]:
    """17-Aug-2024, 17. August 2024, Aug 17, 2024: in English and German."""
    if not is_date(look):
        return
    for order in ORDERS:
        if look.has_shape(order.shapes):
            month = f"left(split_part({BARE}, ' ', {order.month}), 3)"
            known = ", ".join(f"'{name}'" for name in MONTHS)
            names = ", ".join(f"'{name}', '{number:02d}'" for name, number in MONTHS.items())
            year, day = (f"split_part({BARE}, ' ', {place})" for place in (order.year, order.day))
            made = f"concat({year}, '-', decode({month}, {names}, ''), '-', pad_left({day}, 2, '0'))"
            rule = look.rule(f"matches({BARE}, '{order.pattern}') and {month} in ({known})", made)
            says = f"{{count}} rows of {{column}} have the month as a word ({order.name})."
            yield from look.found("date notation", order.name, says, Weight.REPAIR, rule)
