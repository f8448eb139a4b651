"""In which order are day and month written in this file? Answered once for the whole file, and shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum


class Order(StrEnum):
    DAY_FIRST = "day/month/year"
    MONTH_FIRST = "month/day/year"


@dataclass(frozen=True)
class DateOrder:
    """How the numeric dates of a file are read.

    ``decided_by`` is a value that can only be read one way; empty means that nothing in the file decides it.
    """

    order: Order
    decided_by: str = ""
    numeric: int = 0
    contradicting: tuple[str, ...] = ()
    told: bool = False

    @property
    def ambiguous(self) -> bool:
        return self.numeric > 0 and not self.decided_by and not self.told

    @property
    def sentence(self) -> str:
        """What the reader is shown; empty where no numeric date occurs."""
        if not self.numeric:
            return ""
        read = f"Dates in figures are read as {self.order}"
        if self.told:
            return f"{read}, as chosen."
        if self.ambiguous:
            return (
                f"{read}: none of them tells whether the day or the month comes first. "
                "Check one date, and choose the order if it is wrong."
            )
        return f"{read}, because {self._reason}.{self._odd}"

    @property
    def _reason(self) -> str:
        """The figure that can only be a day, in the date that has it; or what else decides."""
        hit = _NUMERIC.match(self.decided_by)
        if hit is None:
            return f"of {self.decided_by}"
        day = hit[1] if self.order is Order.DAY_FIRST else hit[3]
        return f"the {day} in {self.decided_by} can be no month"

    @property
    def _odd(self) -> str:
        """The dates that say the opposite."""
        if not self.contradicting:
            return ""
        if len(self.contradicting) == 1:
            return f" {self.contradicting[0]} contradicts this."
        return f" {len(self.contradicting)} dates contradict this, such as {self.contradicting[0]}."


# Short month names in the languages that trackers and Excel write; matched on their beginning.
_MONTHS = (
    ("jan", "ene", "gen"), ("feb", "fév", "fev"), ("mar", "mär", "mrz", "mrt", "maa"), ("apr", "avr", "abr"),
    ("may", "mai", "mag", "mei"), ("jun", "juin", "giu"), ("jul", "juil", "lug"), ("aug", "aoû", "aou", "ago"),
    ("sep", "set"), ("oct", "okt", "out", "ott"), ("nov",), ("dec", "dez", "déc", "dic"),
)  # fmt: skip
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})")
_DAY_MONTH_NAME = re.compile(r"(\d{1,2})[ /.\-]{1,2}([^\W\d_]{3,12})\.?[ /.\-,]{1,2}(\d{4}|\d{2})")
_MONTH_NAME_DAY = re.compile(r"([^\W\d_]{3,12})\.?[ /.\-]{1,2}(\d{1,2})(?:st|nd|rd|th)?[ /.\-,]{1,2}(\d{4}|\d{2})")
_WEEKDAY = re.compile(r"[^\W\d_]{2,10}[.,]{1,2} +(?=\d)")
_CLOCK = re.compile(
    r"(?:T|,? +)(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)? *([AaPp]\.?[Mm]\.?)?"
    r" *(?:Z|UTC|[+-]\d{2}:?\d{2})?"
)
_EXCEL_EPOCH = datetime(1899, 12, 30)
_SERIALS = (20_000, 80_000)  # 1954 to 2119: a bare number in a date column outside of this is no date


def find_order(values: Iterable[str], chosen: Order | None = None) -> DateOrder:
    """Decide the order of all numeric dates of a file together.

    A value with a figure above 12 decides; the majority wins and the minority is reported as contradicting.
    Without any deciding value, day first is assumed and said to be ambiguous.

    >>> find_order(["3/4/2025", "6/21/2025 16:14"]).sentence
    'Dates in figures are read as month/day/year, because the 21 in 6/21/2025 16:14 can be no month.'
    >>> find_order(["3/4/2025"]).ambiguous
    True
    """
    seen: dict[Order, list[str]] = {Order.DAY_FIRST: [], Order.MONTH_FIRST: []}
    numeric = dotted = 0
    for value in values:
        hit = _NUMERIC.match(value.strip())
        if not hit:
            continue
        numeric += 1
        dotted += hit[2] == "."
        first, second = int(hit[1]), int(hit[3])
        if first > 12 >= second:
            seen[Order.DAY_FIRST].append(value.strip())
        elif second > 12 >= first:
            seen[Order.MONTH_FIRST].append(value.strip())
    if chosen is not None:
        return DateOrder(chosen, "", numeric, (), told=True)
    winner = Order.DAY_FIRST if len(seen[Order.DAY_FIRST]) >= len(seen[Order.MONTH_FIRST]) else Order.MONTH_FIRST
    loser = Order.MONTH_FIRST if winner is Order.DAY_FIRST else Order.DAY_FIRST
    if not seen[winner]:
        # 3.4.2025 with full stops is written day first wherever it is written at all
        stops = "the full stops in the dates" if numeric and dotted == numeric else ""
        return DateOrder(Order.DAY_FIRST, stops, numeric)
    return DateOrder(winner, seen[winner][0], numeric, tuple(seen[loser]))


def read_moment(text: str, order: Order = Order.DAY_FIRST) -> datetime | None:
    """Read a date, with its time of day if it has one; None where the text is no date. A zone is dropped.

    >>> read_moment("25/Feb/26 10:17 PM")
    datetime.datetime(2026, 2, 25, 22, 17)
    >>> read_moment("6/21/2025 16:14", Order.MONTH_FIRST)
    datetime.datetime(2025, 6, 21, 16, 14)
    >>> read_moment("31/02/2026") is None
    True
    """
    text = text.strip()
    if len(text) > 60:
        return None
    if weekday := _WEEKDAY.match(text):
        text = text[weekday.end() :]
    for pattern, parts in _READERS:
        if hit := pattern.match(text):
            year, month, day = parts(hit, order)
            return _moment(year, month, day, text[hit.end() :])
    return None


def read_day(text: str, order: Order = Order.DAY_FIRST) -> date | None:
    """The day of `read_moment`.

    >>> read_day("Fri, 20 Mar 2026")
    datetime.date(2026, 3, 20)
    """
    moment = read_moment(text, order)
    return moment.date() if moment else None


def from_serial(number: float) -> datetime | None:
    """A date that lost its format in Excel and arrives as the number of days since 30 Dec 1899.

    >>> from_serial(46000)
    datetime.datetime(2025, 12, 9, 0, 0)
    """
    if not _SERIALS[0] <= number <= _SERIALS[1]:
        return None
    return (_EXCEL_EPOCH + timedelta(seconds=round(number * 86_400))).replace(microsecond=0)


def _ordered(hit: re.Match[str], order: Order) -> tuple[str, int, int]:
    first, second = int(hit[1]), int(hit[3])
    return (hit[4], second, first) if order is Order.DAY_FIRST else (hit[4], first, second)


_READERS = (
    (_ISO, lambda hit, order: (hit[1], int(hit[2]), int(hit[3]))),
    (_NUMERIC, _ordered),
    (_DAY_MONTH_NAME, lambda hit, order: (hit[3], _month(hit[2]), int(hit[1]))),
    (_MONTH_NAME_DAY, lambda hit, order: (hit[3], _month(hit[1]), int(hit[2]))),
)


def _month(name: str) -> int:
    name = name.lower()
    return _MONTH.get(name[:4]) or _MONTH.get(name[:3]) or 0


def _moment(year: str, month: int, day: int, rest: str) -> datetime | None:
    full = int(year) + (0 if len(year) == 4 else 2000 if int(year) < 70 else 1900)
    clock = _clock(rest)
    if clock is None:
        return None
    try:
        return datetime.combine(date(full, month, day), clock)
    except ValueError:
        return None


def _clock(rest: str) -> time | None:
    if not rest.strip(" ."):
        return time()
    hit = _CLOCK.fullmatch(rest.rstrip())
    if not hit:
        return None
    hour, half = int(hit[1]), (hit[4] or "")[:1].lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, int(hit[2]), int(hit[3] or 0))
    except ValueError:
        return None
