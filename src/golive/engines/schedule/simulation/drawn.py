"""Which durations are drawn, from which distribution, and with whom do they share a factor?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from golive.engines.schedule.dates.network import Network
from golive.engines.schedule.dates.schedule import Schedule
from golive.engines.schedule.dates.work import NONE
from golive.engines.schedule.plan import Plan, Shape, Task, ThreePoint
from golive.engines.schedule.simulation.dice import Floats, keys
from golive.engines.schedule.simulation.program import I64
from golive.engines.schedule.simulation.program_links import Flags, as_column
from golive.engines.schedule.simulation.program_of import Drawn
from golive.engines.schedule.simulation.shapes import BINS, MEANS, STEPS, table
from golive.engines.schedule.simulation.uncertainty import Systemic, Uncertainty
from golive.plain.working_time import TICKS_PER_MINUTE

SHAPES = tuple(Shape)
_SHAPE = {shape: place for place, shape in enumerate(SHAPES)}
_CERTAIN = -np.inf


class Estimates(NamedTuple):
    """Three-point estimates by position, in working minutes; ``shape`` is the place in `SHAPES`, -1 for no estimate."""

    low: Floats
    likely: Floats
    high: Floats
    shape: I64

    @property
    def there(self) -> Flags:
        return np.asarray(self.shape >= 0)

    def scaled(self, by: Floats) -> Estimates:
        return Estimates(self.low * by, self.likely * by, self.high * by, self.shape)

    def of(self, positions: I64) -> Estimates:
        return Estimates(self.low[positions], self.likely[positions], self.high[positions], self.shape[positions])

    def where_there(self, others: Estimates) -> Estimates:
        """These, and the others' where there are none."""
        return Estimates(*(np.where(self.there, one, other) for one, other in zip(self, others, strict=True)))


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
    net, uid = base.net, uids_of(base.net)
    left = np.where(as_column(net.work.begun) != NONE, as_column(net.work.remaining), as_column(net.work.duration))
    spreads = _spreads(estimates_with(net, own), uncertainty, left, as_column(net.work.duration))
    drawable = (uid >= 0) & (as_column(net.work.how) == 0)
    moves = drawable & (spreads.low < spreads.high)
    typed = np.isin(uid, list(own)) if own else np.zeros(len(uid), bool)
    shares = drawable & (spreads.high > 0) & (moves | ~typed) if systemic is not None else np.zeros(len(uid), bool)
    at = np.flatnonzero(moves | shares)
    sure = np.flatnonzero(drawable & ~moves & ~shares & (spreads.likely != left))
    lengths = np.array([round(likely) for likely in spreads.likely[sure].tolist()], dtype=np.int64)
    share = np.where(shares[at], 0, -1)
    if phases:
        rows = np.array([phases.get(one, 0) for one in uid[at].tolist()], dtype=np.int64)
        share = np.where(shares[at], rows, -1)
    return _columns(at, uid[at], spreads.of(at), share, (sure, lengths), seed)


def uids_of(net: Network) -> I64:
    """The uid of every position."""
    kept = net.__dict__.get("_uids")
    if kept is None:
        kept = net.__dict__["_uids"] = np.fromiter(map(attrgetter("uid"), net.tasks), np.int64, len(net.tasks))
    found: I64 = kept
    return found


def estimates_of(net: Network) -> Estimates:
    """The estimates that the plan itself has; they stay with its network."""
    kept = net.__dict__.get("_estimates")
    if kept is None:
        told = [task.three_point for task in net.tasks]
        at = [v for v, spread in enumerate(told) if spread is not None]
        kept = net.__dict__["_estimates"] = _placed(len(told), at, [told[v] for v in at])  # type: ignore[misc]
    found: Estimates = kept
    return found


def estimates_with(net: Network, own: Mapping[int, ThreePoint]) -> Estimates:
    """The estimates of the plan, some of them replaced."""
    known, here = estimates_of(net), [uid for uid in own if uid in net.position]
    if not here:
        return known
    at = [net.position[uid] for uid in here]
    given = _placed(len(known.low), at, [own[uid] for uid in here])
    return given.where_there(known)


def _placed(size: int, at: Sequence[int], spreads: Sequence[ThreePoint]) -> Estimates:
    low, likely, high = (np.zeros(size) for _ in range(3))
    shape = np.full(size, -1, dtype=np.int64)
    if len(at):
        low[at], likely[at], high[at] = (
            np.fromiter(map(attrgetter(end), spreads), np.float64, len(spreads)) for end in ("low", "likely", "high")
        )
        shape[at] = [_SHAPE[spread.shape] for spread in spreads]
    return Estimates(low, likely, high, shape)


def _spreads(known: Estimates, uncertainty: Uncertainty | None, left: I64, full: I64) -> Estimates:
    """The spread of what remains, in ticks; an estimate of the whole counts for the share that is left."""
    part = np.divide(left, full, out=np.ones(len(left)), where=full != 0)
    sure, shape = left.astype(np.float64), np.zeros(len(left), dtype=np.int64)
    rest = Estimates(sure, sure, sure, shape)
    if uncertainty is not None:
        low, likely, high = (
            np.where(left > 0, end * sure, sure) for end in (uncertainty.low, uncertainty.likely, uncertainty.high)
        )
        rest = Estimates(low, likely, high, shape + _SHAPE[uncertainty.shape])
    return known.scaled(TICKS_PER_MINUTE * part).where_there(rest)


def _columns(at: I64, uid: I64, spreads: Estimates, share: I64, certain: tuple[I64, I64], seed: int) -> Drawn:
    width = spreads.high - spreads.low
    moves = spreads.low < spreads.high
    skew = np.divide(spreads.likely - spreads.low, width, out=np.zeros(len(at)), where=moves)
    step = np.rint(np.divide(STEPS * (spreads.likely - spreads.low), width, out=np.zeros(len(at)), where=moves))
    off = (skew - step / STEPS) * width * np.array([MEANS[shape] for shape in SHAPES])[spreads.shape]
    kinds, row = np.unique(np.where(moves, spreads.shape + len(SHAPES) * step, _CERTAIN), return_inverse=True)
    tables = [
        np.zeros(BINS, np.float32)
        if kind == _CERTAIN
        else table(SHAPES[int(kind) % len(SHAPES)], int(kind) // len(SHAPES))
        for kind in kinds.tolist()
    ]
    return Drawn(
        at,
        keys(seed, "task", uid),
        row.astype(np.int32),
        np.where(moves, spreads.low + off, spreads.likely).astype(np.float32),
        np.where(moves, width, 0.0).astype(np.float32),
        share.astype(np.int32),
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
