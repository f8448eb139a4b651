"""What did the plan say week by week, what was forecast from it, and who was the slip put down to?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from golive.plain.seat import Role
from golive.registers.plan import actions, queries
from golive.registers.plan.models import Slip, Workstream
from golive.web.demo.cast import CAST
from golive.web.demo.files import PLAN
from golive.web.demo.plan.lines import workstream_by_uid
from golive.web.demo.play.past_plan import as_known
from golive.web.demo.play.stage import Event, Stage, on
from golive.web.demo.story import REPORTS, SLIPS, WORLD
from golive.web.demo.story import reports as story

BASELINED = date(2025, 10, 30)
FIRST_RULE = {"first": WORLD.first_window.isoformat(), "every_days": WORLD.window_every_days}
CAUSES = {"scope": "scope change", "vendor": "resources", "client": "client"}


def events() -> Iterator[Event]:
    yield Event(on(BASELINED, 9), _baseline)
    yield Event(on(BASELINED, 17), compute)
    for report in REPORTS:
        yield Event(on(report.sent, 13), partial(_load, report.sent))
        yield Event(on(report.sent, 14), compute)
    for slip in SLIPS:
        yield Event(on(slip.noticed, 13, 30), partial(_attribute, slip))


def _baseline(stage: Stage) -> None:
    _load(BASELINED, stage)
    actions.set_windows(stage.implementation, FIRST_RULE, by=stage.manager)
    for who in CAST:
        if Role.LEAD in who.roles:
            _lead(stage, who.workstream, who.key)
    _lead(stage, "Governance", "manager")
    _lead(stage, "Hypercare", "cutover")


def _lead(stage: Stage, workstream: str, key: str) -> None:
    found = Workstream.objects.get(implementation=stage.implementation, title=workstream)
    found.implementation = stage.implementation
    actions.lead(found, stage[key], by=stage.manager)


def _load(day: date, stage: Stage) -> None:
    """The file as Maya saved it on that day."""
    actions.load(
        stage.implementation,
        as_known(stage.plan, day),
        by=stage.manager,
        source=f"{PLAN}, saved on {day:%-d %b %Y}",
        streams=workstream_by_uid(),
    )


def compute(stage: Stage) -> None:
    actions.recompute(stage.implementation, by=stage.manager)


def _attribute(slip: story.Slip, stage: Stage) -> None:
    """Only a slip that the plan shows can be put down to anything."""
    found = queries.slips(stage.implementation).first()
    assert found is not None and found.days == slip.days, f"{slip.cause} is not what the plan shows: {found}"
    found = stage.record(Slip, found.ref)
    actions.attribute(found, by=stage.manager, cause=CAUSES[slip.party], because=f"{slip.cause}.")
