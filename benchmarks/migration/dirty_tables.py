"""How does a clean table look after years in a legacy system, every error and its right value known?"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Cell = tuple[int, str]  # row and column
Spoil = Callable[[str, random.Random], str]
CITIES = (
    "Berlin",
    "Hamburg",
    "München",
    "Köln",
    "Frankfurt",
    "Düsseldorf",
    "Leipzig",
    "Nürnberg",
    "Bremen",
    "Stuttgart",
)
STREETS = ("Hauptstraße", "Gartenweg", "Lindenallee", "Schulstraße", "Bahnhofstraße", "Am Markt")
FIRST = ("Anna", "Jürgen", "Maria", "Sören", "Petra", "Klaus", "Zoë", "Heinz", "Ute", "Björn")
LAST = ("Müller", "Schmidt", "Weiß", "Schäfer", "Koch", "Bauer", "Richter", "Krüger", "Vogel", "Günther")


@dataclass
class DirtyTable:
    """Columns, the clean and the dirty rows (None is empty), and what was done to which cell."""

    columns: list[str]
    clean: list[list[str | None]]
    dirty: list[list[str | None]]
    systematic: dict[Cell, str] = field(default_factory=dict)
    slips: dict[Cell, str] = field(default_factory=dict)

    def write(self, path: Path) -> Path:
        with path.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows([self.columns, *([cell or "" for cell in row] for row in self.dirty)])
        return path


def customers(rows: int, seed: int) -> list[list[str | None]]:
    """Clean customers: id, name, city, state of the account, member, revenue, weight, since, born, part number."""
    draw = random.Random(seed)
    return [_customer(number, draw) for number in range(1, rows + 1)]


COLUMNS = ["customer_id", "name", "city", "street", "status", "member", "revenue", "weight", "since", "born", "part_no"]


def _customer(number: int, draw: random.Random) -> list[str | None]:
    return [
        f"{number * 7:010d}",
        f"{draw.choice(FIRST)} {draw.choice(LAST)}",
        draw.choice(CITIES),
        f"{draw.choice(STREETS)} {draw.randint(1, 150)}",
        draw.choice(["active", "active", "active", "blocked", "closed"]),
        draw.choice(["yes", "no"]),
        f"{draw.lognormvariate(8, 1.5):.2f}",
        f"{draw.uniform(1, 90):.1f}",
        _day(draw, 2010, 2024),
        _day(draw, 1940, 2003),
        f"{draw.randint(1, 12)}-{draw.randint(1, 99)}",
    ]


def _day(draw: random.Random, first: int, last: int) -> str:
    return f"{draw.randint(first, last)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"


def _german(value: str, _: random.Random) -> str:
    whole, _, part = value.partition(".")
    return f"{int(whole):,}".replace(",", ".") + "," + part


def _dotted(value: str, _: random.Random) -> str:
    year, month, day = value.split("-")
    return f"{day}.{month}.{year}"


def _american(value: str, _: random.Random) -> str:
    year, month, day = value.split("-")
    return f"{month}/{day}/{year}"


def _compact(value: str, _: random.Random) -> str:
    return value.replace("-", "")


def _serial(value: str, _: random.Random) -> str:
    year, month, day = (int(part) for part in value.split("-"))
    return str(_days_since_1899(year, month, day))


def _days_since_1899(year: int, month: int, day: int) -> int:
    shifted = (14 - month) // 12
    years, months = year + 4800 - shifted, month + 12 * shifted - 3
    julian = day + (153 * months + 2) // 5 + 365 * years + years // 4 - years // 100 + years // 400 - 32045
    return julian - 2415019


def _unpadded(value: str, _: random.Random) -> str:
    return value.lstrip("0")


def _misread(value: str, _: random.Random) -> str:
    return value.encode("utf-8").decode("cp1252", "replace") if "�" not in value else value


def _spaced(value: str, draw: random.Random) -> str:
    return draw.choice([f" {value}", f"{value}  ", f"\t{value}", value.replace(" ", "  ", 1) + " ", f"{value}\u00a0"])


def _capitals(value: str, draw: random.Random) -> str:
    return draw.choice([value.upper(), value.lower()])


def _as_month(value: str, _: random.Random) -> str:
    month, part = value.split("-")
    names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905
    return f"{names[int(month) - 1]}-{part}" if int(part) > 31 else f"{part}-{names[int(month) - 1]}"


def _unit(unit: str) -> Spoil:
    return lambda value, _: f"{value} {unit}"


def _one_of(*values: str) -> Spoil:
    return lambda _, draw: draw.choice(values)


def _minus_behind(value: str, _: random.Random) -> str:
    return f"{value.lstrip('-')}-" if value.startswith("-") else value


def _yes_no(value: str, draw: random.Random) -> str:
    return draw.choice({"yes": ["ja", "J", "1", "Y"], "no": ["nein", "N", "0"]}[value])


MARKERS = ("N/A", "n/a", "-", "NULL", "k.A.", "unbekannt", "#NV", "?")
SYSTEMATIC: Sequence[tuple[str, Spoil, float]] = (
    ("customer_id", _unpadded, 0.12),
    ("name", _misread, 0.1),
    ("name", _spaced, 0.08),
    ("city", _capitals, 0.1),
    ("city", _spaced, 0.05),
    ("street", _misread, 0.08),
    ("status", _capitals, 0.1),
    ("member", _yes_no, 0.3),
    ("revenue", _german, 0.4),
    ("weight", _unit("kg"), 0.3),
    ("since", _dotted, 0.3),
    ("since", _serial, 0.05),
    ("born", _american, 0.25),
    ("born", _compact, 0.1),
    ("part_no", _as_month, 0.0),
)
EMPTY = ("city", "street", "status", "revenue", "since")


def spoiled(rows: int, seed: int) -> DirtyTable:
    """A table of which a good part of the cells is spoiled in systematic ways, and a few by slips of the finger.

    Each cell is spoiled once. Markers of missing values stand where the clean value is empty.
    """
    draw = random.Random(f"dirty {seed}")
    clean = customers(rows, seed)
    table = DirtyTable(COLUMNS, clean, [list(row) for row in clean])
    for row in range(rows):
        for column in EMPTY:
            if draw.random() < 0.04:
                _set(table, row, column, None, draw.choice(MARKERS))
    for column, spoil, share in SYSTEMATIC:
        for row in range(rows):
            if draw.random() < share:
                _spoil(table, row, column, spoil, draw)
    for row in range(rows):
        if draw.random() < 0.01:
            _slip(table, row, "city", draw)
    return table


def _set(table: DirtyTable, row: int, column: str, clean: str | None, dirty: str) -> None:
    place = table.columns.index(column)
    table.clean[row][place], table.dirty[row][place] = clean, dirty
    table.systematic[(row, column)] = dirty


def _spoil(table: DirtyTable, row: int, column: str, spoil: Spoil, draw: random.Random) -> None:
    place = table.columns.index(column)
    value = table.clean[row][place]
    if value is None or (row, column) in table.systematic:
        return
    dirty = spoil(value, draw)
    if dirty != value:
        table.dirty[row][place] = dirty
        table.systematic[(row, column)] = dirty


def _slip(table: DirtyTable, row: int, column: str, draw: random.Random) -> None:
    place = table.columns.index(column)
    value = table.dirty[row][place]
    if value is not None and (row, column) not in table.systematic and len(value) > 4:
        at = draw.randrange(1, len(value) - 1)
        table.dirty[row][place] = value[:at] + value[at + 1 :]
        table.slips[(row, column)] = table.dirty[row][place] or ""


def cells(table: DirtyTable) -> Iterator[Cell]:
    yield from table.systematic
