"""What was decided, by whom, on which grounds, who disagreed, and who was told?"""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from golive.foundation.register_kit.models import Record
from golive.registers.decisions.rules import DECIDED, SUPERSEDED, WANTED, WITHDRAWN


class Decision(Record):
    """A decision that is wanted, and then what was decided and why."""

    PREFIX = "DEC"
    REGISTER = "decisions"
    STATES = [(WANTED, "Wanted"), (DECIDED, "Decided"), (WITHDRAWN, "Withdrawn"), (SUPERSEDED, "Superseded")]

    title = models.CharField(max_length=200)
    question = models.TextField(blank=True)
    # Each option: {"label", "requirement", "cost", "benefit"}: a position traced to a requirement, with its price.
    options = models.JSONField(default=list, blank=True)
    recommendation = models.TextField(blank=True)
    consequence = models.TextField(blank=True)
    about = models.CharField(max_length=20, blank=True)
    about_url = models.CharField(max_length=200, blank=True)
    forum = models.CharField(max_length=120, blank=True)
    decider = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=STATES, default=WANTED)
    outcome = models.CharField(max_length=200, blank=True)
    because = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    supersedes = models.ForeignKey(
        "decisions.Decision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["implementation", "state", "due"])]

    def days_late(self) -> int:
        """Calendar days past the date by which it is needed; 0 if there is time or it is decided."""
        if self.state != WANTED or self.due is None:
            return 0
        return max(0, (self.implementation.today() - self.due).days)


class Vote(models.Model):
    """How one seat voted. One vote per decision and person, kept for good."""

    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=40)
    remark = models.TextField(blank=True)
    cast_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "person"], name="one_vote_per_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.choice}"


class Dissent(models.Model):
    """Somebody disagreed, and said why; it is printed with the decision."""

    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    said_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.person} on {self.decision}"


class ReadBack(models.Model):
    """Somebody concerned was told, and confirmed that they read it."""

    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "person"], name="one_read_back_per_person")]

    def __str__(self) -> str:
        return f"{self.decision} to {self.person}"
