"""Which finished projects does a table hold: a row per task, with what was planned and what came?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from golive.engines.schedule.calibration.columns import DURATIONS, header_row, unit_of
from golive.engines.schedule.calibration.date_order import DATES, Row, order_of
from golive.engines.schedule.calibration.finished import EVERYTHING, FAR, FinishedProject, far, finished, unfinished
from golive.engines.schedule.calibration.values import (
    BLANK,
    Amount,
    amount,
    day_of,
    decimal_mark,
    links,
    minutes,
    moment,
    settled,
    whole,
)
from golive.engines.schedule.dates.schedule import schedule
from golive.engines.schedule.findings import Finding, PlanError, error, warning
from golive.engines.schedule.plan import Link, LinkType, Plan, Task, ThreePoint
from golive.plain.working_time import OFFICE_DAY, Calendar, standard_calendar
from golive.plain.written_dates import Order

_SOMEDAY = datetime(2024, 1, 1, 8)


def rows_of(cells: Sequence[Sequence[object]], source: str, *, actuals: bool = False, decimal: str = "") -> list[Row]:
    """The rows by known column, durations with the unit of their column; PlanError where no row names any.

    ``decimal`` is the mark of decimals where the file's form settles it. Each row says where it stands.
    """
    head = header_row(cells, actuals=actuals)
    if head is None:
        text = f"{source}: no row names columns that are known here."
        raise PlanError(
            [error("calibrate.columns", text, "Name them as in docs/cli/plan.md: id, duration, predecessors …")]
        )
    at, columns = head
    found = []
    for number, cell in enumerate(cells[at + 1 :], at + 2):
        row = {name: _text(cell[place]) for name, place in columns.items() if place < len(cell)}
        if any(row.get(name) for name in ("id", "name", "project", "duration", "start")):
            row = {name: _said(name, text) for name, text in row.items()} | {"place": f"row {number} of {source}"}
            if any(row.get(name) for name in row if name.startswith("actual")):
                row["actual_place"] = row["place"]
            found.append(row)
    units = {name: unit_of(cells[at][place]) for name, place in columns.items() if name in DURATIONS}
    if "pessimistic" in columns:
        units = {name: "" if name == "optimistic" and unit == "m" else unit for name, unit in units.items()}
    mark = decimal or decimal_mark(row[name] for row in found for name in units if row.get(name))
    for row in found:
        row.update({name: settled(row[name], mark, unit) for name, unit in units.items() if row.get(name)})
    return found


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return whole(str(cell).strip())


def _said(column: str, text: str) -> str:
    return "" if column in (*DATES, *DURATIONS) and text.casefold() in BLANK else text


@dataclass
class _Table:
    """The rows of one project."""

    name: str
    rows: list[Row]
    order: Order
    kind: str
    source: str
    findings: list[Finding] = field(default_factory=list)

    def at(self, row: Row, column: str) -> datetime | None:
        end = column in ("finish", "actual_finish")
        return moment(row[column], self.order, end=end) if row.get(column) else None


def projects_of(rows: Sequence[Row], name: str, kind: str, source: str) -> tuple[list[FinishedProject], list[Finding]]:
    """The finished projects in these rows, and what is wrong with the others.

    PlanError where nothing says whether day or month comes first in its dates.
    """
    order = order_of(rows, source)
    by_project: dict[str, list[Row]] = {}
    for row in rows:
        by_project.setdefault(row.get("project") or name, []).append(row)
    found: list[FinishedProject] = []
    findings: list[Finding] = []
    for project, own in by_project.items():
        table = _Table(project, own, order, next((r["kind"] for r in own if r.get("kind")), kind) or EVERYTHING, source)
        try:
            found.append(_finished(table))
        except PlanError as wrong:
            findings += wrong.findings
        findings += table.findings
    return found, findings


def _finished(table: _Table) -> FinishedProject:
    parents = _parents(table.rows)
    leaves = [row for place, row in enumerate(table.rows) if place not in parents.values()]
    calendar = _calendar(table)
    wrong = twice(table.name, table.rows) + unreadable(table.name, table.rows, table.order) + _strays(table, leaves)
    ends = any(row.get("actual_finish") for row in leaves)
    undone = [row for row in leaves if not is_done(row, table.order, _planned(row), ends)]
    if undone:
        wrong += unfinished(table.name, list(map(_label, undone)), len(leaves)).findings
    begun = [at for row in leaves if (at := table.at(row, "start"))]
    start = min(begun) if begun else _SOMEDAY
    plan = _plan(table, parents, calendar, start, wrong, "")
    done = _plan(table, parents, calendar, start, wrong, "actual_")
    if wrong:
        raise PlanError(wrong)
    planned = _course(table, leaves, plan, "", min(begun, default=None))
    actual = _course(table, leaves, done, "actual_", planned[0] if planned else None)
    if actual is None:
        dates = schedule(done)
        return finished(
            table.name, plan, planned, float(dates.working_days(dates.start, dates.finish)), table.kind, table.source
        )
    return finished(table.name, plan, planned, actual, table.kind, table.source)


def is_done(row: Row, order: Order, planned: float | None, ends: bool) -> bool:
    """Whether it is said when the task was finished; of a milestone (``planned`` is 0) its start says it.

    Where finishes are recorded (``ends``) a duration alone is that of the work so far.
    """
    if row.get("actual_finish"):
        return moment(row["actual_finish"], order, end=True) is not None
    if row.get("actual_duration") and not ends:
        return True
    return bool(row.get("actual_start")) and planned == 0


def _planned(row: Row) -> float | None:
    length = amount(row.get("duration", ""))
    return length.minutes if length else None


def _course(
    table: _Table, leaves: Sequence[Row], plan: Plan, which: str, start: datetime | None
) -> tuple[datetime, datetime] | None:
    """From the first start to the last finish; None where only durations are known.

    A task without a finish ends its duration after its start; one without dates has its place in the network.
    """
    begun = [at for row in leaves if (at := table.at(row, f"{which}start"))]
    ended = [at for row in leaves if (at := table.at(row, f"{which}finish"))]
    first = min(begun, default=start)
    if not begun and not (which and ended):
        return None
    if first is None:
        text = f"{table.name}: no task has an actual start, and none a planned one."
        raise PlanError([error("calibrate.start", text, "Record the actual start of the first task.")])
    if len(ended) == len(leaves):
        return first, max(ended)
    tasks = []
    for task, row in zip(plan.tasks, table.rows, strict=True):
        start, finish = table.at(row, f"{which}start"), table.at(row, f"{which}finish")
        known = not task.summary
        tasks.append(
            replace(task, actual_start=(start or finish) if known else None, actual_finish=finish if known else None)
        )
    return first, schedule(replace(plan, start=first, tasks=tuple(tasks))).finish


def twice(name: str, rows: Iterable[Row]) -> list[Finding]:
    """The tasks that one table names more than once."""
    cure = "Give every task an id of its own, and leave one of the rows out."
    return [
        error("calibrate.twice", f"{name}: {_label(row)} stands twice: {row['place']} and {row['twice']}.", cure)
        for row in rows
        if row.get("twice")
    ]


def unreadable(name: str, rows: Iterable[Row], order: Order) -> list[Finding]:
    """The dates that are none, and the finishes before their start."""
    return [finding for row in rows for finding in _no_dates(name, row, order)]


def _no_dates(name: str, row: Row, order: Order) -> Iterator[Finding]:
    known = [column for column in DATES if row.get(column)]
    at = {column: moment(row[column], order, end=column.endswith("finish")) for column in known}
    for column in known:
        if at[column] is None:
            text = f"{name}: the {_called(column)} of {_label(row)} is “{row[column]}” ({_place(row, column)})."
            day = ", with the day of the week that it was" if day_of(row[column])[1] is not None else ""
            yield error("calibrate.date", text, f"Write dates as {order} like the others, or as 2024-01-31{day}.")
    for which in ("", "actual_"):
        start, finish = at.get(f"{which}start"), at.get(f"{which}finish")
        if start and finish and finish < start:
            text = (
                f"{name}: the {_called(which + 'finish')} of {_label(row)}, {row[which + 'finish']}, is before its "
                f"start, {row[which + 'start']} ({_place(row, which)})."
            )
            yield error("calibrate.date", text, "Correct one of them.")


def _strays(table: _Table, leaves: Sequence[Row]) -> list[Finding]:
    """The dates twenty years and more from the middle one."""
    known = [(at, row, column) for row in leaves for column in DATES if (at := table.at(row, column))]
    middle = sorted(at for at, _, _ in known)[len(known) // 2] if known else _SOMEDAY
    return [
        far(table.name, f"{_called(column)} of {_label(row)}", f"{at:%Y-%m-%d} ({_place(row, column)})")
        for at, row, column in known
        if abs(at - middle) > FAR
    ]


def _called(column: str) -> str:
    return column.replace("_", " ") if column.startswith("actual") else f"planned {column}"


def _place(row: Row, column: str) -> str:
    return row.get("actual_place" if column.startswith("actual") else "place") or row["place"]


def _calendar(table: _Table) -> Calendar:
    """Monday to Friday; all seven days where the plan itself works at weekends."""
    days = [at.weekday() for row in table.rows for name in ("start", "finish") if (at := table.at(row, name))]
    if sum(day > 4 for day in days) > 0.05 * len(days):
        return Calendar(1, "Seven days", week=(OFFICE_DAY,) * 7)
    return standard_calendar(1)


def _parents(rows: Sequence[Row]) -> dict[int, int]:
    """By place, the place of the summary above it: the row whose WBS code is the longest beginning of its own."""
    code = {row["wbs"].rstrip("."): place for place, row in enumerate(rows) if row.get("wbs")}
    found = {}
    for place, row in enumerate(rows):
        above = row.get("wbs", "").rstrip(".")
        while "." in above:
            above = above.rpartition(".")[0]
            if code.get(above, place) != place:
                found[place] = code[above]
                break
    return found


def _plan(
    table: _Table, parents: Mapping[int, int], calendar: Calendar, start: datetime, wrong: list[Finding], which: str
) -> Plan:
    """The network with its planned durations, or (``which`` is ``actual_``) with the actual ones."""
    summaries = set(parents.values())
    tasks = []
    for place, row in enumerate(table.rows):
        length = Amount(0.0) if place in summaries else _length(table, row, calendar, which, wrong)
        parent = parents[place] + 1 if place in parents else None
        three = None if which or place in summaries else _three_points(row)
        task = Task(place + 1, row.get("name") or _label(row), length.minutes, parent, place + 1, three_point=three)
        tasks.append(replace(task, summary=place in summaries, elapsed=length.elapsed))
    return Plan(table.name, start, tuple(tasks), _links(table, wrong, not which), (calendar,))


def _length(table: _Table, row: Row, calendar: Calendar, which: str, wrong: list[Finding]) -> Amount:
    """Of a finished task without an actual duration its two dates count, of a milestone its one: not its length."""
    column = f"{which}duration"
    text = row.get(column, "")
    if not text and which:
        return Amount(0.0)
    begun, ended = table.at(row, "start"), table.at(row, "finish")
    found = amount(text) if text else None
    if not text and begun and ended:
        found = Amount(_between(calendar, begun, ended))
    if found is None or found.minutes < 0:
        wrong.append(no_duration(table.name, row, column))
        return Amount(0.0)
    return found


def no_duration(name: str, row: Row, column: str) -> Finding:
    """What is said of a duration that is none, or may be two."""
    written = row.get(column, "")
    found = f"is “{written}”" if written else "is not said"
    text = f"{name}: the {column.replace('_', ' ')} of {_label(row)} {found} ({_place(row, column)})."
    thousands = ", and 1250 or 1.25 where three figures follow a mark" if re.search(r"[.,]\d{3}\b", written) else ""
    return error("calibrate.duration", text, f"Write days, or a number with a unit such as 5d or 16h{thousands}.")


def _between(calendar: Calendar, begun: datetime, ended: datetime) -> float:
    found = schedule(Plan("Between", min(begun, ended) - timedelta(days=1), (Task(1, "Any", 480),), (), (calendar,)))
    return max(0.0, float(found.working_days(begun, ended)) * 480)


def _three_points(row: Row) -> ThreePoint | None:
    low, likely, high = (minutes(row.get(name, "")) for name in ("optimistic", "likely", "pessimistic"))
    if low is None or likely is None or high is None or not 0 <= low <= likely <= high or low == high:
        return None
    return ThreePoint(low, likely, high)


def _links(table: _Table, wrong: list[Finding], say: bool) -> tuple[Link, ...]:
    place = {row.get("id") or row.get("name", ""): number for number, row in enumerate(table.rows, 1)}
    found: dict[tuple[int, int, LinkType], Link] = {}
    if not any(row.get("id") for row in table.rows):  # planning tools then name the row, counted from 1
        place = {str(number): number for number in range(1, len(table.rows) + 1)} | place
    several = {row["name"] for row in table.rows if row.get("again")}
    by_successors = not any(row.get("preds") for row in table.rows)
    for number, row in enumerate(table.rows, 1):
        for wanted in links(row.get("succs" if by_successors else "preds", ""), place.keys()):
            other = place.get(wanted.id)
            if other is None or other == number:
                if say:
                    text = f"{table.name}: {_label(row)} names {wanted.id}, which the table does not have."
                    table.findings.append(warning("calibrate.link", text, "The link is left out; correct the id."))
                continue
            if wanted.id in several and say:
                text = f"{table.name}: {_label(row)} names {wanted.id}, as several tasks are called ({row['place']})."
                wrong.append(error("calibrate.link", text, "Give every task an id of its own, and name that."))
            if wanted.lag is None and say:
                text = f"{table.name}: the lag of “{wanted.text}” of {_label(row)} is none ({row['place']})."
                wrong.append(error("calibrate.lag", text, "Write it as 3FS+2d, 3FS-4h or 3FS+50%."))
            pred, succ = (number, other) if by_successors else (other, number)
            found[pred, succ, wanted.type] = Link(pred, succ, wanted.type, wanted.lag or 0.0, wanted.lag_kind)
    return tuple(found.values())


def _label(row: Row) -> str:
    return row.get("name") or row.get("id") or row.get("project") or "a row"
