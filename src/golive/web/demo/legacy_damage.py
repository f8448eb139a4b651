"""How did eleven years, three clerks and Excel spoil the values of Acme's old CRM?"""

from __future__ import annotations

import random
from datetime import date

Draw = random.Random
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_EPOCH = date(1899, 12, 30).toordinal()
MISSING = ("n/a", "k.A.", "-", "unbekannt", "#NV")


def number(value: float, draw: Draw) -> str:
    """As the German program wrote it; some rows came in later from America, a few with their currency.

    >>> number(1234.5, random.Random(1))
    '1.234,50'
    """
    american = f"{value:,.2f}"
    chance = draw.random()
    if chance < 0.03:
        return american
    german = american.replace(",", "_").replace(".", ",").replace("_", ".")
    return f"{german} EUR" if chance < 0.08 else german


def day(value: date, draw: Draw) -> str:
    """DD.MM.YYYY, sometimes with two digits of the year, ISO, or Excel's day number.

    >>> day(date(2024, 8, 17), random.Random(1))
    '17.08.2024'
    """
    chance = draw.random()
    if chance < 0.04:
        return str(value.toordinal() - _EPOCH)
    if chance < 0.09:
        return value.isoformat()
    return f"{value:%d.%m.%y}" if chance < 0.12 else f"{value:%d.%m.%Y}"


def key(value: int, draw: Draw, *, cut: float) -> str:
    """Ten digits with leading zeros; Excel has eaten them in a share of the rows.

    >>> key(42, random.Random(1), cut=0.0)
    '0000000042'
    """
    return str(value) if draw.random() < cut else f"{value:010d}"


def word(value: str, draw: Draw, *, spoiled: float = 0.12) -> str:
    """White space, capitals, or UTF-8 read as Windows-1252."""
    if draw.random() >= spoiled:
        return value
    ways = (f" {value}", f"{value}  ", value.upper(), value.replace(" ", "  "), misread(value))
    return draw.choice(ways)


def misread(value: str) -> str:
    """What a program shows that takes UTF-8 for Windows-1252.

    >>> misread("Köln")
    'KÃ¶ln'
    """
    return value.encode("utf-8").decode("cp1252", "ignore")


def gap(value: str, draw: Draw, *, share: float) -> str:
    """Nothing, or a word that means nothing is known."""
    if draw.random() >= share:
        return value
    return draw.choice(("", "", *MISSING))


def article(group: int, number_in_group: int, draw: Draw) -> str:
    """A code such as 17-8, which Excel takes for a date where it can.

    >>> article(17, 8, random.Random(3))
    '17-8'
    """
    if draw.random() < 0.15 and number_in_group <= 12 and group <= 28:
        return f"{group}-{_MONTHS[number_in_group - 1]}"
    return f"{group}-{number_in_group}"


def slip(value: str, draw: Draw) -> str:
    """A letter left out, doubled, or swapped with the next."""
    at = draw.randrange(1, max(2, len(value) - 1))
    return draw.choice((value[:at] + value[at + 1 :], value[:at] + value[at - 1 :], _swapped(value, at)))


def _swapped(value: str, at: int) -> str:
    return value[: at - 1] + value[at : at + 1] + value[at - 1 : at] + value[at + 1 :]
