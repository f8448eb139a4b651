"""What waits for what? The plan as numbered tasks in an order in which every predecessor comes first."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import NamedTuple

from golive.engines.schedule.effective_calendar import Axes, Parts, axes_of
from golive.engines.schedule.findings import Finding, PlanError, error, warning
from golive.engines.schedule.plan import LagKind, Link, LinkType, Plan, Task
from golive.engines.schedule.plan_problems import cycle, identity_problems
from golive.engines.schedule.summary_links import expanded
from golive.plain.working_time import TICKS_PER_MINUTE, NoWorkingTime

FS, SS, FF, SF = range(4)
CODE = {LinkType.FS: FS, LinkType.SS: SS, LinkType.FF: FF, LinkType.SF: SF}


class Wait(NamedTuple):
    """One link seen from one of its ends; ``other`` is the position of the task at the other end."""

    other: int
    type: int
    lag: int
    elapsed: bool
    link: int
    percent: float


@dataclass
class Network:
    """The leaf tasks of a plan in topological order, with their axes, durations and links."""

    plan: Plan
    axes: Axes
    tasks: list[Task]
    position: dict[int, int]
    axis: list[int]
    slack_axis: list[int]
    duration: list[int]
    remaining: list[int]
    parts: list[Parts | None]
    preds: list[list[Wait]]
    succs: list[list[Wait]]
    links: list[Link]
    findings: list[Finding] = field(default_factory=list)

    def finish_of(self, v: int, start: int, duration: int | None = None) -> int:
        """Where work that starts at a point of the task's axis ends."""
        parts = self.parts[v]
        full = self.duration[v]
        if parts is None:
            return start + (full if duration is None else duration)
        times, own = self.axes.times, self.axes.times[self.axis[v]]
        at, share = own.start_at(start), 1.0 if duration is None or not full else duration / full
        ends = (times[a].finish_at(times[a].to_work(at) + round(work * share)) for a, work in parts)
        return max(own.to_work(end) for end in ends)

    def start_of(self, v: int, finish: int, duration: int | None = None) -> int:
        """Where work that ends at a point of the task's axis starts."""
        parts = self.parts[v]
        full = self.duration[v]
        if parts is None:
            return finish - (full if duration is None else duration)
        times, own = self.axes.times, self.axes.times[self.axis[v]]
        at, share = own.finish_at(finish), 1.0 if duration is None or not full else duration / full
        begins = (times[a].start_at(times[a].to_work(at) - round(work * share)) for a, work in parts)
        return min(own.to_work(begin) for begin in begins)


def network(plan: Plan, earliest: dict[int, int] | None = None) -> Network:
    """The network of a plan; PlanError with every duplicate, dangling link and cycle at once.

    ``earliest`` names, for summaries with start links, the child that starts first (found by a first pass).
    """
    problems = identity_problems(plan)
    if problems:
        raise PlanError(problems)
    axes = axes_of(plan)
    leaves, links, findings = expanded(plan, earliest or {})
    ordered, position = _ordered(plan, leaves, links)
    try:
        return _numbered(plan, axes, ordered, position, links, findings)
    except NoWorkingTime as wrong:
        raise PlanError([error("calendar.no_working_time", str(wrong))]) from wrong


def _ordered(plan: Plan, leaves: list[Task], links: list[Link]) -> tuple[list[Task], dict[int, int]]:
    waiting = {task.uid: 0 for task in leaves}
    follow: dict[int, list[int]] = {}
    for link in links:
        waiting[link.succ] += 1
        follow.setdefault(link.pred, []).append(link.succ)
    by_uid = {task.uid: task for task in leaves}
    ready = deque(uid for uid, count in waiting.items() if not count)
    order: list[Task] = []
    while ready:
        uid = ready.popleft()
        order.append(by_uid[uid])
        for succ in follow.get(uid, ()):
            waiting[succ] -= 1
            if not waiting[succ]:
                ready.append(succ)
    if len(order) < len(leaves):
        raise PlanError([cycle(by_uid, {uid for uid, count in waiting.items() if count}, links)])
    return order, {task.uid: position for position, task in enumerate(order)}


def _numbered(
    plan: Plan, axes: Axes, ordered: list[Task], position: dict[int, int], links: list[Link], findings: list[Finding]
) -> Network:
    axis: list[int] = []
    parts: list[Parts | None] = []
    duration: list[int] = []
    remaining: list[int] = []
    for task in ordered:
        own, work = axes.of_task(task)
        axis.append(own)
        parts.append(work)
        full = round(task.duration_min * TICKS_PER_MINUTE)
        duration.append(full)
        remaining.append(full if task.remaining_min is None else round(task.remaining_min * TICKS_PER_MINUTE))
    preds: list[list[Wait]] = [[] for _ in ordered]
    succs: list[list[Wait]] = [[] for _ in ordered]
    for number, link in enumerate(links):
        u, v, code = position[link.pred], position[link.succ], CODE[link.type]
        percent = link.lag if link.lag_kind in (LagKind.PERCENT, LagKind.ELAPSED_PERCENT) else 0.0
        lag = round(duration[u] * percent / 100) if percent else round(link.lag * TICKS_PER_MINUTE)
        if link.lag_kind in (LagKind.PERCENT, LagKind.ELAPSED_PERCENT) and not percent:
            lag = 0
        elapsed = link.lag_kind in (LagKind.ELAPSED, LagKind.ELAPSED_PERCENT)
        preds[v].append(Wait(u, code, lag, elapsed and lag != 0, number, percent))
        succs[u].append(Wait(v, code, lag, elapsed and lag != 0, number, percent))
    slack_axis = [axes.slack_axis(task) for task in ordered]
    findings += [
        warning("task.negative", f"{task} has a negative duration.", "Correct it.", task=task.uid)
        for task in ordered
        if task.duration_min < 0
    ]
    return Network(
        plan, axes, ordered, position, axis, slack_axis, duration, remaining, parts, preds, succs, links, findings
    )
