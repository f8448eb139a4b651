"""Who acts in these tests? Maya manages Acme's CRM roll-out, Sam sponsors it."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import transaction

from golive.foundation import audit

audit.verb("test.decided", "{by} decided {on}: {to}")
audit.verb("test.invited", "{by} invited {whom} to {on}")


def person(name: str) -> Any:
    return apps.get_model("people.Person").objects.create(email=f"{name.split()[0].lower()}@acme.example", name=name)


def acme(slug: str = "acme-crm") -> Any:
    return apps.get_model("implementations.Implementation").objects.create(slug=slug, name="Acme CRM", client="Acme")


@transaction.atomic
def decide(on: Any, by: Any, to: object = "rejected", because: str = "") -> Any:
    return audit.record("test.decided", on=on, by=by, to=to, because=because)
