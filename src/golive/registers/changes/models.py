"""What is to change, why, what would it do, and how was it decided?"""

from __future__ import annotations

from typing import Any

from django.db import models

from golive.foundation.register_kit.models import Record
from golive.plain.money import Money
from golive.registers.changes import rules


class ChangeRequest(Record):
    """A request to change plan, scope or cost. Its text is fixed once it is submitted."""

    PREFIX = "CR"
    REGISTER = "changes"
    STATES = [(state, state.capitalize()) for state in rules.STATES]

    title = models.CharField(max_length=200)
    request = models.TextField(blank=True)
    justification = models.TextField(blank=True)
    need = models.TextField(blank=True)
    alternative = models.TextField(blank=True)
    requested_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    # The engine's patch of the plan, and what is added, removed or changed in the scope; {} = nothing.
    patch = models.JSONField(default=dict, blank=True)
    scope_delta = models.JSONField(default=dict, blank=True)
    cost_minor = models.BigIntegerField(null=True)
    users_to_retrain = models.PositiveIntegerField(null=True)
    test_cases = models.PositiveIntegerField(null=True)
    acceptance_changed = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=STATES, default=rules.DRAFT)
    submitted_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=30, blank=True)
    conditions = models.TextField(blank=True)
    level = models.CharField(max_length=30, blank=True)
    meeting = models.ForeignKey("steering.Meeting", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey("decisions.Decision", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    # What was offered instead when it was refused; the asker's own alternative stays in the request.
    offered = models.TextField(blank=True)
    implemented_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    predicted_days = models.FloatField(null=True)
    actual_days = models.FloatField(null=True)

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["implementation", "state"])]

    @property
    def has_effect(self) -> bool:
        return bool(self.patch or self.scope_delta)

    @property
    def cost(self) -> Money | None:
        return None if self.cost_minor is None else Money(self.cost_minor, self.implementation.currency)

    def text(self) -> dict[str, Any]:
        """What a decision is about: a changed text needs a new look."""
        names = ["title", "request", "justification", "need", "alternative", "patch", "scope_delta", "cost_minor"]
        names += ["users_to_retrain", "test_cases", "acceptance_changed", "requested_by_id"]
        return {name: getattr(self, name) for name in names}


class Impact(models.Model):
    """What the simulation said a change would do, with everything it was computed from. Kept for good."""

    change = models.ForeignKey("changes.ChangeRequest", on_delete=models.PROTECT, related_name="+")
    assessed_at = models.DateTimeField()
    assessed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    # Hash of plan, windows, risks and of the text of the change.
    inputs_hash = models.CharField(max_length=64)
    finish_days = models.FloatField(null=True)
    finish_before = models.DateTimeField(null=True)
    finish_after = models.DateTimeField(null=True)
    window_before = models.DateField(null=True)
    window_after = models.DateField(null=True)
    windows_moved = models.IntegerField(null=True)
    slack_before = models.IntegerField(null=True)
    slack_after = models.IntegerField(null=True)
    p50_days = models.FloatField(null=True)
    p80_days = models.FloatField(null=True)
    cost_share = models.FloatField(null=True)
    level = models.CharField(max_length=30)
    # because (of the level), p50 and p80 (dates before and after), p80_interval, floats, new_critical, lost_critical.
    result = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["change", "-assessed_at"])]

    def __str__(self) -> str:
        return f"impact of {self.change} of {self.assessed_at:%d %b %Y}"

    @property
    def sentence(self) -> str:
        before, after = (f"{d.day} {d:%b}" if d else None for d in (self.window_before, self.window_after))
        moved = self.window_before != self.window_after
        effect = rules.Effect(self.finish_days, moved, before, after, self.slack_before, self.slack_after)
        return rules.effect_sentence(effect)


class ChangeVote(models.Model):
    """How one seat voted on one assessed impact, cast by its holder; another impact needs another vote."""

    CHOICES = [(choice, choice.capitalize()) for choice in rules.CHOICES]

    change = models.ForeignKey("changes.ChangeRequest", on_delete=models.PROTECT, related_name="+")
    # The hash of the dossier that was on the screen.
    dossier = models.CharField(max_length=64)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=CHOICES)
    remark = models.TextField(blank=True)
    cast_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "dossier", "person"], name="one_change_vote_per_seat")]

    def __str__(self) -> str:
        return f"{self.person}: {self.choice}"
