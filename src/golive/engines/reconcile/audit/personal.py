"""Which columns hold data about persons, proved by check digits where there are any?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from golive.engines.reconcile.audit.finding import Finding, Weight, text_of
from golive.engines.reconcile.audit.look import Look, words_of
from golive.engines.reconcile.audit.markers import SURE

SAMPLE = 1000
MOSTLY = 0.6


def luhn(text: str) -> bool:
    """Whether the last digit is right by ISO/IEC 7812 (cards, IMEI).

    >>> luhn("4539 1488 0343 6467"), luhn("4539 1488 0343 6468")
    (True, False)
    """
    digits = [int(sign) for sign in text if sign.isdigit()]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return len(digits) >= 12 and (sum(digits[-1::-2]) + doubled) % 10 == 0


def iban(text: str) -> bool:
    """Whether an IBAN is right modulo 97 (ISO 13616).

    >>> iban("DE89 3704 0044 0532 0130 00"), iban("DE88 3704 0044 0532 0130 00")
    (True, False)
    """
    bare = re.sub(r"\s", "", text).upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", bare):
        return False
    return int("".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])) % 97 == 1


def tax_number(text: str) -> bool:
    """Whether a German tax identification number is right (§ 139b AO; ISO 7064 MOD 11,10).

    >>> tax_number("86095742719"), tax_number("86095742718")
    (True, False)
    """
    digits = [int(sign) for sign in text if sign.isdigit()]
    if len(digits) != 11 or digits[0] == 0:
        return False
    product = 10
    for digit in digits[:10]:
        total = (digit + product) % 10 or 10
        product = 2 * total % 11
    return (11 - product) % 10 == digits[10]


@dataclass(frozen=True)
class Sort:
    """A sort of personal data: the shapes it has, its pattern, its check, and words of a heading that say so."""

    name: str
    shapes: str
    pattern: str
    check: Callable[[str], bool] | None = None
    words: frozenset[str] = frozenset()


SORTS = (
    Sort("e-mail address", r".*@.*", r"[^@\s]+@[^@\s]+\.[^@\s]+"),
    Sort("IBAN", r"a9[a9 ]*", r"[A-Za-z]{2}\d{2}[ A-Za-z0-9]{11,40}", iban),
    Sort("card number", r"9([ -]9){0,4}", r"(?:\d[ -]?){13,19}", luhn),
    Sort("tax number", r"9([ ]9){0,4}", r"(?:\d ?){11}", tax_number),
    Sort("telephone number", r"[-+()/ 9.]+(a[. ]?9)?", r"[+(]?\d[\d ()/.-]{5,20}\d", None,
         frozenset({"phone", "telephone", "telefon", "tel", "mobile", "handy", "fax", "telf", "fon"})),
    Sort("address on the network", r"9\.9\.9\.9", r"(?:\d{1,3}\.){3}\d{1,3}"),
)  # fmt: skip
BY_HEADING = {
    "name of a person": {"firstname", "lastname", "surname", "vorname", "nachname", "forename", "fullname", "given"},
    "date of birth": {"birth", "birthdate", "birthday", "dob", "geburtsdatum", "geburtstag"},
    "address": {"street", "strasse", "straße", "address", "adresse", "anschrift"},
    "sex": {"gender", "sex", "geschlecht"},
    "social security number": {"ssn", "sozialversicherungsnummer", "soc", "svnr"},
}


def looks_personal(heading: str, values: Sequence[str]) -> bool:
    """Whether most of some values are personal data, or their heading says so: what nobody audited is judged so.

    >>> looks_personal("id", ["ann@example.com", "bo@example.com"]), looks_personal("id", ["4711", "4712"])
    (True, False)
    """
    words = words_of(heading)
    if any(words & said for said in BY_HEADING.values()):
        return True
    for sort in SORTS:
        if sort.words and not sort.words & words:
            continue
        right = [v for v in values if re.fullmatch(sort.pattern, v.strip()) and (sort.check is None or sort.check(v))]
        if values and len(right) >= MOSTLY * len(values):
            return True
    return False


def personal(look: Look) -> Iterator[Finding]:
    """What sort of personal data most values are; where a check digit exists, those that fail it."""
    values = None
    for sort in SORTS:
        if not look.has_shape(sort.shapes) or (sort.words and not sort.words & look.words):
            continue
        values = values if values is not None else _sampled(look)
        fitting = [value for value in values if re.fullmatch(sort.pattern, value.strip())]
        right = [value for value in fitting if sort.check is None or sort.check(value)]
        if len(right) >= MOSTLY * max(1, len(values)):
            yield _told(look, sort, len(values), len(fitting), len(right))
            yield from _failing(look, sort, fitting)
            return
    if {"web", "url", "ip", "http"} & look.words:
        return
    for name, words in BY_HEADING.items():
        heading = look.words | {re.sub(r"[^a-zäöüß]", "", look.column.lower())}
        if words & heading:
            yield _by_heading(look, name)
            return


def _sampled(look: Look) -> list[str]:
    rows = look.ask(f"SELECT {look.quoted} FROM looked ORDER BY hash({look.quoted}) LIMIT {SAMPLE}")
    return [row[0] for row in rows]


def _told(look: Look, sort: Sort, sampled: int, fitting: int, right: int) -> Finding:
    checked = f"; {right} of {fitting} have the right check digits" if sort.check else ""
    says = (
        f"{look.column} holds personal data ({sort.name}): {fitting} of {sampled} distinct values looked at{checked}."
    )
    return Finding(
        look.table,
        look.column,
        "personal data",
        sort.name,
        look.filled,
        look.table_rows,
        (),
        says,
        Weight.KNOW,
        (),
        True,
    )


def _by_heading(look: Look, name: str) -> Finding:
    says = f"{look.column} holds personal data ({name}), judged by its heading."
    return Finding(
        look.table, look.column, "personal data", name, look.filled, look.table_rows, (), says, Weight.KNOW, (), True
    )


def _failing(look: Look, sort: Sort, fitting: list[str]) -> Iterator[Finding]:
    if sort.name == "e-mail address" and not all(re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", s) for s in look.shapes):
        says = "{count} rows of {column} are no e-mail addresses."
        empty = ", ".join(text_of(marker) for marker in SURE)
        when = f"not matches(trim({{x}}), '[^@ ]+@[^@ ]+[.][^@ .]+') and not lower(trim({{x}})) in ({empty})"
        yield from look.found("unusual form", "no e-mail address", says, Weight.DECIDE, when=when)
    if sort.check is None:
        return
    failing = [value for value in fitting if not sort.check(value)]
    if failing:
        share = f"{len(failing)} of {len(fitting)} distinct values looked at"
        says = f"{look.column}: the check digits of {share} are wrong for a {sort.name}."
        found = Finding(
            look.table, look.column, "check digits", sort.name, len(failing), look.table_rows,
            tuple(failing[:5]), says, Weight.DECIDE,
        )  # fmt: skip
        yield replace(found, personal=True)
