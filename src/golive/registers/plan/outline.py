"""Which rows of a plan are in sight when some of its summaries are folded?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Line(NamedTuple):
    """A row of the outline: its uid, its level (1 = outermost), and whether it is a summary."""

    uid: int
    level: int
    summary: bool = False


@dataclass(frozen=True)
class Sight:
    """The uids of the rows in sight, in order; which of them are summaries, and open; how many more did not fit."""

    shown: list[int] = field(default_factory=list)
    open: frozenset[int] = frozenset()
    summaries: frozenset[int] = frozenset()
    left_out: int = 0


def depth(lines: Sequence[Line], most: int) -> int:
    """Down to which level everything can be shown: all levels if they fit, else as deep as ``most`` rows allow."""
    per_level, total, deepest = Counter(line.level for line in lines), 0, 0
    for level in sorted(per_level):
        total += per_level[level]
        if total > most and deepest:
            return deepest
        deepest = level
    return deepest


def sight(lines: Sequence[Line], turned: Iterable[int] = (), *, most: int) -> Sight:
    """The rows in sight. A summary is open where its rows fit on the page; ``turned`` ones the other way round.

    Cost grows with the number of lines. Rows beyond ``most`` are left out and counted.
    """
    unfolded, otherwise = depth(lines, most), frozenset(turned)
    shown: list[int] = []
    opened, summaries, below, left = set(), set(), 0, 0
    for line in lines:
        if below and line.level > below:
            continue
        below = 0
        is_open = not line.summary or (line.level < unfolded) != (line.uid in otherwise)
        if not is_open:
            below = line.level
        if len(shown) >= most:
            left += 1
            continue
        shown.append(line.uid)
        if line.summary:
            summaries.add(line.uid)
            if is_open:
                opened.add(line.uid)
    return Sight(shown, frozenset(opened), frozenset(summaries), left)
