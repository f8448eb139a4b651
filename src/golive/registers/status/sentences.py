"""How is it said? The sentences and dates that every form of the status report shares."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NOT_MEASURED = "not measured"


def full_day(day: date | None) -> str:
    """The date with its year, in words that no locale can turn round.

    >>> full_day(date(2026, 5, 23))
    '23 May 2026'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else NOT_MEASURED


def short_day(day: date | None) -> str:
    """The date without its year.

    >>> short_day(date(2026, 5, 23))
    '23 May'
    """
    return f"{day.day} {_MONTHS[day.month - 1]}" if day else NOT_MEASURED


def week_day(day: date | None) -> str:
    """The date as people plan by it.

    >>> week_day(date(2026, 3, 20))
    'Fri 20 Mar'
    """
    return f"{_DAYS[day.weekday()]} {short_day(day)}" if day else NOT_MEASURED


def count(number: int, noun: str, plural: str = "") -> str:
    """The number with its noun.

    >>> count(1, "day"), count(14, "day"), count(0, "working day")
    ('1 day', '14 days', '0 working days')
    """
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def moved(days: int | None) -> str:
    """A move in days with its direction.

    >>> moved(14), moved(-3), moved(0), moved(None)
    ('14 days later', '3 days earlier', 'unchanged', 'not measured')
    """
    if days is None:
        return NOT_MEASURED
    if days == 0:
        return "unchanged"
    return f"{count(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def listed(names: Sequence[str], most: int = 3) -> str:
    """Names as a person lists them, cut with a count of the rest.

    >>> listed(["Data", "Testing"]), listed(["A", "B", "C", "D", "E"])
    ('Data and Testing', 'A, B, C and 2 more')
    """
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
