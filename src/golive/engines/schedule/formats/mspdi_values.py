"""What does a value in a Microsoft Project XML file mean, and if it means nothing, what was expected?"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import lru_cache
from typing import TypeVar
from xml.etree.ElementTree import Element

from golive.engines.schedule.plan import LagKind, LinkType
from golive.engines.schedule.plan_problems import LARGEST_UID, LONGEST_MIN

T = TypeVar("T")
Row = dict[str, str]

_WHOLE = f"Write a whole number up to {LARGEST_UID}."
_MOST_NAMES, _MOST_MOMENTS = 4096, 1 << 16
LINK_TYPES = (LinkType.FF, LinkType.FS, LinkType.SF, LinkType.SS)
_ELAPSED, _PERCENT, _ELAPSED_PERCENT, _ESTIMATED = (4, 6, 8, 10, 12), 19, 20, 32
_DURATION = re.compile(
    r"(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)


@dataclass(frozen=True)
class Malformed:
    """A value that cannot be read, by the place of its record in the file, so that its line can be found."""

    record: str
    ordinal: int
    tag: str
    text: str
    cure: str


@dataclass
class Reader:
    """Reads the fields of one record and remembers all that is malformed instead of stopping."""

    record: str
    ordinal: int
    row: Row
    who: str
    wrong: list[Malformed] = field(default_factory=list)

    def _doubted(self, tag: str, parse: Callable[[str], T], otherwise: T, expected: str) -> T:
        """A value that could not be read at once: blank, in blanks, or malformed."""
        text = self.row[tag].strip()
        if not text or text == "NA":
            return otherwise
        try:
            return parse(text)
        except (ValueError, OverflowError):
            shown = text if len(text) <= 40 else text[:40] + "…"
            self.refuse(tag, f"{self.who}: {tag} is “{shown}”.", expected)
            return otherwise

    def refuse(self, tag: str, text: str, cure: str) -> None:
        self.wrong.append(Malformed(self.record, self.ordinal, tag, text, cure))

    def text(self, tag: str) -> str:
        return (self.row.get(tag) or "").strip()

    def number(self, tag: str, otherwise: float = 0) -> float:
        text = self.row.get(tag)
        if text is None:
            return otherwise
        try:
            return finite(text)
        except (ValueError, OverflowError):
            return self._doubted(tag, finite, otherwise, "Write a number.")

    def integer(self, tag: str, otherwise: int = 0) -> int:
        text = self.row.get(tag)
        if text is None:
            return otherwise
        try:
            return whole(text)
        except (ValueError, OverflowError):
            return self._doubted(tag, whole, otherwise, _WHOLE)

    def optional_integer(self, tag: str) -> int | None:
        text = self.row.get(tag)
        if text is None:
            return None
        try:
            return whole(text)
        except (ValueError, OverflowError):
            return self._doubted(tag, whole, None, _WHOLE)

    def flag(self, tag: str, otherwise: bool = False) -> bool:
        text = self.row.get(tag)
        if text is None:
            return otherwise
        known = _FLAGS.get(text)
        return self._doubted(tag, _flag, otherwise, "Write 0 or 1.") if known is None else known

    def moment(self, tag: str) -> datetime | None:
        text = self.row.get(tag)
        if text is None:
            return None
        try:
            return moment(text)
        except (ValueError, OverflowError):
            return self._doubted(tag, moment, None, "Write a date and time such as 2026-03-02T08:00:00.")

    def moments(self, *tags: str) -> list[datetime | None]:
        """Several dates and times; `moment` looks where one of them was not read as it stands."""
        try:
            return list(map(_MOMENTS.__getitem__, map(self.row.get, tags)))
        except (ValueError, OverflowError):
            return [self.moment(tag) for tag in tags]

    def flags(self, *tags: str) -> list[bool]:
        """Several flags that are false where nothing is written."""
        try:
            return list(map(_FLAGS_OR_NOT.__getitem__, map(self.row.get, tags)))
        except KeyError:
            return [self.flag(tag) for tag in tags]

    def minutes(self, tag: str) -> float | None:
        text = self.row.get(tag)
        if text is None:
            return None
        try:
            return minutes(text)
        except (ValueError, OverflowError):
            return self._doubted(tag, minutes, None, "Write a duration such as PT8H0M0S.")

    def tenths(self, tag: str) -> float | None:
        text = self.row.get(tag)
        if text is None:
            return None
        try:
            return tenths(text)
        except (ValueError, OverflowError):
            return self._doubted(tag, tenths, None, "Write a number of tenths of a minute.")


def neat(value: float) -> float:
    """480 instead of 480.0."""
    return int(value) if value == int(value) else value


@lru_cache(maxsize=1 << 16)
def finite(text: str) -> float:
    value = float(text)
    if value != value or abs(value) > 1e15:
        raise ValueError(text)
    return neat(value)


def whole(text: str) -> int:
    """A whole number that a machine can hold."""
    value = int(text)
    if not -LARGEST_UID <= value <= LARGEST_UID:
        raise ValueError(text)
    return value


@lru_cache(maxsize=1 << 16)
def tenths(text: str) -> float:
    """Minutes of a number of tenths of a minute."""
    return neat(finite(text) / 10)


_FLAGS = {"0": False, "1": True, "false": False, "true": True}
_FLAGS_OR_NOT: dict[str | None, bool] = dict([(None, False), *_FLAGS.items()])


def _flag(text: str) -> bool:
    if text.lower() not in _FLAGS:
        raise ValueError(text)
    return _FLAGS[text.lower()]


@lru_cache(maxsize=1 << 16)
def moment(text: str) -> datetime:
    """A local date and time; a zone is refused by dropping it, since plans are written in local time."""
    at = datetime.fromisoformat(text).replace(tzinfo=None, microsecond=0)
    if not 1900 <= at.year <= 2400:
        raise ValueError(text)
    return at


class _Moments(dict[str | None, datetime | None]):
    """Dates and times by their text, each read once."""

    def __missing__(self, text: str | None) -> datetime | None:
        at = None if text is None else moment(text)
        if len(self) < _MOST_MOMENTS:
            self[text] = at
        return at


_MOMENTS = _Moments()


@lru_cache(maxsize=1 << 16)
def minutes(text: str) -> float:
    """Minutes of an XML duration; days count 24 hours, as the standard says.

    >>> minutes("PT8H0M0S"), minutes("PT2H38M24S")
    (480, 158.4)
    """
    match = _DURATION.fullmatch(text)
    if not match or text.rstrip("T") in ("P", "-P"):
        raise ValueError(text)
    sign, years, months, days, hours, mins, secs = match.groups()
    if int(years or 0) or int(months or 0):
        raise ValueError(text)
    total = float(days or 0) * 1440 + float(hours or 0) * 60 + float(mins or 0) + float(secs or 0) / 60
    if total > LONGEST_MIN:
        raise ValueError(text)
    total = round(total * 10) / 10
    return neat(-total if sign else total)


@lru_cache(maxsize=1 << 14)
def duration(minutes: float) -> str:
    """Minutes as an XML duration.

    >>> duration(158.4)
    'PT2H38M24S'
    """
    hours, rest = divmod(round(abs(minutes) * 60), 3600)
    return f"{'-' if minutes < 0 else ''}PT{hours}H{rest // 60}M{rest % 60}S"


def minute_of_day(text: str) -> int:
    at = time.fromisoformat(text)
    return at.hour * 60 + at.minute


def plain_format(number: int) -> int:
    """The unit of a duration format without its “estimated” mark."""
    return number - _ESTIMATED if number >= 35 else number


def is_elapsed(number: int) -> bool:
    return plain_format(number) in _ELAPSED


def lag_kind(number: int) -> LagKind:
    unit = plain_format(number)
    if unit == _PERCENT:
        return LagKind.PERCENT
    if unit == _ELAPSED_PERCENT:
        return LagKind.ELAPSED_PERCENT
    return LagKind.ELAPSED if unit in _ELAPSED else LagKind.WORKING


class _Names(dict[str, str]):
    """Tags without their namespace, each found once."""

    def __missing__(self, tag: str) -> str:
        name = self[tag] = sys.intern(tag.rpartition("}")[2])
        return name


_names = _Names()


def local(tag: str) -> str:
    """A tag without its namespace."""
    return _names[tag] if len(_names) < _MOST_NAMES else tag.rpartition("}")[2]


def row_of(element: Element) -> Row:
    """The simple fields of a record, by tag; the first of each wins. Records inside count as fields without a text."""
    if len(_names) > _MOST_NAMES:  # a file with tags of its own making
        _names.clear()
    return {_names[child.tag]: child.text or "" for child in element[::-1]}


def children(element: Element, tag: str) -> list[Element]:
    return [child for child in element if local(child.tag) == tag]


def child(element: Element, tag: str) -> Element | None:
    return next((inner for inner in element if local(inner.tag) == tag), None)
