"""How much of a task was done by a date, from what the plan records of it?"""

from __future__ import annotations

from datetime import datetime

from golive.engines.schedule.dates.schedule import Schedule
from golive.engines.schedule.findings import Finding, note
from golive.engines.schedule.plan import Baseline, Task


def done_by(dates: Schedule, task: Task, base: Baseline, when: datetime) -> tuple[float, Finding | None]:
    """The share that is done by then, from 0 to 1; a finding where more is recorded than had happened by then.

    What is recorded later grows in a straight line over working time from the actual start to the actual finish, of
    open work to the plan's own status date; without dates of its own, work is taken to have gone as its baseline.
    """
    share = 1.0 if task.complete else task.percent_complete / 100
    until = task.actual_finish or dates.plan.status_date or when
    if share == 0 or (until <= when and (task.actual_start is None or task.actual_start <= when)):
        return share, None
    begun = task.actual_start or base.start or when
    if begun >= when:
        return 0.0, _later(task, f"began on {begun:%d %b %Y}, after the status date; nothing of it counts")
    if task.actual_start is None and base.finish is not None:
        until = max(begun, min(until, base.finish))
    whole = dates.working_days(begun, until)
    part = min(1.0, dates.working_days(begun, when) / whole) if whole > 0 else float(until <= when)
    text = f"has {share:.0%}, recorded after the status date; {share * part:.0%} counts, "
    return share * part, _later(task, text + f"in a straight line from {begun:%d %b %Y} to {until:%d %b %Y}")


def _later(task: Task, text: str) -> Finding:
    return note("earned.later", f"{task} {text}.", "For exact figures take the file as it was then.", task=task.uid)


def without_finish(tasks: list[Task]) -> list[Finding]:
    """Where all is done, the tasks of which nobody recorded when: time then runs on until the status date."""
    if not all(task.complete or task.percent_complete >= 100 for task in tasks):
        return []
    text = "is done, but has no actual finish; the time taken is counted until the status date."
    return [
        note("earned.no_finish", f"{task} {text}", "Record its actual finish.", task=task.uid)
        for task in tasks
        if not task.complete
    ]
