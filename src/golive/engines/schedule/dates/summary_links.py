"""What does a link on a summary bind?"""

from __future__ import annotations

from golive.engines.schedule.findings import Finding, PlanError, error, note
from golive.engines.schedule.plan import Kind, Link, LinkType, Plan, Task


def is_leaf(plan: Plan, task: Task) -> bool:
    """Whether a task is scheduled by itself: active, no summary, and not spanning what others do."""
    return task.active and not task.summary and not task.spans and task.uid not in plan.children


def expanded(plan: Plan, earliest: dict[int, int]) -> tuple[list[Task], list[Link], list[Finding]]:
    """Leaves and links between leaves: a link on a summary becomes links on what lies under it."""
    kids, plain = plan.children, Kind.TASK
    leaves = [
        t for t in plan.tasks if t.active and not t.summary and (t.kind is plain or not t.spans) and t.uid not in kids
    ]
    links: list[Link] = []
    findings: list[Finding] = []
    alone = {task.uid for task in leaves}
    for number, link in enumerate(plan.links):
        if link.pred in alone and link.succ in alone:
            links.append(link)
            continue
        pred, succ = plan.by_uid[link.pred], plan.by_uid[link.succ]
        if pred.spans or succ.spans:
            continue
        if not pred.active or not succ.active:
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
