"""Where do the risks stand, and what moves the date most? The 5×5 matrix and the tornado."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from golive.foundation.look.charts.marks import nice_step, numbers, picture, text, upright

LEVELS = ("Very low", "Low", "Medium", "High", "Very high")


@dataclass(frozen=True)
class Scored:
    """An item with likelihood and impact from 1 to 5."""

    label: str
    likelihood: int
    impact: int
    url: str = ""
    title: str = ""


def risk_matrix(items: Sequence[Scored], red_from: int = 15, amber_from: int = 8, shown: int = 3) -> Markup:
    """The 5×5 matrix as a table: likelihood upwards, impact to the right, the items in their cells."""
    head = "".join(f'<th scope="col">{n}<small>{LEVELS[n - 1]}</small></th>' for n in range(1, 6))
    body = "".join(_matrix_row(items, n, red_from, amber_from, shown) for n in range(5, 0, -1))
    return Markup(
        '<table class="matrix"><caption>Likelihood upwards, impact to the right</caption>'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _matrix_row(items: Sequence[Scored], likelihood: int, red_from: int, amber_from: int, shown: int) -> str:
    cells = ""
    for impact in range(1, 6):
        score = likelihood * impact
        tone = "red" if score >= red_from else "amber" if score >= amber_from else "green"
        here = [item for item in items if (item.likelihood, item.impact) == (likelihood, impact)]
        cells += f'<td class="{tone}"><span class="sc">{score}</span>{_inside(here, shown)}</td>'
    return f'<tr><th scope="row">{likelihood}<small>{LEVELS[likelihood - 1]}</small></th>{cells}</tr>'


def _inside(here: Sequence[Scored], shown: int) -> str:
    named = [_item(item) for item in here[:shown]]
    rest = len(here) - shown
    more = f'<span class="more">+{rest}</span>' if rest > 0 else ""
    count = f'<b class="count">{len(here)}</b>' if here else ""
    return f'<span class="items">{"".join(named)}{more}</span>{count}' if here else ""


def _item(item: Scored) -> str:
    title = escape(item.title or item.label)
    if not item.url:
        return f'<span title="{title}">{escape(item.label)}</span>'
    where = escape(item.url)
    return f'<a href="{where}" hx-get="{where}" hx-target="#drawer-content" title="{title}">{escape(item.label)}</a>'


@dataclass(frozen=True)
class Bar:
    """How far one cause can move the date: ``low`` at its best (negative), ``high`` at its worst, in the "
    "chart's unit."""

    name: str
    low: float
    high: float


def tornado(bars: Sequence[Bar], unit: str = "d", zero: str = "P80 now", name: str = "What moves the date") -> Markup:
    """The causes, the strongest on top; names above their bar so that they need no column of their own."""
    ordered = sorted(bars, key=lambda bar: bar.high - bar.low, reverse=True)
    reach_low, reach_high = min([0.0, *(b.low for b in ordered)]), max([1.0, *(b.high for b in ordered)])
    width = reach_high - reach_low

    def x(value: float) -> float:
        return 9 + 81 * (value - reach_low) / width

    row, height = 40, 40 * len(ordered) + 26
    step = nice_step(width, 6)
    marks = [
        n * step
        for n in range(int(reach_low // step), int(reach_high // step) + 1)
        if reach_low <= n * step <= reach_high
    ]
    out = "".join(upright(x(m), 0, height - 22, "base" if m == 0 else "grid") for m in marks)
    out += "".join(text(x(m), height - 6, zero if m == 0 else f"{m:+g} {unit}", anchor="middle") for m in marks)
    for n, bar in enumerate(ordered):
        top = row * n + 20
        out += text(0, top - 6, bar.name, "lab2 halo")
        out += _half(x(bar.low), x(0), top, "win") + _half(x(0), x(bar.high), top, "lose")
        if bar.low < 0:
            out += text(x(bar.low), top + 11, f"{bar.low:+.1f}".replace("-", "−"), "lab2", "end", -6)
        out += text(x(bar.high), top + 11, f"{bar.high:+.1f} {unit}", "lab", dx=6)
    said = f"{name}, strongest first: " + "; ".join(f"{b.name} {b.low:+.1f} to {b.high:+.1f} {unit}" for b in ordered)
    rows = [(b.name, f"{b.low:+.1f} {unit}", f"{b.high:+.1f} {unit}") for b in ordered]
    return picture(said, height, out, "tornado") + numbers(("Cause", "At its best", "At its worst"), rows)


def _half(start: float, end: float, top: float, css: str) -> str:
    if end <= start:
        return ""
    return f'<rect class="{css}" x="{start:.2f}%" y="{top}" width="{end - start:.2f}%" height="14" rx="3"/>'
