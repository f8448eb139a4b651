"""What does the house do by itself every night?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from golive.foundation import audit
from golive.foundation.jobs.kinds import every, kind
from golive.foundation.jobs.models import OPEN, Job

ENDED_JOBS_ARE_KEPT = timedelta(days=30)


@every("daily", at="02:10")
@kind("audit.anchor", title="Noting the end of the audit log")
def note_anchor(job: Job) -> dict[str, str]:
    """Once a day, so that at most a day's entries are younger than the last anchor."""
    return {"anchor": audit.anchor()}


@every("daily", at="02:20")
@kind("jobs.forget", title="Forgetting jobs that ended long ago")
def forget(job: Job) -> Callable[[], dict[str, int]]:
    """Results and messages may name people, and nobody looks for them after a month."""
    old = Job.objects.exclude(state__in=OPEN).filter(ended_at__lt=timezone.now() - ENDED_JOBS_ARE_KEPT)
    return lambda: {"forgotten": old.delete()[0]}
