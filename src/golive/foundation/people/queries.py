"""Which browsers and programs act as this person?"""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from golive.foundation.people.models import Person, Session, Token


def tokens(person: Person) -> QuerySet[Token]:
    """The person's tokens, the newest first; revoked ones stay in sight."""
    return Token.objects.filter(person=person).order_by("-made_at")


def holder_of(secret: str) -> Person | None:
    """Whose living token this is; None for one that was revoked, has run out, or never was."""
    found = Token.objects.select_related("person").filter(digest=Token.digest_of(secret)).first()
    return found.person if found and found.alive and found.person.is_active else None


def sessions(person: Person) -> QuerySet[Session]:
    return Session.objects.filter(person=person, expire_date__gt=timezone.now()).order_by("-started_at")


def demo_cast() -> QuerySet[Person]:
    """The people of the worked example."""
    return Person.objects.filter(is_demo=True, is_active=True).order_by("name")
