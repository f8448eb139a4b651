"""What is kept of a person's learning? All of it sealed, the dates too: they tell what somebody reads and when."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

from golive.career.own.sealed import SealedField


class Shelved(models.Model):
    """Something on the person's own shelf; ``words`` is the JSON form of what it is."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    words: models.Field[Any, Any] = SealedField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


class ReadingItem(Shelved):
    """An item of the reading list; ``fetched`` says how its feed answered (`feeds.Fetched`), sealed as well."""

    fetched: models.Field[Any, Any] = SealedField(null=True)

    def get_absolute_url(self) -> str:
        return f"/me/desk/learning/{self.pk}/"


class FeedEntry(models.Model):
    """An entry of a feed; ``mark`` is a keyed hash of its id, so that it is kept once and says nothing."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(ReadingItem, on_delete=models.CASCADE, related_name="entries")
    mark = models.CharField(max_length=64)
    words: models.Field[Any, Any] = SealedField()
    taken = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["item", "mark"], name="one_entry_each")]

    def __str__(self) -> str:
        return f"Entry {self.pk}"


class HeldCertificate(Shelved):
    """A certificate with its log of units."""

    def get_absolute_url(self) -> str:
        return f"/me/desk/learning/certificates/{self.pk}/"


class TrackedTrend(Shelved):
    """A trend and where it was applied."""

    def get_absolute_url(self) -> str:
        return f"/me/desk/learning/trends/{self.pk}/"


class FetchRun(models.Model):
    """One reading of the person's feeds, by a job; ``told`` says what came of it."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    job = models.ForeignKey("jobs.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    told: models.Field[Any, Any] = SealedField(default=dict)
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Reading of feeds {self.pk}"

    def get_absolute_url(self) -> str:
        return f"/me/desk/learning/feeds/runs/{self.pk}/"
