"""Where does green end? The limits of every status colour, each with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

VERSION = "2026-2"

OWN = "Own default; no standard fixes status thresholds"
OVERRIDE_DAYS = 14
OVERRIDE_REASON_LENGTH = 15
WATERMELON_REPORTS = 6
GOOD_EVALUATIONS_TO_IMPROVE = 2
FORECAST_DAYS = 7
RISK_SCORE_AMBER, RISK_SCORE_RED = 8, 15  # of 25; the bands of the RAID register


@dataclass(frozen=True)
class Limit:
    """Green up to and including ``green``, amber up to and including ``amber``, red beyond it."""

    key: str
    green: float
    amber: float
    unit: str
    source: str = OWN


@dataclass(frozen=True)
class MaxAge:
    """Evidence older than ``days`` counts as missing."""

    key: str
    days: int
    source: str = OWN


LIMITS = {
    limit.key: limit
    for limit in (
        Limit("cost.estimate_over_budget", 1.05, 1.10, "EAC / BAC", f"{OWN}; a published set uses 1.10 and 1.20"),
        Limit("scope.unapproved_share", 0.0, 0.05, "unapproved points / baseline points"),
        Limit("quality.days_after_gate", 0, 5, "working days the exit criteria pass after the gate"),
        Limit("data.failed_totals_share", 0.0, 0.02, "failed / checked control totals"),
        Limit("people.barrier_share", 0.20, 0.40, "share of people, by power, with a barrier"),
        Limit("people.training_behind", 0.10, 0.25, "share of users planned but not trained by today"),
        Limit("dependencies.past_need_by", 0, 2, "open items past their need-by date"),
        Limit("risk.exposure_over_contingency", 0.80, 1.00, "P80 exposure / contingency"),
        Limit("governance.overdue_decisions", 0, 2, "decisions past their date"),
        Limit("workstream.late_share", 0.05, 0.15, "late / due tasks"),
        Limit(
            "workstream.days_moved",
            5,
            20,
            "working days the next milestone moved from its baseline",
            "a published set (SSP Projects): green within a week, amber up to a month, red above",
        ),
    )
}
NEAR_CRITICAL_FLOAT_DAYS = 5  # a published government rating calls a path near-critical at 5 days of float or fewer

MAX_AGE = {
    age.key: age
    for age in (
        MaxAge("schedule", 7, "The weekly re-forecast"),
        MaxAge("cost", 35, "The monthly close and one reporting week"),
        MaxAge("scope", 14),
        MaxAge("quality", 7),
        MaxAge("data", 30, "One mock migration a month"),
        MaxAge("people", 30, "A monthly pulse"),
        MaxAge("dependencies", 7),
        MaxAge("risk", 7, "Risks are reviewed at least weekly"),
        MaxAge("governance", 14),
        MaxAge("workstream", 7),
    )
}
