"""Which exact text was kept, and who signed it?"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils import timezone


class Document(models.Model):
    """A file kept as evidence under the hash of its content; the same bytes are stored once."""

    implementation = models.ForeignKey("implementations.Implementation", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    about = models.CharField(max_length=60, blank=True)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["implementation", "ref"], name="one_document_per_ref")]
        indexes = [models.Index(fields=["implementation", "sha256"])]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    def get_absolute_url(self) -> str:
        return self.implementation.url("documents", self.ref)

    @property
    def path(self) -> Path:
        return Path(settings.DATA) / "documents" / self.sha256[:2] / self.sha256

    def content(self) -> bytes:
        return self.path.read_bytes()


class SignOff(models.Model):
    """A person put their name under exactly this content; a changed content needs a new signature."""

    implementation = models.ForeignKey("implementations.Implementation", on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=60)
    subject_ref = models.CharField(max_length=20)
    content_hash = models.CharField(max_length=64)
    content = models.JSONField()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    signed_as = models.CharField(max_length=80)
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["implementation", "subject", "subject_ref", "content_hash", "person"],
                name="one_signature_per_person_and_content",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} signed {self.subject_ref}"
