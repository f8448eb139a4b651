"""What is kept of a person's own stories and of their résumé? All of it sealed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

from golive.career.own.sealed import SealedField


class OwnStory(models.Model):
    """A story in the person's own words; its practice too is sealed, for it says what somebody prepares for."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    words: models.Field[Any, Any] = SealedField()
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Own story {self.pk}"

    def get_absolute_url(self) -> str:
        return f"/me/desk/stories/own/{self.pk}/"


class KeptResume(models.Model):
    """The one résumé of a person as JSON Resume, and the job description that it was last tailored to."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, primary_key=True, related_name="+")
    form: models.Field[Any, Any] = SealedField()
    wanted: models.Field[Any, Any] = SealedField(default=str)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"Résumé {self.pk}"

    def get_absolute_url(self) -> str:
        return "/me/desk/resume/"
