"""Who signed this content, and which files are kept about it?"""

from __future__ import annotations

from django.db import models
from django.db.models import QuerySet

from golive.foundation.documents.models import Document, SignOff


def signatures(record: models.Model, content_hash: str | None = None) -> QuerySet[SignOff]:
    """The signatures under a record; with a hash, only those under exactly that content."""
    found = SignOff.objects.filter(
        implementation=record.implementation,  # type: ignore[attr-defined]
        subject=record._meta.label,
        subject_ref=record.ref,  # type: ignore[attr-defined]
    )
    if content_hash is not None:
        found = found.filter(content_hash=content_hash)
    return found.select_related("person").order_by("signed_at")


def kept_about(record: models.Model) -> QuerySet[Document]:
    ref = record.ref  # type: ignore[attr-defined]
    return Document.objects.filter(implementation=record.implementation, about=ref).order_by("-added_at")  # type: ignore[attr-defined]
