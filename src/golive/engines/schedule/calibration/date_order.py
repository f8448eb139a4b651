"""Does the day or the month come first in the dates of a project table?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import numpy as np

from golive.engines.schedule.calibration.values import POINTED, amount, day_of, moment
from golive.engines.schedule.findings import PlanError, error
from golive.plain.written_dates import DateOrder, Order, find_order

Row = dict[str, str]
DATES = ("start", "finish", "actual_start", "actual_finish")
_DAY = 480


def order_of(rows: Sequence[Row], source: str) -> Order:
    """The order of all dates together; PlanError where nothing decides it and it matters.

    A figure above 12 decides it; or the days of the week, starts before finishes, or the durations, where they fit
    one order only.
    """
    found = _written(rows)
    differing = _differing(rows)
    if not differing:
        return found.order
    left = [found.order] if not found.ambiguous else _fitting(rows)
    if len(left) == 1 and not any(_denied(_only(rows, which), left[0]) for which in ("", "actual_")):
        return left[0]
    first, second = (f"{_day(differing[0], order)}" for order in Order)
    text = f"{source}: “{differing[0]}” may be {first} or {second}, and the file does not tell which."
    raise PlanError([error("calibrate.order", text, "Write the dates as 2024-01-31.")])


def _written(rows: Iterable[Row]) -> DateOrder:
    return find_order(bare for text in _texts(rows) if not POINTED.match(bare := day_of(text)[0]))


def _texts(rows: Iterable[Row]) -> list[str]:
    return [row[column] for row in rows for column in DATES if row.get(column)]


def _differing(rows: Iterable[Row]) -> list[str]:
    """The dates that are two, one by each order."""
    both = ((text, [_day(text, order) for order in Order]) for text in _texts(rows))
    return [text for text, (first, second) in both if first and second and first != second]


def _fitting(rows: Sequence[Row]) -> list[Order]:
    """The orders that the first test leaves that leaves one only; both where none does."""
    for fits in (_readable, _forward, _as_long):
        left = [order for order in Order if fits(rows, order)]
        if len(left) == 1:
            return left
    return list(Order)


def _only(rows: Iterable[Row], which: str) -> list[Row]:
    """The planned columns alone, or the actual ones: two files may write them in two ways."""
    names = [f"{which}{name}" for name in ("start", "finish", "duration")]
    return [{name: row[name] for name in names if name in row} for row in rows]


def _denied(rows: Sequence[Row], order: Order) -> bool:
    """Whether these dates, of which none decides by its figures, fit the other order only."""
    return _written(rows).ambiguous and bool(_differing(rows)) and order not in _fitting(rows)


def _day(text: str, order: Order) -> date | None:
    found = moment(day_of(text)[0], order, end=False)
    return found.date() if found else None


def _readable(rows: Iterable[Row], order: Order) -> bool:
    """Whether the days of the week are those of the dates."""
    return all(
        moment(row[column], order, end=False) is not None
        for row in rows
        for column in DATES
        if row.get(column) and _day(row[column], order) is not None
    )


def _forward(rows: Iterable[Row], order: Order) -> bool:
    return all(first <= last for _, first, last in _spans(rows, order))


def _as_long(rows: Iterable[Row], order: Order) -> bool:
    """Whether the dates lie as far apart as the durations say, to a day, with weekends worked or not."""
    compared = [(length, first, last) for length, first, last in _spans(rows, order) if length is not None]
    return bool(compared) and all(
        _working_days(first, last) - 1 <= length <= (last - first).days + 2 for length, first, last in compared
    )


def _spans(rows: Iterable[Row], order: Order) -> Iterable[tuple[float | None, date, date]]:
    """Start and finish of every row, planned and actual, with its duration in days."""
    for row in rows:
        for which in ("", "actual_"):
            first, last = (_day(row.get(f"{which}{end}", ""), order) for end in ("start", "finish"))
            if first and last:
                length = amount(row.get(f"{which}duration", ""))
                yield None if length is None or length.elapsed else length.minutes / _DAY, first, last


def _working_days(first: date, last: date) -> int:
    """Monday to Friday, both ends counted."""
    return int(np.busday_count(first, last + timedelta(days=1)))
