"""How is the plan loaded, changed, reported on, baselined and forecast? The only writers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from golive.engines.schedule import Plan, Windows, change
from golive.foundation import audit
from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations import store
from golive.foundation.implementations.access import seat_of
from golive.foundation.implementations.local_time import aware, naive
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.plain.verdict import Kind, Refusal, require
from golive.registers.plan import forecasting, queries, rules
from golive.registers.plan.importing import readiness
from golive.registers.plan.models import Baseline, Forecast, PlanState, Revision, Slip, Task, Workstream
from golive.registers.plan.revising import revise

audit.verb("plan.loaded", "{by} loaded the plan of {on} from {source}: {tasks} tasks, {changed}")
audit.verb("plan.changed", "{by} changed the plan of {on} in revision {revision}: {what}")
audit.verb("plan.progress", "{by} reported progress on {on}: {what}")
audit.verb("plan.baselined", "{by} took the baseline {on} of revision {revision}")
audit.verb("plan.windows_set", "{by} set the permitted go-live dates of {on}: {windows}")
audit.verb("plan.target_set", "{by} named {task} as the go-live readiness of {on}")
audit.verb("plan.forecast", "{by} computed the forecast of {on}: P50 {p50}, P80 {p80}")
audit.verb("slip.attributed", "{by} put {on} ({days} working days) down to {cause}")
audit.verb("workstream.led", "{by} made {person} lead of {on}")


@transaction.atomic
def load(
    implementation: Implementation,
    plan: Plan,
    *,
    by: Person,
    source: str,
    streams: Mapping[int, str] | None = None,
    because: str = "",
) -> Revision:
    """Make this plan the current one. The first plan becomes baseline BL-001; the same plan again changes nothing.

    ``streams`` maps task uids to the names of their workstreams.
    """
    held, _ = PlanState.objects.select_for_update().get_or_create(implementation=implementation)
    require(rules.may_load(seat_of(by, implementation), tasks=len(plan.tasks)))
    first = held.revision is None
    before = held.revision.number if held.revision else 0
    if held.target_uid is None or held.target_uid not in plan.by_uid:
        held.target_uid = readiness(plan)
        held.save(update_fields=["target_uid"])
    revision = revise(held, plan, by=by, reason="load", because=because, streams=streams, source=source)
    if revision.number == before:
        return revision
    if first:
        _baseline(implementation, revision, by=by, because="As first loaded.", about="")
    changed = "first baseline" if first else f"revision {revision.number}"
    audit.record(
        "plan.loaded", on=implementation, by=by, because=because, source=source, tasks=revision.tasks, changed=changed
    )
    return revision


@transaction.atomic
def apply_patch(
    implementation: Implementation, patch: Mapping[str, Any], *, by: Person, because: str, about: str, cause: str = ""
) -> Baseline:
    """Carry an approved change into the plan and take a new baseline; the caller checked who approved it."""
    held = _held(implementation)
    plan = change(queries.network(implementation), patch)
    revision = revise(held, plan, by=by, reason="change", because=because, about=about, cause=cause or "scope change")
    baseline = _baseline(implementation, revision, by=by, because=because, about=about)
    what = str(patch.get("name") or about)
    audit.record("plan.changed", on=implementation, by=by, because=because, revision=revision.number, what=what)
    return baseline


@transaction.atomic
def edit(
    implementation: Implementation, patch: Mapping[str, Any], *, by: Person, because: str, cause: str = ""
) -> Revision:
    """Change the plan without a new baseline: the difference stays visible as a slip."""
    held = _held(implementation)
    refusals = rules.may_change(seat_of(by, implementation), loaded=held.revision is not None)
    if not because.strip():
        refusals.append(Refusal("plan.because", "The change has no reason.", "Say why.", Kind.INPUT, "because"))
    require(refusals)
    plan = change(queries.network(implementation), patch)
    revision = revise(held, plan, by=by, reason="edit", because=because, cause=cause)
    what = str(patch.get("name") or "edited")
    audit.record("plan.changed", on=implementation, by=by, because=because, revision=revision.number, what=what)
    return revision


@transaction.atomic
def report_progress(
    task: Task,
    *,
    by: Person,
    percent_complete: float | None = None,
    remaining_days: float | None = None,
    actual_start: datetime | None = None,
    actual_finish: datetime | None = None,
    because: str = "",
    cause: str = "",
    version: int | None = None,
) -> Revision:
    """Report what is done and what remains; the dates of everything behind it follow."""
    implementation = task.implementation
    held = _held(implementation)
    seat, now = seat_of(by, implementation), implementation.now()
    require(rules.may_report(seat, percent=percent_complete, actual_finish=actual_finish, now=now))
    store.change(task, version=version)
    values = {
        "percent_complete": percent_complete,
        "remaining_days": remaining_days,
        "actual_start": actual_start and naive(actual_start).isoformat(),
        "actual_finish": actual_finish and naive(actual_finish).isoformat(),
    }
    told = {key: value for key, value in values.items() if value is not None}
    if not told:
        require([Refusal("progress.empty", f"Nothing was reported on {task.ref}.", "Fill in one field.", Kind.INPUT)])
    plan = change(queries.network(implementation), {"set": [{"task": task.uid, **told}]})
    revision = revise(held, plan, by=by, reason="progress", because=because, about=task.ref, cause=cause)
    what = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in told.items())
    audit.record("plan.progress", on=task, by=by, because=because, what=what)
    return revision


@transaction.atomic
def take_baseline(implementation: Implementation, *, by: Person, because: str) -> Baseline:
    """Agree to the plan as it stands. After the first baseline only an approved change may do this."""
    held = _held(implementation)
    refusals = rules.may_change(seat_of(by, implementation), loaded=held.revision is not None)
    if Baseline.objects.filter(implementation=implementation).exists():
        cure = "Raise a change request: its approval takes the new baseline."
        refusals.append(Refusal("baseline.exists", "The plan already has a baseline.", cure))
    require(refusals)
    assert held.revision is not None
    return _baseline(implementation, held.revision, by=by, because=because, about="")


def _baseline(implementation: Implementation, revision: Revision, *, by: Person, because: str, about: str) -> Baseline:
    baseline = Baseline.begin(
        implementation,
        by=by,
        revision=revision,
        because=because,
        about=about,
    )
    audit.record("plan.baselined", on=baseline, by=by, because=because, revision=revision.number)
    return baseline


@transaction.atomic
def set_windows(implementation: Implementation, form: Any, *, by: Person) -> PlanState:
    """Say on which dates go-live is permitted: a list of dates, or ``{"first", "every_days", "until", "closed"}``."""
    held, _ = PlanState.objects.select_for_update().get_or_create(implementation=implementation)
    require(rules.may_change(seat_of(by, implementation), loaded=True))
    try:
        Windows.from_json(form)
    except (ValueError, TypeError, KeyError) as wrong:
        require([Refusal("windows.form", f"The go-live dates cannot be read: {wrong}", "", Kind.INPUT, "windows")])
    held = store.change(held, windows=form)
    if held.revision:
        revise(held, queries.network(implementation), by=by, reason="windows", because="", same=True)
    told = form if isinstance(form, list) else f"every {form.get('every_days', 14)} days from {form['first']}"
    audit.record("plan.windows_set", on=implementation, by=by, windows=told)
    return held


@transaction.atomic
def set_target(implementation: Implementation, uid: int, *, by: Person) -> PlanState:
    """Name the milestone whose finish has to reach a go-live date."""
    held = _held(implementation)
    refusals = rules.may_change(seat_of(by, implementation), loaded=held.revision is not None)
    task = queries.task_of(implementation, uid)
    if task is None:
        problem = f"The plan has no task {uid}."
        refusals.append(Refusal("target.unknown", problem, "Choose a milestone of the plan.", Kind.INPUT, "uid"))
    require(refusals)
    held = store.change(held, target_uid=uid)
    revise(held, queries.network(implementation), by=by, reason="target", because="", same=True)
    audit.record("plan.target_set", on=implementation, by=by, task=task.title if task else uid)
    return held


@transaction.atomic
def recompute(implementation: Implementation, *, by: Person) -> Forecast:
    """Simulate the plan with the risks as they stand, and keep what came out."""
    held = _held(implementation)
    require(rules.may_change(seat_of(by, implementation), loaded=held.revision is not None))
    plan, dates = queries.network(implementation), queries.dates(implementation)
    permitted, drivers = queries.windows(implementation), queries.drivers(implementation)
    runs = int(implementations.value(implementation, rules.ITERATIONS))
    found, milestones = forecasting.run(plan, dates, permitted, drivers, held.target_uid, runs)
    revision = held.revision
    assert revision is not None
    p50, p80 = found.window_at(0.5), found.window_at(0.8)
    forecast = Forecast.objects.create(
        implementation=implementation,
        revision=revision,
        computed_at=implementation.now(),
        computed_by=by,
        inputs_hash=forecasting.inputs_hash(revision.sha256, held.target_uid, held.windows, drivers, runs),
        seed=found.seed,
        iterations=found.iterations,
        finish_at=aware(found.deterministic),
        p10_at=aware(found.p10),
        p50_at=aware(found.p50),
        p80_at=aware(found.p80),
        p90_at=aware(found.p90),
        window_on=revision.window_on,
        p50_window=p50.day if p50 else None,
        p80_window=p80.day if p80 else None,
        slack_days=revision.slack_days,
        chance=forecasting.chance_of(found, implementation.committed_on),
        result=forecasting.kept(found, milestones, implementation.committed_on),
    )
    p50_on, p80_on = (w.day if w else d.date() for w, d in ((p50, found.p50), (p80, found.p80)))
    audit.record("plan.forecast", on=implementation, by=by, p50=p50_on, p80=p80_on)
    return forecast


@transaction.atomic
def attribute(slip: Slip, *, by: Person, cause: str, because: str, version: int | None = None) -> Slip:
    """Name the cause of a slip, with the evidence for it."""
    require(rules.may_attribute(seat_of(by, slip.implementation), cause=cause))
    slip = store.change(slip, version=version, cause=cause, because=because)
    audit.record("slip.attributed", on=slip, by=by, because=because, days=slip.days, cause=cause)
    return slip


@transaction.atomic
def lead(workstream: Workstream, person: Person, *, by: Person, version: int | None = None) -> Workstream:
    """Name the lead of a workstream."""
    require(rules.may_change(seat_of(by, workstream.implementation), loaded=True))
    workstream = store.change(workstream, version=version, lead=person)
    audit.record("workstream.led", on=workstream, by=by, person=person)
    return workstream


def hold(implementation: Implementation) -> None:
    """Lock the plan until the end of this transaction: what is decided on it now is what will be carried out."""
    PlanState.objects.select_for_update().get_or_create(implementation=implementation)


def _held(implementation: Implementation) -> PlanState:
    """The state, locked: two changes of the plan come one after the other."""
    held, _ = PlanState.objects.select_for_update().get_or_create(implementation=implementation)
    if held.revision is None:
        require([rules.no_plan()])
    return held
