"""How long did a finished project take, against its own plan?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from golive.engines.schedule.dates.schedule import Schedule, schedule
from golive.engines.schedule.findings import Finding, PlanError, error
from golive.engines.schedule.plan import Baseline, Plan, Stored, Task

FAR = timedelta(days=20 * 365)
"""So far from the others no date of a project is meant."""
EVERYTHING = "all"
"""The reference class of projects that were given none."""


@dataclass(frozen=True)
class FinishedProject:
    """A plan as it stood at the start, and the working days from first start to last finish, planned and real."""

    name: str
    plan: Plan = field(repr=False)
    planned_days: float
    actual_days: float
    kind: str = EVERYTHING
    source: str = ""

    @property
    def ratio(self) -> float:
        """Actual over planned: 1 is on time, 1.25 a quarter late."""
        return self.actual_days / self.planned_days


def finished(
    name: str,
    plan: Plan,
    planned: tuple[datetime, datetime] | None,
    actual: tuple[datetime, datetime] | float,
    kind: str = EVERYTHING,
    source: str = "",
) -> FinishedProject:
    """The finished project; PlanError where plan or reality took no time.

    ``planned`` is the baseline's first start and last finish, the schedule's where there is none; ``actual`` the
    recorded ones, or working days.
    """
    dates = schedule(plan)
    days = _days(dates, planned or (dates.start, dates.finish))
    took = actual if isinstance(actual, float) else _days(dates, actual)
    for what, found in (("its plan", days), ("it", took)):
        if found <= 0:
            text = f"{name}: {what} took {found:g} working days."
            raise PlanError([error("calibrate.empty", text, "Check its dates and durations.")])
    if _days(dates, (dates.start, dates.finish)) <= 0:
        raise PlanError([error("calibrate.empty", f"{name}: its tasks have no durations.", "Give them durations.")])
    return FinishedProject(name, plan, days, took, kind, source)


def _days(dates: Schedule, ends: tuple[datetime, datetime]) -> float:
    return float(dates.working_days(*ends))


def far(name: str, what: str, when: str) -> Finding:
    """What is said of a date that no project reaches."""
    text = f"{name}: the {what}, {when}, is decades from the other dates."
    return error("calibrate.far", text, "Correct the year.")


def strays(name: str, near: datetime, tasks: Iterable[Task]) -> list[Finding]:
    """The recorded dates twenty years and more from the plan's."""
    return [
        far(name, f"actual {what} of {task}", f"{at:%Y-%m-%d}")
        for task in tasks
        for what, at in (("start", task.actual_start), ("finish", task.actual_finish))
        if at is not None and abs(at - near) > FAR
    ]


def from_plan(plan: Plan, name: str = "", kind: str = EVERYTHING, source: str = "") -> FinishedProject:
    """A plan file that holds baseline and actuals; PlanError says which of them it lacks."""
    name = name or plan.name
    leaves = leaves_of(plan)
    base = {task.uid: task.baselines[0] for task in leaves if task.baselines}
    wrong = []
    if not any(one.start and one.finish for one in base.values()):
        text = f"{name} has no baseline, so nobody knows what was planned."
        wrong.append(error("calibrate.baseline", text, "Take a file whose baseline was saved at the start."))
    open_ = [task for task in leaves if task.actual_finish is None]
    if open_:
        text = f"{name} is not finished: {len(open_)} of {len(leaves)} tasks have no actual finish, such as {open_[0]}."
        wrong.append(error("calibrate.unfinished", text, "Record the actual finishes, or leave the file out."))
    planned = _ends((one.start for one in base.values()), (one.finish for one in base.values()))
    if planned is not None:
        wrong += strays(name, planned[0], leaves)
    if wrong:
        raise PlanError(wrong)
    begun = (task.actual_start or task.start or task.actual_finish for task in leaves)
    actual = _ends(begun, (task.actual_finish for task in leaves))
    assert actual is not None and planned is not None
    return finished(name, as_planned(plan, base, planned[0]), planned, actual, kind, source)


def from_pair(plan: Plan, done: Plan, name: str, kind: str = EVERYTHING, source: str = "") -> FinishedProject:
    """Two files: the plan at the start, and the one that says how it went.

    Where the second records an actual at all it has to record every finish; its dates are taken where it records none.
    """
    leaves = leaves_of(done)
    undone = [task for task in leaves if task.actual_finish is None]
    wrong = strays(name, plan.start, leaves)
    if undone and any(task.actual_start or task.actual_finish for task in leaves):
        wrong += unfinished(name, undone, len(leaves)).findings
    if wrong:
        raise PlanError(wrong)
    kept = [task.stored or Stored() for task in leaves]
    begun = (task.actual_start or task.start or own.start for task, own in zip(leaves, kept, strict=True))
    ended = (task.actual_finish or task.finish or own.finish for task, own in zip(leaves, kept, strict=True))
    actual = _ends(begun, ended)
    if actual is None:
        raise PlanError([error("calibrate.unfinished", f"{name} has no actual dates.", "Record starts and finishes.")])
    return finished(name, as_planned(plan, {}, plan.start), None, actual, kind, source)


def unfinished(name: str, undone: Sequence[object], of: int) -> PlanError:
    """What is said of a project of which tasks have no actuals, some of ``of``."""
    text = f"{name} is not finished: {len(undone)} of {of} tasks have no actual finish, such as {undone[0]}."
    return PlanError([error("calibrate.unfinished", text, "Record them, or leave the project out.")])


def leaves_of(plan: Plan) -> list[Task]:
    """The tasks in which work is done."""
    return [task for task in plan.tasks if not task.summary and task.uid not in plan.children and task.active]


def _ends(starts: Iterable[datetime | None], finishes: Iterable[datetime | None]) -> tuple[datetime, datetime] | None:
    begun, ended = [at for at in starts if at], [at for at in finishes if at]
    return (min(begun), max(ended)) if begun and ended else None


def as_planned(plan: Plan, base: dict[int, Baseline], start: datetime) -> Plan:
    """Durations of the baseline, nothing recorded."""
    tasks = tuple(_forgetting(task, base.get(task.uid)) for task in plan.tasks)
    return replace(plan, start=start, tasks=tasks, assignments=(), status_date=None)


def _forgetting(task: Task, base: Baseline | None) -> Task:
    duration = task.duration_min if base is None or base.duration_min is None else base.duration_min
    return replace(
        task,
        duration_min=duration,
        actual_start=None,
        actual_finish=None,
        remaining_min=None,
        resume=None,
        percent_complete=0,
    )
