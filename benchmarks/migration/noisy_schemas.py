"""How would this table look in another system: columns renamed and values retyped by the published noise protocol?"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from golive.engines.reconcile.catalogue.kinds import kind_of_values
from golive.engines.reconcile.catalogue.nouns import Column, Kind
from golive.engines.reconcile.match.words import words

KEYBOARD = {
    "a": "sq",
    "e": "wr",
    "i": "uo",
    "o": "ip",
    "u": "yi",
    "n": "bm",
    "r": "et",
    "s": "ad",
    "t": "ry",
    "l": "ko",
}
Rows = Sequence[Sequence[str | None]]


@dataclass(frozen=True)
class FabricatedPair:
    """Two column lists and the names that belong together."""

    name: str
    source: tuple[Column, ...]
    target: tuple[Column, ...]
    truth: frozenset[tuple[str, str]]


def fabricate(table: str, names: Sequence[str], rows: Rows, seed: int) -> Iterator[FabricatedPair]:
    """Eight pairs of one table: unionable, view-unionable, joinable, semantically joinable; values kept and retyped.

    The scenarios and the three ways of spoiling a name (the table's name in front, abbreviated, without vowels) are
    those of Koutras et al., Valentine (ICDE 2021); typos follow the keyboard, numbers are drawn anew.
    """
    for number, scenario in enumerate(("unionable", "view-unionable", "joinable", "semantically-joinable")):
        for retyped in (False, True):
            draw = random.Random(f"{table}/{scenario}/{retyped}/{seed}")
            yield _pair(
                f"{table}/{scenario}/{'noisy' if retyped else 'same'}", table, names, rows, draw, number, retyped
            )


def _pair(
    name: str, table: str, names: Sequence[str], rows: Rows, draw: random.Random, scenario: int, retyped: bool
) -> FabricatedPair:
    places = list(range(len(names)))
    draw.shuffle(places)
    shared = places if scenario == 0 else places[: max(1, len(places) // (2 if scenario == 1 else 3))]
    rest = [place for place in places if place not in shared]
    left, right = sorted([*shared, *rest[::2]]), sorted([*shared, *rest[1::2]])
    overlap = 0.0 if scenario == 1 else draw.choice([0.3, 0.5]) if scenario == 0 else 0.9
    middle = len(rows) // 2
    above = rows[: middle + int(middle * overlap)]
    below = rows[middle - int(middle * overlap) :]
    spoil = draw.choice([_prefixed, _abbreviated, _without_vowels, _all_three])
    source = tuple(_column(table, names[p], [row[p] for row in above]) for p in left)
    target = tuple(_column(f"{table}2", names[p], [row[p] for row in below]) for p in right)
    if retyped or scenario == 3:
        target = tuple(_retyped(column, draw) for column in target)
    renamed = {names[p]: spoil(table, names[p]) for p in right}
    target = tuple(replace(column, name=renamed[column.name]) for column in target)
    return FabricatedPair(name, source, target, frozenset((names[p], renamed[names[p]]) for p in shared))


def _column(table: str, name: str, values: Sequence[str | None]) -> Column:
    known = tuple(dict.fromkeys(value for value in values if value))[:1000]
    return Column(table, name, kind_of_values(known[:300]), values=known)


def _prefixed(table: str, name: str) -> str:
    return f"{table}_{name}"


def _abbreviated(table: str, name: str) -> str:
    return "_".join(word[:3] for word in words(name))


def _without_vowels(table: str, name: str) -> str:
    return "".join(c for place, c in enumerate(name) if place == 0 or c.lower() not in "aeiou")


def _all_three(table: str, name: str) -> str:
    return _prefixed(table[:4], _without_vowels(table, _abbreviated(table, name)))


def _retyped(column: Column, draw: random.Random) -> Column:
    if column.kind in {Kind.INTEGER, Kind.DECIMAL}:
        return replace(column, values=tuple(_drawn_anew(column.values, column.kind, draw)))
    return replace(column, values=tuple(_mistyped(value, draw) for value in column.values))


def _drawn_anew(values: Sequence[str], kind: Kind, draw: random.Random) -> Iterator[str]:
    numbers = [float(value) for value in values if value.replace(".", "", 1).lstrip("-").isdigit()] or [0.0]
    mean = sum(numbers) / len(numbers)
    spread = (sum((n - mean) ** 2 for n in numbers) / len(numbers)) ** 0.5
    places = 0 if kind is Kind.INTEGER else 2
    return (f"{abs(draw.gauss(mean, spread)):.{places}f}" for _ in values)


def _mistyped(value: str, draw: random.Random) -> str:
    if not value or draw.random() < 0.4:
        return value
    place = draw.randrange(len(value))
    return value[:place] + draw.choice(KEYBOARD.get(value[place].lower(), "xy")) + value[place + 1 :]
