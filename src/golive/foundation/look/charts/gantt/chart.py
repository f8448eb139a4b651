"""How is the whole plan put on one page? Blocks of fifty rows, of which the browser draws only those in sight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup, escape

from golive.foundation.look.charts.gantt.axis import HEAD, behind, head, scale_for
from golive.foundation.look.charts.gantt.links import Drawn, draw
from golive.foundation.look.charts.gantt.rows import ROW, GanttLink, GanttRow, Scale, Window, bar, line
from golive.foundation.look.icons import icon

BLOCK = 50
PIXELS_PER_DAY = {"days": 24.0, "weeks": 9.0, "months": 3.4, "quarters": 1.4}

SHAPES = (
    '<svg class="gantt-shapes" width="0" height="0" aria-hidden="true"><defs>'
    '<path id="g-ms" d="M0-7 7 0 0 7-7 0z"/><path id="g-cl" d="M0 0h6L0 9z"/><path id="g-cr" d="M0 0h-6L0 9z"/>'
    '<path id="g-ar" d="M0 0-5-3v6z"/><path id="g-al" d="M0 0 5-3v6z"/><path id="g-dl" d="M-5 0H5L0 8z"/></defs></svg>'
)

COLUMNS = "".join(
    f'<th scope="col"><span class="vh">{name}</span></th>' for name in ("Task", "Start", "Finish", "Float, progress")
)


def gantt(
    rows: Sequence[GanttRow],
    links: Iterable[GanttLink] = (),
    *,
    today: date,
    windows: Sequence[Window] = (),
    zoom: str = "weeks",
    label: str = "Plan",
) -> Markup:
    """The chart with its tools. ``zoom`` is days, weeks, months or quarters; the reader may change it."""
    if not rows:
        raise ValueError("A Gantt chart needs at least one row. Show an empty state that leads to the import instead.")
    scale = scale_for(rows, today, windows)
    inside, across = draw(rows, links, scale, BLOCK)
    width = round(scale.days * PIXELS_PER_DAY[zoom])
    height = len(rows) * ROW
    track = f'data-track width="{width}"'
    blocks = "".join(_block(rows, n, scale, inside.get(n // BLOCK, Drawn()), track) for n in range(0, len(rows), BLOCK))
    return Markup(
        f'<div class="gantt" data-gantt data-zoom="{zoom}" data-days="{scale.days}" '
        f'data-today="{scale.at(today):.0f}">{_tools(zoom)}'
        f'{SHAPES}<div class="gantt-scroll" hx-target="#drawer-content" role="region" tabindex="0" '
        f'aria-label="{escape(label)}, {len(rows)} rows">'
        '<div class="gantt-head"><div class="gantt-corner"><span>Task</span><span>Start</span><span>'
        "Finish</span><span>Float</span></div>"
        f'<svg class="axis" {track} height="{HEAD}" aria-hidden="true">{head(scale, today, windows)}</svg></div>'
        f'<div class="gantt-body"><svg class="behind" {track} height="{height}" aria-hidden="true">'
        f"{behind(scale, today, windows)}</svg>"
        f"{blocks}"
        f'<svg class="over" {track} height="{height}" aria-hidden="true">{across.markup(scale, height)}</svg>'
        f"</div></div>{_legend(bool(windows))}</div>"
    )


def _block(rows: Sequence[GanttRow], first: int, scale: Scale, links: Drawn, track: str) -> str:
    part = rows[first : first + BLOCK]
    height = len(part) * ROW
    lines = "".join(line(row) for row in part)
    bars = "".join(bar(row, n * ROW, scale) for n, row in enumerate(part))
    css = "gantt-block" if len(part) == BLOCK else "gantt-block rest"
    return (
        f'<div class="{css}"><table class="gantt-names"><caption class="vh">Rows {first + 1} to '
        f"{first + len(part)}</caption>"
        f"<thead><tr>{COLUMNS}</tr></thead><tbody>{lines}</tbody></table>"
        f'<svg class="track" {track} height="{height}" aria-hidden="true">'
        f"{links.markup(scale, height)}{bars}</svg></div>"
    )


def _tools(zoom: str) -> str:
    steps = "".join(
        f'<button type="button" data-zoom-to="{PIXELS_PER_DAY[name]}" data-name="{name}" '
        f'aria-pressed="{str(name == zoom).lower()}">'
        f"{name.capitalize()}</button>"
        for name in PIXELS_PER_DAY
    )
    return (
        f'<div class="gantt-tools"><div class="views" role="group" aria-label="Zoom">{steps}</div>'
        '<button class="btn small icon" type="button" data-zoom-by="0.7" aria-label="Zoom out" '
        f'title="Zoom out (−)">{icon("zoom-out")}</button>'
        '<button class="btn small icon" type="button" data-zoom-by="1.4" aria-label="Zoom in" title="Zoom '
        f'in (+)">{icon("zoom-in")}</button>'
        f'<button class="btn small" type="button" data-to-today>{icon("calendar-days")}Today</button>'
        f'<button class="btn small" type="button" data-fit>{icon("move-horizontal")}Whole plan</button>'
        f'<button class="btn small" type="button" data-driving aria-pressed="false">{icon("route")}Driving '
        "path</button></div>"
    )


def _legend(windows: bool) -> str:
    keys = [
        ("bar", "Task, done part darker"),
        ("crit", "Critical"),
        ("drv", "Driving path, outlined"),
        ("bl", "Baseline"),
        ("slack", "Float"),
        ("ms", "Milestone"),
    ]
    if windows:
        keys.append(("win", "Go-live window"))
    marks = "".join(f'<span><i class="g-{css}"></i>{word}</span>' for css, word in keys)
    keyboard = "↑ ↓ row · ← → pan · + − zoom · Space folds · Enter opens"
    return f'<div class="legend">{marks}<span class="keys-hint">{keyboard}</span></div>'
