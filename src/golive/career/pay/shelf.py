"""Where do a person's sealed pay data lie in an installation?"""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction

from golive.career.pay.models import PayBlock, PayKey
from golive.career.salary import Store
from golive.career.salary.seal import Seal
from golive.foundation.people.models import Person


class DeskShelf:
    """The blocks of one person; every read and write names them."""

    def __init__(self, person: Person) -> None:
        self.person = person

    def seal(self) -> Seal:
        key, _ = PayKey.objects.get_or_create(person=self.person)
        return Seal(settings.DESK_KEY, bytes(key.salt))

    def blocks(self, kind: str) -> list[tuple[str, int, bytes]]:
        found = PayBlock.objects.filter(person=self.person, kind=kind).values_list("source", "number", "sealed")
        return [(source, number, bytes(sealed)) for source, number, sealed in found]

    @transaction.atomic
    def replace(self, kind: str, source: str, blocks: Sequence[bytes]) -> None:
        PayBlock.objects.filter(person=self.person, kind=kind, source=source).delete()
        made = [
            PayBlock(person=self.person, kind=kind, source=source, number=number, sealed=block)
            for number, block in enumerate(blocks)
        ]
        PayBlock.objects.bulk_create(made)


def store_of(person: Person) -> Store:
    """The person's own store: the same as that of `golive salary`, on another shelf."""
    return Store(DeskShelf(person))
