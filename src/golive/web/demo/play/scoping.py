"""What did Maya write down as the scope, and who put it before the signatories who never signed?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from golive.registers.scope import actions
from golive.registers.scope.delta import IN, OUT
from golive.web.demo.plan.lines import uid
from golive.web.demo.play.stage import Event, Stage, on
from golive.web.demo.story import DECISIONS, SCOPE
from golive.web.demo.story.scope import ScopeItem

WRITTEN = date(2025, 10, 21)
DRAWN_UP = date(2026, 3, 6)


def events() -> Iterator[Event]:
    for item in SCOPE:
        yield Event(_when(item), partial(_add, item))
    yield Event(on(DRAWN_UP, 16), _draw_up)


def _when(item: ScopeItem) -> datetime:
    """A line that quotes a decision was written after it."""
    quoted = [one.taken_on for one in DECISIONS if one.ref in item.acceptance]
    return on(max([WRITTEN, *quoted]), 17)


def _add(item: ScopeItem, stage: Stage) -> None:
    actions.add(
        stage.implementation,
        by=stage.manager,
        title=item.title,
        kind=IN if item.inside else OUT,
        acceptance=item.acceptance,
        area=item.workstream,
        owner=stage[item.owner],
        tasks=[uid(line) for line in item.lines],
    )


def _draw_up(stage: Stage) -> None:
    because = "Agreed by e-mail on 21 October; never signed."
    actions.draw_up(stage.implementation, by=stage.manager, because=because)
