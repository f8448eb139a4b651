"""What keeps this plan from being scheduled?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from golive.engines.schedule.findings import Finding, error
from golive.engines.schedule.plan import Link, Plan, Task


def identity_problems(plan: Plan) -> list[Finding]:
    """Duplicate uids, tasks inside themselves, links and parents that do not exist: all of them."""
    return [] if _sound(plan) else _problems(plan)


def _sound(plan: Plan) -> bool:
    """The quick look at a plan in which every task comes after its parent, as all files have them."""
    uids = plan.by_uid
    ends = {link.pred for link in plan.links} | {link.succ for link in plan.links}
    if len(uids) != len(plan.tasks) or min(uids, default=0) < 0 or not ends <= uids.keys():
        return False
    above = set[int | None]([None])
    for task in plan.tasks:
        if task.parent not in above:
            return False
        above.add(task.uid)
    return True


def _problems(plan: Plan) -> list[Finding]:
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


def cycle(by_uid: dict[int, Task], stuck: set[int], links: Sequence[Link]) -> Finding:
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
