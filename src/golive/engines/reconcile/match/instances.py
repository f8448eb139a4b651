"""How alike are the values of two columns: the same values, the same spelling, the same shape, the same range?"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from golive.engines.reconcile.catalogue.nouns import NUMBERS, TIMES, Column, Kind
from golive.engines.reconcile.match.names import Scores

SAMPLE = 1000
GRAMS = 4096
QUANTILES = np.linspace(0.05, 0.95, 10)
Vectors = npt.NDArray[np.float64]


def value_scores(sources: Sequence[Column], targets: Sequence[Column]) -> tuple[Scores, Scores]:
    """Likeness by values, 0 to 1, and the share of common values alone; both of shape (sources, targets).

    Four views: common values (weighed by how few columns hold them, over the smaller set), three-letter spelling
    (tf-idf cosine), shape (letters, digits and signs), and range for numbers and dates (distance of quantiles). Columns
    without values have NaN: nothing is known, which is not the same as unlike.
    """
    left, right = [_spell(c) for c in sources], [_spell(c) for c in targets]
    common = _common(left, right)
    spelling = _cosine(*_weighed(_grams(left), _grams(right)))
    shape = _cosine(_shapes(left), _shapes(right))
    ranges = _ranges(sources, targets)
    texts = np.maximum(common, 0.5 * spelling + 0.3 * shape + 0.2 * common)
    scores = np.where(np.isnan(ranges), texts, np.maximum(common * 0.95, 0.55 * ranges + 0.25 * shape + 0.2 * common))
    known = np.outer([bool(v) for v in left], [bool(v) for v in right])
    return np.where(known, scores, np.nan), np.where(known, common, np.nan)


def _spell(column: Column) -> list[str]:
    """The distinct values, trimmed and lowered; numbers without needless zeros, so that 007.50 is 7.5."""
    values = [value.strip().lower() for value in column.values[:SAMPLE]]
    if column.kind in NUMBERS:
        values = [_plain(value) for value in values]
    return sorted({value for value in values if value})


def _plain(value: str) -> str:
    number = _number(value)
    return value if number is None else f"{number:.10g}"


def _number(value: str) -> float | None:
    text = value.replace(" ", "")
    if "," in text:
        text = text.replace(".", "").replace(",", ".") if text.rfind(",") > text.rfind(".") else text.replace(",", "")
    try:
        number = float(text)
    except ValueError:
        return None
    return number if np.isfinite(number) else None


def _common(left: list[list[str]], right: list[list[str]]) -> Scores:
    """Shared weight over the lighter side's weight; a value that every column holds (0, 1, yes) weighs little."""
    held = Counter(value for column in [*left, *right] for value in column)
    total = len(left) + len(right)
    weight = {value: np.log(1 + total / number) * (0.3 if len(value) < 2 else 1.0) for value, number in held.items()}
    weights_right = [sum(weight[v] for v in column) for column in right]
    sets_right = [set(column) for column in right]
    scores = np.zeros((len(left), len(right)))
    for row, column in enumerate(left):
        own = sum(weight[v] for v in column)
        mine = set(column)
        for place, other in enumerate(sets_right):
            shared = sum(weight[v] for v in mine & other) if mine and other else 0.0
            lighter, heavier = sorted((own, weights_right[place]))
            # Containment, held back where one side is tiny: two of two values in a list of a thousand prove little.
            scores[row, place] = shared / (lighter + 0.05 * heavier + 0.5) if shared else 0.0
    return np.minimum(scores, 1.0)


def _grams(columns: list[list[str]]) -> Vectors:
    counts = np.zeros((len(columns), GRAMS))
    for row, values in enumerate(columns):
        for value in values[:300]:
            padded = f" {value[:40]} "
            for start in range(len(padded) - 2):
                counts[row, zlib.crc32(padded[start : start + 3].encode()) % GRAMS] += 1
    return counts


def _weighed(left: Vectors, right: Vectors) -> tuple[Vectors, Vectors]:
    both = np.vstack([left, right])
    rare = np.log(1 + len(both) / np.maximum(1, (both > 0).sum(axis=0)))
    return np.log1p(left) * rare, np.log1p(right) * rare


def _shapes(columns: list[list[str]]) -> Vectors:
    """The share of letters, digits, blanks and each sign at the start, within and at the end, and the length."""
    signs = "a9 .,-/:@_+()#"
    vectors = np.zeros((len(columns), 3 * len(signs) + 12))
    for row, values in enumerate(columns):
        for value in values[:300]:
            for place, character in ((0, value[0]), (1, value[len(value) // 2]), (2, value[-1])):
                vectors[row, place * len(signs) + max(0, signs.find(_class(character)))] += 1
            vectors[row, 3 * len(signs) + min(11, int(2 * np.log2(1 + len(value))))] += 1.5
        vectors[row] /= max(1, len(values[:300]))
    return vectors


def _class(character: str) -> str:
    return "a" if character.isalpha() else "9" if character.isdigit() else character


def _cosine(left: Vectors, right: Vectors) -> Scores:
    norms = np.outer(np.linalg.norm(left, axis=1), np.linalg.norm(right, axis=1))
    found: Scores = np.divide(left @ right.T, norms, out=np.zeros_like(norms), where=norms > 0)
    return found


def _ranges(sources: Sequence[Column], targets: Sequence[Column]) -> Scores:
    """1 where the quantiles agree, falling with their distance over the joint spread; NaN where not comparable."""
    left, right = [_quantiles(c) for c in sources], [_quantiles(c) for c in targets]
    scores = np.full((len(left), len(right)), np.nan)
    for row, mine in enumerate(left):
        for place, other in enumerate(right):
            if mine is not None and other is not None and _comparable(sources[row].kind, targets[place].kind):
                spread = np.std(np.concatenate([mine, other])) + 1e-9
                scores[row, place] = float(np.exp(-np.abs(mine - other).mean() / spread))
    return scores


def _comparable(one: Kind, other: Kind) -> bool:
    return (one in NUMBERS and other in NUMBERS) or (one in TIMES and other in TIMES)


def _quantiles(column: Column) -> Vectors | None:
    if column.kind in NUMBERS:
        numbers: Iterable[float | None] = (_number(value) for value in column.values[:SAMPLE])
    elif column.kind in TIMES:
        numbers = (_days(value) for value in column.values[:SAMPLE])
    else:
        return None
    known = [number for number in numbers if number is not None]
    return np.quantile(known, QUANTILES) if len(known) >= 2 else None


def _days(value: str) -> float | None:
    """A date as a number of roughly days, in whichever of the usual orders it is written."""
    digits = "".join(c if c.isdigit() else " " for c in value).split()
    if len(digits) == 1 and len(digits[0]) == 8:
        digits = [digits[0][:4], digits[0][4:6], digits[0][6:]]
    if len(digits) < 3:
        return None
    year, month, day = (int(part) for part in digits[:3])
    if len(digits[0]) != 4:
        year, day = day, year
    return year * 365.25 + month * 30.44 + day
