"""What did this Jira export bring, row by row, and what of it could not be read?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from golive.connectors.jira.columns import DATES, Columns, find_columns
from golive.connectors.jira.issues import Row, read_issue
from golive.connectors.jira.widths import Fitted, fitted, is_torn
from golive.foundation.guard import IMPORT_LIMITS, Limits, Line, Table, read_table, source_file
from golive.plain.interchange import BacklogItem, Parsed, RowProblem, SourceFile, told_once
from golive.plain.verdict import Kind, Refusal, Refused
from golive.plain.written_dates import DateOrder, Order, find_order

# The exporter's limits by default: a file of exactly that many issues was probably cut.
EXPORT_LIMITS = (1_000, 10_000)
HEADER_LINES = 10  # Excel exports carry a title above the header


def parse(
    path: str | Path, *, name: str = "", date_order: Order | None = None, limits: Limits = IMPORT_LIMITS
) -> Parsed[BacklogItem]:
    """Read a Jira export (CSV with all or current fields, or the same saved as .xlsx) in the guarded child.

    Raises `Refused` where the file is unreadable or has no issue keys and summaries.
    """
    table = read_table(path, limits=limits, name=name)
    return parse_table(table, source_file(path, name), date_order=date_order)


def parse_table(table: Table, source: SourceFile, *, date_order: Order | None = None) -> Parsed[BacklogItem]:
    """`parse` for a table that was read already."""
    table, columns = _headed(table, source.name)
    rows = [(line, fitted(line, columns)) for line in table.rows]
    good = [row.line for _, row in rows if row]
    order = find_order(_dates(good, columns), date_order)
    result = _Result(list(table.notices), columns, order, _keys(good, columns))
    for (line, row), (_, following) in zip(rows, [*rows[1:], (None, None)], strict=False):
        result.take(line, None if row and is_torn(row, following, columns) else row)
    return result.parsed(source, len(rows))


def _headed(table: Table, name: str) -> tuple[Table, Columns]:
    for index in range(min(HEADER_LINES, len(table.lines))):
        headed = table.headed_at(index)
        columns = find_columns(headed.headers)
        if not columns.missing:
            return headed, columns
    missing = find_columns(table.headers).missing if table.lines else ["Issue key", "Summary"]
    problem = f"{name}: the header has no column {' and no column '.join(missing)}."
    cure = 'Export with "Export CSV (all fields)"; the first line must name the columns.'
    raise Refused([Refusal("jira.columns", problem, cure, Kind.INPUT)])


def _dates(lines: list[Line], columns: Columns) -> Iterator[str]:
    indexes = [columns.single[name] for name in DATES if name in columns.single]
    written = [*columns.repeated.get("comments", ()), *columns.repeated.get("attachments", ())]
    for line in lines:
        yield from (line.text(index) for index in indexes if isinstance(_cell(line, index), str))
        yield from (text.partition(";")[0] for index in written if ";" in (text := line.text(index)))


def _cell(line: Line, index: int) -> object:
    return line.cells[index] if index < len(line.cells) else None


def _keys(lines: list[Line], columns: Columns) -> dict[str, str]:
    number, key = columns.single.get("id"), columns.single["key"]
    return {line.text(number): line.text(key) for line in lines} if number is not None else {}


@dataclass
class _Result:
    notices: list[str]
    columns: Columns
    order: DateOrder
    keys: dict[str, str]
    items: list[BacklogItem] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    dropped: dict[str, int] = field(default_factory=dict)
    rejected: int = 0
    skipped: int = 0
    widened: int = 0
    shortened: int = 0

    def take(self, line: Line, row: Fitted | None) -> None:
        if line.blank:
            self.skipped += 1
        elif row is None:
            self._refuse_width(line)
        else:
            self.widened += bool(row.overflow)
            self.shortened += len(row.line.cells) < len(self.columns.headers)
            self._read(row)

    def _refuse_width(self, line: Line) -> None:
        self.rejected += 1
        reason = f"The row has {len(line.cells)} cells, the header names {len(self.columns.headers)}."
        cure = "Put quotes around a text that holds the delimiter or a line break, or export again."
        self.problems.append(RowProblem(line.number, "row", line.text(0)[:200], reason, cure))

    def _read(self, fit: Fitted) -> None:
        row = Row(fit, self.columns, self.order.order, self.keys, self.dropped)
        item = read_issue(row)
        if item is not None and (first := self.seen.get(item.key) or self.seen.get(f"id {item.id}")):
            reason = f"The issue is already on line {first}."
            row.problem("key", item.key, reason, "Export it once; the first one was taken.")
            item = None
        self.problems += row.problems
        if item is None:
            self.rejected += 1
            return
        self.seen[item.key] = item.line
        if item.id:
            self.seen[f"id {item.id}"] = item.line
        self.items.append(item)

    def parsed(self, source: SourceFile, rows: int) -> Parsed[BacklogItem]:
        return Parsed(
            tuple(self.items),
            tuple(self.problems),
            told_once([*self.notices, *self._noticed(rows)]),
            source,
            rows,
            self.rejected,
            self.skipped,
        )

    def _noticed(self, rows: int) -> Iterator[str]:
        filled = rows - self.skipped
        if filled in EXPORT_LIMITS:
            yield f"The file has exactly {filled:,} issues, the exporter's own limit: it may be cut. Export in parts."
        if self.order.sentence:
            yield self.order.sentence
        if self.widened:
            yield f"Rows with more cells than the header: {self.widened}; the extra ones were put where they belong."
        if self.shortened:
            yield f"Rows with fewer cells than the header: {self.shortened}; what is missing is read as empty."
        for header, count in self.dropped.items():
            yield f'Leftovers of the program dropped from "{header}": {count}.'
        extras = dict.fromkeys(self.columns.headers[index] for index in self.columns.extra)
        if extras:
            shown = ", ".join(list(extras)[:8]) + (" ..." if len(extras) > 8 else "")
            yield f"Columns without a field here, their values are kept ({len(extras)}): {shown}."
        if "category" not in self.columns.single:
            yield "There is no Status Category: an issue counts as done where it has a resolution, else it is unknown."
