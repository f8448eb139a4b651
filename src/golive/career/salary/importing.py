"""Which kind of pay data is this file, and what does it bring?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from golive.career.salary import lca, oews, offers
from golive.career.salary.reference import built_in
from golive.career.salary.sheet import Progress, SheetError, rows
from golive.career.salary.store import Store

KINDS = {"oews": "OEWS wages", "lca": "certified applications (LCA)", "offers": "offers of your own"}
HEADER_WITHIN = 10  # some files have a title above their column names


@dataclass(frozen=True)
class Imported:
    """What a file was and how many rows of it were kept; ``read`` counts the rows that it has."""

    kind: str
    file: str
    read: int
    kept: int
    year: int | None = None


def bring_in(path: Path, store: Store, *, year: int | None = None, progress: Progress = lambda s: None) -> Imported:
    """Recognise the file by its columns and keep what concerns this role; a second import replaces the first.

    Memory stays level however long the file is. Raises SheetError with the columns that are missing, OSError, Refused.
    """
    count = 0

    def counted(found: Iterator[list[str]]) -> Iterator[list[str]]:
        nonlocal count
        for row in found:
            count += 1
            yield row

    found = rows(path, progress, _columns)
    header, kind = _header(path, found)
    socs = {row.soc for row in built_in().wages}
    if kind == "oews":
        of = year or oews.year_of(path.name)
        if of is None:
            raise SheetError(f"The name of {path.name} does not say the year of its wages. Give it with --year.")
        kept = store.replace("wage", path.name, oews.wages(header, counted(found), of, socs))
        return Imported(kind, path.name, count, kept, of)
    if kind == "lca":
        kept = store.replace("certified", path.name, lca.certified(header, counted(found), socs))
        return Imported(kind, path.name, count, kept)
    kept = store.replace("offer", path.name, offers.offers(header, counted(found)))
    return Imported(kind, path.name, count, kept)


def _columns(row: list[str]) -> Collection[int] | None:
    """The places of the columns that are read, where the row is a header that is known."""
    if oews.is_oews(row):
        return oews.places_read(row)
    if lca.is_lca(row):
        return lca.places_read(row)
    return range(len(row)) if offers.is_offers(row) else None


def _header(path: Path, found: Iterator[list[str]]) -> tuple[list[str], str]:
    """The first row that has the columns of a known kind."""
    seen: list[str] = []
    for row, _ in zip(found, range(HEADER_WITHIN), strict=False):
        seen = seen or row
        for kind, known in (("oews", oews.is_oews), ("lca", lca.is_lca), ("offers", offers.is_offers)):
            if known(row):
                return row, kind
    lacking = {
        "OEWS": [n for n in oews.NEEDED if n not in oews.names(seen)],
        "LCA": [n for n in lca.NEEDED if n not in lca.names(seen)],
        "offers": [n for n in offers.NEEDED if n not in chain(map(str.lower, seen))],
    }
    told = "; ".join(f"as {kind} it lacks {', '.join(names)}" for kind, names in lacking.items())
    raise SheetError(f"{path.name} is no pay data that is known: {told}. Import an official file or a table of offers.")
