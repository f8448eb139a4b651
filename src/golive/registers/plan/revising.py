"""How does the next revision come about, and which slip does it leave in the ledger?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from golive.engines.schedule import Plan, Schedule, schedule
from golive.foundation.implementations import store
from golive.foundation.implementations.local_time import aware, naive
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.registers.plan import content, queries
from golive.registers.plan.models import PlanState, Revision, Slip, Task, Workstream
from golive.registers.plan.projection import project


def revise(
    held: PlanState,
    plan: Plan,
    *,
    by: Person,
    reason: str,
    because: str,
    about: str = "",
    cause: str = "",
    streams: Mapping[int, str] | None = None,
    source: str = "",
    same: bool = False,
) -> Revision:
    """Make the next revision current, bring the rows along, and enter a slip if go-live moved.

    The same content makes no new revision, unless ``same`` says that windows or target changed around it.
    """
    implementation, before = held.implementation, held.revision
    packed = content.dump(plan)
    sha256 = content.digest(packed)
    if before is not None and before.sha256 == sha256 and not same:
        return before
    dates = schedule(plan)
    queries.keep(sha256, plan, dates)
    finish = finish_of(dates, held.target_uid)
    permitted = queries.windows(implementation)
    snapped = permitted.snap(finish) if permitted else None
    revision = Revision.objects.create(
        implementation=implementation,
        number=(before.number if before else 0) + 1,
        content=packed,
        sha256=sha256,
        reason=reason,
        because=because,
        about=about,
        made_at=implementation.now(),
        made_by=by,
        tasks=len(plan.tasks),
        finish_at=aware(finish),
        window_on=snapped.window.day if snapped and snapped.window else None,
        slack_days=snapped.slack_days(dates.calendar, plan.options.minutes_per_day) if snapped else None,
    )
    driving = {row.uid for row in dates.driving_path(held.target_uid)}
    rows = _streams(implementation, streams, by) if streams is not None else _kept_streams(implementation, plan)
    project(implementation, dates, driving, rows, by=by, source=source)
    store.change(held, revision=revision)
    if before is not None and before.finish_at is not None and not same:
        _slip(before, revision, dates, by=by, because=because, about=about, cause=cause)
    return revision


def finish_of(dates: Schedule, target: int | None) -> datetime:
    """The finish that has to reach a go-live date."""
    return dates[target].finish if target is not None and target in dates else dates.finish


def _slip(
    before: Revision, after: Revision, dates: Schedule, *, by: Person, because: str, about: str, cause: str
) -> None:
    assert before.finish_at is not None and after.finish_at is not None
    days = dates.working_days(naive(before.finish_at), naive(after.finish_at))
    if days == 0 and before.window_on == after.window_on:
        return
    implementation = after.implementation
    Slip.begin(
        implementation,
        by=by,
        revision=after,
        from_at=before.finish_at,
        to_at=after.finish_at,
        days=days,
        from_window=before.window_on,
        to_window=after.window_on,
        cause=cause or "unforeseen",
        because=because,
        about=about,
    )


def _streams(implementation: Implementation, names: Mapping[int, str], by: Person) -> dict[int, Workstream]:
    """The workstream of each task by uid; names that are new become workstreams."""
    known = {stream.title: stream for stream in Workstream.objects.filter(implementation=implementation)}
    for name in dict.fromkeys(names.values()):
        if name and name not in known:
            known[name] = Workstream.begin(
                implementation,
                by=by,
                title=name[:120],
            )
    return {uid: known[name] for uid, name in names.items() if name}


def _kept_streams(implementation: Implementation, plan: Plan) -> dict[int, Workstream]:
    """The streams as they were; a task that is new takes the stream of its nearest ancestor that has one."""
    rows = Task.objects.filter(implementation=implementation).exclude(workstream=None).select_related("workstream")
    held = {task.uid: task.workstream for task in rows if task.workstream}
    for task in plan.tasks:
        above = task.parent
        while task.uid not in held and above is not None:
            if above in held:
                held[task.uid] = held[above]
            above = plan.by_uid[above].parent
    return held
