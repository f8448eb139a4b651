"""What is planned, in which revision, with which baseline, what does the forecast say, and what slipped why?"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from golive.foundation.register_kit.models import Record
from golive.registers.plan.rules import CAUSES


class Workstream(Record):
    """A stream of work with a lead; the status report has one line for each."""

    PREFIX = "WS"
    REGISTER = "plan/workstreams"

    title = models.CharField(max_length=120)
    lead = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        pass


class Revision(models.Model):
    """The whole plan at one time. Never changed: each edit makes the next one."""

    implementation = models.ForeignKey("implementations.Implementation", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    reason = models.CharField(max_length=20)
    because = models.TextField(blank=True)
    about = models.CharField(max_length=20, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    tasks = models.PositiveIntegerField(default=0)
    finish_at = models.DateTimeField(null=True)
    window_on = models.DateField(null=True)
    slack_days = models.IntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["implementation", "number"], name="one_revision_per_number")]

    def __str__(self) -> str:
        return f"revision {self.number}"


class PlanState(models.Model):
    """Which revision counts, which milestone is go-live readiness, and on which dates go-live is permitted."""

    implementation = models.OneToOneField("implementations.Implementation", on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey("plan.Revision", null=True, on_delete=models.PROTECT, related_name="+")
    target_uid = models.IntegerField(null=True)
    windows = models.JSONField(null=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"plan of {self.implementation_id}"


class Task(Record):
    """One row of the current revision with its computed dates: what lists, searches and reports read."""

    PREFIX = "T"
    REGISTER = "plan"
    KINDS = [("task", "Task"), ("milestone", "Milestone"), ("summary", "Summary")]

    uid = models.IntegerField()
    row = models.PositiveIntegerField()
    wbs = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=400)
    level = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=KINDS, default="task")
    workstream = models.ForeignKey("plan.Workstream", null=True, on_delete=models.PROTECT, related_name="+")
    owner = models.CharField(max_length=200, blank=True)
    start = models.DateTimeField(null=True)
    finish = models.DateTimeField(null=True)
    late_finish = models.DateTimeField(null=True)
    baseline_start = models.DateTimeField(null=True)
    baseline_finish = models.DateTimeField(null=True)
    deadline = models.DateTimeField(null=True)
    actual_start = models.DateTimeField(null=True)
    actual_finish = models.DateTimeField(null=True)
    duration_days = models.FloatField(default=0)
    total_float_days = models.FloatField(null=True)
    percent_complete = models.FloatField(default=0)
    critical = models.BooleanField(default=False)
    driving = models.BooleanField(default=False)
    gone = models.BooleanField(default=False)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["implementation", "uid"], name="one_task_per_uid"),
        ]
        indexes = [
            models.Index(fields=["implementation", "gone", "row"]),
            models.Index(fields=["implementation", "kind", "finish"]),
            models.Index(fields=["implementation", "actual_finish", "baseline_finish"]),
        ]

    @property
    def days_late(self) -> int | None:
        """Calendar days that the finish lies after its baseline; None without a baseline."""
        if self.baseline_finish is None or self.finish is None:
            return None
        return (self.finish.date() - self.baseline_finish.date()).days


class Baseline(Record):
    """The plan that everybody agreed to, as it was then."""

    PREFIX = "BL"
    REGISTER = "plan/baselines"

    revision = models.ForeignKey("plan.Revision", on_delete=models.PROTECT, related_name="+")
    because = models.TextField(blank=True)
    about = models.CharField(max_length=20, blank=True)

    class Meta(Record.Meta):
        pass


class Forecast(models.Model):
    """What thousands of simulated plans say about go-live. Kept for good: the trend is read from it."""

    implementation = models.ForeignKey("implementations.Implementation", on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey("plan.Revision", on_delete=models.PROTECT, related_name="+")
    computed_at = models.DateTimeField()
    computed_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    inputs_hash = models.CharField(max_length=64)
    seed = models.BigIntegerField()
    iterations = models.PositiveIntegerField()
    finish_at = models.DateTimeField()
    p10_at = models.DateTimeField()
    p50_at = models.DateTimeField()
    p80_at = models.DateTimeField()
    p90_at = models.DateTimeField()
    window_on = models.DateField(null=True)
    p50_window = models.DateField(null=True)
    p80_window = models.DateField(null=True)
    slack_days = models.IntegerField(null=True)
    chance = models.FloatField(null=True)
    # histogram, windows, sensitivity, tornado, milestones, settings, interval: what the pages draw.
    result = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["implementation", "-computed_at"])]

    def __str__(self) -> str:
        return f"forecast of {self.computed_at:%d %b %Y}"


class Slip(Record):
    """A move of the forecast go-live, with its cause: the ledger that ends the blame meeting."""

    PREFIX = "SL"
    REGISTER = "plan/slips"

    revision = models.ForeignKey("plan.Revision", on_delete=models.PROTECT, related_name="+")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField()
    days = models.FloatField()
    from_window = models.DateField(null=True)
    to_window = models.DateField(null=True)
    cause = models.CharField(max_length=20, choices=[(c, c.capitalize()) for c in CAUSES], default="unforeseen")
    because = models.TextField(blank=True)
    about = models.CharField(max_length=20, blank=True)

    class Meta(Record.Meta):
        pass
