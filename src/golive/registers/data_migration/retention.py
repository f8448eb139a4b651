"""Until when are rows of data kept, and what stays when they are gone?

Hashes, counts, causes, decisions and what was signed stay for good; only the rows and their differences go.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.models import Implementation
from golive.registers.data_migration import rules
from golive.registers.data_migration.models import (
    Extract,
    Load,
    MappingDocument,
    MigrationObject,
    MigrationSignOff,
    place,
    vault,
)

UNOWNED_FOR = timedelta(days=1)


@dataclass
class Held:
    """The files of rows of one object, by their SHA-256 with what they are, and the last day on which they are kept."""

    object: MigrationObject
    until: date
    files: dict[str, str] = field(default_factory=dict)


def held(implementation: Implementation, only: MigrationObject | None = None) -> list[Held]:
    """What is kept for each object of an implementation that ever had rows here, or for one of them."""
    of = {"implementation": implementation} | ({"object": only} if only else {})
    used: dict[int, list[datetime]] = defaultdict(list)
    files: dict[int, dict[str, str]] = defaultdict(dict)
    for each in Extract.objects.filter(**of):
        used[each.object_id].append(each.created_at)
        files[each.object_id][each.sha256] = each.name
    for load in Load.objects.filter(**of).exclude(evidence="").select_related("test"):
        used[load.object_id] += [load.attached_at] if load.attached_at else []
        files[load.object_id][load.evidence] = f"the differences in {load.test.ref}"
    for made in MappingDocument.objects.filter(**of):
        if made.expected:
            files[made.object_id][made.expected["kept"]] = "the expected rows"
    signed = _signed(implementation)
    objects = MigrationObject.objects.filter(implementation=implementation, pk__in=files)
    after_use, after_signature = (
        timedelta(days=int(implementations.value(implementation, setting)))
        for setting in (rules.KEEP_ROWS, rules.KEEP_SIGNED)
    )
    found = []
    for migrated in objects.order_by("ref"):
        last, by = max(used[migrated.pk], default=migrated.created_at), signed.get(migrated.pk)
        until = by + after_signature if by is not None and by >= last else last + after_use
        found.append(Held(migrated, timezone.localdate(until), files[migrated.pk]))
    return found


def _signed(implementation: Implementation) -> dict[int, datetime]:
    """When each object was last signed off, by its id."""
    at: dict[int, datetime] = {}
    signed = MigrationSignOff.objects.filter(implementation=implementation).exclude(signed_at=None)
    when = {each.test_id: each.signed_at for each in signed.order_by("signed_at") if each.signed_at is not None}
    for test, migrated in Load.objects.filter(test__in=when).values_list("test", "object"):
        at[migrated] = max(at.get(migrated, when[test]), when[test])
    return at


def kept_until(migrated: MigrationObject) -> date | None:
    """The last day on which the rows of an object are kept; None where it has none."""
    return next((each.until for each in held(migrated.implementation, migrated)), None)


def is_gone(sha256: str) -> bool:
    """Whether the rows under this hash were removed."""
    return not vault(sha256).exists()


def is_owned(sha256: str) -> bool:
    """Whether a record says that it has the file with this hash."""
    return (
        Extract.objects.filter(sha256=sha256).exists()
        or Load.objects.filter(evidence=sha256).exists()
        or MappingDocument.objects.filter(expected__kept=sha256).exists()
    )


def remove_unowned() -> int:
    """Remove the files that no record has had for a day; returns how many. A job that still works ends before that.

    None where nothing was ever migrated: then this is not the database that the files belong to.
    """
    if not MigrationObject.objects.exists():
        return 0
    owned = {*Extract.objects.values_list("sha256", flat=True), *Load.objects.values_list("evidence", flat=True)}
    owned |= {said.get("kept") for said in MappingDocument.objects.values_list("expected", flat=True)}
    before, removed = time.time() - UNOWNED_FOR.total_seconds(), 0
    for path in list(place().rglob("*")):
        if path.is_file() and path.name not in owned and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def due() -> list[Held]:
    """What nobody needs any more, over all implementations: a file that is still needed elsewhere is not among it."""
    every = [(each, each.until < on.today()) for on in Implementation.objects.all() for each in held(on)]
    needed = {sha256 for each, over in every if not over for sha256 in each.files}
    found = []
    for each, over in every:
        files = {s: name for s, name in each.files.items() if over and s not in needed and not is_gone(s)}
        if files:
            found.append(Held(each.object, each.until, files))
    return found


def remove(found: list[Held]) -> int:
    """Remove the files; returns how many. What is gone already is passed over."""
    every = {sha256 for each in found for sha256 in each.files}
    for sha256 in every:
        vault(sha256).unlink(missing_ok=True)
    return len(every)
