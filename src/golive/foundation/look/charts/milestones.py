"""Which dates have slipped? Each milestone with its baseline and its forecast on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from golive.foundation.look.charts.marks import Span, month, span_of, upright
from golive.foundation.look.icons import rag
from golive.foundation.look.words import full, short


@dataclass(frozen=True)
class MilestoneRow:
    """``colour`` is green, amber, red, grey or done; where there is a ``p80``, the slip is measured to it."""

    name: str
    baseline: date | None
    forecast: date | None
    colour: str
    word: str = ""
    url: str = ""
    p80: date | None = None

    @property
    def reached(self) -> date | None:
        """The day that the slip is measured to."""
        return self.p80 or self.forecast


def milestones(rows: Sequence[MilestoneRow], today: date) -> Markup:
    """The table; on a phone it folds into cards without the axis."""
    span = span_of([d for row in rows for d in (row.baseline, row.forecast, row.p80)] + [today], 12, 12)
    with_p80 = any(row.p80 for row in rows)
    firsts = span.months()
    every = len(firsts) // 10 + 1
    labels = "".join(
        f'<text x="{span.x(m)}%" y="13" dx="3">{month(m)}</text>' for m in firsts[::every] if span.x(m) < 94
    )
    ticks = "".join(upright(span.x(m), 0, 42, "tick") for m in firsts[::every]) + upright(span.x(today), 0, 42, "today")
    p80 = '<th scope="col">P80</th>' if with_p80 else ""
    head = (
        '<tr><th scope="col">Milestone</th><th scope="col" class="axis"><svg class="msx low" width="100%" height="16" '
        f'aria-hidden="true">{labels}</svg><span class="vh">Timeline</span></th><th scope="col">Baseline</th>'
        f'<th scope="col">{"P50" if with_p80 else "Forecast"}</th>{p80}<th scope="col">Days</th>'
        '<th scope="col">Status</th></tr>'
    )
    body = "".join(_row(row, span, ticks, with_p80) for row in rows)
    css = "ms to-p80" if with_p80 else "ms"
    caption = '<caption class="vh">Milestones</caption>'
    return Markup(f'<table class="{css}">{caption}<thead>{head}</thead><tbody>{body}</tbody></table>')


def _row(row: MilestoneRow, span: Span, ticks: str, with_p80: bool) -> str:
    name = escape(row.name)
    if row.url:
        name = Markup('<a href="{0}" hx-get="{0}" hx-target="#drawer-content">{1}</a>').format(row.url, row.name)
    p80 = f'<td class="p80">{short(row.p80)}</td>' if with_p80 else ""
    return (
        f'<tr><th scope="row" class="name">{name}</th><td class="axis"><svg class="msx" width="100%" '
        'height="41" aria-hidden="true">'
        f'{ticks}{_marks(row, span)}</svg></td><td class="was">{_day(row.baseline)}</td><td class="fc">'
        f"{_day(row.forecast)}</td>{p80}"
        f'<td class="dl {_slip_tone(row)}">{_slip(row)}<span class="vh"> days</span></td>'
        f'<td class="st">{rag(row.colour, row.word or None)}</td></tr>'
    )


def _day(day: date | None) -> str:
    return f'<span title="{full(day)}">{short(day)}</span>' if day else "–"


def _slip(row: MilestoneRow) -> str:
    if row.baseline is None or row.reached is None:
        return "–"
    days = (row.reached - row.baseline).days
    return f"{days:+d}".replace("-", "−") if days else "0"


def _slip_tone(row: MilestoneRow) -> str:
    if row.colour == "done" or row.baseline is None or row.forecast is None:
        return "was"
    return {"red": "late", "amber": "mid", "green": "ok"}.get(row.colour, "was")


def _marks(row: MilestoneRow, span: Span) -> str:
    tone = "green" if row.colour == "done" else row.colour
    out = ""
    if row.baseline and row.reached and row.baseline != row.reached:
        out = f'<line class="slip {tone}" x1="{span.x(row.baseline)}%" x2="{span.x(row.reached)}%" y1="21" y2="21"/>'
    if row.baseline and row.baseline != row.reached:
        out += _diamond(span.x(row.baseline), "bl", 4.2)
    if row.reached:
        out += _diamond(span.x(row.reached), f"fcd {tone}", 5)
    return out


def _diamond(x: float, css: str, half: float) -> str:
    size = 2 * half
    return (
        f'<svg x="{x}%" y="21" overflow="visible"><rect class="{css}" x="-{half}" y="-{half}" '
        f'width="{size}" height="{size}" '
        'rx="1.5" transform="rotate(45)"/></svg>'
    )
