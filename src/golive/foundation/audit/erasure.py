"""How do a person's words and name leave the log while its chain still holds?"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from golive.foundation.audit.events import verb
from golive.foundation.audit.models import Entry, EntryText
from golive.foundation.audit.recording import record

verb("audit.erased", "{by} erased {count} texts from the audit log")


@transaction.atomic
def erase(entry: Entry, field: str, *, by: Any, on: Model, because: str) -> int:
    """Blank one text of an entry ("because", or a name); return how many were blanked (0 if it already was)."""
    return _blank(EntryText.objects.filter(entry=entry, field=field), by=by, on=on, because=because)


@transaction.atomic
def erase_person(person: Any, *, by: Any, because: str) -> int:
    """Blank the name and the words of this person throughout the log; what they did stays, under no name."""
    return _blank(EntryText.objects.filter(person=person), by=by, on=person, because=because)


def _blank(texts: QuerySet[EntryText], *, by: Any, on: Model, because: str) -> int:
    there = list(texts.exclude(text="").order_by("entry_id", "field"))
    if not there:
        return 0
    gone = [[text.entry_id, text.field] for text in there]
    # Written first: the new entry itself names whoever erases, and those names must stay.
    record("audit.erased", on=on, by=by, because=because, count=len(gone), texts=gone)
    EntryText.objects.filter(pk__in=[text.pk for text in there]).update(text="", salt="")
    return len(gone)
