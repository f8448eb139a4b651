"""How does this implementation stand today, what was reported before, and who is told?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from golive.foundation import audit
from golive.foundation.database.reading import asked_once
from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.access import holders
from golive.foundation.implementations.known import here
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.foundation.register_kit.declaration import Wanted
from golive.plain.rag import Rag
from golive.plain.seat import Role
from golive.registers.plan import queries as plan
from golive.registers.raid import queries as raid
from golive.registers.status import page, reporting
from golive.registers.status.assemble import assemble
from golive.registers.status.evaluating import DIMENSION, WORKSTREAM, Evaluated, evaluate, ground
from golive.registers.status.headline import milestone
from golive.registers.status.measures import Ground, estimate
from golive.registers.status.models import Report, Sending
from golive.registers.status.rules import divergence, forecast_problems
from golive.registers.status.sentences import full_day
from golive.registers.status.thresholds import WATERMELON_REPORTS

if TYPE_CHECKING:
    from golive.registers.plan.models import Forecast
    from golive.registers.raid.models import Item

DECISIONS, RISKS = 6, 3
# What no comparison of two pages can tell: it happened, and the log has it.
TOLD = (
    "change.decided",
    "decision.taken",
    "decision.disputed",
    "scope.signed",
    "scope.amended",
    "commitment.delivered",
    "commitment.escalated",
    "raid.occurred",
    "gate.ruled",
    "plan.baselined",
    "slip.attributed",
)


def compute(implementation: Implementation) -> page.StatusPage:
    """Today's status page, computed from the registers; nothing is stored."""
    on = ground(implementation)
    return put_together(on, evaluate(on))


def put_together(on: Ground, lines: list[Evaluated], notes: tuple[str, ...] = ()) -> page.StatusPage:
    """The page from what was read and evaluated."""
    implementation = on.implementation
    before = recent(implementation)[::-1]
    last = before[-1] if before else None
    dimensions = tuple(each.line for each in lines if each.kind == DIMENSION)
    raw = page.StatusPage(
        cover=_cover(implementation, last.number + 1 if last else 1),
        go_live=_go_live(on),
        dimensions=dimensions,
        workstreams=tuple(each.line for each in lines if each.kind == WORKSTREAM),
        decisions=tuple(_decision(each) for each in on.wanted[:DECISIONS]),
        risks=tuple(_risk(item, on.forecast) for item in raid.top_risks(implementation, RISKS)),
        milestones=_milestones(on),
        budget=_budget(implementation, dimensions),
        notes=notes,
        anchor=_anchor(),
        provenance=_provenance(on.forecast),
    )
    told = audit.told_since(implementation, last.audit_seq, TOLD) if last else []
    events = tuple(dict.fromkeys(_ended(entry.sentence) for entry in told))
    return assemble(raw, history=tuple(each.page for each in before), events=events)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _cover(implementation: Implementation, number: int) -> page.Cover:
    names: dict[str, str] = {}
    for held in implementations.members(implementation):
        names.setdefault(held.role, held.person.name)
    nobody = "nobody yet"
    manager, sponsor = names.get(Role.MANAGER, nobody), names.get(Role.SPONSOR, nobody)
    return page.Cover(implementation.name, implementation.client, manager, sponsor, implementation.today(), number)


def _go_live(on: Ground) -> page.GoLive:
    it, committed = on.forecast, on.implementation.committed_on
    unknown = _unknown(on)
    if it is None:
        return page.GoLive(committed=committed, unknown=unknown)
    windows = [
        page.Window(date.fromisoformat(w["on"]), _percent(w["by_then"])) for w in it.result["windows"] if w["on"]
    ]
    return page.GoLive(
        committed=committed,
        p50=it.p50_window or timezone.localdate(it.p50_at),
        p80=it.p80_window or timezone.localdate(it.p80_at),
        chance=None if it.chance is None else _percent(it.chance),
        slack_days=it.slack_days,
        windows=tuple(windows),
        unknown=unknown,
    )


def _percent(share: float) -> int:
    return round(100 * share)


