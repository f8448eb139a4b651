"""Which colour does each line get today: computed, held back, overridden, and what did its lead say?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.models import Implementation
from golive.plain.rag import Rag
from golive.registers.commitments import queries as commitments
from golive.registers.plan import queries as plan
from golive.registers.status import facts, measures, page, workstreams
from golive.registers.status.colours import assess
from golive.registers.status.headline import active_until
from golive.registers.status.measures import Ground
from golive.registers.status.models import Observation, Override, ReportedColour
from golive.registers.status.reporting import SAID_DAYS
from golive.registers.status.rules import held_back
from golive.registers.steering import queries as steering

if TYPE_CHECKING:
    from golive.registers.plan.models import Workstream

    Measured = tuple[str, str, facts.Facts, Workstream | None]

DIMENSION, WORKSTREAM = "dimension", "workstream"
# So many past days decide what is held back; an older memory than a quarter is none.
MEMORY_DAYS = 92


@dataclass(frozen=True)
class Evaluated:
    """A line as it is shown, with the raw colour behind it and the number that makes its course."""

    kind: str
    line: page.Line
    raw: Rag
    value: float | None
    stream: Workstream | None = None


def ground(implementation: Implementation) -> Ground:
    """What a whole page is read from, once."""
    forecast = plan.latest_forecast(implementation)
    return Ground(
        implementation,
        forecast,
        stale=plan.is_stale(forecast) if forecast else False,
        wanted=steering.wanted_everywhere(implementation),
        standings=commitments.standings(implementation),
    )


def evaluate(on: Ground) -> list[Evaluated]:
    """Every line of today's report: the dimensions, then the workstreams."""
    known = _Known(_said(on), _overridden(on), _past(on), seen_today(on.implementation))
    return [_evaluated(on, each, known) for each in _measured(on)]


@dataclass(frozen=True)
class _Known:
    """What was said, overridden and seen before, by line."""

    said: dict[str, Rag]
    overridden: dict[str, page.Override]
    past: dict[tuple[str, str], list[Rag]]
    today: dict[tuple[str, str], Rag]

    def colours(self, kind: str, name: str, now: Rag) -> list[Rag]:
        """Every evaluation up to now. What was worse earlier today stays: a second look cannot wash it away."""
        before = self.today.get((kind, name))
        return [*self.past[kind, name], *([before] if before and stays(before, now) else []), now]


def _measured(on: Ground) -> Iterator[Measured]:
    for name, read in measures.DIMENSIONS.items():
        yield DIMENSION, name, read(on), None
    for stream, found in workstreams.measured(on):
        # A line is found again by its name, so a workstream may not be called like a dimension.
        name = f"{stream.title} workstream" if stream.title in measures.DIMENSIONS else stream.title
        yield WORKSTREAM, name, found, stream


def _evaluated(on: Ground, measured: Measured, known: _Known) -> Evaluated:
    kind, name, found, stream = measured
    got = assess(found, on.today)
    shown = held_back(known.colours(kind, name, got.colour))
    line = page.Line(
        name,
        shown.colour,
        reported=known.said.get(name),
        reasons=got.reasons + ((shown.because,) if shown.because else ()),
        figure=got.figure,
        evidence_age_days=got.age_days,
        override=known.overridden.get(name),
    )
    return Evaluated(kind, active_until(line, on.today), got.colour, measures.value_of(found), stream)


def stays(before: Rag, now: Rag) -> bool:
    """Whether the earlier colour of a day is the one that the day is remembered by."""
    return before in (Rag.RED, Rag.AMBER) and before.severity > now.severity


def seen_today(implementation: Implementation) -> dict[tuple[str, str], Rag]:
    rows = Observation.objects.filter(implementation=implementation, on=implementation.today())
    return {(kind, line): Rag(colour) for kind, line, colour in rows.values_list("kind", "line", "computed")}


def _past(on: Ground) -> dict[tuple[str, str], list[Rag]]:
    """The computed colours of the days before today, oldest first: two looks on one day are one evaluation."""
    since = on.today - timedelta(days=MEMORY_DAYS)
    rows = Observation.objects.filter(implementation=on.implementation, on__gte=since, on__lt=on.today)
    past: dict[tuple[str, str], list[Rag]] = defaultdict(list)
    for kind, line, computed in rows.order_by("on").values_list("kind", "line", "computed"):
        past[kind, line].append(Rag(computed))
    return past


def _said(on: Ground) -> dict[str, Rag]:
    days = int(implementations.value(on.implementation, SAID_DAYS))
    since = on.implementation.now() - timedelta(days=days)
    rows = ReportedColour.objects.filter(implementation=on.implementation, at__gte=since).order_by("at", "pk")
    return {line: Rag(colour) for line, colour in rows.values_list("line", "colour")}


def _overridden(on: Ground) -> dict[str, page.Override]:
    rows = Override.objects.filter(implementation=on.implementation, expires__gte=on.today).select_related("by")
    return {
        each.line: page.Override(Rag(each.colour), each.by.name, each.reason, each.expires)
        for each in rows.order_by("at", "pk")
    }


def courses(implementation: Implementation, days: int = 90) -> dict[str, list[float]]:
    """The number behind each dimension, day by day, for the tiles."""
    since = implementation.today() - timedelta(days=days)
    rows = Observation.objects.filter(
        implementation=implementation, kind=DIMENSION, on__gte=since, on__lt=implementation.today(), value__isnull=False
    )
    found: dict[str, list[float]] = defaultdict(list)
    for line, value in rows.order_by("on").values_list("line", "value"):
        found[line].append(float(value or 0))
    return found
