"""What was measured? The facts behind each status colour; None is "nobody measured it"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from golive.plain.money import Money


@dataclass(frozen=True, kw_only=True)
class Facts:
    """``measured_on`` is the day of the youngest evidence; None = there is none."""

    measured_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Schedule(Facts):
    """The committed go-live window and the windows in which P50 and P80 land."""

    committed: date | None = None
    p50: date | None = None
    p80: date | None = None


@dataclass(frozen=True, kw_only=True)
class Cost(Facts):
    """Budget (BAC) and estimate (EAC) at completion."""

    budget: Money | None = None
    estimate: Money | None = None


@dataclass(frozen=True, kw_only=True)
class Scope(Facts):
    """Points in the signed baseline, and the net points built or promised without approval."""

    baseline_points: float | None = None
    unapproved_points: float | None = None


@dataclass(frozen=True, kw_only=True)
class Quality(Facts):
    """When the next gate is, and when its exit criteria are expected to pass.

    ``converges`` False: defects arrive at least as fast as they are closed, so the criteria never pass.
    """

    gate: str = "the gate"
    gate_on: date | None = None
    working_days_after_gate: int | None = None
    converges: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Data(Facts):
    """Control totals of the latest mock migration.

    As long as an object was never reconciled there is no figure: how many are, and the names of those that are not.
    """

    checked: int | None = None
    failed: int | None = None
    reconciled: int = 0
    never_reconciled: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class People(Facts):
    """Shares 0..1: people with an adoption barrier (weighted by power), trained, and planned to be trained by now."""

    barrier_share: float | None = None
    trained_share: float | None = None
    planned_share: float | None = None


@dataclass(frozen=True, kw_only=True)
class Dependencies(Facts):
    """Open items that others owe us; those past their need-by date, those past the date that moves go-live, and those
    that are promised for a day after their need-by date."""

    open: int | None = None
    past_need_by: int | None = None
    past_drop_dead: int | None = None
    promised_late: int = 0


@dataclass(frozen=True, kw_only=True)
class Risk(Facts):
    """P80 of the summed risk exposure, and the contingency set aside for it."""

    exposure: Money | None = None
    contingency: Money | None = None


@dataclass(frozen=True, kw_only=True)
class Governance(Facts):
    """Decisions past their date, and how many days the oldest of them is late."""

    overdue: int | None = None
    oldest_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Workstream(Facts):
    """A workstream's tasks that were due by the status date, those of them not finished, the total float of its next
    milestone in working days, by how many working days that milestone's P50 moved from the baseline, and whether the
    plan reaches the committed go-live date no more."""

    due: int | None = None
    late: int | None = None
    float_days: float | None = None
    next_milestone: str = "the next milestone"
    milestone_moved_days: int | None = None
    go_live_moved: bool = False
