"""What was imported, what does a preview show, and what is remembered of sheets?"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from golive.connectors.imports import rules
from golive.connectors.imports.models import ImportBatch, Line, RememberedMapping
from golive.foundation.implementations.models import Implementation

PAGE = 50


def batches(implementation: Implementation) -> QuerySet[ImportBatch]:
    return ImportBatch.objects.filter(implementation=implementation).order_by("-created_at", "-pk")


def waiting(implementation: Implementation) -> int:
    """Previews that nobody has accepted or discarded yet."""
    return batches(implementation).filter(state=rules.PARSED).count()


def lines(batch: ImportBatch, change: str = "") -> QuerySet[Line]:
    """The rows of a preview that are worth a look, the bad ones first."""
    found = Line.objects.filter(batch=batch).order_by("position")
    return found.filter(change=change) if change in ImportBatch.CHANGES else found


def accepted_before(batch: ImportBatch) -> ImportBatch | None:
    """The last accepted import of the very same bytes."""
    same = batches(batch.implementation).filter(state=rules.ACCEPTED, document__sha256=batch.document.sha256)
    return same.exclude(pk=batch.pk).select_related("implementation").first()


def remembered(implementation: Implementation) -> dict[str, Any]:
    """Header signature → {header: field}, as the readers take it."""
    rows = RememberedMapping.objects.filter(implementation=implementation)
    return dict(rows.values_list("signature", "mapping"))
