"""Which sentences of a model say nothing that was not said before: no figure, no name, no product?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from golive.career.bank import built_in
from golive.career.matching.words import FILLERS, STOPWORDS
from golive.career.scoring.score import named, sentences

MOST_SENTENCES, MOST_CHARACTERS = 12, 2_000


def _listed(words: str) -> list[str]:
    return words.split()


_ONES = _listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = _listed("twenty thirty forty fifty sixty seventy eighty ninety")
_SPOKEN = {word: Decimal(at) for at, word in enumerate(_ONES)}
_SPOKEN |= {word: Decimal(10 * at) for at, word in enumerate(_TENS, 2)}
_SPOKEN |= {"hundred": Decimal(100), "thousand": Decimal(1_000), "million": Decimal(10**6), "billion": Decimal(10**9)}
# Amounts that hide a number; each has to stand in the evidence as it is.
_HIDDEN = frozenset(
    _listed(
        "dozen dozens hundreds thousands millions half halved halve twice double doubled triple tripled quarter thirds "
        "second third fourth fifth sixth seventh eighth ninth tenth twofold threefold tenfold"
    )
)
_NUMBER = re.compile(r"\d+(?:[.,'\u2019 \u00a0\u202f]\d{3})*(?:[.,]\d+)?")
_UNIT = {"%": "%", "percent": "%", "per cent": "%", "$": "$", "€": "€", "£": "£", "usd": "$", "eur": "€"}
_UNIT |= {"k": "k", "m": "m"}
_AFTER = re.compile(r"\s*(%|percent\b|per cent\b|\$|€|£|usd\b|eur\b|[km]\b)", re.I)
_WORD = re.compile(r"[^\W\d_][\w'&.-]*", re.UNICODE)
# Nobody puts an address, markup or a placeholder into what is said aloud.
_NOT_SAID = re.compile(r"https?:|www\.|@|[<>{}\[\]`|\\*#=]|__")
# Products that a model may write small.
_PRODUCTS = frozenset(
    _listed(
        "sap s4hana hana salesforce oracle netsuite workday servicenow dynamics hubspot jira confluence asana trello "
        "smartsheet primavera tableau sharepoint slack zendesk epic cerner infor ifs odoo sage zoho azure aws prince2 "
        "itil togaf scrum kanban lean sigma agile waterfall safe walkme whatfix pendo qualtrics excel powerpoint "
        "prosci adkar kotter"
    )
)
_OPENERS = frozenset(
    _listed(
        "however therefore meanwhile finally together instead because although since once during later today still "
        "both each every never always nobody everyone people yes thank "
        "let's here's that's it's i'm i'd i've i'll we'd we'll"
    )
)


@dataclass(frozen=True)
class Checked:
    """What is left of a model's text, and each sentence that was left out with what in it nobody had said."""

    text: str
    left_out: tuple[tuple[str, tuple[str, ...]], ...] = ()


def checked(written: str, evidence: str) -> Checked:
    """Only the sentences whose every number, name and product stands in the evidence.

    Parameters
    ----------
    written : str
        What the model wrote; read up to 12 sentences and 2,000 characters.
    evidence : str
        Everything that may be repeated: what the person said, and the question.

    Notes
    -----
    A number counts with its unit (40 is not 40 %), in digits or in words. A word with a capital inside a sentence is a
    name. The first word of a sentence has to be an everyday one or stand in the evidence. What is doubtful is left out.

    Examples
    --------
    >>> found = checked("I cut it to 40 days. Salesforce made it 30% faster.", "i cut it from 60 to 40 days")
    >>> found.text, found.left_out[0][1]
    ('I cut it to 40 days.', ('30%', 'Salesforce'))
    """
    known = _Known(_plain(evidence))
    kept, left_out = [], []
    for sentence in sentences(_plain(written[:MOST_CHARACTERS]))[:MOST_SENTENCES]:
        found = tuple(dict.fromkeys(known.unsaid(sentence)))
        if found:
            left_out.append((sentence, found))
        else:
            kept.append(sentence)
    return Checked(" ".join(kept), tuple(left_out))


class _Known:
    """What the evidence accounts for."""

    def __init__(self, evidence: str) -> None:
        self._numbers = {amount for _, amount in _numbers(evidence)}
        self._words = {word for each in _WORD.findall(evidence) for word in _forms(each)}
        self._text = " ".join(evidence.lower().split())

    def unsaid(self, sentence: str) -> Iterator[str]:
        """The numbers, names, products and signs that are nobody's."""
        yield from (text for text, amount in _numbers(sentence) if amount not in self._numbers)
        yield from (each[0] for each in _NOT_SAID.finditer(sentence))
        for at, each in enumerate(_WORD.finditer(sentence)):
            word = each[0].rstrip(".'")
            if not _forms(word) & self._words and self._tells(word, first=at == 0 and each.start() <= 1):
                yield word
        for term in named().finditer(sentence):
            if term[0].lower() not in self._text:
                yield term[0]

    def _tells(self, word: str, first: bool) -> bool:
        """Whether a word that is not in the evidence names something."""
        low = word.lower()
        if low in _HIDDEN or low in _PRODUCTS:
            return True
        if word == low or word == "I" or word.startswith("I'"):
            return any(letter.isdigit() for letter in word)
        return not (first and word[1:] == low[1:] and low in _everyday())


def _forms(word: str) -> set[str]:
    """A word with and without its genitive: “Acme's” is Acme."""
    low = word.lower().rstrip(".'")
    return {low, low.removesuffix("'s")}


def _numbers(text: str) -> Iterator[tuple[str, tuple[Decimal | str, str]]]:
    """Each number as written, with its value and unit."""
    for found in _NUMBER.finditer(text):
        before, after = text[: found.start()].rstrip()[-1:], _AFTER.match(text, found.end())
        unit = _UNIT.get(before, "") or (_UNIT[after[1].lower()] if after else "")
        yield found[0] + (after[0] if after else ""), (_value(found[0]), unit)
    for word in re.finditer(r"[A-Za-z]+", text):
        if (value := _SPOKEN.get(word[0].lower())) is not None:
            after = _AFTER.match(text, word.end())
            yield word[0], (value, _UNIT[after[1].lower()] if after else "")


def _value(digits: str) -> Decimal | str:
    """The value, thousands set apart in any usual way; what is no plain number (3.4.2) stays as it is written."""
    plain = re.sub(r"[.,'\u2019 \u00a0\u202f](?=\d{3}(?:\D|$))", "", digits).replace(",", ".")
    try:
        return Decimal(plain).normalize()
    except InvalidOperation:
        return digits


def _plain(text: str) -> str:
    """One form of each letter and digit, whatever script it is written in; what cannot be seen is gone."""
    same = unicodedata.normalize("NFKC", text).replace("\u2019", "'").replace("\u2018", "'")
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in same)
    return "".join(c for c in digits if c in "\n" or unicodedata.category(c)[0] != "C")


@lru_cache(maxsize=1)
def _everyday() -> frozenset[str]:
    """Words with which a sentence may begin: the little ones, and every one that the bank writes small."""
    small = {word for q in built_in().questions for line in q.lines() for word in re.findall(r"\b[a-z][a-z']+\b", line)}
    return frozenset(small | STOPWORDS | FILLERS | _OPENERS) - _PRODUCTS - _HIDDEN
