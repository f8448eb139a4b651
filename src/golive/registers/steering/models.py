"""Who steers, with which vote, and when do they meet?"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from golive.foundation.register_kit.models import Record
from golive.registers.steering.rules import ADVISOR, CANCELLED, CHAIR, HELD, MEMBER, PLANNED


class Committee(Record):
    """A body with authority: the steering committee, or a change authority below it."""

    PREFIX = "COM"
    REGISTER = "steering/committees"
    LEVELS = [("steering", "Steering committee"), ("change authority", "Change authority")]

    title = models.CharField(max_length=120)
    purpose = models.TextField(blank=True)
    level = models.CharField(max_length=20, choices=LEVELS, default="steering")

    class Meta(Record.Meta):
        pass


class Member(models.Model):
    """A seat in a committee, from a day until a day."""

    SEATS = [(CHAIR, "Chair"), (MEMBER, "Member"), (ADVISOR, "Advisor")]

    committee = models.ForeignKey("steering.Committee", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    seat = models.CharField(max_length=10, choices=SEATS, default=MEMBER)
    votes = models.BooleanField(default=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "person"], condition=Q(until_on=None), name="one_open_seat_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.seat})"


class Meeting(Record):
    """A meeting with an agenda that the registers write and minutes that people write."""

    PREFIX = "MTG"
    REGISTER = "steering"
    STATES = [(PLANNED, "Planned"), (HELD, "Held"), (CANCELLED, "Cancelled")]

    committee = models.ForeignKey("steering.Committee", on_delete=models.PROTECT, related_name="+")
    on = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=STATES, default=PLANNED)
    minutes = models.TextField(blank=True)
    # As it stood when the meeting was closed: [{"title", "ref", "url", "who", "due", "recommendation"}].
    agenda = models.JSONField(default=list, blank=True)
    present = models.ManyToManyField("people.Person", related_name="+")

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["implementation", "on"])]

    @property
    def title(self) -> str:
        return f"{self.committee.title}, {self.on:%d %b %Y}"
