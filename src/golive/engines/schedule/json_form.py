"""How are a plan's answers said to a program? The JSON forms are a contract (docs/engines/schedule.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from golive.engines.schedule.checks.dcma import Health, HealthCheck
from golive.engines.schedule.checks.thresholds import explained
from golive.engines.schedule.dates.rows import ScheduledTask, whole
from golive.engines.schedule.dates.schedule import Schedule
from golive.engines.schedule.explain import Explanation
from golive.engines.schedule.findings import Finding, PlanError, error
from golive.engines.schedule.keys import shown, unknown_keys
from golive.engines.schedule.plan import Task, ThreePoint
from golive.engines.schedule.simulation.answer import Simulation
from golive.engines.schedule.simulation.events import Risk
from golive.engines.schedule.what_if.compare import Comparison
from golive.engines.schedule.what_if.mitigation import Mitigation
from golive.engines.schedule.windows import Window

Form = dict[str, Any]
_RISK = ("id", "name", "probability", "days", "factor", "tasks")


def _at(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")


def _day(day: date | Window | None) -> str | None:
    return None if day is None else (day.day if isinstance(day, Window) else day).isoformat()


def finding_form(finding: Finding) -> Form:
    return {
        "severity": str(finding.severity),
        "rule": finding.rule,
        "task": finding.task,
        "line": finding.line,
        "text": finding.text,
        "cure": finding.cure,
    }


def schedule_form(dates: Schedule) -> Form:
    """The whole schedule, task by task in the order of the plan."""
    return {
        "project": {"start": _at(dates.start), "finish": _at(dates.finish)},
        "tasks": [_row(row) for row in dates.tasks],
        "problems": [finding_form(finding) for finding in dates.findings],
    }


def _row(row: ScheduledTask) -> Form:
    task = row.task
    return {
        "uid": task.uid,
        "id": task.id,
        "wbs": task.wbs,
        "name": task.name,
        "summary": task.summary,
        "milestone": task.is_milestone,
        "early_start": _at(row.early_start),
        "early_finish": _at(row.early_finish),
        "late_start": _at(row.late_start),
        "late_finish": _at(row.late_finish),
        "start": _at(row.start),
        "finish": _at(row.finish),
        "total_float_minutes": row.total_float_min,
        "free_float_minutes": row.free_float_min,
        "critical": row.critical,
    }


def unusable_form(problems: Iterable[Finding]) -> Form:
    """The same shape for a plan that cannot be used: no dates, only problems."""
    return {"project": None, "tasks": [], "problems": [finding_form(finding) for finding in problems]}


def simulation_form(found: Simulation) -> Form:
    return {
        "deterministic": _at(found.deterministic),
        **{name: _at(getattr(found, name)) for name in ("p10", "p50", "p80", "p90", "mean")},
        "iterations": found.iterations,
        "seed": found.seed,
        "target": found.target,
        "precision": None
        if found.precision is None
        else {"asked_days": found.precision, "days": found.p80_width, "met": found.precision_met},
        "intervals": {f"p{p}": [_at(end) for end in found.interval(p / 100)] for p in (10, 50, 80, 90)},
        "windows": None
        if found.permitted is None
        else [
            {
                "window": _day(chance.window),
                "probability": round(chance.probability, 4),
                "by_then": round(chance.by_then, 4),
            }
            for chance in found.windows
        ],
        "sensitivity": [
            {"uid": row.uid, "name": row.name, "criticality": row.criticality, "cruciality": row.cruciality}
            for row in found.sensitivity
        ],
        "risks": [
            {
                "id": row.id,
                "name": row.name,
                "occurred": row.occurred,
                "days_p50": row.days_p50,
                "days_p80": row.days_p80,
            }
            for row in found.tornado
        ],
        "histogram": [{"week": _day(week), "count": number} for week, number in found.histogram],
        "settings": [{"name": s.name, "value": s.value, "provenance": s.provenance} for s in found.settings],
    }


def mitigation_form(found: Mitigation | None) -> Form:
    """What is added to a simulation where the risks after mitigation were given; nothing otherwise."""
    if found is None:
        return {}
    after = {name: _at(getattr(found.after, name)) for name in ("p10", "p50", "p80", "p90")}
    days = {"p50_days": found.p50_days, "p80_days": found.p80_days, "p80_interval": list(found.p80_interval)}
    return {"mitigated": {**after, **days}}


def _named(tasks: Iterable[Task]) -> list[Form]:
    return [{"uid": task.uid, "name": task.name} for task in tasks]


def comparison_form(found: Comparison) -> Form:
    return {
        "finish": {"before": _at(found.finish_before), "after": _at(found.finish_after), "days": found.finish_days},
        "window": {"before": _day(found.window_before), "after": _day(found.window_after), "moved": found.window_moved},
        "window_slack": {"before": found.slack_before, "after": found.slack_after},
        "p50_days": found.p50_days,
        "p80_days": found.p80_days,
        "p80_interval": found.p80_interval,
        "new_critical": _named(found.new_critical),
        "lost_critical": _named(found.lost_critical),
        "float": [
            {"group": g.group, "before": g.before, "after": g.after, "days": g.days} for g in found.float_by_group
        ],
    }


def explanation_form(found: Explanation) -> Form:
    return {
        "uid": found.task.uid,
        "name": found.task.name,
        "start": _at(found.task.start),
        "finish": _at(found.task.finish),
        "sentences": list(found.sentences),
        "path": [{"uid": r.uid, "name": r.name, "start": _at(r.start), "finish": _at(r.finish)} for r in found.path],
        "links": [
            {
                "pred": s.pred,
                "pred_name": s.pred_name,
                "succ": s.succ,
                "succ_name": s.succ_name,
                "type": str(s.type),
                "lag_minutes": whole(s.lag_min),
                "lag_calendar": s.lag_calendar,
                "calendar": s.calendar,
                "permits": _at(s.permits),
                "room_minutes": whole(s.room_min),
                "binding": s.binding,
                "driving": s.driving,
            }
            for s in found.steps
        ],
        "merge_points": [
            {
                "uid": m.uid,
                "name": m.name,
                "links": m.links,
                "binding": m.binding,
                "next_room_minutes": None if m.next_room_min is None else whole(m.next_room_min),
            }
            for m in found.merges
        ],
    }


def health_form(found: Health, asked: Health | None = None) -> Form:
    """The 14 checks; ``asked`` are those of the GAO."""
    return {
        "checks": [_check(check) for check in found.checks],
        "gao": None if asked is None else [_check(check) for check in asked.checks],
        "provenance": found.thresholds.provenance,
        "thresholds": [
            {"name": t.name, "value": t.value, "unit": t.unit, "provenance": t.provenance}
            for t in explained(found.thresholds)
        ],
    }


def _check(check: HealthCheck) -> Form:
    return {
        "code": check.code,
        "name": check.name,
        "outcome": str(check.outcome),
        "figure": check.figure,
        "threshold": check.threshold,
        "tasks": list(check.tasks),
        "cure": check.cure,
    }


def risks_from_json(form: object) -> tuple[Risk, ...]:
    """Risks from ``[{"id", "name", "probability", "days": n | [low, likely, high], "factor": …, "tasks": [uid]}]``.

    PlanError names every malformed entry; tasks are looked up by the simulation.
    """
    if not isinstance(form, list):
        raise PlanError([error("risk.form", "The risks are not a JSON list.", 'Write [{"id": …}, …].')])
    wrong: list[Finding] = []
    risks = [risk for number, row in enumerate(form, 1) if (risk := _risk(row, number, wrong)) is not None]
    if wrong:
        raise PlanError(wrong)
    return tuple(risks)


def _risk(row: object, number: int, wrong: list[Finding]) -> Risk | None:
    if not isinstance(row, Mapping) or not {"id", "probability"} <= row.keys():
        wrong.append(error("risk.form", f"Risk {number} has no id or no probability.", "Add them."))
        return None
    who = f"Risk {row['id']}"
    for key, cure in unknown_keys(row, _RISK):
        wrong.append(error("risk.field", f"{who} has “{key}”, which is not known.", cure))
    chance = _figure(row["probability"])
    days, factor = (_impact(row.get(key)) for key in ("days", "factor"))
    tasks = row.get("tasks", [])
    if chance is None:
        wrong.append(
            error("risk.form", f"{who}: probability is {shown(row['probability'])}.", "Write a number from 0 to 1.")
        )
    for key, impact in (("days", days), ("factor", factor)):
        if impact is None and row.get(key) is not None:
            cure = "Write a number, or three: [low, likely, high]."
            wrong.append(error("risk.form", f"{who}: {key} is {shown(row[key])}.", cure))
    if not isinstance(tasks, list) or not all(isinstance(uid, int) and not isinstance(uid, bool) for uid in tasks):
        wrong.append(error("risk.form", f"{who}: tasks is {shown(tasks)}.", "Write the uids of tasks: [12, 14]."))
    elif chance is not None:
        return Risk(str(row["id"]), str(row.get("name", row["id"])), chance, days, factor, tuple(tasks))
    return None


def _impact(value: object) -> ThreePoint | float | None:
    """A number, or three as an estimate; None for anything else."""
    if not isinstance(value, (list, tuple)):
        return _figure(value)
    ends = [_figure(part) for part in value]
    if len(ends) != 3 or None in ends:
        return None
    low, likely, high = (end or 0.0 for end in ends)
    return ThreePoint(low, likely, high)


def _figure(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
