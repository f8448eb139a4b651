"""How do pay data of one person lie in the database? Sealed blocks, and what was brought in."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models
from django.utils import timezone

from golive.career.own.sealed import SealedField
from golive.career.salary.seal import SALT


def new_salt() -> bytes:
    return secrets.token_bytes(SALT)


class PayKey(models.Model):
    """The person's salt: the secret of the installation, which lies elsewhere, makes their key of it."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, primary_key=True, related_name="+")
    salt = models.BinaryField(default=new_salt)

    def __str__(self) -> str:
        return f"Key of {self.pk}"


class PayBlock(models.Model):
    """Sealed rows of one source; neither the figures nor the name of the source can be read without the key."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    source = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["person", "kind", "source", "number"], name="one_block_each")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class PayImport(models.Model):
    """A file on its way in: ``told`` holds its name and, once it was read, what came of it or why it was refused."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    told: models.Field[Any, Any] = SealedField()
    job = models.ForeignKey("jobs.Job", null=True, on_delete=models.SET_NULL, related_name="+")
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Import {self.pk}"

    def get_absolute_url(self) -> str:
        return f"/me/desk/salary/imports/{self.pk}/"
