"""How does an event enter the log: in the same transaction as what it tells, one after the other?"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.dispatch import Signal
from django.utils import timezone

from golive.foundation.audit.chain import START, digest, seal
from golive.foundation.audit.events import Event, lookup
from golive.foundation.audit.models import Entry, EntryText
from golive.foundation.audit.wording import clean, compose, is_person, person_id, plain, words

recorded = Signal()
"""Sent with ``entry`` once the transaction has committed; never before, and never when it was rolled back."""

SYSTEM = "golive"
# Any fixed number: every writer of the log asks PostgreSQL for the same one.
_LOCK = 0x60_11_5E


def record(verb: str, *, on: Model, by: Any, because: str = "", at: datetime | None = None, **data: object) -> Entry:
    """Append what just happened. The last line of an action, inside its transaction.

    ``on`` is the record it happened to (``implementation``, ``ref`` and ``get_absolute_url()`` are used where it
    has them); ``by`` a person, a seat, or None for golive itself; ``because`` the reason in the person's own
    words. A person among ``data`` is kept by id, the name erasable. Raises ValueError for an undeclared verb or
    data that its sentence lacks, and RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{verb} was recorded outside a transaction. Put the action under @transaction.atomic.")
    wording, texts = _tell(lookup(verb), on, by, because, data)
    _one_at_a_time()
    last = Entry.objects.order_by("-seq").values("seq", "hash").first() or {"seq": 0, "hash": START}
    entry = Entry(
        seq=last["seq"] + 1,
        at=(at or _now(on)).astimezone(UTC),
        implementation_id=_implementation_id(on),
        actor_id=person_id(by),
        verb=verb,
        subject=on._meta.label,
        subject_id=str(on.pk),
        subject_ref=clean(_ref(on))[:200],
        subject_url=clean(on.get_absolute_url()) if hasattr(on, "get_absolute_url") else "",
        wording=wording,
        data=plain(data),
        digests={text.field: digest(text.salt, text.text) for text in texts},
        prev=last["hash"],
    )
    entry.hash = seal(entry)
    _write(entry, texts)
    transaction.on_commit(partial(recorded.send_robust, sender=Entry, entry=entry), robust=True)
    return entry


def _tell(event: Event, on: Model, by: Any, because: str, data: dict[str, object]) -> tuple[str, list[EntryText]]:
    """The sentence with names left open, and the erasable texts: those names, and the reason."""
    told = {key: value for key, value in (data | {"on": on}).items() if key in event.named and is_person(value)}
    names: dict[str, Any] = {"by": by} | told
    found = [(field, person_id(who), _name(who)) for field, who in names.items()]
    found += [("because", person_id(by), because)] if because.strip() else []
    return compose(event, words(on), data, set(names)), [
        EntryText(field=field, person_id=person, salt=secrets.token_hex(16), text=clean(text) or "?")
        for field, person, text in found
    ]


def _name(who: Any) -> str:
    return SYSTEM if who is None else str(getattr(who, "name", "") or who)


def _ref(on: Model) -> str:
    if is_person(on):
        return f"person {on.pk}"  # the name would not be erasable here
    return str(getattr(on, "ref", None) or on)


def _now(on: Model) -> datetime:
    """The time of the implementation: a worked example stands still on its day, and its log with it."""
    implementation: Any = getattr(on, "implementation", None)
    return implementation.now() if hasattr(implementation, "now") else timezone.now()


def _implementation_id(on: Model) -> int | None:
    if on._meta.label_lower == "implementations.implementation":
        return on.pk
    return getattr(on, "implementation_id", None) or getattr(getattr(on, "implementation", None), "pk", None)


def _one_at_a_time() -> None:
    """SQLite has already taken its only write lock (IMMEDIATE); PostgreSQL must be asked."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _write(entry: Entry, texts: list[EntryText]) -> None:
    entry.save(force_insert=True)
    for text in texts:
        text.entry = entry
    EntryText.objects.bulk_create(texts)
