"""How much does each agreement say, learned from the records alone, without a single labelled pair?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from golive.engines.reconcile.duplicates.comparisons import LEVELS, UNKNOWN

ROUNDS = 60
STEADY = 1e-6
FLOOR = 1e-6
# Where the estimate starts: two records of one thing mostly agree (Splink and Febrl start alike).
START = np.array([0.0, 0.85, 0.02, 0.07, 0.03, 0.03])

Patterns = npt.NDArray[np.int64]  # (patterns, columns): the level of each column
Weights = npt.NDArray[np.float64]  # (columns, levels)


@dataclass(frozen=True)
class Model:
    """Fellegi and Sunter's model: how often each level occurs in duplicates (m) and in other pairs (u).

    ``prior`` is the share of duplicates among all pairs of records.
    """

    m: Weights
    u: Weights
    prior: float

    def bits(self) -> Weights:
        """log2(m / u) of each level; 0 where a value is unknown."""
        found: Weights = np.log2(self.m / self.u)
        found[:, UNKNOWN] = 0.0
        return found


def estimate(patterns: Patterns, counts: npt.NDArray[np.float64], u: Weights, pairs: float) -> Model:
    """Expectation-maximisation for m and the prior, u being known from pairs drawn at random.

    Parameters
    ----------
    patterns, counts : the distinct patterns among the candidates, and how many pairs have each.
    u : (columns, levels), shares among random pairs.
    pairs : number of all pairs of records; those that are no candidates count as no duplicates.

    Notes
    -----
    Winkler (1988), with the whole population in the prior, so that choosing candidates does not distort it.
    """
    columns = patterns.shape[1]
    model = Model(np.tile(START, (columns, 1)), u, 1.0 / np.sqrt(2 * pairs))
    model = Model(_shares(model.m), u, model.prior)
    for _ in range(ROUNDS):
        likely = posterior(model, patterns) * counts
        m = np.vstack([np.bincount(patterns[:, c], likely, len(LEVELS)) for c in range(columns)])
        prior = float(np.clip(likely.sum() / pairs, 1e-12, 0.5))
        after = Model(_shares(m + FLOOR * likely.sum() + 0.01), u, prior)
        moved = np.abs(after.m - model.m).max()
        model = after
        if moved < STEADY:
            break
    return model


def _shares(counts: npt.NDArray[np.floating[Any]]) -> Weights:
    known = counts.astype(np.float64)
    known[:, UNKNOWN] = 0.0
    found: Weights = np.maximum(known / known.sum(axis=1, keepdims=True), FLOOR)
    return found


def shares_of(levels: Patterns) -> Weights:
    """u: how often each level occurs among pairs drawn at random, shape (pairs, columns) to (columns, levels)."""
    counts = np.vstack([np.bincount(levels[:, c], minlength=len(LEVELS)) for c in range(levels.shape[1])])
    return _shares(counts + 0.5)


def total_bits(model: Model, patterns: Patterns) -> npt.NDArray[np.float64]:
    bits = model.bits()
    found: npt.NDArray[np.float64] = bits[np.arange(patterns.shape[1]), patterns].sum(axis=1)
    return found


def posterior(model: Model, patterns: Patterns) -> npt.NDArray[np.float64]:
    return probability(total_bits(model, patterns), model.prior)


def probability(bits: npt.NDArray[np.float64], prior: float) -> npt.NDArray[np.float64]:
    """Chance of a duplicate from its bits of evidence and the share of duplicates among all pairs."""
    odds = np.exp2(np.clip(bits + np.log2(prior / (1 - prior)), -60, 60))
    found: npt.NDArray[np.float64] = odds / (1 + odds)
    return found


def best_threshold(chances: Sequence[float] | npt.NDArray[np.float64]) -> float:
    """The chance above which to call a pair a duplicate so that the expected F1 is highest.

    >>> round(best_threshold([0.99, 0.98, 0.9, 0.2, 0.01]), 2)
    0.9
    """
    ordered = np.sort(np.asarray(chances))[::-1]
    if not len(ordered):
        return 1.0
    hits = np.cumsum(ordered)
    f1 = 2 * hits / (np.arange(1, len(ordered) + 1) + hits[-1])
    return float(ordered[int(f1.argmax())])
