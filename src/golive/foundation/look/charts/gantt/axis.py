"""Which day stands where? The head of the chart and what lies behind all bars: grid, weekends, windows, today."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from markupsafe import escape

from golive.foundation.look.charts.gantt.rows import Day, GanttRow, Scale, Window, short
from golive.foundation.look.charts.marks import month, next_month

HEAD = 60
BRIEF_EVERY = 18  # days between two short labels: closer than this they touch in the view by months
MOST_DAYS = 1100  # beyond three years the single days are not drawn: nobody reads them and they cost


def scale_for(rows: Iterable[GanttRow], today: date, windows: Iterable[Window]) -> Scale:
    """From the Monday two weeks before everything to five weeks after it."""
    days = [
        _date(d)
        for r in rows
        for d in (r.start, r.finish, r.baseline_start, r.baseline_finish, r.deadline)
        if d is not None
    ]
    days += [today] + [d for w in windows for d in (w.start, w.finish)]
    first = min(days) - timedelta(days=14)
    first -= timedelta(days=first.weekday())
    return Scale(first, (max(days) - first).days + 35)


def _date(day: Day) -> date:
    return date(day.year, day.month, day.day)


def head(scale: Scale, today: date, windows: Sequence[Window]) -> str:
    """Quarters, months, weeks and days; the style shows those that suit the zoom."""
    last = scale.first + timedelta(days=scale.days)
    out = [_label("z-m", scale, day, month(day, True), 18) for day in _months(scale.first, last)]
    out += [
        _label("z-q", scale, day, f"Q{(day.month + 2) // 3} {day.year}", 18)
        for day in _months(scale.first, last)
        if day.month % 3 == 1
    ]
    out += [_label("z-w", scale, day, short(day), 38) for day in _every(scale, 7)]
    if scale.days <= MOST_DAYS:
        out += [_label("z-d", scale, day, str(day.day), 38) for day in _every(scale, 1)]
    out += _window_labels(windows, scale)
    out.append(f'<text class="now" x="{scale.pct(scale.at(today))}" y="55" dx="4">Today {short(today)}</text>')
    return "".join(out)


def behind(scale: Scale, today: date, windows: Sequence[Window]) -> str:
    """Lines and bands over the whole height."""
    last = scale.first + timedelta(days=scale.days)
    out = [_line("z-w", scale, day) for day in _every(scale, 7)]
    out += [_line("gm", scale, day) for day in _months(scale.first, last)]
    if scale.days <= MOST_DAYS:
        two = scale.pct(2)
        out += [
            f'<rect class="we z-d" x="{scale.pct(n + 5)}" width="{two}" y="0" height="100%"/>'
            for n in range(0, scale.days, 7)
        ]
    for window in windows:
        start, end = scale.at(window.start), scale.end(window.finish)
        out.append(f'<rect class="win" x="{scale.pct(start)}" width="{scale.pct(end - start)}" y="0" height="100%"/>')
    out.append(
        f'<line class="now" x1="{scale.pct(scale.at(today))}" x2="{scale.pct(scale.at(today))}" y1="0" y2="100%"/>'
    )
    return "".join(out)


def _months(first: date, last: date) -> list[date]:
    found, day = [], next_month(first - timedelta(days=1)) if first.day == 1 else next_month(first)
    while day < last:
        found.append(day)
        day = next_month(day)
    return found


def _every(scale: Scale, step: int) -> list[date]:
    return [scale.first + timedelta(days=n) for n in range(0, scale.days, step)]


def _label(css: str, scale: Scale, day: date, said: str, y: int) -> str:
    return f'<text class="{css}" x="{scale.pct(scale.at(day))}" y="{y}" dx="5">{said}</text>'


def _line(css: str, scale: Scale, day: date) -> str:
    x = scale.pct(scale.at(day))
    return f'<line class="{css}" x1="{x}" x2="{x}" y1="0" y2="100%"/>'


def _window_labels(windows: Sequence[Window], scale: Scale) -> list[str]:
    """Each window with its name; the short name, shown in the view by months, only where it has the room."""
    out, last = [], -math.inf
    for window in windows:
        start = scale.at(window.start)
        brief = start - last >= BRIEF_EVERY
        last = start if brief else last
        out.append(_window_label(window, scale, brief))
    return out


def _window_label(window: Window, scale: Scale, brief: bool) -> str:
    start, end = scale.at(window.start), scale.end(window.finish)
    said = f"{escape(window.label)} {short(window.start)} – {short(window.finish)}"
    x = scale.pct(start)
    label = f'<text class="win-lab brief" x="{x}" y="56" dx="5">Go-live</text>' if brief else ""
    return (
        f'<rect class="win-top" x="{x}" width="{scale.pct(end - start)}" y="44" height="16"><title>'
        f'{said}</title></rect><text class="win-lab long" x="{x}" y="56" dx="5">{said}</text>{label}'
    )
