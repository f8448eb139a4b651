"""What is an entry of the log, and which of its words may be erased?"""

from __future__ import annotations

from typing import Any

from django.db import models

ERASED = "[erased]"


class Entry(models.Model):
    """One thing that somebody did. Never changed, never deleted: the database refuses both."""

    # The order of the log is this number, never the clock.
    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    implementation = models.ForeignKey(
        "implementations.Implementation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    actor = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40)
    subject_ref = models.CharField(max_length=200)
    subject_url = models.CharField(max_length=300, blank=True)
    # The sentence with names of people left open: "{by} decided CR-012: rejected".
    wording = models.TextField()
    data = models.JSONField(default=dict)
    # field → HMAC(salt, text) of each erasable text, so that the chain still holds when the text is gone.
    digests = models.JSONField(default=dict)
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["-seq"]
        indexes = [
            models.Index(fields=["implementation", "-seq"], name="audit_of_implementation"),
            models.Index(fields=["subject", "subject_id", "-seq"], name="audit_of_record"),
        ]

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        """What happened, in words: "Maya Ortiz decided CR-012: rejected"."""
        return self.wording.format_map(_Names(self._texts()))

    @property
    def actor_name(self) -> str:
        return self._texts().get("by", ERASED)

    @property
    def because(self) -> str:
        """The reason given, or an empty string."""
        return self._texts().get("because", "")

    def _texts(self) -> dict[str, str]:
        return {text.field: text.text or ERASED for text in self.texts.all()}


class EntryText(models.Model):
    """Words about or by a person. Erasing blanks text and salt; nothing else about the row can change."""

    entry = models.ForeignKey("audit.Entry", on_delete=models.PROTECT, related_name="texts")
    field = models.CharField(max_length=40)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    salt = models.CharField(max_length=32, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "field"], name="one_text_per_field")]

    def __str__(self) -> str:
        return self.text or ERASED


class _Names(dict[str, str]):
    def __missing__(self, key: str) -> Any:
        return ERASED
