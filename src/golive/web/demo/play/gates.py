"""Which gates did Maya open, and what was answered and waived before the committee looks at the kickoff gate?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

from golive.registers.go_no_go import actions
from golive.registers.go_no_go.models import Criterion, Gate
from golive.registers.plan import queries as plan
from golive.web.demo.cast import person
from golive.web.demo.plan.lines import uid
from golive.web.demo.play.stage import Event, Stage, on
from golive.web.demo.story import METRICS, NEXT_MEETING

OPENED, ANSWERED = date(2026, 3, 6), date(2026, 3, 13)
LINES = {"uat_exit": "uat_signed", "go_no_go": "cu_gonogo", "hypercare_exit": "h_exit", "close": "closed"}
OWNERS = {
    "scope.signed": "manager",
    "raci.valid": "manager",
    "steering.can_decide": "sponsor",
    "plan.baselined": "manager",
    "raid.owned": "manager",
    "commitments.promised": "manager",
    "scorecard.frozen": "sales_vp",
}
UNTIL_ROOMS_ARE_NAMED, UNTIL_GO_LIVE = date(2026, 3, 27), date(2026, 5, 23)


def events() -> Iterator[Event]:
    yield Event(on(OPENED, 11), _open)
    yield Event(on(ANSWERED, 16, 30), _answer)
    yield Event(on(ANSWERED, 16, 40), _waive)


def _open(stage: Stage) -> None:
    actions.open_gates(stage.implementation, by=stage.manager)
    dates = plan.dates(stage.implementation)
    for gate in Gate.objects.filter(implementation=stage.implementation).order_by("pk"):
        gate.implementation = stage.implementation
        line = LINES.get(gate.kind)
        due = dates[uid(line)].finish.date() if line else NEXT_MEETING.starts.date()
        actions.set_date(gate, by=stage.manager, due=due, task_uid=uid(line) if line else None)
    for check, key in OWNERS.items():
        actions.assign(_criterion(stage, check), by=stage.manager, owner=stage[key])


def _criterion(stage: Stage, check: str) -> Criterion:
    found = Criterion.objects.select_related("gate").get(
        gate__implementation=stage.implementation, gate__kind="kickoff", check_id=check
    )
    found.gate.implementation = stage.implementation
    return found


def _answer(stage: Stage) -> None:
    actions.answer(
        _criterion(stage, "scorecard.frozen"),
        by=stage["sales_vp"],
        met=True,
        until=UNTIL_GO_LIVE,
        note="Baselines measured in September 2025; nothing changed since.",
        file=("success-measures.csv", "text/csv", _measures()),
    )


def _measures() -> bytes:
    """The measures of success with baseline, target and owner, as they were frozen."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("Kind", "Measure", "Baseline", "Target", "Unit", "Owner", "Source", "Due"))
    for one in METRICS:
        owner = person(one.owner).name
        writer.writerow((one.kind, one.name, one.baseline, one.target, one.unit, owner, one.source, one.due))
    return out.getvalue().encode("utf-8")


def _waive(stage: Stage) -> None:
    actions.waive(
        _criterion(stage, "commitments.promised"),
        by=stage["sponsor"],
        because="Seattle moves in May; classes are eight weeks away.",
        condition="Joan Whitfield names the four rooms by Fri 27 Mar.",
        until=UNTIL_ROOMS_ARE_NAMED,
    )
