"""Did somebody else change it meanwhile? Every write names the version it saw; the second one is told."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.db import models
from django.db.models import F

from golive.foundation.database.fitting import unfit
from golive.plain.verdict import Kind, Refusal, Refused, require

M = TypeVar("M", bound=models.Model)


def change(record: M, *, version: int | None = None, **fields: Any) -> M:
    """Write the fields if the record still has the version that was seen, else refuse with a conflict.

    ``version`` is what the form or program had read; without it the version of ``record`` itself counts, so that
    a record read in this transaction cannot be overwritten either. Returns the same instance, up to date.
    """
    require(unfit(type(record), fields))
    seen = record.version if version is None else version  # type: ignore[attr-defined]
    manager = type(record)._default_manager
    written = manager.filter(pk=record.pk, version=seen).update(version=F("version") + 1, **fields)
    if not written:
        refuse_stale(record, seen)
    for name, value in fields.items():
        setattr(record, name, value)
    record.version = seen + 1  # type: ignore[attr-defined]
    return record


def refuse_stale(record: models.Model, seen: int) -> NoReturn:
    """Refuse a write that saw an older version."""
    name = getattr(record, "ref", str(record))
    problem = f"{name} was changed by somebody else after you opened it (you saw version {seen})."
    cure = "Reload it, look at what changed, and enter your change again."
    raise Refused([Refusal("record.changed", problem, cure, Kind.CONFLICT)])
