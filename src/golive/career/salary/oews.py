"""Which wages does an official OEWS workbook hold for the occupations that stand for this role?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from golive.career.salary.wage import Wage

FIELDS = {
    "p10": "A_PCT10",
    "p25": "A_PCT25",
    "median": "A_MEDIAN",
    "p75": "A_PCT75",
    "p90": "A_PCT90",
    "mean": "A_MEAN",
}
OLD_NAMES = {"GROUP": "O_GROUP", "OCC_GROUP": "O_GROUP", "AREA_NAME": "AREA_TITLE", "STATE": "AREA_TITLE"}
NEEDED = ("OCC_CODE", "A_MEDIAN", "A_PCT10", "A_PCT90")
READ = frozenset(
    [*NEEDED, *FIELDS.values(), "O_GROUP", "NAICS", "AREA", "AREA_TITLE", "OCC_TITLE", "TOT_EMP", "OWN_CODE"]
)
COUNTRY, CROSS_INDUSTRY = {"99", "0", ""}, {"000000", "000001", ""}
# The bound behind "#" by year: the files say only that the figure lies above it.
CAPS = {2024: 239_200, 2023: 239_200, 2022: 239_200, 2021: 208_000, 2020: 208_000, 2019: 208_000}
CAP_TOLD = re.compile(r"\$?\s*([\d,]{6,})")


def is_oews(header: Iterable[str]) -> bool:
    return set(NEEDED) <= set(names(header))


def places_read(header: Iterable[str]) -> list[int]:
    """Where the columns stand that a wage is read from."""
    return [at for at, name in enumerate(names(header)) if name in READ]


def names(header: Iterable[str]) -> list[str]:
    """The official column names, whatever the year: “occ code” and “occ_code” are OCC_CODE.

    >>> names(["area", "occ code", "group", "a_median"])
    ['AREA', 'OCC_CODE', 'O_GROUP', 'A_MEDIAN']
    """
    made = [re.sub(r"\W+", "_", name.strip()).upper() for name in header]
    return [OLD_NAMES[name] if name in OLD_NAMES and OLD_NAMES[name] not in made else name for name in made]


def wages(header: list[str], rows: Iterable[list[str]], year: int, socs: Collection[str]) -> Iterator[Wage]:
    """The detailed rows of these occupations.

    ``*`` and ``**`` (not available) and ``~`` become None; ``#`` (above the bound) becomes None with ``capped_at``.
    Only private and public ownership together is taken, so that no job counts twice.
    """
    places = {name: at for at, name in enumerate(names(header))}

    def cell(row: list[str], name: str) -> str:
        at = places.get(name)
        return row[at].strip() if at is not None and at < len(row) else ""

    for row in rows:
        soc = cell(row, "OCC_CODE")
        group = cell(row, "O_GROUP").lower()
        if soc not in socs or group not in {"detailed", "detail", ""}:
            continue
        sector = cell(row, "NAICS")
        held = {name: cell(row, column) for name, column in FIELDS.items()}
        yield Wage(
            soc=soc,
            title=cell(row, "OCC_TITLE"),
            year=year,
            source=f"OEWS {year} (imported)",
            sector="" if sector in CROSS_INDUSTRY else sector.rstrip("0") if sector.endswith("000") else sector,
            area="" if cell(row, "AREA") in COUNTRY else cell(row, "AREA_TITLE"),
            employment=_number(cell(row, "TOT_EMP")),
            capped_at=CAPS.get(year, max(CAPS.values())) if "#" in held.values() else None,
            **{name: _number(text) for name, text in held.items()},
        )


def year_of(name: str) -> int | None:
    """The year in the name of an official file.

    >>> year_of("national_M2024_dl.xlsx"), year_of("all_data_M_2023.xlsx"), year_of("wages.xlsx")
    (2024, 2023, None)
    """
    found = re.search(r"(?:M_?|20\d\d_?q?)?(20[012]\d)", name)
    return int(found.group(1)) if found else None


def _number(text: str) -> int | None:
    try:
        return round(float(text.replace(",", "").lstrip("$")))
    except ValueError:
        return None
