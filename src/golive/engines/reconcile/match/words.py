"""Which words does a technical name consist of, and which of them mean the same in the trade?"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|[^A-Za-z0-9äöüÄÖÜß]+")
_MARKS = frozenset({"c", "r", "pc"})  # Salesforce's suffixes of custom names: Legacy_Id__c
_PLURAL = re.compile(r"(?<=[a-z]{3})(?<![su])s$|(?<=\bid)s$")
_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@lru_cache(maxsize=100_000)
def words(name: str) -> tuple[str, ...]:
    """The words of a name, lowered, folded to ASCII, singular.

    A technical name that says nothing is replaced by what its documentation calls it (technical.txt).

    >>> words("KUNNR"), words("ORT01")
    (('customer', 'account', 'number'), ('city',))
    >>> words("BillingPostalCode__c"), words("to_Customer_CustomerIDs"), words("straße_2")
    (('billing', 'postal', 'code'), ('to', 'customer', 'customer', 'id'), ('strasse', '2'))
    """
    known = _technical().get(name.lower())
    if known is not None:
        return known
    parts = [part for part in _BOUNDARY.split(name.replace("IDs", "Ids")) if part]
    if len(parts) > 1 and "__" in name and parts[-1].lower() in _MARKS:
        parts = parts[:-1]
    return tuple(_PLURAL.sub("", part.lower().translate(_FOLD)) for part in parts)


def _lines(name: str) -> list[list[str]]:
    text = files("golive.engines.reconcile.match").joinpath(name).read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]


@lru_cache(maxsize=1)
def _technical() -> dict[str, tuple[str, ...]]:
    return {row[0]: tuple(row[1:]) for row in _lines("technical.txt")}


@lru_cache(maxsize=1)
def _meanings() -> dict[str, frozenset[int]]:
    rows = _lines("vocabulary.txt")
    found: dict[str, set[int]] = {}
    for number, row in enumerate(rows):
        for word in row:
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def same_meaning(one: str, other: str) -> bool:
    """Whether the trade uses the two words for the same thing (vocabulary.txt).

    >>> same_meaning("plz", "zip"), same_meaning("city", "street")
    (True, False)
    """
    meanings = _meanings()
    return not meanings.get(one, frozenset()).isdisjoint(meanings.get(other, frozenset()))


def has_meaning(word: str) -> bool:
    return word in _meanings()


def skeleton(word: str) -> str:
    """The word without its vowels after the first letter, which is how names are shortened: `customer` → `cstmr`."""
    return word[:1] + re.sub(r"[aeiou]", "", word[1:])
