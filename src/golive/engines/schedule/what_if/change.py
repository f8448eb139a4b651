"""What would the plan be after these edits? A new plan; the old one stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from golive.engines.schedule.dates.network import kept_network, network
from golive.engines.schedule.findings import PlanError
from golive.engines.schedule.plan import Constraint, Link, LinkType, Plan, Task
from golive.engines.schedule.what_if.patch import Cut, Edit, NewTask, Patch
from golive.engines.schedule.what_if.patch_json import patch_from_json
from golive.plain.verdict import Kind, Refusal, require


def change(plan: Plan, patch: Patch | Mapping[str, Any]) -> Plan:
    """The plan after a patch, which may be in its JSON form.

    Raises `Refused` with every reason where the patch names unknown tasks or links, leaves a cycle, or makes no sense;
    nothing is half applied.
    """
    if not isinstance(patch, Patch):
        patch = patch_from_json(patch, plan.options.minutes_per_day)
    require(_unknown(plan, patch))
    changed = _linked(_inserted(_edited(_removed(plan, patch), patch), patch), patch)
    changed = replace(changed, findings=())
    try:
        network(changed, like=kept_network(plan))
    except PlanError as wrong:
        require(Refusal(finding.rule, finding.text, finding.cure, Kind.INPUT) for finding in wrong.findings)
    return changed


def _unknown(plan: Plan, patch: Patch) -> list[Refusal]:
    fresh = {new.uid for new in (*patch.add_tasks, *patch.insert) if new.uid is not None}
    gone = set(patch.remove_tasks)
    found = [
        Refusal(
            "patch.task",
            f"The patch names the task {uid} ({where}), which the plan does not have.",
            "Use the uid of a task of the plan.",
            Kind.INPUT,
        )
        for uid, where in _named(patch)
        if (uid not in plan.by_uid or uid in gone)
        and (uid not in fresh or where in ("before", "after", "set"))
        and not (where == "remove_tasks" and uid in plan.by_uid)
    ]
    for uid in sorted(fresh & plan.by_uid.keys()):
        found.append(
            Refusal(
                "patch.uid",
                f"The new task's uid {uid} is taken by {plan.by_uid[uid]}.",
                "Leave the uid out.",
                Kind.INPUT,
            )
        )
    asked = {(cut.pred, cut.succ) for cut in patch.remove_links} | {new.between for new in patch.insert if new.between}
    there = [link for link in plan.links if (link.pred, link.succ) in asked] if asked else []
    pairs = {(link.pred, link.succ) for link in there}
    kinds = {(link.pred, link.succ, link.type) for link in there}
    for cut in patch.remove_links:
        if (cut.pred, cut.succ) not in pairs or (cut.type and (cut.pred, cut.succ, cut.type) not in kinds):
            found.append(Refusal("patch.link", f"There is no link {cut.pred} → {cut.succ} to remove.", "", Kind.INPUT))
    for new in patch.insert:
        if new.between and new.between not in pairs:
            found.append(
                Refusal(
                    "patch.between",
                    f"There is no link {new.between[0]} → {new.between[1]} to insert {new.name} into.",
                    "Name a linked pair.",
                    Kind.INPUT,
                )
            )
    return found + _senseless(plan, patch)


def _senseless(plan: Plan, patch: Patch) -> list[Refusal]:
    found = []
    for edit in patch.set:
        task = plan.by_uid.get(edit.task)
        if task is None:
            continue
        after = replace(task, **edit.fields)
        if after.constraint not in (Constraint.ASAP, Constraint.ALAP) and after.constraint_at is None:
            found.append(
                Refusal(
                    "patch.constraint",
                    f"{task} gets the constraint {after.constraint} without a date.",
                    "Add constraint_at.",
                    Kind.INPUT,
                )
            )
        found += _turned(after, str(task))
        if task.uid in plan.children and "duration_min" in edit.fields:
            found.append(
                Refusal(
                    "patch.summary",
                    f"{task} is a summary; its duration comes from the tasks inside.",
                    "Change one of them.",
                    Kind.INPUT,
                )
            )
    for new in (*patch.add_tasks, *patch.insert):
        found += _turned(Task(uid=0, **{**new.fields, "name": new.name}), new.name)
    return found


def _turned(after: Task, who: str) -> list[Refusal]:
    if not after.reversed:
        return []
    text = f"{who} would finish ({after.actual_finish:%d %b %Y}) before it starts ({after.actual_start:%d %b %Y})."
    return [Refusal("patch.actuals", text, "Correct one of the dates.", Kind.INPUT)]


def _named(patch: Patch) -> list[tuple[int, str]]:
    named = [(uid, "remove_tasks") for uid in patch.remove_tasks]
    named += [(edit.task, "set") for edit in patch.set]
    for link in patch.add_links:
        named += [(link.pred, "add_links"), (link.succ, "add_links")]
    for new in patch.insert:
        named += [(uid, "before") for uid in (new.before,) if uid is not None]
        named += [(uid, "after") for uid in (new.after,) if uid is not None]
    return named


def _removed(plan: Plan, patch: Patch) -> Plan:
    gone = set(patch.remove_tasks)
    if not gone:
        return plan
    for uid in patch.remove_tasks:
        gone |= _under(plan, uid)
    return replace(
        plan,
        tasks=tuple(task for task in plan.tasks if task.uid not in gone),
        links=tuple(link for link in plan.links if link.pred not in gone and link.succ not in gone),
        assignments=tuple(work for work in plan.assignments if work.task not in gone),
    )


def _under(plan: Plan, uid: int) -> set[int]:
    found, stack = set[int](), [uid]
    while stack:
        for child in plan.children.get(stack.pop(), ()):
            found.add(child.uid)
            stack.append(child.uid)
    return found


def _edited(plan: Plan, patch: Patch) -> Plan:
    edits: dict[int, dict[str, Any]] = {}
    for edit in patch.set:
        edits.setdefault(edit.task, {}).update(edit.fields)
    tasks = tuple(_edit(task, edits[task.uid]) if task.uid in edits else task for task in plan.tasks)
    stretched = {
        uid: values["duration_min"] / plan.by_uid[uid].duration_min
        for uid, values in edits.items()
        if "duration_min" in values and plan.by_uid[uid].duration_min
    }
    assignments = tuple(
        replace(work, work_min=work.work_min * stretched[work.task])
        if work.task in stretched and work.work_min is not None
        else work
        for work in plan.assignments
    )
    return replace(plan, tasks=tasks, assignments=assignments if stretched else plan.assignments)


def _edit(task: Task, values: dict[str, Any]) -> Task:
    after = replace(task, **values, stored=None)
    if "duration_min" in values and "remaining_min" not in values and task.remaining_min is not None:
        done = task.duration_min - task.remaining_min
        after = replace(after, remaining_min=max(0, after.duration_min - done))
    if (
        "percent_complete" in values
        and "remaining_min" not in values
        and after.actual_start
        and not after.actual_finish
    ):
        after = replace(after, remaining_min=after.duration_min * (1 - after.percent_complete / 100))
    return after


def _inserted(plan: Plan, patch: Patch) -> Plan:
    free = max((task.uid for task in plan.tasks), default=0) + 1
    free = max([free, *((new.uid or 0) + 1 for new in (*patch.add_tasks, *patch.insert))])
    for new in (*patch.add_tasks, *patch.insert):
        uid = new.uid
        if uid is None:
            uid, free = free, free + 1
        plan = _put(plan, new, uid)
    return plan


def _put(plan: Plan, new: NewTask, uid: int) -> Plan:
    beside = new.before if new.before is not None else new.after
    beside = new.between[1] if new.between else beside
    parent = plan.by_uid[beside].parent if beside is not None else None
    fields = {"parent": parent, **new.fields, "name": new.name}
    task = Task(uid=uid, **fields)
    into, out, kept = _neighbours(plan, new)
    links = [*kept, *(replace(link, succ=uid) for link in into)]
    if beside is not None:
        links += [replace(link, pred=uid) for link in out] or _closing(new, uid)
        if new.after is not None and not into:
            links.append(Link(new.after, uid))
    return replace(plan, tasks=(*plan.tasks, task), links=tuple(links))


def _closing(new: NewTask, uid: int) -> list[Link]:
    if new.before is not None:
        return [Link(uid, new.before)]
    return [Link(uid, new.between[1])] if new.between else []


def _neighbours(plan: Plan, new: NewTask) -> tuple[list[Link], list[Link], list[Link]]:
    """Links that will end at the new task, links that will start from it, and links that stay."""
    fs = LinkType.FS
    into, out, kept = list[Link](), list[Link](), list[Link]()
    for link in plan.links:
        if link.succ == new.before and link.type is fs:
            into.append(link)
        elif link.pred == new.after and link.type is fs:
            out.append(link)
        elif new.between is not None and (link.pred, link.succ) == new.between:
            into.append(link)
        else:
            kept.append(link)
    return into, out, kept


def _linked(plan: Plan, patch: Patch) -> Plan:
    def cut(link: Link) -> bool:
        return any(_cuts(one, link) for one in patch.remove_links)

    links = [link for link in plan.links if not cut(link)] if patch.remove_links else list(plan.links)
    return replace(plan, links=(*links, *(link for link in patch.add_links if link not in links)))


def _cuts(cut: Cut, link: Link) -> bool:
    return (cut.pred, cut.succ) == (link.pred, link.succ) and cut.type in (None, link.type)


__all__ = ["Cut", "Edit", "NewTask", "Patch", "change", "patch_from_json"]
