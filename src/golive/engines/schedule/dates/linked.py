"""Which link holds which task, by how much, and on whose calendar is its lag counted?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from golive.engines.schedule.dates.columns import Columns, Ints, ticks
from golive.engines.schedule.dates.effective_calendar import Axes
from golive.engines.schedule.dates.engine import Engine
from golive.engines.schedule.dates.work import FF, FS, SF, SS
from golive.engines.schedule.plan import LagCalendar, LagKind, Link, LinkType, Plan

_PERCENT = (LagKind.PERCENT, LagKind.ELAPSED_PERCENT)
_ELAPSED = (LagKind.ELAPSED, LagKind.ELAPSED_PERCENT)
CODE = {LinkType.FS: FS, LinkType.SS: SS, LinkType.FF: FF, LinkType.SF: SF}


@dataclass(frozen=True)
class Ties:
    """Links as columns, in their order; ends are rows of tasks, lags are ticks or per cent of the predecessor."""

    pred: Ints
    succ: Ints
    type: Ints
    lag: Ints
    percent: NDArray[np.float64]
    elapsed: NDArray[np.bool_]

    def columns(self) -> tuple[NDArray[np.generic], ...]:
        return tuple(getattr(self, one.name) for one in fields(self))


def ties_of(links: Sequence[Link], index: Mapping[int, int]) -> Ties:
    """The columns of links; ``index`` gives the row of a uid."""
    pred, succ = (
        np.fromiter(map(index.__getitem__, map(attrgetter(end), links)), np.int64, len(links))
        for end in ("pred", "succ")
    )
    fs, working = LinkType.FS, LagKind.WORKING
    types = np.array([FS if (kind := link.type) is fs else CODE[kind] for link in links], dtype=np.int64)
    lag, percent = ticks([link.lag for link in links]), np.zeros(len(links))
    elapsed = np.zeros(len(links), dtype=bool)
    for i, link in enumerate(links):
        if (measure := link.lag_kind) is working:
            continue
        elapsed[i] = measure in _ELAPSED
        if measure in _PERCENT:
            percent[i], lag[i] = link.lag, 0
    return Ties(pred, succ, types, lag, percent, elapsed)


def ties_like(old: Ties, rows: Mapping[int, int], links: Sequence[Link], index: Mapping[int, int]) -> Ties:
    """The columns of links most of which are known: ``rows`` gives the row of a link in the old columns, by its id."""
    row = rows.get
    places = np.array([row(id(link), -1) for link in links], dtype=np.int64)
    fresh = np.flatnonzero(places < 0)
    new = ties_of([links[i] for i in fresh.tolist()], index)
    columns = [column[places] for column in old.columns()] if len(rows) else list(new.columns())
    for column, more in zip(columns, new.columns(), strict=True):
        column[fresh] = more
    return Ties(*columns)  # type: ignore[arg-type]


@dataclass
class Linked:
    """The links of a plan's leaves: an order of the tasks, and the link columns of `Work` in that order.

    ``by_succ`` and ``by_pred`` give the number of the link behind each row. The order is short where tasks wait in a
    circle.
    """

    order: Ints
    columns: Columns
    by_succ: Ints
    by_pred: Ints


def linked(plan: Plan, axes: Axes, engine: Engine, ties: Ties, columns: Columns) -> Linked:
    """Order the tasks and sort their links by either end."""
    size = len(columns["axis"])
    order = engine.topological(size, ties.pred, ties.succ)
    place = np.zeros(size, dtype=np.int64)
    place[order] = np.arange(len(order))
    share = np.rint(columns["duration"][ties.pred] * (ties.percent / 100)).astype(np.int64)
    lags = np.where(ties.percent != 0, share, ties.lag)
    on = _counted_on(plan, axes, ties, columns["slack_axis"])
    before, after = place[ties.pred], place[ties.succ]
    found: Columns = {}
    groups = []
    for end, keys, others in (("pred", after, before), ("succ", before, after)):
        first, places = engine.grouped(size, keys)
        groups.append(places)
        found[f"{end}_first"] = first
        for name, column in ((end, others), (f"{end}_type", ties.type), (f"{end}_lag", lags), (f"{end}_on", on)):
            found[name] = column[places]
    return Linked(order, found, *groups)


def _counted_on(plan: Plan, axes: Axes, ties: Ties, own: Ints) -> Ints:
    """The axis of each lag. Resource calendars never count (Eastwood Harris on MS Project; MPXJ's schedulers)."""
    rule = plan.options.lag_calendar
    if rule is LagCalendar.SUCCESSOR:
        on = own[ties.succ]
    elif rule is LagCalendar.PREDECESSOR:
        on = own[ties.pred]
    else:
        on = np.full(len(own[ties.pred]), axes.project if rule is LagCalendar.PROJECT else axes.elapsed)
    return np.where(ties.elapsed, axes.elapsed, on).astype(np.int64) if ties.elapsed.any() else on.astype(np.int64)
