"""Which links meet at a task, on which calendars, and how much room does each leave?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from golive.engines.schedule.dates import cpm
from golive.engines.schedule.dates.schedule import Schedule
from golive.engines.schedule.plan import LinkType
from golive.plain.working_time import TICKS_PER_MINUTE, from_ticks

_TYPES = (LinkType.FS, LinkType.SS, LinkType.FF, LinkType.SF)


@dataclass(frozen=True)
class Step:
    """One link into a task: what it permits, and by how much its predecessor could be later before it decides.

    ``permits`` is the earliest start that this link alone permits; ``room_min`` working minutes of the successor's
    calendar. ``lag_calendar`` is None where there is no lag. Several links may bind; ``driving`` is the one named.
    """

    pred: int
    succ: int
    pred_name: str
    succ_name: str
    type: LinkType
    lag_min: float
    calendar: str
    lag_calendar: str | None
    permits: datetime
    room_min: float
    binding: bool
    driving: bool


@dataclass(frozen=True)
class Merge:
    """A task of the path at which several links meet, and those of them that bind it equally."""

    uid: int
    name: str
    links: int
    binding: int
    next_room_min: float | None
    """How much room the first link has that does not bind; None where all bind."""


def steps_into(dates: Schedule, uid: int) -> list[Step]:
    """The links into a task, those that bind first. A recorded start is bound by none."""
    net, found = dates.net, dates.passes
    v = net.position[uid]
    time, task = net.axes.times[net.axis[v]], net.tasks[v]
    steps = []
    for place, wait in enumerate(net.preds[v]):
        before = net.tasks[wait.other]
        at = cpm.earliest_by(net, dates.known, found, v, place)
        room = (found.es[v] - at) / TICKS_PER_MINUTE
        lag_calendar = net.axes.times[wait.on].name if wait.lag else None
        steps.append(
            Step(
                *(before.uid, uid, before.name, task.name, _TYPES[wait.type], wait.lag / TICKS_PER_MINUTE),
                *(time.name, lag_calendar, from_ticks(time.start_at(at)), room),
                binding=room <= 0 and task.actual_start is None,
                driving=found.driver[v] == place,
            )
        )
    return sorted(steps, key=lambda step: (not step.driving, step.room_min))


def merges_in(steps: Iterable[Step]) -> tuple[Merge, ...]:
    """The tasks into which several of these links lead."""
    merges = []
    for uid, group in groupby(steps, key=lambda step: step.succ):
        links = list(group)
        if len(links) > 1:
            loose = [step.room_min for step in links if not step.binding]
            binding = sum(step.binding for step in links)
            merges.append(Merge(uid, links[0].succ_name, len(links), binding, min(loose, default=None)))
    return tuple(merges)
