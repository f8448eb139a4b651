"""Which level of 1-5 is meant by this cell?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from golive.connectors.raid_sheet.vocabulary import LEVELS, PERCENT_LEVELS, means_nothing, plain

_LEADING = re.compile(r"(\d{1,2})(?:[.,]0+)?(?:\s*[-–—:.)(/]\s*\D.*)?")
_OF_FIVE = re.compile(r"([1-5])\s*(?:/|of)\s*5")
_PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})?)\s*%")
_FRACTION = re.compile(r"0?[.,]\d{1,6}")


class Scale(StrEnum):
    """What the figures of one column run to."""

    FIVE = "1-5"
    TEN = "1-10"
    FRACTION = "0-1"


# A 7 in a column of 1-5 is a typing error; three or more such figures, and a fifth of all, mean another scale.
TEN_SHARE, TEN_COUNT = 0.2, 3


def find_scale(values: Sequence[str]) -> Scale:
    """The scale of a whole column, so that one wrong figure does not change the meaning of the others.

    >>> find_scale(["7", "3", "10", "2", "8"]), find_scale(["0.4", "0.85"]), find_scale(["3", "High"])
    (<Scale.TEN: '1-10'>, <Scale.FRACTION: '0-1'>, <Scale.FIVE: '1-5'>)
    """
    figures = [int(hit[1]) for value in values if (hit := _LEADING.fullmatch(value.strip()))]
    fractions = sum(bool(_FRACTION.fullmatch(value.strip())) for value in values)
    if fractions and fractions >= len(figures):
        return Scale.FRACTION
    beyond = sum(5 < figure <= 10 for figure in figures)
    is_ten = beyond >= TEN_COUNT and beyond >= TEN_SHARE * len(figures) and max(figures) <= 10
    return Scale.TEN if is_ten else Scale.FIVE


def read_level(text: str, scale: Scale = Scale.FIVE) -> int | None:
    """The level 1-5 of a figure, a word, "4 - Likely", "3/5" or a percentage; None where it is none of these.

    >>> [read_level(text) for text in ("4", "High", "4 - Likely", "3/5", "40%", "9", "soon")]
    [4, 4, 4, 3, 3, None, None]
    >>> read_level("7", Scale.TEN), read_level("0.85", Scale.FRACTION)
    (4, 5)
    """
    text = text.strip()
    if word := LEVELS.get(plain(text)):
        return word
    if hit := _OF_FIVE.fullmatch(text):
        return int(hit[1])
    if hit := _PERCENT.fullmatch(text):
        return _of_percent(float(hit[1].replace(",", ".")))
    if scale is Scale.FRACTION and (_FRACTION.fullmatch(text) or text in ("0", "1")):
        return _of_percent(float(text.replace(",", ".")) * 100)
    if hit := _LEADING.fullmatch(text):
        figure = int(hit[1])
        figure = (figure + 1) // 2 if scale is Scale.TEN and figure <= 10 else figure
        return figure if 1 <= figure <= 5 else None
    tail = re.sub(r"^\W*\d?\W*|\W*\d\W*$", "", text)  # "High (4)"
    return LEVELS.get(plain(tail))


def read_score(text: str) -> int | None:
    """A score of 1-25 as the sheet states it; words are no score.

    >>> read_score("20"), read_score("26"), read_score("15 (Red)")
    (20, None, 15)
    """
    hit = _LEADING.fullmatch(text.strip()) or re.fullmatch(r"(\d{1,2})\s*\(.{0,40}\)", text.strip())
    return int(hit[1]) if hit and 1 <= int(hit[1]) <= 25 else None


def looks_like_level(text: str) -> bool:
    return means_nothing(text) or read_level(text, Scale.TEN) is not None or bool(_FRACTION.fullmatch(text))


def _of_percent(percent: float) -> int | None:
    return next((level for bound, level in PERCENT_LEVELS if 0 <= percent <= bound), None)
