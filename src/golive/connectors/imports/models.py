"""Which file was brought in, what would it change, and what became of it?"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from golive.connectors.imports.rules import READING, STATES
from golive.foundation.register_kit.models import Record


class ImportBatch(Record):
    """One file on its way in: kept, read, shown, and then accepted or discarded as a whole."""

    PREFIX = "IMP"
    REGISTER = "imports"
    KIND_CHOICES = [("ms_project", "Plan"), ("raid_sheet", "RAID log"), ("jira", "Backlog")]
    CHANGES = ("bad", "new", "changed", "gone", "same")

    kind = models.CharField(max_length=20, choices=KIND_CHOICES, blank=True)
    name = models.CharField(max_length=200)
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=STATES, default=READING)
    counts = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    # Each figure: [label, before, after]; before may be null.
    figures = models.JSONField(default=list)
    notices = models.JSONField(default=list)
    # Every bad value: line, sheet, column, value, reason, cure, rejects.
    problems = models.JSONField(default=list)
    reconciliation = models.CharField(max_length=200, blank=True)
    mapping = models.JSONField(null=True)
    # What the preview showed; accepting compares it with what accepting would do then.
    digest = models.CharField(max_length=64, blank=True)
    result = models.JSONField(default=dict)
    job = models.ForeignKey("jobs.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["implementation", "-created_at"])]

    @property
    def title(self) -> str:
        return self.name

    @property
    def rejected(self) -> int:
        return int(self.counts.get("bad", 0))

    @property
    def to_write(self) -> int:
        """How many records accepting would write."""
        return sum(int(self.counts.get(change, 0)) for change in ("new", "changed", "gone"))


class Line(models.Model):
    """One row of a preview that is worth a look: everything but what stays the same."""

    batch = models.ForeignKey("imports.ImportBatch", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    sheet = models.CharField(max_length=120, blank=True)
    change = models.CharField(max_length=8)
    # Text, or [before, after] where it changes.
    cells = models.JSONField(default=list)
    reasons = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "position"], name="one_line_per_position")]
        indexes = [models.Index(fields=["batch", "change"])]

    def __str__(self) -> str:
        return f"line {self.line} of {self.batch_id}"


class RememberedMapping(models.Model):
    """What was agreed about sheets with these headers; the next one of the same shape is read alike."""

    implementation = models.ForeignKey("implementations.Implementation", on_delete=models.PROTECT, related_name="+")
    signature = models.CharField(max_length=64)
    # header → field; "" is kept as an extra.
    mapping = models.JSONField()
    learned_at = models.DateTimeField(default=timezone.now)
    learned_from = models.ForeignKey("imports.ImportBatch", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["implementation", "signature"], name="one_mapping_per_headers")]

    def __str__(self) -> str:
        return f"headers {self.signature}"
