"""When will we go live? The spread of the simulated finishes, with the committed date, P50 and P80."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from golive.foundation.look.charts.marks import late_legend, level, numbers, picture, text, upright
from golive.foundation.look.words import full, plural, short

HEIGHT, FLOOR, TALL = 232, 204, 158


@dataclass(frozen=True)
class Bin:
    """One stretch of days: the share of runs that finish in it, and of those up to its end (both 0 to 1)."""

    start: date
    share: float
    cumulative: float


@dataclass(frozen=True)
class Forecast:
    bins: Sequence[Bin]
    runs: int
    p50: date
    p80: date
    committed: date | None = None
    chance: float | None = None  # of finishing on or before the committed date, 0 to 1

    @property
    def step(self) -> int:
        return (self.bins[1].start - self.bins[0].start).days if len(self.bins) > 1 else 7


def weekly(finishes: Sequence[date], most: int = 16) -> list[Bin]:
    """Bins of whole weeks from Monday, as many weeks to a bin as keeps them under ``most``.

    The last bin also holds the thin tail beyond 99 per cent: it would press everything else to the left.
    """
    ordered = sorted(finishes)
    first, last = ordered[0], ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    monday = first - timedelta(days=first.weekday())
    span, weeks = (last - monday).days, 1
    while span // (7 * weeks) + 1 > most:
        weeks += 1
    step, counts = 7 * weeks, [0] * (span // (7 * weeks) + 1)
    for finish in ordered:
        counts[min((finish - monday).days // step, len(counts) - 1)] += 1
    bins, so_far = [], 0
    for n, count in enumerate(counts):
        so_far += count
        bins.append(Bin(monday + timedelta(days=step * n), count / len(ordered), so_far / len(ordered)))
    return bins


def histogram(forecast: Forecast) -> Markup:
    """The chart, its legend and its numbers."""
    chart = picture(_said(forecast), HEIGHT, level(FLOOR + 0.5, "base") + _bars(forecast) + _lines(forecast))
    rows = [(full(b.start), f"{b.share:.1%}", f"{b.cumulative:.0%}") for b in forecast.bins]
    return (
        chart
        + late_legend(forecast.committed is not None)
        + numbers(("Week of", "Share of runs", "Finished by its end"), rows)
    )


def _said(f: Forecast) -> str:
    chance = f" {f.chance:.0%} go live by {full(f.committed)};" if f.committed and f.chance is not None else ""
    return f"{plural(f.runs, 'simulated plan')}.{chance} half by {full(f.p50)}; 80 per cent by {full(f.p80)}."


def _x(f: Forecast, day: date) -> float:
    start, width = f.bins[0].start, len(f.bins) * f.step
    return min(99.0, max(0.6, 100 * ((day - start).days + 1) / width))


def _bars(f: Forecast) -> str:
    top, slot = max(b.share for b in f.bins) or 1, 100 / len(f.bins)
    every = max(1, round(len(f.bins) / 8))
    out = []
    for n, b in enumerate(f.bins):
        tall = max(1.5, TALL * b.share / top) if b.share else 0
        word = f"Week of {full(b.start)}: {b.share:.1%} of runs; {b.cumulative:.0%} by its end"
        out.append(
            f'<g class="bar {_kind(f, b)}"><title>{word}</title><rect x="{slot * n + slot * 0.07:.2f}%" '
            f'y="{FLOOR - tall:.1f}" width="{slot * 0.86:.2f}%" height="{tall:.1f}" rx="3"/></g>'
        )
        if n % every == 0:
            css = "alt" if (n // every) % 2 else ""
            out.append(text(slot * (n + 0.5), FLOOR + 19, short(b.start), css, "middle"))
    return "".join(out)


def _kind(f: Forecast, b: Bin) -> str:
    last = b.start + timedelta(days=f.step - 3)  # the Friday: plans finish on working days
    if f.committed is not None and last <= f.committed:
        return "b-ok"
    return "b-mid" if b.start <= f.p80 else "b-late"


def _lines(f: Forecast) -> str:
    """The three dates. The outer labels turn outwards; where both share one side, P80 and its line step down."""
    p80, p50, late, out = _x(f, f.p80), _x(f, f.p50), 0, ""
    side80, side_c, drop = ("end" if p80 > 74 else "start"), "", 0
    if f.committed is not None:
        mark, late = _x(f, f.committed), (f.p80 - f.committed).days
        side_c = "start" if mark < 26 else "end" if mark <= p80 or mark > 74 else "start"
        side80 = "end" if mark > p80 > 30 else side80
        drop = 36 if side_c == side80 and abs(mark - p80) < 34 else 0
        chance = "" if f.chance is None else f"{f.chance:.0%} chance"
        out = _flag(mark, "l-commit", (f"Committed {short(f.committed)}", chance), side_c, 0)
    delta = "" if f.committed is None else f"{late:+d} days" if late else "on the day"
    out += _flag(p80, "l-p80", (f"P80 {short(f.p80)}", delta), side80, drop)
    out += upright(p50, 30, FLOOR, "l-p50")
    if abs(p80 - p50) > 14 and not drop:
        out += text(p50, 40, f"P50 {short(f.p50)}", "lab2 halo alt", dx=6)
    return out


def _flag(x: float, css: str, lines: tuple[str, str], side: str, drop: int) -> str:
    dx = -6 if side == "end" else 6
    said = text(x, 13 + drop, lines[0], "lab halo", side, dx)
    below = text(x, 28 + drop, lines[1], "lab2 halo", side, dx) if lines[1] else ""
    return upright(x, 4 + drop, FLOOR, css) + said + below
