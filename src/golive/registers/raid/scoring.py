"""How bad is a risk, and how much should be held back for all of them together?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from golive.plain.rag import Rag
from golive.plain.setting import Setting

RED_FROM = Setting("raid.red_from", 15, "points", "A score from here on is red.", "our own choice, 5×5 matrix")
AMBER_FROM = Setting("raid.amber_from", 8, "points", "A score from here on is amber.", "our own choice, 5×5 matrix")
# Likelihood 1–5 as a probability. Source: our own choice, stated on every page that uses it.
PROBABILITY: Mapping[int, float] = {1: 0.05, 2: 0.20, 3: 0.40, 4: 0.60, 5: 0.85}
STEPS = 400


def score(likelihood: int | None, impact: int | None) -> int | None:
    """Likelihood × impact, 1–25; None while one of them was not assessed.

    >>> score(5, 3), score(None, 3)
    (15, None)
    """
    return None if likelihood is None or impact is None else likelihood * impact


def band(points: int | None, red_from: int = 15, amber_from: int = 8) -> Rag:
    """The colour of a score; what was not assessed is grey.

    >>> [band(p).value for p in (25, 15, 12, 8, 6, None)]
    ['red', 'red', 'amber', 'amber', 'green', 'grey']
    """
    if points is None:
        return Rag.GREY
    return Rag.RED if points >= red_from else Rag.AMBER if points >= amber_from else Rag.GREEN


def proximity_order(points: int, weeks: float) -> float:
    """Urgency: the score divided by the weeks until the earliest impact, one week at least.

    >>> proximity_order(12, 0.5), proximity_order(12, 4)
    (12.0, 3.0)
    """
    return points / max(1.0, weeks)


@dataclass(frozen=True)
class Exposure:
    """The money at risk: expected value, and what covers eight in ten outcomes, in minor units."""

    expected: int
    p80: int
    quantified: int
    of: int


def exposure(risks: Sequence[tuple[float, int]], of: int | None = None) -> Exposure:
    """Expected value and P80 of independent risks, each (probability, cost in minor units).

    The distribution of the sum is computed exactly on a grid, not sampled: contingency is the P80 of the sum, since
    the expected value is exceeded about every second time.

    >>> exposure([(0.4, 100_00), (0.2, 40_00)])
    Exposure(expected=4800, p80=10000, quantified=2, of=2)
    """
    total = sum(cost for _, cost in risks)
    expected = round(sum(p * cost for p, cost in risks))
    known = len(risks) if of is None else of
    if total == 0:
        return Exposure(0, 0, len(risks), known)
    unit = _unit([cost for _, cost in risks], total)
    chances = [1.0]
    for p, cost in risks:
        chances = _with(chances, p, round(cost / unit))
    so_far = 0.0
    for step, chance in enumerate(chances):
        so_far += chance
        if so_far >= 0.8 - 1e-12:
            return Exposure(expected, round(step * unit), len(risks), known)
    return Exposure(expected, total, len(risks), known)


def _unit(costs: Sequence[int], total: int) -> float:
    """Exact where the costs share a divisor that keeps the grid small, else a fine grid."""
    shared = reduce(_gcd, (cost for cost in costs if cost), 0)
    return float(shared) if shared and total / shared <= 100 * STEPS else total / STEPS


def _gcd(a: int, b: int) -> int:
    while b:
        a, b = b, a % b
    return a


def _with(chances: list[float], p: float, steps: int) -> list[float]:
    moved = [0.0] * (len(chances) + steps)
    for at, chance in enumerate(chances):
        moved[at] += chance * (1 - p)
        moved[at + steps] += chance * p
    return moved
