"""How is a levelled instance or plan said to a program? The form is a contract (docs/cli/plan.md)."""

from __future__ import annotations

from typing import Any

from golive.engines.schedule.dates.overloads import Overload
from golive.engines.schedule.json_form import finding_form
from golive.engines.schedule.levelling.level import Levelled
from golive.engines.schedule.levelling.level_plan import LevelledPlan

Form = dict[str, Any]


def levelled_form(found: Levelled) -> Form:
    """Makespan, bound and starts in periods; ``gap`` in per cent of the bound."""
    return {
        "name": found.instance.name,
        "activities": found.instance.size,
        "makespan": found.makespan,
        "bound": found.bound,
        "gap": round(found.gap, 4),
        "optimal": found.optimal,
        "starts": {str(key): start for key, start in found.starts.items() if key >= 0},
        "engines": list(found.engines),
        "schedules": found.schedules,
    }


def levelled_plan_form(found: LevelledPlan) -> Form:
    """The same, with the dates that the plan then has."""
    before, after = found.before, found.after
    rows = [after[uid] for uid in found.found.starts if uid in after]
    return {
        **levelled_form(found.found),
        "period_minutes": found.period_min,
        "finish": {
            "before": before.finish.isoformat(timespec="seconds"),
            "after": after.finish.isoformat(timespec="seconds"),
            "days": found.days,
        },
        "tasks": [
            {
                "uid": row.uid,
                "name": row.name,
                "start": row.start.isoformat(timespec="seconds"),
                "finish": row.finish.isoformat(timespec="seconds"),
                "delay_days": round(found.delay(row.uid), 4),
            }
            for row in rows
        ],
        "overloads": {
            "before": [_overload(over) for over in found.overloads_before],
            "after": [_overload(over) for over in found.overloads_after],
        },
        "problems": [finding_form(finding) for finding in found.findings],
    }


def _overload(over: Overload) -> Form:
    return {
        "resource": over.resource,
        "name": over.name,
        "since": over.since.isoformat(timespec="seconds"),
        "until": over.until.isoformat(timespec="seconds"),
        "units": round(over.units, 4),
        "available": over.available,
        "tasks": list(over.tasks),
    }
