"""Which jobs may this person find again?"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from golive.foundation.implementations import access
from golive.foundation.jobs import kinds
from golive.foundation.jobs.models import Job, State


def visible_to(person: Any) -> QuerySet[Job]:
    """Their own jobs and those of the implementations in which they hold a role, latest first."""
    theirs = Q(by=person) | Q(implementation__in=access.visible_to(person).order_by())
    return Job.objects.filter(theirs).order_by("-pk")


def waiting() -> QuerySet[Job]:
    """Jobs that are due and that no worker has taken, oldest first; for `doctor`."""
    return Job.objects.filter(state=State.QUEUED, run_after__lte=timezone.now()).order_by("run_after", "pk")


def unknown() -> QuerySet[Job]:
    """Open jobs of a kind that this version of golive cannot run."""
    return waiting().exclude(kind__in=kinds.known())
