"""Is it really this person, at this moment? Asked again before what cannot be taken back."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from golive.foundation.people import sign_in
from golive.foundation.people.models import Person
from golive.plain.verdict import Kind, Refusal, Refused, require


@dataclass(frozen=True)
class Proof:
    """What the person typed: the password, or the code that was mailed to this browser."""

    password: str = ""
    code: str = ""
    browser_key: str = ""
    network: str = ""


def way_of(person: Person) -> str:
    """How this person proves it: by "password", by mailed "code", or in the demo by nothing ("")."""
    if settings.DEMO_SIGN_IN and person.is_demo:
        return ""
    return "password" if person.password and person.has_usable_password() else "code"


def confirm(person: Person, proof: Proof) -> str:
    """In which way it was proved, or the refusal. Call it outside the action's transaction: a failed try must count."""
    way = way_of(person)
    if not way:
        return "signed in to the demo"
    if way == "code":
        return _by_code(person, proof)
    try:
        sign_in.by_password(person.email, proof.password, network=proof.network)
    except Refused as refused:
        require(_said_plainly(person, refused))
    return "confirmed with the password"


def _by_code(person: Person, proof: Proof) -> str:
    if not proof.browser_key:
        problem = f"{person.name} has no password, so a mailed code must confirm it."
        cure = "Have a code mailed on the page, or set a password under Your account."
        require([Refusal("confirm.code", problem, cure, Kind.INPUT, "code")])
    found = sign_in.by_code(proof.browser_key, proof.code, network=proof.network)
    if found.pk != person.pk:
        problem, cure = "This code was mailed to somebody else.", "Have one mailed to yourself."
        require([Refusal("confirm.code", problem, cure, Kind.INPUT, "code")])
    return "confirmed with a mailed code"


def _said_plainly(person: Person, refused: Refused) -> list[Refusal]:
    """The sign-in does not say whether an address is known; here the person is known, so the field is named."""
    if any(refusal.code != "sign_in.wrong" for refusal in refused.refusals):
        return list(refused.refusals)
    cure = "Type the password with which you sign in."
    return [Refusal("confirm.password", f"This is not the password of {person.name}.", cure, Kind.INPUT, "password")]
