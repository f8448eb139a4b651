"""How is one line of the plan written down, and how are its links read?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

LINK_CODE = {"FF": 0, "FS": 1, "SF": 2, "SS": 3}
_LINK = re.compile(r"(?P<key>\w+)(?::(?P<kind>FS|SS|FF|SF))?(?P<lag>[+-]\d+)?$")


@dataclass(frozen=True)
class Link:
    """A predecessor with its kind and its lag in working days."""

    key: str
    kind: str = "FS"
    lag: int = 0


@dataclass(frozen=True)
class Row:
    """One line of the plan; durations in whole working days.

    ``planned`` is the baseline's duration, ``days`` what it took or is now expected to take;
    ``low`` and ``high`` bound what remains; ``change`` names the change request that added the line.
    """

    key: str
    name: str
    level: int
    summary: bool = False
    days: int = 0
    planned: int | None = None
    links: tuple[Link, ...] = ()
    workstream: str = ""
    who: tuple[str, ...] = ()
    calendar: str = "standard"
    not_before: date | None = None
    planned_not_before: date | None = None
    began: date | None = None
    deadline: date | None = None
    low: int | None = None
    high: int | None = None
    change: str = ""
    fixed_cost: int = 0
    note: str = ""

    @property
    def baseline_days(self) -> int:
        return self.days if self.planned is None else self.planned

    @property
    def milestone(self) -> bool:
        return not self.summary and self.days == 0


def links(text: str) -> tuple[Link, ...]:
    """Read "a b:SS+2" into links.

    >>> links("a b:SS+2")
    (Link(key='a', kind='FS', lag=0), Link(key='b', kind='SS', lag=2))
    """
    found = []
    for word in text.split():
        match = _LINK.match(word)
        if match is None:
            raise ValueError(f"{word!r} is not a link. Write it like key, key+2, key:SS or key:FF-1.")
        found.append(Link(match["key"], match["kind"] or "FS", int(match["lag"] or 0)))
    return tuple(found)


def phase(key: str, name: str, level: int = 1) -> Row:
    """A summary line."""
    return Row(key, name, level, summary=True)


def task(key: str, name: str, days: int, after: str = "", who: str = "", level: int = 2, **more: object) -> Row:
    """A line with work; ``after`` are its links, ``who`` its people's keys."""
    return Row(key, name, level, days=days, links=links(after), who=tuple(who.split()), **more)  # type: ignore[arg-type]


def milestone(key: str, name: str, after: str = "", level: int = 2, **more: object) -> Row:
    """A line without duration."""
    return Row(key, name, level, links=links(after), **more)  # type: ignore[arg-type]
