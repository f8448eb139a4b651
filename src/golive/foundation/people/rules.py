"""May it be a password, a name, a token, and if not why?"""

from __future__ import annotations

import re

from golive.plain.verdict import Kind, Refusal

# How long a program's key may live; a key without an end is a key nobody remembers.
LIFETIMES = (30, 90, 365)
MOST_TOKENS = 20
_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;.]+(\.[^@\s<>,;.]+)*")


def wrong_sign_in() -> list[Refusal]:
    """One answer for an unknown address, a wrong password and a person without one."""
    cure = "Check both, or have a code mailed to you."
    return [Refusal("sign_in.wrong", "This e-mail address and password do not fit together.", cure, Kind.INPUT)]


def wrong_code() -> list[Refusal]:
    cure = "Check it, or ask for a new one."
    return [Refusal("sign_in.code", "This code is wrong, used or too old.", cure, Kind.INPUT, "code")]


def may_be_called(name: str) -> list[Refusal]:
    if name.strip():
        return []
    return [Refusal("person.name", "The name is empty.", "Write the name that others know you by.", Kind.INPUT, "name")]


def is_address(email: str) -> list[Refusal]:
    """
    >>> is_address("dana.lee@acme.com"), str(is_address("dana.lee")[0])
    ([], '“dana.lee” is not an e-mail address. Write it as name@company.com.')
    """
    if _ADDRESS.fullmatch(email) and len(email) <= 254:
        return []
    problem, cure = f"“{email}” is not an e-mail address.", "Write it as name@company.com."
    return [Refusal("person.email", problem, cure, Kind.INPUT, "email")]


def may_be_entered(*, email: str, name: str, known: bool) -> list[Refusal]:
    refusals = is_address(email) + may_be_called(name)
    if known:
        problem = f"{email} is already here."
        refusals.append(Refusal("person.known", problem, "Give the address a role instead.", Kind.CONFLICT, "email"))
    return refusals


def may_make_token(*, label: str, days: int, alive: int) -> list[Refusal]:
    refusals = []
    if not label.strip():
        cure = "Say which program it is for."
        refusals.append(Refusal("token.label", "The token has no label.", cure, Kind.INPUT, "label"))
    if days not in LIFETIMES:
        cure = f"Choose {', '.join(map(str, LIFETIMES))} days."
        refusals.append(Refusal("token.days", f"A token cannot live {days} days.", cure, Kind.INPUT, "days"))
    if alive >= MOST_TOKENS:
        refusals.append(Refusal("token.many", f"You have {alive} tokens.", "Revoke those no program uses any more."))
    return refusals
