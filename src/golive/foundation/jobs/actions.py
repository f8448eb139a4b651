"""How does a person stop a job or have it done again, and who may?"""

from __future__ import annotations

from django.db import transaction

from golive.foundation import audit
from golive.foundation.implementations.access import seat_of
from golive.foundation.jobs import queue, rules
from golive.foundation.jobs.models import Job
from golive.foundation.people.models import Person
from golive.plain.seat import Seat
from golive.plain.verdict import require

audit.verb("job.stopped", "{by} asked that the job “{title}” stop")
audit.verb("job.repeated", "{by} had the job “{title}” done again")


def _seat(job: Job, by: Person) -> Seat:
    """A job of no implementation belongs to whoever asked for it, and nobody else has a seat there."""
    return seat_of(by, job.implementation) if job.implementation else Seat(by.pk, by.name, 0, frozenset())


@transaction.atomic
def stop(job: Job, *, by: Person) -> Job:
    """At once while it waits, at its next step while it runs."""
    require(rules.may_stop(_seat(job, by), owner=job.by_id))
    if job.open and not job.cancel_asked:
        queue.cancel(job, by=by)
        audit.record("job.stopped", on=job, by=by, title=job.title)
    return job


@transaction.atomic
def repeat(job: Job, *, by: Person) -> Job:
    """From the beginning; only a job that failed or was stopped."""
    require(rules.may_stop(_seat(job, by), owner=job.by_id))
    queue.retry(job, by=by)
    audit.record("job.repeated", on=job, by=by, title=job.title)
    return job
