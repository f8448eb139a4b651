"""What does a change do to the finish, the window, the floats and the forecast?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from typing import Any

import numpy as np

from golive.engines.schedule.collections_paused import without_collections
from golive.engines.schedule.dates.schedule import Schedule, schedule
from golive.engines.schedule.plan import Mode, Plan, Task, in_mode
from golive.engines.schedule.simulation.answer import Simulation
from golive.engines.schedule.simulation.events import Risk
from golive.engines.schedule.simulation.simulate import simulate
from golive.engines.schedule.simulation.uncertainty import DEFAULT_SYSTEMIC, DEFAULT_UNCERTAINTY, Systemic, Uncertainty
from golive.engines.schedule.windows import Window, Windows
from golive.plain.working_time import TICKS_PER_MINUTE


@dataclass(frozen=True)
class GroupFloat:
    """The smallest total float in a group of tasks, before and after, in working days; None without an open task."""

    group: str
    before: float | None
    after: float | None

    @property
    def days(self) -> float | None:
        return None if self.before is None or self.after is None else round(self.after - self.before, 2)


@dataclass(frozen=True)
class Comparison:
    """A plan before and after a change. Days are working days of the project calendar; positive is later."""

    finish_before: datetime
    finish_after: datetime
    finish_days: float
    window_before: Window | None
    window_after: Window | None
    slack_before: int | None
    slack_after: int | None
    new_critical: tuple[Task, ...]
    lost_critical: tuple[Task, ...]
    float_by_group: tuple[GroupFloat, ...]
    before: Simulation | None = None
    after: Simulation | None = None
    p50_days: float | None = None
    p80_days: float | None = None
    p80_interval: tuple[float, float] | None = None

    @property
    def window_moved(self) -> bool:
        return self.window_before != self.window_after


@without_collections()
def compare(
    base: Plan,
    patched: Plan,
    *,
    windows: Windows | None = None,
    risks: Sequence[Risk] = (),
    target: int | str | None = None,
    iterations: int = 1024,
    seed: int = 1,
    groups: Mapping[str, Sequence[int]] | None = None,
    simulate_both: bool = True,
    uncertainty: Uncertainty | None = DEFAULT_UNCERTAINTY,
    systemic: Systemic | None = DEFAULT_SYSTEMIC,
    mode: Mode | str | None = None,
) -> Comparison:
    """Compare two plans under the same random numbers.

    ``groups`` maps a name (a workstream) to task uids; where it is left out the summaries below the project are used.
    ``simulate_both=False`` gives the dates alone.
    """
    aim = base.named(target).uid if isinstance(target, str) else target
    base, patched = in_mode(base, mode), in_mode(patched, mode)
    one, two = _scheduled(base), schedule(patched)
    first, second = _finish(one, aim), _finish(two, aim)
    snap_one, snap_two = (windows.snap(first), windows.snap(second)) if windows else (None, None)
    per_day = base.options.minutes_per_day
    critical_one, critical_two = set(one.critical), set(two.critical)
    how = {
        "windows": windows,
        "risks": tuple(risks),
        "iterations": iterations,
        "seed": seed,
        "target": aim,
        "uncertainty": uncertainty,
        "systemic": systemic,
    }
    runs = (_simulated(one, how), _run(two, how)) if simulate_both else (None, None)
    return Comparison(
        first,
        second,
        one.working_days(first, second),
        snap_one.window if snap_one else None,
        snap_two.window if snap_two else None,
        snap_one.slack_days(one.calendar, per_day) if snap_one else None,
        snap_two.slack_days(two.calendar, per_day) if snap_two else None,
        tuple(two.plan.by_uid[uid] for uid in two.critical if uid not in critical_one),
        tuple(one.plan.by_uid[uid] for uid in one.critical if uid not in critical_two),
        _floats(one, two, groups or _workstreams(base, patched)),
        runs[0],
        runs[1],
        *quantile_days(runs[0], runs[1]),
    )


def _finish(dates: Schedule, target: int | None) -> datetime:
    return dates.finish if target is None else dates[target].finish


def _scheduled(base: Plan) -> Schedule:
    """The schedule of the plan before; it is compared with many that come after, and a plan never changes."""
    kept = base.__dict__.get("_schedule")
    if not isinstance(kept, Schedule):
        kept = base.__dict__["_schedule"] = schedule(base)
    return kept


def _simulated(before: Schedule, how: dict[str, Any]) -> Simulation:
    """The forecast of the plan before: that of the last comparison where it was asked for in the same way."""
    asked, found = before.plan.__dict__.get("_forecast", (None, None))
    if asked != how or not isinstance(found, Simulation):
        found = _run(before, how)
        before.plan.__dict__["_forecast"] = how, found
    return found


def _run(dates: Schedule, how: dict[str, Any]) -> Simulation:
    return simulate(dates, sensitivity=False, tornado=False, **how)


def _workstreams(base: Plan, patched: Plan) -> dict[str, list[int]]:
    """The summaries right below the project, each with the tasks under it in either plan."""
    tops = [
        t for t in base.tasks if t.uid in base.children and (t.parent is None or base.by_uid[t.parent].parent is None)
    ]
    if any(t.parent is not None for t in tops):
        tops = [t for t in tops if t.parent is not None]
    groups: dict[str, list[int]] = {}
    for top in tops:
        for plan in (base, patched):
            stack = [top.uid]
            while stack:
                for child in plan.children.get(stack.pop(), ()):
                    groups.setdefault(top.name, []).append(child.uid)
                    stack.append(child.uid)
    return groups


def _floats(one: Schedule, two: Schedule, groups: Mapping[str, Sequence[int]]) -> tuple[GroupFloat, ...]:
    return tuple(GroupFloat(name, _least(one, uids), _least(two, uids)) for name, uids in groups.items())


def _least(dates: Schedule, uids: Sequence[int]) -> float | None:
    place, per_day = dates.net.position, dates.plan.options.minutes_per_day * TICKS_PER_MINUTE
    open_tasks = [uid for uid in uids if uid in place and not dates.plan.by_uid[uid].complete]
    return min((round(dates.total[place[uid]] / per_day, 2) for uid in open_tasks), default=None)


def quantile_days(
    one: Simulation | None, two: Simulation | None
) -> tuple[float | None, float | None, tuple[float, float] | None]:
    """By how many working days P50 and P80 of the second are later, and the 95 % interval of the latter."""
    if one is None or two is None:
        return None, None, None
    middle, high = (one.days_between(getattr(one, p), getattr(two, p)) for p in ("p50", "p80"))
    spread = _spread(one, two)
    return middle, high, (round(high - spread, 2), round(high + spread, 2))


def _spread(one: Simulation, two: Simulation, p: float = 0.8, batches: int = 16) -> float:
    """Half a 95 % interval of the difference of two quantiles under common random numbers, by batches."""
    if one.iterations < batches * 8:
        return 0.0
    parts = [np.array_split(run.in_order, batches) for run in (one, two)]
    gaps = [
        one.days_between(*(run._nearest(batch, p) for run, batch in zip((one, two), pair, strict=True)))
        for pair in zip(*parts, strict=True)
    ]
    return float(2.13 * np.std(gaps, ddof=1) / sqrt(batches))
