"""How is one value written in MS Project's XML?"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, time
from xml.etree.ElementTree import Element, SubElement

MINUTES_PER_DAY = 480
TENTHS_PER_DAY = 4800
IN_DAYS = 7  # the code of the duration format "days"
CREATED = datetime(2025, 10, 24, 9, 5)
STATUS = datetime(2026, 3, 16, 8, 0)
# Custom fields: Text1, Text2, Duration1, Duration2
WORKSTREAM, CHANGE, LOW, HIGH = 188743731, 188743734, 188743783, 188743784


def fill(parent: Element, pairs: Iterable[tuple[str, object]]) -> None:
    """Add one child per pair in that order; None is left out."""
    for name, value in pairs:
        if value is not None:
            SubElement(parent, name).text = _text(value)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return value.isoformat(timespec="seconds") if isinstance(value, datetime | time) else str(value)


def hours(minutes: int) -> str:
    """A duration.

    >>> hours(90)
    'PT1H30M0S'
    """
    return f"PT{minutes // 60}H{minutes % 60}M0S"


def days(number: int) -> str:
    """Working days as a duration."""
    return hours(number * MINUTES_PER_DAY)


def guid(kind: str, number: int) -> str:
    """A global id that never changes."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"acme-crm/{kind}/{number}")).upper()
