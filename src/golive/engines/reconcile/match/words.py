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

    >>> words("BillingPostalCode__c"), words("to_Customer_CustomerIDs"), words("straße_2")
    (('billing', 'postal', 'code'), ('to', 'customer', 'customer', 'id'), ('strasse', '2'))
    """
    parts = [part for part in _BOUNDARY.split(name.replace("IDs", "Ids")) if part]
    if len(parts) > 1 and "__" in name and parts[-1].lower() in _MARKS:
        parts = parts[:-1]
    return tuple(_PLURAL.sub("", part.lower().translate(_FOLD)) for part in parts)


@lru_cache(maxsize=1)
def _meanings() -> dict[str, frozenset[int]]:
    text = files("golive.engines.reconcile.match").joinpath("vocabulary.txt").read_text(encoding="utf-8")
    rows = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
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
