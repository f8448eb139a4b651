"""What speaks for each pair of columns: names, dictionary, values, types, tables?"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from golive.engines.reconcile.catalogue.nouns import NUMBERS, TIMES, Column, Kind
from golive.engines.reconcile.match.instances import GRAMS, Vectors, value_scores
from golive.engines.reconcile.match.names import Scores, name_scores

NAME, VALUES, KIND = 0.5, 0.4, 0.1  # fixed a priori; a sweep on hard pairs is flat around them (MIGRATION.md §4)
DESCRIPTION = 0.25
TABLE = 0.15
LABEL = 0.97
_WORD = re.compile(r"[a-zäöüß]{3,}")


@dataclass(frozen=True)
class Evidence:
    """One matrix (sources, targets) per kind of evidence, 0 to 1; NaN is unknown. ``total`` joins them."""

    name: Scores
    label: Scores
    description: Scores
    values: Scores
    common: Scores
    kind: Scores
    table: Scores
    total: Scores


def gather(sources: Sequence[Column], targets: Sequence[Column]) -> Evidence:
    """All evidence; what is unknown on either side leaves its weight to the rest."""
    name = name_scores([c.name for c in sources], [c.name for c in targets])
    label = _labels(sources, targets)
    description = _descriptions(sources, targets)
    values, common = value_scores(sources, targets)
    kind = np.array([[kind_score(s.kind, t.kind) for t in targets] for s in sources]).reshape(name.shape)
    words = np.fmax(name, LABEL * label)
    words = np.where(np.isnan(description), words, (1 - DESCRIPTION) * words + DESCRIPTION * description)
    weights = np.where(np.isnan(values), 0.0, VALUES)
    total = (NAME * words + weights * np.nan_to_num(values) + KIND * kind) / (NAME + weights + KIND)
    table = _tables(sources, targets, total)
    total = np.where(np.isnan(table), total, (1 - TABLE) * total + TABLE * np.nan_to_num(table))
    return Evidence(name, label, description, values, common, kind, table, total)


def kind_score(one: Kind, other: Kind) -> float:
    """1 for the same kind, less for kinds that hold each other's values, 0 for those that do not."""
    if one is other:
        return 1.0
    pair = {one, other}
    if pair <= NUMBERS or pair <= TIMES:
        return 0.9
    if pair == {Kind.BOOLEAN, Kind.INTEGER}:
        return 0.6
    return 0.5 if pair & {Kind.TEXT, Kind.EMPTY} else 0.0


def _labels(sources: Sequence[Column], targets: Sequence[Column]) -> Scores:
    """The best of label against label and label against name; NaN where neither side has a label."""
    mine, theirs = [c.label for c in sources], [c.label for c in targets]
    best = np.full((len(sources), len(targets)), np.nan)
    views: list[tuple[list[str], list[str]]] = [
        (mine, theirs),
        (mine, [c.name for c in targets]),
        ([c.name for c in sources], theirs),
    ]
    for left, right in views:
        if any(left) and any(right):
            both = np.outer([bool(text) for text in left], [bool(text) for text in right])
            best = np.fmax(best, np.where(both, name_scores(left, right), np.nan))
    return best


def _descriptions(sources: Sequence[Column], targets: Sequence[Column]) -> Scores:
    """Tf-idf cosine over the words of both descriptions; NaN where either is missing."""
    left, right = _counts([c.description for c in sources]), _counts([c.description for c in targets])
    rare = np.log(1 + (len(left) + len(right)) / np.maximum(1, (np.vstack([left, right]) > 0).sum(axis=0)))
    left, right = np.log1p(left) * rare, np.log1p(right) * rare
    norms = np.outer(np.linalg.norm(left, axis=1), np.linalg.norm(right, axis=1))
    found: Scores = np.divide(left @ right.T, norms, out=np.full_like(norms, np.nan), where=norms > 0)
    return found


def _counts(texts: Sequence[str]) -> Vectors:
    counts = np.zeros((len(texts), GRAMS))
    for row, text in enumerate(texts):
        for word in _WORD.findall(text.lower()):
            counts[row, zlib.crc32(word.encode()) % GRAMS] += 1
    return counts


def _tables(sources: Sequence[Column], targets: Sequence[Column], total: Scores) -> Scores:
    """How well two tables go together: half by name, half by their columns; NaN where there is one each."""
    left, right = list(dict.fromkeys(c.table for c in sources)), list(dict.fromkeys(c.table for c in targets))
    if len(left) <= 1 and len(right) <= 1:
        return np.full(total.shape, np.nan)
    rows = _members(sources, left)
    columns = _members(targets, right)
    alike = np.array([[_coverage(total[np.ix_(r, c)]) for c in columns] for r in rows])
    named = name_scores(left, right) if len(left) > 1 and len(right) > 1 else alike
    joint = (alike + named) / 2
    place_left, place_right = {t: i for i, t in enumerate(left)}, {t: i for i, t in enumerate(right)}
    found: Scores = joint[np.ix_([place_left[c.table] for c in sources], [place_right[c.table] for c in targets])]
    return found


def _members(columns: Sequence[Column], tables: Sequence[str]) -> list[list[int]]:
    return [[place for place, column in enumerate(columns) if column.table == table] for table in tables]


def _coverage(block: Scores) -> float:
    """The mean of each column's best partner, from the smaller table's side."""
    return float(block.max(axis=1).mean() if block.shape[0] <= block.shape[1] else block.max(axis=0).mean())
