"""Do the marks get better? One dot for each attempt in its order, on bands that say what a mark is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from golive.foundation.look.charts.marks import level, numbers, picture, points, stretched, text
from golive.foundation.look.words import full, short

RUNNING = 5  # attempts in the running average


@dataclass(frozen=True)
class Attempt:
    """A mark on a day, with what it was about."""

    day: date
    mark: float
    about: str


def scores(attempts: Sequence[Attempt], most: float, bands: Sequence[tuple[float, str]], name: str = "Marks") -> Markup:
    """Marks from 0 to ``most``; ``bands`` are (from which mark on, what it is called), the lowest first.

    The line is the average of the last five, so that one bad day does not hide the way.
    """
    height, top, bottom = 196, 14, 164

    def x(at: int) -> float:
        return 12.0 + 84.0 * (at / (len(attempts) - 1) if len(attempts) > 1 else 0.5)

    def y(mark: float) -> float:
        return bottom - (bottom - top) * mark / most

    out = "".join(level(y(low), "grid" if low else "base") + text(0, y(low) - 5, said) for low, said in bands)
    running = [
        _mean([each.mark for each in attempts[max(0, at + 1 - RUNNING) : at + 1]]) for at in range(len(attempts))
    ]
    line = points((x(at), y(mark)) for at, mark in enumerate(running))
    out += stretched("100%", height, f'<polyline class="curve" points="{line}"/>' if len(attempts) > 1 else "")
    for at, each in enumerate(attempts):
        last = " now" if at == len(attempts) - 1 else ""
        dot = f'<circle class="dot{last}" cx="{x(at):.2f}%" cy="{y(each.mark):.1f}" r="{5 if last else 3.5}">'
        out += f"{dot}<title>{full(each.day)}: {each.mark:g}</title></circle>"
    first, final = attempts[0], attempts[-1]
    out += text(x(len(attempts) - 1), y(final.mark) - 12, f"{final.mark:g}", "lab halo", "middle")
    out += text(x(0), height - 8, short(first.day), anchor="middle")
    if final.day != first.day:
        out += text(x(len(attempts) - 1), height - 8, short(final.day), anchor="middle")
    said = f"{name}: {first.mark:g} of {most:g} on {full(first.day)}, {final.mark:g} of {most:g} on {full(final.day)}"
    rows = [(full(each.day), each.about, f"{each.mark:g} of {most:g}") for each in attempts]
    return picture(said, height, out) + numbers(("On", "About", "Mark"), rows)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
