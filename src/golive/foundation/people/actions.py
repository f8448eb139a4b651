"""What does a person do with their own account, and in which words does the log tell it?"""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from golive.foundation import audit
from golive.foundation.people import rules
from golive.foundation.people.models import Person, Session, Token
from golive.plain.verdict import Kind, Refusal, require

audit.verb("person.entered", "{by} entered {who}")
audit.verb("person.closed", "{by} closed the account of {who}")
audit.verb("person.signed_in", "{by} signed in {how}")
audit.verb("person.renamed", "{by} changed their own name")
audit.verb("password.set", "{by} set a new password")
audit.verb("session.ended", "{by} ended {count} of their own sessions")
audit.verb("token.made", "{by} made the token {on}, good until {until}")
audit.verb("token.revoked", "{by} revoked the token {on}")


@transaction.atomic
def welcome(*, by: Person | None, email: str, name: str, organisation: str = "") -> Person:
    """Enter somebody who is not here yet; without a password they sign in by a mailed code."""
    address = email.strip().lower()
    known = Person.objects.filter(email=address).exists()
    require(rules.may_be_entered(email=address, name=name, known=known))
    person = Person.objects.create(email=address, name=name.strip(), organisation=organisation.strip())
    audit.record("person.entered", on=person, by=by, who=person)
    return person


@transaction.atomic
def close(person: Person, *, by: Person | None, because: str) -> None:
    """From now on nobody signs in or acts as this person; what they did stays. Closing twice changes nothing."""
    if Person.objects.filter(pk=person.pk, is_active=True).update(is_active=False):
        Session.objects.filter(person=person).delete()
        audit.record("person.closed", on=person, by=by, who=person, because=because)


@transaction.atomic
def note_sign_in(*, by: Person, how: str) -> None:
    """Somebody got in: by a password, by a mailed code, or in the demo by a click."""
    audit.record("person.signed_in", on=by, by=by, how=how)


@transaction.atomic
def rename(*, by: Person, name: str, organisation: str) -> Person:
    """Change the own name. What is already in the log keeps the name it was written with."""
    require(rules.may_be_called(name))
    by.name, by.organisation = name.strip(), organisation.strip()
    by.save(update_fields=["name", "organisation"])
    audit.record("person.renamed", on=by, by=by)
    return by


@transaction.atomic
def set_password(*, by: Person, old: str, new: str) -> Person:
    """Set a password; every session of this person ends, the caller renews the one at hand."""
    problems = []
    if by.password and by.has_usable_password() and not by.check_password(old):
        problems.append(Refusal("password.old", "The old password is wrong.", "", Kind.INPUT, "old"))
    try:
        validate_password(new, by)
    except ValidationError as weak:
        problems.extend(Refusal("password.weak", text, "", Kind.INPUT, "new") for text in weak.messages)
    require(problems)
    by.set_password(new)
    by.save(update_fields=["password"])
    Session.objects.filter(person=by).delete()
    audit.record("password.set", on=by, by=by)
    return by


@transaction.atomic
def end_sessions(*, by: Person, keep: str, only: str = "") -> int:
    """Sign out other browsers: one of them, or all but the one at hand."""
    others = Session.objects.filter(person=by).exclude(session_key=keep)
    keys = [session.session_key for session in others if not only or session.handle == only]
    count, _ = others.filter(session_key__in=keys).delete()
    if count:
        audit.record("session.ended", on=by, by=by, count=count)
    return count


@transaction.atomic
def make_token(*, by: Person, label: str, days: int) -> tuple[Token, str]:
    """A key with which a program acts as this person; the secret is returned once and kept nowhere."""
    alive = sum(token.alive for token in Token.objects.filter(person=by, revoked_at=None))
    require(rules.may_make_token(label=label, days=days, alive=alive))
    secret = Token.new_secret()
    until = timezone.now() + timedelta(days=days)
    token = Token.objects.create(person=by, label=label.strip(), digest=Token.digest_of(secret), expires_at=until)
    audit.record("token.made", on=token, by=by, until=timezone.localdate(until))
    return token, secret


@transaction.atomic
def revoke_token(token: Token, *, by: Person) -> None:
    """From now on the key opens nothing. Revoking twice changes nothing."""
    if token.person_id != by.pk:
        require([Refusal("token.not_yours", f"{token} is not your token.", "Its owner revokes it.", Kind.RIGHTS)])
    if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        audit.record("token.revoked", on=token, by=by)
