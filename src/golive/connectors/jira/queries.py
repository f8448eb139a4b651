"""What is in the backlog, how much of it is open, and what would another export change?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from golive.connectors.jira import rules
from golive.connectors.jira.models import BacklogImport, BacklogItem
from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.models import Implementation
from golive.plain import interchange


def items(implementation: Implementation) -> QuerySet[BacklogItem]:
    return BacklogItem.objects.filter(implementation=implementation)


def by_category(implementation: Implementation) -> dict[str, int]:
    """How many issues stand in each status category; "" is what the export did not say."""
    found = dict(items(implementation).values_list("category").annotate(count=Count("pk")).order_by())
    known = {category: found.pop(category, 0) for category in rules.CATEGORIES}
    return {**known, **found}


def open_count(implementation: Implementation) -> int:
    return items(implementation).exclude(category__in=["", rules.DONE]).count()


def last_import(implementation: Implementation) -> BacklogImport | None:
    return (
        BacklogImport.objects.filter(implementation=implementation).select_related("by").order_by("-at", "-pk").first()
    )


def around(item: BacklogItem) -> dict[str, BacklogItem]:
    """The issues that this one names (parent and links), as far as they were imported, by key."""
    keys = {item.parent, *(link["key"] for link in item.links)} - {""}
    found = items(item.implementation).filter(key__in=keys).select_related("implementation")
    return {other.key: other for other in found}


def facts(implementation: Implementation) -> rules.Backlog:
    last = last_import(implementation)
    return rules.Backlog(
        issues=items(implementation).count(),
        open=open_count(implementation),
        imported_at=last.at if last else None,
        now=implementation.now(),
        fresh_days=int(implementations.value(implementation, rules.FRESH_DAYS)),
    )


@dataclass(frozen=True)
class Line:
    """What one row of the export would do: new, changed (field → before and after) or same."""

    item: interchange.BacklogItem
    kind: str
    values: Mapping[str, Any]
    held: BacklogItem | None = None
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


def compare(implementation: Implementation, found: Iterable[interchange.BacklogItem]) -> list[Line]:
    """Compare an export with the backlog; the same export again changes nothing."""
    known = {(held.source, held.source_id): held for held in items(implementation)}
    return [_line(item, known.get(item.identity)) for item in found]


def _line(item: interchange.BacklogItem, held: BacklogItem | None) -> Line:
    values = _values(item)
    if held is None:
        return Line(item, "new", values)
    changes = {name: (getattr(held, name), value) for name, value in values.items() if getattr(held, name) != value}
    return Line(item, "changed" if changes else "same", values, held, changes)


def _values(item: interchange.BacklogItem) -> dict[str, Any]:
    return {
        "key": item.key[:80],
        "title": item.summary[:400],
        "type": item.type[:80],
        "status": item.status[:80],
        "category": item.category[:40],
        "resolution": item.resolution[:80],
        "priority": item.priority[:80],
        "project": item.project[:120],
        "assignee": str(item.assignee or "")[:200],
        "reporter": str(item.reporter or "")[:200],
        "written_at": _aware(item.created),
        "updated_at": _aware(item.updated),
        "resolved_at": _aware(item.resolved),
        "start": item.start,
        "due": item.due,
        "parent": item.parent[:80],
        "epic": item.epic[:200],
        "description": item.description,
        "story_points": item.story_points,
        "estimate_seconds": item.estimate_seconds,
        "remaining_seconds": item.remaining_seconds,
        "spent_seconds": item.spent_seconds,
        "sprints": list(item.sprints),
        "labels": list(item.labels),
        "components": list(item.components),
        "versions": list(item.versions),
        "links": [asdict(link) for link in item.links],
        "comments": [_told(asdict(comment)) for comment in item.comments],
        "attachments": [_told(asdict(attachment)) for attachment in item.attachments],
        "extra": {name: list(values) for name, values in item.extra.items()},
    }


def _aware(moment: datetime | None) -> datetime | None:
    """Jira exports carry no zone: the hours are taken as those of this installation."""
    return None if moment is None else timezone.make_aware(moment)


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}
