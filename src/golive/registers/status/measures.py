"""What do the registers below say about each dimension, and how old is that evidence?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from golive.foundation import audit
from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.local_time import naive
from golive.foundation.implementations.models import Implementation
from golive.foundation.register_kit.declaration import Wanted
from golive.plain.money import Money
from golive.registers.commitments import queries as commitments
from golive.registers.data_migration import queries as migration
from golive.registers.decisions import queries as decisions
from golive.registers.plan import queries as plan
from golive.registers.raid import queries as raid
from golive.registers.scope import queries as scopes
from golive.registers.status import facts
from golive.registers.status.reporting import CONTINGENCY

if TYPE_CHECKING:
    from golive.registers.plan.models import Forecast


@dataclass(frozen=True)
class Ground:
    """What is read once for a whole page."""

    implementation: Implementation
    forecast: Forecast | None
    stale: bool
    wanted: list[Wanted]
    standings: list[commitments.Standing]

    @property
    def today(self) -> date:
        return self.implementation.today()


def day_of(moment: datetime | None, implementation: Implementation) -> date | None:
    """The day of a piece of evidence; on a clock that stands still nothing is younger than the clock."""
    if moment is None:
        return None
    return timezone.localdate(min(moment, implementation.now()) if implementation.clock else moment)


def schedule(on: Ground) -> facts.Schedule:
    it = on.forecast
    if it is None or on.stale:
        return facts.Schedule()
    return facts.Schedule(
        committed=on.implementation.committed_on,
        p50=it.p50_window or timezone.localdate(it.p50_at),
        p80=it.p80_window or timezone.localdate(it.p80_at),
        measured_on=day_of(it.computed_at, on.implementation),
    )


def estimate(implementation: Implementation) -> Money | None:
    """Spent so far, and the burn rate for every working day until the last task of the plan."""
    spent, burn = implementation.spent_minor, implementation.burn_per_day_minor
    found = plan.opened(implementation)
    if spent is None or burn is None or found is None:
        return None
    days = max(0, round(found[1].working_days(naive(implementation.now()), found[1].finish)))
    return Money(spent + burn * days, implementation.currency)


def cost(on: Ground) -> facts.Cost:
    implementation = on.implementation
    at = audit.last_change(implementation, "implementation.described", "spent_minor") or implementation.created_at
    known = implementation.spent_minor is not None
    return facts.Cost(
        budget=implementation.budget,
        estimate=estimate(implementation),
        measured_on=day_of(at, implementation) if known else None,
    )


def dependencies(on: Ground) -> facts.Dependencies:
    implementation = on.implementation
    current, asked = plan.revision(implementation), commitments.last_word(implementation)
    if current is None or asked is None:
        return facts.Dependencies()
    known = [s.delay for s in on.standings if s.delay]
    return facts.Dependencies(
        open=len(on.standings),
        past_need_by=sum(delay.need_by < on.today for delay in known),
        past_drop_dead=sum(bool(delay.drop_dead and delay.drop_dead < on.today) for delay in known),
        promised_late=sum(bool(s.spare is not None and s.spare < 0) for s in on.standings),
        # What a delay costs follows from the plan: a plan revised today is evidence of today.
        measured_on=day_of(max(asked, current.made_at), implementation),
    )


def risk(on: Ground) -> facts.Risk:
    implementation = on.implementation
    found = raid.exposure(implementation)
    held = int(implementations.value(implementation, CONTINGENCY))
    return facts.Risk(
        exposure=Money(found.p80, implementation.currency) if found.quantified else None,
        contingency=Money(held * 100, implementation.currency) if held else None,
        measured_on=day_of(raid.risks_looked_at(implementation), implementation),
    )


def governance(on: Ground) -> facts.Governance:
    late = [(on.today - each.due).days for each in on.wanted if each.due and each.due < on.today]
    # What waits is known today; where nothing waits, the last decision says how old the log is.
    at = on.implementation.now() if on.wanted else decisions.last_word(on.implementation)
    return facts.Governance(
        overdue=len(late), oldest_days=max(late, default=0), measured_on=day_of(at, on.implementation)
    )


def scope(on: Ground) -> facts.Scope:
    """The signed text, and the lines that differ from it without a decision; grey until it is signed."""
    found = scopes.baseline(on.implementation)
    if found is None or found.agreed_at is None:
        return facts.Scope()
    differing = scopes.unapproved_changes(on.implementation)
    return facts.Scope(
        baseline_points=float(len(found.content["lines"])),
        unapproved_points=float(len(differing)),
        # Compared with the lines as they stand now: the comparison is of today.
        measured_on=on.today,
    )


def quality(on: Ground) -> facts.Quality:
    """Grey until test results are kept: nothing else may colour it."""
    return facts.Quality()


def data(on: Ground) -> facts.Data:
    """The control totals of the last reconciliation of every object; as old as the oldest of them."""
    found = migration.control_totals(on.implementation)
    if found.oldest is None:
        return facts.Data(reconciled=found.reconciled, never_reconciled=found.never_reconciled)
    measured_on = day_of(found.oldest, on.implementation)
    return facts.Data(checked=found.checked, failed=found.failed, measured_on=measured_on)


def people(on: Ground) -> facts.People:
    """Grey until pulses and training completions are kept."""
    return facts.People()


# In the order of the report.
DIMENSIONS: dict[str, Callable[[Ground], facts.Facts]] = {
    "Schedule": schedule,
    "Cost": cost,
    "Scope": scope,
    "Quality": quality,
    "Data": data,
    "People": people,
    "Dependencies": dependencies,
    "Risk": risk,
    "Governance": governance,
}


def value_of(it: facts.Facts) -> float | None:
    """The one number behind a dimension's colour, for its course; more is worse."""
    match it:
        case facts.Schedule(committed=date() as committed, p80=date() as p80):
            return float((p80 - committed).days)
        case facts.Cost(budget=Money() as budget, estimate=Money() as estimated) if budget.minor:
            return estimated.minor / budget.minor
        case facts.Dependencies(past_need_by=int(past)):
            return float(past)
        case facts.Risk(exposure=Money() as exposure, contingency=Money() as held) if held.minor:
            return exposure.minor / held.minor
        case facts.Governance(overdue=int(late)):
            return float(late)
        case facts.Data(checked=int(checked), failed=int(failed)) if checked:
            return failed / checked
        case facts.Scope(unapproved_points=float(points)):
            return points
        case facts.Workstream(due=int(due), late=int(late)) if due:
            return late / due
    return None
