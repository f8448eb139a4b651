"""What does the client owe, who promised it for when, and who was told what a delay costs?"""

from __future__ import annotations

from django.db import models

from golive.foundation.register_kit.models import Record
from golive.registers.commitments.rules import CANCELLED, KEPT, OPEN


class Commitment(Record):
    """A delivery that one named person of the client owes the plan."""

    PREFIX = "CM"
    REGISTER = "commitments"
    STATES = [(OPEN, "Open"), (KEPT, "Delivered"), (CANCELLED, "Cancelled")]

    title = models.CharField(max_length=200)
    counterpart = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    task_uid = models.IntegerField()
    asked_on = models.DateField()
    expected_on = models.DateField(null=True)
    delivered_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=STATES, default=OPEN)
    note = models.TextField(blank=True)

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["implementation", "state", "expected_on"])]


class Promise(models.Model):
    """A day that the counterpart gave. The history of promises is kept: it is the measure of their worth."""

    commitment = models.ForeignKey("commitments.Commitment", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.commitment} on {self.on}"


class Escalation(models.Model):
    """A letter that was sent, with the sentence computed then."""

    commitment = models.ForeignKey("commitments.Commitment", on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    sentence = models.TextField()
    words = models.TextField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.commitment} to {self.to}"
