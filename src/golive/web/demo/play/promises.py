"""What was the client asked for, which promises were made and missed, and what came?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from golive.foundation.people.models import Person
from golive.plain.seat import Role
from golive.registers.commitments import actions
from golive.registers.commitments.models import Commitment
from golive.web.demo import cast
from golive.web.demo.plan.lines import line
from golive.web.demo.play.stage import Event, Stage, on
from golive.web.demo.story import COMMITMENTS
from golive.web.demo.story import commitments as story

FIRST_ANSWER = timedelta(days=2)


def events() -> Iterator[Event]:
    for one in COMMITMENTS:
        yield Event(on(one.asked_on, 10), partial(_ask, one))
        for made_on, promised in _promises(one):
            yield Event(on(made_on, 11), partial(_promise, one, promised))
        if one.delivered:
            yield Event(on(one.delivered, 16), partial(_deliver, one))


def _promises(one: story.Commitment) -> list[tuple[date, date]]:
    """Each promise with the day on which it was made: the first two days after asking, the next when one was missed."""
    days = list(one.promised) if one.accepted else []
    if one.expected and one.expected not in days:
        days.append(one.expected)
    made = [one.asked_on + FIRST_ANSWER, *(_same_or_friday(day) for day in days)]
    return list(zip(made, days, strict=False))


def _same_or_friday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _ask(one: story.Commitment, stage: Stage) -> None:
    actions.ask(
        stage.implementation,
        by=stage.manager,
        title=one.title,
        counterpart=stage[one.counterpart],
        task_uid=one.task,
        lead=_lead(one, stage),
        note=one.note,
    )


def _lead(one: story.Commitment, stage: Stage) -> Person:
    stream = line(one.line).workstream
    found = next((who.key for who in cast.CAST if Role.LEAD in who.roles and who.workstream == stream), "manager")
    return stage[found]


def _held(one: story.Commitment, stage: Stage) -> Commitment:
    found = Commitment.objects.get(implementation=stage.implementation, title=one.title)
    found.implementation = stage.implementation
    return found


def _promise(one: story.Commitment, day: date, stage: Stage) -> None:
    actions.promise(_held(one, stage), by=_speaker(one, stage), on=day)


def _deliver(one: story.Commitment, stage: Stage) -> None:
    assert one.delivered
    actions.deliver(_held(one, stage), by=_speaker(one, stage), on=one.delivered)


def _speaker(one: story.Commitment, stage: Stage) -> Person:
    """The counterpart enters the day; for those without that role Maya writes down what they said."""
    return stage[one.counterpart] if Role.CLIENT in cast.person(one.counterpart).roles else stage.manager
