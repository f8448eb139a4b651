"""A row has more cells than the header: after which column do they belong?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from golive.connectors.jira.columns import DATES, Columns
from golive.connectors.jira.values import KEY, read_points, read_seconds
from golive.foundation.guard import Line
from golive.plain.written_dates import Order, read_moment

_CATEGORIES = {"to do", "in progress", "done", "new", "indeterminate", "zu erledigen", "in arbeit", "fertig"}


@dataclass(frozen=True)
class Fitted:
    """A row not wider than the header, and the cells that had overflowed after the column ``point`` (-1 = none had)."""

    line: Line
    point: int = -1
    overflow: tuple[str, ...] = ()


def fitted(line: Line, columns: Columns) -> Fitted | None:
    """The row at most as wide as the header; None where it is unclear where its extra cells belong.

    Some exporters write two Labels under one Labels header, and everything behind is shifted. Each repeating column is
    tried as the place of the overflow; the one after which dates, keys and numbers fall into their columns wins.
    """
    width = len(columns.headers)
    surplus = len(line.cells) - width
    if surplus <= 0:
        return Fitted(line)
    if not any(line.text(at) for at in range(width, len(line.cells))):
        return Fitted(Line(line.number, line.cells[:width]))
    fits = {point: _fit(_without(line, point, surplus), columns) for point in columns.overflow_points()}
    most = max(fits.values(), default=0)
    best = [point for point, fit in fits.items() if fit == most and most > 0]
    for point in _likely(best, columns, line, surplus):
        return Fitted(_without(line, point, surplus), point, _surplus_cells(line, point, surplus))
    return None


def _likely(best: list[int], columns: Columns, line: Line, surplus: int) -> list[int]:
    """Of several equal places that of Labels, if the cells can be labels: the overflow that is known to occur."""
    if len({_without(line, point, surplus).cells for point in best}) <= 1:
        return best
    labels = columns.repeated.get("labels", [-1])[-1]
    are_labels = all(" " not in cell for cell in _surplus_cells(line, labels, surplus))
    return [labels] if labels in best and are_labels else []


def _surplus_cells(line: Line, point: int, surplus: int) -> tuple[str, ...]:
    return tuple(line.text(at) for at in range(point + 1, point + 1 + surplus))


def is_torn(row: Fitted, following: Fitted | None, columns: Columns) -> bool:
    """Whether a short row was cut by a bare line break: then the next row does not begin with an issue of its own.

    Short rows alone are harmless: Excel leaves out trailing empty cells when it saves a block of rows as CSV.
    """
    if len(row.line.cells) >= len(columns.headers) or following is None or following.line.blank:
        return False
    return not KEY.fullmatch(following.line.text(columns.single["key"]))


def _without(line: Line, point: int, surplus: int) -> Line:
    return Line(line.number, line.cells[: point + 1] + line.cells[point + 1 + surplus :])


def _fit(line: Line, columns: Columns) -> int:
    """How many filled typed columns agree minus how many contradict."""
    score = 0
    for name, index in columns.single.items():
        text = line.text(index)
        if text and (test := _TESTS.get(name)):
            score += 1 if test(text) else -3
    for index, _, _ in columns.links:
        if text := line.text(index):
            score += 1 if KEY.fullmatch(text) else -3
    return score


_TESTS: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys(DATES, lambda text: any(read_moment(text, order) for order in Order)),
    "key": lambda text: bool(KEY.fullmatch(text)),
    "parent_key": lambda text: bool(KEY.fullmatch(text)),
    "id": str.isdigit,
    "parent": lambda text: text.isdigit() or bool(KEY.fullmatch(text)),
    "category": lambda text: text.casefold() in _CATEGORIES,
    **dict.fromkeys(
        ("estimate_seconds", "remaining_seconds", "spent_seconds"), lambda text: read_seconds(text) is not None
    ),
    "points": lambda text: read_points(text) is not None,
}
