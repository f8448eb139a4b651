"""Which number comes next? CR-012 after CR-011, also when two people submit at the same moment."""

from __future__ import annotations

from django.db.models import F

from golive.foundation.implementations.models import Implementation, RefCounter


def next_ref(implementation: Implementation, prefix: str) -> str:
    """The next free reference; call it inside the transaction that creates the record."""
    return next_refs(implementation, prefix, 1)[0]


def next_refs(implementation: Implementation, prefix: str, count: int) -> list[str]:
    """A run of references in one write, for imports."""
    RefCounter.objects.get_or_create(implementation=implementation, prefix=prefix)
    counter = RefCounter.objects.filter(implementation=implementation, prefix=prefix)
    counter.update(last=F("last") + count)
    last = counter.values_list("last", flat=True).get()
    return [f"{prefix}-{number:03d}" for number in range(last - count + 1, last + 1)]


def numbered_until(implementation: Implementation, prefix: str, number: int) -> None:
    """Say that numbers up to this one are given out: an import took them over from its file."""
    RefCounter.objects.get_or_create(implementation=implementation, prefix=prefix)
    RefCounter.objects.filter(implementation=implementation, prefix=prefix, last__lt=number).update(last=number)
