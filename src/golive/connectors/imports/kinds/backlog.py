"""What would this export of the backlog change, and how is it taken over?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from golive.connectors import jira
from golive.connectors.imports.kinds import tables
from golive.connectors.imports.kinds.protocol import Applied, Comparison, Read, Row
from golive.connectors.jira import actions, queries, rules
from golive.connectors.jira.columns import find_columns
from golive.foundation.guard import IMPORT_LIMITS, read_table, source_file
from golive.foundation.guard.files import FileKind as Content
from golive.foundation.guard.files import file_kind
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person

SHOWN = ("key", "title", "status", "assignee", "due", "story_points")
HEADER_LINES = 10


class BacklogFile:
    name = "jira"
    title = "Backlog"
    what = "a backlog"
    icon = "kanban"
    brings = "Issues with status, people, sprints, labels and links. Estimates are taken as they are, never guessed."
    accepts = "a Jira export with all fields as .csv (or the same as .xlsx)"
    roles = rules.MAY_IMPORT

    def is_it(self, path: str, name: str) -> bool:
        if file_kind(path, IMPORT_LIMITS) not in (Content.ZIP, Content.TEXT):
            return False
        table = read_table(path, name=name)
        heads = [table.headed_at(at).headers for at in range(min(HEADER_LINES, len(table.lines)))]
        return any(not find_columns(headers).missing for headers in heads)

    def read(self, path: str, name: str, mapping: dict[str, Any] | None, remembered: Mapping[str, Any]) -> Read:
        order = tables.order_in(mapping)
        parsed = jira.parse_table(read_table(path, name=name), source_file(path, name), date_order=order)
        content = (parsed.items, tuple(parsed.problems))
        chosen = {"date_order": str(order) if order else ""}
        return Read(content, parsed.notices, parsed.problems, parsed.reconciliation, chosen, rejected=parsed.rejected)

    def compare(self, implementation: Implementation, content: Any) -> Comparison:
        items, problems = content
        columns = ("Key", "Issue", "Status", "Assignee", "Due", "Points", "Also")
        lines = queries.compare(implementation, items)
        rows = [*tables.refused(problems, len(columns)), *(_row(line) for line in lines if line.kind != "same")]
        here = queries.items(implementation).count() - sum(line.held is not None for line in lines)
        notices = [f"Issues here that this file does not hold: {here:,}; they stay as they are."] if here else []
        return Comparison(columns, rows, sum(line.kind == "same" for line in lines), notices=notices)

    def apply(self, implementation: Implementation, content: Any, *, by: Person, source: str, url: str) -> Applied:
        new, changed = actions.import_items(implementation, content[0], by=by, source=source, url=url)
        return Applied(
            f"{new:,} new and {changed:,} changed issues in the backlog.",
            implementation.url("backlog"),
            "Open the backlog",
        )


def _row(line: queries.Line) -> Row:
    return Row(line.item.line, line.kind, tables.cells(SHOWN, line.values, line.changes))
