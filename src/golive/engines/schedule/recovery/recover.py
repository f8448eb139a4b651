"""Which ways to win time back are worth their price: days at P80, cost, added risk?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations, pairwise
from typing import Any

from golive.engines.schedule.dates.schedule import schedule
from golive.engines.schedule.plan import Link, LinkType, Plan
from golive.engines.schedule.recovery.exclusive import clashes
from golive.engines.schedule.simulation.answer import Simulation
from golive.engines.schedule.simulation.events import Risk
from golive.engines.schedule.simulation.simulate import simulate
from golive.engines.schedule.simulation.uncertainty import DEFAULT_SYSTEMIC, DEFAULT_UNCERTAINTY, Systemic, Uncertainty
from golive.engines.schedule.what_if.change import change
from golive.engines.schedule.what_if.patch import Cut, Patch
from golive.plain.verdict import Refused


@dataclass(frozen=True)
class Option:
    """One way to win time: what it changes, what it costs, and the risks that it brings with it.

    ``cost`` in minor units; None where nobody has told it.
    """

    name: str
    patch: Patch
    cost: int | None = None
    brings: tuple[Risk, ...] = ()


@dataclass(frozen=True)
class Recovery:
    """Options together: working days won at P80 and P50, their cost, and the days by which the spread grows."""

    options: tuple[Option, ...]
    days_p80: float
    days_p50: float
    cost: int | None
    """None where nobody has told that of one of the options."""
    simulated: Simulation

    @property
    def name(self) -> str:
        return " + ".join(option.name for option in self.options)

    @property
    def added_risk(self) -> float:
        """Working days by which the distance from P50 to P80 grows; negative where the way is surer than the plan."""
        return self.days_p50 - self.days_p80


def recover(
    plan: Plan,
    options: Sequence[Option],
    *,
    risks: Sequence[Risk] = (),
    target: int | None = None,
    iterations: int = 1024,
    seed: int = 1,
    together: int = 2,
    excluded: list[tuple[str, Refused]] | None = None,
    uncertainty: Uncertainty | None = DEFAULT_UNCERTAINTY,
    systemic: Systemic | None = DEFAULT_SYSTEMIC,
) -> tuple[Recovery, ...]:
    """Every option, and every combination of up to ``together``, priced by simulation under common random numbers.

    The most days at P80 come first. Options of which one undoes what the other does (`clashes`) raise Refused with the
    reasons; with a list ``excluded`` the pair is put there, and no way holds both. An option that cannot be applied at
    all always raises.

    >>> from datetime import datetime
    >>> from golive.engines.schedule import Edit, Task, days
    >>> plan = Plan("One", datetime(2026, 3, 2, 8), (Task(1, "Build", days(20)),))
    >>> halved = Option("Second team", Patch(set=(Edit(1, {"duration_min": days(10)}),)), cost=900_000)
    >>> recover(plan, [halved], iterations=256)[0].days_p80 > 10
    True
    """
    settings = {
        "target": target,
        "iterations": iterations,
        "seed": seed,
        "uncertainty": uncertainty,
        "systemic": systemic,
    }
    before = _simulated(plan, risks, settings)
    dates = schedule(plan)
    apart = _apart(plan, options, excluded) if together > 1 else set()
    found = []
    for count in range(1, together + 1):
        for places in combinations(range(len(options)), count):
            if any(pair in apart for pair in combinations(places, 2)):
                continue
            chosen = tuple(options[place] for place in places)
            after = reduce(change, (option.patch for option in chosen), plan)
            now = _simulated(after, [*risks, *(risk for option in chosen for risk in option.brings)], settings)
            p80, p50 = (dates.working_days(getattr(now, p), getattr(before, p)) for p in ("p80", "p50"))
            found.append(Recovery(chosen, p80, p50, _sum(option.cost for option in chosen), now))
    return tuple(sorted(found, key=lambda one: (-one.days_p80, one.cost is None, one.cost or 0)))


def _apart(plan: Plan, options: Sequence[Option], excluded: list[tuple[str, Refused]] | None) -> set[tuple[int, int]]:
    """The places of the options that exclude each other."""
    for option in options:
        change(plan, option.patch)
    apart = set()
    for one, other in combinations(range(len(options)), 2):
        if why := clashes(plan, options[one].patch, options[other].patch):
            if excluded is None:
                raise Refused(why)
            apart.add((one, other))
            excluded.append((f"{options[one].name} + {options[other].name}", Refused(why)))
    return apart


def _sum(costs: Iterable[int | None]) -> int | None:
    total = 0
    for cost in costs:
        if cost is None:
            return None
        total += cost
    return total


def _simulated(plan: Plan, risks: Sequence[Risk], settings: dict[str, Any]) -> Simulation:
    return simulate(plan, risks=risks, sensitivity=False, tornado=False, **settings)


def worth_their_price(found: Sequence[Recovery]) -> tuple[Recovery, ...]:
    """Those that win time and that no other beats in days at P80, cost and added risk at once (Pareto).

    A cost that nobody has told is neither more nor less than another; only 0, or fewer of the same options, cannot be
    dearer.
    """
    winning = [one for one in found if one.days_p80 > 0]
    return tuple(one for one in winning if not any(_beats(other, one) for other in winning))


def _beats(one: Recovery, other: Recovery) -> bool:
    mine, its = ((-r.days_p80, round(r.added_risk, 6)) for r in (one, other))
    if any(a > b for a, b in zip(mine, its, strict=True)):
        return False
    if one.cost is not None and other.cost is not None:
        return one.cost <= other.cost and (mine, one.cost) != (its, other.cost)
    fewer = len(one.options) < len(other.options) and all(any(a is b for b in other.options) for a in one.options)
    return fewer or (one.cost == 0 and mine != its)


def overlaps(plan: Plan, *, target: int | None = None, share: float = 0.25, most: int = 5) -> Iterator[Option]:
    """Fast-tracking: on the driving path, let the successor start before its predecessor has finished.

    The longest predecessors first; a lead overlaps ``share`` of their duration. Costs, and the rework that it may
    bring are for a person to add (`dataclasses.replace`).
    """
    path = schedule(plan).driving_path(target)
    steps = {(before.uid, after.uid) for before, after in pairwise(path)}
    links = [
        link
        for link in plan.links
        if (link.pred, link.succ) in steps
        and (link.type, link.lag) == (LinkType.FS, 0)
        and plan.by_uid[link.pred].actual_start is None
        and plan.by_uid[link.pred].duration_min
    ]
    for link in sorted(links, key=lambda link: -plan.by_uid[link.pred].duration_min)[:most]:
        pred, succ = plan.by_uid[link.pred], plan.by_uid[link.succ]
        early = Link(link.pred, link.succ, LinkType.FS, -round(share * pred.duration_min))
        patch = Patch(remove_links=(Cut(link.pred, link.succ, LinkType.FS),), add_links=(early,))
        yield Option(f"Start {succ.name} while {pred.name} still runs", patch)
