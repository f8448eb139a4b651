"""How does the backlog get in? By import only: what is wrong in it is put right in Jira."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from golive.connectors.jira import queries, rules
from golive.connectors.jira.models import BacklogImport, BacklogItem
from golive.foundation import audit
from golive.foundation.implementations.access import seat_of
from golive.foundation.implementations.models import Implementation
from golive.foundation.implementations.refs import next_refs
from golive.foundation.people.models import Person
from golive.plain import interchange
from golive.plain.verdict import require

audit.verb("backlog.imported", "{by} imported {new} new and {changed} changed issues into {on} from {source}")

BATCH = 500


@transaction.atomic
def import_items(
    implementation: Implementation, found: Iterable[interchange.BacklogItem], *, by: Person, source: str, url: str = ""
) -> tuple[int, int]:
    """Write all of an export or nothing. Returns how many issues were new and how many changed."""
    require(rules.may_import(seat_of(by, implementation)))
    lines = queries.compare(implementation, found)
    new = [line for line in lines if line.kind == "new"]
    changed = [line for line in lines if line.kind == "changed"]
    _create(implementation, new, by)
    BacklogItem.objects.bulk_update([_set(line) for line in changed], _fields(changed), batch_size=BATCH)
    BacklogImport.objects.create(
        implementation=implementation, at=implementation.now(), by=by, source=source[:200], url=url, issues=len(lines)
    )
    if new or changed:
        audit.record("backlog.imported", on=implementation, by=by, source=source, new=len(new), changed=len(changed))
    return len(new), len(changed)


def _create(implementation: Implementation, new: list[queries.Line], by: Person) -> None:
    refs = next_refs(implementation, BacklogItem.PREFIX, len(new)) if new else []
    rows = [
        BacklogItem(
            implementation=implementation,
            ref=ref,
            created_at=implementation.now(),
            created_by=by,
            source=line.item.identity[0],
            source_id=line.item.identity[1],
            **line.values,
        )
        for ref, line in zip(refs, new, strict=True)
    ]
    BacklogItem.objects.bulk_create(rows, batch_size=BATCH)


def _fields(changed: list[queries.Line]) -> list[str]:
    return sorted({name for line in changed for name in line.changes} | {"version"})


def _set(line: queries.Line) -> BacklogItem:
    assert line.held is not None
    for name, (_, value) in line.changes.items():
        setattr(line.held, name, value)
    line.held.version += 1
    return line.held
