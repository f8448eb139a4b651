"""What was reported, what was computed and seen each day, which colour did a lead say, and who answers for another?"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.db import models

from golive.foundation.register_kit.models import Record
from golive.plain.rag import Rag
from golive.registers.status.page import StatusPage

COLOURS = [(rag.value, rag.word) for rag in Rag]


@lru_cache(maxsize=128)
def _thawed(content: str) -> StatusPage:
    # A frozen page never changes, and neither does the object made of it.
    return StatusPage.from_json(content)


class Report(Record):
    """One status report as it was frozen. It never changes: a correction is the next report."""

    PREFIX = "ST"
    REGISTER = "status"

    number = models.PositiveIntegerField()
    as_of = models.DateField()
    sentence = models.CharField(max_length=300)
    colour = models.CharField(max_length=6, choices=COLOURS)
    chance = models.PositiveSmallIntegerField(null=True)
    p80 = models.DateField(null=True)
    watermelon = models.FloatField(null=True)
    # The frozen JSON letter by letter, not as a JSON column: its hash must still fit after years.
    content = models.TextField()
    page_hash = models.CharField(max_length=64)
    # The end of the audit log when it was made: what came later is "changed since".
    audit_seq = models.BigIntegerField(default=0)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["implementation", "number"], name="one_report_per_number"),
        ]

    @property
    def title(self) -> str:
        return f"Status report {self.number}"

    @property
    def page(self) -> StatusPage:
        """The page as it was frozen; raises ValueError if its content was altered."""
        return _thawed(self.content)


class Observation(models.Model):
    """How a line stood on a day: what was computed, what was shown, what its lead said. One per line and day."""

    implementation = models.ForeignKey("implementations.Implementation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    line = models.CharField(max_length=120)
    on = models.DateField()
    at = models.DateTimeField()
    computed = models.CharField(max_length=6, choices=COLOURS)
    shown = models.CharField(max_length=6, choices=COLOURS)
    reported = models.CharField(max_length=6, choices=COLOURS, blank=True)
    figure = models.CharField(max_length=200, blank=True)
    value = models.FloatField(null=True)
    reasons = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["implementation", "kind", "line", "on"], name="one_observation_per_line_and_day"
            )
        ]
        indexes = [models.Index(fields=["implementation", "on"])]

    def __str__(self) -> str:
        return f"{self.line} on {self.on}: {self.computed}"


class ReportedColour(models.Model):
    """The colour that a person says a line has; it stands beside the computed one and never replaces it."""

    implementation = models.ForeignKey("implementations.Implementation", on_delete=models.PROTECT, related_name="+")
    line = models.CharField(max_length=120)
    colour = models.CharField(max_length=6, choices=COLOURS)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["implementation", "-at"])]

    def __str__(self) -> str:
        return f"{self.line}: {self.colour}"


class Override(models.Model):
    """Somebody answers for another colour than the computed one, until a day."""

    implementation = models.ForeignKey("implementations.Implementation", on_delete=models.PROTECT, related_name="+")
    line = models.CharField(max_length=120)
    computed = models.CharField(max_length=6, choices=COLOURS)
    colour = models.CharField(max_length=6, choices=COLOURS)
    reason = models.TextField()
    expires = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["implementation", "expires"])]

    def __str__(self) -> str:
        return f"{self.line}: {self.colour}"

    def holds(self, day: date) -> bool:
        return day <= self.expires


class Sending(models.Model):
    """A report left the house: to whom, and when."""

    report = models.ForeignKey("status.Report", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    to = models.ManyToManyField("people.Person", related_name="+")

    def __str__(self) -> str:
        return f"{self.report} at {self.at:%d %b %Y}"
