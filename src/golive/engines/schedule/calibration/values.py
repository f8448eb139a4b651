"""What do the cells of a project table mean: durations, moments, predecessors?"""

from __future__ import annotations

import re
from datetime import datetime, time

from golive.engines.schedule.plan import LinkType
from golive.plain.written_dates import Order, from_serial, read_moment

MINUTES_PER_DAY = 480
_UNITS = {"m": 1, "h": 60, "d": 480, "w": 2400, "mo": 9600, "y": 124_800}
_AMOUNT = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*(e?[a-zA-Z]*)\.?\??")
_LINK = re.compile(
    r"^(?:(?P<before>FS|SS|FF|SF)[\s:(]*)?(?P<id>.+?)(?:[\s:(]*(?P<after>FS|SS|FF|SF)\)?)?(?P<lag>\s*[+-]\s*[\d.,]+\s*[a-zA-Z%]*)?$",
    re.IGNORECASE,
)


def minutes(text: str) -> float | None:
    """Working minutes of a duration: days where no unit is written; None where it is no duration.

    >>> minutes("5d 4h"), minutes("12"), minutes("80 hrs"), minutes("soon")
    (2640.0, 5760.0, 4800.0, None)
    """
    text = text.strip()
    parts = _AMOUNT.findall(text)
    if not parts or _AMOUNT.sub("", text).strip(" ,+"):
        return None
    total = 0.0
    for number, unit in parts:
        factor = _UNITS.get(_short(unit))
        if factor is None:
            return None
        total += float(number.replace(",", ".")) * factor
    return total


def _short(unit: str) -> str:
    unit = unit.lower().removeprefix("e")
    if unit.startswith("mo"):
        return "mo"
    return unit[:1] or "d"


def moment(cell: object, order: Order, *, end: bool) -> datetime | None:
    """A date or time; a day without a time of day is its beginning, or its end for a finish."""
    if isinstance(cell, datetime):
        found: datetime | None = cell
    else:
        text = str(cell).strip()
        found = from_serial(float(text)) if re.fullmatch(r"\d{5}(\.\d+)?", text) else read_moment(text, order)
    if found is None:
        return None
    found = found.replace(microsecond=0, tzinfo=None)
    return datetime.combine(found.date(), time(17 if end else 8)) if found.time() == time(0) else found


def links(text: str) -> list[tuple[str, LinkType, float]]:
    """Predecessors as (id, type, lag in minutes).

    >>> links("3FS+2 days; 4SS, A7")
    [('3', <LinkType.FS: 'FS'>, 960.0), ('4', <LinkType.SS: 'SS'>, 0.0), ('A7', <LinkType.FS: 'FS'>, 0.0)]
    """
    found = []
    for part in re.split(r"[;,|/\n]+|\s+(?=[A-Za-z]?\d+\s*$)", text.strip().strip("[]{}")):
        part = part.strip().strip("'\"")
        if not part or part in ("-", "None", "nan", "none", "NaN"):
            continue
        hit = _LINK.match(part)
        assert hit is not None
        kind = LinkType((hit["before"] or hit["after"] or "FS").upper())
        lag = minutes(re.sub(r"\s+", "", hit["lag"])) if hit["lag"] else 0.0
        found.append((whole(hit["id"].strip()), kind, lag or 0.0))
    return found


def whole(text: str) -> str:
    """An identifier as everybody writes it: 3.0 is 3."""
    return text[:-2] if re.fullmatch(r"\d+\.0", text) else text
