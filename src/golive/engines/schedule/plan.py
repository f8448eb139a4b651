"""What is the plan? Tasks, links, calendars, resources: immutable, an edit gives a new plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, make_dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar, cast

from golive.engines.schedule.findings import Finding
from golive.plain.working_time import Calendar, standard_calendar

T = TypeVar("T")


class LinkType(StrEnum):
    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"


class LagKind(StrEnum):
    """What ``Link.lag`` counts: working minutes, clock minutes, or per cent of the predecessor's duration."""

    WORKING = "working"
    ELAPSED = "elapsed"
    PERCENT = "percent"
    ELAPSED_PERCENT = "elapsed percent"


class Constraint(StrEnum):
    ASAP = "ASAP"
    ALAP = "ALAP"
    MSO = "MSO"
    MFO = "MFO"
    SNET = "SNET"
    SNLT = "SNLT"
    FNET = "FNET"
    FNLT = "FNLT"


class LagCalendar(StrEnum):
    """On whose calendar a working lag is counted. Microsoft Project: the successor's; Primavera P6: an option."""

    SUCCESSOR = "successor"
    PREDECESSOR = "predecessor"
    PROJECT = "project"
    ROUND_THE_CLOCK = "24 hours"


class FloatKind(StrEnum):
    """Which gap is the total float: the smaller of both, or always that of the starts or the finishes (P6 options)."""

    SMALLEST = "smallest"
    START = "start"
    FINISH = "finish"


class LateMilestones(StrEnum):
    """On which side of a break is a milestone late, and what it waits for with it?

    A break is none for a predecessor that works through it: there the side decides how much float it has.
    """

    WORK_STARTS = "work_starts"
    """Where work starts, at the project's finish or at a typed date itself: the dates that Microsoft Project stores."""
    WORK_ENDS = "work_ends"
    """Where the work before ends, as MPXJ computes it: to compare with tools that are built on it."""


class Kind(StrEnum):
    """What sort of activity a task is; all but TASK come from Primavera P6.

    A level of effort spans what it is linked with, a WBS summary the tasks beside it; neither drives anything.
    """

    TASK = "task"
    START_MILESTONE = "start milestone"
    FINISH_MILESTONE = "finish milestone"
    LEVEL_OF_EFFORT = "level of effort"
    WBS_SUMMARY = "wbs summary"


class Mode(StrEnum):
    """What the status date does to work that is not done."""

    AS_MS_PROJECT = "as_ms_project"
    """Nothing: unfinished work may lie in the past."""
    RETAINED = "retained"
    """Remaining work starts at the status date or later and still waits for its predecessors."""
    OVERRIDE = "override"
    """Remaining work of a started task goes on from the status date without waiting for predecessors."""


class Shape(StrEnum):
    """How a duration is spread between the three points of its estimate."""

    TRIANGULAR = "triangular"
    PERT = "pert"
    TRIGEN = "trigen"
    """A triangle of which low and high are the P10 and the P90."""
    LOGNORMAL = "lognormal"
    """Through low, likely and high as P10, P50 and P90; skewed to the longer side."""
    UNIFORM = "uniform"
    """Anything from low to high alike; likely is the date of the plan only."""


@dataclass(frozen=True, slots=True)
class ThreePoint:
    """Low, likely and high; working minutes for a task, days or a factor for a risk."""

    low: float
    likely: float
    high: float
    shape: Shape = Shape.TRIANGULAR


@dataclass(frozen=True, slots=True)
class Link:
    """A successor waits for a predecessor. ``lag`` in minutes or (percent kinds) per cent; negative is a lead."""

    pred: int
    succ: int
    type: LinkType = LinkType.FS
    lag: float = 0
    lag_kind: LagKind = LagKind.WORKING


