"""Who sits on the steering committee, what may each level decide, and when did it meet?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from golive.plain.money import Money

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
    """What a level may approve alone; anything above goes one level up."""

    level: str
    person: str
    max_cost: Money
    max_finish_days: int
    may_move_window: bool
    may_change_acceptance: bool
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
THRESHOLDS = (
    Threshold("Implementation manager", "manager", Money(12_000_00), 0, False, False,
              "1 % of the budget, no window moved; agreed at SC-01"),
    Threshold("Executive sponsor", "sponsor", Money(36_000_00), 5, False, False, "3 % of the budget; agreed at SC-01"),
    Threshold("Steering committee", "", Money(1_200_000_00), 260, True, True, "Everything above; agreed at SC-01"),
)
_ALL = ("sponsor", "cio", "coo", "sales_vp", "engagement")


def _meeting(number: int, day: date, minutes: tuple[str, ...], absent: tuple[str, ...] = ()) -> Meeting:
    present = tuple(key for key in _ALL if key not in absent)
    return Meeting(f"SC-{number:02d}", datetime(day.year, day.month, day.day, 10, 0), "Boston, room 4 and online",
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
        "The design is approved.", "CR-006 to keep Denver's weekly report rejected (DEC-005).",
    )),
    _meeting(5, date(2026, 1, 22), (
        "CR-008 opportunities since 2012 rejected: it would cost one window.", "CR-009 partner portal deferred.",
        "24 super users for UAT are promised by the COO.",
    ), absent=("sales_vp",)),
    _meeting(6, date(2026, 2, 19), (
        "Acme Finance is four days behind with the chart of accounts; go-live is planned for Sat 23 May (DEC-008).",
        "The plan keeps eight working days of reserve before that window.",
    )),
)
NEXT_MEETING = Meeting("SC-07", datetime(2026, 3, 19, 10, 0), "Boston, room 4 and online", (), (), ())
