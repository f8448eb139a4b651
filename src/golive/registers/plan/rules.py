"""May the plan be loaded, changed, reported on and re-baselined, does it hold, and if not why?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from golive.plain.seat import Role, Seat, lacks_role
from golive.plain.setting import Setting
from golive.plain.verdict import Kind, Refusal, Verdict, met, not_met, undecidable

MAY_PLAN = frozenset({Role.MANAGER})
MAY_REPORT = frozenset({Role.MANAGER, Role.LEAD, Role.CONTRIBUTOR})
CAUSES = ["client", "scope change", "vendor", "resources", "technical", "unforeseen"]

FRESH_DAYS = Setting(
    "plan.forecast_days",
    7,
    "days",
    "A forecast older than this, or of an older plan, is not evidence.",
    "our own choice",
)
ITERATIONS = Setting(
    "plan.iterations", 4096, "runs", "Simulated plans per forecast.", "P80 known to about ±0.2 working days, measured"
)
HEALTH_FINDINGS = Setting(
    "plan.health_failures",
    2,
    "checks",
    "How many of the DCMA checks a plan may fail and still count as sound.",
    "our own choice; the 14 checks are those of the US Defense Contract Management Agency",
)


def may_load(seat: Seat, *, tasks: int) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_PLAN, "load a plan")
    if tasks == 0:
        refusals.append(Refusal("plan.empty", "The plan has no task.", "Export it with its tasks.", Kind.INPUT))
    return refusals


def may_change(seat: Seat, *, loaded: bool) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_PLAN, "change the plan")
    if not loaded:
        refusals.append(no_plan())
    return refusals


def may_report(seat: Seat, *, percent: float | None, actual_finish: datetime | None, now: datetime) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_REPORT, "report progress")
    if percent is not None and not 0 <= percent <= 100:
        problem = f"{percent:g} % is no progress."
        refusals.append(Refusal("progress.percent", problem, "Give 0 to 100.", Kind.INPUT, "percent_complete"))
    if actual_finish is not None and actual_finish > now:
        problem = f"The finish {actual_finish:%d %b %Y} is in the future."
        refusals.append(Refusal("progress.future", problem, "Report what is done.", Kind.INPUT, "actual_finish"))
    return refusals


def may_attribute(seat: Seat, *, cause: str) -> list[Refusal]:
    refusals = lacks_role(seat, MAY_PLAN, "name the cause of a slip")
    if cause not in CAUSES:
        cure = f"Use one of: {', '.join(CAUSES)}."
        refusals.append(Refusal("slip.cause", f"“{cause}” is no cause.", cure, Kind.INPUT, "cause"))
    return refusals


def no_plan() -> Refusal:
    return Refusal("plan.missing", "There is no plan yet.", "Import one on the Imports page.")


@dataclass(frozen=True)
class Outlook:
    """The plan as it stands and the last forecast of it. Dates of go-live windows; None = not known."""

    tasks: int
    revised_at: datetime | None
    baselined: bool
    committed_on: date | None
    window_on: date | None
    slack_days: int | None
    forecast_at: datetime | None
    forecast_stale: bool
    p50_window: date | None
    p80_window: date | None
    chance: float | None
    now: datetime
    fresh_days: int
    health_failed: Sequence[str] = ()
    health_allowed: int = 0


def plan_is_baselined(facts: Outlook) -> Verdict:
    """Practice 1: there is a plan with a baseline to be measured against."""
    if facts.tasks == 0:
        return undecidable("no plan", cure="Import the plan on the Imports page.")
    figure = f"{facts.tasks} tasks"
    if facts.baselined:
        return met(f"{figure}, baselined", evidence_at=facts.revised_at)
    return not_met(f"{figure}, no baseline", cure="Take the baseline on the plan page.", evidence_at=facts.revised_at)


def forecast_is_fresh(facts: Outlook) -> Verdict:
    """Practice 15: the forecast is of this plan and of these days."""
    if facts.forecast_at is None:
        return undecidable("never forecast", cure="Compute the forecast on the plan page.")
    age = (facts.now - facts.forecast_at).days
    figure = f"{age} days old" + (", the plan changed since" if facts.forecast_stale else "")
    if facts.forecast_stale or age > facts.fresh_days:
        return not_met(figure, cure="Compute the forecast on the plan page.", evidence_at=facts.forecast_at)
    return met(figure, evidence_at=facts.forecast_at)


def go_live_holds(facts: Outlook) -> Verdict:
    """Practice 5: eight in ten simulated plans reach the committed go-live."""
    if facts.forecast_at is None or facts.p80_window is None:
        return undecidable("not forecast", cure="Compute the forecast on the plan page.")
    if facts.committed_on is None:
        cure = "Enter the committed go-live on the Settings page."
        return undecidable("no committed go-live", cure=cure, evidence_at=facts.forecast_at)
    figure = f"P80 reaches {facts.p80_window:%-d %b %Y}, committed {facts.committed_on:%-d %b %Y}"
    if facts.p80_window <= facts.committed_on:
        return met(figure, evidence_at=facts.forecast_at)
    cure = "Recover days on the driving path, take scope out, or commit to another window."
    return not_met(figure, cure=cure, evidence_at=facts.forecast_at)


def plan_is_sound(facts: Outlook) -> Verdict:
    """Practice 18: the network itself can be believed."""
    if facts.tasks == 0:
        return undecidable("no plan", cure="Import the plan on the Imports page.")
    figure = f"{len(facts.health_failed)} of the DCMA checks failed"
    if len(facts.health_failed) <= facts.health_allowed:
        return met(figure, because=", ".join(facts.health_failed), evidence_at=facts.revised_at)
    cure = f"Mend first: {facts.health_failed[0]}."
    return not_met(figure, because=", ".join(facts.health_failed), cure=cure, evidence_at=facts.revised_at)
