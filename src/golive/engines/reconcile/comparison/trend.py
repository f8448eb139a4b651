"""What became of the differences of the run before: fixed, new, or still there?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from golive.engines.reconcile.comparison.outcome import Difference


@dataclass(frozen=True)
class Trend:
    """Differences by their fate; ``by_cause`` counts (fixed, new, persisting) for each column and signature."""

    fixed: tuple[Difference, ...]
    new: tuple[Difference, ...]
    persisting: tuple[Difference, ...]

    @property
    def by_cause(self) -> dict[tuple[str, str], tuple[int, int, int]]:
        counts = [Counter((d.column, d.signature) for d in part) for part in (self.fixed, self.new, self.persisting)]
        return {
            cause: (counts[0][cause], counts[1][cause], counts[2][cause]) for cause in {c for n in counts for c in n}
        }


def trend(before: Iterable[Difference], now: Iterable[Difference]) -> Trend:
    """Compare two runs by the ids of their differences.

    >>> one, two = Difference("missing", ("1",)), Difference("missing", ("2",))
    >>> found = trend([one], [one, two])
    >>> len(found.fixed), len(found.new), len(found.persisting)
    (0, 1, 1)
    """
    old, new = {d.id: d for d in before}, {d.id: d for d in now}
    return Trend(
        tuple(d for key, d in old.items() if key not in new),
        tuple(d for key, d in new.items() if key not in old),
        tuple(d for key, d in new.items() if key in old),
    )
