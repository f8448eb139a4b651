"""What stands in Acme's old CRM, a German program of 2013, and in which state is it?"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from golive.web.demo.legacy_damage import article, day, gap, key, number, slip, word

SEED = 20130401
CUSTOMERS = 600
ACTIVITIES = 2400
NOBODY = 90_000  # customers from here on were deleted, but not what pointed to them
Row = Sequence[str]
_FIRST = [
    "Anna",
    "Ben",
    "Clara",
    "David",
    "Élise",
    "Frank",
    "Grace",
    "Hugo",
    "Irene",
    "Jürgen",
    "Karin",
    "Liam",
    "Maja",
    "Nils",
    "Olga",
    "Paul",
    "Renée",
    "Søren",
    "Tina",
    "Uwe",
]
_LAST = [
    "Adams",
    "Baker",
    "Clark",
    "Díaz",
    "Evans",
    "Fischer",
    "Green",
    "Huber",
    "Ivanov",
    "Jansen",
    "Keller",
    "López",
    "Müller",
    "Nguyen",
    "O'Brien",
    "Peters",
    "Quinn",
    "Rossi",
    "Schröder",
    "Taylor",
]
_TRADES = "Supply Logistics Foods Tools Medical Textiles Energy Optics Paper Marine".split()  # noqa: SIM905
_FORMS = ("Inc.", "LLC", "GmbH", "Corp.")
_PLACES = (
    ("Boston", "02108", "MA"), ("Cambridge", "02139", "MA"), ("Atlanta", "30303", "GA"), ("Savannah", "31401", "GA"),
    ("Denver", "80202", "CO"), ("Boulder", "80301", "CO"), ("Seattle", "98101", "WA"), ("Tacoma", "98402", "WA"),
)  # fmt: skip
_STREETS = ("Main Street", "Oak Avenue", "Harbor Road", "Königstraße", "Pine Lane", "Mill Road")
STATUS = (("A", "active"), ("I", "inactive"), ("N", "new"), ("G", "blocked"))  # 7 and X occur and stand in no list
_KINDS = (("1", "call"), ("2", "visit"), ("3", "e-mail"), ("4", "offer"))


def write_legacy_crm(folder: Path, *, customers: int = CUSTOMERS) -> list[Path]:
    """Write the tables of the old CRM as it exports them (CSV, semicolons; one of them in Windows-1252).

    Byte-identical on every run. The folder is made if missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, encoding, rows in _tables(customers):
        out = io.StringIO()
        csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(rows)
        path = folder / f"{name}.csv"
        path.write_bytes(out.getvalue().encode(encoding, "replace"))
        written.append(path)
    return written


def _tables(customers: int) -> Iterator[tuple[str, str, list[Row]]]:
    known = _customers(customers)
    yield "KUNDEN", "utf-8", known
    yield "ANSPRECHPARTNER", "cp1252", _contacts(customers)
    yield "ANGEBOTE", "utf-8", _offers(customers)
    yield "AKTIVITAETEN", "utf-8", _activities(customers)
    yield "STATUSCODES", "utf-8", [("CODE", "BEDEUTUNG"), *STATUS]
    yield "FELDER", "utf-8", _dictionary()


def _drawn(table: str) -> random.Random:
    return random.Random(f"{SEED} {table}")


