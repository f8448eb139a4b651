"""How is a mark placed so that its text never scales? x in per cent, y in pixels, curves in a stretched "
"inner picture."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup, escape

from golive.foundation.look.words import MONTHS


@dataclass(frozen=True)
class Span:
    """A stretch of days laid over a width of 100 per cent."""

    start: date
    finish: date

    @property
    def days(self) -> int:
        return max(1, (self.finish - self.start).days)

    def x(self, day: date) -> float:
        return round(100 * (day - self.start).days / self.days, 2)

    def months(self) -> list[date]:
        """Every first of a month inside."""
        first = date(self.start.year, self.start.month, 1)
        found = []
        while first <= self.finish:
            if first >= self.start:
                found.append(first)
            first = next_month(first)
        return found


def next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def span_of(days: Iterable[date | None], before: int = 7, after: int = 7) -> Span:
    """The span that holds all these days, with some air on both sides."""
    known = [day for day in days if day is not None]
    return Span(min(known) - timedelta(days=before), max(known) + timedelta(days=after))


def month(day: date, with_year: bool = False) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}" if with_year else MONTHS[day.month - 1]


def points(pairs: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.2f},{y:.1f}" for x, y in pairs)


def stretched(width: str, height: int, inner: str) -> str:
    """An inner picture 100 wide that stretches sideways; strokes keep their width by CSS."""
    return f'<svg width="{width}" height="{height}" viewBox="0 0 100 {height}" preserveAspectRatio="none">{inner}</svg>'


def picture(name: str, height: int, inner: str, kind: str = "") -> Markup:
    """A chart with its name for those who cannot see it."""
    css = f"chart {kind}" if kind else "chart"
    return Markup(
        f'<svg class="{css}" width="100%" height="{height}" role="img" aria-label="{escape(name)}">{inner}</svg>'
    )


def text(x: float, y: float, said: object, css: str = "", anchor: str = "", dx: int = 0) -> str:
    more = (
        (f' class="{css}"' if css else "")
        + (f' text-anchor="{anchor}"' if anchor else "")
        + (f' dx="{dx}"' if dx else "")
    )
    return f'<text x="{x:.2f}%" y="{y:.1f}"{more}>{escape(said)}</text>'


def upright(x: float, top: float, bottom: float, css: str) -> str:
    return f'<line class="{css}" x1="{x:.2f}%" x2="{x:.2f}%" y1="{top:.1f}" y2="{bottom:.1f}"/>'


def level(y: float, css: str) -> str:
    return f'<line class="{css}" x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>'


def numbers(head: Sequence[str], rows: Iterable[Sequence[object]], label: str = "Show the numbers") -> Markup:
    """The figures under a chart, as a table that opens."""
    cells = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    table = f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"
    return Markup(f'<details class="nums"><summary>{escape(label)}</summary>{table}</details>')


def late_legend(committed: bool, shown: Collection[str] = ("ok", "mid", "late")) -> Markup:
    """What the colours of a forecast say; ``shown`` are the kinds of bars that are drawn."""
    keys = [("mid", "Late, within P80" if committed else "Up to P80"), ("late", "Beyond P80")]
    if committed:
        keys.insert(0, ("ok", "On or before the committed date"))
    return Markup('<div class="legend">{}</div>').format(
        Markup("").join(
            Markup('<span><i class="{}"></i>{}</span>').format(css, word) for css, word in keys if css in shown
        )
    )


def nice_step(size: float, most: int) -> float:
    """A round distance between grid lines: 1, 2 or 5 times a power of ten.

    >>> nice_step(23, 3), nice_step(4, 4), nice_step(180, 4)
    (10, 1, 50)
    """
    power: float = 1
    while True:
        for factor in (1, 2, 5):
            if size / (factor * power) <= most:
                return factor * power
        power *= 10
