"""Which offers did this person have?"""

from __future__ import annotations

from collections.abc import Iterable

from golive.career.salary.wage import Offer
from golive.plain.verdict import Kind, Refusal, require

NEEDED = ("title", "year", "base")
COLUMNS = ("title", "level", "area", "year", "base", "total")


def is_offers(header: Iterable[str]) -> bool:
    return set(NEEDED) <= {name.strip().lower() for name in header}


def offers(header: list[str], rows: Iterable[list[str]]) -> list[Offer]:
    """Offers from a table with the columns title, level, area, year, base, total; ``Refused`` names every bad row.

    >>> offers(["title", "year", "base"], [["Implementation Manager", "2025", "$120,000"]])[0].base
    120000
    """
    places = {name.strip().lower(): at for at, name in enumerate(header)}
    found, problems = [], []
    for number, row in enumerate(rows, 2):
        if not any(cell.strip() for cell in row):
            continue
        held = {name: row[places[name]].strip() if places.get(name, 99) < len(row) else "" for name in COLUMNS}
        whole = {name: _whole(held[name]) for name in ("year", "base", "total")}
        wrong = [f"{name} is “{held[name]}”" for name in ("year", "base") if not whole[name]]
        wrong += [f"total is “{held['total']}”"] if held["total"] and not whole["total"] else []
        if wrong:
            cure = "Write whole numbers, such as 2025 and 120000."
            problems.append(Refusal("salary.offer", f"Row {number}: {', '.join(wrong)}.", cure, Kind.INPUT))
            continue
        year, base = whole["year"] or 0, whole["base"] or 0
        found.append(Offer(held["title"], held["level"], held["area"], year, base, whole["total"]))
    require(problems)
    return found


def _whole(text: str) -> int | None:
    try:
        return round(float(text.replace(",", "").replace("$", "")))
    except ValueError:
        return None
