"""Which people stand twice in a list, with the errors of typing, and how well are they found?"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

Pairs = frozenset[frozenset[str]]
COLUMNS = ["id", "first", "last", "number", "street", "suburb", "town", "postcode", "state", "born", "national_id"]
_SYLLABLES = "an ber ca dor el fran gus hei in jo kar lin mar nor os pet qui ros sim tor ul vin wil yas zen".split()  # noqa: SIM905
_STATES = ("nsw", "vic", "qld", "wa", "sa", "tas", "act", "nt")
_KEYS = "qwertzuiopasdfghjklyxcvbnm"


def known_pairs(ids: Iterable[str]) -> Pairs:
    """The true pairs of ids such as rec-12-org and rec-12-dup-0."""
    groups = defaultdict(list)
    for one in ids:
        groups[one.split("-")[1]].append(one)
    return frozenset(frozenset(pair) for group in groups.values() for pair in combinations(group, 2))


def f1_score(found: Iterable[tuple[str, str]], truth: Pairs) -> float:
    """Pairwise F1: harmonic mean of precision and recall."""
    pairs = {frozenset(pair) for pair in found}
    return 2 * len(pairs & truth) / (len(pairs) + len(truth)) if pairs or truth else 1.0


def people_twice(
    originals: int, seed: int, doubles: float = 0.5, most: int = 3, errors: int = 4
) -> tuple[list[str], list[list[str]], Pairs]:
    """Columns, rows and true pairs: some people up to ``most`` times more, each copy with up to ``errors`` errors.

    Errors as Febrl makes them (Christen 2005): letters left out, added, changed or swapped, values missing, first and
    last name swapped, a wrong digit in a number.
    """
    draw = random.Random(seed)
    towns = [
        (_word(draw, 3), f"{draw.randint(1000, 9999)}", draw.choice(_STATES)) for _ in range(max(10, originals // 20))
    ]
    lasts, firsts = [_word(draw, 2) for _ in range(originals // 4)], [_word(draw, 2) for _ in range(60)]
    rows = []
    for number in range(originals):
        person = _person(draw, firsts, lasts, towns)
        rows.append([f"rec-{number}-org", *person])
        if draw.random() < doubles:
            for copy in range(draw.randint(1, most)):
                rows.append([f"rec-{number}-dup-{copy}", *_spoiled(person, draw, draw.randint(1, errors))])
    draw.shuffle(rows)
    return COLUMNS, rows, known_pairs(row[0] for row in rows)


def _word(draw: random.Random, parts: int) -> str:
    return "".join(draw.choice(_SYLLABLES) for _ in range(parts))


def _person(
    draw: random.Random, firsts: Sequence[str], lasts: Sequence[str], towns: Sequence[Sequence[str]]
) -> list[str]:
    town, postcode, state = draw.choice(towns)
    born = f"{draw.randint(1930, 2005)}{draw.randint(1, 12):02d}{draw.randint(1, 28):02d}"
    street, suburb = f"{_word(draw, 2)} street", _word(draw, 2)
    national = f"{draw.randint(1000000, 9999999)}"
    first, last = draw.choice(firsts), draw.choice(lasts)
    return [first, last, str(draw.randint(1, 300)), street, suburb, town, postcode, state, born, national]


def _spoiled(person: Sequence[str], draw: random.Random, errors: int) -> list[str]:
    copy = list(person)
    for _ in range(errors):
        place = draw.choice([0, 0, 1, 1, 2, 3, 3, 4, 5, 6, 7, 8, 8, 9])
        chance = draw.random()
        if place <= 1 and chance < 0.12:
            copy[0], copy[1] = copy[1], copy[0]
        elif chance < 0.22:
            copy[place] = ""
        else:
            copy[place] = _slip(copy[place], draw)
    return copy


def _slip(value: str, draw: random.Random) -> str:
    if len(value) < 2:
        return value
    at = draw.randrange(len(value) - 1)
    sign = str(draw.randint(0, 9)) if value[at].isdigit() else draw.choice(_KEYS)
    kind = draw.randrange(4)
    if kind == 0:
        return value[:at] + value[at + 1 :]
    if kind == 1:
        return value[:at] + sign + value[at:]
    if kind == 2:
        return value[:at] + sign + value[at + 1 :]
    return value[:at] + value[at + 1] + value[at] + value[at + 2 :]
