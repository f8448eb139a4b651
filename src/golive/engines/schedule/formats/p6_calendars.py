"""Which hours does a Primavera P6 calendar give? Its data as text in brackets, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from golive.plain.working_time import NO_WORK, Calendar, CalendarException, Shifts, resolve

_EPOCH = date(1899, 12, 30)
"""Day 0 of the serial dates that P6 and spreadsheets count."""
_HEAD = re.compile(r"\s*\(\s*\d+\s*\|\|\s*([^()]*?)\s*\(([^()]*)\)\s*\(")
_LONGEST = 3660


@dataclass
class _Node:
    name: str
    cells: dict[str, str]
    inner: list[_Node] = field(default_factory=list)

    def part(self, name: str) -> list[_Node]:
        return next((node.inner for node in self.inner if node.name == name), [])


def read_hours(data: str) -> tuple[tuple[Shifts, ...], tuple[CalendarException, ...]]:
    """The week (Monday first) and the exceptions in the data of a P6 calendar; ValueError where it is malformed.

    >>> week, _ = read_hours("(0||CalendarData()((0||DaysOfWeek()((0||2()((0||0(s|08:00|f|12:00)())))))))")
    >>> week[0]
    ((480, 720),)
    """
    root = _parsed(data.replace("\x7f", " "))
    week = [NO_WORK] * 7
    for day in root.part("DaysOfWeek"):
        week[(int(day.name) + 5) % 7] = _shifts(day)
    exceptions = {}
    for node in root.part("Exceptions"):
        on = _EPOCH + timedelta(days=int(node.cells["d"]))
        exceptions[on] = CalendarException(on, on, _shifts(node))
    return tuple(week), tuple(exceptions[on] for on in sorted(exceptions))


def _parsed(text: str) -> _Node:
    root, at = _Node("", {}), 0
    open_nodes = [root]
    while at < len(text):
        if head := _HEAD.match(text, at):
            cells = head.group(2).split("|")
            node = _Node(head.group(1), dict(zip(cells[::2], cells[1::2], strict=False)))
            open_nodes[-1].inner.append(node)
            open_nodes.append(node)
            at = head.end()
        elif close := re.compile(r"\s*\)\s*\)").match(text, at):
            open_nodes.pop()
            at = close.end()
            if not open_nodes:
                raise ValueError("a bracket too many")
        elif text[at:].strip():
            raise ValueError(f"“{text[at : at + 20]}” is not understood")
        else:
            break
    if len(open_nodes) != 1 or not root.inner:
        raise ValueError("a bracket is not closed")
    return root.inner[0]


def _shifts(node: _Node) -> Shifts:
    found = []
    for shift in node.inner:
        opens, closes = (_minute(shift.cells[end]) for end in ("s", "f"))
        if (closes or 1440) > opens:
            found.append((opens, closes or 1440))
    return tuple(sorted(found))


def _minute(text: str) -> int:
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)


def own_hours(calendar: Calendar, calendars: Mapping[int, Calendar]) -> tuple[tuple[Shifts, ...], dict[date, Shifts]]:
    """All seven days and every single date that differs, as P6 keeps them; what is inherited stays with the base."""
    inherited = resolve(calendars, calendar.uid).week
    week = tuple(own if own is not None else inherited[day] for day, own in enumerate(calendar.week))
    days: dict[date, Shifts] = {}
    for special in calendar.work_weeks:
        for on in _dates(special.first, special.last):
            own = special.week[on.weekday()]
            if own is not None:
                days[on] = own
    for exception in calendar.exceptions:
        days.update(dict.fromkeys(_dates(exception.first, exception.last), exception.shifts))
    return week, dict(sorted(days.items()))


def _dates(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range(min((last - first).days + 1, _LONGEST))]


def write_hours(week: tuple[Shifts, ...], days: Mapping[date, Shifts]) -> str:
    """The data of a P6 calendar."""
    of_week = (_node(n, str(n + 1), "", _written(week[(n + 6) % 7])) for n in range(7))
    special = (_node(n, "", f"d|{(on - _EPOCH).days}", _written(days[on])) for n, on in enumerate(sorted(days)))
    inner = _node(0, "DaysOfWeek", "", "".join(of_week)) + _node(0, "Exceptions", "", "".join(special))
    return _node(0, "CalendarData", "", inner)


def _node(number: int, name: str, cells: str, inner: str) -> str:
    return f"({number}||{name or number}({cells})({inner}))" if name else f"({number}||{number}({cells})({inner}))"


def _written(shifts: Shifts) -> str:
    return "".join(
        _node(n, "", f"s|{_clock(opens)}|f|{_clock(closes)}", "") for n, (opens, closes) in enumerate(shifts)
    )


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"
