"""What would this plan file change, and how is it loaded?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from golive.connectors import ms_project
from golive.connectors.imports.kinds.protocol import Applied, Comparison, Read, Row
from golive.connectors.ms_project import PlanFile
from golive.foundation.guard import IMPORT_LIMITS
from golive.foundation.guard.files import FileKind as Content
from golive.foundation.guard.files import file_kind
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.registers.plan import actions, importing
from golive.registers.plan.importing import GoLive, TaskLine
from golive.registers.plan.rules import MAY_PLAN

SHOWN = ("name", "start", "finish", "days", "done")
GZIP = b"\x1f\x8b"


class PlanFileKind:
    name = "ms_project"
    title = "Plan"
    what = "a plan"
    icon = "chart-gantt"
    brings = "Tasks, links, calendars, progress, baseline and workstreams; the go-live date is computed from them."
    accepts = "a Microsoft Project plan saved as XML (.xml, also .xml.gz)"
    roles = MAY_PLAN

    def is_it(self, path: str, name: str) -> bool:
        with open(path, "rb") as stream:
            if stream.read(2) == GZIP:
                return True
        return file_kind(path, IMPORT_LIMITS) is Content.XML

    def read(self, path: str, name: str, mapping: dict[str, Any] | None, remembered: Mapping[str, Any]) -> Read:
        found = ms_project.read(path, name=name)
        count = f"{len(found.plan.tasks):,}"
        return Read(found, found.notices, (), f"{count} tasks in the file = {count} accepted + 0 rejected + 0 skipped")

    def compare(self, implementation: Implementation, content: PlanFile) -> Comparison:
        found = importing.preview(implementation, content.plan)
        notices = []
        if found.changed_here:
            reason = f"The plan was changed here after it was last loaded, in {found.changed_here}"
            notices.append(f"{reason}. Accepting this file replaces it by what the file says.")
        rows = [_row(line) for line in found.lines]
        return Comparison(
            ("Task", "Start", "Finish", "Days", "Done", "Also"), rows, found.same, _figures(found), notices
        )

    def apply(self, implementation: Implementation, content: PlanFile, *, by: Person, source: str, url: str) -> Applied:
        revision = actions.load(implementation, content.plan, by=by, source=source, streams=content.streams)
        told = f"The plan is revision {revision.number}: {revision.tasks:,} tasks."
        return Applied(told, implementation.url("plan", "gantt"), "Open the plan")


def _row(line: TaskLine) -> Row:
    names = ("name", "start", "finish", "days", "done")
    shown = [
        _cell(_said(name, line.before.get(name)), _said(name, line.after.get(name)), line.change) for name in names
    ]
    return Row(line.task.id or line.task.uid, line.change, [*shown, ", ".join(line.also)])


def _cell(before: str, after: str, change: str) -> Any:
    if change == "new":
        return after
    return before if change == "gone" or before == after else [before or "–", after or "–"]


def _said(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%a} {value.day} {value:%b %Y}"
    if name == "done":
        return f"{value:g} %"
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _figures(found: importing.PlanPreview) -> list[tuple[str, str | None, str]]:
    before, after = found.before, found.after
    return [
        (found.readiness, _day(before.finish) if before else None, _day(after.finish)),
        ("Go-live date it reaches", _window(before) if before else None, _window(after)),
        ("Working days to spare", _spare(before) if before else None, _spare(after)),
    ]


def _day(moment: datetime | date) -> str:
    return f"{moment:%a} {moment.day} {moment:%b %Y}"


def _window(found: GoLive) -> str:
    return _day(found.window) if found.window else "no go-live dates are set"


def _spare(found: GoLive) -> str:
    return "–" if found.slack_days is None else str(found.slack_days)
