"""Which part of the desk is about pay, and what comes next in it?"""

from __future__ import annotations

from golive.career.own.sections import DESK, Section
from golive.career.pay.models import PayBlock
from golive.foundation.look.words import plural
from golive.foundation.people.models import Person

SALARY = f"/{DESK}salary/"


def _standing(person: Person) -> str:
    kinds = PayBlock.objects.filter(person=person).values("kind", "source").distinct().count()
    return f"{plural(kinds, 'source')} of your own" if kinds else ""


SECTIONS = [
    Section(
        "Salary",
        "hand-coins",
        SALARY,
        "What the role pays, in bands with their sources, and how to negotiate.",
        _standing,
    )
]
