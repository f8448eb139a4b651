"""Who opens the implementation, and who gets which role in it?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from golive.foundation.implementations import actions
from golive.foundation.implementations.local_time import aware
from golive.foundation.implementations.models import Implementation
from golive.foundation.people import actions as people
from golive.foundation.people.models import Person
from golive.web.demo import cast
from golive.web.demo.play.stage import Event, Stage, on
from golive.web.demo.story import WORLD

# The committed date follows what the committee decided, with its reason.
COMMITTED = (
    (date(2025, 10, 30), WORLD.baselined_go_live, "Baseline approved by the steering committee, MTG-002."),
    (date(2026, 2, 19), date(2026, 5, 23), "DEC-013: planned for the next window rather than without reserve."),
)
PHASES = ((date(2025, 10, 30), "planning"), (date(2025, 12, 19), "build"), (date(2026, 2, 25), "testing"))


def enter(who: cast.Person) -> Person:
    """The person of the cast, who signs in by a click; somebody entered before stays as they are."""
    known = Person.objects.filter(email=who.email).first()
    if known is None:
        known = people.welcome(by=None, email=who.email, name=who.name, organisation=who.organisation)
        known.is_demo, known.job_title = True, who.title
        known.save(update_fields=["is_demo", "job_title"])
    return known


def open_stage(folder: Path) -> Stage:
    """The implementation on the day of its kickoff, with everybody in their roles."""
    everybody = {who.key: enter(who) for who in cast.CAST}
    manager = everybody["manager"]
    implementation = actions.open_implementation(
        by=manager,
        slug=WORLD.slug,
        name=WORLD.name,
        client=WORLD.client,
        clock=aware(on(WORLD.kickoff, 8)),
        kickoff_on=WORLD.kickoff,
        users=WORLD.users,
        offices=len(WORLD.offices),
        budget_minor=WORLD.budget.minor,
        burn_per_day_minor=WORLD.burn_per_working_day.minor,
        delayed_benefit_per_day_minor=WORLD.delayed_benefit_per_day.minor,
    )
    stage = Stage(folder, implementation, everybody)
    _give_roles(stage)
    return stage


def _give_roles(stage: Stage) -> None:
    for who in cast.CAST:
        for role in who.roles:
            if who.key != "manager":
                actions.grant(stage.implementation, stage[who.key], role, by=stage.manager)


def events() -> Iterator[Event]:
    for day, committed, because in COMMITTED:
        yield Event(on(day, 12, 30), _describing(committed_on=committed, because=because))
    for day, phase in PHASES:
        yield Event(on(day, 13), _describing(phase=phase))


def _describing(because: str = "", **facts: Any) -> Callable[[Stage], object]:
    def describe(stage: Stage) -> Implementation:
        return actions.describe(stage.implementation, by=stage.manager, because=because, **facts)

    return describe
