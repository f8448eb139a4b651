"""What happened here, latest first?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Count, Model, QuerySet

from golive.foundation.audit.chain import START
from golive.foundation.audit.models import Entry
from golive.foundation.database.reading import asked_once


def history_of(record: Model, limit: int = 50) -> list[Entry]:
    """What happened to this record, latest first."""
    mine = Entry.objects.filter(subject=record._meta.label, subject_id=str(record.pk))
    return list(_with_names(mine)[:limit])


def entries(
    implementation: Any, *, verb: str = "", actor: Any = None, before: int | None = None, limit: int = 50
) -> list[Entry]:
    """A page of an implementation's log, latest first; the next page starts ``before`` the last seq of this one."""
    found = Entry.objects.filter(implementation=implementation)
    if verb:
        found = found.filter(verb=verb)
    if actor is not None:
        found = found.filter(actor=actor)
    if before is not None:
        found = found.filter(seq__lt=before)
    return list(_with_names(found)[:limit])


def told_since(implementation: Any, seq: int, verbs: Collection[str], limit: int = 20) -> list[Entry]:
    """What happened after that entry, of these verbs only, oldest first."""
    found = Entry.objects.filter(implementation=implementation, seq__gt=seq, verb__in=verbs)
    return list(_with_names(found)[:limit])[::-1]


def deeds_of(implementation: Any, person: Any) -> dict[str, int]:
    """How often a person did what here, by verb, in one query."""
    found = Entry.objects.filter(implementation=implementation, actor=person).order_by()
    return {row["verb"]: row["times"] for row in found.values("verb").annotate(times=Count("seq"))}


def last_change(implementation: Any, verb: str, field: str) -> datetime | None:
    """When an entry of this verb last changed that field (``now`` among its data); None where none did."""
    found = Entry.objects.filter(implementation=implementation, verb=verb, data__now__has_key=field)
    return found.order_by("-seq").values_list("at", flat=True).first()


@asked_once
def head() -> str:
    """The end of the log as "seq:hash16": print it where it cannot be altered later."""
    last = Entry.objects.order_by("-seq").values_list("seq", "hash").first() or (0, START)
    return f"{last[0]}:{last[1][:16]}"


def _with_names(found: QuerySet[Entry]) -> QuerySet[Entry]:
    return found.order_by("-seq").prefetch_related("texts")
