"""How do the bands, the three figures of a negotiation and one's own pay lie beside each other?"""

from __future__ import annotations

from markupsafe import Markup, escape

from golive.career.salary import Estimate, Pay

WIDE, HIGH = 600, 56
MARGIN = 0.06  # of the stretch, left and right


def bands(found: Estimate, pay: Pay | None) -> Markup:
    """A bar: light is the band of four fifths, strong that of the middle half, the line is the middle."""
    talk = found.negotiation
    points = [("walk", talk.walk_away), ("target", talk.target), ("anchor", talk.anchor)]
    points += [("mine", pay.base)] if pay else []
    ends = [*found.band_80, *(value for _, value in points)]
    low, high = min(ends), max(ends)
    room = max(1.0, (high - low) * MARGIN)

    def at(value: float) -> float:
        return round((value - low + room) / (high - low + 2 * room) * WIDE, 1)

    marks = "".join(f'<circle class="{name}" cx="{at(value)}" cy="28" r="7"/>' for name, value in points)
    return Markup(
        f'<svg class="bands" viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{escape(_told(found, pay))}">'
        f"{_bar('outer', *map(at, found.band_80))}{_bar('inner', *map(at, found.band_50))}"
        f'<line class="middle" x1="{at(found.median)}" x2="{at(found.median)}" y1="6" y2="50"/>{marks}</svg>'
    )


def _bar(name: str, start: float, end: float) -> str:
    return f'<rect class="{name}" x="{start}" y="16" width="{round(max(1.0, end - start), 1)}" height="24" rx="6"/>'


def _told(found: Estimate, pay: Pay | None) -> str:
    talk = found.negotiation
    mine = f" You earn ${pay.base:,}." if pay else ""
    return (
        f"Four fifths from ${found.band_80[0]:,} to ${found.band_80[1]:,}, half from ${found.band_50[0]:,} to "
        f"${found.band_50[1]:,}, middle ${found.median:,}. Walk away ${talk.walk_away:,}, target ${talk.target:,}, "
        f"anchor ${talk.anchor:,}.{mine}"
    )
