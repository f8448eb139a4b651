"""What may go wrong, what do we take for granted, what went wrong, and on whom do we depend?"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils import timezone

from golive.foundation.register_kit.models import Record
from golive.plain.rag import Rag
from golive.registers.raid.rules import IDENTIFIED, KINDS, RESPONSES, STATES
from golive.registers.raid.scoring import band, score


class Item(Record):
    """A risk, an assumption, an issue or a dependency."""

    REGISTER = "raid"
    KIND_CHOICES = [(kind, kind.capitalize()) for kind in KINDS]
    STATE_CHOICES = [(state, state.capitalize()) for state in STATES]

    kind = models.CharField(max_length=12, choices=KIND_CHOICES)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    # "Because …, … may …, which …": the cause, the event and its effect.
    because = models.TextField(blank=True)
    may = models.TextField(blank=True)
    which = models.TextField(blank=True)
    category = models.CharField(max_length=80, blank=True)
    workstream = models.CharField(max_length=120, blank=True)
    likelihood = models.PositiveSmallIntegerField(null=True)
    impact = models.PositiveSmallIntegerField(null=True)
    residual_likelihood = models.PositiveSmallIntegerField(null=True)
    residual_impact = models.PositiveSmallIntegerField(null=True)
    points = models.PositiveSmallIntegerField(null=True)
    response = models.CharField(max_length=10, choices=[(r, r.capitalize()) for r in RESPONSES], blank=True)
    mitigation = models.TextField(blank=True)
    contingency = models.TextField(blank=True)
    owner = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner_given = models.CharField(max_length=200, blank=True)
    trigger = models.JSONField(null=True, blank=True)
    trigger_text = models.TextField(blank=True)
    fired_at = models.DateTimeField(null=True)
    days_low = models.FloatField(null=True)
    days_likely = models.FloatField(null=True)
    days_high = models.FloatField(null=True)
    cost_minor = models.BigIntegerField(null=True)
    task_uids = models.JSONField(default=list, blank=True)
    due = models.DateField(null=True)
    state = models.CharField(max_length=20, choices=STATE_CHOICES, default=IDENTIFIED)
    reviewed_at = models.DateTimeField(null=True)
    extra = models.JSONField(default=dict, blank=True)

    class Meta(Record.Meta):
        indexes = [
            # What the rail and the checks count is read from the index alone.
            models.Index(fields=["implementation", "kind", "state", "fired_at", "reviewed_at", "created_at"]),
            models.Index(fields=["implementation", "-points"]),
            models.Index(fields=["implementation", "due"]),
        ]

    @property
    def residual_points(self) -> int | None:
        return score(self.residual_likelihood, self.residual_impact)

    @property
    def colour(self) -> Rag:
        return band(self.points)

    @property
    def statement(self) -> str:
        """Because …, … may …, which …; empty where nobody split it."""
        if not (self.because and self.may):
            return self.description
        effect = f", which {self.which}" if self.which else ""
        return f"Because {self.because}, {self.may}{effect}."

    def reviewed_days_ago(self, today: date) -> int | None:
        return None if self.reviewed_at is None else (today - timezone.localdate(self.reviewed_at)).days


class Review(models.Model):
    """Somebody looked at an item, and said what they saw."""

    item = models.ForeignKey("raid.Item", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    points = models.PositiveSmallIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.item} at {self.at:%d %b %Y}"


class Reading(models.Model):
    """A measured value that triggers look at: “duplicate contacts after load: 3.1 %”."""

    implementation = models.ForeignKey("implementations.Implementation", on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=200)
    value = models.FloatField()
    unit = models.CharField(max_length=20, blank=True)
    origin = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["implementation", "measure", "-at"])]

    def __str__(self) -> str:
        return f"{self.measure}: {self.value:g} {self.unit}".strip()
