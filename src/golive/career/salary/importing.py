"""Which kind of pay data is this file, and what does it bring?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from golive.career.salary import lca, oews, offers
from golive.career.salary.reference import built_in
from golive.career.salary.sheet import Progress, SheetError, rows
from golive.career.salary.store import Store
from golive.career.salary.workbook_xml import Spill

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


class Parsed:
    """A pay file whose kind is known: ``rows`` are read one after another, ``read`` counts those that it has so far."""

    def __init__(
        self,
        path: Path,
        *,
        name: str = "",
        year: int | None = None,
        progress: Progress = lambda s: None,
        spill: Spill = TemporaryFile,
    ):
        """Raises SheetError with the columns that are missing, OSError; taking the rows may raise these and Refused."""
        self.name, self.read, self.year = name or path.name, 0, None
        found = rows(path, progress, _columns, spill)
        header, self.kind = _header(self.name, found)
        socs = {row.soc for row in built_in().wages}
        self.rows: Iterator[Any]
        if self.kind == "oews":
            self.year = year or oews.year_of(self.name)
            if self.year is None:
                raise SheetError(f"The name of {self.name} does not say the year of its wages. Give it with --year.")
            self.rows = oews.wages(header, self._counted(found), self.year, socs)
        elif self.kind == "lca":
            self.rows = lca.certified(header, self._counted(found), socs)
        else:
            self.rows = iter(offers.offers(header, self._counted(found)))

    def _counted(self, found: Iterator[list[str]]) -> Iterator[list[str]]:
        for row in found:
            self.read += 1
            yield row

    @property
    def kept_as(self) -> str:
        """The kind of row that the store keeps of it."""
        return {"oews": "wage", "lca": "certified", "offers": "offer"}[self.kind]


def bring_in(path: Path, store: Store, *, year: int | None = None, progress: Progress = lambda s: None) -> Imported:
    """Recognise the file by its columns and keep what concerns this role; a second import replaces the first.

    Memory stays level however long the file is. Raises SheetError with the columns that are missing, OSError, Refused.
    """
    parsed = Parsed(path, year=year, progress=progress)
    kept = store.replace(parsed.kept_as, parsed.name, parsed.rows)
    return Imported(parsed.kind, parsed.name, parsed.read, kept, parsed.year)


def _columns(row: list[str]) -> Collection[int] | None:
    """The places of the columns that are read, where the row is a header that is known."""
    if oews.is_oews(row):
        return oews.places_read(row)
    if lca.is_lca(row):
        return lca.places_read(row)
    return range(len(row)) if offers.is_offers(row) else None


def _header(name: str, found: Iterator[list[str]]) -> tuple[list[str], str]:
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
    raise SheetError(f"{name} is no pay data that is known: {told}. Import an official file or a table of offers.")
