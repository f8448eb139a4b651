"""How short can the project be with these resources, when does every activity start then, and how sure is that?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from time import monotonic

from golive.engines.schedule.levelling import cp_sat
from golive.engines.schedule.levelling.bounds import heads, lower_bound
from golive.engines.schedule.levelling.genetic import Limit, breed
from golive.engines.schedule.levelling.instance import Instance
from golive.engines.schedule.levelling.packed import Packed, pack
from golive.engines.schedule.levelling.shifted import fits, shifted

SMALL_SHARE, SEARCH_SHARE, WIDE_SHARE = 0.2, 0.5, 0.85
"""Of the time, what the genetic search gets before CP-SAT goes on from its best: in a small project, otherwise, and
where the gap is wide. There CP-SAT neither improves nor proves in seconds (benchmarks/schedule/public_sets.py)."""
SMALL = 45
"""Activities up to which a project counts as small: there the search needs little, and CP-SAT proves in seconds."""
WIDE = 1.05
"""Makespan over bound from which a gap counts as wide."""
MOST_PROVEN = 3000
"""Activities up to which CP-SAT is asked: its model of more takes longer to build than most limits last."""


class Engine(StrEnum):
    """What looks for the schedule."""

    AUTO = "auto"
    """The genetic search, then CP-SAT where it is installed and the gap is still open."""
    SEARCH = "search"
    """Serial schedule generation with forward-backward improvement, bred by a genetic search; always there."""
    CP_SAT = "cp-sat"
    """CP-SAT from a short genetic search; needs the extra ``opt``."""


@dataclass(frozen=True)
class Levelled:
    """The best schedule found: ``starts`` by activity key, in periods from 0; no schedule is shorter than ``bound``.

    Without ``engines`` nothing was looked for: where each activity starts as its precedences permit, nobody is short.
    """

    instance: Instance
    starts: Mapping[int, int]
    makespan: int
    bound: int
    schedules: int
    engines: tuple[str, ...]

    @property
    def gap(self) -> float:
        """How far the makespan may be from the shortest, in per cent of the bound; 0 is proven shortest."""
        return 100 * (self.makespan - self.bound) / self.bound if self.bound else 0.0

    @property
    def optimal(self) -> bool:
        return self.makespan == self.bound


def level(
    instance: Instance,
    *,
    seconds: float | None = 10,
    schedules: int | None = None,
    engine: Engine | str = Engine.AUTO,
    seed: int = 1,
    fast: bool | None = None,
    clock: Callable[[], float] = monotonic,
) -> Levelled:
    """Level an instance within a limit of seconds, or of generated schedules (then the same on every machine).

    Parameters
    ----------
    seconds : time for bound, search and CP-SAT together; compiling, once per machine, comes on top.
    schedules : how many schedules the genetic search may generate; CP-SAT then stops by its own measure of work.
    engine : what looks (`Engine`); PlanError where CP-SAT is asked for and not installed.
    fast : compiled search or not; None takes it where numba is installed. It changes no number.
    clock : what counts the seconds; a measurement on a shared machine gives one of processor time.

    >>> from golive.engines.schedule.levelling.generate import generate
    >>> found = level(generate(30, seed=3), seconds=None, schedules=300, engine="search")
    >>> found.bound <= found.makespan
    True
    """
    how = Engine(engine)
    if how is Engine.CP_SAT:
        cp_sat.require()
    if seconds is None and schedules is None:
        schedules = 5000
    begun, packed = clock(), pack(instance)
    if fits(packed, early := heads(packed)):
        return _levelled(packed, early)
    instance.require_countable()
    bound = lower_bound(packed)
    prover = how is Engine.CP_SAT or (how is Engine.AUTO and cp_sat.available() and packed.n <= MOST_PROVEN)
    whole = Limit(None if seconds is None else max(0.0, seconds - (clock() - begun)), schedules, clock)
    bred = breed(packed, _search_limit(how, prover, instance.size, whole), bound, seed=seed, fast=fast)
    if not prover or bred.makespan <= bound:
        return _levelled(packed, bred.starts, bound, bred.schedules, ("search",))
    left = None if whole.seconds is None else whole.seconds - bred.seconds
    work = None if seconds is not None else 5.0
    solved = cp_sat.solve(packed, bred.starts, bound, seconds=left, deterministic=work, seed=seed, clock=clock)
    starts = bred.starts if solved.starts is None else shifted(packed, solved.starts)
    return _levelled(packed, starts, solved.bound, bred.schedules, ("search", "cp-sat"))


def as_linked(instance: Instance) -> Levelled:
    """Every activity where its precedences alone permit it, whoever is short: what stands where there is no conflict.

    >>> from golive.engines.schedule.levelling.instance import Activity
    >>> as_linked(Instance("two", (Activity(1, 3, (1,)), Activity(2, 2, (1,))), (), (1,))).starts
    {1: 0, 2: 0}
    """
    packed = pack(instance)
    return _levelled(packed, heads(packed))


def _search_limit(how: Engine, prover: bool, size: int, whole: Limit) -> Limit:
    if whole.seconds is None or not prover:
        return whole
    if how is Engine.CP_SAT:
        return replace(whole, seconds=0.05 * whole.seconds)
    if size <= SMALL:
        return replace(whole, seconds=SMALL_SHARE * whole.seconds)
    return replace(whole, seconds=SEARCH_SHARE * whole.seconds, longer=WIDE_SHARE * whole.seconds, wide=WIDE)


def _levelled(
    packed: Packed, starts: list[int], bound: int | None = None, schedules: int = 0, engines: tuple[str, ...] = ()
) -> Levelled:
    """Without a bound the makespan is one."""
    acts = packed.instance.activities
    makespan = max((start + d for start, d in zip(starts, packed.duration, strict=True)), default=0)
    begins = {acts[position].key: start for position, start in zip(packed.order, starts, strict=True)}
    in_order = {activity.key: begins[activity.key] for activity in acts}
    return Levelled(packed.instance, in_order, makespan, makespan if bound is None else bound, schedules, engines)
