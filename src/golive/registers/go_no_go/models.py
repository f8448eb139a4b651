"""Which gates are there, what do they ask, who waived what, and what was ruled on which evidence?"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from golive.foundation.register_kit.models import Record
from golive.plain.seat import Role
from golive.registers.go_no_go.judging import GateVerdict
from golive.registers.go_no_go.rules import ABSTAIN, GO, NO_GO, OPEN, PASSED, STOPPED, VOTING

KINDS = [
    ("kickoff", "Kickoff"),
    ("uat_exit", "UAT exit"),
    ("go_no_go", "Go/no-go"),
    ("hypercare_exit", "Hypercare exit"),
    ("close", "Close"),
]
VERDICTS = [(verdict.value, verdict.value) for verdict in GateVerdict]
ROLES = [(role.value, role.value.capitalize()) for role in Role]


class Gate(Record):
    """A point that the implementation passes only on evidence."""

    PREFIX = "G"
    REGISTER = "go_no_go"
    STATES = [(OPEN, "Open"), (VOTING, "Put to vote"), (PASSED, "Passed"), (STOPPED, "Stopped")]

    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=KINDS)
    due = models.DateField(null=True, blank=True)
    # The task of the plan that waits behind this gate.
    task_uid = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=STATES, default=OPEN)
    # What one page has read of this gate, kept while it is drawn (register.py).
    looked: Any

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["implementation"], condition=Q(kind="kickoff"), name="one_kickoff_gate_per_implementation"
            ),
        ]


class Criterion(models.Model):
    """One question of a gate: answered by a check, or by hand where nothing measures it."""

    gate = models.ForeignKey("go_no_go.Gate", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=200)
    check_id = models.CharField(max_length=60, blank=True)
    # May be answered by hand as long as no register declares the check.
    by_hand = models.BooleanField(default=True)
    practice = models.PositiveSmallIntegerField(null=True, blank=True)
    mandatory = models.BooleanField(default=True)
    max_age_days = models.PositiveSmallIntegerField(null=True, blank=True)
    waivable_by = models.CharField(max_length=24, choices=ROLES, blank=True)
    owner = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    provenance = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gate", "number"], name="one_criterion_per_number")]
        ordering = ["number"]

    def __str__(self) -> str:
        return self.question


class Answer(models.Model):
    """What somebody answered by hand: yes or no, on which document, until when. Answers stay; the last one counts."""

    criterion = models.ForeignKey("go_no_go.Criterion", on_delete=models.PROTECT, related_name="+")
    met = models.BooleanField()
    note = models.TextField(blank=True)
    document = models.ForeignKey("documents.Document", null=True, on_delete=models.PROTECT, related_name="+")
    until = models.DateField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return "yes" if self.met else "no"


class Waiver(models.Model):
    """Somebody entitled lets the gate pass without this criterion, on a condition and until a day."""

    criterion = models.ForeignKey("go_no_go.Criterion", on_delete=models.PROTECT, related_name="+")
    because = models.TextField()
    condition = models.TextField()
    until = models.DateField()
    figure = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.criterion} until {self.until}"


class Snapshot(models.Model):
    """The evidence of a gate as it was frozen when it was put to vote. It never changes."""

    gate = models.ForeignKey("go_no_go.Gate", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    verdict = models.CharField(max_length=20, choices=VERDICTS)
    frozen_at = models.DateTimeField(default=timezone.now)
    frozen_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gate", "number"], name="one_snapshot_per_number")]

    def __str__(self) -> str:
        return f"{self.gate} evidence {self.number}"


class GateVote(models.Model):
    """How one seat voted on one frozen evidence; a new evidence needs a new vote."""

    CHOICES = [(GO, "Go"), (NO_GO, "No-go"), (ABSTAIN, "Abstain")]

    snapshot = models.ForeignKey("go_no_go.Snapshot", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=CHOICES)
    because = models.TextField(blank=True)
    cast_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["snapshot", "person"], name="one_gate_vote_per_seat")]

    def __str__(self) -> str:
        return f"{self.person}: {self.choice}"


class Ruling(Record):
    """What the chair ruled on a frozen evidence and the votes on it."""

    PREFIX = "RUL"
    REGISTER = "go_no_go/rulings"

    gate = models.ForeignKey("go_no_go.Gate", on_delete=models.PROTECT, related_name="+")
    snapshot = models.ForeignKey("go_no_go.Snapshot", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=VERDICTS)
    because = models.TextField()
    # What is left to do: [{"question", "condition", "until"}], dates as ISO text.
    conditions = models.JSONField(default=list, blank=True)
    confirmed = models.CharField(max_length=40)
    decided_at = models.DateTimeField()
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="+")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["snapshot"], name="one_ruling_per_evidence"),
            models.UniqueConstraint(
                fields=["gate"], condition=~Q(outcome=GateVerdict.NO_GO.value), name="a_gate_is_passed_once"
            ),
        ]

    @property
    def title(self) -> str:
        return f"{self.gate.title}: {self.outcome}"
