"""Does every value of a row fit the column it is to be kept in? Said before a database says it in its own words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations

from golive.plain.verdict import Kind, Refusal, require

NUL = "\x00"
# The narrower of the two databases: SQLite would take 64 bits everywhere.
RANGES = BaseDatabaseOperations.integer_field_ranges


def refuse_unfit(sender: type[models.Model], instance: models.Model, **sent: Any) -> None:
    """Receive ``pre_save``: raise `Refused` with every column of a row of golive that could not hold its value.

    SQLite keeps a text of any length and PostgreSQL does not, so both would answer differently without it. Rows that
    are written many at once do not pass here; their importers shorten what is too long and say so.
    """
    if sender.__module__.startswith("golive."):
        names = sent.get("update_fields")
        written = instance.__dict__ if names is None else {n: instance.__dict__.get(n) for n in names}
        require(unfit(sender, written))


def unfit(model: type[models.Model], values: Mapping[str, Any]) -> list[Refusal]:
    """One refusal for each of these values that its column could not keep."""
    fields = [field for field in model._meta.concrete_fields if field.attname in values]
    return [refusal for field in fields for refusal in _of(field, values[field.attname])]


def _of(field: models.Field[Any, Any], value: Any) -> Iterator[Refusal]:
    label = str(field.verbose_name).capitalize()
    if isinstance(value, str):
        if NUL in value:
            yield _refusal(field, f"{label} holds a NUL character, which is no text.", "Leave it out.")
        if field.max_length and len(value) > field.max_length:
            yield _refusal(
                field, f"{label} has {len(value):,} characters; {field.max_length:,} fit.", "Say it in fewer."
            )
    elif isinstance(value, int) and not isinstance(value, bool) and isinstance(field, models.IntegerField):
        yield from _in_range(field, label, value)
    elif isinstance(value, dict | list) and isinstance(field, models.JSONField) and _has_nul(value):
        yield _refusal(field, f"{label} holds a NUL character, which is no text.", "Leave it out.")


def _in_range(field: models.Field[Any, Any], label: str, value: int) -> Iterator[Refusal]:
    low, high = RANGES.get(field.get_internal_type(), (None, None))
    if low is not None and value < low:
        yield _refusal(field, f"{label} is {value:,}; the least that can be kept is {low:,}.", "Check the figure.")
    if high is not None and value > high:
        yield _refusal(field, f"{label} is {value:,}; the most that can be kept is {high:,}.", "Check the figure.")


def _has_nul(value: dict[Any, Any] | list[Any]) -> bool:
    # json writes the character as \u0000; a text that only speaks of it has its backslash doubled.
    return "\\u0000" in json.dumps(value, default=str).replace("\\\\", "")


def _refusal(field: models.Field[Any, Any], problem: str, cure: str) -> Refusal:
    return Refusal("value.unfit", problem, cure, Kind.INPUT, field.name)