def _customers(many: int) -> list[Row]:
    draw = _drawn("KUNDEN")
    head = (
        "KUNNR",
        "NAME1",
        "STRAS",
        "PLZ",
        "ORT",
        "LAND",
        "TELEFON",
        "EMAIL",
        "STAT",
        "UMSATZ",
        "ANGELEGT",
        "GESPERRT",
    )
    rows = [_customer(n, draw) for n in range(1, many + 1)]
    again = [_again(draw.choice(rows), many + n, draw) for n in range(1, many // 12 + 1)]
    return [head, *rows, *again]


def _customer(n: int, draw: random.Random) -> list[str]:
    town, postcode, _ = draw.choice(_PLACES)
    name = f"{draw.choice(_LAST)} {draw.choice(_TRADES)} {draw.choice(_FORMS)}"
    status = draw.choices(["A", "I", "N", "G", "7", "X"], [60, 20, 10, 5, 3, 2])[0]
    return [
        key(n, draw, cut=0.0),
        word(name, draw),
        word(f"{draw.randint(1, 999)} {draw.choice(_STREETS)}", draw),
        postcode.lstrip("0") if draw.random() < 0.3 else postcode,
        word(town, draw),
        draw.choices(["US", "USA", "U.S.", "us"], [80, 10, 5, 5])[0],
        gap(f"+1 {draw.randint(200, 989)} 555 {draw.randint(0, 9999):04d}", draw, share=0.1),
        gap(f"office{n}@{name.split()[0].lower().replace(chr(39), '')}-example.com", draw, share=0.15),
        status,
        gap(number(draw.lognormvariate(9, 1.4), draw), draw, share=0.05),
        day(date(2013, 4, 1) + timedelta(draw.randrange(4200)), draw),
        draw.choices(["N", "J", "nein", "ja", "0", "1"], [70, 10, 8, 4, 6, 2])[0],
    ]


def _again(row: Sequence[str], n: int, draw: random.Random) -> list[str]:
    """The same customer once more, entered by somebody who did not find it."""
    copy = list(row)
    copy[0] = key(n, draw, cut=0.0)
    copy[1] = slip(copy[1].strip(), draw) if draw.random() < 0.6 else copy[1].strip().replace("Inc.", "Incorporated")
    copy[2] = copy[2].replace("Street", "St.").strip()
    copy[6] = gap(copy[6].replace(" ", "-"), draw, share=0.3)
    return copy


def _points_to(many: int, draw: random.Random, *, cut: float, lost: float) -> str:
    customer = NOBODY + draw.randrange(50) if draw.random() < lost else draw.randint(1, many)
    return key(customer, draw, cut=cut)


def _contacts(many: int) -> list[Row]:
    draw = _drawn("ANSPRECHPARTNER")
    head = ("APNR", "KUNNR", "ANREDE", "VORNAME", "NACHNAME", "GEBDAT", "EMAIL", "MOBIL")
    return [head, *(_contact(n, many, draw) for n in range(1, int(many * 1.5) + 1))]


def _contact(n: int, many: int, draw: random.Random) -> Row:
    first, last = draw.choice(_FIRST), draw.choice(_LAST)
    return (
        f"AP{n:06d}",
        _points_to(many, draw, cut=0.2, lost=0.02),
        draw.choices(["1", "2", "Herr", "Frau", "Mr"], [40, 40, 8, 8, 4])[0],
        word(first, draw, spoiled=0.05),
        word(last, draw, spoiled=0.05),
        gap(day(date(1950, 1, 1) + timedelta(draw.randrange(18_000)), draw), draw, share=0.2),
        gap(f"{first}.{last}{n}@example.com".lower(), draw, share=0.1),
        gap(f"0{draw.randint(151, 179)}/{draw.randint(1_000_000, 9_999_999)}", draw, share=0.3),
    )


def _offers(many: int) -> list[Row]:
    draw = _drawn("ANGEBOTE")
    head = ("ANGNR", "KUNNR", "ARTIKEL", "MENGE", "BETRAG", "DATUM", "GEWICHT")
    return [head, *(_offer(n, many, draw) for n in range(1, many * 2 + 1))]


def _offer(n: int, many: int, draw: random.Random) -> Row:
    return (
        f"{2013 + n % 11}-{n:05d}",
        _points_to(many, draw, cut=0.1, lost=0.01),
        article(draw.randint(1, 40), draw.randint(1, 30), draw),
        str(draw.randint(1, 500)),
        number(draw.lognormvariate(7, 1), draw),
        day(date(2013, 4, 1) + timedelta(draw.randrange(4200)), draw),
        f"{draw.uniform(0.1, 80):.1f}".replace(".", ",") + draw.choice(["", "", " kg"]),
    )


def _activities(many: int) -> list[Row]:
    draw = _drawn("AKTIVITAETEN")
    head = ("AKTNR", "KUNNR", "ART", "DATUM", "NOTIZ")
    make: Callable[[int], Row] = lambda n: (  # noqa: E731
        str(n),
        _points_to(many, draw, cut=0.05, lost=0.03),
        draw.choices([code for code, _ in _KINDS] + ["9"], [50, 20, 20, 9, 1])[0],
        day(date(2018, 1, 1) + timedelta(draw.randrange(2900)), draw),
        word(f"{draw.choice(('Called', 'Met', 'Wrote to'))} {draw.choice(_FIRST)} {draw.choice(_LAST)}", draw),
    )
    return [head, *(make(n) for n in range(1, ACTIVITIES * many // CUSTOMERS + 1))]


def _dictionary() -> list[Row]:
    """What the program's manual says of the fields that need it."""
    return [
        ("TABELLE", "FELD", "TYP", "LAENGE", "BEZEICHNUNG"),
        ("KUNDEN", "KUNNR", "char", "10", "Customer number"),
        ("KUNDEN", "NAME1", "char", "60", "Company name"),
        ("KUNDEN", "STRAS", "char", "60", "Street and house number"),
        ("KUNDEN", "STAT", "char", "1", "Status"),
        ("KUNDEN", "UMSATZ", "dec", "", "Annual revenue"),
        ("KUNDEN", "ANGELEGT", "date", "", "Created on"),
        ("KUNDEN", "GESPERRT", "char", "1", "Blocked for orders"),
        ("ANSPRECHPARTNER", "APNR", "char", "8", "Contact number"),
        ("ANSPRECHPARTNER", "GEBDAT", "date", "", "Date of birth"),
        ("ANGEBOTE", "ANGNR", "char", "10", "Quote number"),
        ("ANGEBOTE", "MENGE", "int", "", "Quantity"),
        ("ANGEBOTE", "BETRAG", "dec", "", "Amount"),
    ]
