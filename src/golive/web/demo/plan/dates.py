"""When does each line start and finish, and how much room has it? The pencil calculation stored in the file."""

# It knows whole working days only. It is kept apart from the schedule engine on purpose: the file then carries dates
# that the engine did not compute, as a real file from MS Project would, and a test compares the two.

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from golive.web.demo.plan.calendars import CALENDARS, STATUS_DATE, Calendar
from golive.web.demo.plan.rows import Link, Row

START = date(2025, 9, 8)
_DAY = timedelta(days=1)


@dataclass
class Dates:
    """First and last working day of a line; a line of no duration starts on the morning after its ``finish``."""

    start: date
    finish: date
    late_start: date
    late_finish: date
    slack: int = 0
    free: int = 0

    @property
    def complete(self) -> bool:
        return self.finish < STATUS_DATE

    @property
    def begun(self) -> bool:
        return self.start < STATUS_DATE


def calendar_of(row: Row) -> Calendar:
    return CALENDARS[row.calendar]


def current(rows: tuple[Row, ...]) -> dict[str, Dates]:
    """Today's dates: what happened up to the status date and what is expected after it."""
    found = _forward(
        {
            r.key: (r, r.days, r.links, max(filter(None, (r.not_before, r.began)), default=START))
            for r in rows
            if not r.summary
        }
    )
    _backward(rows, found)
    return found


def baseline(rows: tuple[Row, ...]) -> dict[str, Dates]:
    """The dates agreed in October: planned durations, without anything that a change request added."""
    kept = {r.key: r for r in rows if not r.summary and not r.change}
    return _forward(
        {
            key: (
                r,
                r.baseline_days,
                tuple(link for link in r.links if link.key in kept),
                r.planned_not_before or START,
            )
            for key, r in kept.items()
        }
    )


def _forward(lines: dict[str, tuple[Row, int, tuple[Link, ...], date]]) -> dict[str, Dates]:
    found: dict[str, Dates] = {}
    waiting = dict(lines)
    while waiting:
        ready = [key for key, (_, _, links, _) in waiting.items() if all(link.key in found for link in links)]
        if not ready:
            raise ValueError(f"These lines wait for each other or for nothing that exists: {', '.join(waiting)}.")
        for key in ready:
            row, days, links, floor = waiting.pop(key)
            found[key] = _place(calendar_of(row), days, floor, [(link, found[link.key]) for link in links])
    return found


def _place(calendar: Calendar, days: int, floor: date, before: list[tuple[Link, Dates]]) -> Dates:
    start = calendar.next_day(floor)
    for link, other in before:
        start = max(start, _earliest_start(calendar, days, link, other))
    finish = calendar.shift(start, days - 1) if days else calendar.previous_day(start - _DAY)
    return Dates(start, finish, start, finish)


def _earliest_start(calendar: Calendar, days: int, link: Link, other: Dates) -> date:
    if link.kind == "FS":
        return calendar.shift(calendar.next_day(other.finish + _DAY), link.lag)
    if link.kind == "SS":
        return calendar.shift(calendar.next_day(other.start), link.lag)
    if link.kind == "FF":
        last = calendar.shift(calendar.previous_day(other.finish), link.lag)
        return calendar.shift(last, 1 - days) if days else calendar.next_day(last + _DAY)
    raise ValueError(f"Acme's plan has no {link.kind} link; the pencil calculation does not know it.")


def _backward(rows: tuple[Row, ...], found: dict[str, Dates]) -> None:
    end = max(dates.finish for dates in found.values())
    after: dict[str, list[tuple[Link, Row]]] = {row.key: [] for row in rows}
    for row in rows:
        for link in row.links:
            after[link.key].append((link, row))
    done: set[str] = set()
    lines = [row for row in rows if not row.summary]
    while len(done) < len(lines):
        for row in lines:
            if row.key not in done and all(other.key in done for _, other in after[row.key]):
                _room(row, found, after[row.key], end)
                done.add(row.key)


def _room(row: Row, found: dict[str, Dates], after: list[tuple[Link, Row]], end: date) -> None:
    own, calendar = found[row.key], calendar_of(row)
    if own.complete:
        return
    # The start of a line that has begun can no longer hold back those that wait for it.
    open_after = [
        (link, other)
        for link, other in after
        if not found[other.key].complete and not (link.kind == "SS" and own.begun)
    ]
    limits = [_latest_finish(calendar, row.days, link, other, found[other.key]) for link, other in open_after]
    if row.deadline:
        limits.append(calendar.previous_day(row.deadline))
    own.late_finish = min(limits, default=calendar.previous_day(end))
    late_start = (
        calendar.shift(own.late_finish, 1 - row.days) if row.days else calendar.next_day(own.late_finish + _DAY)
    )
    own.late_start = own.start if own.begun else late_start
    own.slack = calendar.between(own.finish + _DAY, own.late_finish)
    gaps = [_gap(own, calendar, link, calendar_of(other), found[other.key]) for link, other in open_after]
    own.free = max(0, min(gaps, default=own.slack))


def _latest_finish(calendar: Calendar, days: int, link: Link, other_row: Row, other: Dates) -> date:
    theirs = calendar_of(other_row)
    if link.kind == "FF":
        return calendar.previous_day(theirs.shift(other.late_finish, -link.lag))
    latest = theirs.shift(other.late_start, -link.lag)
    if link.kind == "SS":
        first = calendar.previous_day(latest)
        return calendar.shift(first, days - 1) if days else calendar.previous_day(first - _DAY)
    return calendar.previous_day(latest - _DAY)


def _gap(own: Dates, calendar: Calendar, link: Link, theirs: Calendar, other: Dates) -> int:
    if link.kind == "FF":
        return calendar.between(own.finish + _DAY, theirs.shift(theirs.previous_day(other.finish), -link.lag))
    limit = theirs.shift(other.start, -link.lag)
    return calendar.between((own.start if link.kind == "SS" else own.finish + _DAY), limit - _DAY)
