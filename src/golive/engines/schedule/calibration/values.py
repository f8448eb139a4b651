"""What do the cells of a project table mean: durations, moments, predecessors?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time

from golive.engines.schedule.plan import LagKind, LinkType
from golive.plain.written_dates import Order, from_serial, read_moment

MINUTES_PER_DAY = 480
_DAY = 1440
_WORDS = {
    "m": "m min mins minute minutes minuten",
    "h": "h hr hrs hour hours std stunde stunden",
    "d": "d dy dys day days workday workdays t tag tage tagen arbeitstag arbeitstage",
    "w": "w wk wks week weeks woche wochen",
    "mo": "mo mon mons mth mths month months monat monate monaten",
    "y": "y yr yrs year years jahr jahre",
}
UNITS = {word: unit for unit, words in _WORDS.items() for word in words.split()}
_WORKING = {"m": 1, "h": 60, "d": 480, "w": 2400, "mo": 9600, "y": 124_800}
_CLOCK = {"m": 1, "h": 60, "d": _DAY, "w": 7 * _DAY, "mo": 30 * _DAY, "y": 365 * _DAY}
_NUMBER = r"\d+(?:[.,]\d+)*"
_AMOUNT = re.compile(rf"({_NUMBER})\s*(?:(?:working|work|business)\s+(?=d))?([^\W\d_]*)\.?\??")
_LINK = re.compile(
    r"^(?:(?P<before>FS|SS|FF|SF)[\s:(]*)?(?P<id>.+?)(?:[\s:(]*(?P<after>FS|SS|FF|SF)\)?)?(?P<lag>\s*[+-]\s*[\d.,]+\s*[a-zA-Z%]*)?$",
    re.IGNORECASE,
)
_WEEKDAYS = "mon tue wed thu fri sat sun", "mo di mi do fr sa so", "mo tu we th fr sa su"
_WEEKDAY = re.compile(r"([^\W\d_]{2,10})[.,]{0,2}\s+(?=\d|[^\W\d_]{3})")
POINTED = re.compile(r"\d{1,2}\.\d{1,2}\.")
"""A date with full stops: the day comes first wherever they are written at all."""
BLANK = frozenset({"-", "–", "—", "na", "n/a", "#n/a", "nv", "n. v.", "none", "null", "nan", "nat"})
"""How tools write that there is no value: Microsoft Project NA, in German NV."""


@dataclass(frozen=True)
class Amount:
    """A duration in working minutes, or in clock minutes if ``elapsed``."""

    minutes: float
    elapsed: bool = False


def amount(text: str, decimal: str = "") -> Amount | None:
    """A duration: days where no unit is written; None where it is no duration, or may be two.

    ``decimal`` is the mark of decimals where it is known; without it “1.250” may be a thousand.

    >>> amount("1.250,5"), amount("10 edays")
    (Amount(minutes=600240.0, elapsed=False), Amount(minutes=14400.0, elapsed=True))
    >>> amount("1.250"), amount("1.250", ".")
    (None, Amount(minutes=600.0, elapsed=False))
    """
    text = text.strip()
    sign = -1 if text.startswith("-") else 1
    text = text.lstrip("+-") if text[:1] in ("+", "-") else text
    parts = _AMOUNT.findall(text)
    if not parts or _AMOUNT.sub("", text).strip(" ,+") or (len(parts) > 1 and not all(unit for _, unit in parts)):
        return None
    total, kinds = 0.0, set()
    for written, word in parts:
        number, unit = _number(written, decimal), _unit(word)
        if number is None or unit is None:
            return None
        kinds.add(unit[1])
        total += number * (_CLOCK if unit[1] else _WORKING)[unit[0]]
    return Amount(sign * total, kinds.pop()) if len(kinds) == 1 else None


def minutes(text: str) -> float | None:
    """Working minutes of a duration: days where no unit is written; None where it is no working time.

    >>> minutes("5d 4h"), minutes("12"), minutes("80 hrs"), minutes("soon")
    (2640.0, 5760.0, 4800.0, None)
    """
    found = amount(text)
    return None if found is None or found.elapsed else found.minutes


def _unit(word: str) -> tuple[str, bool] | None:
    """The unit, and whether it is elapsed (e in English, f for “fortlaufend” in German)."""
    word = word.lower() or "d"
    if word in UNITS:
        return UNITS[word], False
    return (UNITS[word[1:]], True) if word[0] in "ef" and word[1:] in UNITS else None


def _number(written: str, decimal: str) -> float | None:
    marks = [mark for mark in written if mark in ".,"]
    whole_part, *groups = re.split("[.,]", written)
    thousands = 1 <= len(whole_part) <= 3 and whole_part[0] != "0"
    if len(marks) == 1 and thousands and len(groups[0]) == 3 and decimal != marks[0]:
        return float(whole_part + groups[0]) if decimal else None
    if len(marks) > 1:
        ends = len(set(marks)) == 2
        inner = groups[:-1] if ends else groups
        if (ends and marks.count(marks[-1]) > 1) or not thousands or any(len(group) != 3 for group in inner):
            return None
        return float("".join([whole_part, *inner]) + (f".{groups[-1]}" if ends else ""))
    return float(".".join([whole_part, *groups]))


def decimal_mark(texts: Iterable[str]) -> str:
    """The mark of decimals in a column, from the values that can only be read one way; empty where none can.

    >>> decimal_mark(["1.250", "2,5"]), decimal_mark(["1.250"])
    (',', '')
    """
    said = set()
    for text in texts:
        for written in re.findall(_NUMBER, text):
            marks = [mark for mark in written if mark in ".,"]
            last = re.split("[.,]", written)[-1]
            if len(set(marks)) == 2 or (len(marks) == 1 and (len(last) != 3 or written[0] == "0")):
                said.add(marks[-1])
    return said.pop() if len(said) == 1 else ""


def settled(text: str, decimal: str, unit: str = "") -> str:
    """A duration that is clear by itself: no decimals that may be thousands, and the unit of its column.

    >>> settled("1.250", ",", "h"), settled("12.375", ".", ""), settled("2w", ".", "h")
    ('1250h', '12.3750', '2w')
    """
    if amount(text, decimal) is None:
        return text
    text = re.sub(_NUMBER, lambda hit: _unmistakable(_number(hit[0], decimal) or 0.0), text)
    return f"{text}{unit}" if unit and re.fullmatch(rf"[+-]?{_NUMBER}", text) else text


def _unmistakable(number: float) -> str:
    text = f"{number:.10f}".rstrip("0").rstrip(".")
    return f"{text}0" if re.fullmatch(r"\d+\.\d{3}", text) else text


def day_of(text: str) -> tuple[str, int | None]:
    """A date without the day of the week before it, and that day: 0 is Monday.

    >>> day_of("Fri 1/19/24 5:00 PM"), day_of("Mo 01.01.24"), day_of("Jan 5, 2024")
    (('1/19/24 5:00 PM', 4), ('01.01.24', 0), ('Jan 5, 2024', None))
    """
    text = re.sub(r"\s*\buhr$|['’](?=\d\d\b)", "", text.strip(), flags=re.IGNORECASE)
    hit = _WEEKDAY.match(text)
    if hit is None:
        return text, None
    word = hit[1].lower()
    for names in map(str.split, _WEEKDAYS):
        full = word[:3] if len(names[0]) == 3 else word[:2]
        if full in names and (len(word) <= 5 or word.endswith(("day", "tag", "woch", "abend"))):
            return text[hit.end() :], names.index(full)
    return text, None


def moment(cell: object, order: Order, *, end: bool) -> datetime | None:
    """A date or time; a day without a time of day is its beginning, or its end for a finish.

    None where it is no date, or where the day of the week before it is that of another date.
    """
    if isinstance(cell, datetime):
        found: datetime | None = cell
    else:
        text, weekday = day_of(str(cell))
        order = Order.DAY_FIRST if POINTED.match(text) else order
        found = from_serial(float(text)) if re.fullmatch(r"\d{5}(\.\d+)?", text) else read_moment(text, order)
        if found is not None and weekday not in (None, found.weekday()):
            return None
    if found is None:
        return None
    found = found.replace(microsecond=0, tzinfo=None)
    return datetime.combine(found.date(), time(17 if end else 8)) if found.time() == time(0) else found


@dataclass(frozen=True)
class Wanted:
    """A predecessor as it is written; ``lag`` None where it is no lag."""

    id: str
    type: LinkType = LinkType.FS
    lag: float | None = 0.0
    lag_kind: LagKind = LagKind.WORKING
    text: str = ""


def links(text: str, known: Collection[str] = ()) -> list[Wanted]:
    """Predecessors; what is an id of the table is one, whatever marks stand in it.

    >>> [(one.id, one.type.value, one.lag) for one in links("3FS+2 days; 4SS, A-7", {"A-7"})]
    [('3', 'FS', 960.0), ('4', 'SS', 0.0), ('A-7', 'FS', 0.0)]
    """
    found = []
    for part in re.split(r"[;,|/\n]+|\s+(?=[A-Za-z]?\d+\s*$)", _pointed(text).strip().strip("[]{}")):
        part = part.strip().strip("'\"")
        if not part or part in ("-", "None", "nan", "none", "NaN"):
            continue
        if whole(part) in known:
            found.append(Wanted(whole(part), text=part))
            continue
        hit = _LINK.match(part)
        assert hit is not None
        kind = LinkType((hit["before"] or hit["after"] or "FS").upper())
        found.append(Wanted(whole(hit["id"].strip()), kind, *_lag(hit["lag"] or ""), part))
    return found


def _pointed(text: str) -> str:
    """The decimals of lags with a point, where a comma parts predecessors."""
    return re.sub(r"([+-]\s*\d+),(\d+\s*e?(?:[dhwmt]\w*|%))", r"\1.\2", text, flags=re.IGNORECASE)


def _lag(text: str) -> tuple[float | None, LagKind]:
    text = re.sub(r"\s+", "", text)
    if not text:
        return 0.0, LagKind.WORKING
    if share := re.fullmatch(r"([+-]\d+(?:[.,]\d+)?)(e?)%", text):
        return float(share[1].replace(",", ".")), LagKind.ELAPSED_PERCENT if share[2] else LagKind.PERCENT
    found = amount(text)
    if found is None:
        return None, LagKind.WORKING
    return found.minutes, LagKind.ELAPSED if found.elapsed else LagKind.WORKING


def whole(text: str) -> str:
    """An identifier as everybody writes it: 3.0 is 3."""
    return text[:-2] if re.fullmatch(r"\d+\.0", text) else text
