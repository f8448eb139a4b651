"""How does a value read in a sentence, and how is it kept so that its hash is the same on every database?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.db.models import Model
from django.utils import timezone

from golive.foundation.audit.events import Event


def is_person(value: object) -> bool:
    """A row of people, or a seat: names of people are erasable wherever they occur."""
    return (hasattr(value, "person_id") and hasattr(value, "roles")) or (
        isinstance(value, Model) and value._meta.label_lower == "people.person"
    )


def person_id(value: Any) -> int | None:
    return value.pk if isinstance(value, Model) else getattr(value, "person_id", None)


def words(value: object) -> str:
    """The value as a reader meets it in a sentence.

    >>> words(date(2027, 3, 21)), words(["a", "b"]), words(None), words(True)
    ('21 Mar 2027', 'a, b', 'nothing', 'yes')
    """
    match value:
        case None:
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case Enum():
            return str(value.value)
        case datetime():
            return f"{_local(value):%-d %b %Y %H:%M}"
        case date():
            return f"{value:%-d %b %Y}"
        case list() | tuple() | set() | frozenset():
            return ", ".join(words(item) for item in _in_order(value)) or "nothing"
        case Model():
            return str(getattr(value, "ref", None) or value)
    return clean(str(value))


def plain(value: object) -> Any:
    """The value as JSON that reads back exactly as it was written, from SQLite's text and PostgreSQL's jsonb."""
    match value:
        case None | bool():
            return value
        case Enum():
            return plain(value.value)
        case int():
            return int(value)
        case float():
            return _plain_float(value)
        case str():
            return clean(value)
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {clean(str(key)): plain(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(item) for item in _in_order(value)]
    return person_id(value) if is_person(value) else words(value)


def _plain_float(value: float) -> int | float:
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError(f"{value} cannot be written into the audit log. Record a missing figure as None.")
    # jsonb would give 1e20 back as an integer and -0.0 as 0.0, and the hash would no longer fit.
    return int(value) if value.is_integer() else value


def clean(text: str) -> str:
    """Without what PostgreSQL cannot store: NUL and lone surrogates become the replacement character."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def canonical(parts: object) -> bytes:
    """One byte string for one content, on every machine and database."""
    return json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def compose(event: Event, on: str, values: Mapping[str, object], left_open: set[str]) -> str:
    """The sentence with every value filled in but the names of people, which stay {open}."""
    missing = sorted(event.fields - values.keys())
    if missing:
        raise ValueError(
            f"“{event.sentence}” ({event.name}) was recorded without {', '.join(missing)}. Pass it as data."
        )
    filled = {field: _closed(words(values[field])) for field in event.fields}
    filled |= {"on": _closed(on)} | {field: "{" + field + "}" for field in left_open}
    return event.sentence.format(**filled)


def _closed(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _in_order(items: Any) -> list[Any]:
    return sorted(items, key=str) if isinstance(items, (set, frozenset)) else list(items)


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment
