"""When is the right card on the screen, and how much memory does a disclosure file of full size take?"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from golive.career.copilot import speeds
from golive.career.copilot.listening import Matching
from golive.career.salary import Store, bring_in

HEADER = [
    "CASE_STATUS",
    "JOB_TITLE",
    "SOC_CODE",
    "FULL_TIME_POSITION",
    "DECISION_DATE",
    "WORKSITE_CITY",
    "WORKSITE_STATE",
    "SECONDARY_ENTITY",
    "WAGE_RATE_OF_PAY_FROM",
    "WAGE_RATE_OF_PAY_TO",
    "WAGE_UNIT_OF_PAY",
]
ROW = [
    "Certified",
    "Implementation Manager",
    "13-1082.00",
    "Y",
    "2025-03-01",
    "Denver",
    "CO",
    "Y",
    "100000",
    "",
    "Year",
]
FILLING = 87  # the other columns of the official file


@dataclass(frozen=True)
class Shown:
    before_end: float
    by_70_percent: float


def shown(asked: Sequence[dict[str, Any]], match: Matching) -> Shown:
    """Shares of typed questions whose right card is shown for good before the last word, and by 70 % of the words."""
    found = [speeds(row["question"], row["practice"], match) for row in asked if row["practice"]]
    within = [share for share in found if share is not None]
    return Shown(sum(s < 1 for s in within) / len(found), sum(s <= 0.7 for s in within) / len(found))


def write_disclosure(path: Path, megabytes: int) -> int:
    """A workbook with 98 columns whose sheet has so many megabytes of XML; returns its rows."""
    strings = [*HEADER, *(f"OTHER_{n}" for n in range(FILLING)), *ROW, *(f"other text {n}" for n in range(FILLING))]
    names = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    width = len(HEADER) + FILLING

    def row(first: int) -> bytes:
        return ("<row>" + "".join(f'<c t="s"><v>{first + at}</v></c>' for at in range(width)) + "</row>").encode()

    count = megabytes * 1_000_000 // len(row(width))
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        book = f'<workbook xmlns="{names}" xmlns:r="{links}"><sheets><sheet name="LCA" r:id="r1"/></sheets></workbook>'
        archive.writestr("xl/workbook.xml", book)
        link = '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'
        archive.writestr("xl/_rels/workbook.xml.rels", link)
        texts = "".join(f"<si><t>{text}</t></si>" for text in strings)
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{names}">{texts}</sst>')
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'<worksheet xmlns="{names}"><sheetData>'.encode() + row(0))
            for _ in range(count):
                sheet.write(row(width))
            sheet.write(b"</sheetData></worksheet>")
    return count


def main() -> None:
    """`python -m benchmarks.career.copilot MEGABYTES`: read a disclosure workbook of that size."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "LCA.xlsx"
        count = write_disclosure(path, int(sys.argv[1]) if len(sys.argv) > 1 else 500)
        began = time.process_time()
        found = bring_in(path, Store(Path(folder) / "own.sqlite"))
        took = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count:,} rows written, {found.read:,} read, {found.kept:,} kept; {took:.0f} s of CPU, peak {peak:.0f} MB")


if __name__ == "__main__":
    main()
