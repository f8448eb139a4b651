"""What are the leaf tasks and links of a plan in its own order, and what of it stays when the plan is edited?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from golive.engines.schedule.dates.columns import Columns, Ints, columns_of, special, summary_limits
from golive.engines.schedule.dates.effective_calendar import Axes, Parts
from golive.engines.schedule.dates.linked import Ties, ties_like, ties_of
from golive.engines.schedule.dates.summary_links import expanded
from golive.engines.schedule.findings import Finding
from golive.engines.schedule.plan import Link, Plan, Task
from golive.engines.schedule.plan_problems import LARGEST_UID, figures_fit

Parted = list[Parts | None]


@dataclass
class Sheet:
    """Leaf tasks and links between them, as columns in the order of the plan; ``index`` gives the row of a uid."""

    tasks: tuple[Task, ...]
    axes: Axes
    leaves: list[Task]
    index: dict[int, int]
    columns: Columns
    parts: Parted
    links: Sequence[Link]
    ties: Ties
    findings: list[Finding]
    plainly_linked: bool
    row_of_task: list[int] | None = None
    """The row of each task of the plan, -1 for those that are no leaves; None where that is simply its number."""

    @cached_property
    def link_rows(self) -> dict[int, int]:
        """The row of each link, by its id; the links stay alive with the sheet."""
        return {id(link): row for row, link in enumerate(self.links)}


def sheet_of(plan: Plan, axes: Axes, earliest: dict[int, int]) -> Sheet:
    """The sheet of a whole plan."""
    leaves, links, findings = expanded(plan, earliest)
    index = {task.uid: i for i, task in enumerate(leaves)}
    columns, parts = columns_of(axes, leaves)
    columns["above"], columns["cap"] = summary_limits(plan, axes, leaves, columns["axis"].tolist())
    columns["special"] = special(columns)
    rows = None if len(leaves) == len(plan.tasks) else [index.get(task.uid, -1) for task in plan.tasks]
    plain = len(links) == len(plan.links) and len(leaves) <= len(plan.tasks) and not findings
    plain = plain and all(map(lambda one, other: one is other, links, plan.links))
    kept: Sequence[Link] = plan.links if plain else links
    return Sheet(plan.tasks, axes, leaves, index, columns, parts, kept, ties_of(kept, index), findings, plain, rows)


def edited_sheet(old: Sheet, plan: Plan) -> Sheet | None:
    """The sheet of a plan in which few tasks and links differ from the old one; None where it must be made afresh."""
    tasks, before = plan.tasks, old.tasks
    if not old.plainly_linked or len(tasks) < len(before) or not old.axes.serve(plan):
        return None
    changed = [i for i, pair in enumerate(zip(before, tasks, strict=False)) if pair[0] is not pair[1]]
    if not all(_same_place(before[i], tasks[i]) for i in changed) or not _can_join(old, tasks[len(before) :]):
        return None
    if not figures_fit([*(tasks[i] for i in changed), *tasks[len(before) :]], ()):
        return None
    rows = old.row_of_task
    edited = [(i if rows is None else rows[i], tasks[i]) for i in changed]
    sheet = _with_tasks(old, plan, [pair for pair in edited if pair[0] >= 0], tasks[len(before) :])
    if plan.links is old.links:
        return sheet
    if not figures_fit((), (link for link in plan.links if id(link) not in old.link_rows)):
        return None
    try:
        return replace(sheet, links=plan.links, ties=ties_like(old.ties, old.link_rows, plan.links, sheet.index))
    except KeyError:  # a link on a summary or on nothing
        return None


def _same_place(one: Task, other: Task) -> bool:
    return (
        one.uid == other.uid
        and one.parent == other.parent
        and one.active == other.active
        and one.summary == other.summary
        and one.kind is other.kind
        and (not one.summary or (one.constraint_at == other.constraint_at and one.constraint is other.constraint))
    )


def _can_join(old: Sheet, new: Sequence[Task]) -> bool:
    """Whether tasks may be added at the end as leaves, under nothing or under what is a summary already."""
    if not new:
        return True
    uids, parents = [task.uid for task in new], {task.parent for task in new} - {None}
    there = {task.uid for task in old.tasks if task.uid in parents or task.uid in uids}
    return (
        len(set(uids)) == len(uids)
        and 0 <= min(uids) <= max(uids) <= LARGEST_UID
        and not there.intersection(uids)
        and parents <= there
        and not parents & old.index.keys()
        and all(task.active and not task.summary and not task.spans for task in new)
    )


def _with_tasks(old: Sheet, plan: Plan, edited: Sequence[tuple[int, Task]], new: Sequence[Task]) -> Sheet:
    leaves, index, columns = [*old.leaves, *new], old.index, old.columns
    if new:
        index = {**index, **{task.uid: len(old.leaves) + i for i, task in enumerate(new)}}
    rows = [row for row, _ in edited] + list(range(len(old.leaves), len(leaves)))
    parts = [*old.parts, *([None] * len(new))]
    if rows:
        some, their_parts = columns_of(old.axes, [*(task for _, task in edited), *new])
        lines = [*(task for _, task in edited), *new]
        some["above"], some["cap"] = summary_limits(plan, old.axes, lines, some["axis"].tolist())
        some["special"] = special(some)
        columns = {name: _longer(column, len(leaves)) for name, column in columns.items()}
        for name, column in columns.items():
            column[rows] = some[name]
        for row, task, part in zip(rows, lines, their_parts, strict=True):
            leaves[row], parts[row] = task, part
    numbers = old.row_of_task
    if new and numbers is not None:
        numbers = [*numbers, *range(len(old.leaves), len(leaves))]
    return Sheet(plan.tasks, old.axes, leaves, index, columns, parts, old.links, old.ties, old.findings, True, numbers)


def _longer(column: Ints, size: int) -> Ints:
    longer = np.empty(size, dtype=np.int64)
    longer[: len(column)] = column
    return longer
