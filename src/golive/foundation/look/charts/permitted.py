"""On which permitted date will we go live? What each date adds to the chance, and how many plans made it by then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from golive.foundation.look.charts.marks import late_legend, level, numbers, picture, text
from golive.foundation.look.words import full, percent, plural, short

HEIGHT, FLOOR, TALL = 250, 204, 172
SURE = 0.8  # what P80 asks
MOST, SETTLED = 9, 0.99  # dates drawn: beyond this share they only repeat each other


@dataclass(frozen=True)
class Step:
    """A permitted date: the share of runs that go live on it, and of those on it or before it (both 0 to 1)."""

    on: date
    share: float
    by_then: float


@dataclass(frozen=True)
class Stair:
    """The permitted dates in order; ``committed`` and ``p80`` are looked for among them."""

    steps: Sequence[Step]
    runs: int
    p50: date | None
    p80: date | None
    committed: date | None = None
    chance: float | None = None  # of going live on or before the committed date, 0 to 1


def stair(it: Stair) -> Markup:
    """The chart, its legend and its numbers."""
    shown = _drawn(it.steps)
    sure = FLOOR - TALL * SURE
    ground = level(FLOOR + 0.5, "base") + level(sure, "sure")
    drawn = "".join(_step(it, n, step, 100 / len(shown)) for n, step in enumerate(shown))
    chart = picture(_said(it), HEIGHT, ground + drawn + text(100, sure - 5, "80 in 100", "lab2 halo", "end"))
    rows = [(full(step.on), _percent(step.share), _percent(step.by_then)) for step in it.steps]
    kinds = {_kind(it, step).removeprefix("b-") for step in shown}
    return chart + late_legend(it.committed is not None, kinds) + numbers(("Date", "On this date", "By then"), rows)


def _drawn(steps: Sequence[Step]) -> Sequence[Step]:
    """As far as the chance still grows."""
    until = next((n for n, step in enumerate(steps, 1) if step.by_then >= SETTLED), len(steps))
    return steps[: min(MOST, until)]


def _said(it: Stair) -> str:
    chance = ""
    if it.committed and it.chance is not None:
        chance = f" {_percent(it.chance)} go live by {full(it.committed)}, the committed date."
    half = f" Half by {full(it.p50)}." if it.p50 else ""
    sure = f" 80 per cent by {full(it.p80)}." if it.p80 else " 80 per cent by none of the permitted dates."
    return f"{plural(it.runs, 'simulated plan')}.{chance}{half}{sure}"


def _step(it: Stair, n: int, step: Step, slot: float) -> str:
    """A date: what earlier dates brought, faint, and what this one adds on top of it."""
    top, tall = FLOOR - TALL * step.by_then, max(1.5, TALL * step.share)
    left, wide, middle = f"{slot * (n + 0.12):.2f}%", f"{slot * 0.76:.2f}%", slot * (n + 0.5)
    word = f"{full(step.on)}: {_percent(step.share)} of runs; {_percent(step.by_then)} by then"
    before = FLOOR - top - tall
    under = f'<rect class="b-under" x="{left}" y="{top + tall:.1f}" width="{wide}" height="{before:.1f}"/>'
    bar = f'<rect x="{left}" y="{top:.1f}" width="{wide}" height="{tall:.1f}" rx="3"/>'
    name = "committed" if step.on == it.committed else "P80" if step.on == it.p80 else ""
    return (
        f'<g class="bar {_kind(it, step)}"><title>{word}</title>{under if before > 0 else ""}{bar}</g>'
        + text(middle, top - 6, _percent(step.by_then), "lab halo", "middle")
        + text(middle, FLOOR + 18, short(step.on), "lab" if name else "alt" if n % 2 else "", "middle")
        + (text(middle, FLOOR + 34, name, "lab2", "middle") if name else "")
    )


def _kind(it: Stair, step: Step) -> str:
    if it.committed is not None and step.on <= it.committed:
        return "b-ok"
    return "b-mid" if it.p80 is not None and step.on <= it.p80 else "b-late"


def _percent(share: float) -> str:
    """Nearly all is not all.

    >>> _percent(0.9969) == f">{percent(0.99)}"
    True
    """
    return f">{percent(0.99)}" if 0.995 <= share < 1 else percent(share)
