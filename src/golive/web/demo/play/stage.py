"""Where does the story stand: which day is it, who is who, and which record is meant?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from golive.engines.schedule import Plan, read_plan
from golive.foundation.implementations.local_time import aware
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.foundation.register_kit.models import Record
from golive.web.demo import cast
from golive.web.demo.files import PLAN

R = TypeVar("R", bound=Record)


@dataclass
class Stage:
    """The implementation on its clock, and the people by their key in the cast."""

    folder: Path
    implementation: Implementation
    people: dict[str, Person]

    def __getitem__(self, key: str) -> Person:
        return self.people[key]

    def named(self, name: str) -> Person:
        """The person with that name, or the manager where the name is nobody's here."""
        found = next((one.key for one in cast.CAST if one.name == name and one.roles), "manager")
        return self.people[found]

    @property
    def manager(self) -> Person:
        return self.people["manager"]

    @cached_property
    def plan(self) -> Plan:
        """The plan as it stands in the file of 16 March."""
        return read_plan(self.folder / PLAN)

    def turn(self, moment: datetime) -> None:
        """Set the clock; everything written from now on carries this time."""
        self.implementation.clock = aware(moment)
        Implementation.objects.filter(pk=self.implementation.pk).update(clock=self.implementation.clock)

    def record(self, model: type[R], ref: str) -> R:
        """A record as it stands now, on this clock."""
        found = model._default_manager.get(implementation=self.implementation, ref=ref)
        found.implementation = self.implementation
        return found


@dataclass(frozen=True)
class Event:
    """Something happens at a moment; of two at the same moment the one named first."""

    at: datetime
    what: Callable[[Stage], object]


def on(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute))


def run(stage: Stage, events: Iterable[Event]) -> int:
    """Let everything happen in the order of time; returns how much did."""
    ordered = sorted(events, key=lambda event: event.at)
    for event in ordered:
        stage.turn(event.at)
        event.what(stage)
    return len(ordered)
