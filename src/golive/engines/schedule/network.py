"""What waits for what? The plan as numbered tasks in an order in which every predecessor comes first."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import NamedTuple

from golive.engines.schedule.effective_calendar import Axes, Parts, axes_of
from golive.engines.schedule.findings import Finding, PlanError, error, note, warning
from golive.engines.schedule.plan import LagKind, Link, LinkType, Plan, Task
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
    problems = _identity_problems(plan)
    if problems:
        raise PlanError(problems)
    axes = axes_of(plan)
    leaves, links, findings = _expanded(plan, earliest or {})
    ordered, position = _ordered(plan, leaves, links)
    try:
        return _numbered(plan, axes, ordered, position, links, findings)
    except NoWorkingTime as wrong:
        raise PlanError([error("calendar.no_working_time", str(wrong))]) from wrong


def is_leaf(plan: Plan, task: Task) -> bool:
    return task.active and not task.summary and task.uid not in plan.children


def _identity_problems(plan: Plan) -> list[Finding]:
    problems = []
    for uid, times in Counter(task.uid for task in plan.tasks).items():
        if times > 1:
            names = ", ".join(task.name for task in plan.tasks if task.uid == uid)
            problems.append(
                error("task.duplicate", f"{times} tasks have the uid {uid}: {names}.", "Give each its own.", task=uid)
            )
    for task in plan.tasks:
        if task.uid < 0:
            problems.append(error("task.uid", f"{task} has the uid {task.uid}.", "Use 0 or more.", task=task.uid))
    problems += _hierarchy_problems(plan)
    for link in plan.links:
        for end, other in ((link.pred, link.succ), (link.succ, link.pred)):
            if end not in plan.by_uid:
                whose = plan.by_uid[other].name if other in plan.by_uid else f"task {other}"
                problems.append(
                    error(
                        "link.dangling",
                        f"{whose} is linked with the task {end}, which does not exist.",
                        "Remove the link or add the task.",
                        task=other,
                    )
                )
    return problems


def _hierarchy_problems(plan: Plan) -> list[Finding]:
    problems, safe = [], set[int]()
    for task in plan.tasks:
        seen: list[int] = []
        at: Task | None = task
        while at is not None and at.uid not in safe:
            if at.uid in seen:
                problems.append(error("task.parents", f"{task} lies inside itself.", "Move it out.", task=task.uid))
                break
            seen.append(at.uid)
            if at.parent is not None and at.parent not in plan.by_uid:
                problems.append(
                    error(
                        "task.parent",
                        f"{at} lies under the task {at.parent}, which does not exist.",
                        "Choose another parent.",
                        task=at.uid,
                    )
                )
                break
            at = plan.by_uid[at.parent] if at.parent is not None else None
        safe.update(seen)
    return problems


def _expanded(plan: Plan, earliest: dict[int, int]) -> tuple[list[Task], list[Link], list[Finding]]:
    """Leaves and links between leaves: a link on a summary becomes links on what lies under it."""
    leaves = [task for task in plan.tasks if is_leaf(plan, task)]
    links: list[Link] = []
    findings: list[Finding] = []
    for number, link in enumerate(plan.links):
        pred, succ = plan.by_uid[link.pred], plan.by_uid[link.succ]
        if is_leaf(plan, pred) and is_leaf(plan, succ):
            links.append(link)
        elif not pred.active or not succ.active:
            idle = succ if pred.active else pred
            findings.append(
                note(
                    "link.inactive",
                    f"The link {pred} → {succ} has no effect: {idle} is inactive.",
                    "Activate the task or link its neighbours directly.",
                    task=idle.uid,
                )
            )
        elif _inside(plan, pred, succ) or _inside(plan, succ, pred):
            raise PlanError(
                [
                    error(
                        "link.own_summary",
                        f"{pred} and {succ} are linked, but one lies inside the other.",
                        "Link the tasks inside the summary.",
                        task=succ.uid,
                    )
                ]
            )
        else:
            joint = _join(plan, link, pred, succ, number, earliest)
            leaves += joint[0]
            links += joint[1]
    return leaves, links, findings


def _inside(plan: Plan, task: Task, summary: Task) -> bool:
    while task.parent is not None:
        if task.parent == summary.uid:
            return True
        task = plan.by_uid[task.parent]
    return False


def leaves_under(plan: Plan, task: Task) -> list[Task]:
    """The active leaf tasks under a summary (or the task itself)."""
    if is_leaf(plan, task):
        return [task]
    found, stack = [], [task]
    while stack:
        for child in plan.children.get(stack.pop().uid, ()):
            if is_leaf(plan, child):
                found.append(child)
            else:
                stack.append(child)
    return found


def _join(
    plan: Plan, link: Link, pred: Task, succ: Task, number: int, earliest: dict[int, int]
) -> tuple[list[Task], list[Link]]:
    before, after = leaves_under(plan, pred), leaves_under(plan, succ)
    if len(before) > 1 and link.type in (LinkType.SS, LinkType.SF):
        before = [plan.by_uid[earliest[pred.uid]]] if pred.uid in earliest else before[:1]
    if len(before) <= 1 or len(after) <= 1:
        return [], [Link(a.uid, b.uid, link.type, link.lag, link.lag_kind) for a in before for b in after]
    # One knot instead of before x after links keeps the network linear in size.
    knot = Task(-number - 1, f"end of {pred.name}", elapsed=True)
    into = [Link(a.uid, knot.uid) for a in before]
    kind = LinkType.FS if link.type is LinkType.FS else LinkType.FF
    return [knot], into + [Link(knot.uid, b.uid, kind, link.lag, link.lag_kind) for b in after]


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
        raise PlanError([_cycle(by_uid, {uid for uid, count in waiting.items() if count}, links)])
    return order, {task.uid: position for position, task in enumerate(order)}


def _cycle(by_uid: dict[int, Task], stuck: set[int], links: list[Link]) -> Finding:
    """One loop among the tasks that never became ready, in the order in which they wait."""
    before: dict[int, int] = {link.succ: link.pred for link in links if link.pred in stuck and link.succ in stuck}
    path: list[int] = []
    seen: set[int] = set()
    at = min(before)
    while at not in seen:
        seen.add(at)
        path.append(at)
        at = before[at]
    loop = path[path.index(at) :][::-1]
    loop = loop[loop.index(min(loop)) :] + loop[: loop.index(min(loop))]
    names = " → ".join(str(by_uid[uid]) for uid in [*loop, loop[0]] if uid >= 0 or len(loop) == 1)
    return error(
        "link.cycle", f"Tasks wait for each other in a circle: {names}.", "Remove one of these links.", task=loop[0]
    )


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