@dataclass(frozen=True, slots=True)
class Baseline:
    number: int
    start: datetime | None = None
    finish: datetime | None = None
    duration_min: float | None = None
    work_min: float | None = None
    cost: float | None = None
    """In hundredths of the currency, as Microsoft Project files store it."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Dates and floats as the imported file itself stored them: for comparison, never for computing."""

    early_start: datetime | None = None
    early_finish: datetime | None = None
    late_start: datetime | None = None
    late_finish: datetime | None = None
    start: datetime | None = None
    finish: datetime | None = None
    total_slack_min: float | None = None
    free_slack_min: float | None = None
    critical: bool | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One row of the plan. Durations in working minutes (clock minutes if ``elapsed``)."""

    uid: int
    name: str
    duration_min: float = 0
    parent: int | None = None
    id: int | None = None
    wbs: str = ""
    summary: bool = False
    milestone: bool = False
    active: bool = True
    manual: bool = False
    external: bool = False
    elapsed: bool = False
    fixed_duration: bool = False
    calendar: int | None = None
    ignore_resource_calendar: bool = False
    constraint: Constraint = Constraint.ASAP
    constraint_at: datetime | None = None
    deadline: datetime | None = None
    start: datetime | None = None
    finish: datetime | None = None
    actual_start: datetime | None = None
    actual_finish: datetime | None = None
    remaining_min: float | None = None
    resume: datetime | None = None
    percent_complete: float = 0
    leveling_delay_min: float = 0
    duration_format: int = 7
    type: int = 0
    three_point: ThreePoint | None = None
    kind: Kind = Kind.TASK
    secondary: Constraint = Constraint.ASAP
    """A second constraint (Primavera P6 allows two), dated ``secondary_at``."""
    secondary_at: datetime | None = None
    expected_finish: datetime | None = None
    """What remains is stretched or cut to end here (Primavera P6)."""
    percent_kind: str = "duration"
    """What ``percent_complete`` measures: duration, work (units) or physical."""
    baselines: tuple[Baseline, ...] = ()
    notes: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    """Extended attributes of the source, as (field id, value)."""
    stored: Stored | None = field(default=None, compare=False)

    @property
    def is_milestone(self) -> bool:
        return self.milestone or (self.duration_min == 0 and not self.summary)

    @property
    def spans(self) -> bool:
        """Whether its dates come from the tasks around it, as those of a summary do."""
        return self.kind in (Kind.LEVEL_OF_EFFORT, Kind.WBS_SUMMARY)

    @property
    def recorded(self) -> tuple[datetime | None, datetime | None]:
        """The recorded start and finish in their order, also where they were recorded the wrong way round."""
        return (self.actual_finish, self.actual_start) if self.reversed else (self.actual_start, self.actual_finish)

    @property
    def reversed(self) -> bool:
        """Whether it was recorded as finished before it started."""
        start, finish = self.actual_start, self.actual_finish
        return start is not None and finish is not None and finish < start

    @property
    def complete(self) -> bool:
        return self.actual_finish is not None

    def __str__(self) -> str:
        return f"{self.name} ({self.id if self.id is not None else self.uid})"


def _quickly(made: type[T]) -> Callable[..., T]:
    """What makes records of a frozen kind from the values of its fields, in their order, in a third of the time."""
    given = [(one.name, one.type, field(default=one.default)) for one in fields(cast("Any", made))]
    twin = cast("Any", make_dataclass(f"_{made.__name__}", given, slots=True))

    def make(*values: object) -> T:
        record = twin(*values)
        record.__class__ = made
        return cast("T", record)

    return make


new_task, new_link, new_stored = _quickly(Task), _quickly(Link), _quickly(Stored)
"""For readers of large files."""


@dataclass(frozen=True)
class Resource:
    uid: int
    name: str
    kind: str = "work"
    calendar: int | None = None
    max_units: float = 1


@dataclass(frozen=True, slots=True)
class Assignment:
    task: int
    resource: int
    units: float = 1
    work_min: float | None = None
    remaining_work_min: float | None = None
    uid: int | None = None


@dataclass(frozen=True)
class Options:
    """Settings that travel with the plan; the defaults are Microsoft Project's."""

    honour_constraints: bool = True
    multiple_critical_paths: bool = False
    critical_slack_min: float = 0
    mode: Mode = Mode.RETAINED
    minutes_per_day: int = 480
    minutes_per_week: int = 2400
    days_per_month: float = 20
    default_start: str = "08:00:00"
    default_finish: str = "17:00:00"
    floor_at_project_start: bool = True
    """A link never pulls a task before the project's start."""
    from_finish: bool = False
    """Scheduled back from `Plan.must_finish`: the project starts as late as its tasks permit."""
    lag_calendar: LagCalendar = LagCalendar.SUCCESSOR
    lag_at_finish: bool = False
    """FF and SF lags are counted from the predecessor (P6); otherwise from the start that the link alone would give."""
    mandatory_only: bool = False
    """Only must-start and must-finish override links; “no later than” moves late dates alone (P6)."""
    float_kind: FloatKind = FloatKind.SMALLEST
    longest_path: bool = False
    """Critical is what lies on the longest path, not what has little float (a P6 option)."""
    late_milestones: LateMilestones = LateMilestones.WORK_STARTS
    """By default plans with `lag_at_finish` follow P6: where work ends, without float at the early date."""


