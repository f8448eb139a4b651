"""What do thousands of simulated plans say about go-live, and what is kept of them?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from golive.engines.schedule import Plan, Risk, Schedule, Simulation, Windows, simulate

SEED = 1
MILESTONES = 8
TOP = 20


def inputs_hash(sha256: str, target: int | None, windows: object, drivers: Sequence[Risk], iterations: int) -> str:
    """One hash over everything a forecast is computed from: two forecasts with the same hash have the same figures."""
    risks = [asdict(risk) for risk in drivers]
    text = json.dumps([sha256, target, windows, risks, iterations, SEED], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def run(
    plan: Plan, dates: Schedule, windows: Windows | None, drivers: Sequence[Risk], target: int | None, iterations: int
) -> tuple[Simulation, list[dict[str, Any]]]:
    """The forecast of go-live, and P50 and P80 of the next milestones under the same luck."""
    risks = [risk for risk in drivers if all(uid in dates for uid in risk.tasks)]
    found = simulate(plan, windows=windows, risks=risks, iterations=iterations, seed=SEED, target=target)
    milestones = []
    for row in _next_milestones(dates):
        spread = simulate(
            plan,
            risks=risks,
            iterations=min(iterations, 1024),
            seed=SEED,
            target=row.uid,
            sensitivity=False,
            tornado=False,
        )
        baseline = next((b.finish for b in row.task.baselines if b.number == 0), None)
        milestones.append(
            {
                "uid": row.uid,
                "name": row.name,
                "baseline": baseline and baseline.date().isoformat(),
                "planned": row.finish.date().isoformat(),
                "p50": spread.p50.date().isoformat(),
                "p80": spread.p80.date().isoformat(),
            }
        )
    return found, milestones


def _next_milestones(dates: Schedule) -> list[Any]:
    open_ones = [r for r in dates.tasks if r.task.is_milestone and not r.task.complete and r.task.active]
    return sorted(open_ones, key=lambda r: (r.finish, r.uid))[:MILESTONES]


def kept(found: Simulation, milestones: list[dict[str, Any]], committed: date | None) -> dict[str, Any]:
    """The figures that the pages draw, as JSON."""
    low, high = found.interval(0.8)
    names = {row.uid: row for row in found.sensitivity}
    ranked = sorted(names.values(), key=lambda row: (-row.criticality, -abs(row.cruciality), row.uid))[:TOP]
    return {
        "histogram": [[week.isoformat(), count] for week, count in found.histogram],
        "windows": [
            {"on": w.window and w.window.day.isoformat(), "share": w.probability, "by_then": w.by_then}
            for w in found.windows
        ],
        "sensitivity": [row._asdict() for row in ranked],
        "tornado": [asdict(effect) for effect in found.tornado],
        "milestones": milestones,
        "settings": [asdict(setting) for setting in found.settings],
        "p80_interval": [low.date().isoformat(), high.date().isoformat()],
        "committed": committed and committed.isoformat(),
    }


def chance_of(found: Simulation, committed: date | None) -> float | None:
    """The share of worlds that go live on or before the committed date; by windows where there are any."""
    if committed is None:
        return None
    if found.permitted is None:
        return found.probability(committed)
    reached = [w.by_then for w in found.windows if w.window and w.window.day <= committed]
    return max(reached, default=0.0)
