"""How has it moved? A spark for a tile, the trend of the forecast, and the S-curve of what should be done by now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from markupsafe import Markup

from golive.foundation.look.charts.marks import (
    Span,
    level,
    month,
    nice_step,
    numbers,
    picture,
    points,
    stretched,
    text,
    upright,
)
from golive.foundation.look.words import full, short

# Per cent of the width between two days that are written side by side.
APART = 22


def sparkline(values: Sequence[float]) -> Markup:
    """The course of one figure, as high as a line of text; the colour comes from the tile."""
    if len(values) < 2:
        return Markup("")
    low, high = min(values), max(values)
    xs = [1 + 96 * n / (len(values) - 1) for n in range(len(values))]
    ys = [23 - 19 * ((v - low) / (high - low) if high > low else 0.5) for v in values]
    line = points(zip(xs, ys, strict=True))
    inner = f'<polygon class="f" points="1,26 {line} 97,26"/><polyline class="s" points="{line}"/>'
    return Markup(
        f'<svg class="spark" height="26" aria-hidden="true">{stretched("100%", 26, inner)}'
        f'<circle class="e" cx="97%" cy="{ys[-1]:.1f}" r="3"/></svg>'
    )


@dataclass(frozen=True)
class Event:
    """What happened, on the day it changed the forecast."""

    day: date
    label: str


def trend(
    course: Sequence[tuple[date, float]],
    events: Sequence[Event] = (),
    unit: str = "d",
    zero: str = "committed date",
    name: str = "P80 against the committed date",
) -> Markup:
    """A figure over weeks against its zero line; days late are above it. ``course`` is in order of time."""
    height, top, bottom = 192, 42, 148
    values = [value for _, value in course]
    low, high = min([0.0, *values]), max([1.0, *values])
    span = Span(course[0][0], course[-1][0])

    def x(day: date) -> float:
        return 2 + 0.94 * span.x(day)

    def y(value: float) -> float:
        return bottom - (bottom - top) * (value - low) / (high - low)

    step = nice_step(high, 2)
    out = level(y(0), "base") + text(100, y(0) + 14, zero, anchor="end")
    out += "".join(
        level(y(n * step), "grid") + text(0, y(n * step) - 5, f"+{n * step:g} {unit}")
        for n in range(1, int(high // step) + 1)
    )
    line = points((x(day), y(value)) for day, value in course)
    area = f"{x(course[0][0]):.2f},{y(0):.1f} {line} {x(course[-1][0]):.2f},{y(0):.1f}"
    out += stretched(
        "100%", height, f'<polygon class="area" points="{area}"/><polyline class="curve" points="{line}"/>'
    )
    out += "".join(_event(event, x(event.day), y(_at(course, event.day))) for event in events)
    last_day, last = course[-1]
    out += f'<circle class="dot now" cx="{x(last_day):.2f}%" cy="{y(last):.1f}" r="5"/>'
    out += text(x(last_day), y(last) - 13, f"{last:+g} {unit}", "lab halo", "end", 12)
    for day, anchor in _named([day for day, _ in course], x):
        out += text(x(day), height - 5, short(day), anchor=anchor, dx=10 if anchor == "end" else 0)
    said = f"{name}: from {values[0]:+g} {unit} on {full(course[0][0])} to {last:+g} {unit} on {full(last_day)}"
    rows = [
        (full(day), f"{value:+g} {unit}", ", ".join(e.label for e in events if e.day == day)) for day, value in course
    ]
    return picture(said, height, out) + numbers(("On", name, "What happened"), rows)


def _named(days: Sequence[date], x: Callable[[date], float]) -> list[tuple[date, str]]:
    """The days written below the course, with their anchors: both ends, and between them those that do not touch."""
    found = [(days[0], "start")]
    for day in (days[len(days) // 3], days[2 * len(days) // 3]):
        if x(day) - x(found[-1][0]) >= APART and x(days[-1]) - x(day) >= APART:
            found.append((day, "middle"))
    return [*found, (days[-1], "end")]


def _at(course: Sequence[tuple[date, float]], day: date) -> float:
    """The figure on a day, on the line between the days on which it is known."""
    for (before, low), (after, high) in pairwise(course):
        if before <= day <= after:
            return low + (high - low) * ((day - before) / (after - before) if after > before else 1.0)
    return course[-1][1] if day > course[-1][0] else course[0][1]


def _event(event: Event, x: float, y: float) -> str:
    anchor = "start" if x < 30 else "end"
    dot = f'<circle class="ev" cx="{x:.2f}%" cy="{y:.1f}" r="4.5"><title>{full(event.day)}</title></circle>'
    return dot + text(x, y - 10, event.label, "lab2 halo", anchor, 4 if anchor == "end" else -4)


def s_curve(
    planned: Sequence[tuple[date, float]],
    actual: Sequence[tuple[date, float]],
    today: date,
    forecast: Sequence[tuple[date, float]] = (),
    name: str = "Work done",
) -> Markup:
    """Shares (0 to 1) over time: the plan dashed, what is done solid, the forecast from today thin."""
    height, top, bottom = 220, 12, 190
    span = Span(min(planned[0][0], (actual or planned)[0][0]), max(planned[-1][0], (forecast or planned)[-1][0]))

    def y(share: float) -> float:
        return bottom - (bottom - top) * share

    def line(course: Sequence[tuple[date, float]], css: str) -> str:
        pairs = points((span.x(day), y(share)) for day, share in course)
        return f'<polyline class="{css}" points="{pairs}"/>' if course else ""

    out = "".join(
        level(y(s), "base" if s == 0 else "grid") + text(0, y(s) - 4, f"{s:.0%}") for s in (0.0, 0.25, 0.5, 0.75, 1.0)
    )
    months = span.months()
    every = max(1, len(months) // 7 + 1)
    out += "".join(
        text(span.x(m), height - 12, month(m), anchor="middle") for m in months[::every] if 3 < span.x(m) < 97
    )
    out += stretched("100%", height, line(planned, "curve plan") + line(forecast, "curve thin") + line(actual, "curve"))
    out += upright(span.x(today), top, bottom, "today")
    done, due = _share_on(actual, today), _share_on(planned, today)
    if actual:
        out += f'<circle class="dot now" cx="{span.x(actual[-1][0]):.2f}%" cy="{y(actual[-1][1]):.1f}" r="5"/>'
    said = f"{name}: {done:.0%} done, {due:.0%} planned by {full(today)}"
    left = span.x(today) > 60
    out += text(
        span.x(today),
        y(done) + 20,
        f"{done:.0%} done, {due:.0%} planned",
        "lab halo",
        "end" if left else "start",
        -8 if left else 8,
    )
    rows = [
        (full(day), f"{share:.0%}", f"{_share_on(actual, day):.0%}" if day <= today else "–") for day, share in planned
    ]
    return picture(said, height, out) + _LEGEND + numbers(("By", "Planned", "Done"), rows)


_LEGEND = Markup(
    '<div class="legend"><span><i class="line"></i>Done</span><span><i class="line plan"></i>Planned</span>'
    '<span><i class="line thin"></i>Forecast</span></div>'
)


def _share_on(course: Sequence[tuple[date, float]], day: date) -> float:
    return max((share for when, share in course if when <= day), default=0.0)
