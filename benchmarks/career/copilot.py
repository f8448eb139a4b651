"""When is the right card on the screen?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from golive.career.copilot import speeds
from golive.career.copilot.listening import Matching


@dataclass(frozen=True)
class Shown:
    before_end: float
    by_70_percent: float


def shown(asked: Sequence[dict[str, Any]], match: Matching) -> Shown:
    """Shares of typed questions whose right card is shown for good before the last word, and by 70 % of the words."""
    found = [speeds(row["question"], row["practice"], match) for row in asked if row["practice"]]
    within = [share for share in found if share is not None]
    return Shown(sum(s < 1 for s in within) / len(found), sum(s <= 0.7 for s in within) / len(found))
