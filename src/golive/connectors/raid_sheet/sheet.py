"""What did this RAID file bring, row by row, and what of it could not be read?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Readonly
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from golive.connectors.raid_sheet.cells import Reading, Row
from golive.connectors.raid_sheet.levels import Scale, find_scale
from golive.connectors.raid_sheet.mapping import Mapping, SheetMapping
from golive.connectors.raid_sheet.memory import remember
from golive.connectors.raid_sheet.proposal import propose
from golive.connectors.raid_sheet.rows import is_empty, read_row
from golive.connectors.raid_sheet.vocabulary import DATE_FIELDS, LEVEL_FIELDS
from golive.foundation.guard import IMPORT_LIMITS, Limits, Line, Table, read_tables, source_file
from golive.plain.interchange import Parsed, RaidItem, RowProblem, SourceFile, told_once
from golive.plain.verdict import Kind, Refusal, Refused
from golive.plain.written_dates import DateOrder, Order, find_order


def parse(
    path: str | Path,
    mapping: Mapping | None = None,
    remembered: Readonly[str, Any] | None = None,
    *,
    name: str = "",
    date_order: Order | None = None,
    limits: Limits = IMPORT_LIMITS,
) -> Parsed[RaidItem]:
    """Read a RAID log (.xlsx or .csv) in the guarded child and return its items with every problem.

    ``mapping`` is one that a person confirmed; without it the proposal is used. ``date_order`` overrides what the file
    itself decides. Raises `Refused` where the file is unreadable or holds no RAID sheet.
    """
    return parse_tables(
        read_tables(path, limits=limits, name=name), source_file(path, name), mapping, remembered, date_order=date_order
    )


def parse_tables(
    tables: Sequence[Table],
    source: SourceFile,
    mapping: Mapping | None = None,
    remembered: Readonly[str, Any] | None = None,
    *,
    date_order: Order | None = None,
) -> Parsed[RaidItem]:
    """`parse` for tables that were read already."""
    mapping = mapping or propose(tables, remembered)
    pairs = [(table, sheet) for table, sheet in _paired(tables, mapping, source.name) if not sheet.skipped_because]
    if not pairs:
        reasons = "; ".join(f'"{s.sheet or source.name}": {s.skipped_because}' for s in mapping.sheets) or "it is empty"
        cure = "Check that one line names the columns (ID, Type, Title, Owner ...), or map the columns by hand."
        raise Refused([Refusal("raid.no_sheet", f"{source.name} holds no RAID log: {reasons}.", cure, Kind.INPUT)])
    order = find_order(_dates(pairs), date_order)
    result = _Result([notice for table in tables for notice in table.notices])
    result.notices += [
        f'Sheet "{s.sheet}" was not read: {s.skipped_because}.' for s in mapping.sheets if s.skipped_because
    ]
    result.notices += [order.sentence] if order.sentence else []
    for table, sheet in pairs:
        result.read(table, sheet, order)
    return result.parsed(source, remember(mapping, remembered))


def _paired(tables: Sequence[Table], mapping: Mapping, name: str) -> Iterator[tuple[Table, SheetMapping]]:
    by_name = {table.name: table for table in tables}
    for sheet in mapping.sheets:
        table = by_name.get(sheet.sheet)
        at = (
            next((i for i, line in enumerate(table.lines) if line.number == sheet.header_line), None) if table else None
        )
        if sheet.skipped_because and table:
            yield table, sheet
        elif table is None or at is None or not _same_headers(table.headed_at(at), sheet):
            problem = f'{name}: the columns of "{sheet.sheet or name}" are not those of the mapping.'
            raise Refused([Refusal("raid.mapping", problem, "Let the mapping be proposed again.", Kind.CONFLICT)])
        else:
            yield table.headed_at(at), sheet


def _same_headers(table: Table, sheet: SheetMapping) -> bool:
    return table.headers == tuple(column.header for column in sorted(sheet.columns, key=lambda column: column.index))


def _dates(pairs: Sequence[tuple[Table, SheetMapping]]) -> Iterator[str]:
    for table, sheet in pairs:
        for name in DATE_FIELDS:
            index = sheet.index_of(name)
            if index is not None:
                yield from table.column(index)


@dataclass
class _Result:
    notices: list[str]
    items: list[RaidItem] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    rows: int = 0
    rejected: int = 0
    skipped: int = 0
    seen: dict[tuple[str, str], RaidItem] = field(default_factory=dict)

    def read(self, table: Table, sheet: SheetMapping, order: DateOrder) -> None:
        reading = Reading(sheet, order.order, _scales(table, sheet, self.notices), table.is_csv)
        headers, empty = table.headers, 0
        for line in table.rows:
            self.rows += 1
            row = Row(line, reading)
            if line.blank or is_empty(row) or _texts(line) == headers:
                self.skipped += 1
                empty += not line.blank
            else:
                self._take(row)
        if empty:
            where = f' in "{sheet.sheet}"' if sheet.sheet else ""
            self.notices.append(f"Rows without an entry{where}, skipped: {empty}.")

    def _take(self, row: Row) -> None:
        item = read_row(row)
        if item is not None and (first := self.seen.get(item.identity)):
            what = "title" if item.id_derived else "ID"
            value = item.title if item.id_derived else item.id
            where = f"{first.sheet}, line {first.line}" if first.sheet != item.sheet else f"line {first.line}"
            reason = f"The {item.kind} on {where} has the same {what}."
            row.problem(what.lower(), value, reason, "Give each item its own ID.")
            item = None
        self.problems += row.problems
        self.notices += row.notices
        if item is None:
            self.rejected += 1
            return
        self.seen[item.identity] = item
        self.items.append(item)

    def parsed(self, source: SourceFile, profile: dict[str, Any]) -> Parsed[RaidItem]:
        if any(item.id_derived for item in self.items):
            self.notices.append("Items without an ID are recognised by kind and title: a new title makes a new item.")
        return Parsed(
            tuple(self.items),
            tuple(self.problems),
            told_once(self.notices),
            source,
            self.rows,
            self.rejected,
            self.skipped,
            profile,
        )


def _scales(table: Table, sheet: SheetMapping, notices: list[str]) -> dict[str, Scale]:
    scales = {}
    for name in LEVEL_FIELDS:
        index = sheet.index_of(name)
        if index is None:
            continue
        scales[name] = find_scale(list(table.column(index)))
        if scales[name] is not Scale.FIVE:
            header = table.headers[index]
            notices.append(f'The figures in "{header}" run {scales[name]}; they are converted to 1-5.')
    return scales


def _texts(line: Line) -> tuple[str, ...]:
    texts = [line.text(index) for index in range(len(line.cells))]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)
