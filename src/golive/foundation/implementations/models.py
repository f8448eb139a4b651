"""What is being put in, for whom, and who holds which role in it?"""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from golive.plain.money import Money
from golive.plain.seat import Role

PHASES = ["discovery", "planning", "build", "testing", "go-live", "hypercare", "closed"]
ROLE_CHOICES = [(role.value, role.value.capitalize()) for role in Role]


class Implementation(models.Model):
    """One implementation, from kickoff to sustained adoption."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    client = models.CharField(max_length=120)
    phase = models.CharField(max_length=20, choices=[(p, p.capitalize()) for p in PHASES], default=PHASES[0])
    kickoff_on = models.DateField(null=True, blank=True)
    committed_on = models.DateField(null=True, blank=True)
    users = models.PositiveIntegerField(null=True, blank=True)
    offices = models.PositiveIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, default="USD")
    budget_minor = models.BigIntegerField(null=True, blank=True)
    spent_minor = models.BigIntegerField(null=True, blank=True)
    burn_per_day_minor = models.BigIntegerField(null=True, blank=True)
    delayed_benefit_per_day_minor = models.BigIntegerField(null=True, blank=True)
    # A worked example stands still, so that its figures are the same on every day somebody looks at it.
    clock = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name

    @property
    def implementation(self) -> Implementation:
        return self

    @property
    def ref(self) -> str:
        return self.name

    @property
    def budget(self) -> Money | None:
        return None if self.budget_minor is None else Money(self.budget_minor, self.currency)

    def now(self) -> datetime:
        return self.clock or timezone.now()

    def today(self) -> date:
        return timezone.localdate(self.now())

    def url(self, *parts: object) -> str:
        return "/".join(["/i", self.slug, *map(str, parts)]) + "/"

    def get_absolute_url(self) -> str:
        return self.url()


class RoleHolding(models.Model):
    """A person holds a role; the holding ends by a date, it is never deleted."""

    implementation = models.ForeignKey("implementations.Implementation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=24, choices=ROLE_CHOICES)
    granted_at = models.DateTimeField(default=timezone.now)
    granted_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["implementation", "person", "role"],
                condition=Q(ended_at=None),
                name="one_open_holding_per_role",
            )
        ]
        indexes = [models.Index(fields=["person", "implementation"])]

    def __str__(self) -> str:
        return f"{self.person} as {self.role}"


class RefCounter(models.Model):
    """The last number given out for each prefix: CR-012 follows CR-011 even when two people submit at once."""

    implementation = models.ForeignKey("implementations.Implementation", on_delete=models.PROTECT, related_name="+")
    prefix = models.CharField(max_length=8)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["implementation", "prefix"], name="one_counter_per_prefix")]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.last:03d}"


class ChosenValue(models.Model):
    """A threshold that this implementation set for itself, with the reason why it differs from the default."""

    implementation = models.ForeignKey("implementations.Implementation", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    value = models.JSONField()
    because = models.TextField()
    chosen_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["implementation", "key"], name="one_value_per_setting")]

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"
