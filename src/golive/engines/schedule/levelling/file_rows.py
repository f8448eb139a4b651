"""What does a row of an instance file say, and can the jobs of a file be levelled with what is there?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from golive.engines.schedule.findings import Finding, PlanError, error
from golive.engines.schedule.levelling.instance import Activity, Instance, Precedence, too_long


@dataclass(frozen=True)
class Row:
    """The numbers of a line; lines count from 1."""

    line: int
    numbers: list[int]


@dataclass(frozen=True)
class Job:
    """A job as its file has it: the line of its duration, and its successors by key."""

    line: int
    key: int
    duration: int
    demand: list[int]
    follow: list[int]


def whole(word: str) -> bool:
    """Whether a word is a whole number in plain digits, of a size that a plan can have."""
    return re.fullmatch(r"[+-]?[0-9]{1,12}", word) is not None


def raise_if(found: Sequence[Finding]) -> None:
    """PlanError with every reason, where there is one."""
    if found:
        raise PlanError(found)


def demand_findings(name: str, jobs: Sequence[Job], capacities: Sequence[int]) -> list[Finding]:
    """Every job that lasts less than nothing, too long, or asks for more than is there, with its line."""
    found = []
    for job in jobs:
        if job.duration < 0:
            text = f"Activity {job.key} of {name} lasts {job.duration} periods."
            found.append(error("instance.duration", text, "Use 0 or more.", line=job.line))
        for number, (need, there) in enumerate(zip(job.demand, capacities, strict=True), 1):
            if need < 0 or (need > there and job.duration > 0):
                text = f"Activity {job.key} of {name} needs {need} of resource {number}, which has {there}."
                cure = "Lower the demand or raise the capacity." if need > 0 else "Use 0 or more."
                found.append(error("instance.capacity", text, cure, line=job.line))
    long = too_long(name, sum(job.duration for job in jobs), [(job.duration, job.key, job.line) for job in jobs])
    return [*found, long] if long else found


def instance_of(name: str, jobs: Sequence[Job], capacities: Sequence[int]) -> Instance:
    """The instance of jobs whose successors are all there; PlanError names a circle."""
    place = {job.key: position for position, job in enumerate(jobs)}
    waits = tuple(Precedence(place[job.key], place[succ]) for job in jobs for succ in job.follow)
    activities = tuple(Activity(job.key, job.duration, tuple(job.demand)) for job in jobs)
    instance = Instance(name, activities, waits, tuple(capacities))
    instance.order  # noqa: B018  a circle is found while reading
    return instance
