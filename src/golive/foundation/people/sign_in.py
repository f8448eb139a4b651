"""Is it really this person? By password or by a mailed code; no answer says which address is known."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.contrib.auth import authenticate
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from golive.foundation.people import letters, limits, rules
from golive.foundation.people.models import Code, Person
from golive.plain.verdict import Refused, require

# Without vowels and without what looks alike: nothing to misread, no words by accident. 20^8 codes.
ALPHABET = "BCDFGHJKLMNPQRSTVWXZ"
CODE_MINUTES = 10
TRIES_PER_CODE = 5


def by_password(email: str, password: str, *, network: str) -> Person:
    """The person behind address and password. The same refusal, after the same time, for whatever is wrong."""
    limits.count("password", whom=email, network=network)
    person = authenticate(username=email, password=password)
    if not isinstance(person, Person):
        raise Refused(rules.wrong_sign_in())
    limits.forget("password", whom=email)
    return person


def send_code(email: str, *, network: str) -> str:
    """Mail a code if the address is known; returns the key of the browser that asked, known or not."""
    limits.count("code", whom=email, network=network)
    browser_key = secrets.token_urlsafe(32)
    code = "".join(secrets.choice(ALPHABET) for _ in range(8))
    person = Person.objects.filter(email=email.strip().lower(), is_active=True).first()
    if person is not None:
        expires = timezone.now() + timedelta(minutes=CODE_MINUTES)
        Code.objects.create(
            person=person, digest=_digest(code, browser_key), browser_key=browser_key, expires_at=expires
        )
        letters.post(letters.code_letter(person, f"{code[:4]}-{code[4:]}", CODE_MINUTES))
    return browser_key


def by_code(browser_key: str, code: str, *, network: str) -> Person:
    """The person whom this code was mailed to. Good once, in time, with a few tries, and for that browser only."""
    limits.count("guess", whom=browser_key, network=network)
    person = _redeem(browser_key, code)
    require(rules.wrong_code() if person is None else [])
    assert person is not None
    limits.forget("code", whom=person.email)
    return person


@transaction.atomic
def _redeem(browser_key: str, typed: str) -> Person | None:
    """Counts the try even when it fails, so it answers with None instead of raising out of the transaction."""
    now = timezone.now()
    open_codes = Code.objects.select_for_update().filter(
        browser_key=browser_key, used_at=None, expires_at__gt=now, tries__lt=TRIES_PER_CODE, person__is_active=True
    )
    found = open_codes.first() if browser_key else None
    if found is None:
        return None
    found.tries += 1
    fits = constant_time_compare(found.digest, _digest("".join(c for c in typed.upper() if c.isalnum()), browser_key))
    found.used_at = now if fits else None
    found.save()
    return found.person if fits else None


def _digest(code: str, browser_key: str) -> str:
    return salted_hmac("golive.code", f"{browser_key}:{code}", algorithm="sha256").hexdigest()
