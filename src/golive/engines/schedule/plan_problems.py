"""What keeps this plan from being scheduled?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from golive.engines.schedule.findings import Finding, error
from golive.engines.schedule.plan import Link, Plan, Task

LARGEST_UID = (1 << 62) - 1
LONGEST_MIN = 1e9
"""Minutes, or per cent, beyond which a figure cannot be meant: some 1,900 years."""
_FIGURES = {"duration_min": "duration", "remaining_min": "remaining duration", "leveling_delay_min": "levelling delay"}


def identity_problems(plan: Plan) -> list[Finding]:
    """Duplicate uids, tasks inside themselves, links and parents that do not exist: all of them."""
    return [] if _sound(plan) else _problems(plan)


def _sound(plan: Plan) -> bool:
    """The quick look at a plan in which every task comes after its parent, as all files have them."""
    uids = plan.by_uid
    ends = {link.pred for link in plan.links} | {link.succ for link in plan.links}
    if len(uids) != len(plan.tasks) or min(uids, default=0) < 0 or not ends <= uids.keys():
        return False
    if max(uids, default=0) > LARGEST_UID or not figures_fit(plan.tasks, plan.links):
        return False
    above = set[int | None]([None])
    for task in plan.tasks:
        if task.parent not in above:
            return False
        above.add(task.uid)
    return True


def figures_fit(tasks: Iterable[Task], links: Iterable[Link]) -> bool:
    """Whether all lags, durations and estimates are figures that can be meant."""
    lag = LONGEST_MIN
    for link in links:
        if not -lag <= link.lag <= lag:
            return False
    return not any(_misfit(task) for task in tasks)


def _misfit(task: Task) -> bool:
    left, points = task.remaining_min, task.three_point
    return (
        not -LONGEST_MIN <= task.duration_min <= LONGEST_MIN
        or not -LONGEST_MIN <= task.leveling_delay_min <= LONGEST_MIN
        or (left is not None and not 0 <= left <= LONGEST_MIN)
        or (points is not None and not 0 <= points.low <= points.likely <= points.high <= LONGEST_MIN)
    )


def _figure_problems(plan: Plan) -> Iterator[Finding]:
    for task in plan.tasks:
        if not _misfit(task):
            continue
        for field, name in _FIGURES.items():
            value, least = getattr(task, field), 0 if field == "remaining_min" else -LONGEST_MIN
            if value is not None and not least <= value <= LONGEST_MIN:
                cure = f"Write {'0' if least == 0 else f'{least:g}'} to {LONGEST_MIN:g} minutes."
                yield error(f"task.{field}", f"The {name} of {task} is {value:g} minutes.", cure, task=task.uid)
        points = task.three_point
        if points is not None and not 0 <= points.low <= points.likely <= points.high <= LONGEST_MIN:
            shown = ", ".join(f"{value:g}" for value in (points.low, points.likely, points.high))
            cure = "Write low, likely and high, none below 0 or smaller than the one before."
            yield error("task.estimate", f"The estimate of {task} is {shown} minutes.", cure, task=task.uid)
    for link in plan.links:
        if not -LONGEST_MIN <= link.lag <= LONGEST_MIN:
            ends = " → ".join(str(plan.by_uid.get(uid, uid)) for uid in (link.pred, link.succ))
            unit = "per cent" if "percent" in link.lag_kind else "minutes"
            cure = f"Write {-LONGEST_MIN:g} to {LONGEST_MIN:g} {unit}."
            yield error("link.lag", f"The lag of the link {ends} is {link.lag:g} {unit}.", cure, task=link.succ)


def _problems(plan: Plan) -> list[Finding]:
    problems = list(_figure_problems(plan))
    for uid, times in Counter(task.uid for task in plan.tasks).items():
        if times > 1:
            names = ", ".join(task.name for task in plan.tasks if task.uid == uid)
            problems.append(
                error("task.duplicate", f"{times} tasks have the uid {uid}: {names}.", "Give each its own.", task=uid)
            )
    for task in plan.tasks:
        if not 0 <= task.uid <= LARGEST_UID:
            cure = "Use 0 or more." if task.uid < 0 else f"Use {LARGEST_UID} or less."
            problems.append(error("task.uid", f"{task} has the uid {task.uid}.", cure, task=task.uid))
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
