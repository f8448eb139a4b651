"""Do the values of this column agree with what its name promises?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from golive.connectors.raid_sheet.levels import looks_like_level, read_score
from golive.connectors.raid_sheet.vocabulary import (
    DATE_FIELDS,
    KINDS,
    LEVEL_FIELDS,
    PERSON_FIELDS,
    RESPONSES,
    SCORE_FIELDS,
    STATUSES,
    means_nothing,
    plain,
)
from golive.plain.written_dates import Order, from_serial, read_day

SAMPLE = 300  # values of a column that are looked at
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?%?")


def looks_like_date(text: str) -> bool:
    if _NUMBER.fullmatch(text):
        return from_serial(float(text.rstrip("%").replace(",", "."))) is not None
    return any(read_day(text, order) for order in Order)


def looks_like_name(text: str) -> bool:
    """A person, a role or a team: short, with letters, no figure, no sentence.

    >>> [looks_like_name(text) for text in ("Ines Ortega", "PMO", "3", "The vendor has not yet answered our letter.")]
    [True, True, False, False]
    """
    short = len(text) <= 80 and len(text.split()) <= 8 and not text.endswith((".", "!", "?"))
    return short and not looks_like_date(text) and bool(re.search(r"[^\W\d_]", text))


def _looks_like_id(text: str) -> bool:
    return len(text) <= 40 and len(text.split()) <= 3 and not looks_like_date(text)


def _looks_like_text(text: str) -> bool:
    return not _NUMBER.fullmatch(text) and not looks_like_date(text)


_TESTS: dict[str, Callable[[str], bool]] = {
    "id": _looks_like_id,
    "kind": lambda text: plain(text) in KINDS,
    "title": _looks_like_text,
    "description": _looks_like_text,
    "response": lambda text: plain(text) in RESPONSES,
    "status": lambda text: plain(text) in STATUSES or (len(text.split()) <= 3 and not looks_like_date(text)),
    **dict.fromkeys(DATE_FIELDS, looks_like_date),
    **dict.fromkeys(LEVEL_FIELDS, looks_like_level),
    **dict.fromkeys(SCORE_FIELDS, lambda text: read_score(text) is not None),
    **dict.fromkeys(PERSON_FIELDS, looks_like_name),
}


def agreement(field: str, values: Sequence[str]) -> float | None:
    """The share of filled cells, 0-1, that fit the field; None where nothing is filled or anything fits."""
    test = _TESTS.get(field)
    filled = [value for value in values[:SAMPLE] if not means_nothing(value)]
    if test is None or not filled:
        return None
    return sum(test(value) for value in filled) / len(filled)


def long_texts(values: Sequence[str]) -> bool:
    filled = [value for value in values[:SAMPLE] if not means_nothing(value)]
    return bool(filled) and sum(len(value) for value in filled) / len(filled) > 25
