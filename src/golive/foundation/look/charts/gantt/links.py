"""Which task waits for which? Dependency lines: those inside a block belong to it, the others lie over all blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from golive.foundation.look.charts.gantt.rows import ROW, GanttLink, GanttRow, Scale

STUB = 0.45  # days that a line goes straight out of a bar before it turns


@dataclass
class Drawn:
    """Paths in days × pixels, and arrow heads in per cent × pixels."""

    paths: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)

    def markup(self, scale: Scale, height: int) -> str:
        if not self.paths:
            return ""
        inner = "".join(self.paths)
        return (
            f'<svg class="links" width="100%" height="{height}" viewBox="0 0 {scale.days} {height}" '
            'preserveAspectRatio="none">'
            f"{inner}</svg>{''.join(self.heads)}"
        )


def draw(
    rows: Sequence[GanttRow], links: Iterable[GanttLink], scale: Scale, block: int
) -> tuple[Mapping[int, Drawn], Drawn]:
    """The links by block, and those that cross from one block into another."""
    index = {row.uid: n for n, row in enumerate(rows)}
    inside: dict[int, Drawn] = {}
    across = Drawn()
    for link in links:
        a, b = index.get(link.before), index.get(link.after)
        if a is None or b is None or rows[a].start is None or rows[b].start is None:
            continue  # the other end is folded away or has no dates
        home = a // block
        if home == b // block:
            _add(inside.setdefault(home, Drawn()), rows, a, b, link, scale, home * block)
        else:
            _add(across, rows, a, b, link, scale, 0)
    return inside, across


def _add(drawn: Drawn, rows: Sequence[GanttRow], a: int, b: int, link: GanttLink, scale: Scale, first: int) -> None:
    from_finish, to_start = link.kind[0] == "F", link.kind[1] == "S"
    xa, xb = _x(rows[a], from_finish, scale), _x(rows[b], not to_start, scale)
    ya, yb = (a - first) * ROW + 13, (b - first) * ROW + 13
    css = ' class="drv"' if link.driving else ""
    drawn.paths.append(f'<path{css} d="{_path(xa, ya, xb, yb, 1 if from_finish else -1, -1 if to_start else 1)}"/>')
    head = "g-ar" if to_start else "g-al"
    drawn.heads.append(
        f'<use class="head{" drv" if link.driving else ""}" href="#{head}" x="{scale.pct(xb)}" y="{yb}"/>'
    )


def _x(row: GanttRow, finish: bool, scale: Scale) -> float:
    assert row.start is not None
    if not finish:
        return scale.at(row.start)
    end = row.finish if row.finish is not None else row.start
    return scale.at(end) if row.milestone else scale.end(end)


def _path(xa: float, ya: int, xb: float, yb: int, out: int, into: int) -> str:
    """Right angles only; ``out`` and ``into`` say on which side of its bar the line leaves and arrives."""
    if out == into:
        turn = max(xa, xb) + STUB if out > 0 else min(xa, xb) - STUB
        return f"M{xa:.2f} {ya}H{turn:.2f}V{yb}H{xb:.2f}"
    if (xb - xa) * out >= 2 * STUB:
        return f"M{xa:.2f} {ya}H{xa + out * STUB:.2f}V{yb}H{xb:.2f}"
    between = ya + 14 if yb > ya else ya - 14
    return f"M{xa:.2f} {ya}H{xa + out * STUB:.2f}V{between}H{xb + into * STUB:.2f}V{yb}H{xb:.2f}"
