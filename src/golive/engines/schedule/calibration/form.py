"""How is a calibration said to a program, and read again? The JSON form is a contract (docs/cli/plan.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from golive.engines.schedule.calibration.calibrate import OWN_CLASS, Calibration, Kept
from golive.engines.schedule.calibration.learn import Learnt
from golive.engines.schedule.calibration.scores import Coverage, Score
from golive.engines.schedule.findings import Finding, PlanError, error
from golive.engines.schedule.json_form import Form, finding_form
from golive.engines.schedule.plan import Shape
from golive.engines.schedule.simulation.uncertainty import Systemic, Uncertainty


def calibration_form(found: Calibration, problems: Iterable[Finding] = ()) -> Form:
    """Everything that was measured, and what was learnt."""
    return {
        "projects": len(found.cases),
        "sentence": found.sentence,
        "p80_coverage": round(found.calibrated.p80.share, 4),
        "methods": {one.name: _score(one) for one in (found.naive, found.shipped, found.calibrated)},
        "classes": _classes(found.cases),
        "cases": [_case(one) for one in found.cases],
        "learnt": {name: learnt_form(one) for name, one in found.learnt.items()},
        "settings": {"own_class_from": OWN_CLASS},
        "problems": [finding_form(finding) for finding in problems],
    }


def _score(one: Score) -> Form:
    return {
        "coverage": {"p50": _coverage(one.p50), "p80": _coverage(one.p80), "p90": _coverage(one.p90)},
        "interval_score": round(one.interval_score, 4),
        "crps": round(one.crps, 4),
        "mean_width": round(one.width, 4),
    }


def _coverage(one: Coverage) -> Form:
    low, high = one.interval
    share, interval = round(one.share, 4), [round(low, 4), round(high, 4)]
    return {"promised": one.promised, "share": share, "met": one.met, "cases": one.cases, "interval": interval}


def _classes(cases: Iterable[Kept]) -> list[Form]:
    by_kind: dict[str, list[Kept]] = {}
    for one in cases:
        by_kind.setdefault(one.project.kind, []).append(one)
    return [
        {
            "class": kind,
            "projects": len(own),
            "median_ratio": round(sorted(one.project.ratio for one in own)[len(own) // 2], 4),
            "p80_coverage": _coverage(Coverage(0.8, sum(one.met(0.8) for one in own), len(own))),
            "learnt_from": own[0].learnt_from,
        }
        for kind, own in sorted(by_kind.items())
    ]


def _case(one: Kept) -> Form:
    project = one.project
    return {
        "name": project.name,
        "class": project.kind,
        "source": project.source,
        "tasks": sum(not task.summary for task in project.plan.tasks),
        "planned_days": round(project.planned_days, 2),
        "actual_days": round(project.actual_days, 2),
        "ratio": round(project.ratio, 4),
        **{f"p{p}_days": round(one.ratio(p / 100) * project.planned_days, 2) for p in (10, 50, 80, 90)},
        "met_p50": one.met(0.5),
        "met_p80": one.met(0.8),
    }


def learnt_form(one: Learnt) -> Form:
    spread = one.uncertainty
    return {
        "projects": one.cases,
        "spread": None if spread is None else [spread.low, spread.likely, spread.high, str(spread.shape)],
        "factors": [round(factor, 5) for factor in one.systemic.ratios],
        "name": one.systemic.name,
        "provenance": one.systemic.provenance,
    }


def learnt_from_form(form: object, kind: str = "all") -> Learnt:
    """What `calibrate --json` has learnt for a reference class; PlanError where the file holds none."""
    learnt = form.get("learnt") if isinstance(form, Mapping) else None
    own: Any = learnt.get(kind) if isinstance(learnt, Mapping) else None
    try:
        spread, factors = own["spread"], tuple(float(factor) for factor in own["factors"])
        if not factors or min(factors) <= 0 or list(factors) != sorted(factors):
            raise ValueError("factors")
        uncertainty = None if spread is None else _uncertainty(spread, str(own["name"]), str(own["provenance"]))
        return Learnt(
            uncertainty, Systemic(0.0, str(own["name"]), str(own["provenance"]), ratios=factors), int(own["projects"])
        )
    except (KeyError, TypeError, ValueError):
        known = ", ".join(map(str, learnt)) if isinstance(learnt, Mapping) else "none"
        text = f"The calibration holds nothing for the class {kind}; it has: {known}."
        raise PlanError(
            [error("calibrate.form", text, "Use a file from golive plan calibrate FOLDER --json.")]
        ) from None


def _uncertainty(spread: Any, name: str, provenance: str) -> Uncertainty:
    low, likely, high, shape = spread
    return Uncertainty(float(low), float(likely), float(high), Shape(shape), name, provenance)
