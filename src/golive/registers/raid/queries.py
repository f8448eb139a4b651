"""Which risks are worst, who owes a review, what has been triggered, and how much is at risk?"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Case, Count, F, Max, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from golive.engines.schedule import Risk, ThreePoint
from golive.foundation.database.reading import asked_once
from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.access import holders
from golive.foundation.implementations.models import Implementation
from golive.plain.rag import Rag
from golive.plain.seat import Role
from golive.registers.raid import rules, scoring
from golive.registers.raid.models import Item, Reading, Review


def colour_of(score: int | None) -> Rag:
    """The colour of a score, by the same bands as in the log."""
    return scoring.band(score)


def open_items(implementation: Implementation, kind: str = "") -> QuerySet[Item]:
    rows = Item.objects.filter(implementation=implementation).exclude(state=rules.CLOSED)
    return rows.filter(kind=kind) if kind else rows


def ranked(implementation: Implementation) -> QuerySet[Item]:
    """The open risks, the highest score first; what has occurred stands above."""
    rows = open_items(implementation, rules.RISK).select_related("owner", "implementation")
    first = Case(When(state=rules.OCCURRED, then=Value(0)), default=Value(1))
    return rows.order_by(first, F("points").desc(nulls_last=True), "ref")


def top_risks(implementation: Implementation, count: int = 3) -> list[Item]:
    return list(ranked(implementation)[:count])


def drivers(implementation: Implementation) -> list[Risk]:
    """The quantified open risks as events of the forecast: probability by likelihood, impact in working days."""
    rows = open_items(implementation, rules.RISK).filter(days_high__gt=0).order_by("ref")
    return [_event(item) for item in rows if item.state == rules.OCCURRED or item.likelihood]


def _event(item: Item) -> Risk:
    sure = item.state == rules.OCCURRED
    probability = 1.0 if sure else scoring.PROBABILITY[item.likelihood or 1]
    low, high = item.days_low or 0.0, item.days_high or 0.0
    likely = item.days_likely if item.days_likely is not None else (low + high) / 2
    return Risk(item.ref, item.title, probability, days=ThreePoint(low, likely, high), tasks=tuple(item.task_uids))


@asked_once
def exposure(implementation: Implementation) -> scoring.Exposure:
    """The money at risk over all open risks that carry a cost."""
    rows = open_items(implementation, rules.RISK)
    priced = rows.filter(cost_minor__gt=0).exclude(likelihood=None).values_list("likelihood", "state", "cost_minor")
    events = [(1.0 if s == rules.OCCURRED else scoring.PROBABILITY[li or 1], cost or 0) for li, s, cost in priced]
    return scoring.exposure(events, of=counts(implementation)[rules.RISK])


def matrix(implementation: Implementation) -> list[Item]:
    """The assessed open risks for the 5×5 matrix."""
    rows = open_items(implementation, rules.RISK).exclude(points=None).select_related("implementation")
    return list(rows.order_by("-points", "ref")[:200])


def owe_review(implementation: Implementation) -> QuerySet[Item]:
    """The open items that nobody looked at for too long, the longest first."""
    days = int(implementations.value(implementation, rules.REVIEW_DAYS))
    limit = implementation.now() - timedelta(days=days)
    rows = open_items(implementation).filter(Q(reviewed_at=None) | Q(reviewed_at__lt=limit))
    return rows.select_related("owner", "implementation").order_by(F("reviewed_at").asc(nulls_first=True), "ref")


def overdue_assumptions(implementation: Implementation) -> QuerySet[Item]:
    rows = open_items(implementation, rules.ASSUMPTION).filter(due__lt=implementation.today())
    return rows.select_related("implementation").order_by("due")


def fired(implementation: Implementation) -> QuerySet[Item]:
    """The risks whose trigger was reached and whose contingency has not begun."""
    rows = open_items(implementation).exclude(fired_at=None).exclude(state=rules.OCCURRED)
    return rows.select_related("implementation", "owner").order_by("-points")


def reviews(item: Item) -> QuerySet[Review]:
    return Review.objects.filter(item=item).select_related("by").order_by("-at", "-pk")


def readings(implementation: Implementation, measure: str) -> QuerySet[Reading]:
    return Reading.objects.filter(implementation=implementation, measure=measure).order_by("-at", "-pk")


@asked_once
def counts(implementation: Implementation) -> dict[str, int]:
    """Open items by kind, in one query."""
    rows = open_items(implementation).order_by().values("kind").annotate(count=Count("pk"))
    return dict.fromkeys(rules.KINDS, 0) | {row["kind"]: row["count"] for row in rows}


@asked_once
def log(implementation: Implementation) -> rules.Log:
    """The facts behind the checks, in a fixed number of queries."""
    rows, today = open_items(implementation), implementation.today()
    managers = set(holders(implementation, Role.MANAGER).values_list("pk", flat=True))
    counted = rows.aggregate(
        open=Count("pk"),
        risks=Count("pk", filter=Q(kind=rules.RISK)),
        youngest=Coalesce(Max("reviewed_at"), Max("created_at")),
    )
    late = owe_review(implementation).select_related(None).only("ref", "reviewed_at")[:200]
    bare_risk = Q(kind=rules.RISK) & (Q(points=None) | Q(trigger__isnull=True))
    lacking = rows.filter(Q(owner=None) | Q(owner__in=managers) | bare_risk)
    lacking = lacking.annotate(bare=Q(trigger__isnull=True)).order_by(F("points").desc(nulls_last=True), "ref")
    found = list(lacking.values_list("ref", "kind", "owner", "points", "bare"))
    risks = [(ref, points, bare) for ref, kind, _, points, bare in found if kind == rules.RISK]
    return rules.Log(
        open=counted["open"],
        risks=counted["risks"],
        unowned=[ref for ref, _, owner, _, _ in found if owner is None],
        manager_owned=[ref for ref, _, owner, _, _ in found if owner in managers],
        unreviewed=[(i.ref, i.reviewed_days_ago(today)) for i in late],
        unassessed=[ref for ref, points, _ in risks if points is None],
        without_trigger=[ref for ref, _, bare in risks if bare],
        fired=[(item.ref, str((item.trigger or {}).get("measure", ""))) for item in fired(implementation)],
        overdue_assumptions=[(item.ref, item.due) for item in overdue_assumptions(implementation) if item.due],
        review_days=int(implementations.value(implementation, rules.REVIEW_DAYS)),
        youngest=counted["youngest"],
    )
