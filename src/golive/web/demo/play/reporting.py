"""What was spent, which colour did Maya give, and which report went out each Friday?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from golive.foundation.implementations import actions as implementations
from golive.plain.rag import Rag
from golive.registers.plan.models import Workstream
from golive.registers.status import actions
from golive.registers.status.reporting import CONTINGENCY
from golive.registers.steering import queries as steering
from golive.web.demo.plan import dates
from golive.web.demo.plan.facts import all_facts
from golive.web.demo.play.stage import Event, Stage, on
from golive.web.demo.story import REPORTS, WORLD
from golive.web.demo.story import reports as story

RESERVED = date(2025, 10, 30)
SAID = ("Configuration", "Data migration", "Training and change")


def events() -> Iterator[Event]:
    yield Event(on(RESERVED, 13), _reserve)
    for report in REPORTS:
        yield Event(on(report.sent, 14, 10), partial(_book, report.sent))
        yield Event(on(report.sent, 14, 20), partial(_say, report))
        yield Event(on(report.sent, 15), partial(_report, report))


def _reserve(stage: Stage) -> None:
    because = "Reserve agreed with the budget, MTG-002."
    amount = WORLD.reserve.minor // 100
    implementations.choose_value(stage.implementation, CONTINGENCY.key, amount, by=stage.manager, because=because)


def _book(day: date, stage: Stage) -> None:
    implementations.describe(stage.implementation, by=stage.manager, spent_minor=spent(day))


def spent(day: date) -> int:
    """What the work done before that day has cost, in cents, as the plan's rates have it."""
    return sum(
        fact.cents * _done(fact.line.key, day) // fact.days
        for fact in all_facts()
        if fact.days and not fact.line.summary
    )


_ROWS = {fact.line.key: fact.line for fact in all_facts() if not fact.line.summary}
_NOW = dates.current(tuple(_ROWS.values()))


def _done(key: str, day: date) -> int:
    """Working days that were done of a line when that day began."""
    row, now = _ROWS[key], _NOW[key]
    if now.start >= day:
        return 0
    return min(row.days, dates.calendar_of(row).between(now.start, day - timedelta(days=1)))


def _say(report: story.PastReport, stage: Stage) -> None:
    """The colours of Maya and the leads, as people give them: a shade better than the evidence."""
    colour = Rag(report.reported)
    actions.say_colour(stage.implementation, by=stage.manager, line="Schedule", colour=colour, note=report.headline)
    for title in SAID if report in REPORTS[-3:] else ():
        lead = Workstream.objects.get(implementation=stage.implementation, title=title).lead
        assert lead is not None
        actions.say_colour(stage.implementation, by=lead, line=title, colour=Rag.GREEN)


def _report(report: story.PastReport, stage: Stage) -> None:
    made = actions.report(stage.implementation, by=stage.manager, notes=[f"{report.headline}."])
    if report is REPORTS[-1]:
        made.implementation = stage.implementation
        committee = steering.main_committee(stage.implementation)
        assert committee is not None
        actions.send(made, by=stage.manager, to=steering.voters(committee))


def observe(stage: Stage) -> None:
    """Have the status of the day evaluated, so that what is held back and what moves is known."""
    actions.observe(stage.implementation, by=stage.manager)
