"""How does a job get into the queue, out of it, and back?"""

from __future__ import annotations

import json
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from golive.foundation.jobs import bell, kinds
from golive.foundation.jobs.models import LEASE, OPEN, DueTime, Job, State
from golive.plain.verdict import Refusal, require


def enqueue(
    kind: str,
    *,
    by: Any,
    implementation: Any = None,
    dedupe: str | None = None,
    after: datetime | None = None,
    **args: Any,
) -> Job:
    """Ask for a job; it starts once the surrounding transaction has committed, and never if that is rolled back.

    While a job with the same ``dedupe`` key waits or runs, that one is returned. ``args`` are JSON values; they reach
    the function as ``job.args``. Raises ValueError for an unknown kind, TypeError for what is not JSON.
    """
    kinds.lookup(kind)
    json.dumps(args, allow_nan=False)
    wanted = Job(kind=kind, args=args, by=by, implementation=implementation, dedupe_key=dedupe)
    wanted.run_after = after or timezone.now()
    if dedupe is not None and (there := _open_with(dedupe)):
        return there
    try:
        with transaction.atomic():
            wanted.save(force_insert=True)
    except IntegrityError:
        there = _open_with(dedupe)
        if there is None:
            raise
        return there
    transaction.on_commit(bell.ring)
    return wanted


def _open_with(dedupe: str | None) -> Job | None:
    return Job.objects.filter(dedupe_key=dedupe, state__in=OPEN).first()


def cancel(job: Job, *, by: Any) -> Job:
    """Stop it: at once while it waits, at its next step while it runs. Cancelling twice changes nothing."""
    now = timezone.now()
    waiting = Job.objects.filter(pk=job.pk, state=State.QUEUED)
    if not waiting.update(state=State.CANCELLED, ended_at=now, message=f"Cancelled by {by}"[:300]):
        Job.objects.filter(pk=job.pk, state=State.RUNNING).update(cancel_asked=True)
    job.refresh_from_db()
    return job


def retry(job: Job, *, by: Any) -> Job:
    """Put a failed or cancelled job back into the queue, from the beginning."""
    ended = Job.objects.filter(pk=job.pk, state__in=[State.FAILED, State.CANCELLED])
    fresh = {"attempts": 0, "done": 0, "error": "", "message": "", "cancel_asked": False, "ended_at": None}
    twin = _open_with(job.dedupe_key) if job.dedupe_key else None
    if twin or not ended.update(state=State.QUEUED, run_after=timezone.now(), **fresh):
        state = (twin or Job.objects.get(pk=job.pk)).get_state_display().lower()
        require([Refusal("job.not_ended", f"{job.title} is {state}.", "Only a failed or cancelled job can run again.")])
    transaction.on_commit(bell.ring)
    job.refresh_from_db()
    return job


def claim(lease: timedelta = LEASE) -> Job | None:
    """The next job that is due, or whose worker has fallen silent; None when there is nothing to do."""
    # Looked at without a transaction first: an idle worker must not take SQLite's write lock every second.
    return _claim(lease) if _ready(timezone.now()).exists() else None


@transaction.atomic
def _claim(lease: timedelta) -> Job | None:
    now = timezone.now()
    job = _locked(_ready(now)).first()
    if job is None:
        return None
    resumed = job.state == State.RUNNING
    if resumed and (job.cancel_asked or job.attempts >= kinds.lookup(job.kind).attempts):
        _give_up(job)
        return _claim(lease)
    job.state, job.lease, job.lease_until = State.RUNNING, secrets.token_hex(16), now + lease
    job.attempts, job.started_at = job.attempts + 1, job.started_at or now
    job.message = f"Interrupted and resumed, attempt {job.attempts}" if resumed else ""
    job.save()
    return job


def _ready(now: datetime) -> QuerySet[Job]:
    due = Q(state=State.QUEUED, run_after__lte=now) | Q(state=State.RUNNING, lease_until__lt=now)
    return Job.objects.filter(due, kind__in=kinds.known()).order_by("run_after", "pk")


def _locked(jobs: QuerySet[Job]) -> QuerySet[Job]:
    """Two workers never see the same row: SQLite has one writer at a time, PostgreSQL skips what is locked."""
    if not connection.features.has_select_for_update_skip_locked:
        return jobs
    return jobs.select_for_update(skip_locked=True)


def _give_up(job: Job) -> None:
    job.state = State.CANCELLED if job.cancel_asked else State.FAILED
    if job.state == State.FAILED:
        problem = f"{job.title} was interrupted {job.attempts} times: its worker ended each time while it ran."
        job.error = f"{problem} Try a smaller file or give the server more memory, then run it again."
    job.lease, job.lease_until, job.ended_at = "", None, timezone.now()
    job.save()


def enqueue_due() -> None:
    """Ask for every job that is due by the clock; of several workers one does it."""
    now = timezone.now()
    for schedule in kinds.schedules():
        due, _ = DueTime.objects.get_or_create(kind=schedule.kind, defaults={"next_at": schedule.next_after(now)})
        if due.next_at > now:
            continue
        with transaction.atomic():
            ours = DueTime.objects.filter(kind=schedule.kind, next_at=due.next_at)
            if ours.update(next_at=schedule.next_after(now)):
                enqueue(schedule.kind, by=None, dedupe=f"by the clock: {schedule.kind}")
