"""How is a date, an amount or a person written on a page?"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from golive.plain.money import Money

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MISSING = "–"
# The colour of what a check answers; what cannot be decided is never green.
VERDICT_TONE = {"met": "green", "not met": "red", "not decidable": "grey"}
THIN = "\u202f"  # a narrow space that does not break, as the thousands separator


def _local(value: date | datetime) -> date | datetime:
    """An aware time belongs to the reader's zone before its day is read off it."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def day(value: date | datetime | None) -> str:
    """The day without the year.

    >>> day(date(2027, 3, 19))
    'Fri 19 Mar'
    """
    if value is None:
        return MISSING
    v = _local(value)
    return f"{DAYS[v.weekday()]} {v.day} {MONTHS[v.month - 1]}"


def short(value: date | datetime | None) -> str:
    """The day for an axis or a dense column.

    >>> short(date(2027, 3, 19))
    '19 Mar'
    """
    if value is None:
        return MISSING
    v = _local(value)
    return f"{v.day} {MONTHS[v.month - 1]}"


def full(value: date | datetime | None) -> str:
    """The day with its year.

    >>> full(date(2027, 3, 21))
    '21 Mar 2027'
    """
    if value is None:
        return MISSING
    v = _local(value)
    return f"{v.day} {MONTHS[v.month - 1]} {v.year}"


def moment(value: datetime | None) -> str:
    """The day and the minute.

    >>> moment(datetime(2027, 3, 21, 9, 5))
    '21 Mar 2027, 09:05'
    """
    if value is None:
        return MISSING
    v = _local(value)
    assert isinstance(v, datetime)
    return f"{full(v)}, {v.hour:02d}:{v.minute:02d}"


_STEPS = ((60, 3600, "minute"), (3600, 86400, "hour"), (86400, 86400 * 14, "day"), (86400 * 7, 86400 * 60, "week"))


def ago(value: date | datetime | None, now: datetime | None = None) -> str:
    """How long since, or until, in the largest unit that still says something.

    >>> ago(datetime(2027, 3, 1, 9), now=datetime(2027, 3, 4, 9))
    '3 days ago'
    >>> ago(datetime(2027, 3, 4, 11), now=datetime(2027, 3, 4, 9))
    'in 2 hours'
    """
    if value is None:
        return MISSING
    then = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    if now is None:
        now = timezone.now() if timezone.is_aware(then) else datetime.now()
    elif timezone.is_naive(then) and timezone.is_aware(now):
        then = timezone.make_aware(then)
    seconds = (now - then).total_seconds()
    size = abs(seconds)
    if size < 60:
        return "just now"
    for unit, below, word in _STEPS:
        if size < below:
            return _said(int(size // unit), word, seconds)
    return f"on {full(value)}"


def _said(n: int, word: str, seconds: float) -> str:
    span = plural(n, word)
    return f"{span} ago" if seconds > 0 else f"in {span}"


def money(value: Money | None, exact: bool = False) -> str:
    """An amount; short unless the cents matter.

    >>> money(Money(4_850_000, "EUR"))
    '€48.5k'
    """
    if value is None:
        return MISSING
    return value.exact if exact else str(value)


def number(value: float | Decimal | None, places: int = 0) -> str:
    """A count or a measure.

    >>> number(12345) == "12\u202f345", number(98.14, 1)
    (True, '98.1')
    """
    if value is None:
        return MISSING
    return f"{value:,.{places}f}".replace(",", THIN)


def signed(value: float | None, places: int = 0) -> str:
    """A difference, always with its sign.

    >>> signed(8), signed(-3), signed(0)
    ('+8', '−3', '0')
    """
    if value is None:
        return MISSING
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{number(abs(value), places)}"


def percent(value: float | None, places: int = 0) -> str:
    """A share between 0 and 1 in per cent.

    >>> percent(0.333) == "33\u202f%"
    True
    """
    return MISSING if value is None else f"{value * 100:.{places}f}{THIN}%"


def plural(n: int, one: str, many: str = "") -> str:
    """A count with its noun.

    >>> plural(1, "task"), plural(3, "task"), plural(2, "entry", "entries")
    ('1 task', '3 tasks', '2 entries')
    """
    return f"{number(n)} {one if n == 1 else many or one + 's'}"


def initials(name: str) -> str:
    """Two letters for the round sign beside a name.

    >>> initials("Ines van der Falk"), initials("Cher"), initials("")
    ('IF', 'C', '?')
    """
    words = [w for w in name.split() if w[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
