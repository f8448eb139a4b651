"""Does the day or the month come first in the dates of a project table?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from golive.engines.schedule.calibration.values import POINTED, amount, day_of, moment
from golive.engines.schedule.findings import PlanError, error
from golive.plain.written_dates import Order, find_order

Row = dict[str, str]
DATES = ("start", "finish", "actual_start", "actual_finish")
_DAY = 480


def order_of(rows: Sequence[Row], source: str) -> Order:
    """The order of all dates together; PlanError where nothing decides it and it matters.

    A figure above 12 decides it; or the days of the week, starts before finishes, or the durations, where they fit
    one order only.
    """
    texts = [(row, column, row[column]) for row in rows for column in DATES if row.get(column)]
    found = find_order(bare for _, _, text in texts if not POINTED.match(bare := day_of(text)[0]))
    if not found.ambiguous:
        return found.order
    orders = list(Order)
    differing = [text for _, _, text in texts if len({_day(text, order) for order in orders}) > 1]
    if not differing:
        return found.order
    for fits in (_readable, _forward, _as_long):
        left = [order for order in orders if fits(rows, order)]
        if len(left) == 1:
            return left[0]
    first, second = (f"{_day(differing[0], order)}" for order in orders)
    text = f"{source}: “{differing[0]}” may be {first} or {second}, and nothing in the file tells which."
    raise PlanError([error("calibrate.order", text, "Write the dates as 2024-01-31.")])


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
    weeks, days = divmod((last - first).days + 1, 7)
    return weeks * 5 + sum((first + timedelta(days=number)).weekday() < 5 for number in range(days))
