"""Which dates should nobody believe: work left in the past, work begun before it could?"""

from __future__ import annotations

from collections.abc import Iterator

from golive.engines.schedule.dates.cpm import Given, Passes
from golive.engines.schedule.dates.network import FF, FS, Network
from golive.engines.schedule.dates.work import NONE
from golive.engines.schedule.findings import Finding, note, warning
from golive.engines.schedule.plan import Mode, Plan
from golive.plain.working_time import from_ticks, to_ticks


def in_the_past(plan: Plan, net: Network, found: Passes, mode: Mode) -> Iterator[Finding]:
    """Tasks that have not started and are planned before the status date, since the mode leaves them there."""
    status = plan.status_date
    if status is None or mode is not Mode.AS_MS_PROJECT:
        return
    for v, task in enumerate(net.tasks):
        if task.uid < 0 or task.actual_finish or task.actual_start:
            continue
        start = from_ticks(net.axes.times[net.axis[v]].start_at(found.es[v]))
        if start < status:
            yield warning(
                "task.past",
                f"{task} has not started but is planned before the status date {status:%d %b %Y}.",
                "Record its actual start, or reschedule it.",
                task=task.uid,
            )


def out_of_sequence(net: Network, known: Given, found: Passes) -> Iterator[Finding]:
    """Tasks that started before the predecessor they wait for had finished."""
    work = net.lists
    for v, task in enumerate(net.tasks):
        if work.begun[v] == NONE or task.actual_start is None:
            continue
        for wait in net.preds[v]:
            before = net.tasks[wait.other]
            if wait.type not in (FS, FF) or before.uid < 0 or wait.lag < 0:
                continue
            if wait.type == FF and task.actual_finish is None:
                continue
            mine = task.actual_start if wait.type == FS else task.actual_finish
            theirs = net.axes.times[net.axis[wait.other]].finish_at(found.ef[wait.other])
            late = before.actual_finish is None or before.actual_finish > (mine or before.actual_finish)
            if mine is not None and late and to_ticks(mine) < theirs:
                held = known.mode is Mode.RETAINED and task.actual_finish is None
                yield note(
                    "task.out_of_sequence",
                    f"{task} {'started' if wait.type == FS else 'finished'} on {mine:%d %b %Y}, before {before} had "
                    f"finished{'; what remains waits for it' if held else ''}.",
                    "Correct the recorded dates or the link.",
                    task=task.uid,
                )
