"""Which durations are drawn, from which distribution, and with whom do they share a factor?"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from golive.engines.schedule.dates.schedule import Schedule
from golive.engines.schedule.plan import Plan, Task, ThreePoint
from golive.engines.schedule.simulation.dice import keys
from golive.engines.schedule.simulation.program import F32
from golive.engines.schedule.simulation.program_of import Drawn
from golive.engines.schedule.simulation.shapes import BINS, low_and_width, table, table_key
from golive.engines.schedule.simulation.uncertainty import Systemic, Uncertainty
from golive.plain.working_time import TICKS_PER_MINUTE


def drawn_of(
    base: Schedule,
    own: Mapping[int, ThreePoint],
    uncertainty: Uncertainty | None,
    systemic: Systemic | None,
    seed: int,
    phases: Mapping[int, int],
) -> Drawn:
    """The drawn tasks. ``own`` are estimates by uid that replace the plan's; ``phases`` the factor row by uid.

    Only what remains is drawn; recorded and typed dates never are.
    """
    net, known = base.net, base.known
    found: list[tuple[int, int, int, int]] = []
    certain: dict[int, int] = {}
    default = None if uncertainty is None else _as_estimate(uncertainty)
    numbers: dict[tuple[object, ...], int] = {}
    spreads: list[ThreePoint] = []
    rows = zip(net.tasks, known.fixed, known.started, net.remaining, net.duration, strict=True)
    for v, (task, dated, started, remaining, full) in enumerate(rows):
        uid = task.uid
        if uid < 0 or dated is not None:
            continue
        left = remaining if started is not None else full
        typed = own.get(uid) or task.three_point
        told = (left, full) if typed is None else (typed.low, typed.likely, typed.high, typed.shape, left, full)
        number = numbers.get(told)  # most tasks share their estimate with others: each is worked out once
        if number is None:
            number = numbers[told] = len(spreads)
            spreads.append(_spread(typed, default, left, full))
        spread = spreads[number]
        moves = spread.low < spread.high
        shares = systemic is not None and spread.high > 0 and (moves or uid not in own)
        if moves or shares:
            found.append((v, uid, number, phases.get(uid, 0) if shares else -1))
        elif spread.likely != left:
            certain[v] = round(spread.likely)
    return _columns(found, spreads, certain, seed)


def _spread(own: ThreePoint | None, default: ThreePoint | None, left: int, full: int) -> ThreePoint:
    """The spread of what remains, in ticks; an estimate of the whole counts for the share that is left."""
    if own is not None:
        return _scaled(own, TICKS_PER_MINUTE * (left / full if full else 1.0))
    if default is not None and left > 0:
        return _scaled(default, left)
    return ThreePoint(left, left, left)


def _as_estimate(uncertainty: Uncertainty) -> ThreePoint:
    return ThreePoint(uncertainty.low, uncertainty.likely, uncertainty.high, uncertainty.shape)


def _scaled(spread: ThreePoint, by: float) -> ThreePoint:
    return ThreePoint(spread.low * by, spread.likely * by, spread.high * by, spread.shape)


def _columns(
    found: list[tuple[int, int, int, int]], spreads: list[ThreePoint], certain: dict[int, int], seed: int
) -> Drawn:
    rows: dict[object, int] = {}
    tables: list[F32] = []
    placed = []
    for spread in spreads:
        key = table_key(spread) if spread.low < spread.high else None
        if key not in rows:
            rows[key] = len(tables)
            tables.append(np.zeros(BINS, dtype=np.float32) if key is None else table(*key))
        placed.append((rows[key], *((spread.likely, 0.0) if key is None else low_and_width(spread))))
    at, uid, which, share = (list(column) for column in zip(*found, strict=True)) if found else ([], [], [], [])
    row, low, width = (np.array(column) for column in zip(*placed, strict=True)) if placed else (np.zeros(0),) * 3
    return Drawn(
        at,
        keys(seed, "task", uid),
        row[which].astype(np.int32) if which else np.zeros(0, np.int32),
        low[which].astype(np.float32) if which else np.zeros(0, np.float32),
        width[which].astype(np.float32) if which else np.zeros(0, np.float32),
        np.array(share, dtype=np.int32),
        np.array(tables, dtype=np.float32).reshape(-1, BINS),
        certain,
    )


def phases_of(base: Schedule) -> dict[int, int]:
    """For every task under a summary right below the project the number of that summary, from 1."""
    plan = base.plan
    number = {top: place for place, top in enumerate(_tops(plan), 1)}
    found: dict[int, int] = {}
    for task in base.net.tasks:
        at: Task | None = task
        while at is not None and at.uid not in number:
            at = plan.by_uid.get(at.parent) if at.parent is not None else None
        if at is not None:
            found[task.uid] = number[at.uid]
    return found


def _tops(plan: Plan) -> list[int]:
    tops = [t for t in plan.tasks if t.uid in plan.children and t.parent is None]
    if len(tops) == 1 and all(task.parent is not None for task in plan.tasks if task is not tops[0]):
        tops = [t for t in plan.children[tops[0].uid] if t.uid in plan.children]
    return [task.uid for task in tops]