def _unknown(on: Ground) -> tuple[str, ...]:
    """Why the forecast may not be relied on: none, too old, or of another plan, other windows or other risks."""
    it = on.forecast
    name = f"revision {it.revision.number}" if it else ""
    problems = forecast_problems(
        run_at=timezone.localtime(it.computed_at) if it else None, forecast_of=name, current_plan=name, as_of=on.today
    )
    changed = "The plan, the go-live dates or the risks changed after the forecast. Compute it anew on the Plan page."
    if it is not None and plan.has_passed(on.implementation, it):
        problems = (
            *problems,
            f"The committed date, {full_day(on.implementation.committed_on)}, has passed. Commit to a new one.",
        )
    return (*problems, changed) if on.stale else problems


def _decision(each: Wanted) -> page.Decision:
    return page.Decision(each.ref, each.title, each.recommendation, each.due, each.who, each.consequence)


def _risk(item: Item, forecast: Forecast | None) -> page.RiskLine:
    owner = item.owner.name if item.owner else item.owner_given or "nobody yet"
    return page.RiskLine(
        item.ref, item.title, owner, item.mitigation, item.points or 0, days_at_p80(forecast).get(item.ref)
    )


def days_at_p80(forecast: Forecast | None) -> dict[str, float]:
    """The working days that each risk adds to the P80, by its reference."""
    found = forecast.result.get("tornado", []) if forecast else []
    return {each["id"]: each["days_p80"] for each in found}


def _milestones(on: Ground) -> tuple[page.MilestoneLine, ...]:
    if on.forecast is None or on.stale:
        return ()
    return tuple(
        milestone(
            each["name"],
            baseline=date.fromisoformat(each["baseline"]) if each["baseline"] else None,
            p50=date.fromisoformat(each["p50"]),
            p80=date.fromisoformat(each["p80"]),
        )
        for each in on.forecast.result.get("milestones", [])
    )


def _budget(implementation: Implementation, dimensions: tuple[page.Line, ...]) -> page.Budget | None:
    if implementation.budget is None:
        return None
    spent = implementation.spent_minor
    colour = next((line.shown for line in dimensions if line.name == "Cost"), Rag.GREY)
    money = None if spent is None else type(implementation.budget)(spent, implementation.currency)
    return page.Budget(implementation.budget, money, estimate(implementation), colour)


def _anchor() -> page.Anchor:
    seq, _, head = audit.head().partition(":")
    return page.Anchor(int(seq), head)


def _provenance(forecast: Forecast | None) -> page.Provenance | None:
    if forecast is None:
        return None
    plan_version = f"revision {forecast.revision.number}"
    at = timezone.localtime(forecast.computed_at)
    return page.Provenance(forecast.iterations, forecast.seed, plan_version, at)


def reports(implementation: Implementation) -> QuerySet[Report]:
    """Every report, the newest first."""
    rows = here(Report, implementation).select_related("created_by")
    return rows.order_by("-number")


@asked_once
def recent(implementation: Implementation) -> list[Report]:
    """The last reports, as many as the watermelon index looks at, the newest first."""
    return list(reports(implementation)[:WATERMELON_REPORTS])


def latest(implementation: Implementation) -> Report | None:
    return next(iter(recent(implementation)), None)


def sendings(report: Report) -> QuerySet[Sending]:
    return Sending.objects.filter(report=report).select_related("by").prefetch_related("to").order_by("-at")


def recipients(implementation: Implementation) -> QuerySet[Person]:
    """Whom a status report is for: the sponsor and the committee."""
    return holders(implementation, Role.SPONSOR, Role.COMMITTEE)


def told(implementation: Implementation) -> reporting.Told:
    """The facts behind the checks."""
    last, chosen = latest(implementation), implementations.values(implementation)
    greener: list[str] = []
    if last:
        lines = last.page.lines
        greener = [line.name for line in lines if line.reported and divergence(line.computed, line.reported) > 0]
    return reporting.Told(
        reports=last.number if last else 0,
        last=last.as_of if last else None,
        last_at=last.created_at if last else None,
        last_ref=last.ref if last else "",
        sent=bool(last and Sending.objects.filter(report=last).exists()),
        limit_days=int(chosen[reporting.REPORT_DAYS.key].value),
        today=implementation.today(),
        watermelon=last.watermelon if last else None,
        watermelon_limit=int(chosen[reporting.WATERMELON_LIMIT.key].value),
        greener=greener,
    )
