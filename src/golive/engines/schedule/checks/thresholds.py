"""From which figure on is a plan unhealthy, and who says so?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from golive.engines.schedule.findings import PlanError, error


@dataclass(frozen=True)
class Thresholds:
    """What counts as healthy. Shares are per cent; days are working days; `explained` says where each comes from."""

    missing_logic: float = 5
    leads: float = 0
    lags: float = 5
    finish_to_start: float = 90
    hard_constraints: float = 5
    high_float: float = 5
    high_float_days: float = 20
    negative_float: float = 0
    high_duration: float = 5
    high_duration_days: float = 20
    invalid_dates: float = 0
    without_resources: float = 0
    missed: float = 5
    critical_path_days: float = 600
    cpli: float = 0.95
    bei: float = 0.95
    provenance: str = (
        "DCMA 14-point assessment; float and duration at 20 instead of 44 working days, "
        "which suits plans of 4 to 9 months"
    )
    same_names: float = 0
    dangling: float = 5
    summary_logic: float = 0
    soft_constraints: float = 10
    manual: float = 0
    overloaded: float = 0
    path_breaks: float = 0
    ranges: float = 50
    out_of_sequence: float = 0
    baselined: float = 95


DCMA_14 = Thresholds()

_DCMA = "DCMA 14-point assessment"
_SHORTER = f"{_DCMA} says 44 working days; 20 suits plans of 4 to 9 months"
_GAO = "GAO-16-89G, best practice"
_SOURCES: dict[str, tuple[str, str]] = {
    "missing_logic": ("at most, % of open tasks", _DCMA),
    "leads": ("at most, % of links", _DCMA),
    "lags": ("at most, % of links", _DCMA),
    "finish_to_start": ("at least, % of links", _DCMA),
    "hard_constraints": ("at most, % of open tasks", _DCMA),
    "high_float": ("at most, % of open tasks", _DCMA),
    "high_float_days": ("working days", _SHORTER),
    "negative_float": ("at most, % of open tasks", _DCMA),
    "high_duration": ("at most, % of open tasks", _DCMA),
    "high_duration_days": ("working days", _SHORTER),
    "invalid_dates": ("at most, % of tasks", _DCMA),
    "without_resources": ("at most, % of open tasks", _DCMA),
    "missed": ("at most, % of tasks due", _DCMA),
    "critical_path_days": ("working days", _DCMA),
    "cpli": ("at least, index", _DCMA),
    "bei": ("at least, index", _DCMA),
    "same_names": ("at most, % of tasks", f"{_GAO} 1: every activity has a name of its own"),
    "dangling": (
        "at most, % of open tasks",
        f"{_GAO} 2: no dangling logic; the share is our choice, as for missing logic",
    ),
    "summary_logic": ("at most, % of links", f"{_GAO} 2: summaries carry no logic"),
    "soft_constraints": (
        "at most, % of open tasks",
        f"{_GAO} 2: date constraints are justified; the share is our choice",
    ),
    "manual": ("at most, % of open tasks", f"{_GAO} 2: dates are computed from logic; the share is our choice"),
    "overloaded": ("at most, % of resources", f"{_GAO} 3: resources are available when they are asked for"),
    "path_breaks": ("at most, breaks of the driving path", f"{_GAO} 6: the critical path is continuous"),
    "ranges": (
        "at least, % of the driving path",
        f"{_GAO} 8: durations are estimated as ranges; the share is our choice",
    ),
    "out_of_sequence": ("at most, % of started tasks", f"{_GAO} 9: progress follows the logic"),
    "baselined": ("at least, % of tasks", f"{_GAO} 10: the plan is held against a baseline; the share is our choice"),
}


@dataclass(frozen=True)
class Threshold:
    """One threshold as it is in force."""

    name: str
    value: float
    unit: str
    provenance: str


def threshold_names() -> tuple[str, ...]:
    """The names of all thresholds, for settings pages and the command line."""
    return tuple(field.name for field in fields(Thresholds) if field.name != "provenance")


def explained(thresholds: Thresholds) -> tuple[Threshold, ...]:
    """Every threshold with its source, or that a person set it.

    >>> [t.provenance for t in explained(Thresholds(leads=2)) if t.name in ("leads", "lags")]
    ['set by a person (DCMA 14-point assessment: 0)', 'DCMA 14-point assessment']
    """
    return tuple(_one(name, getattr(thresholds, name)) for name in threshold_names())


def _one(name: str, value: float) -> Threshold:
    unit, source = _SOURCES[name]
    usual = getattr(DCMA_14, name)
    return Threshold(name, value, unit, source if value == usual else f"set by a person ({source}: {usual:g})")


def thresholds_from(texts: Iterable[str]) -> Thresholds:
    """Thresholds from “name=value”, the others as usual; PlanError with every one that cannot be read.

    >>> thresholds_from(["high_float_days=44"]).high_float_days
    44.0
    """
    given: dict[str, float] = {}
    wrong = []
    for text in texts:
        name, _, value = text.partition("=")
        try:
            given[name.strip()] = float(value)
        except ValueError:
            wrong.append(error("check.threshold", f"“{text}” names no figure.", "Write, for example, lags=10."))
        if name.strip() not in threshold_names():
            known = ", ".join(threshold_names())
            wrong.append(error("check.threshold", f"There is no threshold “{name}”.", f"Use one of {known}."))
    if wrong:
        raise PlanError(wrong)
    return replace(DCMA_14, **given)  # type: ignore[arg-type]
