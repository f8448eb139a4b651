"""What has every record of a register in common? A place, a reference, a version, and where it came from."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone

from golive.foundation.implementations.models import Implementation
from golive.foundation.implementations.refs import next_ref
from golive.foundation.people.models import Person


class Record(models.Model):
    """The base of every register's noun. ``ref`` is unique in its implementation; ``version`` guards every write.

    ``source`` and ``source_id`` name the row of another tool that this record came from, so that a second import
    finds it again; both are empty for a record made here.
    """

    PREFIX: ClassVar[str] = ""
    REGISTER: ClassVar[str] = ""

    implementation = models.ForeignKey("implementations.Implementation", on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=20)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=40, blank=True)
    source_id = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["implementation", "ref"], name="%(class)s_ref"),
            models.UniqueConstraint(
                fields=["implementation", "source", "source_id"],
                condition=~models.Q(source=""),
                name="%(class)s_source",
            ),
        ]

    def __str__(self) -> str:
        return self.ref

    @classmethod
    def begin(cls, implementation: Implementation, *, by: Person | None, ref: str | None = None, **fields: Any) -> Self:
        """Make a new record with the next reference; call it inside the transaction of the action."""
        return cls._default_manager.create(
            implementation=implementation,
            ref=ref or next_ref(implementation, cls.PREFIX),
            created_at=implementation.now(),
            created_by=by,
            **fields,
        )

    def get_absolute_url(self) -> str:
        return self.implementation.url(self.REGISTER, self.ref)


class SavedView(models.Model):
    """A filter, search and order that a person keeps for a register under a name."""

    implementation = models.ForeignKey("implementations.Implementation", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    register = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["implementation", "person", "register", "name"], name="one_view_per_name")
        ]

    def __str__(self) -> str:
        return self.name
