"""Which rule of MPXJ's own explains where its dates differ? Plans in which that rule, and nothing else, is followed.

A difference counts as explained only where it goes away once the rule is followed: everything that depends on the
tasks concerned is still computed by us.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time

from golive.engines.schedule import Constraint, Link, LinkType, Plan, Schedule, Task, schedule

Theirs = dict[str, list[str]]
"""By uid: early start, early finish, late start, late finish, critical."""

RULES = {
    "before_start": "a link may pull before the project's start (a finish-to-finish link may not); here none may",
    "midnight": "counted back from midnight over a break, work lands on the day after; here on the day before",
    "late_milestone": "a milestone without float is late at the end of the work before it, so that what it waits for "
    "has negative float though nothing asks for an earlier date; here where work starts, and no float is negative",
}


def before_start(dates: Schedule, theirs: Theirs) -> Plan:
    """Links pull before the start, finish-to-finish links no further than it."""
    plan = dates.plan
    opening = Task(max(plan.by_uid, default=0) + 1, "Project start", 0, milestone=True)
    ended = sorted({link.succ for link in plan.links if link.type is LinkType.FF})
    free = replace(plan.options, floor_at_project_start=False)
    links = (*plan.links, *(Link(opening.uid, uid) for uid in ended))
    return replace(plan, tasks=(*plan.tasks, opening), links=links, options=free)


def midnight(dates: Schedule, theirs: Theirs) -> Plan:
    """Tasks that end by a link from midnight start where MPXJ has them start."""
    plan = dates.plan

    def at_midnight(link: Link) -> bool:
        if link.type not in (LinkType.FF, LinkType.SF) or link.pred not in dates:
            return False
        row = dates[link.pred]
        return (row.early_finish if link.type is LinkType.FF else row.early_start).time() == time(0)

    moved = {link.succ for link in plan.links if at_midnight(link)}

    def pinned(task: Task) -> Task:
        if task.uid not in moved or task.constraint is not Constraint.ASAP or task.actual_start:
            return task
        at = datetime.fromisoformat(theirs[str(task.uid)][0])
        return replace(task, constraint=Constraint.SNET, constraint_at=at) if at > dates[task.uid].early_start else task

    return replace(plan, tasks=tuple(map(pinned, plan.tasks)))


def late_milestone(dates: Schedule, theirs: Theirs) -> Plan:
    """What a milestone without float waits for must be done when MPXJ has it done."""
    net, found = dates.net, dates.passes
    early = {
        net.tasks[wait.other].uid
        for v in range(len(net.tasks))
        if net.duration[v] == 0 and found.side[v] and found.lf[v] == found.ef[v]
        for wait in net.preds[v]
    }

    def due(task: Task) -> Task:
        by = theirs.get(str(task.uid), [""] * 4)[3] if task.uid in early else ""
        at = datetime.fromisoformat(by) if by else None
        return replace(task, deadline=at) if at and at < dates[task.uid].late_finish else task

    return replace(dates.plan, tasks=tuple(map(due, dates.plan.tasks)))


_FOLLOWED: dict[str, Callable[[Schedule, Theirs], Plan]] = {
    "before_start": before_start,
    "midnight": midnight,
    "late_milestone": late_milestone,
}


def followed(dates: Schedule, theirs: Theirs) -> list[tuple[str, Schedule]]:
    """Our dates with one rule of MPXJ's after the other followed as well."""
    steps = []
    for name, rule in _FOLLOWED.items():
        dates = schedule(rule(dates, theirs))
        steps.append((name, dates))
    return steps
