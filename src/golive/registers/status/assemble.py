"""How does the page come together from its parts, so that no figure is written twice?"""

from __future__ import annotations

from dataclasses import replace

from golive.registers.status.headline import active_until, changes_since, headline, since
from golive.registers.status.page import Line, StatusPage
from golive.registers.status.rules import Said, trend, watermelon_index
from golive.registers.status.thresholds import VERSION


def assemble(page: StatusPage, *, history: tuple[StatusPage, ...] = (), events: tuple[str, ...] = ()) -> StatusPage:
    """The page with everything that follows from its parts and the earlier reports (oldest first).

    Fills the P80 move, trends, changes, headline and watermelon index, and drops overrides that have run out.
    ``events`` are sentences from the audit log that no comparison of two pages can know ("CR-012 was rejected").
    """
    previous = history[-1] if history else None
    ready = replace(
        page,
        go_live=since(previous, page.go_live),
        dimensions=_compared(page.dimensions, page, previous),
        workstreams=_compared(page.workstreams, page, previous),
        thresholds=VERSION,
    )
    return replace(
        ready,
        headline=headline(ready.go_live, ready.lines),
        changed=changes_since(previous, ready) + events,
        watermelon=watermelon_index([said(report) for report in (*history, ready)]),
    )


def _compared(lines: tuple[Line, ...], page: StatusPage, previous: StatusPage | None) -> tuple[Line, ...]:
    before = {line.name: line.shown for line in previous.lines} if previous else {}
    current = [active_until(line, page.cover.as_of) for line in lines]
    return tuple(replace(line, trend=trend(before.get(line.name), line.shown)) for line in current)


def said(page: StatusPage) -> Said:
    """What a report computed and what it reported: the reported colour, or the override that stands for it."""
    return {line.name: (line.computed, line.override.colour if line.override else line.reported) for line in page.lines}
