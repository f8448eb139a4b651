"""With which figures does one go into the talk?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from golive.career.salary.mixture import Mixture
from golive.career.salary.reference import Reference
from golive.career.salary.wage import Offer

STEP = 1_000


@dataclass(frozen=True)
class Negotiation:
    """Dollars a year: say ``anchor``, aim at ``target``, leave below ``walk_away``; ``shares`` are where they lie."""

    anchor: int
    target: int
    walk_away: int
    shares: dict[str, float]
    because: str


def negotiate(mixture: Mixture, offers: Sequence[Offer], known: Reference) -> Negotiation:
    """The three figures as percentiles of the estimate; a better offer in hand raises the lowest of them.

    >>> from golive.career.salary.estimate import estimate
    >>> found = estimate("Implementation Manager", level="senior").negotiation
    >>> found.walk_away < found.target < found.anchor
    True
    """
    rule = known.held["negotiation"]
    shares = {name: float(rule[name]) for name in ("anchor", "target", "walk_away")}
    pay = {name: mixture.at(share) for name, share in shares.items()}
    because = f"Percentiles of the estimate ({rule['provenance']})."
    best = max((offer.base for offer in offers), default=0)
    if best > pay["walk_away"]:
        pay = {"walk_away": best} | {
            name: max(pay[name], best * rule[f"{name}_over_offer"]) for name in ("target", "anchor")
        }
        shares = {name: round(mixture.below(wage), 2) for name, wage in pay.items()}
        because = f"Your best offer of ${best:,} is the least you accept; the others lie above it."
    made = {name: round(wage / STEP) * STEP for name, wage in pay.items()}
    return Negotiation(made["anchor"], made["target"], made["walk_away"], shares, because)
