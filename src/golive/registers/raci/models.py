"""Who is responsible, accountable, consulted and informed, and who acts for whom until when?"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone

from golive.foundation.register_kit.models import Record
from golive.registers.raci.rules import CLOSED, OPEN
from golive.registers.raci.validity import LETTERS, WORDS

LETTER_CHOICES = [(letter, f"{letter}: {WORDS[letter]}") for letter in LETTERS]


class Deliverable(Record):
    """A row of the matrix: something to deliver, to decide or to sign off."""

    PREFIX = "RA"
    REGISTER = "raci"
    KINDS = [("deliverable", "Deliverable"), ("decision", "Decision"), ("sign-off", "Sign-off")]
    STATES = [(OPEN, "Open"), (CLOSED, "Closed")]

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=KINDS, default="deliverable")
    # The key under which other registers ask who answers: changes, scope, go_no_go, training.delivery …
    about = models.CharField(max_length=60, blank=True)
    # The letter that this row may never lack; only the compulsory rows have one.
    required_letter = models.CharField(max_length=1, choices=LETTER_CHOICES, blank=True)
    provenance = models.CharField(max_length=200, blank=True)
    cost_minor = models.BigIntegerField(null=True, blank=True)
    # The organisation that makes it, if one does: it should not be the one that answers for accepting it.
    made_by = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=STATES, default=OPEN)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["implementation", "about"],
                condition=~Q(about="") & Q(state=OPEN),
                name="one_open_row_per_key",
            ),
        ]


class RoleName(models.Model):
    """A column of the matrix. Roles stand in it, not people: people leave."""

    implementation = models.ForeignKey("implementations.Implementation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    order = models.PositiveIntegerField(default=0)
    # Up to which cost this role may answer for a row.
    authority_minor = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["implementation", "name"], name="one_column_per_role_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.implementation.url("raci", "matrix")


class Holder(models.Model):
    """Who holds a role, from a day until a day, and who is the deputy for absences."""

    role = models.ForeignKey("raci.RoleName", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["role"], condition=Q(until_on=None), name="one_open_holder_per_role_name")
        ]

    def __str__(self) -> str:
        return f"{self.person} as {self.role}"


class Letter(models.Model):
    """One letter of one role on one row. An A counts as accepted while the one who accepted it holds the role."""

    deliverable = models.ForeignKey("raci.Deliverable", on_delete=models.PROTECT, related_name="+")
    role = models.ForeignKey("raci.RoleName", on_delete=models.PROTECT, related_name="+")
    letter = models.CharField(max_length=1, choices=LETTER_CHOICES)
    accepted_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deliverable", "role", "letter"], name="one_letter_per_role_and_row"),
            models.UniqueConstraint(fields=["deliverable"], condition=Q(letter="A"), name="one_a_per_row"),
        ]

    def __str__(self) -> str:
        return f"{self.letter} of {self.role}"


class Delegation(models.Model):
    """Somebody acts for somebody else, from a day until the end of another."""

    implementation = models.ForeignKey("implementations.Implementation", on_delete=models.PROTECT, related_name="+")
    from_person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    to_person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    because = models.TextField()

    def __str__(self) -> str:
        return f"{self.to_person} for {self.from_person} until {self.until_on}"


class Consultation(models.Model):
    """Somebody with a C was asked, with a date; no answer by then is recorded as silence."""

    deliverable = models.ForeignKey("raci.Deliverable", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "answered_at"])]

    def __str__(self) -> str:
        return f"{self.person} on {self.deliverable}"

    @property
    def answered_on(self) -> date | None:
        return timezone.localdate(self.answered_at) if self.answered_at else None


class Notice(models.Model):
    """Somebody with an I was told."""

    deliverable = models.ForeignKey("raci.Deliverable", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    sent_at = models.DateTimeField(default=timezone.now)
    sent_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.person} on {self.deliverable}"
