"""Who sits on the steering committee, what may each level decide, and when did it meet?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

# fmt: off


@dataclass(frozen=True)
class Seat:
    """A seat; ``deputy`` may vote when the holder is absent."""

    person: str
    capacity: str
    chair: bool = False
    votes: bool = True
    deputy: str = ""


@dataclass(frozen=True)
class Threshold:
    """Up to which share of the budget a level approves alone, if no window and no acceptance criterion moves."""

    level: str
    body: str
    max_budget_share: float
    provenance: str


@dataclass(frozen=True)
class Meeting:
    """One meeting: who was there and what was agreed, in the words of the minutes."""

    ref: str
    starts: datetime
    place: str
    present: tuple[str, ...]
    absent: tuple[str, ...]
    minutes: tuple[str, ...]


SEATS = (
    Seat("sponsor", "Executive sponsor", chair=True, deputy="cio"),
    Seat("cio", "Information technology"),
    Seat("coo", "Regional offices", deputy="client_people"),
    Seat("sales_vp", "Benefit owner, sales", deputy="functional"),
    Seat("engagement", "Halden Partners"),
    Seat("manager", "Secretary", votes=False),
)
# Without a change authority of its own, Acme's steering committee takes those changes too.
THRESHOLDS = (
    Threshold("manager", "Maya Okonjo", 0.01, "agreed by the committee on 2 Oct 2025"),
    Threshold("change authority", "Steering committee", 0.03, "agreed by the committee on 2 Oct 2025"),
)
_ALL = ("sponsor", "cio", "coo", "sales_vp", "engagement")


def _meeting(number: int, day: date, minutes: tuple[str, ...], absent: tuple[str, ...] = ()) -> Meeting:
    present = tuple(key for key in _ALL if key not in absent)
    return Meeting(f"MTG-{number:03d}", datetime(day.year, day.month, day.day, 10, 0), "Boston, room 4 and online",
                   present, absent, minutes)


MEETINGS = (
    _meeting(1, date(2025, 10, 2), (
        "The committee takes up its work; seats and authority thresholds are agreed.",
        "Marcus Tolland (Denver) joins the design of the quote process.",
    )),
    _meeting(2, date(2025, 10, 30), (
        "The baseline is approved: go-live on Sat 9 May 2026, window every second Saturday.",
        "Big bang for all four offices instead of two waves (DEC-002).",
    )),
    _meeting(3, date(2025, 11, 20), (
        "CR-004 second legal entity approved, three working days.", "CR-002 Spanish user interface rejected.",
    ), absent=("coo",)),
    _meeting(4, date(2025, 12, 18), (
        "The design is approved.", "CR-006 to keep Denver's weekly report rejected (DEC-008).",
    )),
    _meeting(5, date(2026, 1, 22), (
        "CR-008 opportunities since 2012 rejected: it would cost one window.", "CR-009 partner portal deferred.",
        "24 super users for UAT are promised by the COO.",
    ), absent=("sales_vp",)),
    _meeting(6, date(2026, 2, 19), (
        "Acme Finance is four days behind with the chart of accounts; go-live is planned for Sat 23 May (DEC-013).",
        "The plan keeps ten working days of reserve before that window.",
    )),
)
NEXT_MEETING = Meeting("MTG-007", datetime(2026, 3, 19, 10, 0), "Boston, room 4 and online", (), (), ())
