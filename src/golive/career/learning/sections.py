"""Which part of the desk is about learning, and what of it is due?"""

from __future__ import annotations

from collections.abc import Iterator

from golive.career.learning import reads
from golive.career.learning.certificates import DUE_SOON, EXPIRED, standing
from golive.career.own.sections import DESK, Section, Step
from golive.foundation.look.words import full, plural
from golive.foundation.people.models import Person

LEARNING = f"/{DESK}learning/"


def _standing(person: Person) -> str:
    today, items, held = reads.today(person), reads.items(person), reads.held_certificates(person)
    due = sum(item.is_due(today) for _, item in items)
    late = sum(standing(each, today).state in (DUE_SOON, EXPIRED) for _, each in held)
    said = [f"{plural(len(items), 'item')}, {due} due"] if items else []
    said += [plural(len(held), "certificate") + (f", {late} due" if late else "")] if held else []
    return "; ".join(said)


def _steps(person: Person) -> Iterator[Step]:
    today = reads.today(person)
    for pk, held in reads.held_certificates(person):
        now = standing(held, today)
        if now.state in (DUE_SOON, EXPIRED) and held.expires is not None:
            verb = "expired" if now.state == EXPIRED else "expires"
            text = f"{now.missing} {held.unit_name or 'unit'}s are missing." if now.missing else "Renew it in time."
            title = f"{held.name} {verb} on {full(held.expires)}."
            yield Step(5, title, text, f"{LEARNING}certificates/{pk}/", "Look at it")
            break
    due = [item for _, item in reads.items(person) if item.is_due(today)]
    if due:
        title = f"{plural(len(due), 'item')} on your reading list {'is' if len(due) == 1 else 'are'} due."
        yield Step(15, title, f"“{due[0].title}” comes first.", LEARNING, "Read what is due")


SECTIONS = [
    Section(
        "Learning",
        "library",
        LEARNING,
        "How you stay current: reading with feeds, certificates and their units, trends and where you used them.",
        _standing,
        lambda person: list(_steps(person)),
    )
]
