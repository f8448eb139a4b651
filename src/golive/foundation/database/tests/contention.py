"""Do many processes that write at once all get their turn? Prints how many of this process's turns succeeded."""

from __future__ import annotations

from django.apps import apps
from django.db import transaction


def main(turns: str) -> None:
    people = apps.get_model("people.Person").objects
    done = 0
    for _ in range(int(turns)):
        with transaction.atomic():
            counter = people.select_for_update().get(email="counter@acme.example")
            people.filter(pk=counter.pk).update(name=str(int(counter.name) + 1))
        done += 1
    print(done)
