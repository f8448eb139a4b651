"""What is in, what is out, what is assumed, and which exact text of it was signed?"""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from golive.foundation.register_kit.models import Record
from golive.registers.scope.delta import ASSUMPTION, IN, OUT
from golive.registers.scope.rules import ACTIVE, REMOVED

KINDS = [(IN, "In"), (OUT, "Out"), (ASSUMPTION, "Assumption")]


class ScopeItem(Record):
    """One line of the scope: delivered, left out on purpose, or taken for granted.

    Title, kind, acceptance and area are what gets signed; owner, estimate and tasks may change without a signature.
    """

    PREFIX = "SC"
    REGISTER = "scope"
    STATES = [(ACTIVE, "Active"), (REMOVED, "Removed")]

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=KINDS, default=IN)
    # How it is accepted; for what is out, why it is out; for an assumption, what follows if it is wrong.
    acceptance = models.TextField(blank=True)
    area = models.CharField(max_length=120, blank=True)
    owner = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    estimate_days = models.DecimalField(max_digits=8, decimal_places=1, null=True, blank=True)
    # The uids of the tasks of the plan that deliver it.
    tasks = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=STATES, default=ACTIVE)

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["implementation", "state", "kind"])]


class ScopeBaseline(Record):
    """The scope as it was put before the signatories, or as a decision amended it. Its content never changes."""

    PREFIX = "SB"
    REGISTER = "scope/baselines"

    number = models.PositiveIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    because = models.TextField(blank=True)
    # Set when the last required signature was given; who holds a role later does not undo it.
    signed_at = models.DateTimeField(null=True, blank=True)
    # Taken back before it was fully signed; the signatures given until then bind nobody.
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # The approving decision that signs an amended baseline.
    decision = models.ForeignKey(
        "decisions.Decision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["implementation", "number"], name="one_scope_baseline_per_number"),
            models.UniqueConstraint(
                fields=["decision"], condition=Q(decision__isnull=False), name="one_scope_baseline_per_decision"
            ),
        ]

    @property
    def title(self) -> str:
        return f"Scope baseline {self.number}"

    @property
    def agreed_at(self) -> datetime | None:
        """When it became binding: at the last signature, or with the decision that amended it."""
        return self.decision.decided_at if self.decision else self.signed_at
