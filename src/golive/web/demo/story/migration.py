"""What moves from the old CRM, what was rehearsed by 16 March, and what did each load leave behind?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from golive.web.demo.migration_files import Loaded

# fmt: off


@dataclass(frozen=True)
class Moved:
    """One object; ``needs`` are titles of objects before it."""

    title: str
    owner: str
    approach: str = "migrate"
    rows: int | None = None
    criticality: str = "medium"
    needs: tuple[str, ...] = ()
    because: str = ""


@dataclass(frozen=True)
class Rehearsal:
    """One test migration: its days, its hours, its share of the data; loads are (object, minutes, what arrived)."""

    title: str
    day: date
    hours: tuple[int, int]
    percent: int
    loads: tuple[tuple[str, float, Loaded], ...]


LISTED, AUDITED, MAPPED, CONFIRMED = date(2025, 12, 1), date(2025, 12, 4), date(2026, 1, 8), date(2026, 1, 12)
DRAWN_UP, SIGNED = date(2026, 3, 11), date(2026, 3, 12)
PRODUCTS = "Products and price books"
OBJECTS = (
    Moved("Users", "client_people", "re-key", 340, "high", because="340 names come from HR, not from the old CRM."),
    Moved(PRODUCTS, "dana", rows=1_480),
    Moved("Accounts", "functional", rows=6_400, criticality="high", needs=("Users",)),
    Moved("Contacts", "functional", rows=9_600, needs=("Accounts",)),
    Moved("Opportunities since 2019", "sales_vp", rows=12_700, criticality="high", needs=("Accounts", PRODUCTS)),
    Moved("Closed orders", "client_it", "archive", 310_000, "low", needs=("Accounts",)),
    Moved("Opportunities before 2019", "sales_vp", "drop", criticality="low", because="Archive only (DEC-003)."),
)
# Test migration 1 as the plan tells it: accounts agree, 3.1 % duplicate contacts, opportunities 212 short. Test
# migration 2 of everything is planned for 23 March; the reference data was loaded ahead of it.
REHEARSALS = (
    Rehearsal("Test migration 1", date(2026, 1, 14), (8, 17), 25, (
        (PRODUCTS, 22, Loaded(370, missing=6, shortened=41, hundredfold=19, swapped=24)),
        ("Accounts", 64, Loaded(1_600)),
        ("Contacts", 81, Loaded(2_400, extra=74)),
        ("Opportunities since 2019", 133, Loaded(3_175, missing=212, hundredfold=58)),
    )),
    Rehearsal("Products and price books, second load", date(2026, 2, 12), (9, 11), 50, (
        (PRODUCTS, 31, Loaded(740, missing=2, shortened=9)),
    )),
    Rehearsal("Products and price books, third load, in full", date(2026, 3, 10), (9, 12), 100, (
        (PRODUCTS, 54, Loaded(1_480)),
    )),
)
PRICE_LISTS = (("1", "Standard"), ("2", "Key accounts"), ("3", "Public sector"), ("9", "Discontinued"))
STATUS = (("A", "Active"), ("I", "Inactive"), ("N", "Prospect"), ("G", "Blocked"))
