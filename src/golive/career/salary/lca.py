"""What did employers bind themselves to pay, by the certified applications of an LCA disclosure file?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from golive.career.salary.wage import Certified

PER_YEAR = {"hour": 2080, "week": 52, "bi-weekly": 26, "month": 12, "year": 1}
NEEDED = ("CASE_STATUS", "JOB_TITLE", "SOC_CODE", "WAGE_RATE_OF_PAY_FROM", "WAGE_UNIT_OF_PAY")
READ = frozenset(
    [
        *NEEDED,
        "FULL_TIME_POSITION",
        "WAGE_RATE_OF_PAY_TO",
        "DECISION_DATE",
        "BEGIN_DATE",
        "RECEIVED_DATE",
        "SECONDARY_ENTITY",
        "WORKSITE_STATE",
        "WORKSITE_CITY",
    ]
)
LEAST, MOST = 15_000, 1_000_000  # a year's pay outside is a slip of the unit, such as an hourly wage marked "Year"
TITLE = re.compile(
    r"\bimplementation\b|\bproject manager\b|\bprogram(me)? manager\b|\bdeployment\b|\bonboarding\b", re.I
)


def is_lca(header: Iterable[str]) -> bool:
    return set(NEEDED) <= set(names(header))


def places_read(header: Iterable[str]) -> list[int]:
    """Where the columns stand that an application is read from; a disclosure file has some eighty others."""
    return [at for at, name in enumerate(names(header)) if name in READ]


def names(header: Iterable[str]) -> list[str]:
    """The official column names; the suffix “_1” of the forms of 2019 and before is dropped.

    >>> names(["Case_Status", "WAGE_RATE_OF_PAY_FROM_1", "WORKSITE_CITY_2"])
    ['CASE_STATUS', 'WAGE_RATE_OF_PAY_FROM', 'WORKSITE_CITY_2']
    """
    return [re.sub(r"_1$", "", re.sub(r"\W+", "_", name.strip()).upper()) for name in header]


def certified(header: list[str], rows: Iterable[list[str]], socs: Collection[str]) -> Iterator[Certified]:
    """Full-time certified applications of these occupations, or whose title says implementation.

    The pay is a year's, the middle of from and to where both are named; outside 15,000 to 1,000,000 it is left out.
    """
    places: dict[str, int] = {}
    for at, name in enumerate(names(header)):
        places.setdefault(name, at)

    def cell(row: list[str], name: str) -> str:
        at = places.get(name)
        return row[at].strip() if at is not None and at < len(row) else ""

    for row in rows:
        if cell(row, "CASE_STATUS").lower() != "certified" or cell(row, "FULL_TIME_POSITION").upper() in {"N", "NO"}:
            continue
        soc, title = cell(row, "SOC_CODE").split(".")[0], cell(row, "JOB_TITLE")
        if soc not in socs and not TITLE.search(title):
            continue
        unit = cell(row, "WAGE_UNIT_OF_PAY").lower()
        low, high = _money(cell(row, "WAGE_RATE_OF_PAY_FROM")), _money(cell(row, "WAGE_RATE_OF_PAY_TO"))
        year = _year(cell(row, "DECISION_DATE")) or _year(cell(row, "BEGIN_DATE")) or _year(cell(row, "RECEIVED_DATE"))
        if not low or unit not in PER_YEAR or not year:
            continue
        base = round((low + high) / 2 * PER_YEAR[unit]) if high and high >= low else round(low * PER_YEAR[unit])
        if LEAST <= base <= MOST:
            at_client = cell(row, "SECONDARY_ENTITY").upper() in {"Y", "YES"}
            state, city = cell(row, "WORKSITE_STATE").upper(), cell(row, "WORKSITE_CITY")
            yield Certified(title, soc, state, city, year, base, at_client)


def _money(text: str) -> float:
    try:
        return float(text.replace(",", "").replace("$", "").strip() or 0)
    except ValueError:
        return 0.0


def _year(text: str) -> int | None:
    """The year of a date as text, or of the day number that a workbook keeps.

    >>> _year("2024-11-05"), _year("11/5/2024"), _year("45601"), _year("")
    (2024, 2024, 2024, None)
    """
    if found := re.search(r"\b(20\d\d|19\d\d)\b", text):
        return int(found.group(1))
    try:
        days = float(text)
    except ValueError:
        return None
    return int(1900 + days / 365.2425) if 36_000 < days < 60_000 else None
