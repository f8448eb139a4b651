"""An LCA disclosure file and an OEWS workbook in the official layouts, as large as one asks."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import count, islice
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

MEGABYTE = 1_000_000
MOST_ROWS = 1_048_575  # of a sheet, below its header
_LCA = """CASE_NUMBER CASE_STATUS RECEIVED_DATE DECISION_DATE ORIGINAL_CERT_DATE VISA_CLASS JOB_TITLE SOC_CODE
SOC_TITLE FULL_TIME_POSITION BEGIN_DATE END_DATE TOTAL_WORKER_POSITIONS NEW_EMPLOYMENT CONTINUED_EMPLOYMENT
CHANGE_PREVIOUS_EMPLOYMENT NEW_CONCURRENT_EMPLOYMENT CHANGE_EMPLOYER AMENDED_PETITION EMPLOYER_NAME TRADE_NAME_DBA
EMPLOYER_ADDRESS1 EMPLOYER_ADDRESS2 EMPLOYER_CITY EMPLOYER_STATE EMPLOYER_POSTAL_CODE EMPLOYER_COUNTRY
EMPLOYER_PROVINCE EMPLOYER_PHONE EMPLOYER_PHONE_EXT EMPLOYER_FEIN NAICS_CODE EMPLOYER_POC_LAST_NAME
EMPLOYER_POC_FIRST_NAME EMPLOYER_POC_MIDDLE_NAME EMPLOYER_POC_JOB_TITLE EMPLOYER_POC_ADDRESS1 EMPLOYER_POC_ADDRESS2
EMPLOYER_POC_CITY EMPLOYER_POC_STATE EMPLOYER_POC_POSTAL_CODE EMPLOYER_POC_COUNTRY EMPLOYER_POC_PROVINCE
EMPLOYER_POC_PHONE EMPLOYER_POC_PHONE_EXT EMPLOYER_POC_EMAIL AGENT_REPRESENTING_EMPLOYER AGENT_ATTORNEY_LAST_NAME
AGENT_ATTORNEY_FIRST_NAME AGENT_ATTORNEY_MIDDLE_NAME AGENT_ATTORNEY_ADDRESS1 AGENT_ATTORNEY_ADDRESS2
AGENT_ATTORNEY_CITY AGENT_ATTORNEY_STATE AGENT_ATTORNEY_POSTAL_CODE AGENT_ATTORNEY_COUNTRY AGENT_ATTORNEY_PROVINCE
AGENT_ATTORNEY_PHONE AGENT_ATTORNEY_PHONE_EXT AGENT_ATTORNEY_EMAIL_ADDRESS LAWFIRM_NAME_BUSINESS_NAME
LAWFIRM_BUSINESS_FEIN STATE_OF_HIGHEST_COURT NAME_OF_HIGHEST_STATE_COURT WORKSITE_WORKERS SECONDARY_ENTITY
SECONDARY_ENTITY_BUSINESS_NAME WORKSITE_ADDRESS1 WORKSITE_ADDRESS2 WORKSITE_CITY WORKSITE_COUNTY WORKSITE_STATE
WORKSITE_POSTAL_CODE WAGE_RATE_OF_PAY_FROM WAGE_RATE_OF_PAY_TO WAGE_UNIT_OF_PAY PREVAILING_WAGE PW_UNIT_OF_PAY
PW_TRACKING_NUMBER PW_WAGE_LEVEL PW_OES_YEAR PW_OTHER_SOURCE PW_OTHER_YEAR PW_SURVEY_PUBLISHER PW_SURVEY_NAME
TOTAL_WORKSITE_LOCATIONS AGREE_TO_LC_STATEMENT H_1B_DEPENDENT WILLFUL_VIOLATOR SUPPORT_H1B STATUTORY_BASIS
APPENDIX_A_ATTACHED PUBLIC_DISCLOSURE PREPARER_LAST_NAME PREPARER_FIRST_NAME PREPARER_MIDDLE_INITIAL
PREPARER_BUSINESS_NAME PREPARER_EMAIL"""
_OEWS = """AREA AREA_TITLE AREA_TYPE PRIM_STATE NAICS NAICS_TITLE I_GROUP OWN_CODE OCC_CODE OCC_TITLE O_GROUP
TOT_EMP EMP_PRSE JOBS_1000 LOC_QUOTIENT PCT_TOTAL PCT_RPT H_MEAN A_MEAN MEAN_PRSE H_PCT10 H_PCT25 H_MEDIAN H_PCT75
H_PCT90 A_PCT10 A_PCT25 A_MEDIAN A_PCT75 A_PCT90 ANNUAL HOURLY"""
HEADER, OEWS_HEADER = _LCA.split(), _OEWS.split()
# What differs in every row, and is a shared text of its own there.
UNIQUE = ("CASE_NUMBER", "EMPLOYER_POC_EMAIL", "AGENT_ATTORNEY_EMAIL_ADDRESS", "WORKSITE_ADDRESS1")
NUMBERS = ("POSITIONS", "EMPLOYMENT", "CHANGE_EMPLOYER", "AMENDED", "WORKERS", "LOCATIONS")
MOSTLY_EMPTY = ("ORIGINAL_CERT", "PROVINCE", "PHONE_EXT", "TRADE_NAME", "TRACKING", "PW_OTHER", "PW_SURVEY", "PREPARER")
DRAWN = 5_000  # different rows; they follow each other far outside of the window that a zip compresses over
ROLE = (
    ("13-1082.00", "Implementation Manager"),
    ("13-1111.00", "Management Analyst"),
    ("15-1252.00", "Onboarding Lead"),
)
OTHERS = ("Software Engineer", "Data Scientist", "Physician", "Accountant", "Mechanical Engineer", "Analyst")
NAMES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
UNIQUE_TEXTS = (
    "I-200-25{0:03d}-{1:06d}",
    "contact.{1:06d}@employer{0}.example.com",
    "attorney{1:06d}@firm-{0}.example.com",
    "{1} North Commerce Street, Suite {0}",
)


@dataclass(frozen=True)
class Made:
    """A file with its rows, and how many of them the import has to keep."""

    path: Path
    rows: int
    kept: int


def _word(chance: random.Random, letters: int) -> str:
    return "".join(chance.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(letters)).capitalize()


def _pools(chance: random.Random) -> dict[str, list[str]]:
    """A few thousand texts for each kind of column that repeats itself across rows."""
    words = [_word(chance, chance.randint(4, 11)) for _ in range(6_000)]
    pick = lambda: chance.choice(words)  # noqa: E731
    return {
        "NAME": [f"{pick()} {pick()} Inc." for _ in range(5_000)],
        "ADDRESS": [f"{chance.randint(1, 9999)} {pick()} Avenue" for _ in range(8_000)],
        "CITY": [pick() for _ in range(3_000)],
        "PHONE": [f"+1{chance.randint(2_000_000_000, 9_999_999_999)}" for _ in range(8_000)],
        "": words,
    }


def _cell(name: str, chance: random.Random, pools: dict[str, list[str]]) -> str | int | float | None:
    if any(part in name for part in MOSTLY_EMPTY) and chance.random() < 0.9:
        return None
    if name.endswith("DATE"):
        return chance.randint(45_500, 46_000)
    if any(part in name for part in NUMBERS):
        return chance.randint(0, 30)
    if name.endswith("STATE"):
        return chance.choice(["CA", "NY", "TX", "WA", "CO", "MA"])
    if name in ("NAICS_CODE", "PREVAILING_WAGE") or name.endswith(("POSTAL_CODE", "FEIN")):
        return chance.randint(10_000, 999_999)
    kind = next((kind for kind in pools if kind and kind in name), "")
    return chance.choice(pools[kind])


def drawn_rows(count: int = DRAWN, seed: int = 7) -> list[tuple[list[Any], bool]]:
    """Rows by the columns of `HEADER` with None for what differs everywhere, and whether the import keeps each."""
    chance = random.Random(seed)
    pools, found = _pools(chance), []
    for _ in range(count):
        certified, whole, ours = chance.random() < 0.9, chance.random() < 0.97, chance.random() < 0.06
        soc, title = (
            chance.choice(ROLE) if ours else ("15-1252.00", f"{chance.choice(OTHERS)} {chance.randint(1, 900)}")
        )
        pay = chance.randint(60_000, 240_000)
        held = {name: _cell(name, chance, pools) for name in HEADER} | {
            "CASE_STATUS": "Certified" if certified else "Withdrawn",
            "JOB_TITLE": title,
            "SOC_CODE": soc,
            "FULL_TIME_POSITION": "Y" if whole else "N",
            "SECONDARY_ENTITY": chance.choice(["Yes", "No"]),
            "WAGE_RATE_OF_PAY_FROM": pay,
            "WAGE_RATE_OF_PAY_TO": chance.choice([None, pay + 10_000]),
            "WAGE_UNIT_OF_PAY": "Year",
        }
        found.append(([None if name in UNIQUE else held[name] for name in HEADER], certified and whole and ours))
    return found


def letters(at: int) -> str:
    """The name of a column: 0 is A, 27 is AB."""
    return chr(65 + at) if at < 26 else letters(at // 26 - 1) + chr(65 + at % 26)


def _unique(at: int, number: int) -> str:
    return UNIQUE_TEXTS[at].format(number % 977, number)


def lca_csv(path: Path, megabytes: int) -> Made:
    """The disclosure file as .csv of so many megabytes on the disk."""
    places = [HEADER.index(name) for name in UNIQUE]
    pool, rows, kept = drawn_rows(), 0, 0
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        while file.tell() < megabytes * MEGABYTE:
            for row, ours in pool[:500]:
                for at, place in enumerate(places):
                    row[place] = _unique(at, rows)
                writer.writerow(row)
                rows, kept = rows + 1, kept + ours
    return Made(path, rows, kept)


def _templates(inline: bool, index: dict[str, int]) -> list[tuple[str, bool]]:
    """Each drawn row as XML with marks for its number and for its unique texts; ``index`` numbers the other texts."""

    def cell(at: int, value: Any) -> str:
        name = f'<c r="{letters(at)}@"'
        if HEADER[at] in UNIQUE:
            value = chr(0xE000 + UNIQUE.index(HEADER[at]))
            return (
                f'{name} s="1" t="inlineStr"><is><t>{value}</t></is></c>'
                if inline
                else f'{name} s="1" t="s"><v>{value}</v></c>'
            )
        if value is None:
            return ""
        if not isinstance(value, str):
            return f'{name} s="2"><v>{value}</v></c>'
        if inline:
            return f'{name} s="1" t="inlineStr"><is><t>{value}</t></is></c>'
        return f'{name} s="1" t="s"><v>{index.setdefault(value, len(index))}</v></c>'

    return [
        (f'<row r="@" spans="1:{len(HEADER)}">{"".join(cell(at, value) for at, value in enumerate(row))}</row>', ours)
        for row, ours in drawn_rows()
    ]


def lca_xlsx(path: Path, megabytes: int, *, inline: bool = False) -> Made:
    """The disclosure file as .xlsx of so many megabytes on the disk, or of as many rows as a sheet may have.

    Its texts are shared, as a spreadsheet writes them, four of each row being its own; or they stand inline.
    """
    index: dict[str, int] = {name: at for at, name in enumerate(HEADER)}
    templates = _templates(inline, index)
    rows, kept, head = 0, 0, len(index)
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1, allowZip64=True) as archive:
        _book(archive, "LCA_Disclosure_Data")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f"<worksheet {NAMES}><sheetData>{_header(HEADER)}".encode())
            for text, ours in (each for _ in count() for each in templates):
                if rows % 1_000 == 0 and (rows >= MOST_ROWS or _written(archive, rows, inline) > megabytes * MEGABYTE):
                    break
                if rows >= MOST_ROWS:
                    break
                text = text.replace("@", str(rows + 2))
                for at in range(len(UNIQUE)):
                    own = _unique(at, rows) if inline else str(head + rows * len(UNIQUE) + at)
                    text = text.replace(chr(0xE000 + at), own)
                sheet.write(text.encode())
                rows, kept = rows + 1, kept + ours
            sheet.write(b"</sheetData></worksheet>")
        if not inline:
            _shared(archive, list(index), rows)
    return Made(path, rows, kept)


def _written(archive: ZipFile, rows: int, inline: bool) -> int:
    """Bytes on the disk, with about those that the shared texts of these rows will take."""
    stream: IO[bytes] = archive.fp  # type: ignore[assignment]
    return stream.tell() + (0 if inline else rows * 35)


def _shared(archive: ZipFile, texts: list[str], rows: int) -> None:
    with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
        part.write(f"<sst {NAMES}>".encode() + "".join(f"<si><t>{text}</t></si>" for text in texts).encode())
        own = (f"<si><t>{_unique(at, row)}</t></si>" for row in range(rows) for at in range(len(UNIQUE)))
        while some := "".join(islice(own, 4_000)):
            part.write(some.encode())
        part.write(b"</sst>")


def _header(names: list[str]) -> str:
    cells = (f'<c r="{letters(at)}1" t="inlineStr"><is><t>{name}</t></is></c>' for at, name in enumerate(names))
    return f'<row r="1">{"".join(cells)}</row>'


def _book(archive: ZipFile, sheet: str) -> None:
    book = f'<workbook {NAMES} xmlns:r="{LINKS}"><sheets><sheet name="{sheet}" r:id="r1"/></sheets></workbook>'
    archive.writestr("xl/workbook.xml", book)
    link = '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'
    archive.writestr("xl/_rels/workbook.xml.rels", link)


def _wages(rows: int) -> Iterator[tuple[list[Any], bool]]:
    """Every occupation in every area, one in forty of them an occupation of this role."""
    chance = random.Random(11)
    for number in range(rows):
        ours = number % 40 == 0
        held = {name: round(chance.random() * 90_000, 1) for name in OEWS_HEADER}
        held |= {"AREA": 10_000 + number // 800, "AREA_TITLE": f"Area {number // 800}, CO", "NAICS": "000000"}
        held |= {"OCC_CODE": "13-1082" if ours else f"35-{number % 800:04d}", "O_GROUP": "detailed", "OWN_CODE": 1235}
        held |= {"OCC_TITLE": f"Occupation {number % 800}", "A_PCT90": "#" if number % 17 == 0 else 180_000}
        yield [held[name] for name in OEWS_HEADER], ours


def oews_xlsx(path: Path, rows: int) -> Made:
    """The OEWS workbook of all areas and sectors with so many rows."""
    kept = 0
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        _book(archive, "All May 2024 data")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f"<worksheet {NAMES}><sheetData>{_header(OEWS_HEADER)}".encode())
            for number, (row, ours) in enumerate(_wages(rows), 2):
                out = StringIO()
                out.write(f'<row r="{number}">')
                for at, value in enumerate(row):
                    name = f'<c r="{letters(at)}{number}"'
                    text = (
                        f' t="inlineStr"><is><t>{value}</t></is></c>'
                        if isinstance(value, str)
                        else f"><v>{value}</v></c>"
                    )
                    out.write(name + text)
                out.write("</row>")
                sheet.write(out.getvalue().encode())
                kept += ours
            sheet.write(b"</sheetData></worksheet>")
    return Made(path, rows, kept)
