"""Which issue is on this row?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from golive.connectors.jira.columns import Columns
from golive.connectors.jira.values import (
    KEY,
    is_junk,
    read_attachment,
    read_comment,
    read_points,
    read_seconds,
    sprint_name,
)
from golive.connectors.jira.widths import Fitted
from golive.foundation.guard import Line
from golive.plain.interchange import BacklogItem, Link, PersonGiven, RowProblem, person_given
from golive.plain.written_dates import Order, from_serial, read_moment

_TEXTS = ("type", "status", "category", "resolution", "priority", "project", "description", "environment")
_TIMES = ("created", "updated", "resolved")
_DAYS = ("due", "start")
_PEOPLE = ("assignee", "reporter", "creator")
_ESTIMATES = ("estimate_seconds", "remaining_seconds", "spent_seconds")


@dataclass
class Row:
    """One row being read; ``keys`` resolves the numeric ids of parents, ``dropped`` counts junk by column."""

    fitted: Fitted
    columns: Columns
    order: Order
    keys: Mapping[str, str]
    dropped: dict[str, int]
    problems: list[RowProblem] = field(default_factory=list)
    line: Line = field(init=False)

    def __post_init__(self) -> None:
        self.line = self.fitted.line

    def text(self, name: str) -> str:
        index = self.columns.single.get(name)
        return "" if index is None else self.text_at(index)

    def text_at(self, index: int) -> str:
        text = self.line.text(index)
        if not text or not is_junk(text):
            return text
        header = self.columns.headers[index]
        self.dropped[header] = self.dropped.get(header, 0) + 1
        return ""

    def texts_at(self, index: int) -> list[str]:
        """The cell and what had overflowed behind it, without the empty ones."""
        if index == self.fitted.point:
            return [text for text in (self.text_at(index), *self.fitted.overflow) if text]
        return [text] if (text := self.text_at(index)) else []

    def all(self, name: str) -> list[str]:
        return [text for index in self.columns.repeated.get(name, ()) for text in self.texts_at(index)]

    def moment(self, name: str) -> datetime | None:
        index = self.columns.single.get(name)
        cell = self.line.cells[index] if index is not None and index < len(self.line.cells) else None
        if isinstance(cell, date):
            return cell if isinstance(cell, datetime) else datetime(cell.year, cell.month, cell.day)
        text = self.text(name)
        if not text:
            return None
        found = from_serial(float(cell)) if isinstance(cell, int | float) else read_moment(text, self.order)
        if found is None:
            self.problem(
                name, text, f"This is no date that can be read as {self.order}.", "Write it as 2026-02-25 22:17."
            )
        return found

    def person(self, name: str) -> PersonGiven | None:
        return person_given(self.text(name)[:200], self.text(f"{name}_id"))

    def problem(self, name: str, value: str, reason: str, cure: str, *, rejects: bool = True) -> None:
        index = self.columns.single.get(name)
        header = self.columns.headers[index] if index is not None else name
        self.problems.append(RowProblem(self.line.number, header, value[:200], reason, cure, "", rejects))


def read_issue(row: Row) -> BacklogItem | None:
    """The issue, or None with the problems on the row."""
    key, summary = row.text("key"), row.text("summary")
    if not KEY.fullmatch(key):
        reason = "This is no issue key (like CRM-12)." if key else "The row has no issue key."
        row.problem("key", key, reason, "Export the Issue key column; check that no cell is shifted.")
    if not summary:
        row.problem("summary", "", "The issue has no summary.", "Fill it in in Jira and export again.")
    fields: dict[str, Any] = {name: row.text(name) for name in _TEXTS}
    fields |= {name: row.moment(name) for name in _TIMES}
    fields |= {name: moment.date() if (moment := row.moment(name)) else None for name in _DAYS}
    fields |= {name: row.person(name) for name in _PEOPLE}
    fields |= {name: _number(row, name, read_seconds, "seconds of work") for name in _ESTIMATES}
    points = _number(row, "points", read_points, "a number of story points")
    fields |= _lists(row)
    if "category" not in row.columns.single and (fields["resolved"] or fields["resolution"]):
        fields["category"] = "Done"  # Jira sets a resolution exactly there
    if any(problem.rejects for problem in row.problems):
        return None
    return BacklogItem(
        key=key,
        summary=summary,
        line=row.line.number,
        id=row.text("id"),
        parent=_parent(row),
        epic=row.text("epic"),
        story_points=points,
        extra=_extra(row),
        **fields,
    )


def _number(row: Row, name: str, read: Any, what: str) -> Any:
    text = row.text(name)
    if not text:
        return None
    number = read(text)
    if number is None:
        row.problem(
            name, text, f"This is not {what}; the issue was taken without it.", "Correct it in Jira.", rejects=False
        )
    return number


def _lists(row: Row) -> dict[str, Any]:
    sprints = [sprint_name(row.line.text(index)) for index in row.columns.repeated.get("sprints", ())]
    links = [
        Link(kind, key.strip(), outward)
        for index, kind, outward in row.columns.links
        for cell in row.texts_at(index)
        for key in cell.split(",")
        if key.strip()
    ]
    return {
        "sprints": tuple(dict.fromkeys(name for name in sprints if name)),
        "labels": _words(row.all("labels")),
        "components": tuple(dict.fromkeys(row.all("components"))),
        "versions": tuple(dict.fromkeys(row.all("versions"))),
        "links": tuple(dict.fromkeys(links)),
        "comments": tuple(read_comment(text, row.order) for text in row.all("comments")),
        "attachments": tuple(read_attachment(text, row.order) for text in row.all("attachments")),
    }


def _words(cells: list[str]) -> tuple[str, ...]:
    """Labels hold no blank in Jira: a cell with several words holds several labels."""
    return tuple(dict.fromkeys(word for cell in cells for word in cell.replace(",", " ").split()))


def _parent(row: Row) -> str:
    """The key of the parent. The column "Parent" holds a numeric id; it is resolved within the file, else kept."""
    given = row.text("parent_key")
    if KEY.fullmatch(given):
        return given
    parent = row.text("parent")
    if not parent or KEY.fullmatch(parent):
        return parent
    key = row.keys.get(parent, "")
    if not key:
        reason = "The parent is not in this file; only its number is known."
        row.problem("parent", parent, reason, "Export the Parent key column, or the parent too.", rejects=False)
    return key or parent


def _extra(row: Row) -> dict[str, tuple[str, ...]]:
    extra: dict[str, tuple[str, ...]] = {}
    for index in row.columns.extra:
        if texts := row.texts_at(index):
            header = row.columns.headers[index]
            extra[header] = (*extra.get(header, ()), *texts)
    return extra
