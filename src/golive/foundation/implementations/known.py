"""How do the records of an implementation know it without asking the database for it again?"""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, QuerySet

from golive.foundation.implementations.models import Implementation

M = TypeVar("M", bound=Model)


def here(model: type[M], implementation: Implementation) -> QuerySet[M]:
    """The records of this implementation, each with it at hand: no join for it, and no further query.

    Django gives the rows of a related manager their parent in the same way.
    """
    rows = model._default_manager.filter(implementation=implementation)
    field = model._meta.get_field("implementation")
    rows._known_related_objects = {field: {implementation.pk: implementation}}  # type: ignore[attr-defined]
    return rows
