"""What is kept of a rehearsal? Questions, answers and conversations, sealed, each of one person and nobody else's."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from golive.career.own.sealed import SealedField
from golive.career.rehearsal.rules import MODES


class Rehearsal(models.Model):
    """A mock interview: in study mode each answer is coached at once, in real mode all of them at the end."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    mode = models.CharField(max_length=5, choices=list(MODES.items()))
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "began_at"])]

    def __str__(self) -> str:
        return f"{MODES[self.mode]} of {self.began_at:%d %b %Y}"

    def get_absolute_url(self) -> str:
        return f"/me/desk/interview/{self.pk}/"


class Answer(models.Model):
    """A question of a rehearsal and what was said to it.

    ``said`` and ``reply`` (to the follow-up) hold text, seconds and whether it was spoken; ``found`` the score of the
    answer and, where the follow-up was answered, ``with_reply`` that of both together.
    """

    rehearsal = models.ForeignKey("rehearsal.Rehearsal", on_delete=models.CASCADE, related_name="answers")
    place = models.PositiveSmallIntegerField()
    practice = models.PositiveSmallIntegerField(default=0)
    question = SealedField()
    said = SealedField(null=True, blank=True)
    follow_up = SealedField(null=True, blank=True)
    reply = SealedField(null=True, blank=True)
    found = SealedField(null=True, blank=True)
    with_reply = SealedField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    skipped = models.BooleanField(default=False)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["rehearsal", "place"], name="one_question_at_each_place")]

    def __str__(self) -> str:
        return f"Question {self.place}"

    def get_absolute_url(self) -> str:
        return f"/me/desk/interview/{self.rehearsal_id}/{self.place}/"

    @property
    def open(self) -> bool:
        return self.answered_at is None and not self.skipped


class Conversation(models.Model):
    """A role-play; only what the person said is kept, the other side says the same to the same words."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    scenario = models.CharField(max_length=40)
    said = SealedField(default=list)
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "began_at"], name="rehearsal_talks")]

    def __str__(self) -> str:
        return f"{self.scenario} of {self.began_at:%d %b %Y}"

    def get_absolute_url(self) -> str:
        return f"/me/desk/role-play/{self.pk}/"


class ChosenModel(models.Model):
    """The language model that a person chose; address, name, key, consent and the last calls are sealed."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, primary_key=True, related_name="+")
    held = SealedField()

    def __str__(self) -> str:
        return f"Language model of {self.pk}"
