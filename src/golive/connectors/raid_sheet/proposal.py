"""How would we read this sheet, before anybody has said so?"""

from __future__ import annotations

from collections.abc import Mapping as Readonly
from collections.abc import Sequence
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from typing import Any

from golive.connectors.raid_sheet.contents import SAMPLE, agreement, long_texts
from golive.connectors.raid_sheet.mapping import Column, Mapping, SheetMapping
from golive.connectors.raid_sheet.memory import recalled, signature
from golive.connectors.raid_sheet.vocabulary import HEADERS, KINDS, plain
from golive.foundation.guard import Table
from golive.plain.interchange import RaidKind

HEADER_LINES = 25  # titles and legends above the header are not longer than this
SIMILAR = 0.84  # similarity of names from which on a spelling counts as meant
CONFIDENT = 0.55  # below this a column is kept as an extra and not read
_EXACT = {name: field for field, names in HEADERS.items() for name in names}
_FILL = {"date", "log", "the", "of", "raid", "current", "s"}


def propose(tables: Table | Sequence[Table], remembered: Readonly[str, Any] | None = None) -> Mapping:
    """The proposed mapping of each sheet, every column with its reason and confidence; remembered choices go first."""
    tables = [tables] if isinstance(tables, Table) else tables
    return Mapping(tuple(_sheet(find_header(table), remembered) for table in tables))


def find_header(table: Table) -> Table:
    """The table headed at the line with most known column names among its first lines."""
    best, most = 0, 0.0
    for index, line in enumerate(table.lines[:HEADER_LINES]):
        known = {_match(plain(line.text(at)))[0] for at in range(min(len(line.cells), 200))} - {""}
        if len(known) > most:
            best, most = index, len(known)
    return table.headed_at(best)


def _sheet(table: Table, remembered: Readonly[str, Any] | None) -> SheetMapping:
    headers = table.headers
    line = table.lines[table.header_at].number if table.lines else 1
    agreed = recalled(headers, remembered)
    columns = _remembered(headers, agreed) if agreed else _proposed(table)
    mapping = SheetMapping(table.name, line, columns, None, signature(headers), bool(agreed))
    kind = None if mapping.index_of("kind") is not None else _kind_of_sheet(table.name, headers, mapping)
    why = _unread(table, mapping)
    return SheetMapping(table.name, line, columns, kind, mapping.signature, bool(agreed), why)


def _remembered(headers: Sequence[str], agreed: dict[str, str]) -> tuple[Column, ...]:
    taken: set[str] = set()
    columns = []
    for index, header in enumerate(headers):
        field = agreed.get(plain(header), "")
        field = "" if field in taken else field
        taken.add(field)
        columns.append(Column(index, header, field, 1.0, "Remembered from an earlier file with these columns."))
    return tuple(columns)


def _proposed(table: Table) -> tuple[Column, ...]:
    offers = []
    for index, header in enumerate(table.headers):
        values = [line.text(index) for line in table.rows[:SAMPLE]]
        offers.append(_offer(index, header, values))
    best: dict[str, Column] = {}
    for column in offers:
        if column.field and (column.field not in best or column.confidence > best[column.field].confidence):
            best[column.field] = column
    return tuple(_kept_or_extra(column, best) for column in offers)


def _kept_or_extra(column: Column, best: dict[str, Column]) -> Column:
    winner = best.get(column.field)
    if winner is None or winner is column:
        return column
    reason = f'"{winner.header}" fits {column.field.replace("_", " ")} better; kept as an extra.'
    return Column(column.index, column.header, "", column.confidence, reason)


def _offer(index: int, header: str, values: Sequence[str]) -> Column:
    field, confidence, reason = _match(plain(header))
    if not field:
        return _by_content(index, header, values)
    share = agreement(field, values)
    if share is not None and share < 0.5:
        return _contradicted(index, header, field, share, values)
    if share is not None:
        confidence, reason = confidence * (0.7 + 0.3 * share), f"{reason} {share:.0%} of its values agree."
    if confidence < CONFIDENT:
        return Column(index, header, "", confidence, f"{reason} Too unsure; kept as an extra.")
    return Column(index, header, field, round(confidence, 2), reason)


def _contradicted(index: int, header: str, field: str, share: float, values: Sequence[str]) -> Column:
    """The name promises one thing and the values are another: the values win, or it stays an extra."""
    for other in _ALTERNATIVES.get(field, ()):
        fits = agreement(other, values)
        if (fits is None and other == "category") or (fits is None and long_texts(values)) or (fits or 0) > 0.7:
            reason = f"Named like {field}, but only {share:.0%} of its values are one; they look like {other}."
            return Column(index, header, other, 0.6, reason)
    return Column(
        index, header, "", 0.3, f"Named like {field}, but only {share:.0%} of its values are one; kept as an extra."
    )


_ALTERNATIVES = {
    "impact": ("which",),
    "likelihood": (),
    "kind": ("category",),
    "score": ("priority",),
    "response": ("plan",),
    "title": ("id",),
}


def _by_content(index: int, header: str, values: Sequence[str]) -> Column:
    """Only the kind is recognised by its values alone: its words are unmistakable."""
    if header and (agreement("kind", values) or 0) > 0.9:
        return Column(index, header, "kind", 0.6, "Its values are risk, assumption, issue or dependency.")
    return Column(index, header, "", 1.0, "No known column name; kept as an extra.")


@lru_cache(maxsize=4096)
def _match(header: str) -> tuple[str, float, str]:
    """The field a header names, the confidence 0-1 and the reason."""
    if not header:
        return "", 0.0, ""
    if header in _EXACT:
        field = _EXACT[header]
        return field, 1.0 if header in HEADERS[field][:3] else 0.95, f"A known name for {field.replace('_', ' ')}."
    bare = " ".join(word for word in header.split() if word not in _FILL and not word.isdigit())
    if bare in _EXACT and bare != header:
        return _EXACT[bare], 0.85, f'Contains "{bare}".'
    if len(header) > 60:
        return "", 0.0, ""
    for name in get_close_matches(header, _EXACT, n=1, cutoff=SIMILAR):
        ratio = SequenceMatcher(None, header, name).ratio()
        return _EXACT[name], round(ratio * 0.85, 2), f'Spelled nearly like "{name}".'
    return "", 0.0, ""


def _kind_of_sheet(name: str, headers: Sequence[str], mapping: SheetMapping) -> RaidKind | None:
    """By the name of the tab, else by the names of the columns, else a sheet with likelihoods holds risks."""
    for text in (name, *headers):
        for words in (plain(text), *plain(text).split()):
            if len(words) > 2 and words in KINDS and (text == name or words != "action"):
                return KINDS[words]
    return RaidKind.RISK if mapping.index_of("likelihood") is not None else None


def _unread(table: Table, mapping: SheetMapping) -> str:
    if not table.rows:
        return "it has no rows"
    if mapping.index_of("title") is None and mapping.index_of("description") is None:
        return "it has no column that could be a title or a description"
    known = sum(bool(column.field) for column in mapping.columns)
    return "" if known >= 2 else "only one of its columns is known"
