"""Why does this task start when it does?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from golive.engines.schedule.dates import cpm
from golive.engines.schedule.dates.links_met import Merge, Step, merges_in, steps_into
from golive.engines.schedule.dates.network import FF, FS, SF, SS, Network, Wait
from golive.engines.schedule.dates.rows import ScheduledTask
from golive.engines.schedule.dates.schedule import Schedule, schedule
from golive.engines.schedule.plan import Constraint, Plan
from golive.plain.working_time import TICKS_PER_MINUTE

_LINK_WORD = {FS: "finish-to-start", SS: "start-to-start", FF: "finish-to-finish", SF: "start-to-finish"}
_CONSTRAINT_WORD = {
    Constraint.MSO: "must start on",
    Constraint.MFO: "must finish on",
    Constraint.SNET: "starts no earlier than",
    Constraint.SNLT: "starts no later than",
    Constraint.FNET: "finishes no earlier than",
    Constraint.FNLT: "finishes no later than",
}


@dataclass(frozen=True)
class Explanation:
    """The reasons for a start, nearest first, and the chain of tasks that drives it, first to last.

    ``steps`` holds every link into a task of that chain, with its calendars and its room; ``merges`` the tasks of the
    chain where several links meet.
    """

    task: ScheduledTask
    sentences: tuple[str, ...]
    path: tuple[ScheduledTask, ...]
    steps: tuple[Step, ...] = ()
    merges: tuple[Merge, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(self.sentences)


def explain(plan: Plan | Schedule, uid: int) -> Explanation:
    """Why a task starts when it does, link by link back to the project's start, in plain sentences.

    KeyError names a task that the plan does not schedule; a summary is explained by the task that ends it.
    """
    dates = plan if isinstance(plan, Schedule) else schedule(plan)
    row = dates[uid]
    path = dates.driving_path(uid)
    leaf = path[-1]
    sentences = [] if leaf.uid == uid else [f"{row.name} ends with {leaf.name}, on {say(leaf.finish)}."]
    sentences.append(_reason(dates, leaf.uid))
    sentences += _spare_links(dates, leaf.uid)
    sentences.append(_float(leaf))
    sentences += [_reason(dates, step.uid) for step in reversed(path[:-1])]
    found = [step for one in path for step in steps_into(dates, one.uid)]
    return Explanation(row, tuple(sentences), path, tuple(found), merges_in(found))


def say(at: datetime) -> str:
    """Fri 20 Mar 2026 17:00."""
    return f"{at:%a} {at.day} {at:%b %Y %H:%M}"


def _reason(dates: Schedule, uid: int) -> str:
    v = dates.net.position[uid]
    row, task, driver = dates[uid], dates.net.tasks[v], dates.passes.driver[v]
    if task.actual_finish:
        return f"{task.name} started on {say(row.start)} and finished on {say(row.finish)}: both are recorded."
    head = f"{task.name} starts on {say(row.early_start)}"
    if task.actual_start:
        waits = f", because {_because(dates, v, dates.net.preds[v][driver])}" if driver >= 0 else ""
        return f"{task.name} started on {say(row.start)}: recorded. It should finish on {say(row.finish)}{waits}."
    if driver >= 0:
        wait = dates.net.preds[v][driver]
        return f"{head} because {_because(dates, v, wait)}."
    if driver == cpm.CONSTRAINT and task.constraint_at:
        return f"{head} because it {_CONSTRAINT_WORD[task.constraint]} {say(task.constraint_at)} (constraint)."
    if driver == cpm.STATUS_DATE and dates.status:
        return f"{head} because it has not started and the status date is {say(dates.status)}."
    if driver == cpm.MANUAL:
        return f"{head} because it is scheduled by hand."
    return f"{head} because the project starts on {say(dates.plan.start)} and nothing else holds it."


def _because(dates: Schedule, v: int, wait: Wait) -> str:
    net = dates.net
    before = net.tasks[wait.other]
    known = before.uid >= 0
    name, row = before.name, dates[before.uid] if known else None
    if row is None:
        what = f"the last task waits no longer ({name})"
    elif wait.type in (FS, FF):
        what = f"{name} finishes on {say(row.early_finish)}"
    else:
        what = f"{name} starts on {say(row.early_start)}"
    kind = "" if wait.type == FS and not wait.lag else f" ({_LINK_WORD[wait.type]}{_lag(net, wait)})"
    return f"{what}{kind}{_calendar_gap(dates, v, wait, row)}"


def _lag(net: Network, wait: Wait) -> str:
    if not wait.lag:
        return ""
    minutes = abs(wait.lag) / TICKS_PER_MINUTE
    per_day = 1440 if wait.elapsed else net.plan.options.minutes_per_day
    share = f" = {wait.percent:g} % of its duration" if wait.percent else ""
    kind = "elapsed" if wait.elapsed else "working"
    sign = "plus" if wait.lag > 0 else "minus"
    return f", {sign} {minutes / per_day:g} {kind} {'day' if minutes == per_day else 'days'}{share}"


def _calendar_gap(dates: Schedule, v: int, wait: Wait, row: ScheduledTask | None) -> str:
    if row is None or wait.type != FS or wait.lag or dates.net.duration[v] == 0:
        return ""
    start = dates[dates.net.tasks[v].uid].early_start
    if start.date() == row.early_finish.date():
        return ""
    name = dates.net.axes.times[dates.net.axis[v]].name
    nights = (start.date() - row.early_finish.date()).days
    return f"; {name} has no working time in between" if nights > 1 else ""


def _spare_links(dates: Schedule, uid: int) -> list[str]:
    """The other predecessors: by how much each could be later before it decides."""
    net, v = dates.net, dates.net.position[uid]
    task, driver = net.tasks[v], dates.passes.driver[v]
    if task.actual_start or len(net.preds[v]) < 2:
        return []
    spare = []
    per_day = net.plan.options.minutes_per_day * TICKS_PER_MINUTE
    for place, wait in enumerate(net.preds[v]):
        before = net.tasks[wait.other]
        if place == driver or before.uid < 0:
            continue
        gap = dates.passes.es[v] - cpm.earliest_by(net, dates.known, dates.passes, v, place)
        if gap == 0:
            spare.append(f"{before.name} binds it just as much.")
        elif gap > 0:
            spare.append(f"{before.name} would permit a start {gap / per_day:g} working days earlier.")
    return spare


def _float(row: ScheduledTask) -> str:
    if row.task.complete:
        return f"{row.name} is done and has no float."
    days = row.total_float_days
    if days < 0:
        return f"{row.name} is {-days:g} working days too late for a date that must be met."
    if days == 0:
        return f"{row.name} has no float: every day it slips moves the finish or breaks a date."
    return f"{row.name} can slip {days:g} working days before the finish moves."
