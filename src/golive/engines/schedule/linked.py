"""Which link holds which task, by how much, and on whose calendar is its lag counted?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np

from golive.engines.schedule.columns import Columns, Ints, ticks
from golive.engines.schedule.effective_calendar import Axes
from golive.engines.schedule.engine import Engine
from golive.engines.schedule.plan import LagCalendar, LagKind, Link, LinkType, Plan
from golive.engines.schedule.work import FF, FS, SF, SS

_PERCENT = (LagKind.PERCENT, LagKind.ELAPSED_PERCENT)
_ELAPSED = (LagKind.ELAPSED, LagKind.ELAPSED_PERCENT)
CODE = {LinkType.FS: FS, LinkType.SS: SS, LinkType.FF: FF, LinkType.SF: SF}


@dataclass
class Linked:
    """The links of a plan's leaves: an order of the tasks, and the link columns of `Work` in that order.

    ``by_succ`` and ``by_pred`` give the number of the link behind each row; ``percent`` is 0 but for percent lags.
    """

    links: list[Link]
    order: Ints
    columns: Columns
    by_succ: Ints
    by_pred: Ints
    percent: np.ndarray[tuple[int], np.dtype[np.float64]]


def linked(
    plan: Plan, axes: Axes, engine: Engine, index: Mapping[int, int], links: list[Link], columns: Columns
) -> Linked:
    """Number the links; ``index`` gives the row of a uid. The order is short where tasks wait in a circle."""
    size, count = len(columns["axis"]), len(links)
    preds, succs = (
        np.fromiter(map(index.__getitem__, map(attrgetter(end), links)), np.int64, count) for end in ("pred", "succ")
    )
    order = engine.topological(size, preds, succs)
    place = np.zeros(size, dtype=np.int64)
    place[order] = np.arange(len(order))
    lags, percent = _lags(links, preds, columns["duration"])
    on = _counted_on(plan, axes, links, preds, succs, columns)
    types, before, after = _types(links), place[preds], place[succs]
    found: Columns = {}
    groups = []
    for end, keys, others in (("pred", after, before), ("succ", before, after)):
        first, places = engine.grouped(size, keys)
        groups.append(places)
        found[f"{end}_first"] = first
        for name, column in ((end, others), (f"{end}_type", types), (f"{end}_lag", lags), (f"{end}_on", on)):
            found[name] = column[places]
    return Linked(links, order, found, *groups, percent)


def _types(links: Sequence[Link]) -> Ints:
    fs = LinkType.FS
    return np.array([FS if (kind := link.type) is fs else CODE[kind] for link in links], dtype=np.int64)


def _lags(
    links: Sequence[Link], preds: Ints, durations: Ints
) -> tuple[Ints, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    lags = [link.lag for link in links]
    found, percent = ticks(lags), np.zeros(len(links))
    working = LagKind.WORKING
    for i, link in enumerate(links):
        if link.lag_kind is not working and link.lag_kind in _PERCENT:
            percent[i] = link.lag
            found[i] = round(int(durations[preds[i]]) * link.lag / 100)
    return found, percent


def _counted_on(plan: Plan, axes: Axes, links: Sequence[Link], preds: Ints, succs: Ints, columns: Columns) -> Ints:
    """The axis of each lag. Resource calendars never count (Eastwood Harris on MS Project; MPXJ's schedulers)."""
    rule, own = plan.options.lag_calendar, columns["slack_axis"]
    if rule is LagCalendar.SUCCESSOR:
        on = own[succs]
    elif rule is LagCalendar.PREDECESSOR:
        on = own[preds]
    else:
        on = np.full(len(links), axes.project if rule is LagCalendar.PROJECT else axes.elapsed, dtype=np.int64)
    working = LagKind.WORKING
    for i, link in enumerate(links):
        if link.lag_kind is not working and link.lag_kind in _ELAPSED:
            on[i] = axes.elapsed
    return on
