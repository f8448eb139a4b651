"""What is drawn for one task? Its line in the table on the left and its bar on the right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import escape

from golive.foundation.look.words import MONTHS

ROW = 28
Day = date | datetime


@dataclass(frozen=True)
class GanttRow:
    """A task. A plain date as ``finish`` means that whole day; a datetime is taken to the minute.
    ``progress`` is a share (0 to 1); ``float_days`` None means not computed. ``toggle_url`` folds a summary."""

    uid: str
    name: str
    level: int = 0
    start: Day | None = None
    finish: Day | None = None
    progress: float = 0.0
    critical: bool = False
    driving: bool = False
    milestone: bool = False
    summary: bool = False
    baseline_start: Day | None = None
    baseline_finish: Day | None = None
    url: str = ""
    float_days: float | None = None
    number: str = ""
    deadline: Day | None = None
    toggle_url: str = ""
    open: bool = True


@dataclass(frozen=True)
class GanttLink:
    """A dependency between two uids: FS, SS, FF or SF; ``driving`` if it sets the date of the later one."""

    before: str
    after: str
    kind: str = "FS"
    driving: bool = False


@dataclass(frozen=True)
class Window:
    """Days on which going live is permitted, first and last included."""

    start: date
    finish: date
    label: str = "Go-live window"


@dataclass(frozen=True)
class Scale:
    """Days since the first midnight of the chart, and their place in per cent of its width."""

    first: date
    days: int

    def at(self, when: Day) -> float:
        """Days since the beginning, to the minute."""
        if isinstance(when, datetime):
            return (when.date() - self.first).days + (when.hour * 60 + when.minute) / 1440
        return float((when - self.first).days)

    def end(self, when: Day) -> float:
        """The same for a finish: a plain date ends at its midnight to come."""
        return self.at(when) if isinstance(when, datetime) else self.at(when) + 1

    def pct(self, days: float) -> str:
        return f"{100 * days / self.days:.3f}%"


def short(when: Day | None) -> str:
    return f"{when.day} {MONTHS[when.month - 1]}" if when is not None else "–"


def line(row: GanttRow) -> str:
    """The row of the table; this is what a screen reader reads."""
    name: str = escape(row.name)
    if row.url:
        where = escape(row.url)
        name = f'<a href="{where}" hx-get="{where}" data-row>{name}</a>'
    else:
        name = f'<span tabindex="-1" data-row>{name}</span>'
    fold = ""
    if row.toggle_url:
        sign, word = ("▾", "Fold") if row.open else ("▸", "Unfold")
        fold = (
            f'<a class="fold" id="row-{escape(row.uid)}" href="{escape(row.toggle_url)}" tabindex="-1" '
            f'aria-label="{word} {escape(row.name)}" aria-expanded="{str(row.open).lower()}">{sign}</a>'
        )
    css = " ".join(filter(None, [f"l{min(row.level, 8)}", "sum" if row.summary else "", _path_css(row).strip()]))
    return (
        f'<tr class="{css}"><th scope="row" title="{escape(row.number)} {escape(row.name)}">{fold}{name}</th>'
        f"<td>{short(row.start)}</td><td>{short(row.finish)}</td>"
        f'<td>{_float(row)}<span class="vh">{_rest(row)}</span></td></tr>'
    )


def _path_css(row: GanttRow) -> str:
    return (" crit" if row.critical else "") + (" drv" if row.driving else "")


def _float(row: GanttRow) -> str:
    return "–" if row.float_days is None or row.summary else f"{row.float_days:g} d"


def _rest(row: GanttRow) -> str:
    kind = "milestone" if row.milestone else "summary" if row.summary else "task"
    on = "; on the driving path" if row.driving else "; critical" if row.critical else ""
    return f"; {kind}, {row.progress:.0%} done{on}"


def bar(row: GanttRow, y: int, scale: Scale) -> str:
    """Everything on the right of one row: baseline, float, bar or diamond, progress, deadline."""
    if row.start is None or row.finish is None:
        return ""
    s, f = scale.at(row.start), scale.at(row.finish) if row.milestone else scale.end(row.finish)
    out = _baseline(row, y, scale)
    css = _path_css(row)
    if row.milestone:
        out += f'<use class="ms{css}" href="#g-ms" x="{scale.pct(f)}" y="{y + 14}"/>'
        out += f'<text x="{scale.pct(f)}" y="{y + 18}" dx="11">{short(row.finish)}</text>'
    elif row.summary:
        out += f'<rect class="sum{css}" x="{scale.pct(s)}" y="{y + 9}" width="{scale.pct(f - s)}" height="5"/>'
        out += (
            f'<use class="sum{css}" href="#g-cl" x="{scale.pct(s)}" y="{y + 9}"/><use class="sum{css}" '
            f'href="#g-cr" x="{scale.pct(f)}" y="{y + 9}"/>'
        )
    else:
        out += _task(row, y, scale, s, f, css)
    if row.deadline is not None:
        out += f'<use class="dead" href="#g-dl" x="{scale.pct(scale.end(row.deadline))}" y="{y + 4}"/>'
    return out


def _task(row: GanttRow, y: int, scale: Scale, s: float, f: float, css: str) -> str:
    out = ""
    if row.float_days and row.float_days > 0 and row.progress < 1:
        end = scale.pct(f + row.float_days)
        out = f'<line class="slack" x1="{scale.pct(f)}" x2="{end}" y1="{y + 13}" y2="{y + 13}"/>'
    x, wide = scale.pct(s), max(f - s, 0.15)
    title = f"<title>{escape(row.name)}: {short(row.start)} to {short(row.finish)}, {row.progress:.0%} done</title>"
    out += f'<rect class="bar{css}" x="{x}" y="{y + 7}" width="{scale.pct(wide)}" height="12" rx="3">{title}</rect>'
    if row.progress > 0:
        out += (
            f'<rect class="dn{css}" x="{x}" y="{y + 7}" width="{scale.pct(wide * min(row.progress, 1))}" '
            'height="12" rx="3"/>'
        )
    return out


def _baseline(row: GanttRow, y: int, scale: Scale) -> str:
    if row.baseline_finish is None:
        return ""
    if row.milestone:
        return f'<use class="bms" href="#g-ms" x="{scale.pct(scale.at(row.baseline_finish))}" y="{y + 14}"/>'
    if row.baseline_start is None or row.summary:
        return ""
    s, f = scale.at(row.baseline_start), scale.end(row.baseline_finish)
    return (
        f'<rect class="bl" x="{scale.pct(s)}" y="{y + 21}" width="{scale.pct(max(f - s, 0.15))}" height="3" rx="1.5"/>'
    )
