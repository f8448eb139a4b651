"""Which finished projects does a table hold: a row per task, with what was planned and what came?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from golive.engines.schedule.calibration.columns import header_row
from golive.engines.schedule.calibration.finished import EVERYTHING, FinishedProject, finished, unfinished
from golive.engines.schedule.calibration.values import links, minutes, moment, whole
from golive.engines.schedule.dates.schedule import Schedule, schedule
from golive.engines.schedule.findings import Finding, PlanError, error, warning
from golive.engines.schedule.plan import Link, LinkType, Plan, Task, ThreePoint
from golive.plain.working_time import OFFICE_DAY, Calendar, standard_calendar
from golive.plain.written_dates import Order, find_order

Row = dict[str, str]
DATES = ("start", "finish", "actual_start", "actual_finish")
_SOMEDAY = datetime(2024, 1, 1, 8)


def rows_of(cells: Sequence[Sequence[object]], source: str, *, actuals: bool = False) -> list[Row]:
    """The rows by known column; PlanError where no row names any."""
    head = header_row(cells, actuals=actuals)
    if head is None:
        text = f"{source}: no row names columns that are known here."
        raise PlanError(
            [error("calibrate.columns", text, "Name them as in docs/cli/plan.md: id, duration, predecessors …")]
        )
    at, columns = head
    found = (
        {name: _text(row[place]) for name, place in columns.items() if place < len(row)} for row in cells[at + 1 :]
    )
    return [row for row in found if any(row.get(name) for name in ("id", "name", "project", "duration", "start"))]


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return whole(str(cell).strip())


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
    """The finished projects in these rows, and what is wrong with the others."""
    order = find_order(row[column] for row in rows for column in DATES if row.get(column)).order
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
    planned = _ends(table, leaves, "start", "finish")
    wrong: list[Finding] = []
    plan = _plan(table, parents, calendar, planned[0] if planned else _SOMEDAY, wrong, "duration")
    if wrong:
        raise PlanError(wrong)
    actual = _actual(table, leaves, parents, calendar, plan)
    return finished(table.name, plan, planned, actual, table.kind, table.source)


def _actual(
    table: _Table, leaves: Sequence[Row], parents: Mapping[int, int], calendar: Calendar, plan: Plan
) -> tuple[datetime, datetime] | float:
    """From the first actual start to the last actual finish; by the actual durations where no dates are recorded."""
    undone = [row for row in leaves if not any(row.get(f"actual_{what}") for what in ("start", "finish", "duration"))]
    if undone:
        raise unfinished(table.name, list(map(_label, undone)), len(leaves))
    ends = _ends(table, leaves, "actual_start", "actual_finish")
    dates = schedule(plan)
    if ends is not None:
        if all(row.get("actual_finish") for row in leaves):
            return ends
        return ends[0], max(at for row in leaves if (at := _ended(table, row, dates)) is not None)
    wrong: list[Finding] = []
    done = schedule(_plan(table, parents, calendar, plan.start, wrong, "actual_duration"))
    if wrong:
        raise PlanError(wrong)
    return float(done.working_days(done.start, done.finish))


def _ended(table: _Table, row: Row, dates: Schedule) -> datetime | None:
    """The actual finish; start and duration where only these are recorded."""
    if (at := table.at(row, "actual_finish")) is not None:
        return at
    begun, took = table.at(row, "actual_start"), minutes(row.get("actual_duration", ""))
    if begun is None or took is None:
        return begun
    one = Task(1, "Actual", took)
    return schedule(Plan("Actual", begun, (one,), (), dates.plan.calendars, dates.plan.calendar)).finish


def _ends(table: _Table, rows: Iterable[Row], start: str, finish: str) -> tuple[datetime, datetime] | None:
    begun = [at for row in rows if (at := table.at(row, start)) is not None]
    ended = [at for row in rows if (at := table.at(row, finish)) is not None]
    if begun and not ended and start == "actual_start":
        ended = begun
    return (min(begun), max(ended)) if begun and ended else None


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
    table: _Table,
    parents: Mapping[int, int],
    calendar: Calendar,
    start: datetime,
    wrong: list[Finding],
    column: str,
) -> Plan:
    summaries = set(parents.values())
    tasks = []
    for place, row in enumerate(table.rows):
        length = 0.0 if place in summaries else _length(table, row, calendar, column, wrong)
        parent = parents[place] + 1 if place in parents else None
        three = _three_points(row) if column == "duration" and place not in summaries else None
        name = row.get("name") or _label(row)
        tasks.append(Task(place + 1, name, length, parent, place + 1, summary=place in summaries, three_point=three))
    return Plan(table.name, start, tuple(tasks), _links(table, column == "duration"), (calendar,))


def _length(table: _Table, row: Row, calendar: Calendar, column: str, wrong: list[Finding]) -> float:
    text = row.get(column) or (row.get("duration", "") if column != "duration" else "")
    found = minutes(text) if text else None
    if found is None and not text:
        begun, ended = table.at(row, "start"), table.at(row, "finish")
        if begun and ended:
            found = _between(calendar, begun, ended)
    if found is None or found < 0:
        text = f"{table.name}: the {column.replace('_', ' ')} of {_label(row)} is “{text}”."
        wrong.append(error("calibrate.duration", text, "Write days, or a number with a unit such as 5d or 16h."))
        return 0.0
    return found


def _between(calendar: Calendar, begun: datetime, ended: datetime) -> float:
    found = schedule(Plan("Between", min(begun, ended) - timedelta(days=1), (Task(1, "Any", 480),), (), (calendar,)))
    return max(0.0, float(found.working_days(begun, ended)) * 480)


def _three_points(row: Row) -> ThreePoint | None:
    low, likely, high = (minutes(row.get(name, "")) for name in ("optimistic", "likely", "pessimistic"))
    if low is None or likely is None or high is None or not 0 <= low <= likely <= high or low == high:
        return None
    return ThreePoint(low, likely, high)


def _links(table: _Table, say: bool) -> tuple[Link, ...]:
    place = {row.get("id") or row.get("name", ""): number for number, row in enumerate(table.rows, 1)}
    found: dict[tuple[int, int, LinkType], Link] = {}
    for number, row in enumerate(table.rows, 1):
        wanted = [(True, *link) for link in links(row.get("preds", ""))]
        if not any(other.get("preds") for other in table.rows):
            wanted += [(False, *link) for link in links(row.get("succs", ""))]
        for before, name, kind, lag in wanted:
            other = place.get(name)
            if other is None or other == number:
                if say:
                    text = f"{table.name}: {_label(row)} names {name}, which the table does not have."
                    table.findings.append(warning("calibrate.link", text, "The link is left out; correct the id."))
                continue
            pred, succ = (other, number) if before else (number, other)
            found[pred, succ, kind] = Link(pred, succ, kind, lag)
    return tuple(found.values())


def _label(row: Row) -> str:
    return row.get("name") or row.get("id") or row.get("project") or "a row"
