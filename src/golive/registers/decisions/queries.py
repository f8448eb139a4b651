"""Which decisions are wanted, which are late, and whom did they reach?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Q, QuerySet

from golive.foundation.database.reading import asked_once
from golive.foundation.implementations import queries as implementations
from golive.foundation.implementations.access import seat_of
from golive.foundation.implementations.known import here
from golive.foundation.implementations.models import Implementation
from golive.foundation.people.models import Person
from golive.foundation.register_kit.declaration import Wanted
from golive.registers.decisions import rules
from golive.registers.decisions.models import Decision, Dissent, ReadBack, Vote

if TYPE_CHECKING:
    from datetime import datetime


def wanted(implementation: Implementation) -> QuerySet[Decision]:
    """The decisions still to be taken, the most urgent first."""
    rows = here(Decision, implementation).filter(state=rules.WANTED)
    return rows.select_related("decider").order_by("due", "ref")


@asked_once
def open_ones(implementation: Implementation) -> list[Decision]:
    """The same, read once for a page: the rail counts them, the agenda shows them."""
    return list(wanted(implementation))


def decided(implementation: Implementation) -> QuerySet[Decision]:
    """Every decision that was taken, replaced ones too."""
    return Decision.objects.filter(implementation=implementation, state__in=rules.TAKEN)


def addressed(decision: Decision) -> list[rules.Addressed]:
    """Whose authority it needs by the roles of this moment: to whom it was put, and who took the one it replaces."""
    people = [decision.decider]
    if decision.supersedes_id:
        people.append(Decision.objects.select_related("decided_by").get(pk=decision.supersedes_id).decided_by)
    return [_as_addressed(person, decision.implementation) for person in people]


def _as_addressed(person: Person | None, implementation: Implementation) -> rules.Addressed:
    return (
        rules.Addressed(person.pk, person.name, seat_of(person, implementation).roles) if person else rules.Addressed()
    )


def successor(decision: Decision) -> Decision | None:
    """The decision that replaces this one, or is asked for in its place."""
    rows = here(Decision, decision.implementation).filter(supersedes=decision).exclude(state=rules.WITHDRAWN)
    return rows.order_by("-pk").first()


def about(implementation: Implementation, ref: str) -> QuerySet[Decision]:
    """Every decision about a record, the newest first."""
    rows = here(Decision, implementation).filter(about=ref)
    return rows.select_related("decided_by").order_by("-decided_at", "-ref")


def taken(implementation: Implementation, days: int) -> QuerySet[Decision]:
    """The decisions of the last days, the newest first."""
    now = implementation.now()
    rows = here(Decision, implementation).filter(state__in=rules.TAKEN)
    rows = rows.filter(decided_at__gte=now - timedelta(days=days), decided_at__lte=now)
    return rows.select_related("decided_by").order_by("-decided_at", "-ref")


def as_wanted(implementation: Implementation) -> Sequence[Wanted]:
    """The open decisions for the agenda, the cockpit and the status page."""
    return [
        Wanted(
            title=decision.title,
            recommendation=decision.recommendation,
            ref=decision.ref,
            url=decision.get_absolute_url(),
            who=decision.decider.name if decision.decider else decision.forum,
            due=decision.due,
            consequence=decision.consequence,
            since=decision.created_at,
        )
        for decision in open_ones(implementation)
        # A record that asks for its own decision (a change request) brings its own entry.
        if not decision.about
    ]


def votes(decision: Decision) -> QuerySet[Vote]:
    return Vote.objects.filter(decision=decision).select_related("person").order_by("cast_at")


def dissents(decision: Decision) -> QuerySet[Dissent]:
    return Dissent.objects.filter(decision=decision).select_related("person").order_by("said_at")


def read_backs(decision: Decision) -> QuerySet[ReadBack]:
    return ReadBack.objects.filter(decision=decision).select_related("person").order_by("person__name")


def owed_by(implementation: Implementation, person: Person) -> QuerySet[ReadBack]:
    """The decisions that stand, that this person was told of and has not confirmed yet."""
    owed = ReadBack.objects.filter(decision__implementation=implementation, person=person, read_at=None)
    owed = owed.filter(decision__state=rules.DECIDED)
    return owed.select_related("decision", "decision__implementation").order_by("sent_at")


def waiting_facts(implementation: Implementation) -> rules.Waiting:
    rows = Decision.objects.filter(implementation=implementation)
    counted = rows.aggregate(decided=Count("pk", filter=Q(state__in=rules.TAKEN)), youngest=Max("created_at"))
    asked = open_ones(implementation)
    late = [(d.ref, d.days_late(), d.decider.name if d.decider else d.forum) for d in asked if d.days_late()]
    return rules.Waiting(len(asked), counted["decided"], late, counted["youngest"])


def last_word(implementation: Implementation) -> datetime | None:
    """When a decision was last asked for or taken; None where none ever was."""
    rows = Decision.objects.filter(implementation=implementation)
    found = rows.aggregate(asked=Max("created_at"), taken=Max("decided_at"))
    return max((at for at in found.values() if at), default=None)


def read_back_facts(implementation: Implementation) -> rules.ReadBack:
    sent = ReadBack.objects.filter(decision__implementation=implementation, decision__state=rules.DECIDED)
    counted = sent.aggregate(sent=Count("pk"), confirmed=Count("read_at"), youngest=Max("sent_at"))
    days = int(implementations.value(implementation, rules.READ_BACK_DAYS))
    limit: datetime = implementation.now() - timedelta(days=days)
    late = sent.filter(read_at=None, sent_at__lt=limit).order_by("sent_at").select_related("decision", "person")
    overdue = [(each.decision.ref, each.person.name, each.sent_at) for each in late]
    decided = Decision.objects.filter(implementation=implementation, state=rules.DECIDED).count()
    return rules.ReadBack(decided, counted["sent"], counted["confirmed"], overdue, counted["youngest"])
