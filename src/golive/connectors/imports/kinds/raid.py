"""What would this RAID sheet change, and how is it taken over?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from golive.connectors import raid_sheet
from golive.connectors.imports.kinds import tables
from golive.connectors.imports.kinds.protocol import Applied, Comparison, NeedsMapping, Read, Row
from golive.foundation.guard import IMPORT_LIMITS, read_tables, source_file
from golive.foundation.guard.files import FileKind as Content
from golive.foundation.guard.files import file_kind
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.plain.interchange import Parsed, RaidItem
from golive.plain.verdict import Kind, Refusal, Refused
from golive.registers.raid import importing

SHOWN = ("title", "likelihood", "impact", "owner_given", "due", "state")


class RaidFile:
    name = "raid_sheet"
    title = "RAID log"
    what = "a RAID log"
    icon = "shield-alert"
    brings = "Risks, assumptions, issues and dependencies under your own column names, which are remembered."
    accepts = "a RAID log as .xlsx or .csv"
    roles = importing.MAY_IMPORT

    def is_it(self, path: str, name: str) -> bool:
        return file_kind(path, IMPORT_LIMITS) in (Content.ZIP, Content.TEXT)

    def read(self, path: str, name: str, mapping: dict[str, Any] | None, remembered: Mapping[str, Any]) -> Read:
        found_tables = read_tables(path, name=name)
        order = tables.order_in(mapping)
        chosen = _mapping_in(mapping) or raid_sheet.propose(found_tables, remembered)
        kept = {**chosen.to_json(), "date_order": str(order) if order else ""}
        source = source_file(path, name)
        try:
            found = raid_sheet.parse_tables(found_tables, source, chosen, remembered, date_order=order)
        except Refused as refused:
            raise NeedsMapping(refused, kept) from None
        parsed = _kept_here(found)
        return Read(
            (parsed.items, tuple(parsed.problems)),
            parsed.notices,
            parsed.problems,
            parsed.reconciliation,
            kept,
            parsed.profile,
            parsed.rejected,
        )

    def compare(self, implementation: Implementation, content: Any) -> Comparison:
        items, problems = content
        columns = ("Title", "Likelihood", "Impact", "Owner", "Due", "State", "Also")
        lines = importing.preview(implementation, items)
        rows = [*tables.refused(problems, len(columns)), *(_row(line) for line in lines if line.kind != "same")]
        return Comparison(columns, rows, sum(line.kind == "same" for line in lines))

    def apply(self, implementation: Implementation, content: Any, *, by: Person, source: str, url: str) -> Applied:
        new, changed = importing.apply(implementation, content[0], by=by, source=source)
        return Applied(
            f"{new:,} new and {changed:,} changed items in the RAID log.",
            implementation.url("raid"),
            "Open the RAID log",
        )


def _mapping_in(given: dict[str, Any] | None) -> raid_sheet.Mapping | None:
    """The mapping that a person or a program chose; None where nobody did."""
    if not given or not given.get("sheets"):
        return None
    try:
        return raid_sheet.Mapping.from_json({"sheets": given["sheets"]})
    except (TypeError, KeyError, ValueError) as wrong:
        cure = "Send the mapping as the preview shows it, with other fields."
        raise Refused([Refusal("import.mapping", f"The mapping cannot be read ({wrong}).", cure, Kind.INPUT)]) from None


def _kept_here(parsed: Parsed[RaidItem]) -> Parsed[RaidItem]:
    """Actions and decisions have registers of their own: they are counted as skipped, and said so."""
    others = Counter(str(item.kind) for item in parsed.items if item.kind not in importing.TAKEN)
    if not others:
        return parsed
    told = ", ".join(f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in sorted(others.items()))
    kept: Sequence[RaidItem] = tuple(item for item in parsed.items if item.kind in importing.TAKEN)
    notice = f"Skipped, because they do not belong to the RAID log: {told}."
    return replace(
        parsed, items=tuple(kept), notices=(*parsed.notices, notice), skipped=parsed.skipped + others.total()
    )


def _row(line: importing.Line) -> Row:
    item = line.item
    values = {
        "title": item.title,
        "likelihood": item.likelihood,
        "impact": item.impact,
        "owner_given": str(item.owner or ""),
        "due": item.due or item.need_by or item.validate_by,
        "state": item.status,
    }
    return Row(item.line, line.kind, tables.cells(SHOWN, values, line.changes), item.sheet)
