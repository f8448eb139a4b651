"""What do the ways to win time back say in JSON: the options that are offered, and what they were found to be worth?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from golive.engines.schedule.findings import Finding, PlanError, error
from golive.engines.schedule.json_form import risks_from_json
from golive.engines.schedule.keys import unknown_keys
from golive.engines.schedule.recovery.recover import Option, Recovery, worth_their_price
from golive.engines.schedule.simulation.answer import Simulation
from golive.engines.schedule.what_if.patch_json import patch_from_json
from golive.plain.verdict import Refused

_KNOWN = {"name", "cost", "patch", "brings"}


def options_from_json(form: object, minutes_per_day: int = 480) -> tuple[Option, ...]:
    """Options in their JSON form (docs/cli/plan.md); PlanError with every problem at once.

    >>> patch = {"set": [{"task": 1, "duration_days": 5}]}
    >>> options_from_json([{"name": "Second team", "cost": 90000, "patch": patch}])[0].cost
    90000
    """
    if not isinstance(form, Sequence) or isinstance(form, str):
        raise PlanError([error("recover.options", "The options are not a list.", 'Write [{"name": …, "patch": …}].')])
    wrong: list[Finding] = []
    found = [option for place, one in enumerate(form, 1) if (option := _option(one, place, minutes_per_day, wrong))]
    for name, times in Counter(option.name.strip().casefold() for option in found).items():
        if times > 1:
            text = f"{times} options are named “{next(o.name for o in found if o.name.strip().casefold() == name)}”."
            wrong.append(error("recover.duplicate", text, "Give each a name of its own."))
    if wrong:
        raise PlanError(wrong)
    return tuple(found)


def _option(one: object, place: int, minutes_per_day: int, wrong: list[Finding]) -> Option | None:
    if not isinstance(one, Mapping):
        wrong.append(error("recover.option", f"Option {place} is not an object.", 'Write {"name": …, "patch": …}.'))
        return None
    name = str(one.get("name") or f"Option {place}")
    wrong += _ill_formed(one, name)
    try:
        patch = patch_from_json(one.get("patch", {}), minutes_per_day)
        cost = one.get("cost")
        return Option(name, patch, None if cost is None else int(cost), risks_from_json(one.get("brings", [])))
    except Refused as refused:
        wrong += [error(r.code, f"{name}: {r.problem}", r.cure) for r in refused.refusals]
    except PlanError as unusable:
        wrong += [error(f.rule, f"{name}: {f.text}", f.cure) for f in unusable.findings]
    except (TypeError, ValueError):
        pass  # the cost, which is named above
    return None


def _ill_formed(one: Mapping[str, Any], name: str) -> Iterator[Finding]:
    for key, cure in unknown_keys(one, _KNOWN):
        yield error("recover.field", f"{name} has “{key}”, which is not known.", cure)
    if not one.get("patch"):
        yield error("recover.patch", f"{name} changes nothing.", "Give it a patch, as for golive plan whatif.")
    cost = one.get("cost")
    if cost is not None and (isinstance(cost, bool) or not isinstance(cost, int) or cost < 0):
        yield error("recover.cost", f"{name} costs {cost!r}.", "Write a whole number of minor units (cents), from 0.")


def recovery_form(before: Simulation, found: Sequence[Recovery]) -> dict[str, Any]:
    """The plan as it stands and every way with its worth."""
    worth = worth_their_price(found)
    return {
        "before": {name: getattr(before, name).isoformat(timespec="seconds") for name in ("p50", "p80")},
        "iterations": before.iterations,
        "seed": before.seed,
        "target": before.target,
        "ways": [_way(one, one in worth) for one in found],
    }


def _way(one: Recovery, worth: bool) -> dict[str, Any]:
    return {
        "name": one.name,
        "options": [option.name for option in one.options],
        "days_p80": round(one.days_p80, 2),
        "days_p50": round(one.days_p50, 2),
        "cost": one.cost,
        "added_risk_days": round(one.added_risk, 2),
        "p50": one.simulated.p50.isoformat(timespec="seconds"),
        "p80": one.simulated.p80.isoformat(timespec="seconds"),
        "worth_its_price": worth,
    }
