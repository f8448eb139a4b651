"""Which risks are worst, who owes a review, what has been triggered, and how much is at risk?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Count, F, Max, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from golive.engines.schedule import Risk, ThreePoint
from golive.foundation.database.reading import asked_once
from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.access import holders
from golive.foundation.implementations.known import here
from golive.foundation.implementations.models import Implementation
from golive.plain.rag import Rag
from golive.plain.seat import Role
from golive.registers.raid import rules, scoring
from golive.registers.raid.models import Item, Reading, Review

MOST_WORST = 5
# Its trigger was reached, and its contingency has not begun.
FIRED = Q(fired_at__isnull=False) & ~Q(state=rules.OCCURRED)


def colour_of(score: int | None) -> Rag:
    """The colour of a score, by the same bands as in the log."""
    return scoring.band(score)


def open_items(implementation: Implementation, kind: str = "") -> QuerySet[Item]:
    rows = here(Item, implementation).exclude(state=rules.CLOSED)
    return rows.filter(kind=kind) if kind else rows


def ranked(implementation: Implementation) -> QuerySet[Item]:
    """The open risks, the highest score first; what has occurred stands above."""
    rows = open_items(implementation, rules.RISK).select_related("owner")
    first = Case(When(state=rules.OCCURRED, then=Value(0)), default=Value(1))
    return rows.order_by(first, F("points").desc(nulls_last=True), "ref")


def top_risks(implementation: Implementation, count: int = 3) -> list[Item]:
    """The worst open risks: the first ``count`` (at most MOST_WORST) of a list that a page reads once."""
    return _worst(implementation)[:count]


@asked_once
def _worst(implementation: Implementation) -> list[Item]:
    return list(ranked(implementation)[:MOST_WORST])


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
    rows = open_items(implementation, rules.RISK).exclude(points=None)
    return list(rows.order_by("-points", "ref")[:200])


def owe_review(implementation: Implementation) -> QuerySet[Item]:
    """The open items that nobody looked at for too long, the longest first."""
    return _longest_unseen(implementation).select_related("owner")


def _longest_unseen(implementation: Implementation) -> QuerySet[Item]:
    rows = open_items(implementation).filter(_unreviewed(implementation))
    return rows.order_by(F("reviewed_at").asc(nulls_first=True), "ref")


def _unreviewed(implementation: Implementation) -> Q:
    days = int(implementations.value(implementation, rules.REVIEW_DAYS))
    return Q(reviewed_at=None) | Q(reviewed_at__lt=implementation.now() - timedelta(days=days))


def overdue_assumptions(implementation: Implementation) -> QuerySet[Item]:
    rows = open_items(implementation, rules.ASSUMPTION).filter(due__lt=implementation.today())
    return rows.order_by("due")


def fired(implementation: Implementation) -> QuerySet[Item]:
    """The risks whose trigger was reached and whose contingency has not begun."""
    rows = open_items(implementation).filter(FIRED)
    return rows.select_related("owner").order_by("-points")


def reviews(item: Item) -> QuerySet[Review]:
    return Review.objects.filter(item=item).select_related("by").order_by("-at", "-pk")


def readings(implementation: Implementation, measure: str) -> QuerySet[Reading]:
    return Reading.objects.filter(implementation=implementation, measure=measure).order_by("-at", "-pk")


@asked_once
def _tally(implementation: Implementation) -> dict[str, dict[str, Any]]:
    """By kind: how many are open, how many of them have fired, and when one was last looked at or raised."""
    rows = open_items(implementation).order_by().values("kind")
    rows = rows.annotate(
        count=Count("pk"), fired=Count("pk", filter=FIRED), looked=Max("reviewed_at"), raised=Max("created_at")
    )
    return {row["kind"]: dict(row) for row in rows}


def counts(implementation: Implementation) -> dict[str, int]:
    """Open items by kind."""
    return dict.fromkeys(rules.KINDS, 0) | {kind: row["count"] for kind, row in _tally(implementation).items()}


def count_of_fired(implementation: Implementation) -> int:
    """How many open items have reached their trigger while their contingency has not begun."""
    return sum(row["fired"] for row in _tally(implementation).values())


def risks_looked_at(implementation: Implementation) -> datetime | None:
    """When somebody last reviewed a risk, or raised one where none was ever reviewed."""
    found = _tally(implementation).get(rules.RISK)
    return (found["looked"] or found["raised"]) if found else None


@asked_once
def log(implementation: Implementation) -> rules.Log:
    """The facts behind the checks, in a fixed number of queries whatever the length of the log."""
    rows, today = open_items(implementation), implementation.today()
    managers = list(holders(implementation, Role.MANAGER).values_list("pk", flat=True))
    nobody, bare = Q(owner=None) | Q(owner__in=managers), Q(kind=rules.RISK, trigger__isnull=True)
    late = Q(kind=rules.ASSUMPTION, due__lt=today)
    found = rows.aggregate(
        open=Count("pk"),
        risks=Count("pk", filter=Q(kind=rules.RISK)),
        unowned=Count("pk", filter=nobody),
        unreviewed=Count("pk", filter=_unreviewed(implementation)),
        bare=Count("pk", filter=bare),
        fired=Count("pk", filter=FIRED),
        late=Count("pk", filter=late),
        youngest=Coalesce(Max("reviewed_at"), Max("created_at")),
    )

    def some(count: int, first: QuerySet[Item], said: Callable[[Item], Any] = lambda _: None) -> rules.Some:
        item = first.first() if count else None
        return rules.Some(count, item.ref, said(item)) if item else rules.Some(0)

    worst = (F("points").desc(nulls_last=True), "ref")
    return rules.Log(
        open=found["open"],
        risks=found["risks"],
        unowned=some(found["unowned"], rows.filter(nobody).order_by(F("owner").asc(nulls_first=True), *worst)),
        unreviewed=some(found["unreviewed"], _longest_unseen(implementation), lambda i: i.reviewed_days_ago(today)),
        without_trigger=some(found["bare"], rows.filter(bare).order_by(*worst)),
        fired=some(found["fired"], fired(implementation), lambda i: str((i.trigger or {}).get("measure", ""))),
        overdue_assumptions=some(found["late"], overdue_assumptions(implementation), lambda i: i.due),
        review_days=int(implementations.value(implementation, rules.REVIEW_DAYS)),
        youngest=found["youngest"],
    )
