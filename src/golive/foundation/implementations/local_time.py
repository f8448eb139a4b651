"""Which moment is "17:00 on Friday"? A plan's hours are those of the place; the database keeps them with the zone."""

from __future__ import annotations

from datetime import date, datetime
from typing import overload

from django.utils import timezone


@overload
def aware(moment: datetime) -> datetime: ...
@overload
def aware(moment: None) -> None: ...
def aware(moment: datetime | None) -> datetime | None:
    """A plan's local time as the database keeps it."""
    return None if moment is None else timezone.make_aware(moment)


@overload
def naive(moment: datetime) -> datetime: ...
@overload
def naive(moment: None) -> None: ...
def naive(moment: datetime | None) -> datetime | None:
    """A moment of the database as the plan's local time."""
    return None if moment is None else timezone.localtime(moment).replace(tzinfo=None)


def local_day(moment: datetime) -> date:
    return timezone.localdate(moment)
