"""What is a job, and how does it say how far it is?"""

from __future__ import annotations

import threading
import time
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from golive.foundation.jobs import kinds
from golive.foundation.jobs.endings import Cancelled, Interrupted, LeaseLost

LEASE = timedelta(seconds=60)
SECONDS_BETWEEN_WRITES = 0.25


class State(models.TextChoices):
    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


OPEN = (State.QUEUED, State.RUNNING)


class Job(models.Model):
    """Work that goes on while its person does something else; arguments and result are JSON, never pickles."""

    kind = models.CharField(max_length=80)
    args = models.JSONField(default=dict)
    by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    implementation = models.ForeignKey(
        "implementations.Implementation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    message = models.CharField(max_length=300, blank=True)
    result = models.JSONField(null=True)
    # For people: what is wrong, then the cure.
    error = models.TextField(blank=True)
    attempts = models.PositiveIntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)
    dedupe_key = models.CharField(max_length=200, null=True)
    run_after = models.DateTimeField(default=timezone.now)
    # Who runs it now, and until when that counts if nothing more is heard.
    lease = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "run_after"], name="jobs_to_run"),
            models.Index(fields=["by", "-id"], name="jobs_of_person"),
            models.Index(fields=["implementation", "-id"], name="jobs_of_implementation"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["dedupe_key"], condition=Q(state__in=OPEN), name="one_open_job_per_key")
        ]

    _written_at = float("-inf")
    stopping: threading.Event | None = None

    def __str__(self) -> str:
        return f"{self.title} ({self.get_state_display().lower()})"

    @property
    def title(self) -> str:
        """What it does, in words: "Reading plan.xml"."""
        return kinds.lookup(self.kind).title.format_map(_Args(self.args)) if self.kind in kinds.known() else self.kind

    @property
    def open(self) -> bool:
        return self.state in OPEN

    @property
    def percent(self) -> int | None:
        """0 to 100, or None where nobody knows how much there is to do."""
        return min(100, 100 * self.done // self.total) if self.total else None

    def advance(self, done: int, total: int | None = None, message: str = "") -> None:
        """Say how far it is and keep the job ours. Cheap enough to be called for every row.

        Raises Cancelled or Interrupted, which the job lets pass. Not inside a transaction: nobody would see it.
        """
        if self.stopping is not None and self.stopping.is_set():
            raise Interrupted
        if done != total and time.monotonic() - self._written_at < SECONDS_BETWEEN_WRITES:
            return
        self._written_at = time.monotonic()
        self.done, self.total, self.message = done, total, message[:300]
        told = {"done": done, "total": total, "message": self.message, "lease_until": timezone.now() + LEASE}
        if not self.still_ours().update(**told):
            raise LeaseLost
        if self.still_ours().filter(cancel_asked=True).exists():
            raise Cancelled

    def still_ours(self) -> models.QuerySet[Job]:
        """This job as long as no other worker has taken it; empty from then on."""
        return Job.objects.filter(pk=self.pk, state=State.RUNNING, lease=self.lease)


class DueTime(models.Model):
    """When a kind of job is due next by the clock."""

    kind = models.CharField(max_length=80, primary_key=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} at {self.next_at}"


class _Args(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"