@dataclass(frozen=True)
class Plan:
    """A whole plan. Nothing in it changes: `change` gives a new one."""

    name: str
    start: datetime
    tasks: tuple[Task, ...] = ()
    links: tuple[Link, ...] = ()
    calendars: tuple[Calendar, ...] = (standard_calendar(),)
    calendar: int = 1
    resources: tuple[Resource, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    status_date: datetime | None = None
    options: Options = Options()
    findings: tuple[Finding, ...] = field(default=(), compare=False)
    must_finish: datetime | None = None
    """Late dates are counted from here instead of the computed finish (P6's must finish by)."""
    field_names: tuple[tuple[str, str], ...] = ()
    """What the source calls its extended attributes, as (field id, alias)."""

    @cached_property
    def by_uid(self) -> dict[int, Task]:
        return {task.uid: task for task in self.tasks}

    @cached_property
    def children(self) -> dict[int, list[Task]]:
        kids: dict[int, list[Task]] = {}
        for task in self.tasks:
            if task.parent is not None:
                kids.setdefault(task.parent, []).append(task)
        return kids

    def task(self, uid: int) -> Task:
        """The task with this uid; a KeyError that names it otherwise."""
        try:
            return self.by_uid[uid]
        except KeyError:
            raise KeyError(f"The plan {self.name} has no task with the uid {uid}.") from None

    def named(self, name: str) -> Task:
        """The task with this name, in any case of letters; KeyError without one, ValueError where there are several.

        >>> plan = Plan("Twins", datetime(2026, 3, 2, 8), (Task(4, "Test"), Task(7, "test", id=2)))
        >>> plan.named("Test")
        Traceback (most recent call last):
        ...
        ValueError: 2 tasks are named Test: uid 4, 7 (ID 2). Write the uid of the one that is meant.
        """
        alike = [task for task in self.tasks if task.name.casefold() == name.casefold()]
        if len(alike) > 1:
            which = ", ".join(f"{one.uid}{'' if one.id in (None, one.uid) else f' (ID {one.id})'}" for one in alike)
            text = f"{len(alike)} tasks are named {name}: uid {which}. Write the uid of the one that is meant."
            raise ValueError(text)
        if not alike:
            raise KeyError(f"The plan {self.name} has no task named {name}.")
        return alike[0]


def in_mode(plan: Plan, mode: Mode | str | None) -> Plan:
    """The plan with another answer to what its status date does; unchanged for None."""
    if mode is None or Mode(mode) is plan.options.mode:
        return plan
    return replace(plan, options=replace(plan.options, mode=Mode(mode)))


def days(number: float, minutes_per_day: int = 480) -> float:
    """Working days as minutes.

    >>> days(8)
    3840
    """
    return number * minutes_per_day
